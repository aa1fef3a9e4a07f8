"""Rules of ufuncs and operators: one element for each, after broadcasting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ..shapes import Shape
from ..values import UNKNOWN, Array
from . import dtypes
from .arguments import Undecided, array_rule, as_array
from .dtypes import kind_of
from .reshaping import broadcast_all, fits_into

Kinds = Callable[[list[Array]], str]
"""The kind of the result from the operands."""


def _each(names: str, kinds: Kinds) -> dict[str, Kinds]:
    return dict.fromkeys(names.split(), kinds)


UNARY: Final[dict[str, Kinds]] = {
    **_each("sin cos tan asin acos atan arcsin arccos arctan sinh cosh tanh", dtypes.inexact),
    **_each("asinh acosh atanh arcsinh arccosh arctanh exp exp2 expm1", dtypes.inexact),
    **_each("log log2 log10 log1p sqrt cbrt", dtypes.inexact),
    **_each("deg2rad rad2deg degrees radians", dtypes.inexact),
    **_each("negative positive invert bitwise_not bitwise_invert", dtypes.same),
    **_each("square sign reciprocal conjugate conj", dtypes.whole_or_more),
    **_each("floor ceil trunc rint", dtypes.rounded),
    **_each("absolute abs", dtypes.real),
    **_each("fabs spacing", dtypes.inexact_real),
    **_each("isnan isinf isfinite isnat signbit logical_not", dtypes.truth),
    "bitwise_count": dtypes.count,
}
BINARY: Final[dict[str, Kinds]] = {
    **_each("add subtract multiply maximum minimum fmax fmin", dtypes.same),
    **_each("bitwise_and bitwise_or bitwise_xor", dtypes.same),
    **_each("remainder mod fmod floor_divide power pow gcd lcm", dtypes.whole_or_more),
    **_each("left_shift right_shift", dtypes.whole_or_more),
    **_each("bitwise_left_shift bitwise_right_shift", dtypes.whole_or_more),
    **_each("divide true_divide float_power", dtypes.inexact),
    **_each("arctan2 atan2 hypot logaddexp logaddexp2", dtypes.inexact_real),
    **_each("copysign nextafter heaviside ldexp", dtypes.inexact_real),
    **_each("less less_equal greater greater_equal equal not_equal", dtypes.truth),
    **_each("logical_and logical_or logical_xor", dtypes.truth),
}
UFUNCS: Final[dict[str, Kinds]] = UNARY | BINARY


def together(operands: list[Array], where: object = True) -> Shape:
    """The shape that operands, and a mask if there is one, broadcast to."""
    shapes = [operand.shape for operand in operands]
    return broadcast_all(shapes if where is True else [*shapes, as_array(where).shape])


def stored(result: Array, out: object) -> Array:
    """The result, or the array it is written into, which it must not enlarge."""
    if isinstance(out, tuple) and len(out) == 1:
        out = out[0]
    if out is None:
        return result
    if not isinstance(out, Array):
        raise Undecided
    fits_into(result.shape, out.shape)
    return out


def _unary(name: str, kinds: Kinds) -> None:
    @array_rule(f"numpy.{name}")
    def apply(
        x: object,
        /,
        out: object = None,
        *,
        where: object = True,
        casting: object = None,
        order: object = None,
        dtype: object = None,
        subok: object = None,
        signature: object = None,
    ) -> object:
        operands = [as_array(x)]
        kind = kind_of(dtype, kinds(operands)) if signature is None else ""
        return stored(Array(together(operands, where), kind), out)


def _binary(name: str, kinds: Kinds) -> None:
    @array_rule(f"numpy.{name}")
    def apply(
        x1: object,
        x2: object,
        /,
        out: object = None,
        *,
        where: object = True,
        casting: object = None,
        order: object = None,
        dtype: object = None,
        subok: object = None,
        signature: object = None,
    ) -> object:
        operands = [as_array(x1), as_array(x2)]
        plain = dtype is None or kinds is not dtypes.truth
        kind = kind_of(dtype if plain else None, kinds(operands)) if signature is None else ""
        return stored(Array(together(operands, where), kind), out)


for _name, _kinds in UNARY.items():
    _unary(_name, _kinds)
for _name, _kinds in BINARY.items():
    _binary(_name, _kinds)


def _pair(operands: list[Array], kinds: tuple[str, str], out: object, where: object) -> object:
    shape = together(operands, where)
    outs = out if isinstance(out, tuple) and len(out) == 2 else (out, None)
    if out is UNKNOWN:
        raise Undecided
    return tuple(stored(Array(shape, kind), one) for kind, one in zip(kinds, outs, strict=True))


@array_rule("numpy.divmod")
def divmod_(
    x1: object, x2: object, out1: object = None, out2: object = None, /, *,
    out: object = None, where: object = True, dtype: object = None,
) -> object:  # fmt: skip
    """The quotient rounded down and the remainder, element by element."""
    operands = [as_array(x1), as_array(x2)]
    kind = kind_of(dtype, dtypes.whole_or_more(operands))
    return _pair(operands, (kind, kind), out if out1 is None else (out1, out2), where)


@array_rule("numpy.modf")
def modf(
    x: object, out1: object = None, out2: object = None, /, *,
    out: object = None, where: object = True, dtype: object = None,
) -> object:  # fmt: skip
    """The fractional and the whole part, both in floating point."""
    return _pair([as_array(x)], ("f", "f"), out if out1 is None else (out1, out2), where)


@array_rule("numpy.frexp")
def frexp(
    x: object, out1: object = None, out2: object = None, /, *,
    out: object = None, where: object = True, dtype: object = None,
) -> object:  # fmt: skip
    """The mantissa and the exponent of two."""
    return _pair([as_array(x)], ("f", "i"), out if out1 is None else (out1, out2), where)
