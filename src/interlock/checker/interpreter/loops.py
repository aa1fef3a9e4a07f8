"""The statements `for` and `while`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext

from mypy.nodes import ForStmt, WhileStmt

from ..rules.arguments import length
from ..values import UNKNOWN
from .assigning import assign
from .assumptions import assume, assume_turn
from .conditions import check_truth, is_of_data, truth, understood
from .gathering import gathered
from .items import item_of, items_exactly, iterated, numbers_exactly
from .iteration import loop
from .turns import certainly_turns, first_items, starts_of
from .walk import Walk, handles


@handles(ForStmt)
def _for(walk: Walk, node: ForStmt) -> None:
    source = iterated(walk, walk.evaluate(node.expr), node.expr)
    walk.turns[node] = length(source)
    exact = items_exactly(source)
    exact = numbers_exactly(walk, source) if exact is None else exact
    if exact is not None:
        binds = [_binder(walk, node, item) for item in exact]
        loop(walk, node, binds, lambda: walk.execute(node.body))
    else:
        item, before = item_of(walk, source, node.expr), walk.environment.copy()
        first = [_binder(walk, node, value) for value in first_items(walk, source, item)]
        with nullcontext() if first or certainly_turns(source) else walk.shelter():
            bind = _binder(walk, node, item, source)
            loop(walk, node, bind, lambda: walk.execute(node.body), first, starts_of(item, source))
        gathered(walk, node, source, before)
    if node.else_body is not None and walk.alive:
        walk.execute(node.else_body)


def _binder(
    walk: Walk, node: ForStmt, item: object, source: object = UNKNOWN
) -> Callable[[], None]:
    def bind() -> None:
        assign(walk, node.index, item, node.expr)
        assume_turn(walk, source)

    return bind


@handles(WhileStmt)
def _while(walk: Walk, node: WhileStmt) -> None:
    endless = truth(walk.evaluate(node.expr)) is True
    clear = understood(walk, node.expr)

    def body() -> None:
        check_truth(walk, walk.evaluate(node.expr), node.expr)
        assume(walk, node.expr, True)
        walk.uncertain += not clear
        with nullcontext() if endless or is_of_data(walk, node.expr) else walk.shelter():
            walk.execute(node.body)
        walk.uncertain -= not clear

    loop(walk, node, lambda: None, body)
    if walk.alive and not endless:
        assume(walk, node.expr, False)
