"""Rules of what is written as an index: `r_`, `c_`, `mgrid`, `ogrid`, and `s_` for later use."""

from __future__ import annotations

from ..registry import rule
from ..shapes import Axis, Shape, shape_of
from ..sizes import Size
from ..values import UNKNOWN, Array, List, Slice
from .arguments import ONE, Undecided, array_rule, as_array
from .grids import arange
from .joining import each_once, joined

INDEXED = (
    "numpy.r_", "numpy.c_", "numpy.mgrid", "numpy.ogrid", "numpy.s_", "numpy.index_exp",
)  # fmt: skip


def _items(index: object) -> tuple[object, ...]:
    return index if isinstance(index, tuple) and not isinstance(index, List) else (index,)


def _ranged(piece: object) -> Array:
    """The numbers of a slice; as many as its step says where that is complex."""
    if not isinstance(piece, Slice) or piece.stop is None:
        raise Undecided
    numbers = arange(
        Size.of(0) if piece.start is None else piece.start,
        piece.stop,
        ONE if piece.step is None else piece.step,
    )
    return numbers if isinstance(numbers, Array) else Array(Shape.of(None))


def _piece(item: object) -> Array:
    if isinstance(item, str):
        raise Undecided  # which gives the axis to join along
    return _ranged(item) if isinstance(item, Slice) else as_array(item)


@array_rule("numpy.r_")
def r_(index: object, /) -> object:
    """Arrays, numbers and slices one after the other."""
    return joined(each_once(map(_piece, _items(index))).shaped(1), Size.of(0))


@array_rule("numpy.c_")
def c_(index: object, /) -> object:
    """The same side by side, vectors as columns."""
    return joined(each_once(_column(_piece(item)) for item in _items(index)), Size.of(-1))


def _column(piece: Array) -> Array:
    if piece.shape.rank is None:
        raise Undecided
    missing = max(0, 2 - piece.shape.rank)
    return Array(Shape((*piece.shape.axes, *(ONE,) * missing)), piece.kind)


@array_rule("numpy.mgrid")
def mgrid(index: object, /) -> object:
    """The places of a grid, one full array for each of its axes."""
    if isinstance(index, Slice):
        return _ranged(index)
    ranges = list(map(_ranged, _items(index)))
    axes: list[Axis] = [number.shape.axes[0] for number in ranges]
    return Array(shape_of([Size.of(len(axes)), *axes]), ranges[0].kind if ranges else "")


@rule("numpy.ogrid")
def ogrid(index: object, /) -> object:
    """The places of a grid, one array for each axis, of 1 along the others."""
    try:
        ranges = list(map(_ranged, _items(index)))
    except Undecided:
        return UNKNOWN
    if isinstance(index, Slice):
        return ranges[0]
    every = range(len(ranges))
    return tuple(
        Array(shape_of(ranges[k].shape.axes[0] if k == own else ONE for k in every), numbers.kind)
        for own, numbers in enumerate(ranges)
    )


@rule("numpy.s_")
def s_(index: object, /) -> object:
    """The index itself."""
    return index


@rule("numpy.index_exp")
def index_exp(index: object, /) -> object:
    """The index as a tuple."""
    return _items(index)
