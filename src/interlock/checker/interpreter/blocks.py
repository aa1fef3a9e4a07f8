"""All statements of a block, with those nested in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from mypy.nodes import (
    Block,
    ClassDef,
    Decorator,
    Expression,
    FuncDef,
    NameExpr,
    Node,
    OverloadedFuncDef,
    StarExpr,
    Statement,
)

_PARTS: Final = ("body", "bodies", "else_body", "handlers", "finally_body")
_OTHER_SCOPES: Final = (FuncDef, ClassDef, Decorator, OverloadedFuncDef)


def statements_in(block: Iterable[Statement]) -> Iterator[Statement]:
    """Every statement, in order; not those of functions and classes defined inside."""
    for statement in block:
        yield statement
        if isinstance(statement, _OTHER_SCOPES):
            continue
        for part in _PARTS:
            yield from _nested(getattr(statement, part, None))


def _nested(part: object) -> Iterator[Statement]:
    if isinstance(part, Block):
        yield from statements_in(part.body)
    elif isinstance(part, list):
        for item in part:
            yield from _nested(item)


def targets_of(statement: Statement) -> list[Expression]:
    """What an assignment assigns to, one by one."""
    targets: list[Expression] = []
    for target in getattr(statement, "lvalues", []):
        targets += getattr(target, "items", [target])
    return targets


def bound_by(statement: Statement) -> list[Expression]:
    """What an assignment, a loop or a `with` gives a value."""
    opened = [getattr(statement, "index", None), *getattr(statement, "target", [])]
    return [*targets_of(statement), *(target for target in opened if target is not None)]


def names_set(block: Iterable[Statement]) -> Iterator[tuple[Node, int]]:
    """The variables that a block sets, and the functions in it, each with its line."""
    for statement in statements_in(block):
        function = statement.func if isinstance(statement, Decorator) else statement
        if isinstance(function, FuncDef):
            yield from names_set(function.body.body)
        for target in [*bound_by(statement), getattr(statement, "lvalue", None)]:
            yield from ((node, statement.line) for node in _names(target))


def names_set_inside(block: Iterable[Statement]) -> Iterator[Node]:
    """The variables that the functions of a block set, their own and those of the block."""
    for statement in statements_in(block):
        if isinstance(statement, ClassDef):
            yield from names_set_inside(statement.defs.body)
        function = statement.func if isinstance(statement, Decorator) else statement
        if isinstance(function, FuncDef):
            yield from (node for node, _ in names_set(function.body.body))


def _names(target: object) -> Iterator[Node]:
    target = target.expr if isinstance(target, StarExpr) else target
    if isinstance(target, NameExpr) and target.node is not None:
        yield target.node
    for item in getattr(target, "items", []):
        yield from _names(item)
