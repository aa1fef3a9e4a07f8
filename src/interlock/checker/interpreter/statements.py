"""Statements: what each leaves known behind it."""

from __future__ import annotations

from functools import partial
from typing import Final

from mypy.nodes import (
    AssertStmt,
    AssignmentStmt,
    Block,
    BreakStmt,
    ClassDef,
    ConditionalExpr,
    ContinueStmt,
    Decorator,
    DelStmt,
    Expression,
    ExpressionStmt,
    FuncDef,
    IfStmt,
    IndexExpr,
    ListExpr,
    MatchStmt,
    NameExpr,
    OperatorAssignmentStmt,
    RaiseStmt,
    ReturnStmt,
    TryStmt,
    TupleExpr,
    WithStmt,
)

from ..registry import RULES
from ..sizes import Size
from ..values import UNKNOWN, Array, Each
from .applying import apply_rule
from .assigning import assign, redeclare, refined_shape
from .assumptions import assume
from .calling import method
from .conditions import branch, check_truth, truth
from .declarations import check_result
from .environment import Environment
from .heap import parts_of
from .inner import define
from .operators import DUNDERS, operate
from .things import Object
from .walk import Walk, handles

_RAISED: Final = frozenset(
    f"builtins.{name}"
    for name in ("IndexError", "LookupError", "ValueError", "Exception", "BaseException")
)
"""What NumPy raises where shapes do not fit, and what that is a kind of."""


@handles(Block)
def _block(walk: Walk, node: Block) -> None:
    walk.execute_all(node.body)


@handles(ExpressionStmt)
def _expression(walk: Walk, node: ExpressionStmt) -> None:
    walk.evaluate(node.expr)


@handles(AssignmentStmt)
def _assignment(walk: Walk, node: AssignmentStmt) -> None:
    if node.is_alias_def:
        return
    value: object = UNKNOWN
    first = node.lvalues[0]
    if isinstance(first, (TupleExpr, ListExpr)):
        value = refined_shape(walk, first.items, node.rvalue)
    if value is UNKNOWN:
        value = walk.evaluate(node.rvalue)
    for target in node.lvalues:
        if isinstance(target, NameExpr) and target.node is None:
            redeclare(walk, target, node.type, value, node.rvalue)
        else:
            assign(walk, target, value, node.rvalue)


@handles(OperatorAssignmentStmt)
def _in_place(walk: Walk, node: OperatorAssignmentStmt) -> None:
    left, right = walk.evaluate(node.lvalue), walk.evaluate(node.rvalue)
    name = f"operator.i{DUNDERS[node.op]}"
    if isinstance(left, Array) and name in RULES:
        value = apply_rule(walk, name, [left, right], {}, node.rvalue)
        value = left if id(node.rvalue) in walk.reported else value
    elif left is UNKNOWN:
        value = UNKNOWN  # it may have an operator of its own
    elif isinstance(left, Object):
        own = [method(walk, left, f"__{prefix}{DUNDERS[node.op]}__", [right], node.rvalue)
               for prefix in ("i", "")]  # fmt: skip
        value = next((found for found in own if found is not UNKNOWN), UNKNOWN)
    else:
        value = operate(walk, node.op, left, right, node.rvalue)
    if not _stays_in_place(walk, node.lvalue):
        assign(walk, node.lvalue, value, node.rvalue)


def _stays_in_place(walk: Walk, target: Expression) -> bool:
    """Whether it is an array in a list or dictionary, which has that same array ever after."""
    held = walk.peek(target.base) if isinstance(target, IndexExpr) else None
    items = [held.item] if isinstance(held, Each) else parts_of(held)
    return bool(items) and all(isinstance(item, Array) and item.shape.rank for item in items)


@handles(ReturnStmt)
def _return(walk: Walk, node: ReturnStmt) -> None:
    value = None if node.expr is None else _given_back(walk, node.expr)
    walk.results.append(value)
    walk.exits.append(walk.environment)
    walk.leaves += 1
    if isinstance(value, (Array, Size)):
        walk.target.vouch(node)
    walk.alive = False


def _given_back(walk: Walk, expression: Expression) -> object:
    """A result, held against what is declared; of `a if c else b` each of the two."""
    if isinstance(expression, ConditionalExpr):
        ways = expression.if_expr, expression.else_expr
        value = branch(walk, expression.cond, *(partial(_given_back, walk, way) for way in ways))
        return walk.settled(value)
    value = walk.evaluate(expression)
    check_result(walk, value, expression)
    return value


@handles(RaiseStmt)
def _raise(walk: Walk, node: RaiseStmt) -> None:
    if node.expr is not None:
        walk.evaluate(node.expr)
    walk.alive = False


@handles(AssertStmt)
def _assert(walk: Walk, node: AssertStmt) -> None:
    value = walk.evaluate(node.expr)
    if truth(value) is False:
        walk.alive = False
        return
    check_truth(walk, value, node.expr)
    assume(walk, node.expr, True)


@handles(DelStmt)
def _delete(walk: Walk, node: DelStmt) -> None:
    if isinstance(node.expr, NameExpr) and node.expr.node is not None:
        walk.environment.values.pop(node.expr.node, None)


@handles(BreakStmt)
def _break(walk: Walk, node: BreakStmt) -> None:
    """What stands behind `if done: break` counts as reached: a loop is meant to turn."""
    if walk.loops:
        walk.loops[-1].breaks.append(walk.environment)
    walk.alive = False


@handles(ContinueStmt)
def _continue(walk: Walk, node: ContinueStmt) -> None:
    if walk.loops:
        walk.loops[-1].continues.append(walk.environment)
    walk.leaves += 1
    walk.alive = False


@handles(IfStmt)
def _if(walk: Walk, node: IfStmt) -> None:
    _if_from(walk, node, 0)


def _if_from(walk: Walk, node: IfStmt, at: int) -> None:
    if at == len(node.expr):
        if node.else_body is not None:
            walk.execute(node.else_body)
        return
    branch(
        walk,
        node.expr[at],
        lambda: walk.execute(node.body[at]),
        lambda: _if_from(walk, node, at + 1),
    )


@handles(WithStmt)
def _with(walk: Walk, node: WithStmt) -> None:
    for expression, target in zip(node.expr, node.target, strict=False):
        walk.evaluate(expression)
        if target is not None:
            assign(walk, target, UNKNOWN, expression)
    with walk.shelter():
        walk.execute(node.body)


@handles(TryStmt)
def _try(walk: Walk, node: TryStmt) -> None:
    with walk.shelter():
        _try_sheltered(walk, node)


def _try_sheltered(walk: Walk, node: TryStmt) -> None:
    start, caught = walk.environment.copy(), any(map(_catches, node.types, node.handlers))
    walk.muted += caught
    walk.execute(node.body)
    walk.muted -= caught
    ends: list[Environment] = []
    handled = start.join(walk.environment)
    if node.else_body is not None:
        walk.execute(node.else_body)
    if walk.alive:
        ends.append(walk.environment)
    for handler in node.handlers:
        walk.environment, walk.alive = handled.copy(), True
        walk.execute(handler)
        if walk.alive:
            ends.append(walk.environment)
    _finish(walk, node, ends, handled)


def _catches(kind: Expression | None, handler: Block) -> bool:
    """Whether a handler goes on where shapes do not fit: the author has thought of that."""
    kinds = kind.items if isinstance(kind, TupleExpr) else [kind]
    names = {getattr(item, "fullname", "builtins.Exception") for item in kinds}
    goes_on = not any(isinstance(statement, RaiseStmt) for statement in handler.body)
    return goes_on and not names.isdisjoint(_RAISED)


def _finish(walk: Walk, node: TryStmt, ends: list[Environment], handled: Environment) -> None:
    alive = bool(ends)
    walk.environment = ends[0] if ends else handled
    for end in ends[1:]:
        walk.environment = walk.environment.join(end)
    walk.alive = True
    if node.finally_body is not None:
        walk.execute(node.finally_body)
    walk.alive = walk.alive and alive


@handles(MatchStmt)
def _match(walk: Walk, node: MatchStmt) -> None:
    walk.evaluate(node.subject)
    start, ends = walk.environment, [walk.environment.copy()]
    for body in node.bodies:
        walk.environment, walk.alive = start.copy(), True
        walk.uncertain += 1
        with walk.shelter():
            walk.execute(body)
        walk.uncertain -= 1
        if walk.alive:
            ends.append(walk.environment)
    walk.environment, walk.alive = ends[0], True
    for end in ends[1:]:
        walk.environment = walk.environment.join(end)


@handles(FuncDef)
def _function(walk: Walk, node: FuncDef) -> None:
    define(walk, node)


@handles(Decorator)
def _decorator(walk: Walk, node: Decorator) -> None:
    define(walk, node.func)


@handles(ClassDef)
def _class(walk: Walk, node: ClassDef) -> None:
    for statement in node.defs.body:
        walk.execute(statement)
