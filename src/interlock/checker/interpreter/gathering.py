"""Lists that a loop fills: one item a turn makes them as long as what is gone through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from mypy.nodes import (
    BreakStmt,
    CallExpr,
    ContinueStmt,
    ExpressionStmt,
    ForStmt,
    MemberExpr,
    NameExpr,
    Node,
    ReturnStmt,
    Statement,
)

from ..values import Each, List
from .blocks import statements_in, targets_of
from .environment import Environment
from .items import length_of
from .walk import Walk

_WAYS_OUT: Final = (BreakStmt, ContinueStmt, ReturnStmt)


def gathered(walk: Walk, node: ForStmt, source: object, before: Environment) -> None:
    """Behind a loop, give the lists that it has filled their length."""
    turns, inside = length_of(source), list(statements_in(node.body.body))
    if turns is None or any(isinstance(statement, _WAYS_OUT) for statement in inside):
        return
    changes = Counter(_changed(inside))
    for variable in _appended(node.body.body):
        start, end = before.values.get(variable), walk.environment.values.get(variable)
        if changes[variable] == 1 and isinstance(start, List) and isinstance(end, Each):
            walk.environment.values[variable] = Each(end.item, turns + len(start))


def _appended(statements: Iterable[Statement]) -> Iterable[Node]:
    """The variables that a turn certainly appends to."""
    for statement in statements:
        found = _receiver(statement)
        if found is not None and found[1] == "append":
            yield found[0]


def _changed(statements: Iterable[Statement]) -> Iterable[Node]:
    """The variables that statements may change, once for each."""
    for statement in statements:
        found = _receiver(statement)
        if found is not None:
            yield found[0]
        for target in [*targets_of(statement), getattr(statement, "lvalue", None)]:
            if isinstance(target, NameExpr) and target.node is not None:
                yield target.node


def _receiver(statement: Statement) -> tuple[Node, str] | None:
    """The variable and the name of a method that stands as a statement."""
    call = statement.expr if isinstance(statement, ExpressionStmt) else None
    method = call.callee if isinstance(call, CallExpr) else None
    held = method.expr if isinstance(method, MemberExpr) else None
    if not isinstance(method, MemberExpr) or not isinstance(held, NameExpr) or held.node is None:
        return None
    return held.node, method.name
