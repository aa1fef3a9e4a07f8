"""Rules of `a += b` and its kin: the result must fit where the left operand is."""

from __future__ import annotations

from typing import Final

from .. import messages
from ..shapes import Shape
from ..values import Array, Complaint
from .arguments import array_rule, as_array
from .elementwise import BINARY, together
from .products import core_stored, product_shape
from .reshaping import fits_into

_OPERATORS: Final = {
    "+=": ("add", "iadd"),
    "-=": ("subtract", "isub"),
    "*=": ("multiply", "imul"),
    "/=": ("divide", "itruediv"),
    "//=": ("floor_divide", "ifloordiv"),
    "%=": ("remainder", "imod"),
    "**=": ("power", "ipow"),
    "&=": ("bitwise_and", "iand"),
    "|=": ("bitwise_or", "ior"),
    "^=": ("bitwise_xor", "ixor"),
    "<<=": ("left_shift", "ilshift"),
    ">>=": ("right_shift", "irshift"),
}


def _in_place(symbol: str, ufunc: str, name: str) -> None:
    @array_rule(f"operator.{name}", f"operator.i{ufunc}", title=symbol)
    def apply(left: object, right: object, /) -> object:
        target, operand = as_array(left), as_array(right)
        shape = together([target, operand])
        if not target.shape.before and not target.shape.after:
            # A number is no array that could be written to: the name is bound to the result.
            return Array(shape, BINARY[ufunc]([target, operand]))
        fits_into(shape, target.shape)
        return target


for _symbol, (_ufunc, _name) in _OPERATORS.items():
    _in_place(_symbol, _ufunc, _name)


@array_rule("operator.imatmul", title="@=")
def imatmul(left: object, right: object, /) -> object:
    """A product with a matrix that leaves the shape as it is."""
    target, operand = as_array(left), as_array(right)
    product = product_shape(target.shape, operand.shape)
    if operand.shape.rank == 1:
        raise Complaint(messages.not_a_matrix(operand.shape))
    if target.shape.rank is None or target.shape == Shape.of():
        return Array(product, target.kind)
    return core_stored(Array(product), target, min(target.shape.rank, 2))
