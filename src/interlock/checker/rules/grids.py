"""Rules of evenly spaced numbers and of grids of places."""

from __future__ import annotations

from .. import messages
from ..bounds import at_least
from ..shapes import Axis, Shape, shape_of
from ..sizes import Size
from ..values import UNKNOWN, Array, Complaint
from .arguments import ONE, Undecided, array_rule, as_array, is_number, size_of, steps, total
from .creation import checked_shape
from .dtypes import inexact, kind_of
from .elementwise import together
from .places import gap

_ZERO, _FIFTY = Size.of(0), Size.of(50)


@array_rule("numpy.arange")
def arange(
    start: object,
    stop: object = None,
    step: object = None,
    dtype: object = None,
    *,
    device: object = None,
    like: object = None,
) -> object:
    """The numbers from a start to a stop."""
    first, last = (_ZERO, start) if stop is None else (start, stop)
    by = ONE if step is None else step
    return Array(Shape.of(_counted(first, last, by)), kind_of(dtype, _kind(first, last, by)))


def _kind(*parts: object) -> str:
    if all(is_number(part) for part in parts):
        return "i"
    return "f" if "f" in [part.kind for part in parts if isinstance(part, Array)] else ""


def _counted(first: object, last: object, by: object) -> Size | None:
    if not isinstance(first, Size) or not isinstance(last, Size) or not isinstance(by, Size):
        return None
    if by.constant:
        return steps(last - first if by.constant > 0 else first - last, abs(by.constant))
    return (last - first).divided(by) if at_least(by, ONE) else None


def _spaced(
    start: object, stop: object, num: object, axis: object, dtype: object, *others: object
) -> tuple[Array, Array]:
    """The numbers between two ends, and what lies between two of them."""
    operands = [as_array(start), as_array(stop), *map(as_array, others)]
    ends = Array(together(operands), inexact(operands))
    count = size_of(num)
    if count is not None and count.constant is not None and count.constant < 0:
        raise Complaint(messages.negative(num))
    if not isinstance(axis, Size) or axis.constant is None:
        raise Undecided
    at = gap(ends.shape, axis.constant)
    axes = [*ends.shape.axes[:at], count, *ends.shape.axes[at:]]
    return Array(shape_of(axes), kind_of(dtype, ends.kind)), ends


@array_rule("numpy.linspace")
def linspace(
    start: object,
    stop: object,
    num: object = _FIFTY,
    endpoint: object = True,
    retstep: object = False,
    dtype: object = None,
    axis: object = _ZERO,
    *,
    device: object = None,
) -> object:
    """Evenly spaced numbers; between arrays, one row of them for each number."""
    numbers, step = _spaced(start, stop, num, axis, dtype)
    if not isinstance(retstep, bool):
        return UNKNOWN
    if not retstep:
        return numbers
    several = isinstance(num, Size) and at_least(num, Size.of(2))
    return (numbers, step if several else Array(Shape.unknown()))  # there is no step between fewer


@array_rule("numpy.logspace")
def logspace(
    start: object,
    stop: object,
    num: object = _FIFTY,
    endpoint: object = True,
    base: object = None,
    dtype: object = None,
    axis: object = _ZERO,
) -> object:
    """Numbers at even ratios, as powers of a base."""
    bases = () if base is None else (base,)
    return _spaced(start, stop, num, axis, dtype, *bases)[0]


@array_rule("numpy.geomspace")
def geomspace(
    start: object,
    stop: object,
    num: object = _FIFTY,
    endpoint: object = True,
    dtype: object = None,
    axis: object = _ZERO,
) -> object:
    """Numbers at even ratios."""
    return _spaced(start, stop, num, axis, dtype)[0]


@array_rule("numpy.meshgrid")
def meshgrid(
    *xi: object, copy: object = True, sparse: object = False, indexing: object = "xy"
) -> object:
    """The coordinates of all points of a grid."""
    if not isinstance(sparse, bool) or indexing not in ("xy", "ij"):
        return UNKNOWN
    arrays = [as_array(x) for x in xi]
    counts: list[Axis] = [total(array.shape.axes) for array in arrays]
    order = [*range(len(counts))]
    if indexing == "xy":
        order[:2] = order[:2][::-1]
    return tuple(
        Array(shape_of(counts[k] if k == own or not sparse else ONE for k in order), array.kind)
        for own, array in enumerate(arrays)
    )


@array_rule("numpy.indices")
def indices(dimensions: object, dtype: object = "int", sparse: object = False) -> object:
    """The places of a grid, one plane for each axis."""
    shape = checked_shape(dimensions)
    if shape.rank is None or not isinstance(sparse, bool):
        return UNKNOWN
    kind = kind_of(dtype)
    if not sparse:
        return Array(shape_of([Size.of(shape.rank), *shape.axes]), kind)
    every = range(shape.rank)
    return tuple(
        Array(shape_of(shape.axes[k] if k == own else ONE for k in every), kind) for own in every
    )
