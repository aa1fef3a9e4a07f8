"""Rules of new arrays of a shape: zeros, full, eye, diag, triangles and windows."""

from __future__ import annotations

from .. import messages
from ..shapes import Shape
from ..sizes import Size
from ..values import Array, Complaint
from .arguments import Undecided, array_rule, as_array, length, shape_argument, size_of, total
from .diagonals import diagonal
from .dtypes import kind_of
from .reshaping import goes_into

_ZERO = Size.of(0)


def checked_shape(shape: object) -> Shape:
    """A `shape=` argument without negative sizes."""
    found = shape_argument(shape)
    for axis in found.axes:
        if isinstance(axis, Size) and axis.constant is not None and axis.constant < 0:
            raise Complaint(messages.negative_size(found))
    return found


@array_rule("numpy.zeros", "numpy.ones", "numpy.empty")
def zeros(
    shape: object,
    dtype: object = None,
    order: object = None,
    *,
    device: object = None,
    like: object = None,
) -> object:
    """A new array of a shape."""
    return Array(checked_shape(shape), kind_of(dtype, "f"))


@array_rule("numpy.full")
def full(
    shape: object,
    fill_value: object,
    dtype: object = None,
    order: object = None,
    *,
    device: object = None,
    like: object = None,
) -> object:
    """A new array of a shape, filled with a value that broadcasts to it."""
    target, value = checked_shape(shape), as_array(fill_value)
    goes_into(value.shape, target)
    return Array(target, kind_of(dtype, value.kind))


def _like(a: object, dtype: object, shape: object) -> Array:
    array = as_array(a)
    found = array.shape if shape is None else checked_shape(shape)
    return Array(found, kind_of(dtype, array.kind))


@array_rule("numpy.zeros_like", "numpy.ones_like")
def zeros_like(
    a: object,
    dtype: object = None,
    order: object = None,
    subok: object = None,
    shape: object = None,
    *,
    device: object = None,
) -> object:
    """A new array of the shape of another."""
    return _like(a, dtype, shape)


@array_rule("numpy.empty_like")
def empty_like(
    prototype: object,
    /,
    dtype: object = None,
    order: object = None,
    subok: object = None,
    shape: object = None,
    *,
    device: object = None,
) -> object:
    """A new array of the shape of another, not filled."""
    return _like(prototype, dtype, shape)


@array_rule("numpy.full_like")
def full_like(
    a: object,
    fill_value: object,
    dtype: object = None,
    order: object = None,
    subok: object = None,
    shape: object = None,
    *,
    device: object = None,
) -> object:
    """A new array of the shape of another, filled with a value that broadcasts to it."""
    made = _like(a, dtype, shape)
    goes_into(as_array(fill_value).shape, made.shape)
    return made


@array_rule("numpy.eye")
def eye(
    N: object,  # noqa: N803 - NumPy's own name
    M: object = None,  # noqa: N803 - NumPy's own name
    k: object = _ZERO,
    dtype: object = None,
    order: object = None,
    *,
    device: object = None,
    like: object = None,
) -> object:
    """A matrix with ones on one diagonal."""
    return Array(checked_shape((N, N if M is None else M)), kind_of(dtype, "f"))


@array_rule("numpy.tri")
def tri(
    N: object,  # noqa: N803 - NumPy's own name
    M: object = None,  # noqa: N803 - NumPy's own name
    k: object = _ZERO,
    dtype: object = None,
    *,
    like: object = None,
) -> object:
    """A matrix with ones on and below one diagonal; a negative size counts as none."""
    sizes = [size_of(N), size_of(N if M is None else M)]
    return Array(Shape.of(*map(_no_less_than_zero, sizes)), kind_of(dtype, "f"))


def _no_less_than_zero(size: Size | None) -> Size | None:
    return size if size is None or size.constant is None else Size.of(max(size.constant, 0))


@array_rule("numpy.identity")
def identity(n: object, dtype: object = None, *, like: object = None) -> object:
    """The square matrix with ones on its diagonal."""
    return Array(checked_shape((n, n)), kind_of(dtype, "f"))


@array_rule("numpy.tril", "numpy.triu")
def tril(m: object, k: object = _ZERO) -> object:
    """The lower or upper triangle of matrices."""
    array = as_array(m)
    if array.shape.rank == 0:
        raise Complaint(messages.not_a_matrix(array.shape))
    if array.shape.rank == 1:
        return Array(Shape((*array.shape.axes, *array.shape.axes)), array.kind)
    return array if len(array.shape.axes) > 1 else Array(Shape.unknown(), array.kind)


@array_rule("numpy.diag")
def diag(v: object, k: object = _ZERO) -> object:
    """The matrix with a vector on its diagonal; or the diagonal of a matrix."""
    array = as_array(v)
    if array.shape.rank is None:
        raise Undecided
    if array.shape.rank == 1:
        return _on_diagonal(array.shape.before[0], k, array.kind)
    if array.shape.rank != 2:
        raise Complaint(messages.not_a_matrix(array.shape))
    return diagonal(array, k)


def _on_diagonal(size: Size | None, k: object, kind: str) -> Array:
    shift = k.constant if isinstance(k, Size) else None
    side = None if size is None or shift is None else size + abs(shift)
    return Array(Shape.of(side, side), kind)


@array_rule("numpy.diagflat")
def diagflat(v: object, k: object = _ZERO) -> object:
    """The matrix with all elements on its diagonal."""
    array = as_array(v)
    return _on_diagonal(total(array.shape.axes), k, array.kind)


@array_rule("numpy.vander")
def vander(
    x: object,
    N: object = None,  # noqa: N803 - NumPy's own name
    increasing: object = False,
) -> object:
    """The powers of the elements of a vector."""
    array = as_array(x)
    if array.shape.rank not in (1, None):
        raise Complaint(messages.not_a_vector(array.shape))
    rows = length(x)
    powers = rows if N is None else size_of(N)
    return Array(Shape.of(rows, powers), "" if array.kind == "b" else array.kind)


@array_rule("numpy.hanning", "numpy.hamming", "numpy.blackman", "numpy.bartlett")
def window(
    M: object,  # noqa: N803 - NumPy's own name
) -> object:
    """A window for signals."""
    return Array(Shape.of(_no_less_than_zero(size_of(M))), "f")


@array_rule("numpy.fromiter")
def fromiter(
    iter: object,  # noqa: A002 - NumPy's own name
    dtype: object,
    count: object = Size.of(-1),
    *,
    like: object = None,
) -> object:
    """A vector of the items of anything."""
    size = size_of(count)
    return Array(Shape.of(length(iter) if size == Size.of(-1) else size), kind_of(dtype))


@array_rule("numpy.frombuffer")
def frombuffer(
    buffer: object,
    dtype: object = "float",
    count: object = Size.of(-1),
    offset: object = _ZERO,
    *,
    like: object = None,
) -> object:
    """A vector of the numbers in some bytes."""
    size = size_of(count)
    return Array(Shape.of(None if size == Size.of(-1) else size), kind_of(dtype))
