"""mypy's warning of a returned `Any`, where the `Any` is but a gap in NumPy's stubs.

Under `--strict` mypy warns of `return np.dot(w, x)`, since NumPy's stubs call the result `Any`. In
a function whose signature has axes written in it, the value is not one of which nothing is known.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mypy.nodes import (
    CallExpr,
    ComparisonExpr,
    ConditionalExpr,
    Expression,
    FuncDef,
    IndexExpr,
    MemberExpr,
    NameExpr,
    OpExpr,
    RefExpr,
    UnaryExpr,
)
from mypy.traverser import all_return_statements
from mypy.types import Type, get_proper_type

from .encoding import is_array, mentions_axes

TypeOf = Callable[[Expression], Type | None]
_BUILTINS: Final = frozenset(f"builtins.{name}" for name in ("abs", "max", "min", "round", "sum"))
PACKAGES: Final = frozenset({"numpy", "einops", "scipy"})


def places_made_by_numpy(function: FuncDef, type_of: TypeOf) -> set[tuple[int, int]]:
    """The lines and columns of return statements that give back what NumPy made."""
    if not mentions_axes(function.type):
        return set()
    return {
        (statement.line, statement.column)
        for statement in all_return_statements(function)
        if statement.expr is not None and is_made_by_numpy(statement.expr, type_of)
    }


def is_made_by_numpy(expression: Expression, type_of: TypeOf) -> bool:
    """Whether an expression is a NumPy function's result, or an operation on an array."""
    found = type_of(expression)
    if found is not None and is_array(get_proper_type(found)):
        return True
    return _is_call_of_numpy(expression) or any(
        is_made_by_numpy(part, type_of) for part in _parts(expression)
    )


def _is_call_of_numpy(expression: Expression) -> bool:
    callee = expression.callee if isinstance(expression, CallExpr) else None
    return isinstance(callee, RefExpr) and callee.fullname.partition(".")[0] in PACKAGES


def _parts(expression: Expression) -> list[Expression]:
    """The values an expression is made from, as far as their kind decides its own."""
    match expression:
        case CallExpr(callee=MemberExpr(expr=receiver)):
            return [receiver]
        case CallExpr(callee=NameExpr(fullname=name), args=arguments) if name in _BUILTINS:
            return list(arguments)
        case OpExpr(left=left, right=right):
            return [left, right]
        case ComparisonExpr(operands=operands):
            return list(operands)
        case ConditionalExpr(if_expr=one, else_expr=other):
            return [one, other]
        case UnaryExpr(expr=inner) | MemberExpr(expr=inner) | IndexExpr(base=inner):
            return [inner]
    return []
