"""Rules of functions that are no ufuncs and yet give one element for each: round, isclose, ..."""

from __future__ import annotations

from ..registry import rule
from ..shapes import Shape
from ..sizes import Size
from ..values import Array, scalar
from . import dtypes
from .arguments import array_rule, as_array
from .elementwise import Kinds, stored, together
from .places import place

_LAST = Size.of(-1)


def _one_for_each(name: str, kinds: Kinds, *methods: str) -> None:
    @array_rule(f"numpy.{name}", *(f"numpy.ndarray.{method}" for method in methods))
    def apply(x: object, /, out: object = None) -> object:
        array = as_array(x)
        return stored(Array(array.shape, kinds([array])), out)


for _name in ("iscomplex", "isreal", "isposinf", "isneginf"):
    _one_for_each(_name, dtypes.truth)
_one_for_each("sinc", dtypes.inexact)
_one_for_each("i0", dtypes.inexact_real)
for _name in ("real", "imag"):
    _one_for_each(_name, dtypes.real, _name)
_one_for_each("fix", dtypes.rounded)


@array_rule("numpy.ndarray.conj", "numpy.ndarray.conjugate")
def conjugate(a: object, out: object = None) -> object:
    """The complex conjugates; real numbers are their own."""
    return stored(as_array(a), out)


@array_rule("numpy.round", "numpy.around", "numpy.ndarray.round")
def round_(a: object, decimals: object = None, out: object = None) -> object:
    """The nearest numbers of so many decimals."""
    array = as_array(a)
    return stored(Array(array.shape, "" if array.kind == "b" else array.kind), out)


@array_rule("numpy.angle")
def angle(z: object, deg: object = False) -> object:
    """The angles of complex numbers."""
    array = as_array(z)
    return Array(array.shape, dtypes.inexact_real([array]))


@array_rule("numpy.nan_to_num")
def nan_to_num(
    x: object,
    copy: object = True,
    nan: object = None,
    posinf: object = None,
    neginf: object = None,
) -> object:
    """The same with finite numbers for what is not finite."""
    return as_array(x)


@array_rule("numpy.real_if_close")
def real_if_close(a: object, tol: object = None) -> object:
    """The same, real where nothing is lost by it."""
    return Array(as_array(a).shape, "")


@array_rule("numpy.unwrap")
def unwrap(
    p: object, discont: object = None, axis: object = _LAST, *, period: object = None
) -> object:
    """Angles without jumps along an axis."""
    array = as_array(p)
    place(array.shape, axis)
    return Array(array.shape, "f" if array.kind == "f" else "")


@array_rule("numpy.isclose")
def isclose(
    a: object, b: object, rtol: object = None, atol: object = None, equal_nan: object = False
) -> object:
    """Which elements are about equal."""
    return Array(together([as_array(a), as_array(b)]), "b")


@array_rule("numpy.allclose")
def allclose(
    a: object, b: object, rtol: object = None, atol: object = None, equal_nan: object = False
) -> object:
    """Whether all elements are about equal."""
    together([as_array(a), as_array(b)])
    return scalar("b")


@rule("numpy.array_equal")
def array_equal(a1: object, a2: object, equal_nan: object = False) -> object:
    """Whether two arrays are the same."""
    return scalar("b")


@rule("numpy.array_equiv")
def array_equiv(a1: object, a2: object) -> object:
    """Whether two arrays are the same once broadcast."""
    return scalar("b")


@rule("numpy.isscalar", "numpy.iscomplexobj", "numpy.isrealobj", "numpy.isfortran")
def isscalar(element: object) -> object:
    """A truth about an object."""
    return scalar("b")


@array_rule("numpy.isin")
def isin(
    element: object,
    test_elements: object,
    assume_unique: object = False,
    invert: object = False,
    *,
    kind: object = None,
) -> object:
    """For each element, whether it is among others."""
    return Array(as_array(element).shape, "b")


@array_rule("numpy.polyval")
def polyval(p: object, x: object) -> object:
    """The values of a polynomial, whose coefficients are in a vector."""
    coefficients, array = as_array(p), as_array(x)
    if coefficients.shape.rank == 1:
        return Array(array.shape, _polynomial_kind(coefficients, array))
    return Array(Shape.unknown())


def _polynomial_kind(*arrays: Array) -> str:
    kind = dtypes.same(list(arrays))
    return kind if kind in ("f", "c") else ""
