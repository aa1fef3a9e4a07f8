"""What is wrong with an index, a slice or a number that counts."""

from __future__ import annotations

from typing import Final

from ..shapes import unlike

NUMBERS: Final = {
    "b": "truth values", "i": "whole numbers", "f": "floating numbers", "c": "complex numbers",
}  # fmt: skip


def index_out_of_bounds(index: object, reached: object, length: object) -> str:
    reach = " is" if index == reached else f" reaches {reached},"
    return f"index {index}{reach} out of bounds for an axis of size {length}"


def index_wraps_round(index: object, lowest: object) -> str:
    return f"index {index} reaches {lowest}, which wraps round to the end of the axis"


def slice_step_zero() -> str:
    return "a slice with a step of 0"


def too_many_indices(shape: object, count: int) -> str:
    return f"too many indices for shape {shape}: {count}"


def two_ellipses() -> str:
    return 'an index may hold only one "..."'


def indices_differ(cause: object) -> str:
    return f"the arrays of an index do not fit: {cause}"


def mask_differs(mask: object, axis: int, wanted: object, got: object) -> str:
    return f"mask of shape {mask} does not fit axis {axis}: {unlike(wanted, got)}"


def tuple_index_out_of_range(index: object, length: int) -> str:
    return f"index {index} is out of range for a tuple of length {length}"


def cannot_assign(cause: object) -> str:
    return f"assignment to an index: {cause}"


def range_step_zero() -> str:
    return "a range with a step of 0"


def not_an_index(kind: str) -> str:
    return f"{kind} cannot be used as an index; expected whole numbers"


def not_a_number(shape: object) -> str:
    return f"an array of shape {shape} stands where a whole number is expected"


def tuple_not_a_number() -> str:
    return "a tuple stands where a whole number is expected"


def shape_is_no_number() -> str:
    return "a shape is a tuple, and never equal to a whole number"


def number_has_no_items() -> str:
    return "a whole number has no items"
