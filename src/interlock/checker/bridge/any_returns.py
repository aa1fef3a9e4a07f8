"""mypy's warning of a returned `Any`, where the `Any` is but a gap in NumPy's stubs.

Under `--strict` mypy warns of `return w @ x` over bare arrays: every overload of NumPy's stubs
fits, so that mypy settles for `Any`. In a function whose signature has axes written in it, the
value is not one of which nothing is known. Giving each such operation a type instead makes mypy
resolve the overloads of all that follow, at seven times the cost of the whole check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from mypy.nodes import (
    AssignmentStmt,
    Block,
    CallExpr,
    ComparisonExpr,
    ConditionalExpr,
    Expression,
    ForStmt,
    FuncDef,
    IfStmt,
    IndexExpr,
    MemberExpr,
    NameExpr,
    OpExpr,
    RefExpr,
    Statement,
    TryStmt,
    TupleExpr,
    UnaryExpr,
    WhileStmt,
    WithStmt,
)
from mypy.traverser import all_return_statements
from mypy.types import Instance, Overloaded, Type, get_proper_type

from .encoding import mentions_axes

TypeOf = Callable[[Expression], Type | None]
Sources = dict[str, list[Expression]]
"""For each local name, all that is ever assigned to it."""

PACKAGES: Final = frozenset({"numpy", "einops", "scipy"})
_BUILTINS: Final = frozenset(f"builtins.{name}" for name in ("abs", "max", "min", "round", "sum"))


def places_made_by_numpy(function: FuncDef, type_of: TypeOf) -> set[tuple[int, int]]:
    """The lines and columns of return statements that give back what NumPy made."""
    if not _is_annotated(function):
        return set()
    sources: Sources = {}
    for name, value in _assignments(function.body.body):
        sources.setdefault(name, []).append(value)
    return {
        (statement.line, statement.column)
        for statement in all_return_statements(function)
        if statement.expr is not None and is_made_by_numpy(statement.expr, type_of, sources)
    }


def _is_annotated(function: FuncDef) -> bool:
    """Whether axes are written in its signature, or in the fields of its class."""
    fields = function.info.names.values() if function.info else ()
    return mentions_axes(function.type) or any(mentions_axes(field.type) for field in fields)


def is_made_by_numpy(expression: Expression, type_of: TypeOf, sources: Sources) -> bool:
    """Whether an expression is a NumPy function's result, or an operation on such a one."""
    if _is_of_numpy(type_of(expression)):
        return True
    if isinstance(expression, NameExpr):
        # without the name itself, so that `x = x + 1` is settled by the other assignments to `x`
        others = {name: values for name, values in sources.items() if name != expression.name}
        values = sources.get(expression.name, [])
        return any(is_made_by_numpy(value, type_of, others) for value in values)
    return _is_call_of_numpy(expression, type_of) or any(
        is_made_by_numpy(part, type_of, sources) for part in _parts(expression)
    )


def _is_of_numpy(found: Type | None) -> bool:
    proper = None if found is None else get_proper_type(found)
    return isinstance(proper, Instance) and proper.type.fullname.partition(".")[0] in PACKAGES


def _is_call_of_numpy(expression: Expression, type_of: TypeOf) -> bool:
    """Whether NumPy is called, or a function whose overloads axes may tell apart."""
    callee = expression.callee if isinstance(expression, CallExpr) else None
    if not isinstance(callee, RefExpr):
        return False
    called = type_of(callee)
    is_ours = isinstance(called, Overloaded) and mentions_axes(called)
    return is_ours or callee.fullname.partition(".")[0] in PACKAGES


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


def _assignments(statements: list[Statement]) -> Iterator[tuple[str, Expression]]:
    """Every name that the statements assign to, with the value, or that which it is taken from."""
    for statement in statements:
        match statement:
            case AssignmentStmt(lvalues=targets, rvalue=value):
                for target in targets:
                    yield from ((name, value) for name in _names(target))
            case ForStmt(index=target, expr=value):
                yield from ((name, value) for name in _names(target))
        for block in _blocks(statement):
            yield from _assignments(block.body)


def _names(target: Expression) -> list[str]:
    if isinstance(target, TupleExpr):
        return [name for item in target.items for name in _names(item)]
    return [target.name] if isinstance(target, NameExpr) else []


def _blocks(statement: Statement) -> list[Block]:
    match statement:
        case IfStmt(body=bodies, else_body=otherwise):
            return [*bodies, *([otherwise] if otherwise is not None else [])]
        case ForStmt(body=body, else_body=otherwise) | WhileStmt(body=body, else_body=otherwise):
            return [body, *([otherwise] if otherwise is not None else [])]
        case WithStmt(body=body):
            return [body]
        case TryStmt(body=body, handlers=handlers, else_body=otherwise):
            return [body, *handlers, *([otherwise] if otherwise is not None else [])]
    return []
