"""Rules of what makes arrays: from sizes, from other arrays, from nested lists."""

from __future__ import annotations

from typing import Final

from .. import messages
from ..registry import rule
from ..relations import broadcast, fits
from ..shapes import Axis, Shape, shape_of
from ..sizes import Size
from ..values import UNKNOWN, Array, Complaint, Sizes, scalar
from .arguments import (
    Undecided,
    array_rule,
    as_array,
    is_number,
    length,
    place_of,
    shape_argument,
    size_of,
    steps,
    total,
)
from .fitting import into

_ONE: Final = Size.of(1)
_KINDS: Final = {"float": "f", "int": "i", "uint": "i", "bool": "b", "complex": "c", "intp": "i",
                 "double": "f", "single": "f", "half": "f", "long": "i", "longlong": "i"}  # fmt: skip


def dtype_kind(dtype: object, default: str = "") -> str:
    """The kind that a `dtype=` argument names; the default where there is none."""
    if dtype is None:
        return default
    name = dtype.rstrip("0123456789_") if isinstance(dtype, str) else ""
    return _KINDS.get(name, "")


def checked_shape(shape: object) -> Shape:
    """A `shape=` argument without negative sizes."""
    found = shape_argument(shape)
    for axis in found.axes:
        if isinstance(axis, Size) and axis.constant is not None and axis.constant < 0:
            raise Complaint(messages.negative_size(found))
    return found


@array_rule("numpy.zeros", "numpy.ones", "numpy.empty")
def zeros(shape: object, dtype: object = None, order: object = None, *, device: object = None,
          like: object = None) -> object:  # fmt: skip
    """A new array of a shape."""
    return Array(checked_shape(shape), dtype_kind(dtype, "f"))


@array_rule("numpy.full")
def full(shape: object, fill_value: object, dtype: object = None, order: object = None, *,
         device: object = None, like: object = None) -> object:  # fmt: skip
    """A new array of a shape, filled with a value that broadcasts to it."""
    target, value = checked_shape(shape), as_array(fill_value)
    into(value.shape, target)
    return Array(target, dtype_kind(dtype, value.kind))


@array_rule("numpy.zeros_like", "numpy.ones_like", "numpy.empty_like")
def zeros_like(a: object, dtype: object = None, order: object = None, subok: object = None,
               shape: object = None, *, device: object = None) -> object:  # fmt: skip
    """A new array of the shape of another."""
    array = as_array(a)
    found = array.shape if shape is None else checked_shape(shape)
    return Array(found, dtype_kind(dtype, array.kind))


@array_rule("numpy.full_like")
def full_like(a: object, fill_value: object, dtype: object = None, order: object = None,
              subok: object = None, shape: object = None, *, device: object = None) -> object:  # fmt: skip
    """A new array of the shape of another, filled with a value that broadcasts to it."""
    made = zeros_like(a, dtype, order, subok, shape)
    assert isinstance(made, Array)
    into(as_array(fill_value).shape, made.shape)
    return made


@array_rule("numpy.eye")
def eye(N: object, M: object = None, k: object = None, dtype: object = None,
        order: object = None, *, device: object = None, like: object = None) -> object:  # fmt: skip
    """A matrix with ones on one diagonal."""
    return Array(checked_shape((N, N if M is None else M)), dtype_kind(dtype, "f"))


@array_rule("numpy.identity")
def identity(n: object, dtype: object = None, *, like: object = None) -> object:
    """The square matrix with ones on its diagonal."""
    return Array(Shape.of(size_of(n), size_of(n)), dtype_kind(dtype, "f"))


@array_rule("numpy.tri")
def tri(N: object, M: object = None, k: object = None, dtype: object = None, *,
        like: object = None) -> object:  # fmt: skip
    """A matrix with ones on and below one diagonal."""
    return Array(Shape.of(size_of(N), size_of(N if M is None else M)), dtype_kind(dtype, "f"))


@array_rule("numpy.tril", "numpy.triu")
def tril(m: object, k: object = None) -> object:
    """The lower or upper triangle of matrices."""
    array = as_array(m)
    if array.shape.rank == 0:
        raise Complaint(messages.not_a_matrix(array.shape))
    if array.shape.rank == 1:
        size = array.shape.axes[0]
        return Array(shape_of([size, size]), array.kind)
    return array


@array_rule("numpy.diag")
def diag(v: object, k: object = Size.of(0)) -> object:
    """The matrix with a vector on its diagonal; or the diagonal of a matrix."""
    array = as_array(v)
    sizes, shift = array.shape.sizes, size_of(k)
    if sizes is None:
        raise Undecided
    if len(sizes) not in (1, 2):
        raise Complaint(messages.not_a_matrix(array.shape))
    offset = None if shift is None or shift.constant is None else abs(shift.constant)
    if len(sizes) == 2:
        same = sizes[0] == sizes[1] and offset == 0
        return Array(Shape.of(_diagonal(sizes, shift) if not same else sizes[0]), array.kind)
    size = None if sizes[0] is None or offset is None else sizes[0] + offset
    return Array(Shape.of(size, size), array.kind)


def _diagonal(sizes: tuple[Size | None, ...], shift: Size | None) -> Size | None:
    numbers = [None if size is None else size.constant for size in sizes]
    rows, columns = numbers
    offset = None if shift is None else shift.constant
    if rows is None or columns is None or offset is None:
        return None
    return Size.of(max(0, min(rows + min(offset, 0), columns - max(offset, 0))))


@array_rule("numpy.diagflat")
def diagflat(v: object, k: object = Size.of(0)) -> object:
    """The matrix with all elements on its diagonal."""
    array = as_array(v)
    shift = size_of(k)
    if array.shape.rank is None or shift is None or shift.constant is None:
        return Array(Shape.of(None, None), array.kind)
    count = total(array.shape.axes)
    size = None if count is None else count + abs(shift.constant)
    return Array(Shape.of(size, size), array.kind)


@array_rule("numpy.vander")
def vander(x: object, N: object = None, increasing: object = False) -> object:
    """The powers of the elements of a vector."""
    count = length(x) if as_array(x).shape.rank == 1 else None
    return Array(Shape.of(count, count if N is None else size_of(N)))


@rule("numpy.arange")
def arange(start: object, stop: object = None, step: object = None, dtype: object = None, *,
           device: object = None, like: object = None) -> object:  # fmt: skip
    """The numbers from a start to a stop."""
    first, last = (Size.of(0), start) if stop is None else (start, stop)
    by = _ONE if step is None else step
    whole = all(is_number(part) for part in (first, last, by))
    return Array(Shape.of(_counted(first, last, by)), dtype_kind(dtype, "i" if whole else ""))


def _counted(first: object, last: object, by: object) -> Size | None:
    if not isinstance(first, Size) or not isinstance(last, Size) or not isinstance(by, Size):
        return None
    step = by.constant
    if not step:
        return None
    return steps(last - first if step > 0 else first - last, abs(step))


@array_rule("numpy.linspace")
def linspace(start: object, stop: object, num: object = Size.of(50), endpoint: object = True,
             retstep: object = False, dtype: object = None, axis: object = Size.of(0), *,
             device: object = None) -> object:  # fmt: skip
    """Evenly spaced numbers; between arrays, one row of them for each number."""
    ends = broadcast(as_array(start).shape, as_array(stop).shape)
    if axis != Size.of(0):
        raise Undecided
    made = Array(shape_of([size_of(num), *ends.axes]))
    return made if retstep is False else (made, Array(ends)) if retstep is True else UNKNOWN


@array_rule("numpy.logspace", "numpy.geomspace")
def logspace(start: object, stop: object, num: object = Size.of(50), endpoint: object = True,
             base: object = None, dtype: object = None, axis: object = Size.of(0)) -> object:  # fmt: skip
    """Numbers at even ratios."""
    return linspace(start, stop, num, axis=axis)


@array_rule("numpy.array", "numpy.asarray", "numpy.asanyarray", "numpy.ascontiguousarray",
            "numpy.asfortranarray", "numpy.asarray_chkfinite")  # fmt: skip
def array(a: object, dtype: object = None, order: object = None, *,
          copy: object = None, subok: object = None, ndmin: object = None, like: object = None,
          device: object = None) -> object:  # fmt: skip
    """The array that nested lists, numbers or arrays make."""
    if ndmin is not None:
        return UNKNOWN
    made = as_array(a)
    _even(a)
    return Array(made.shape, dtype_kind(dtype, made.kind) if dtype is not None else made.kind)


def _even(value: object) -> None:
    """Raise `Complaint` where rows of nested lists are certainly not of one length."""
    if not isinstance(value, tuple) or not value or isinstance(value, Sizes):
        return
    shapes = [as_array(item).shape for item in value]
    for shape in shapes[1:]:
        mismatch = fits(shapes[0], shape)
        numbers = all(isinstance(axis, Size) for s in (shape, shapes[0]) for axis in s.axes)
        if mismatch is not None and numbers:
            raise Complaint(messages.uneven_rows(shapes[0], shape))


@array_rule("numpy.copy", "numpy.ndarray.copy", "numpy.ndarray.__copy__")
def copy(a: object, order: object = None, subok: object = None) -> object:
    """The same array once more."""
    return as_array(a)


@array_rule("numpy.astype", "numpy.ndarray.astype")
def astype(a: object, dtype: object = None, order: object = None, casting: object = None,
           subok: object = None, copy: object = None, *, device: object = None) -> object:  # fmt: skip
    """The same elements as another kind of numbers."""
    return Array(as_array(a).shape, dtype_kind(dtype))


@array_rule("numpy.ndarray.view", "numpy.ndarray.byteswap")
def view(a: object, dtype: object = UNKNOWN, type: object = None) -> object:
    """The same memory."""
    if dtype is not UNKNOWN:
        raise Undecided
    return as_array(a)


@array_rule("numpy.ndarray.fill")
def fill(a: object, value: object) -> object:
    """Fill the array itself with one number."""
    return None


@array_rule("numpy.ndarray.tolist")
def tolist(a: object) -> object:
    """Nested lists of Python numbers."""
    return UNKNOWN


@array_rule("numpy.meshgrid")
def meshgrid(*xi: object, copy: object = True, sparse: object = False, indexing: object = "xy") -> object:
    """The coordinates of all points of a grid."""
    if sparse is not False or indexing not in ("xy", "ij"):
        return UNKNOWN
    counts: list[Axis] = [_points(x) for x in xi]
    if indexing == "xy" and len(counts) > 1:
        counts[0], counts[1] = counts[1], counts[0]
    return tuple(Array(shape_of(counts), as_array(x).kind) for x in xi)


def _points(value: object) -> Size | None:
    shape = as_array(value).shape
    return None if shape.rank is None else total(shape.axes)


@array_rule("numpy.indices")
def indices(dimensions: object, dtype: object = None, sparse: object = False) -> object:
    """The places of a grid, one plane for each axis."""
    shape = shape_argument(dimensions)
    if sparse is not False or shape.rank is None:
        return UNKNOWN
    return Array(shape_of([Size.of(shape.rank), *shape.axes]), "i")


@array_rule("numpy.fromfunction")
def fromfunction(function: object, shape: object, **options: object) -> object:
    """What a function makes of the places of a grid: mostly an array of its shape, but not surely."""
    return UNKNOWN


@array_rule("numpy.fromiter", "numpy.frombuffer")
def fromiter(iter: object, dtype: object = None, count: object = None, *rest: object) -> object:
    """A vector of the items of anything."""
    return Array(Shape.of(size_of(count)), dtype_kind(dtype))


@rule("numpy.float64", "numpy.float32", "numpy.float16", "numpy.double", "numpy.single")
def float_number(x: object = None, /) -> object:
    """A real number of NumPy's, or an array of them."""
    return Array(as_array(x).shape, "f") if x is not None else scalar("f")


@rule("numpy.int64", "numpy.int32", "numpy.int16", "numpy.int8", "numpy.intp", "numpy.uint8")
def int_number(x: object = None, /) -> object:
    """A whole number of NumPy's."""
    return x if isinstance(x, Size) else scalar("i") if is_number(x) else UNKNOWN


@array_rule("numpy.hanning", "numpy.hamming", "numpy.blackman", "numpy.bartlett")
def window(M: object) -> object:
    """A window for signals."""
    return Array(Shape.of(size_of(M)), "f")
