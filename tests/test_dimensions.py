"""Sizes and indices: what is one, and what is said of what is none."""

import copy
import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock import Index, SizeError
from interlock.dimensions import whole_size

INTEGERS = [int, np.int8, np.int64, np.uint16]


@given(st.integers(1, 100), st.sampled_from(INTEGERS))
def test_a_size_of_any_integer_type_becomes_a_python_integer(value: int, kind: type) -> None:
    size = whole_size(kind(value), "Layer", "inputs")
    assert size == value
    assert type(size) is int


@pytest.mark.parametrize(
    ("value", "got"),
    [
        (0, "0"),
        (-3, "-3"),
        (np.int64(-3), "-3"),
        (True, "True, a bool"),
        (np.True_, "np.True_, a bool"),
        (3.5, "3.5, a float"),
        (np.float32(3), "np.float32(3.0), a float32"),
        ("3", "'3', a str"),
        (None, "None, a NoneType"),
    ],
)
def test_what_is_no_positive_integer_is_no_size(value: Any, got: str) -> None:
    with pytest.raises(SizeError) as error:
        whole_size(value, "Layer", "inputs")
    assert str(error.value) == (
        "Layer: inputs must be a positive integer.\n"
        "  expected: 1 or more\n"
        f"  got:      {got}\n"
        "  try:      pass a whole number such as inputs=3"
    )


def test_a_size_that_was_divided_shows_how_to_divide() -> None:
    with pytest.raises(SizeError) as error:
        whole_size(32.0, "Layer", "outputs")  # type: ignore[type-var]
    assert str(error.value) == (
        "Layer: outputs must be a positive integer.\n"
        "  expected: 1 or more\n"
        "  got:      32.0, a float\n"
        "  try:      pass outputs=32; // divides whole numbers to whole numbers"
    )


@given(st.integers(-5, 15), st.integers(0, 10))
def test_an_index_exists_exactly_inside_its_vector(value: int, size: int) -> None:
    if 0 <= value < size:
        index = Index(value, size)
        assert index == value
        assert index.size == size
        assert list(range(size))[index] == value
    else:
        with pytest.raises(SizeError):
            Index(value, size)


@pytest.mark.parametrize(
    ("value", "size", "expected", "got"),
    [
        (3, 3, "0 to 2", "3"),
        (-1, 3, "0 to 2", "-1"),
        (0, 0, "no position: the size is 0", "0"),
        (1.5, 3, "0 to 2", "1.5"),
        (True, 3, "0 to 2", "True"),
    ],
)
def test_a_position_outside_is_refused(value: Any, size: int, expected: str, got: str) -> None:
    with pytest.raises(SizeError) as error:
        Index(value, size)
    assert str(error.value) == (
        "Index: a position must be a whole number inside its vector.\n"
        f"  expected: {expected}\n"
        f"  got:      {got}\n"
        "  try:      count from 0 and stop before the size, as range(size) does"
    )


def test_a_copied_or_pickled_index_keeps_its_size() -> None:
    index = Index(2, 3)
    for other in (copy.deepcopy(index), pickle.loads(pickle.dumps(index))):
        assert repr(other) == "Index(2, 3)"
