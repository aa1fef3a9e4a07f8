"""Broadcasting and comparison of shapes: exact where all is known, cautious where it is not."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from examples import examples
from interlock.checker.relations import (
    agree,
    broadcast,
    broadcast_sizes,
    differ,
    fits,
    is_one,
    may_have_rank,
)
from interlock.checker.shapes import Axis, Shape, Stretch
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import Complaint

N, M, L = (Size.of(Symbol(name)) for name in "nml")
K = Size.of(Symbol("k", is_axis=False))
ELSEWHERE = Size.of(Symbol("e", "another", views=frozenset({"another"})))
GENERIC = {Symbol("n"): Size.of(101), Symbol("m"): Size.of(103)}
RUN = Stretch(Symbol("batch"))

axes = st.sampled_from([N, N, M, N + 1, Size.of(1), Size.of(1), Size.of(3), Size.of(0), None])
stretches = st.sampled_from([Stretch(), RUN, RUN, Stretch(Symbol("rest"))])


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    found: list[Axis] = list(draw(st.lists(axes, max_size=3)))
    if draw(st.booleans()):
        found.insert(draw(st.integers(0, len(found))), draw(stretches))
    return Shape(tuple(found))


class Filling:
    """Numbers for everything that is open in shapes; the same for the same name."""

    def __init__(self, choose: random.Random) -> None:
        self.choose = choose
        self.runs: dict[Stretch, tuple[int, ...]] = {}

    def numbers(self, shape: Shape) -> tuple[int, ...]:
        return tuple(number for axis in shape.axes for number in self.axis(axis))

    def axis(self, axis: Axis) -> tuple[int, ...]:
        if axis is None:
            return (self.one(),)
        if isinstance(axis, Size):
            value = axis.replace(GENERIC.get)
            assert value is not None
            assert value.constant is not None
            return (value.constant,)
        run = tuple(self.one() for _ in range(self.choose.choice([0, 1, 2])))
        return run if axis.symbol is None else self.runs.setdefault(axis, run)

    def one(self) -> int:
        return self.choose.choice([1, 1, 3, 101, 103])


def describes(shape: Shape, numbers: tuple[int, ...], filling: Filling) -> bool:
    """Whether a shape says nothing false of an array's real one."""
    before, after = shape.before, shape.after
    named = {stretch: len(run) for stretch, run in filling.runs.items()}
    at = shape.stretch_at
    if at is None:
        right_rank = len(numbers) == len(shape.axes)
    else:
        stretch = shape.axes[at]
        assert isinstance(stretch, Stretch)
        length = len(numbers) - len(before) - len(after)
        right_rank = length == named.get(stretch, length) and length >= 0
    pairs = [*zip(before, numbers, strict=False)]
    pairs += [*zip(after[::-1], numbers[::-1], strict=False)]
    return right_rank and all(size is None or filling.axis(size) == (n,) for size, n in pairs)


@examples(500)
@given(shapes(), shapes(), st.randoms())
def test_broadcasting_says_nothing_false(one: Shape, two: Shape, choose: random.Random) -> None:
    filling = Filling(choose)
    left, right = filling.numbers(one), filling.numbers(two)
    try:
        expected = np.broadcast_shapes(left, right)
    except ValueError:
        event("NumPy refuses")
        return
    event("NumPy broadcasts")
    try:
        shape = broadcast(one, two)
    except Complaint:
        # Right for this run, as where it is empty, but not for every run of axes.
        run = next(axis for axis in one.axes if isinstance(axis, Stretch))
        assert run in two.axes
        assert len(one.after) != len(two.after)
        return
    assert describes(shape, expected, filling)


def test_a_run_of_axes_does_not_broadcast_against_itself_with_an_axis_behind_it() -> None:
    with pytest.raises(Complaint, match=r"^\*batch is not n$"):
        broadcast(Shape((RUN, N)), Shape((RUN,)))
    assert broadcast(Shape((RUN, N)), Shape((RUN, Size.of(1)))) == Shape((RUN, N))
    assert broadcast(Shape((RUN, Size.of(1))), Shape((RUN,))).rank is None


def test_a_size_that_changes_with_a_loop_is_no_other_size_unless_both_begin_alike() -> None:
    index = Size.of(Symbol("i", "loop", Size.of(0), N - 1, views=frozenset(), is_axis=False))
    assert differ(N - index, M)
    assert differ(index + 3, Size.of(2))
    assert not differ(index + 3, Size.of(3))


def test_a_count_is_no_axis_that_it_is_apart_from() -> None:
    (axis,) = N.symbols
    own = Symbol("count", views=frozenset(), is_axis=False, apart=frozenset({axis}))
    count = Size.of(own)
    assert differ(count, N)
    assert differ(N, count)
    assert not differ(count, M)
    assert not differ(count, N + 1)
    assert not differ(count + N, 2 * M)


def test_a_variable_is_no_multiple_of_itself_but_may_be_any_number() -> None:
    assert differ(K, K * 3)
    assert differ(K, K // 2)
    assert not differ(K, Size.of(3))
    assert not differ(K * 2, K + 1)


known = st.lists(st.sampled_from([0, 1, 1, 2, 3]), max_size=4).map(tuple)


@examples(200)
@given(known, known)
def test_known_shapes_broadcast_exactly_as_those_of_numpy(
    left: tuple[int, ...], right: tuple[int, ...]
) -> None:
    try:
        expected = Shape.of(*np.broadcast_shapes(left, right))
    except ValueError:
        with pytest.raises(Complaint):
            broadcast(Shape.of(*left), Shape.of(*right))
    else:
        assert broadcast(Shape.of(*left), Shape.of(*right)) == expected


@pytest.mark.parametrize(
    ("left", "right", "result"),
    [
        (Shape.of(RUN, N), Shape.of(N), Shape.of(RUN, N)),
        (Shape.of(RUN, N), Shape.of(RUN, N), Shape.of(RUN, N)),
        (Shape.of(RUN, N), Shape.of(RUN, 1), Shape.of(RUN, N)),
        (Shape.of(RUN, N), Shape.of(), Shape.of(RUN, N)),
        (Shape.of(RUN, N), Shape.of(1, N), Shape.of(Stretch(), None, N)),
        (Shape.of(RUN, N), Shape.of(M, N), Shape.of(Stretch(), M, N)),
        (Shape.of(M, RUN, N), Shape.of(1, N), Shape.of(M, RUN, N)),
        (Shape.of(M, RUN, N), Shape.of(RUN, N), Shape.of(M, RUN, N)),
        (Shape.of(M, RUN, N), Shape.of(1, RUN, 1), Shape.of(M, RUN, N)),
        (Shape.of(RUN, N), Shape.of(Stretch(), N), Shape.of(Stretch(), N)),
        (Shape.of(N, Stretch(), 3), Shape.of(M, Stretch(), 3), Shape.of(Stretch(), 3)),
        (Shape.of(RUN), Shape.of(Stretch(), 3), Shape.of(Stretch(), 3)),
        (Shape.of(RUN, M, N), Shape.of(Stretch(Symbol("c")), N), Shape.of(Stretch(), M, N)),
        (Shape.unknown(), Shape.of(3, N), Shape.of(Stretch(), 3, N)),
        (Shape.of(None, 1), Shape.of(3), Shape.of(None, 3)),
    ],
)
def test_a_stretch_broadcasts_as_far_as_it_is_certain(
    left: Shape, right: Shape, result: Shape
) -> None:
    assert broadcast(left, right) == result
    assert broadcast(right, left) == result


@pytest.mark.parametrize(
    ("left", "right", "cause"),
    [
        (Shape.of(3), Shape.of(4), "3 is not 4"),
        (Shape.of(N), Shape.of(M), "n is not m"),
        (Shape.of(N), Shape.of(N + 1), "n is not n + 1"),
        (Shape.of(RUN, 3), Shape.of(4), "3 is not 4"),
        (Shape.of(N, RUN, 3), Shape.of(M, RUN, 3), "n is not m"),
    ],
)
def test_shapes_that_never_broadcast_are_told_apart(left: Shape, right: Shape, cause: str) -> None:
    with pytest.raises(Complaint) as caught:
        broadcast(left, right)
    assert str(caught.value) == cause


def test_of_sizes_that_may_be_equal_a_number_is_the_result_or_an_axis() -> None:
    assert broadcast_sizes(K, Size.of(3)) == Size.of(3)
    assert broadcast_sizes(ELSEWHERE, N) == ELSEWHERE
    far = Symbol("j", "another", views=frozenset({"another"}), is_axis=False)
    assert broadcast_sizes(K, Size.of(far)) is None
    assert broadcast_sizes(None, N) == N


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Size.of(3), Size.of(4)),
        (N, M),
        (N, Size.of(3)),
        (N, N + 1),
        (N * M, N + M),
        (K, K + 1),
        (N, K),
        (N, N // 2),
        (N // 2, N // 3),
        (N // 2, M // 2),
        (N // 3, M),
        (N // 2 + 1, N),
        (N * 2 // 3, N),
        (N, N // M + N + 1),
    ],
)
def test_sizes_are_different_where_a_proof_for_all_sizes_fails(left: Size, right: Size) -> None:
    assert differ(left, right)
    assert differ(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (None, N),
        (N, N),
        (N, N // 2 * 2),
        (N // 2, N - N // 2),
        (N // 2, (N + 1) // 2),
        (N, N // 4 * 4),
        (N % 2, Size.of(0)),
        ((N - M) // 2 + 1, (N - M + 2) // 2),
        (N // M * M, N),
        (N // M, N),
        (N // 2 // 3, N // 6),
        (K, Size.of(3)),
        (ELSEWHERE, N),
        (ELSEWHERE // 2, N),
    ],
)
def test_sizes_that_may_be_equal_are_not_different(left: Size | None, right: Size | None) -> None:
    assert not differ(left, right)
    assert not differ(right, left)


divisors = st.integers(1, 6)
quotients = st.builds(
    lambda size, add, by, times: (size + add) // by * times,
    st.sampled_from([N, M, 2 * N, N * M, N + M]),
    st.integers(-2, 3),
    divisors,
    divisors,
)
sums = st.lists(st.one_of(quotients, st.sampled_from([N, -N, Size.of(1)])), max_size=3)


@examples(200)
@given(sums, st.sampled_from([N, M, N * M, Size.of(2)]))
def test_sizes_equal_for_all_multiples_are_not_different(parts: list[Size], other: Size) -> None:
    total = sum(parts, Size.of(0))
    scaled = {symbol: 720 * Size.of(symbol) for symbol in (total + other).symbols}
    event("equal" if total.substitute(scaled) == other.substitute(scaled) else "not equal")
    if total.substitute(scaled) == other.substitute(scaled):
        assert not differ(total, other)


def test_the_known_one_of_two_equal_sizes_is_kept() -> None:
    assert agree(None, N) == agree(N, None) == agree(N, N) == N
    assert agree(None, None) is None
    assert is_one(Size.of(1))
    assert not is_one(N)
    assert not is_one(Stretch())


@examples(500)
@given(shapes(), shapes(), st.randoms())
def test_a_shape_that_may_be_the_expected_one_fits(
    expected: Shape, actual: Shape, choose: random.Random
) -> None:
    mismatch = fits(expected, actual)
    event("fits" if mismatch is None else "does not")
    if expected.rank is not None or actual.rank is not None:
        at = [shape for shape in (expected, actual) if shape.rank is None]
        if any(axis in (RUN, Stretch(Symbol("rest"))) for shape in at for axis in shape.axes):
            return  # a named stretch has no fixed number of axes
    filling = Filling(choose)
    filling.runs = {RUN: (107, 109), Stretch(Symbol("rest")): (113,)}
    if filling.numbers(expected) == filling.numbers(actual):
        assert mismatch is None


@examples(200)
@given(known, known)
def test_known_shapes_fit_exactly_if_they_are_equal(
    expected: tuple[int, ...], actual: tuple[int, ...]
) -> None:
    assert (fits(Shape.of(*expected), Shape.of(*actual)) is None) == (expected == actual)


@pytest.mark.parametrize(
    ("expected", "actual", "axis"),
    [
        (Shape.of(3), Shape.of(4), 0),
        (Shape.of(3, N), Shape.of(3, M), 1),
        (Shape.of(RUN, N), Shape.of(RUN, M), -1),
        (Shape.of(Stretch(), 2, N), Shape.of(5, 3, N), -2),
        (Shape.of(3), Shape.of(3, 3), None),
        (Shape.of(RUN, N), Shape.of(N), None),
        (Shape.of(RUN, N), Shape.of(Stretch(Symbol("rest")), N), None),
        (Shape.of(RUN, N), Shape.of(RUN, M, N), None),
        (Shape.of(Stretch(), 3, 4), Shape.of(4), None),
    ],
)
def test_a_mismatch_names_the_axis_at_fault(
    expected: Shape, actual: Shape, axis: int | None
) -> None:
    mismatch = fits(expected, actual)
    assert mismatch is not None
    assert (mismatch.axis, mismatch.actual, mismatch.expected) == (axis, actual, str(expected))


def test_only_an_open_stretch_may_have_a_number_of_axes() -> None:
    assert may_have_rank(Shape.of(3), 1)
    assert not may_have_rank(Shape.of(3), 2)
    assert may_have_rank(Shape.of(Stretch(), 3), 2)
    assert not may_have_rank(Shape.of(Stretch(), 3), 0)
    assert not may_have_rank(Shape.of(RUN, 3), 2)
