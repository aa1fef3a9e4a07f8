"""Axis numbers as places in a shape, and shapes with axes put in, taken out or written out."""

from __future__ import annotations

from .. import messages
from ..shapes import Axis, Shape, Stretch, shape_of
from ..sizes import Size
from ..values import Array, Complaint
from .arguments import Undecided, as_array, total


def axis_numbers(axis: object) -> tuple[int, ...]:
    """The numbers of an axis argument, one or several; raises `Undecided` where not plain."""
    numbers = axis if isinstance(axis, tuple) else (axis,)
    constants = [size.constant for size in numbers if isinstance(size, Size)]
    if len(constants) != len(numbers) or None in constants:
        raise Undecided
    return tuple(constant for constant in constants if constant is not None)


def place(shape: Shape, axis: object) -> int:
    """Where in `shape.axes` an axis stands, counted from the left."""
    numbers = axis_numbers(axis)
    if len(numbers) != 1:
        raise Undecided
    return place_of(shape, numbers[0])


def place_of(shape: Shape, number: int) -> int:
    """Where in `shape.axes` the axis of this number stands."""
    if shape.rank is not None:
        if not -shape.rank <= number < shape.rank:
            raise Complaint(messages.axis_out_of_range(number, shape))
        return number % shape.rank
    if -len(shape.after) <= number < len(shape.before):
        return number if number >= 0 else len(shape.axes) + number
    raise Undecided


def places(shape: Shape, axes: object) -> tuple[int, ...]:
    """Where several axes stand; raises `Complaint` where one is named twice."""
    found = tuple(place_of(shape, number) for number in axis_numbers(axes))
    if len(set(found)) != len(found):
        raise Complaint(messages.repeated_axis(shape))
    return found


def along(value: object, axis: object) -> tuple[Array, int]:
    """The array that an axis argument is about, and the place of its axis; all of it for `None`."""
    array = as_array(value)
    if axis is None:
        return Array(Shape.of(total(array.shape.axes)), array.kind), 0
    if array.shape == Shape.of() and axis in (Size.of(0), Size.of(-1)):
        return Array(Shape.of(1), array.kind), 0  # NumPy counts a number as a vector here
    return array, place(array.shape, axis)


def gap(shape: Shape, number: int) -> int:
    """Where in `shape.axes` to insert a new axis so that it gets this number."""
    if shape.rank is not None:
        if not -shape.rank - 1 <= number <= shape.rank:
            raise Complaint(messages.new_axis_out_of_range(number, shape))
        return number % (shape.rank + 1)
    if -len(shape.after) - 1 <= number <= len(shape.before):
        return number if number >= 0 else len(shape.axes) + 1 + number
    raise Undecided


def with_rank(shape: Shape, rank: int) -> Shape:
    """The shape with its stretch written out, given that it has so many axes in all."""
    at = shape.stretch_at
    missing = rank - len(shape.axes) + (at is not None)
    if missing < 0 or (at is None and missing):
        raise Complaint(messages.not_of_rank(shape, rank))
    if at is None:
        return shape
    return shape_of([*shape.before, *(None,) * missing, *shape.after])


def replaced(shape: Shape, at: int, *axes: Axis) -> Shape:
    """The shape with the axis at a place replaced by others, or by none."""
    return shape_of([*shape.axes[:at], *axes, *shape.axes[at + 1 :]])


def joined(axes: list[Axis]) -> Shape:
    """The shape of these axes; from the first stretch to the last they are any number of axes."""
    stretches = [k for k, axis in enumerate(axes) if isinstance(axis, Stretch)]
    if len(stretches) < 2:
        return shape_of(axes)
    return shape_of([*axes[: stretches[0]], Stretch(), *axes[stretches[-1] + 1 :]])
