"""mypy's warning that an overload is never reached, where axes alone tell it from those before it.

To mypy `Float[np.ndarray, "n"]` and `Float[np.ndarray, "b n"]` are one type. Where both overloads
give the same type, too, it does not matter which one mypy takes: the shapes are ours to tell.
"""

from __future__ import annotations

from mypy.nodes import Decorator, OverloadedFuncDef
from mypy.subtypes import is_same_type, is_subtype
from mypy.types import CallableType, get_proper_type


def places_told_apart(overloaded: OverloadedFuncDef) -> set[tuple[int, int]]:
    """The lines and columns of overloads that differ in axes from all before them."""
    items = [item for item in overloaded.items if isinstance(item, Decorator)]
    signatures = [get_proper_type(item.var.type) for item in items]
    return {
        (item.func.line, item.func.column)
        for k, item in enumerate(items)
        if all(_are_told_apart(before, signatures[k]) for before in signatures[:k])
    }


def _are_told_apart(one: object, other: object) -> bool:
    """Whether the second signature may be meant by a call that fits the first as mypy sees it."""
    if not isinstance(one, CallableType) or not isinstance(other, CallableType):
        return False
    pairs = [*zip(one.arg_types, other.arg_types, strict=False)]
    if not all(is_subtype(right, left) for left, right in pairs):
        return True
    same = all(is_same_type(left, right) for left, right in pairs)
    differ = any(left != right for left, right in pairs)
    return same and differ and is_same_type(one.ret_type, other.ret_type)
