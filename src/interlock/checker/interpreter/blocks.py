"""All statements of a block, with those nested in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from mypy.nodes import Block, ClassDef, Decorator, Expression, FuncDef, OverloadedFuncDef, Statement

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
