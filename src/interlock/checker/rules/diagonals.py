"""Rules of diagonals, triangles and windows."""

from __future__ import annotations

from .. import messages
from ..bounds import at_least
from ..relations import agree, differ
from ..shapes import Shape, shape_of
from ..sizes import Size
from ..values import Array, Complaint, Each
from .arguments import Undecided, array_rule, as_array, shape_argument, size_of, sized
from .places import axis_numbers, place_of, places

_ZERO, _ONE = Size.of(0), Size.of(1)
_LAST, _LAST_BUT_ONE = Size.of(-1), Size.of(-2)


def smaller(one: Size | None, other: Size | None) -> Size | None:
    """The smaller of two sizes, where it is certain which that is."""
    if one is None or other is None:
        return None
    if at_least(other, one):
        return one
    return other if at_least(one, other) else None


def _diagonal(
    shape: Shape, offset: object, axes: tuple[object, object]
) -> tuple[Shape, Size | None]:
    """The axes besides the two, and the length of the diagonal."""
    if shape.rank is not None and shape.rank < 2:
        raise Complaint(messages.too_few_axes(shape, 2))
    one, two = places(shape, axes)
    rest = shape_of(axis for k, axis in enumerate(shape.axes) if k not in (one, two))
    rows, columns = sized(shape.axes[one]), sized(shape.axes[two])
    return rest, _diagonal_length(rows, columns, size_of(offset))


def _diagonal_length(rows: Size | None, columns: Size | None, offset: Size | None) -> Size | None:
    if rows is None or columns is None or offset is None or offset.constant is None:
        return None
    shift = offset.constant
    length = smaller(rows + min(shift, 0), columns - max(shift, 0))
    if length is None or length.constant is None:
        return length
    return Size.of(max(0, length.constant))


@array_rule("numpy.diagonal", "numpy.ndarray.diagonal")
def diagonal(
    a: object, offset: object = _ZERO, axis1: object = _ZERO, axis2: object = _ONE
) -> object:
    """The diagonal of two axes, as the last axis."""
    array = as_array(a)
    rest, length = _diagonal(array.shape, offset, (axis1, axis2))
    return Array(shape_of([*rest.axes, length]), array.kind)


@array_rule("numpy.linalg.diagonal")
def diagonal_of_matrices(x: object, /, *, offset: object = _ZERO) -> object:
    """The diagonals of the last two axes."""
    array = as_array(x)
    rest, length = _diagonal(array.shape, offset, (_LAST_BUT_ONE, _LAST))
    return Array(shape_of([*rest.axes, length]), array.kind)


def _summed_kind(kind: str) -> str:
    return "i" if kind == "b" else kind


@array_rule("numpy.trace", "numpy.ndarray.trace")
def trace(
    a: object,
    offset: object = _ZERO,
    axis1: object = _ZERO,
    axis2: object = _ONE,
    dtype: object = None,
    out: object = None,
) -> object:
    """The sum of the diagonal of two axes."""
    array = as_array(a)
    kind = _summed_kind(array.kind) if dtype is None else ""
    return Array(_diagonal(array.shape, offset, (axis1, axis2))[0], kind)


@array_rule("numpy.linalg.trace")
def trace_of_matrices(x: object, /, *, offset: object = _ZERO, dtype: object = None) -> object:
    """The sums of the diagonals of the last two axes."""
    array = as_array(x)
    kind = _summed_kind(array.kind) if dtype is None else ""
    return Array(_diagonal(array.shape, offset, (_LAST_BUT_ONE, _LAST))[0], kind)


@array_rule("numpy.fill_diagonal")
def fill_diagonal(a: object, val: object, wrap: object = False) -> object:
    """A diagonal written in place; more than two axes must all be alike."""
    shape = as_array(a).shape
    if shape.rank is not None and shape.rank < 2:
        raise Complaint(messages.too_few_axes(shape, 2))
    for one, two in zip(shape.before[:-1], shape.before[1:], strict=True):
        if shape.rank is not None and shape.rank > 2 and differ(one, two):
            raise Complaint(messages.not_alike(shape, one, two))
    return None


@array_rule("numpy.diag_indices")
def diag_indices(n: object, ndim: object = Size.of(2)) -> object:
    """The places of the diagonal of a square array."""
    one = Array(Shape.of(size_of(n)), "i")
    (count,) = axis_numbers(ndim) if isinstance(ndim, Size) and ndim.constant else (None,)
    return Each(one) if count is None else (one,) * count


@array_rule("numpy.diag_indices_from")
def diag_indices_from(arr: object) -> object:
    """The places of the diagonal of this array."""
    shape = as_array(arr).shape
    if shape.rank is None:
        return Each(Array(Shape.of(None), "i"))
    if shape.rank < 2:
        raise Complaint(messages.too_few_axes(shape, 2))
    for one, two in zip(shape.before[:-1], shape.before[1:], strict=True):
        if differ(one, two):
            raise Complaint(messages.not_alike(shape, one, two))
    return (Array(Shape.of(agree(*shape.before[:2])), "i"),) * shape.rank


def _triangle(rows: Size | None, columns: Size | None, k: object) -> Size | None:
    """The number of places on and above a diagonal."""
    shift = size_of(k)
    if rows is None or columns is None or shift is None or shift.constant is None:
        return None
    if rows.constant is not None and columns.constant is not None:
        first, width = shift.constant, columns.constant
        return Size.of(sum(min(width, max(0, width - i - first)) for i in range(rows.constant)))
    if rows != columns or shift.constant not in (0, 1):
        return None
    return rows * (rows + (1 - 2 * shift.constant)) // 2


def _mirrored(k: object) -> object:
    return -k if isinstance(k, Size) else k


def _pair(count: Size | None) -> object:
    return (Array(Shape.of(count), "i"),) * 2


@array_rule("numpy.triu_indices")
def triu_indices(n: object, k: object = _ZERO, m: object = None) -> object:
    """The places on and above a diagonal."""
    rows = size_of(n)
    return _pair(_triangle(rows, rows if m is None else size_of(m), k))


@array_rule("numpy.tril_indices")
def tril_indices(n: object, k: object = _ZERO, m: object = None) -> object:
    """The places on and below a diagonal."""
    rows = size_of(n)
    return _pair(_triangle(rows if m is None else size_of(m), rows, _mirrored(k)))


@array_rule("numpy.triu_indices_from")
def triu_indices_from(arr: object, k: object = _ZERO) -> object:
    """The places of this array on and above a diagonal."""
    rows, columns = _matrix(as_array(arr).shape)
    return _pair(_triangle(rows, columns, k))


@array_rule("numpy.tril_indices_from")
def tril_indices_from(arr: object, k: object = _ZERO) -> object:
    """The places of this array on and below a diagonal."""
    rows, columns = _matrix(as_array(arr).shape)
    return _pair(_triangle(columns, rows, _mirrored(k)))


def _matrix(shape: Shape) -> tuple[Size | None, Size | None]:
    if shape.rank is None:
        return None, None
    if shape.rank != 2:
        raise Complaint(messages.not_of_rank(shape, 2))
    return shape.before[0], shape.before[1]


@array_rule("numpy.lib.stride_tricks.sliding_window_view")
def sliding_window_view(
    x: object,
    window_shape: object,
    axis: object = None,
    *,
    subok: object = False,
    writeable: object = False,
) -> object:
    """All windows of a shape: where each one stands, then what it shows."""
    array, window = as_array(x), shape_argument(window_shape)
    if window.rank is None or (axis is None and array.shape.rank is None):
        raise Undecided
    numbers = range(len(window.axes)) if axis is None else axis_numbers(axis)
    if len(numbers) != len(window.axes) or (axis is None and window.rank != array.shape.rank):
        raise Complaint(messages.windows_differ(window, array.shape))
    axes = list(array.shape.axes)
    for number, width in zip(numbers, window.before, strict=True):
        at = place_of(array.shape, number)
        axes[at] = _windows(sized(axes[at]), width)
    return Array(shape_of([*axes, *window.axes]), array.kind)


def _windows(size: Size | None, width: Size | None) -> Size | None:
    if size is None or width is None:
        return None
    if at_least(width, size + 1):
        raise Complaint(messages.window_too_wide(width, size))
    return size - width + 1


@array_rule("numpy.lib.stride_tricks.as_strided")
def as_strided(
    x: object,
    shape: object = None,
    strides: object = None,
    subok: object = False,
    writeable: object = True,
) -> object:
    """The shape that is asked for."""
    array = as_array(x)
    return array if shape is None else Array(shape_argument(shape), array.kind)
