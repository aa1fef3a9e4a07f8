"""What is proved of sizes holds for all numbers in their place."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from examples import examples
from interlock.checker.bounds import at_least, extent, index_complaint
from interlock.checker.sizes import Size, Symbol

N, M = (Size.of(Symbol(name)) for name in "nm")
K = Size.of(Symbol("k", is_axis=False))


def index(name: str, low: int | Size, high: int | Size) -> Size:
    bounds = Size.of(low), Size.of(high)
    return Size.of(Symbol(name, "", *bounds, views=frozenset(), is_axis=False))


I = index("i", 0, N - 1)
J = index("j", 0, I - 1)
L = index("l", I + 1, N - 1)
P = index("p", 1, M)
Q = index("q", 2, 5)
R = index("r", 0, I + M - 4)
ATOMS = (
    N,
    M,
    I,
    J,
    L,
    P,
    Q,
    R,
    I * M,
    N * M,
    N // 2,
    I // 2,
    (N + 1) // 2,
    M % 3,
    N // M,
    Size.of(1),
)

factors = st.sampled_from([1, 1, -1, 2, -2, 3])
terms = st.tuples(factors, st.sampled_from(ATOMS))
sizes = st.lists(terms, max_size=4).map(lambda found: sum((k * a for k, a in found), Size.of(0)))

Values = dict[Symbol, Size]


def number(size: Size, values: Values) -> int:
    value = size.replace(values.get)
    assert value is not None
    assert value.constant is not None
    return value.constant


def all_symbols(*sizes: Size) -> list[Symbol]:
    """The symbols of some sizes and those of their bounds, each behind those that bound it."""
    found: list[Symbol] = []

    def visit(symbol: Symbol) -> None:
        for bound in (symbol.low, symbol.high):
            for other in bound.symbols if bound is not None else ():
                visit(other)
        if symbol not in found:
            found.append(symbol)

    for size in sizes:
        for symbol in sorted(size.symbols, key=lambda symbol: symbol.name):
            visit(symbol)
    return found


def runs(symbols: list[Symbol], values: Values) -> Iterator[Values]:
    """All values of the indices that loops over their ranges take."""
    if not symbols:
        yield values
        return
    first, rest = symbols[0], symbols[1:]
    low, high = (
        number(bound, values) if bound is not None else 0 for bound in (first.low, first.high)
    )
    for value in range(low, high + 1):
        yield from runs(rest, {**values, first: Size.of(value)})


def worlds(*sizes: Size, least: int = 1) -> Iterator[tuple[Values, list[Values]]]:
    """For some numbers in place of the axes: these, and all values of the indices."""
    symbols = all_symbols(*sizes)
    axes = [symbol for symbol in symbols if symbol.is_axis]
    indices = [symbol for symbol in symbols if symbol.is_index]
    for chosen in itertools.product(range(least, 5), repeat=len(axes)):
        fixed = {axis: Size.of(value) for axis, value in zip(axes, chosen, strict=True)}
        yield fixed, list(runs(indices, fixed))


@examples(200)
@given(sizes, sizes)
def test_what_is_proved_to_be_at_least_something_always_is(left: Size, right: Size) -> None:
    if at_least(left, right):
        event("proved")
        for _, inside in worlds(left, right):
            assert all(number(left, values) >= number(right, values) for values in inside)


@examples(200)
@given(sizes)
def test_the_extent_of_an_index_is_attained(size: Size) -> None:
    least, greatest = extent(size)
    event(f"known: {(least is not None) + (greatest is not None)}")
    for fixed, inside in worlds(size):
        if inside:
            found = [number(size, values) for values in inside]
            assert least is None or number(least, fixed) == min(found)
            assert greatest is None or number(greatest, fixed) == max(found)


def test_the_extent_is_open_where_an_inner_loop_may_do_nothing_at_the_end() -> None:
    assert extent(R - I) == (None, None)
    assert extent(J - 2 * I) == (2 - 2 * N, Size.of(-2))
    assert extent(L - 2 * I) == (3 - N, N - 1)


@examples(200)
@given(sizes, st.sampled_from([N, M, N + M, 2 * N, N - 1, N * M, N // 2, Size.of(3), Size.of(0)]))
def test_an_index_is_refused_only_where_it_leaves_the_axis_or_wraps(
    size: Size, length: Size
) -> None:
    complaint = index_complaint(size, length)
    event("refused" if complaint else "passed")
    highest = extent(size)[1]
    if complaint is None or highest in (N - 1, M - 1):
        return
    for fixed, inside in worlds(size, length, least=2):
        places = [number(size, values) for values in inside]
        room = number(length, fixed)
        if room < 0 or not places:
            continue
        leaves = any(not -room <= place < room for place in places)
        assert leaves or (min(places) < 0 and "wraps round" in complaint)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (N, Size.of(1)),
        (N * M, N),
        (N, N // 2),
        (N - 1, N // 2 - 1),
        (N // 2 * 2, N - 1),
        (N, (N + 1) // 2),
        (N + 1, I + 2),
        (N - 1, J + 1),
        (Size.of(2), M % 3),
        (N, N // M),
        (N * M - 1, I * M + M - 1),
        (N // 2, N // 4),
    ],
)
def test_the_everyday_inequalities_are_proved(left: Size, right: Size) -> None:
    assert at_least(left, right)
    assert not at_least(right - 1, left)


def test_nothing_is_proved_of_a_number_that_may_be_anything() -> None:
    assert not at_least(K, Size.of(0))
    assert not at_least(K * K + N, Size.of(0))
    assert at_least(N + K, K)


@pytest.mark.parametrize(
    ("place", "length"),
    [
        (N - I - 1, N),
        (index("i", 0, N - 2) + 1, N),
        (index("i", 1, N - 1) - 1, N),
        (-I - 1, N),
        (-1 - J, N),
        (I * M + index("k", 0, M - 1), N * M),
        (I + index("k", 0, M - 1), N + M - 1),
        (index("i", 0, N - M) + index("k", 0, M - 1), N),
        (Size.of(-3), Size.of(3)),
        (Size.of(-1), N),
        (Size.of(4), N),
        (N - 1, N),
        (-N, N),
        (K, N),
        (-K, N),
        (I + K, N),
        (J + 1, N),
        (I // 2, N),
        (N - 1, M),
    ],
)
def test_an_index_that_stays_inside_is_fine(place: Size, length: Size) -> None:
    assert index_complaint(place, length) is None


@pytest.mark.parametrize(
    ("place", "length", "complaint"),
    [
        (N - I, N, "index n - i reaches n, out of bounds for an axis of size n"),
        (I + 1, N, "index i + 1 reaches n, out of bounds for an axis of size n"),
        (I - 1, N, "index i - 1 reaches -1, which wraps round to the end of the axis"),
        (J - 1, N, "index j - 1 reaches -1, which wraps round to the end of the axis"),
        (-I - 2, N, "index -i - 2 reaches -n - 1, out of bounds for an axis of size n"),
        (Size.of(3), Size.of(3), "index 3 is out of bounds for an axis of size 3"),
        (Size.of(-4), Size.of(3), "index -4 is out of bounds for an axis of size 3"),
        (Size.of(0), Size.of(0), "index 0 is out of bounds for an axis of size 0"),
        (N, N, "index n is out of bounds for an axis of size n"),
        (2 * I, N, "index 2*i reaches 2*n - 2, out of bounds for an axis of size n"),
        (I, M, "index i reaches n - 1, out of bounds for an axis of size m"),
    ],
)
def test_an_index_that_leaves_the_axis_is_refused(
    place: Size, length: Size, complaint: str
) -> None:
    assert index_complaint(place, length) == complaint
