"""Rules of reductions: sum, mean, max, any, argmax and their kin."""

from __future__ import annotations

from typing import Final

from .. import messages
from ..relations import fits
from ..shapes import Shape, Stretch, shape_of
from ..sizes import Size
from ..values import Array, Complaint
from . import dtypes
from .arguments import ONE, Undecided, array_rule, as_array, is_number
from .dtypes import kind_of
from .elementwise import Kinds, stored
from .places import axis_numbers, places
from .reshaping import fits_into

_FIRST_OR_LAST: Final = (Size.of(0), Size.of(-1))


def reduced(shape: Shape, axis: object, keepdims: object = False) -> Shape:
    """The shape without the axes that are reduced, or with one place for each."""
    keep = _flag(keepdims)
    if axis is None:
        return _all_reduced(shape, keep)
    if shape == Shape.of() and axis in _FIRST_OR_LAST:
        return shape
    if is_number(axis) and not (isinstance(axis, Size) and axis.constant is not None):
        return _one_reduced(shape, keep)
    gone = places(shape, axis)
    if keep:
        return shape_of(ONE if k in gone else size for k, size in enumerate(shape.axes))
    return shape_of(size for k, size in enumerate(shape.axes) if k not in gone)


def reduced_strictly(shape: Shape, axis: object, keepdims: object) -> Shape:
    """The same for functions to which a number has no first axis, unlike to ufuncs."""
    if shape == Shape.of() and axis in _FIRST_OR_LAST:
        raise Complaint(messages.axis_out_of_range(axis_numbers(axis)[0], shape))
    return reduced(shape, axis, keepdims)


def _flag(value: object) -> bool:
    if value is None or value is False:
        return False
    if value is True:
        return True
    raise Undecided


def _all_reduced(shape: Shape, keep: bool) -> Shape:
    if not keep:
        return Shape.of()
    return shape_of(Stretch() if isinstance(axis, Stretch) else ONE for axis in shape.axes)


def _one_reduced(shape: Shape, keep: bool) -> Shape:
    """One axis less, which it is not being known."""
    if not shape.rank:
        raise Undecided
    return Shape((None,) * (shape.rank if keep else shape.rank - 1))


def written(result: Array, out: object) -> Array:
    """The result, or the array of the same shape it is written into."""
    if isinstance(out, Array):
        mismatch = fits(result.shape, out.shape)
        if mismatch is not None:
            raise Complaint(messages.does_not_fill(result.shape, out.shape))
    return stored(result, out)


def _reduce(
    kinds: Kinds, a: object, axis: object, keepdims: object, out: object = None,
    dtype: object = None, where: object = True, strict: bool = False,
) -> Array:  # fmt: skip
    array = as_array(a)
    if where is not True:
        fits_into(as_array(where).shape, array.shape)
    shape = (reduced_strictly if strict else reduced)(array.shape, axis, keepdims)
    return written(Array(shape, kind_of(dtype, kinds([array]))), out)


def not_empty(shape: Shape, axis: object) -> None:
    """Raise `Complaint` where an extreme is to be chosen of no elements at all."""
    gone = range(len(shape.axes)) if axis is None else _places_or_none(shape, axis)
    if any(shape.axes[k] == Size.of(0) for k in gone):
        raise Complaint(messages.nothing_to_choose(shape))


def _places_or_none(shape: Shape, axis: object) -> tuple[int, ...]:
    try:
        return places(shape, axis) if shape.axes else ()
    except Undecided:
        return ()


def _summing(name: str, kinds: Kinds) -> None:
    @array_rule(*_names(name, "sum prod"))
    def apply(
        a: object,
        axis: object = None,
        dtype: object = None,
        out: object = None,
        keepdims: object = None,
        initial: object = None,
        where: object = True,
    ) -> object:
        return _reduce(kinds, a, axis, keepdims, out, dtype, where)


def _choosing(name: str) -> None:
    @array_rule(*_names(name, "max min"))
    def apply(
        a: object,
        axis: object = None,
        out: object = None,
        keepdims: object = None,
        initial: object = None,
        where: object = True,
    ) -> object:
        result = _reduce(dtypes.same, a, axis, keepdims, out, None, where)
        if initial is None:
            not_empty(as_array(a).shape, axis)
        return result


def _averaging(name: str) -> None:
    @array_rule(*_names(name, "mean"))
    def apply(
        a: object,
        axis: object = None,
        dtype: object = None,
        out: object = None,
        keepdims: object = None,
        *,
        where: object = True,
    ) -> object:
        return _reduce(dtypes.inexact, a, axis, keepdims, out, dtype, where, _is_strict(name, a))


def _spreading(name: str) -> None:
    @array_rule(*_names(name, "std var"))
    def apply(
        a: object,
        axis: object = None,
        dtype: object = None,
        out: object = None,
        ddof: object = None,
        keepdims: object = None,
        *,
        where: object = True,
        mean: object = None,
        correction: object = None,
    ) -> object:
        strict = _is_strict(name, a)
        return _reduce(dtypes.inexact_real, a, axis, keepdims, out, dtype, where, strict)


def _is_strict(name: str, a: object) -> bool:
    """Whether a mean of a number has no first axis; without NaNs all means are the plain ones."""
    return not name.startswith("nan") or as_array(a).kind in ("b", "i")


def _asking(name: str) -> None:
    @array_rule(*_names(name, "any all"))
    def apply(
        a: object,
        axis: object = None,
        out: object = None,
        keepdims: object = None,
        *,
        where: object = True,
    ) -> object:
        return _reduce(dtypes.truth, a, axis, keepdims, out, None, where)


def _finding(name: str) -> None:
    @array_rule(*_names(name, "argmax argmin"))
    def apply(
        a: object, axis: object = None, out: object = None, *, keepdims: object = None
    ) -> object:
        if isinstance(axis, tuple):
            raise Undecided
        result = _reduce(dtypes.count, a, axis, keepdims, out)
        not_empty(as_array(a).shape, axis)
        return result


def _names(name: str, methods: str) -> list[str]:
    own = [f"numpy.ndarray.{name}"] if name in methods.split() else []
    return [f"numpy.{name}", *own]


for _name in ("sum", "prod", "nansum", "nanprod"):
    _summing(_name, dtypes.whole_or_more)
for _name in ("max", "min", "amax", "amin", "nanmax", "nanmin"):
    _choosing(_name)
for _name in ("mean", "nanmean"):
    _averaging(_name)
for _name in ("std", "var", "nanstd", "nanvar"):
    _spreading(_name)
for _name in ("any", "all"):
    _asking(_name)
for _name in ("argmax", "argmin", "nanargmax", "nanargmin"):
    _finding(_name)


@array_rule("numpy.ptp")
def ptp(a: object, axis: object = None, out: object = None, keepdims: object = None) -> object:
    """The largest less the smallest."""
    result = _reduce(dtypes.same, a, axis, keepdims, out)
    not_empty(as_array(a).shape, axis)
    return result


@array_rule("numpy.count_nonzero")
def count_nonzero(a: object, axis: object = None, *, keepdims: object = False) -> object:
    """How many are not zero."""
    return _reduce(dtypes.count, a, axis, keepdims)
