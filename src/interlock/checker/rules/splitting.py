"""Rules that make several arrays of one: split and its relatives, unstack."""

from __future__ import annotations

from .. import messages
from ..shapes import Shape, shape_of
from ..sizes import Size
from ..values import Array, Complaint, Each, List, Slice, unknown_array
from .arguments import Undecided, array_rule, as_array, sized
from .places import place, replaced
from .slices import slice_length

_ZERO = Size.of(0)
_MANY = 1000


def _parts(ary: object, sections: object, axis: object, is_even: bool) -> object:
    """The parts of an array: of sizes as even as they can be, or between given places."""
    array = as_array(ary)
    try:
        at = place(array.shape, axis)
        sizes = _sizes(sized(array.shape.axes[at]), sections, is_even)
    except Undecided:
        return Each(unknown_array(array.kind))
    if isinstance(sizes, Each):
        return Each(Array(replaced(array.shape, at, _size(sizes.item)), array.kind), sizes.length)
    return List(Array(replaced(array.shape, at, size), array.kind) for size in sizes)


def _size(value: object) -> Size | None:
    return value if isinstance(value, Size) else None


def _sizes(size: Size | None, sections: object, is_even: bool) -> list[Size | None] | Each:
    if isinstance(sections, tuple):
        stops = [*sections, None]
        pieces = [Slice(*ends) for ends in zip([None, *sections], stops, strict=True)]
        return [slice_length(size, piece) for piece in pieces]
    if not isinstance(sections, Size):
        return Each(None)
    if sections.constant is None:
        return Each(None if size is None else size.divided(sections), sections)
    return _sections(size, sections.constant, is_even)


def _sections(size: Size | None, count: int, is_even: bool) -> list[Size | None] | Each:
    if count < 1:
        raise Complaint(messages.no_sections(count))
    if size is None or size.constant is None:
        part = None if size is None else size // count if is_even else size.divided(Size.of(count))
        return Each(part, Size.of(count)) if count > _MANY else [part] * count
    small, larger = divmod(size.constant, count)
    if is_even and larger:
        raise Complaint(messages.uneven_sections(size, count))
    return [Size.of(small + (k < larger)) for k in range(count)]


@array_rule("numpy.split")
def split(ary: object, indices_or_sections: object, axis: object = _ZERO) -> object:
    """Parts of one size, or the parts between given places."""
    return _parts(ary, indices_or_sections, axis, is_even=True)


@array_rule("numpy.array_split")
def array_split(ary: object, indices_or_sections: object, axis: object = _ZERO) -> object:
    """Parts whose sizes differ by one at most, or the parts between given places."""
    return _parts(ary, indices_or_sections, axis, is_even=False)


def _least(ary: object, least: int) -> Shape:
    shape = as_array(ary).shape
    if shape.rank is not None and shape.rank < least:
        raise Complaint(messages.too_few_axes(shape, least))
    return shape


@array_rule("numpy.hsplit")
def hsplit(ary: object, indices_or_sections: object) -> object:
    """Parts along the columns; of a vector, along its only axis."""
    shape = _least(ary, 1)
    if shape.rank is None and len(shape.axes) < 3:
        return Each(unknown_array(as_array(ary).kind))
    axis = _ZERO if shape.rank == 1 else Size.of(1)
    return _parts(ary, indices_or_sections, axis, is_even=True)


@array_rule("numpy.vsplit")
def vsplit(ary: object, indices_or_sections: object) -> object:
    """Parts along the rows."""
    _least(ary, 2)
    return _parts(ary, indices_or_sections, _ZERO, is_even=True)


@array_rule("numpy.dsplit")
def dsplit(ary: object, indices_or_sections: object) -> object:
    """Parts along the third axis."""
    _least(ary, 3)
    return _parts(ary, indices_or_sections, Size.of(2), is_even=True)


@array_rule("numpy.unstack")
def unstack(x: object, /, *, axis: object = _ZERO) -> object:
    """The arrays that stand along an axis, without it."""
    array = as_array(x)
    try:
        at = place(array.shape, axis)
    except Undecided:
        return Each(unknown_array(array.kind))
    one = Array(shape_of([*array.shape.axes[:at], *array.shape.axes[at + 1 :]]), array.kind)
    count = sized(array.shape.axes[at])
    if count is None or count.constant is None or count.constant > _MANY:
        return Each(one, count)
    return (one,) * count.constant
