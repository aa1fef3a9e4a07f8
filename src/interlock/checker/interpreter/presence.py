"""What is certainly there: anything but `None`."""

from __future__ import annotations

from mypy.nodes import Expression, NameExpr
from mypy.types import AnyType, NoneType, Type, TypeVarType, UnionType, get_proper_type

from ..values import UNKNOWN, Array
from .walk import Walk


def is_present(walk: Walk, expression: Expression, value: object) -> bool:
    """Whether an expression is certainly not `None`.

    That is so by its type, as an argument of a call, or where a rule says what mypy knows not.
    """
    typ = get_proper_type(walk.type_of(expression))
    if isinstance(typ, AnyType) and isinstance(value, Array):
        return True
    items = typ.items if isinstance(typ, UnionType) else [typ]
    return not any(map(_may_be_none, items)) or is_given(walk, expression)


def _may_be_none(typ: Type | None) -> bool:
    proper = get_proper_type(typ)
    return proper is None or isinstance(proper, (AnyType, NoneType, TypeVarType))


def is_given(walk: Walk, expression: Expression) -> bool:
    """Whether a variable still is a parameter to which a call gives something."""
    if not isinstance(expression, NameExpr) or expression.name not in walk.present:
        return False
    value = walk.environment.values.get(expression.node, UNKNOWN)
    return value is not UNKNOWN and value is walk.entry.get(expression.name)
