"""Types for operations on bare arrays, where NumPy's stubs leave mypy with `Any`.

Over `ndarray[..., dtype[Any]]` every overload of an operator fits, so mypy settles for `Any`. Where
the axes that were written make sure that the result is an array and no scalar, every overload is
given that same array type, and mypy settles for it.
"""

from __future__ import annotations

from typing import Final

from mypy.plugin import MethodContext
from mypy.types import (
    AnyType,
    Instance,
    LiteralType,
    Type,
    TypeAliasType,
    get_proper_type,
)

from ..annotations import Malformed, parse
from .encoding import NDARRAY, axes_text, is_array

_ELEMENTWISE: Final = (
    "add", "sub", "mul", "truediv", "floordiv", "mod", "pow",
    "and", "or", "xor", "lshift", "rshift",
)  # fmt: skip
OPERATORS: Final = {
    **{f"{NDARRAY}.__{name}__": 1 for name in (*_ELEMENTWISE, "eq", "ne")},
    **{f"{NDARRAY}.__r{name}__": 1 for name in _ELEMENTWISE},
    **dict.fromkeys((f"{NDARRAY}.__matmul__", f"{NDARRAY}.__rmatmul__"), 2),
}
"""For each operator, how many axes one operand must have for the result to be an array."""


def operation_type(context: MethodContext, axes_needed: int) -> Type:
    """The type of an operator's result: an array if that is certain, else what mypy found."""
    left, right = context.type, _only_argument(context)
    if not is_array(left) or right is None or not is_array(right):
        return context.default_return_type
    open_one = next((operand for operand in (left, right) if _has_open_dtype(operand)), None)
    certain = max((left, right), key=axes_at_least)
    if open_one is None or axes_at_least(certain) < axes_needed:
        return context.default_return_type
    return _some_array(certain, open_one)


def _only_argument(context: MethodContext) -> Type | None:
    given = [get_proper_type(item) for items in context.arg_types for item in items]
    return given[0] if len(given) == 1 else None


def _has_open_dtype(array: Instance) -> bool:
    dtype = get_proper_type(array.args[-1])
    if isinstance(dtype, Instance) and dtype.args:
        dtype = get_proper_type(dtype.args[0])
    return isinstance(dtype, AnyType)


def axes_at_least(array: Type) -> int:
    """How many axes an array has at the least, as far as its annotation says."""
    text = axes_text(array)
    if text is None:
        return 0
    try:
        return sum(not word.variadic for word in parse(text).dimensions)
    except Malformed:
        return 0


def _some_array(certain: Instance, open_one: Instance) -> Type:
    """An array with at least one axis, of any dtype."""
    carrier = certain.args[0]
    if not isinstance(carrier, TypeAliasType):
        return certain
    words = [get_proper_type(word) for word in carrier.args]
    texts = [
        LiteralType(text, word.fallback)
        for text, word in zip(("_ ...", "Shaped"), words, strict=False)
        if isinstance(word, LiteralType)
    ]
    shape = TypeAliasType(carrier.alias, list(texts))
    return certain.copy_modified(args=[shape, open_one.args[-1]])
