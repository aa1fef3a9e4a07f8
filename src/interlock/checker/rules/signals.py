"""Rules of polylines, polynomials and vectors slid along each other."""

from __future__ import annotations

from .. import messages
from ..bounds import at_least
from ..relations import differ
from ..shapes import Shape, shape_of
from ..sizes import Size
from ..values import UNKNOWN, Array, Complaint
from . import dtypes
from .arguments import Undecided, array_rule, as_array, size_of
from .matrices import square
from .sorting import vector


@array_rule("numpy.interp")
def interp(
    x: object,
    xp: object,
    fp: object,
    left: object = None,
    right: object = None,
    period: object = None,
) -> object:
    """The values of a polyline at some places."""
    known, values = as_array(xp), as_array(fp)
    count, again = vector(known.shape), vector(values.shape)
    if differ(count, again):
        raise Complaint(messages.does_not_solve(known, values, count, again))
    return Array(as_array(x).shape, dtypes.inexact([values]))


@array_rule("numpy.convolve")
def convolve(a: object, v: object, mode: object = "full") -> object:
    """The sums of products of two vectors slid along each other."""
    return _slid(as_array(a), as_array(v), mode)


@array_rule("numpy.correlate")
def correlate(a: object, v: object, mode: object = "valid") -> object:
    """The same without turning one of them round."""
    return _slid(as_array(a), as_array(v), mode)


def _slid(one: Array, two: Array, mode: object) -> Array:
    sizes = []
    for array in (one, two):
        size = Size.of(1) if array.shape.rank == 0 else vector(array.shape)
        if size == Size.of(0):
            raise Complaint(messages.nothing_to_choose(array.shape))
        sizes.append(size)
    return Array(Shape.of(_overlap(sizes[0], sizes[1], mode)), dtypes.same([one, two]))


def _overlap(one: Size | None, two: Size | None, mode: object) -> Size | None:
    if one is None or two is None:
        return None
    if mode == "full":
        return one + two - 1
    long, short = (one, two) if at_least(one, two) else (two, one)
    if not at_least(long, short):
        return None
    return {"same": long, "valid": long - short + 1}.get(str(mode))


@array_rule("numpy.polyfit")
def polyfit(
    x: object,
    y: object,
    deg: object,
    rcond: object = None,
    full: object = False,
    w: object = None,
    cov: object = False,
) -> object:
    """The coefficients of the best polynomial."""
    one, other = as_array(x), as_array(y)
    count = vector(one.shape)
    if other.shape.rank not in (1, 2, None):
        raise Complaint(messages.not_a_matrix(other.shape))
    if other.shape.before and differ(count, other.shape.before[0]):
        raise Complaint(messages.does_not_solve(one, other, count, other.shape.before[0]))
    if full is not False or cov is not False:
        return UNKNOWN
    if other.shape.rank is None:
        raise Undecided
    degree = size_of(deg)
    coefficients = None if degree is None else degree + 1
    return Array(shape_of([coefficients, *other.shape.axes[1:]]), dtypes.inexact([one, other]))


@array_rule("numpy.poly")
def poly(seq_of_zeros: object) -> object:
    """The coefficients of the polynomial with these roots, or of a matrix."""
    array = as_array(seq_of_zeros)
    if array.shape.rank == 2:
        size = square(array.shape)[1]
    else:
        size = Size.of(1) if array.shape.rank == 0 else vector(array.shape)
    return Array(Shape.of(None if size is None else size + 1))


@array_rule("numpy.roots")
def roots(p: object) -> object:
    """The roots of a polynomial; how many depends on the zeros in front."""
    array = as_array(p)
    if array.shape.rank not in (0, 1, None):
        raise Complaint(messages.not_a_vector(array.shape))
    return Array(Shape.of(None))


def quadrature(deg: object) -> object:
    """The points and the weights of a quadrature."""
    of = Array(Shape.of(size_of(deg)), "f")
    return (of, of)


for _name in ("leggauss", "chebgauss", "hermgauss", "hermegauss", "laggauss"):
    array_rule(f"numpy.{_name}")(quadrature)
