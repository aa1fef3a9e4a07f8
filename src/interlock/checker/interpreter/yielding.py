"""How many items a generator gives, as far as its body says so."""

from __future__ import annotations

from collections.abc import Iterable

from mypy.nodes import (
    BreakStmt,
    ContinueStmt,
    ExpressionStmt,
    ForStmt,
    ReturnStmt,
    Statement,
    YieldExpr,
)
from mypy.traverser import all_yield_expressions

from ..sizes import Size
from .blocks import statements_in
from .walk import Walk


def count_of_yields(walk: Walk) -> Size | None:
    """The number of items that a body yields: by itself, and once in each turn of its loops."""
    function = walk.scope.function
    if function is None:
        return None
    block = function.body.body
    ways_out = (BreakStmt, ContinueStmt, ReturnStmt)
    if any(isinstance(statement, ways_out) for statement in statements_in(block)):
        return None
    is_plain = sum(map(_is_yield, _plainly(block))) == len(all_yield_expressions(function))
    return _count(walk, block) if is_plain else None


def _is_yield(statement: Statement) -> bool:
    return isinstance(statement, ExpressionStmt) and isinstance(statement.expr, YieldExpr)


def _plainly(block: Iterable[Statement]) -> Iterable[Statement]:
    """The statements that are executed once, or once in each turn of loops around them."""
    for statement in block:
        yield statement
        if isinstance(statement, ForStmt):
            yield from _plainly(statement.body.body)


def _count(walk: Walk, block: Iterable[Statement]) -> Size | None:
    count = Size()
    for statement in block:
        if _is_yield(statement):
            count = count + 1
        if not isinstance(statement, ForStmt):
            continue
        inside, turns = _count(walk, statement.body.body), walk.turns.get(statement)
        if inside == Size():
            continue
        if inside is None or turns is None or any(s.is_index for s in turns.symbols):
            return None
        count = count + inside * turns
    return count
