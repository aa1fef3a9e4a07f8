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
    Decorator,
    Expression,
    ExpressionStmt,
    FuncDef,
    IntExpr,
    MypyFile,
    OverloadedFuncDef,
    Statement,
    TypeInfo,
    UnaryExpr,
)

from ..target import is_main

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


@dataclass(frozen=True)
class Carrier:
    """What is put among the deferred nodes, and the marker by which we know it again."""

    node: DeferredNode
    marker: Expression

    @staticmethod
    def of(module: str) -> Carrier:
        """A module of that name with nothing in it but a marker."""
        statement = marker()
        carrier = MypyFile([statement], [])
        carrier._fullname = module
        # mypy defers whole modules only in its daemon, but takes them at all times
        node = cast(DeferredNode, FineGrainedDeferredNode(carrier, None))
        return Carrier(node, statement.expr)


@dataclass
class Waiting:
    """The noted bodies of one module that is being checked."""

    checker: TypeChecker
    carrier: Carrier
    queue: list[DeferredNode] = field(default_factory=list)
    bodies: dict[Noted, TypeInfo | None] = field(default_factory=dict)
    memory: dict[str, object] = field(default_factory=dict)

    @property
    def is_scheduled(self) -> bool:
        """Whether mypy still has the carrier before it."""
        return self.carrier.node in self.checker.deferred_nodes

    def note(self) -> None:
        """Note the body that mypy is in, and see that we come back to it."""
        scope = self.checker.tscope
        inner = scope.function
        body = inner if isinstance(inner, (FuncDef, OverloadedFuncDef)) else self.checker.tree
        if body not in self.bodies:
            self.bodies[body] = scope.classes[-1] if scope.classes else None
            if body is not self.checker.tree:
                self._note_programs()
        if not self.is_scheduled:
            self._schedule(self.checker.deferred_nodes)

    def _note_programs(self) -> None:
        """Note where programs start that use what was noted: the module, and its main functions."""
        tree = self.checker.tree
        mains = [node for node in tree.defs if isinstance(node, FuncDef) and is_main(node)]
        programs: list[Noted] = [tree, *mains]
        for body in programs:
            self.bodies.setdefault(body, None)

    def is_ready(self) -> bool:
        """Whether nothing else is left to do; if something is, mypy is asked to come once more.

        What was deferred behind the carrier is still to come in this very pass, and mypy's daemon
        makes no other one: a new carrier goes to the end of the queue that mypy is working on.
        """
        if self.queue[-1] is not self.carrier.node:
            self._schedule(self.queue)
            return False
        if self.checker.deferred_nodes:
            self._schedule(self.checker.deferred_nodes)
            return False
        return True

    def _schedule(self, queue: list[DeferredNode]) -> None:
        self.carrier = Carrier.of(self.checker.tree.fullname)
        self.queue = queue
        queue.append(self.carrier.node)


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
