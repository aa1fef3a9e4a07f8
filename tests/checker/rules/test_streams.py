"""Rules of itertools, against itertools itself."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.checker.registry import RULES
from interlock.checker.shapes import Shape
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import UNKNOWN, Array, Each, List, scalar

N, M = (Size.of(Symbol(name)) for name in "nm")
ROW, COLUMN = Array(Shape.of(3), "f"), Array(Shape.of(4, 1), "f")
ROWS = Each(ROW, N)
numbers = st.lists(st.integers(0, 9), max_size=4)
bounds = st.none() | st.integers(0, 6)


def of(name: str, *arguments: object, **named: object) -> object:
    """What the rule of a function of itertools says."""
    return RULES[f"itertools.{name}"](*arguments, **named)


def value(found: object) -> object:
    """Plain numbers as the rules know them: lists and tuples of sizes."""
    if isinstance(found, int):
        return Size.of(found)
    if isinstance(found, tuple):
        return tuple(map(value, found))
    return None if found is None else List(map(value, found))  # type: ignore[call-overload]


@given(numbers, bounds, bounds, st.none() | st.integers(1, 3))
def test_some_of_known_items(items, start, stop, step):
    expected = value([*itertools.islice(items, start, stop, step)])
    assert of("islice", value(items), *map(value, (start, stop, step))) == expected
    assert of("islice", value(items), value(stop)) == value([*itertools.islice(items, stop)])


def test_some_of_many_items():
    twenty = Each(ROW, Size.of(20), ROW)
    assert of("islice", twenty, Size.of(7)) == Each(ROW, Size.of(7), ROW)
    assert of("islice", twenty, Size.of(30)) == Each(ROW, Size.of(20), ROW)
    assert of("islice", twenty, Size.of(2), Size.of(7)) == Each(ROW)
    assert of("islice", ROWS, Size.of(7)) == Each(ROW)
    assert of("islice", twenty, M) == Each(ROW)


@given(st.lists(numbers, max_size=3), st.integers(0, 2))
def test_items_of_several_things(parts, repeat):
    assert of("chain", *map(value, parts)) == value([*itertools.chain(*parts)])
    assert of("chain.from_iterable", value(parts)) == value([*itertools.chain(*parts)])
    made = of("product", *map(value, parts), repeat=value(repeat))
    written = [*itertools.product(*parts, repeat=repeat)]
    if len(written) <= 64:
        assert made == List(map(value, written))
    else:
        assert isinstance(made, Each)
        assert made.length == value(len(written))


def test_items_of_things_of_open_length():
    assert of("chain", ROWS, Each(ROW, M)) == Each(ROW, N + M)
    assert of("chain", ROWS, Each(ROW)) == Each(ROW)
    assert of("chain", ROWS, Each(COLUMN, M)) == Each(Array(Shape.unknown(), "f"), N + M)
    assert of("chain.from_iterable", Each(ROWS, M)) == Each(ROW)
    assert of("product", ROWS, Each(COLUMN, M)) == Each((ROW, COLUMN), N * M)
    assert of("product", ROWS, repeat=Size.of(2)) == Each((ROW, ROW), N * N)
    assert of("product", ROWS, repeat=M) is UNKNOWN


@given(numbers)
def test_neighbours(items):
    assert of("pairwise", value(items)) == value([*itertools.pairwise(items)])
    assert of("pairwise", ROWS) == Each((ROW, ROW), N - 1)


@pytest.mark.parametrize("name", ["combinations", "permutations", "combinations_with_replacement"])
def test_tuples_of_some_items(name):
    assert of(name, ROWS, Size.of(2)) == Each((ROW, ROW))
    assert of(name, ROWS, M) is UNKNOWN
    if name == "permutations":
        assert of(name, value([1, 2, 2])) == Each((scalar("i"),) * 3)


def test_items_again_and_again():
    assert of("cycle", ROWS) == of("compress", ROWS, UNKNOWN) == Each(ROW)
    for name in ("takewhile", "dropwhile", "filterfalse"):
        assert of(name, UNKNOWN, ROWS) == Each(ROW)
    assert of("repeat", ROW, M) == Each(ROW, M)
    assert of("repeat", ROW) == Each(ROW)
    assert of("count", Size.of(3)) == Each(scalar("i"), None, Size.of(3))
    assert of("count", scalar("f")) is UNKNOWN
    assert of("batched", ROWS, Size.of(2)) == Each(Each(ROW))


def test_sums_so_far():
    assert of("accumulate", ROWS) == Each(ROW, N)
    assert of("accumulate", value([1, 2])) == Each(scalar("i"), Size.of(2))
    assert of("accumulate", ROWS, np.add) is UNKNOWN
