"""Which bodies to check, and the way back to them once mypy knows all their types.

A hook only notes the body it was called for. A carrier, a module with nothing in it but a marker,
is put among the nodes that mypy has deferred; when mypy comes to it and nothing else is left to do,
the marker's hook hands the noted bodies to the interpreter.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, Union, cast

from mypy.checker import DeferredNode, FineGrainedDeferredNode, TypeChecker
from mypy.nodes import (
    Context,
    Decorator,
    ExpressionStmt,
    FuncDef,
    IntExpr,
    MypyFile,
    OverloadedFuncDef,
    Statement,
    TypeInfo,
    UnaryExpr,
)

MARKER_METHOD: Final = "builtins.int.__pos__"
_NOWHERE: Final = -1729
"""A column no parser gives: it tells a marker from a `+0` that someone wrote."""

Noted = Union[FuncDef, OverloadedFuncDef, MypyFile]


def marker(line: int = 1) -> ExpressionStmt:
    """A statement that does nothing but call the hook of `MARKER_METHOD`."""
    zero = IntExpr(0)
    expression = UnaryExpr("+", zero)
    statement = ExpressionStmt(expression)
    for node in (zero, expression, statement):
        node.line, node.column = line, 0
    zero.column = _NOWHERE
    return statement


def is_marker(node: object) -> bool:
    """Whether an expression is a marker's."""
    return isinstance(node, UnaryExpr) and node.expr.column == _NOWHERE


def begins_with_marker(body: list[Statement]) -> bool:
    """Whether a body has its marker already."""
    first = body[0] if body else None
    return isinstance(first, ExpressionStmt) and is_marker(first.expr)


@dataclass
class Waiting:
    """The noted bodies of one module that is being checked."""

    checker: TypeChecker
    node: DeferredNode
    place: Context
    bodies: dict[Noted, TypeInfo | None] = field(default_factory=dict)
    is_quiet: bool = False

    def is_carried_by(self, place: Context) -> bool:
        """Whether a marker is the carrier's own, and not that of a body."""
        return place is self.place

    @property
    def is_scheduled(self) -> bool:
        """Whether mypy still has the carrier before it."""
        return self.node in self.checker.deferred_nodes

    def note(self) -> None:
        """Note the body that mypy is in, and see that we come back to it."""
        scope = self.checker.tscope
        inner = scope.function
        body = inner if isinstance(inner, (FuncDef, OverloadedFuncDef)) else self.checker.tree
        if body not in self.bodies:
            self.bodies[body] = scope.classes[-1] if scope.classes else None
        self.is_quiet = False
        if not self.is_scheduled:
            self.schedule()

    def schedule(self) -> None:
        """Ask mypy to come to the marker when it has done what it has to do."""
        self.checker.deferred_nodes.append(self.node)

    def is_ready(self) -> bool:
        """Whether a whole pass went by with nothing else to do; else mypy is asked once more."""
        ready = self.is_quiet and not self.checker.deferred_nodes
        self.is_quiet = True
        if not ready:
            self.schedule()
        return ready


def waiting_for(checker: TypeChecker) -> Waiting:
    """A fresh list of the bodies of a module, with its carrier."""
    statement = marker()
    carrier = MypyFile([statement], [])
    carrier._fullname = checker.tree.fullname
    # mypy defers whole modules only in its daemon, but takes them at all times
    node = cast(DeferredNode, FineGrainedDeferredNode(carrier, None))
    return Waiting(checker, node, statement.expr)


def functions_of(body: Noted) -> Iterator[FuncDef]:
    """The functions of a noted body: every part of an overloaded one."""
    if isinstance(body, FuncDef):
        yield body
    elif isinstance(body, OverloadedFuncDef):
        parts = [*body.items, *([body.impl] if body.impl is not None else [])]
        for part in dict.fromkeys(parts):
            yield part.func if isinstance(part, Decorator) else part


@contextmanager
def inside(checker: TypeChecker, body: Noted, info: TypeInfo | None) -> Iterator[None]:
    """Say that mypy is in a body, so that what is reported belongs to it."""
    scope = checker.tscope
    before = scope.classes, scope.function
    scope.classes = [info] if info is not None else []
    scope.function = None if isinstance(body, MypyFile) else body
    try:
        yield
    finally:
        scope.classes, scope.function = before
