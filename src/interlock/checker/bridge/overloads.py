"""Overloads that only axes tell apart: mypy cannot, and says that the later ones are never reached.

To mypy `Float[np.ndarray, "n"]` and `Float[np.ndarray, "b n"]` are one type, so that it takes the
first of the overloads and what that one gives. The shapes are ours to tell; where another overload
gives something else, mypy is left to know nothing of the result.
"""

from __future__ import annotations

from mypy.nodes import Decorator, OverloadedFuncDef
from mypy.subtypes import is_same_type, is_subtype
from mypy.types import AnyType, CallableType, Overloaded, Type, TypeOfAny, get_proper_type


def places_told_apart(overloaded: OverloadedFuncDef) -> set[tuple[int, int]]:
    """The lines and columns of overloads that differ in axes from all before them."""
    items = [item for item in overloaded.items if isinstance(item, Decorator)]
    signatures = [get_proper_type(item.var.type) for item in items]
    return {
        (item.func.line, item.func.column)
        for k, item in enumerate(items)
        if all(_are_told_apart(before, signatures[k]) for before in signatures[:k])
    }


def loosened(overloaded: OverloadedFuncDef, chosen: Type) -> Type:
    """What a call gives, by the overload that mypy has chosen, unless axes may choose another."""
    typ = get_proper_type(overloaded.type)
    items = typ.items if isinstance(typ, Overloaded) else []
    for k, item in enumerate(items):
        others = [other for other in items[k + 1 :] if _differ_in_axes(item, other)]
        if is_same_type(item.ret_type, chosen) and not all(
            is_same_type(other.ret_type, chosen) for other in others
        ):
            return AnyType(TypeOfAny.special_form)
    return chosen


def _are_told_apart(one: object, other: object) -> bool:
    """Whether the second signature may be meant by a call that fits the first as mypy sees it."""
    if not isinstance(one, CallableType) or not isinstance(other, CallableType):
        return False
    pairs = zip(one.arg_types, other.arg_types, strict=False)
    is_broader = all(is_subtype(right, left) for left, right in pairs)
    return not is_broader or _differ_in_axes(one, other)


def _differ_in_axes(one: CallableType, other: CallableType) -> bool:
    """Whether two signatures take the same, as mypy sees it, and not the same axes."""
    pairs = [*zip(one.arg_types, other.arg_types, strict=False)]
    same = all(is_same_type(left, right) for left, right in pairs)
    return same and any(left != right for left, right in pairs)
