"""Arguments as NumPy reads them: values as arrays, numbers, shape arguments."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any

from .. import messages
from ..registry import Rule, rule
from ..relations import agree, differ, fits, is_one
from ..shapes import Axis, Shape, Stretch, shape_of, unlike
from ..sizes import Size
from ..values import ANYTHING, UNKNOWN, Array, Complaint, Each, Range, Sizes, scalar, unknown_array

ONE = Size.of(1)


class Undecided(Exception):
    """The arguments do not say what comes out; the operation may well be right."""


def array_rule(*names: str, title: str = "") -> Callable[[Rule], Rule]:
    """A rule whose complaints begin with its name, and whose undecided result is some array."""

    def register(function: Rule) -> Rule:
        guards = [_guarded(function, title or name.rpartition(".")[2]) for name in names]
        for name, guard in zip(names, guards, strict=True):
            rule(name)(guard)
        return guards[0]

    return register


def _guarded(function: Rule, title: str) -> Rule:
    @functools.wraps(function)
    def guarded(*arguments: Any, **options: Any) -> object:
        try:
            return cells(function(*arguments, **options))
        except Undecided:
            return unknown_array()
        except Complaint as complaint:
            raise Complaint(f'"{title}": {complaint}') from None

    return guarded


def as_array(value: object) -> Array:
    """The array that NumPy makes of a value; of unknown shape where that is not known."""
    match value:
        case Array():
            return value
        case bool():
            return scalar("b")
        case Size():
            return scalar("i")
        case str():
            return scalar(ANYTHING)
        case Range() | Sizes():
            return Array(Shape.of(length(value)), "i")
        case Each(item, count):
            if value.neighbours:
                _stacked([as_array(one) for one in value.neighbours])
            inner = as_array(item)
            return Array(shape_of([count, *inner.shape.axes]), inner.kind)
        case tuple():
            return _stacked([as_array(item) for item in value])
        case _:
            return unknown_array(ANYTHING)


def cells(value: object) -> object:
    """The value; one element of an array of anything may be anything."""
    is_open = isinstance(value, Array) and value.kind == ANYTHING and value.shape == Shape.of()
    return UNKNOWN if is_open else value


def as_places(value: object, kinds: str = "bi") -> Array:
    """The array of places or counts that NumPy makes of a value; other numbers are refused."""
    array = as_array(value)
    is_empty = isinstance(value, tuple) and not value  # whose kind NumPy does not look at
    if array.kind not in ("", ANYTHING, *kinds) and not is_empty:
        raise Complaint(messages.not_an_index(messages.NUMBERS[array.kind]))
    return array


def _stacked(items: list[Array]) -> Array:
    count = Size.of(len(items))
    if not items:
        return Array(Shape.of(count), "f")
    for item in items[1:]:
        if fits(items[0].shape, item.shape) is not None:
            raise Complaint(messages.uneven_rows(items[0].shape, item.shape))
    inner = common_shape([item.shape for item in items])
    return Array(shape_of([count, *inner.axes]), common_kind(items))


def common_kind(items: Iterable[Array]) -> str:
    """The kind NumPy promotes these to; unknown as soon as one is."""
    kinds = {item.kind for item in items}
    if ANYTHING in kinds:
        return ANYTHING
    return "" if "" in kinds or not kinds else max(kinds, key="bifc".index)


def common_shape(shapes: list[Shape]) -> Shape:
    """What the shapes have in common: sizes on which they differ are unknown."""
    first = shapes[0]
    if all(shape == first for shape in shapes):
        return first
    if any(shape.rank is None or shape.rank != first.rank for shape in shapes):
        return Shape.unknown()
    columns = zip(*(shape.axes for shape in shapes), strict=True)
    return shape_of(column[0] if len(set(column)) == 1 else None for column in columns)


def common(values: list[object]) -> object:
    """What several values have in common: the one value, an array of their shapes, or nothing."""
    if not values:
        return UNKNOWN
    if all(value == values[0] for value in values):
        return values[0]
    if all(isinstance(value, Array | Size) and not isinstance(value, bool) for value in values):
        arrays = [as_array(value) for value in values]
        return Array(common_shape([array.shape for array in arrays]), common_kind(arrays))
    return UNKNOWN


def length(value: object) -> Size | None:
    """The number of items of anything that has one, where it is known."""
    match value:
        case Array(shape) if shape.before:
            return shape.before[0]
        case Each(_, count):
            return count
        case Sizes(shape):
            return None if shape.rank is None else Size.of(shape.rank)
        case Range(Size() as start, Size() as stop, Size() as step):
            return _range_length(start, stop, step.constant)
        case tuple() | str():
            return Size.of(len(value))
        case _:
            return None


def _range_length(start: Size, stop: Size, step: int | None) -> Size | None:
    if not step:
        return None
    return steps(stop - start if step > 0 else start - stop, abs(step))


def steps(span: Size, step: int) -> Size:
    """How many steps it takes to cover a span, the last one perhaps leading past its end."""
    if span.constant is not None:
        return Size.of(max(0, -(-span.constant // step)))
    exact = span.divided(Size.of(step))
    return (span + (step - 1)) // step if exact is None else exact


def size_of(value: object) -> Size | None:
    """The number that a value is, where it is known."""
    return value if isinstance(value, Size) else None


def whole(value: Size | None) -> object:
    """The value of a whole number that may be unknown."""
    return scalar("i") if value is None else value


def is_number(value: object) -> bool:
    """Whether the value is certainly one whole number."""
    if isinstance(value, Array):
        return value.shape == Shape.of() and value.kind == "i"
    return isinstance(value, Size)


def refuse_as_number(value: object) -> None:
    """Complain of what certainly is no whole number, where one is needed."""
    if isinstance(value, (tuple, Sizes)):
        raise Complaint(messages.tuple_not_a_number())
    if isinstance(value, Array) and value.shape.before and not is_one(total(value.shape.axes)):
        raise Complaint(messages.not_a_number(value.shape))


def shape_argument(value: object) -> Shape:
    """The shape that a `shape=` argument names."""
    if isinstance(value, tuple):
        for item in value:
            refuse_as_number(item)
    match value:
        case Sizes(shape):
            return shape
        case Array(shape, kind) if shape.rank and (shape.rank > 1 or kind in ("f", "c")):
            raise Complaint(messages.not_a_number(shape))
        case tuple():
            return shape_of(size_of(item) for item in value)
        case Each(_, Size() as count) if count.constant is not None:
            return Shape((None,) * count.constant)
        case _ if is_number(value):
            return Shape.of(size_of(value))
        case _:
            return Shape.unknown()


def joined_sizes(parts: Iterable[object]) -> object:
    """The shape that tuples of sizes make one after the other, at most one of them open."""
    axes: list[Axis] = []
    for part in parts:
        axes += part.shape.axes if isinstance(part, Sizes) else map(size_of, as_tuple(part))
    stretches = sum(isinstance(axis, Stretch) for axis in axes)
    return Sizes(shape_of(axes)) if stretches == 1 else UNKNOWN


def as_tuple(value: object) -> tuple[object, ...]:
    """The items of a tuple; a single value is its own only item."""
    return value if isinstance(value, tuple) else (value,)


def total(sizes: Iterable[Axis]) -> Size | None:
    """The product of sizes; unknown with one of them, unless another is zero."""
    product: Size | None = ONE
    for size in sizes:
        if isinstance(size, Size) and size.constant == 0:
            return Size.of(0)
        product = product * size if isinstance(size, Size) and product is not None else None
    return product


def merged(one: Size | None, other: Size | None) -> Size | None:
    """The size of two axes that must be equal; raises `Complaint` where they are not."""
    if differ(one, other):
        raise Complaint(unlike(one, other))
    return agree(one, other)


def items_of(value: object) -> list[object] | None:
    """The items one by one, where they are written out."""
    return list(value) if isinstance(value, tuple) else None


def sized(axis: Axis) -> Size | None:
    """An axis that is no stretch, as a size."""
    if isinstance(axis, Stretch):
        raise Undecided
    return axis
