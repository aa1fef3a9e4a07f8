"""Rules of averages, medians and quantiles."""

from __future__ import annotations

from .. import messages
from ..relations import differ, fits
from ..shapes import Shape
from ..values import UNKNOWN, Array, Complaint
from . import dtypes
from .arguments import Undecided, array_rule, as_array, sized
from .dtypes import inexact
from .places import axis_numbers, joined, place_of
from .reductions import reduced_strictly, written


@array_rule("numpy.median", "numpy.nanmedian")
def median(
    a: object,
    axis: object = None,
    out: object = None,
    overwrite_input: object = False,
    keepdims: object = False,
) -> object:
    """The middle of the elements along some axes."""
    array = as_array(a)
    return written(Array(reduced_strictly(array.shape, axis, keepdims), inexact([array])), out)


@array_rule("numpy.quantile", "numpy.percentile", "numpy.nanquantile", "numpy.nanpercentile")
def quantile(
    a: object,
    q: object,
    axis: object = None,
    out: object = None,
    overwrite_input: object = False,
    method: object = None,
    keepdims: object = False,
    *,
    weights: object = None,
    interpolation: object = None,
) -> object:
    """The shares of the elements along some axes, one for each share in front."""
    array, shares = as_array(a), as_array(q)
    shape = reduced_strictly(array.shape, axis, keepdims)
    kind = inexact([array]) if shares.kind == "f" or array.kind in ("f", "c") else ""
    return written(Array(joined([*shares.shape.axes, *shape.axes]), kind), out)


@array_rule("numpy.average")
def average(
    a: object,
    axis: object = None,
    weights: object = None,
    returned: object = False,
    *,
    keepdims: object = False,
) -> object:
    """The weighted mean along some axes, perhaps with the sum of the weights."""
    array = as_array(a)
    if weights is not None:
        _check_weights(array.shape, axis, weights)
    operands = [array] if weights is None else [array, as_array(weights)]
    result = Array(reduced_strictly(array.shape, axis, keepdims), dtypes.inexact(operands))
    if not isinstance(returned, bool):
        return UNKNOWN
    return (result, result) if returned else result


def _check_weights(shape: Shape, axis: object, weights: object) -> None:
    given = as_array(weights).shape
    if given.rank is None or shape.rank is None or fits(shape, given) is None:
        return
    if axis is None or given.rank != 1:
        if isinstance(axis, tuple) or (given.rank == shape.rank and None in given.axes):
            raise Undecided
        raise Complaint(messages.weights_not_alike(given, shape))
    (number, *others) = axis_numbers(axis)
    size = sized(shape.axes[place_of(shape, number)])
    if not others and differ(given.before[0], size):
        raise Complaint(messages.weights_do_not_fit(given, size))
