"""Conditions: which way they go."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from typing import Final

from mypy.nodes import (
    CallExpr,
    ComparisonExpr,
    Expression,
    MemberExpr,
    NameExpr,
    OpExpr,
    UnaryExpr,
)
from mypy.types import Instance, get_proper_type

from .. import messages
from ..relations import differ
from ..shapes import Shape
from ..sizes import Size
from ..values import UNKNOWN, Array
from .applying import has_shape
from .assumptions import assume, factor_of
from .environment import Environment
from .joins import join
from .names import unbounded
from .things import BoundRule, Named, Object
from .turns import goes_both_ways, in_first_turn
from .walk import Walk

_OF_DATA: Final = (".all", ".allclose", ".any", ".array_equal", ".isfinite", ".isinf", ".isnan")


def truth(value: object) -> bool | None:
    """Which way a condition of this value goes; `None` where that is open."""
    if isinstance(value, (bool, str)):
        return bool(value)
    if value is None:
        return False
    if isinstance(value, Size) and value.constant is not None:
        return value.constant != 0
    return None


def branch(
    walk: Walk, condition: Expression, yes: Callable[[], object], no: Callable[[], object]
) -> object:
    """Take both ways of a condition, or the one that is open; the value that covers both."""
    value = walk.evaluate(condition)
    decided = truth(value)
    if decided is None and (decided := in_first_turn(walk, condition)) is not None:
        assume(walk, condition, decided)
    if decided is not None:
        return yes() if decided else no()
    check_truth(walk, value, condition)
    clear = understood(walk, condition)
    start, leaves = walk.environment, walk.leaves
    both_ways = is_of_data(walk, condition) or goes_both_ways(walk, condition)
    with nullcontext() if both_ways else walk.shelter():
        ways = [
            _take(walk, start, condition, outcome, way, clear)
            for outcome, way in ((True, yes), (False, no))
        ]
    if walk.leaves > leaves and not both_ways:
        walk.muted += walk.is_entered  # what follows may not be reached
    values, ends = [value for value, _ in ways], [end for _, end in ways if end is not None]
    walk.alive = bool(ends)
    if len(ends) == 2:
        _say_lost(walk, condition, [(values[0], values[1]), *ends[0].met(ends[1])])
    walk.environment = ends[0].join(ends[1]) if len(ends) == 2 else ends[0] if ends else start
    if len(ends) == 1 and not clear:
        _forget_bounds(walk)
    return join(*values)


def check_truth(walk: Walk, value: object, condition: Expression) -> None:
    """Report a condition that is an array of more than one element, or ends with one."""
    if isinstance(condition, OpExpr) and condition.op in ("and", "or"):
        last = condition.right
        if isinstance(last, (ComparisonExpr, OpExpr)) or _is_of_rule(walk, last):
            check_truth(walk, walk.peek(last), last)
    elif isinstance(value, Array) and any(map(_is_not_one, value.shape.before + value.shape.after)):
        walk.complain(messages.not_one_number(value.shape), condition)


def _is_of_rule(walk: Walk, node: Expression) -> bool:
    """Whether it is a call of NumPy, or of an array's method."""
    callee = walk.peek(node.callee) if isinstance(node, CallExpr) else UNKNOWN
    return isinstance(callee, (Named, BoundRule))


def _is_not_one(size: Size | None) -> bool:
    return size is not None and differ(size, Size.of(1))


def _say_lost(walk: Walk, condition: Expression, met: list[tuple[object, object]]) -> None:
    """Say so where two ways leave arrays of different shapes under one name."""
    for one, two in met:
        if not isinstance(one, Array) or not isinstance(two, Array) or one.shape == two.shape:
            continue
        if has_shape(one) and has_shape(two):
            walk.lose(messages.shape_lost("if"), condition)


def _take(
    walk: Walk,
    start: Environment,
    condition: Expression,
    outcome: bool,
    way: Callable[[], object],
    clear: bool,
) -> tuple[object, Environment | None]:
    walk.environment, walk.alive = start.copy(), True
    assume(walk, condition, outcome)
    walk.uncertain += not clear
    value = way()
    walk.uncertain -= not clear
    return value, walk.environment if walk.alive else None


def is_of_data(walk: Walk, condition: Expression) -> bool:
    """Whether a condition is about what stands in arrays, which says nothing of their shapes."""
    if isinstance(condition, UnaryExpr) and condition.op == "not":
        return is_of_data(walk, condition.expr)
    if isinstance(condition, OpExpr) and condition.op in ("and", "or"):
        return is_of_data(walk, condition.left) and is_of_data(walk, condition.right)
    parts = condition.operands if isinstance(condition, ComparisonExpr) else [condition]
    values = [walk.peek(part) for part in parts]
    kinds = [value.kind for value in values if isinstance(value, Array)]
    numeric = not isinstance(condition, ComparisonExpr) or set(condition.operators).isdisjoint(
        ("is", "is not", "in", "not in")
    )
    data = "f" in kinds or (len(parts) == 1 and _is_of_numpy(walk, condition, values[0]))
    return numeric and (data or any(map(partial(_is_of_state, walk), parts)))


def _is_of_state(walk: Walk, part: Expression) -> bool:
    """Whether it is a number that an object of the program has come to: `buffer.size`."""
    if isinstance(part, CallExpr) and len(part.args) == 1:
        thing = walk.peek(part.args[0])
        is_asked = isinstance(part.callee, NameExpr) and part.callee.fullname == "builtins.len"
    else:
        thing = walk.peek(part.expr) if isinstance(part, MemberExpr) else UNKNOWN
        is_asked = True
    value = walk.peek(part) if is_asked and isinstance(thing, Object) else UNKNOWN
    return isinstance(value, Array) and value.shape == Shape()


def _is_of_numpy(walk: Walk, expression: Expression, value: object) -> bool:
    """Whether NumPy says it; of `np.isnan(x).any()` mypy does not always know."""
    callee = walk.peek(expression.callee) if isinstance(expression, CallExpr) else UNKNOWN
    asked = callee.fullname if isinstance(callee, (Named, BoundRule)) else ""
    if isinstance(value, Array) and asked.startswith("numpy.") and asked.endswith(_OF_DATA):
        return True
    typ = get_proper_type(walk.type_of(expression))
    return isinstance(typ, Instance) and typ.type.fullname.startswith("numpy.")


def guarded(walk: Walk, condition: Expression, outcome: bool, way: Callable[[], object]) -> object:
    """The value of an expression that is evaluated only where a condition has come out so."""
    start = walk.environment
    walk.environment = start.copy()
    assume(walk, condition, outcome)
    clear = understood(walk, condition)
    walk.uncertain += not clear
    value = way()
    walk.uncertain -= not clear
    walk.environment = start
    return value


def understood(walk: Walk, condition: Expression) -> bool:
    """Whether a condition says something about sizes, of one index at most, and nothing else."""
    if isinstance(condition, UnaryExpr) and condition.op == "not":
        return understood(walk, condition.expr)
    if isinstance(condition, OpExpr) and condition.op in ("and", "or"):
        return understood(walk, condition.left) and understood(walk, condition.right)
    if not isinstance(condition, ComparisonExpr) or len(condition.operands) != 2:
        return False
    one, two = map(walk.peek, condition.operands)
    if not isinstance(one, Size) or not isinstance(two, Size):
        return False
    gap = one - two
    indices = [symbol for symbol in gap.symbols if symbol.is_index]
    return len(indices) < 2 and all(factor_of(gap, symbol) for symbol in indices)


def _forget_bounds(walk: Walk) -> None:
    """Behind a condition that is not understood an index may not reach its bounds."""
    for key, value in walk.environment.values.items():
        if isinstance(value, Size) and any(s.is_index for s in value.symbols):
            walk.environment.values[key] = unbounded(value)
