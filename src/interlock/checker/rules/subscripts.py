"""The shape that an index picks out of a shape: ints, slices, masks, arrays of places, mixed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .. import messages
from ..bounds import index_complaint
from ..relations import differ
from ..shapes import Axis, Shape, Stretch, shape_of
from ..sizes import Size
from ..values import ANYTHING, Array, Complaint, Each, List, Range, Slice
from .arguments import ONE, Undecided, as_array, total
from .reshaping import broadcast_all
from .slices import slice_length


@dataclass(frozen=True)
class Place:
    """One place along an axis; an unknown one has no number."""

    number: Size | None


@dataclass(frozen=True)
class Picks:
    """Places along an axis, given by an array of whole numbers; those known are `numbers`."""

    shape: Shape
    numbers: tuple[Size, ...] = ()


@dataclass(frozen=True)
class Mask:
    """The places where an array of truth values is true, along as many axes as it has."""

    shape: Shape


class TooManyIndices(Complaint):
    """The complaint of an index with more parts than the array has axes."""


class Rest:
    """All axes that the other parts of an index leave: `...`."""


REST: Final = Rest()
Part = Place | Picks | Mask | Slice | Rest | None


def subscripted(shape: Shape, index: object) -> Shape:
    """The shape of what an index picks; raises `Complaint` or `Undecided`."""
    parts = _parts(index)
    at = parts.index(REST)
    left, right = parts[:at], parts[at + 1 :]
    front, back = sum(map(_axes_taken, left)), sum(map(_axes_taken, right))
    _check_room(shape, front, back)
    stop = len(shape.axes) - back
    walk = _Walk()
    walk.through(left, shape.axes[:front], 0)
    walk.keep(shape.axes[front:stop])
    walk.through(right, shape.axes[stop:], stop)
    return walk.shape()


def _check_room(shape: Shape, front: int, back: int) -> None:
    if shape.rank is not None:
        if front + back > shape.rank:
            raise TooManyIndices(messages.too_many_indices(shape, front + back))
    elif front > len(shape.before) or back > len(shape.after):
        raise Undecided


def _parts(index: object) -> list[Part]:
    items = index if isinstance(index, tuple) and not isinstance(index, List) else (index,)
    parts = [_part(item) for item in items]
    rests = sum(part is REST for part in parts)
    if rests > 1:
        raise Complaint(messages.two_ellipses())
    return parts if rests else [*parts, REST]


def _part(item: object) -> Part:
    match item:
        case None | Slice():
            return item
        case bool():
            raise Undecided
        case Size():
            return Place(item)
        case Array() | tuple() | Each() | Range():
            return _array_part(item)
        case _ if item is Ellipsis:
            return REST
        case _:
            raise Undecided


def _array_part(item: object) -> Part:
    array = as_array(item)
    if isinstance(item, tuple) and not item:
        return Picks(array.shape)
    if array.kind == "b" and array.shape.rank:
        return Mask(array.shape)
    if array.kind == "i":
        return Place(None) if array.shape.rank == 0 else Picks(array.shape, _numbers(item, array))
    if array.kind in ("f", "c"):
        raise Complaint(messages.not_an_index(messages.NUMBERS[array.kind]))
    if array.kind in ("", ANYTHING) and array.shape.rank == 1:
        return Picks(Shape.of(None))
    raise Undecided


def _numbers(item: object, array: Array) -> tuple[Size, ...]:
    """The places that a list of plain numbers names; any number is none of an empty axis."""
    items = item if isinstance(item, tuple) else ()
    sizes = [_known(axis) for axis in array.shape.axes]
    some = (Size.of(0),) if all(size is not None and size.constant for size in sizes) else ()
    return tuple(number for number in items if isinstance(number, Size)) or some


def _axes_taken(part: Part) -> int:
    if isinstance(part, Mask):
        return len(part.shape.axes)
    return 0 if part is None else 1


class _Walk:
    """The axes that come out, part by part; `_runs` are the places where picks stand together."""

    def __init__(self) -> None:
        self._axes: list[Axis] = []
        self._picked: list[Shape] = []
        self._runs: list[int] = []
        self._outside: list[str] = []
        self._is_in_run = False

    def through(self, parts: list[Part], axes: tuple[Axis, ...], first: int) -> None:
        """Apply each part to the axes it takes; the first of them has the number `first`."""
        for part in parts:
            count = _axes_taken(part)
            self._apply(part, axes[:count], first)
            axes, first = axes[count:], first + count

    def _apply(self, part: Part, axes: tuple[Axis, ...], first: int) -> None:
        match part:
            case None:
                self.keep((ONE,))
            case Slice():
                self.keep((slice_length(_known(axes[0]), part),))
            case Place(number):
                if text := _outside(number, axes[0]):
                    raise Complaint(text)
                self._pick(Shape.of())
            case Picks(shape, numbers):
                self._outside += [text for n in numbers if (text := _outside(n, axes[0]))]
                self._pick(shape)
            case Mask(shape):
                _check_mask(shape, axes, first)
                self._pick(Shape.of(None))

    def keep(self, axes: tuple[Axis, ...]) -> None:
        """Axes that stay where they are, and separate the picks on either side."""
        self._axes.extend(axes)
        self._is_in_run = False

    def _pick(self, shape: Shape) -> None:
        if not self._is_in_run:
            self._runs.append(len(self._axes))
        self._is_in_run = True
        self._picked.append(shape)

    def shape(self) -> Shape:
        """The axes kept, and those of the picks where these stand together, else in front."""
        picked = _together(self._picked)
        count = total(picked.axes)
        if self._outside and count is not None and count != Size.of(0):
            raise Complaint(self._outside[0])  # NumPy looks only where something is picked
        at = self._runs[0] if len(self._runs) == 1 else 0
        axes = [*self._axes[:at], *picked.axes, *self._axes[at:]]
        stretches = sum(isinstance(axis, Stretch) for axis in axes)
        return shape_of(axes) if stretches < 2 else Shape.unknown()


def _together(picked: list[Shape]) -> Shape:
    try:
        return broadcast_all(picked)
    except Complaint as complaint:
        raise Complaint(messages.indices_differ(complaint)) from None


def _known(axis: Axis) -> Size | None:
    return axis if isinstance(axis, Size) else None


def _outside(number: Size | None, axis: Axis) -> str | None:
    if number is None or not isinstance(axis, Size):
        return None
    return index_complaint(number, axis)


def _check_mask(mask: Shape, axes: tuple[Axis, ...], first: int) -> None:
    for k, (wanted, axis) in enumerate(zip(mask.axes, axes, strict=True)):
        is_empty = wanted == Size.of(0)  # which NumPy lets pass
        if not is_empty and differ(_known(wanted), _known(axis)):
            raise Complaint(messages.mask_differs(mask, first + k, wanted, axis))
