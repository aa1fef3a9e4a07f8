"""jaxtyping's annotations where mypy reads types from expressions: `Vec = Float[Array, "n"]`.

There mypy drops everything of `Annotated` but its first argument before a hook is asked. The hook
of that argument's own name finds the brackets around it again, by its place in the statement.
"""

from __future__ import annotations

from collections.abc import Iterator

from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    Context,
    Expression,
    ExpressionStmt,
    IndexExpr,
    ListExpr,
    MemberExpr,
    NameExpr,
    OpExpr,
    ReturnStmt,
    Statement,
    StrExpr,
    TupleExpr,
    TypeAliasStmt,
)


def annotations_around(
    place: Context, statement: Statement | None
) -> Iterator[tuple[str, StrExpr, IndexExpr]]:
    """The annotations of which the expression at a place is the array type, from the inside out.

    Args:
        place: Where the array type stands.
        statement: The statement around it.

    Returns:
        For each the name in front of its brackets, its string, and all of it.
    """
    whole = _expression(statement)
    if whole is not None:
        yield from reversed(list(_around(place, whole)))


def _expression(statement: Statement | None) -> Expression | None:
    match statement:
        case AssignmentStmt(rvalue=whole):
            return whole
        case ExpressionStmt(expr=whole) | ReturnStmt(expr=whole):
            return whole
        case TypeAliasStmt(value=value):
            return value.expr()
    return None


def _around(place: Context, whole: Expression) -> Iterator[tuple[str, StrExpr, IndexExpr]]:
    """The annotations on the way down to a place, from the outside in."""
    match whole:
        case IndexExpr(base=base, index=TupleExpr(items=[array, StrExpr() as string])):
            name = _dotted(base)
            if name is not None and _stands_in(place, array):
                yield name, string, whole
            yield from _around(place, array)
        case IndexExpr(index=index):
            yield from _around(place, index)
        case TupleExpr(items=parts) | ListExpr(items=parts) | CallExpr(args=parts):
            for part in parts:
                yield from _around(place, part)
        case OpExpr(left=left, right=right):
            yield from _around(place, left)
            yield from _around(place, right)


def _stands_in(place: Context, array: Expression) -> bool:
    """Whether the name at a place is that of the array type, or of one in a union."""
    match array:
        case IndexExpr(index=TupleExpr(items=[inner, StrExpr()])):
            return _is_at(place, array) or _stands_in(place, inner)
        case IndexExpr(index=TupleExpr(items=parts)):
            return _is_at(place, array) or any(_stands_in(place, part) for part in parts)
        case IndexExpr(index=index):
            return _is_at(place, array) or _stands_in(place, index)
        case OpExpr(left=left, right=right):
            return _stands_in(place, left) or _stands_in(place, right)
    return _is_at(place, array)


def _is_at(place: Context, expression: Expression) -> bool:
    return (expression.line, expression.column) == (place.line, place.column)


def _dotted(expression: Expression) -> str | None:
    if isinstance(expression, NameExpr):
        return expression.name
    if isinstance(expression, MemberExpr):
        front = _dotted(expression.expr)
        return None if front is None else f"{front}.{expression.name}"
    return None
