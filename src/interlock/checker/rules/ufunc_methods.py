"""Rules of the methods of ufuncs: reduce, accumulate, reduceat, outer, at."""

from __future__ import annotations

from ..registry import rule
from ..sizes import Size
from ..values import Array
from .arguments import array_rule, as_array, length
from .dtypes import kind_of
from .elementwise import UFUNCS, stored
from .indexing import setitem
from .places import joined, place, replaced
from .reductions import reduced, written

_ZERO = Size.of(0)


def _kind(ufunc: object, arrays: list[Array], dtype: object) -> str:
    kinds = UFUNCS.get(ufunc) if isinstance(ufunc, str) else None
    return kind_of(dtype, "" if kinds is None else kinds(arrays))


def _repeated_kind(ufunc: object, array: Array, dtype: object) -> str:
    """The kind of many results of one: sums of truths are whole numbers."""
    kind = _kind(ufunc, [array, array], dtype)
    return "" if array.kind == "b" and kind == "b" and ufunc in ("add", "multiply") else kind


@array_rule("numpy.ufunc.reduce")
def reduce(
    ufunc: object,
    array: object,
    axis: object = _ZERO,
    dtype: object = None,
    out: object = None,
    keepdims: object = False,
    initial: object = None,
    where: object = True,
) -> object:
    """One result along some axes."""
    source = as_array(array)
    kind = _repeated_kind(ufunc, source, dtype)
    return written(Array(reduced(source.shape, axis, keepdims), kind), out)


@array_rule("numpy.ufunc.accumulate")
def accumulate(
    ufunc: object,
    array: object,
    axis: object = _ZERO,
    dtype: object = None,
    out: object = None,
) -> object:
    """The results so far along an axis."""
    source = as_array(array)
    place(source.shape, axis)
    return stored(Array(source.shape, _repeated_kind(ufunc, source, dtype)), out)


@array_rule("numpy.ufunc.reduceat")
def reduceat(
    ufunc: object,
    array: object,
    indices: object,
    axis: object = _ZERO,
    dtype: object = None,
    out: object = None,
) -> object:
    """One result for each piece of an axis."""
    source = as_array(array)
    at = place(source.shape, axis)
    shape = replaced(source.shape, at, length(indices))
    return stored(Array(shape, _repeated_kind(ufunc, source, dtype)), out)


@array_rule("numpy.ufunc.outer")
def outer(ufunc: object, a: object, b: object, /, **options: object) -> object:
    """Each element of one array with each of another."""
    one, two = as_array(a), as_array(b)
    shape = joined([*one.shape.axes, *two.shape.axes])
    return stored(Array(shape, _kind(ufunc, [one, two], options.get("dtype"))), options.get("out"))


@rule("numpy.ufunc.at")
def at(ufunc: object, a: object, indices: object, b: object = 0, /) -> object:
    """What is added must broadcast to what the index picks, as if it were assigned."""
    if b != 0:
        setitem(a, indices, b)
    return None
