"""Rules of what runs along an axis: sums so far, differences, slopes, areas."""

from __future__ import annotations

from .. import messages
from ..relations import differ, fits
from ..shapes import Axis, Shape
from ..sizes import Size
from ..values import UNKNOWN, Array, Complaint
from . import dtypes
from .arguments import ONE, Undecided, array_rule, as_array, size_of, sized, total
from .dtypes import kind_of
from .elementwise import stored
from .joining import each_once, joined
from .places import along, place, places, replaced
from .places import joined as joined_axes

_LAST = Size.of(-1)


@array_rule(
    "numpy.cumsum",
    "numpy.cumprod",
    "numpy.ndarray.cumsum",
    "numpy.ndarray.cumprod",
    "numpy.nancumsum",
    "numpy.nancumprod",
)
def cumsum(a: object, axis: object = None, dtype: object = None, out: object = None) -> object:
    """The sums of all elements so far."""
    array, _ = along(a, axis)
    return stored(Array(array.shape, kind_of(dtype, dtypes.whole_or_more([array]))), out)


@array_rule("numpy.cumulative_sum", "numpy.cumulative_prod")
def cumulative_sum(
    x: object,
    /,
    *,
    axis: object = None,
    dtype: object = None,
    out: object = None,
    include_initial: object = False,
) -> object:
    """The sums of all elements so far, perhaps with the sum of none in front."""
    if as_array(x).shape.rank not in (0, 1, None) and axis is None:
        raise Complaint(messages.not_a_vector(as_array(x).shape))
    array, at = along(x, axis)
    kind = kind_of(dtype, dtypes.whole_or_more([array]))
    if include_initial is False:
        return stored(Array(array.shape, kind), out)
    size = sized(array.shape.axes[at])
    longer = size + 1 if size is not None and include_initial is True else None
    return stored(Array(replaced(array.shape, at, longer), kind), out)


@array_rule("numpy.diff")
def diff(
    a: object,
    n: object = ONE,
    axis: object = _LAST,
    prepend: object = None,
    append: object = None,
) -> object:
    """The differences of neighbours: one fewer for each time."""
    array = as_array(a)
    times = size_of(n)
    if times == Size.of(0):
        return array
    if times is not None and times.constant is not None and times.constant < 0:
        raise Complaint(messages.negative(n))
    at = place(array.shape, axis)
    ends = [_end(array, part, at) for part in (prepend, append) if part is not None]
    whole = joined(each_once([array, *ends]), axis) if ends else array
    along = place(whole.shape, axis)  # of what is joined, more may be known than of its parts
    size = sized(whole.shape.axes[along])
    return Array(replaced(whole.shape, along, _fewer(size, times)), whole.kind)


def _end(array: Array, part: object, at: int) -> Array:
    """What is put in front or behind; a number as often as it takes."""
    end = as_array(part)
    return end if end.shape != Shape.of() else Array(replaced(array.shape, at, ONE), end.kind)


def _fewer(size: Size | None, times: Size | None) -> Size | None:
    if size is None or times is None:
        return None
    rest = size - times
    return rest if rest.constant is None else Size.of(max(rest.constant, 0))


@array_rule("numpy.ediff1d")
def ediff1d(ary: object, to_end: object = None, to_begin: object = None) -> object:
    """The differences of all elements in a row."""
    array = as_array(ary)
    size = _fewer(total(array.shape.axes), ONE)
    for part in (to_end, to_begin):
        more = Size.of(0) if part is None else total(as_array(part).shape.axes)
        size = None if size is None or more is None else size + more
    return Array(Shape.of(size), array.kind)


@array_rule("numpy.gradient")
def gradient(f: object, *varargs: object, axis: object = None, edge_order: object = ONE) -> object:
    """The slope along each axis."""
    array = as_array(f)
    if axis is None and array.shape.rank is None:
        return UNKNOWN
    count = array.shape.rank or 0
    numbers = tuple(map(Size.of, range(count))) if axis is None else axis
    try:
        axes = places(array.shape, numbers)
    except Undecided:
        return UNKNOWN
    _check_spacing(array.shape, axes, varargs)
    for at in axes:
        _check_room(array.shape, array.shape.axes[at], size_of(edge_order))
    one = Array(array.shape, dtypes.inexact([array]))
    return one if len(axes) == 1 else (one,) * len(axes)


def _check_spacing(shape: Shape, axes: tuple[int, ...], spacing: tuple[object, ...]) -> None:
    if len(spacing) not in (0, 1, len(axes)):
        raise Complaint(messages.spacings_differ(len(spacing), len(axes)))
    if len(spacing) != len(axes):
        if any(as_array(part).shape.rank not in (0, None) for part in spacing):
            raise Complaint(messages.spacings_differ(len(spacing), len(axes)))
        return
    for at, part in zip(axes, spacing, strict=True):
        given = as_array(part).shape
        if given.rank not in (None, 0, 1):
            raise Complaint(messages.not_a_vector(given))
        if given.rank == 1 and differ(given.before[0], sized(shape.axes[at])):
            raise Complaint(messages.does_not_fill(given, shape, given.before[0], shape.axes[at]))


def _check_room(shape: Shape, axis: Axis, order: Size | None) -> None:
    size = sized(axis)
    if size is None or size.constant is None or order is None or order.constant is None:
        return
    if size.constant <= order.constant:
        raise Complaint(messages.too_short(shape, size))


@array_rule("numpy.trapezoid", "numpy.trapz")
def trapezoid(y: object, x: object = None, dx: object = None, axis: object = _LAST) -> object:
    """The area under a polyline, along an axis."""
    array = as_array(y)
    at = place(array.shape, axis)
    operands = [array] if x is None else [array, as_array(x)]
    if x is not None:
        _check_places(as_array(x).shape, array.shape, at)
    return Array(replaced(array.shape, at), dtypes.inexact(operands))


def _check_places(given: Shape, shape: Shape, at: int) -> None:
    if given.rank == 1:
        sizes = given.before[0], sized(shape.axes[at])
        if not any(size is not None and size.constant in (0, 1, 2) for size in sizes):
            if differ(*sizes):
                raise Complaint(messages.does_not_solve(given, shape, *sizes))
            return
    if fits(given, shape) is not None or given.rank is None or shape.rank is None:
        raise Undecided


@array_rule("numpy.apply_along_axis")
def apply_along_axis(func1d: object, axis: object, arr: object, *args: object) -> object:
    """What a function makes of each line along an axis; `func1d` is what it makes of one."""
    array, made = as_array(arr), as_array(func1d)
    at = place(array.shape, axis)
    return Array(
        joined_axes([*array.shape.axes[:at], *made.shape.axes, *array.shape.axes[at + 1 :]]),
        made.kind,
    )
