"""Counts that go by the name of an axis: which may, and which are reported as unequal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.checker.counts import may_be_named, without_common
from interlock.checker.relations import differ
from interlock.checker.sizes import Size, Symbol

BODY = frozenset({"body"})
N, M, L = (Size.of(Symbol(name, "body", views=BODY)) for name in "nml")
HEADS, WIDTH, K = (
    Size.of(Symbol(name, "body", views=BODY, is_axis=False))
    for name in ("self.heads", "self.width", "k")
)


@pytest.mark.parametrize(
    ("axis", "count"),
    [
        (M, N // 2),
        (M, (N + 1) // 2),
        (L * M, L * (N // 2)),
        (M, (N * N - N) // 2),
        (M, (N * N + N) // 2 - N),
        (L + 1, (N // 4) * (M // 4) + 1),
        (M, HEADS * WIDTH),
        (M, K * HEADS),
        (M, N * HEADS),
        (M, N * L),
        (M, 3 * N),
        (M, N + 1),
        (L * M, L * (N - 1)),
        (N * L * M, N * L * HEADS * WIDTH),
    ],
)
def test_an_axis_may_be_the_name_of_a_count(axis: Size, count: Size) -> None:
    assert may_be_named(axis - count)
    assert may_be_named(count - axis)
    assert not differ(axis, count)


@pytest.mark.parametrize(
    ("axis", "count"),
    [
        (N, N // 2),
        (M, N // 3),
        (M + 1, N // 2),
        (K, N // 2),
        (N, (N * N - N) // 2),
        (N + 2 * M, (N * N - N) // 2),
        (N, (N // 4) * (M // 4)),
        (L * N, (N // 4) * (M // 4)),
        (M, HEADS),
        (M + L, HEADS * WIDTH),
        (2 * M, HEADS * WIDTH),
    ],
)
def test_no_other_axis_is(axis: Size, count: Size) -> None:
    assert not may_be_named(axis - count)
    assert not may_be_named(count - axis)
    assert differ(axis, count)


sizes = st.sampled_from([N, M, N + M, N - 1, 2 * N * M, N // 2 + M])


@given(sizes, st.sampled_from([Size.of(1), N, N * N, N * L]))
def test_what_all_terms_have_in_common_is_left_out(size: Size, factor: Size) -> None:
    once, again = without_common(size), without_common(size * factor)
    assert once == again
    assert without_common(once) == once
    assert size.divided(once) is not None
