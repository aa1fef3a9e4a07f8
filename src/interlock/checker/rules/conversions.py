"""Rules that make arrays of lists, numbers of arrays, and one kind of numbers of another."""

from __future__ import annotations

from .. import messages
from ..registry import rule
from ..shapes import Shape, shape_of
from ..sizes import Size
from ..values import ANYTHING, UNKNOWN, Array, Complaint, Each, scalar, unknown_array
from .arguments import ONE, Undecided, array_rule, as_array, total
from .dtypes import kind_of, may_be_records


def _converted(value: object, dtype: object, ndmin: object = None) -> Array:
    if may_be_records(value, dtype):
        raise Undecided
    try:
        array = as_array(value)
    except Complaint:
        if kind_of(dtype) == ANYTHING:
            raise Undecided from None  # rows of any shape are objects, too
        raise
    return Array(_raised(array.shape, ndmin), kind_of(dtype, array.kind))


def _raised(shape: Shape, ndmin: object) -> Shape:
    """The shape with ones in front, up to a number of axes."""
    if ndmin is None or (isinstance(ndmin, Size) and ndmin.constant == 0):
        return shape
    if not isinstance(ndmin, Size) or ndmin.constant is None or shape.rank is None:
        raise Undecided
    return shape_of([*[ONE] * (ndmin.constant - shape.rank), *shape.axes])


@array_rule("numpy.array")
def array(
    object: object,  # noqa: A002 - NumPy's own name
    dtype: object = None,
    *,
    copy: object = True,
    order: object = "K",
    subok: object = False,
    ndmin: object = None,
    ndmax: object = None,
    like: object = None,
) -> object:
    """The array that nested lists, numbers or arrays make."""
    return _converted(object, dtype, ndmin)


@array_rule("numpy.asarray", "numpy.asanyarray")
def asarray(
    a: object,
    dtype: object = None,
    order: object = None,
    *,
    device: object = None,
    copy: object = None,
    like: object = None,
) -> object:
    """The array itself, or the one that nested lists make."""
    return _converted(a, dtype)


@array_rule("numpy.ascontiguousarray", "numpy.asfortranarray", "numpy.asarray_chkfinite")
def ascontiguousarray(
    a: object, dtype: object = None, order: object = None, *, like: object = None
) -> object:
    """The array in one piece; a number becomes a vector, unless it is only looked at."""
    made = _converted(a, dtype)
    return Array(Shape.unknown(), made.kind) if made.shape == Shape.of() else made


@array_rule("numpy.require")
def require(
    a: object, dtype: object = None, requirements: object = None, *, like: object = None
) -> object:
    """The array with certain properties of its memory."""
    return ascontiguousarray(a, dtype)


@array_rule("numpy.copy", "numpy.ndarray.copy", "numpy.ndarray.__copy__")
def copy(a: object, order: object = "K", subok: object = False) -> object:
    """The same array once more."""
    return _converted(a, None)


@array_rule("numpy.ndarray.astype", "numpy.astype")
def astype(
    a: object,
    dtype: object,
    order: object = "K",
    casting: object = "unsafe",
    subok: object = True,
    copy: object = True,
    *,
    device: object = None,
) -> object:
    """The same elements as another kind of numbers."""
    return Array(as_array(a).shape, kind_of(dtype))


@array_rule("numpy.ndarray.view")
def view(a: object, dtype: object = None, type: object = None) -> object:  # noqa: A002
    """The same memory."""
    if dtype is not None:
        raise Undecided
    return as_array(a)


@array_rule("numpy.ndarray.item")
def item(a: object, *args: object) -> object:
    """One element, as a number of Python's."""
    found = as_array(a)
    count = total(found.shape.axes)
    if not args and count is not None and count.constant not in (None, 1):
        raise Complaint(messages.not_one_number(found.shape))
    return scalar(found.kind)


@rule("numpy.ndarray.tolist")
def tolist(a: object) -> object:
    """Nested lists of Python numbers."""
    found = as_array(a)
    if found.shape.rank is None:
        return UNKNOWN
    value: object = scalar(found.kind)
    for size in reversed(found.shape.before):
        value = Each(value, size)
    return value


@array_rule("numpy.ndarray.fill")
def fill(a: object, value: object) -> object:
    """Fill the array itself with one number."""
    return None


def _types(names: str) -> list[str]:
    return [f"numpy.{name}" for name in names.split()]


@rule(*_types("float64 double"))
def python_float(x: object = None, /) -> object:
    """A number of NumPy's that is one of Python's, too, or an array of them."""
    found = scalar("f") if x is None else as_array(x)
    count = total(found.shape.axes)
    if found.shape.rank != 0 and count is not None and count.constant == 1:
        return unknown_array()  # the oldest NumPy makes a number of one element
    return Array(found.shape, "f")


@rule(*_types("float16 float32 half single longdouble"))
def float_number(x: object = None, /) -> object:
    """A real number of NumPy's, or an array of them."""
    return scalar("f") if x is None else Array(as_array(x).shape, "f")


@rule(*_types("complex64 complex128 csingle cdouble clongdouble"))
def complex_number(real: object = None, /, imag: object = None) -> object:
    """A complex number of NumPy's, or an array of them."""
    return scalar("c") if real is None else Array(as_array(real).shape, "c")


@rule(
    *_types("int8 int16 int32 int64 intp int_ byte short intc long longlong"),
    *_types("uint8 uint16 uint32 uint64 uintp uint ubyte ushort uintc ulong ulonglong"),
)
def int_number(x: object = None, /) -> object:
    """A whole number of NumPy's, or an array of them."""
    if isinstance(x, Size):
        return x
    return scalar("i") if x is None else Array(as_array(x).shape, "i")


@rule("numpy.bool_", "numpy.bool")
def truth(x: object = None, /) -> object:
    """A truth value of NumPy's, or an array of them."""
    if isinstance(x, bool):
        return x
    return scalar("b") if x is None else Array(as_array(x).shape, "b")
