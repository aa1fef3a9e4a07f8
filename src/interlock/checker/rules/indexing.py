"""The rules of `value[index]` and `value[index] = new`, for arrays, tuples, lists and the rest."""

from __future__ import annotations

from .. import messages
from ..registry import rule
from ..shapes import Shape, shape_of
from ..sizes import Size
from ..values import ANYTHING, UNKNOWN, Array, Complaint, Each, List, Range, Sizes, Slice, scalar
from .arguments import Undecided, as_array, cells, common, is_number, sized, whole
from .places import place
from .reshaping import goes_into
from .slices import items_of_slice, sliced_length
from .subscripts import TooManyIndices, subscripted


@rule("operator.getitem", "numpy.ndarray.__getitem__")
def getitem(value: object, index: object, /) -> object:
    """What stands at an index, or what a slice, a mask or an array of places picks."""
    try:
        return _getitem(value, index)
    except Undecided:
        return Array(Shape.unknown(), value.kind) if isinstance(value, Array) else UNKNOWN


def _getitem(value: object, index: object) -> object:
    match value:
        case Array(shape, kind):
            if isinstance(index, str):
                return _field(kind)
            return cells(Array(_picked(value, index), kind))
        case Sizes(shape):
            return _of_sizes(shape, index)
        case tuple():
            return _of_items(value, index)
        case str():
            return _of_text(value, index)
        case Each(item):
            length = sliced_length(value, index) if isinstance(index, Slice) else None
            return Each(item, length) if isinstance(index, Slice) else _one_of([item], index)
        case Range():
            return _one_of([scalar("i")], index)
        case _:
            return UNKNOWN


def _field(kind: str) -> object:
    """What stands under a name in an array, which must be one of records."""
    if kind not in ("", ANYTHING):
        raise Complaint(messages.not_an_index("a string"))
    return UNKNOWN


def _picked(array: Array, index: object) -> Shape:
    """The shape that an index picks; what is no number may have axes of its own."""
    try:
        return subscripted(array.shape, index)
    except TooManyIndices:
        if array.kind == ANYTHING or (array.kind == "" and array.shape == Shape.of()):
            raise Undecided from None
        raise


def _one_of(items: list[object], index: object) -> object:
    return common(items) if is_number(index) else UNKNOWN


def _of_items(items: tuple[object, ...], index: object) -> object:
    if isinstance(index, Slice):
        return _slice_of_items(items, index)
    if not isinstance(index, Size) or index.constant is None:
        return _one_of(list(items), index)
    if -len(items) <= index.constant < len(items):
        return items[index.constant]
    if isinstance(items, List):
        return UNKNOWN
    raise Complaint(messages.tuple_index_out_of_range(index, len(items)))


def _of_text(text: str, index: object) -> object:
    if isinstance(index, Slice):
        picked = items_of_slice(tuple(text), index)
        if picked is None:
            return Each(UNKNOWN, sliced_length(text, index))
        return "".join(map(str, picked))
    at = index.constant if isinstance(index, Size) else None
    return UNKNOWN if at is None or not -len(text) <= at < len(text) else text[at]


def _slice_of_items(items: tuple[object, ...], piece: Slice) -> object:
    picked = items_of_slice(items, piece)
    if picked is None:
        return Each(common(list(items)), sliced_length(items, piece))
    return List(picked) if isinstance(items, List) else tuple(picked)


def _of_sizes(shape: Shape, index: object) -> object:
    if isinstance(index, Slice):
        return _slice_of_sizes(shape, index)
    try:
        return whole(sized(shape.axes[place(shape, index)]))
    except Undecided:
        return scalar("i") if is_number(index) else UNKNOWN


def _slice_of_sizes(shape: Shape, piece: Slice) -> object:
    """A part of a shape with a stretch: only bounds on one side of it are decided."""
    if piece.step is not None:
        raise Undecided
    start = 0 if piece.start is None else place(shape, piece.start)
    stop = len(shape.axes) if piece.stop is None else place(shape, piece.stop)
    part = shape_of(shape.axes[start:stop])
    return Sizes(part) if part.rank is None else tuple(whole(size) for size in part.before)


@rule("operator.setitem", "numpy.ndarray.__setitem__")
def setitem(value: object, index: object, new: object, /) -> object:
    """What is assigned must broadcast to what the index picks."""
    if isinstance(value, Array):
        try:
            target = Array(_picked(value, index), value.kind)
            if cells(target) is target:
                _assign(target.shape, as_array(new).shape)
        except Undecided:
            return None
    return None


def _assign(target: Shape, new: Shape) -> None:
    try:
        goes_into(new, target)
    except Complaint as complaint:
        raise Complaint(messages.cannot_assign(complaint)) from None
