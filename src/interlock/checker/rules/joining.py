"""Rules that make one array of several: concatenate, stack and their relatives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .. import messages
from ..relations import agree, differ
from ..shapes import Axis, Shape, shape_of
from ..sizes import Size
from ..values import Array, Complaint, Each, List
from .arguments import ONE, Undecided, array_rule, as_array, common_kind, sized, total
from .dtypes import with_dtype
from .places import axis_numbers, gap, place, replaced, with_rank
from .reshaping import at_least

_ZERO = Size.of(0)


@dataclass(frozen=True)
class Pieces:
    """What is joined: the arrays, and how many times over each of them comes."""

    arrays: tuple[Array, ...]
    times: tuple[Size | None, ...]

    @property
    def count(self) -> Size | None:
        """How many arrays these are in all."""
        return _sum(self.times)

    @property
    def kind(self) -> str:
        """The kind of the joined array."""
        return common_kind(self.arrays)

    def shaped(self, least: int) -> Pieces:
        """The pieces with as many axes as this at least."""
        return Pieces(
            tuple(Array(at_least(each.shape, least), each.kind) for each in self.arrays), self.times
        )

    def aligned(self) -> list[Shape]:
        """The shapes of all pieces, those with a stretch written out where another has none."""
        shapes = [each.shape for each in self.arrays]
        ranks = [shape.rank for shape in shapes if shape.rank is not None]
        for k, shape in enumerate(shapes):
            if ranks and shape.rank != ranks[0]:
                if shape.rank is not None or len(shape.axes) - 1 > ranks[0]:
                    raise Complaint(messages.piece_of_rank(k + 1, shape, ranks[0]))
                shapes[k] = with_rank(shape, ranks[0])
        if not ranks and len({_outline(shape) for shape in shapes}) > 1:
            raise Undecided
        return shapes


def _outline(shape: Shape) -> tuple[object, ...]:
    """Where the stretch stands and which it is; shapes of one outline go side by side."""
    at = shape.stretch_at
    return (len(shape.axes), at, None if at is None else shape.axes[at])


def pieces_of(value: object) -> Pieces:
    """The arrays that a list, a tuple, an array or something unknown holds."""
    match value:
        case tuple() if value:
            return each_once(map(as_array, value))
        case Each(parts=parts) if parts:
            several = [pieces_of(part) for part in parts]
            arrays = tuple(array for pieces in several for array in pieces.arrays)
            return Pieces(arrays, tuple(count for pieces in several for count in pieces.times))
        case Each(item, count, neighbours=neighbours):
            arrays = tuple(map(as_array, (*neighbours, item)))
            return Pieces(arrays, (*[_ZERO] * len(neighbours), count))
        case Array(shape, kind) if shape.before:
            return Pieces((Array(replaced(shape, 0), kind),), (shape.before[0],))
        case _:
            raise Undecided


def each_once(arrays: Iterable[Array]) -> Pieces:
    """Arrays that come one time each."""
    pieces = tuple(arrays)
    return Pieces(pieces, (ONE,) * len(pieces))


def joined(pieces: Pieces, axis: object) -> Array:
    """The pieces one after the other along an axis."""
    shapes = pieces.aligned()
    if shapes[0].rank == 0:
        raise Complaint(messages.pieces_without_axes())
    at = place(shapes[0], axis)
    axes: list[Axis] = list(shapes[0].axes)
    for k, column in enumerate(zip(*(shape.axes for shape in shapes), strict=True)):
        if k == at:
            axes[k] = _summed([sized(size) for size in column], pieces.times)
        elif shapes[0].stretch_at != k:
            axes[k] = _alike([sized(size) for size in column], k)
    return Array(shape_of(axes), pieces.kind)


def _summed(sizes: list[Size | None], times: tuple[Size | None, ...]) -> Size | None:
    pairs = zip(sizes, times, strict=True)
    return _sum(total((size, count)) for size, count in pairs)


def _sum(sizes: Iterable[Size | None]) -> Size | None:
    sum_of_all: Size | None = _ZERO
    for size in sizes:
        sum_of_all = None if size is None or sum_of_all is None else sum_of_all + size
    return sum_of_all


def _alike(sizes: list[Size | None], axis: int) -> Size | None:
    """The one size of an axis along which nothing is joined."""
    known: Size | None = None
    for k, size in enumerate(sizes):
        if size is not None and differ(known, size):
            raise Complaint(messages.piece_differs(k + 1, axis, size, known))
        known = agree(known, size)
    return known


@array_rule("numpy.concatenate", "numpy.concat")
def concatenate(
    arrays: object,
    axis: object = _ZERO,
    out: object = None,
    dtype: object = None,
    casting: object = None,
) -> object:
    """The arrays one after the other; flattened first where the axis is `None`."""
    return with_dtype(_concatenated(pieces_of(arrays), axis), dtype)


def _concatenated(pieces: Pieces, axis: object) -> Array:
    if axis is None:
        sizes = [total(each.shape.axes) for each in pieces.arrays]
        return Array(Shape.of(_summed(sizes, pieces.times)), pieces.kind)
    axis_numbers(axis)  # an unknown one may be `None`, and then anything fits
    return joined(pieces, axis)


@array_rule("numpy.append")
def append(arr: object, values: object, axis: object = None) -> object:
    """The values behind the array."""
    return _concatenated(each_once([as_array(arr), as_array(values)]), axis)


@array_rule("numpy.stack")
def stack(
    arrays: object,
    axis: object = _ZERO,
    out: object = None,
    dtype: object = None,
    casting: object = None,
) -> object:
    """Arrays of one shape along a new axis."""
    pieces = pieces_of(arrays)
    shapes = pieces.aligned()
    columns = zip(*(shape.axes for shape in shapes), strict=True)
    axes: list[Axis] = [
        column[0] if k == shapes[0].stretch_at else _alike([sized(size) for size in column], k)
        for k, column in enumerate(columns)
    ]
    if not isinstance(axis, Size) or axis.constant is None:
        raise Undecided
    axes.insert(gap(shapes[0], axis.constant), pieces.count)
    return with_dtype(Array(shape_of(axes), pieces.kind), dtype)


@array_rule("numpy.vstack", "numpy.row_stack")
def vstack(tup: object, dtype: object = None, casting: object = None) -> object:
    """The rows below each other."""
    return with_dtype(joined(pieces_of(tup).shaped(2), _ZERO), dtype)


@array_rule("numpy.hstack")
def hstack(tup: object, dtype: object = None, casting: object = None) -> object:
    """The columns beside each other; vectors one after the other."""
    pieces = pieces_of(tup).shaped(1)
    ranks = {each.shape.rank for each in pieces.arrays} - {None}
    if not ranks:
        raise Undecided
    rows = joined(pieces, _ZERO if pieces.aligned()[0].rank == 1 else ONE)
    return with_dtype(rows, dtype)


@array_rule("numpy.dstack")
def dstack(tup: object) -> object:
    """The planes behind each other."""
    return joined(pieces_of(tup).shaped(3), Size.of(2))


@array_rule("numpy.column_stack")
def column_stack(tup: object) -> object:
    """Vectors and matrices beside each other, vectors as columns."""
    pieces = pieces_of(tup)
    columns = tuple(Array(_column(each.shape), each.kind) for each in pieces.arrays)
    return joined(Pieces(columns, pieces.times), ONE)


def _column(shape: Shape) -> Shape:
    if shape.rank is None:
        return shape if len(shape.axes) > 2 else Shape.unknown()
    return shape if shape.rank > 1 else shape_of([*at_least(shape, 1).axes, ONE])


@array_rule("numpy.block")
def block(arrays: object) -> object:
    """Arrays in nested lists: the innermost beside each other, the next below each other."""
    depth = _depth(arrays)
    least = max([depth, *_ranks(arrays)])
    return _blocked(arrays, depth, least)


def _depth(value: object) -> int:
    if isinstance(value, Each):
        raise Undecided
    if not isinstance(value, List):
        return 0
    depths = {_depth(item) for item in value}
    if len(depths) != 1:
        raise Undecided
    return depths.pop() + 1


def _ranks(value: object) -> list[int]:
    if isinstance(value, List):
        return [rank for item in value for rank in _ranks(item)]
    rank = as_array(value).shape.rank
    if rank is None:
        raise Undecided
    return [rank]


def _blocked(value: object, depth: int, rank: int) -> Array:
    if not isinstance(value, List):
        array = as_array(value)
        missing = rank - len(array.shape.axes)
        return Array(shape_of([*[ONE] * missing, *array.shape.axes]), array.kind)
    parts = each_once(_blocked(item, depth - 1, rank) for item in value)
    return joined(parts, Size.of(-depth))
