"""Slices of axes whose sizes are names, and the windows that loops move along them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.checker import messages
from interlock.checker.rules.slices import slice_length
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import Complaint, Slice, scalar

N, H = Size.of(Symbol("n")), Size.of(Symbol("h"))
K = Size.of(Symbol("k", is_axis=False))
ONE = Size.of(1)


def index(high):
    return Size.of(Symbol("i", low=Size.of(0), high=high, is_axis=False))


def taken(axis, start=None, stop=None, step=None):
    parts = [part if part is None or isinstance(part, Size) else Size.of(part)
             for part in (start, stop, step)]  # fmt: skip
    return slice_length(axis, Slice(*parts))


@pytest.mark.parametrize(
    ("start", "stop", "step", "expected"),
    [
        (None, None, None, N),
        (1, None, None, N - 1),
        (None, -1, None, N - 1),
        (1, -1, None, N - 2),
        (2, -3, None, N - 5),
        (None, 3, None, Size.of(3)),
        (-3, None, None, Size.of(3)),
        (None, None, 2, (N + 1) // 2),
        (1, None, 2, N // 2),
        (None, None, -1, N),
        (-2, None, -1, N - 1),
        (None, 0, -1, N - 1),
        (3, 1, None, Size.of(0)),
        (K, None, -1, K + 1),
        (3, None, -1, Size.of(4)),
        (H, None, -1, None),
        (3, -2, -1, None),
        (-3, 2, None, None),
        (K, None, None, N - K),
        (None, -K, None, N - K),
        (K, -K, None, N - 2 * K),
        (None, K, None, K),
        (-K, None, None, K),
        (None, H, None, None),
        (None, N - 1, None, N - 1),
        (1, N, None, N - 1),
    ],
)
def test_a_slice_of_a_named_axis(start, stop, step, expected):
    assert taken(N, start, stop, step) == expected


def test_a_gate_of_four_is_a_quarter():
    assert taken(4 * H, H, 2 * H) == H
    assert taken(4 * H, 3 * H) == H
    assert taken(4 * H, None, H) == H
    assert taken(4 * H, -H) == H


def test_a_window_that_a_loop_moves_keeps_its_width():
    assert taken(N, index(N - 3), index(N - 3) + 3) == Size.of(3)
    assert taken(N, index(N - 1), index(N - 1) + 4) == Size.of(4), "but for the last ones"
    assert taken(N, 2 * index(K), 2 * index(K) + H) == H
    assert taken(None, index(N), index(N) + 3) == Size.of(3)
    assert taken(N, None, index(N - 1)) == index(N - 1)
    assert taken(N, index(N - 1) + 1) == N - index(N - 1) - 1


def test_what_is_not_a_number_leaves_the_length_open():
    assert slice_length(N, Slice(scalar("i"))) is None
    assert slice_length(N, Slice(None, None, K)) is None
    assert slice_length(None, Slice(ONE)) is None


def test_a_slice_of_nothing_is_nothing():
    assert taken(Size.of(0)) == Size.of(0)


def test_a_step_is_not_0():
    with pytest.raises(Complaint) as caught:
        taken(N, None, None, 0)
    assert str(caught.value) == messages.slice_step_zero()


NUMBERS = st.integers(-4, 4)


@given(st.integers(0, 9), *[st.none() | NUMBERS] * 2, st.sampled_from([None, 1, 2, -1, -2]))
def test_a_slice_of_plain_numbers_is_counted(size, start, stop, step):
    assert taken(Size.of(size), start, stop, step) == Size.of(len(range(size)[start:stop:step]))


def test_bounds_that_are_names_are_right_wherever_they_fit():
    bounds = [None, 1, 2, N - 1, N - 2, -1, -2, -K, K]
    for start, stop, step in itertools.product(bounds, bounds, [None, 2, -1]):
        length = taken(N, start, stop, step)
        for n, k in [(9, 1), (11, 2), (14, 3)] if length is not None else []:
            first, last, count = (number(part, n, k) for part in (start, stop, length))
            assert max(0, count) == len(range(n)[first:last:step])


def number(part, n, k):
    names = {Symbol("n"): Size.of(n), Symbol("k", is_axis=False): Size.of(k)}
    return part.substitute(names).constant if isinstance(part, Size) else part
