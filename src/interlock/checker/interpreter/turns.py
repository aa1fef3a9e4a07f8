"""The turns that a loop certainly makes, and conditions that come out both ways in some of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mypy.nodes import ComparisonExpr, Expression, OpExpr, UnaryExpr

from ..bounds import at_least
from ..sizes import Size, Symbol
from ..values import UNKNOWN, Array, Each, Range
from .items import first_numbers, length_of, turns_of
from .things import Mapping, Record
from .walk import Walk

_MOST: Final = 200
_HOLDS: Final = {
    "==": lambda gap: gap == 0, "!=": lambda gap: gap != 0, "<": lambda gap: gap < 0,
    "<=": lambda gap: gap <= 0, ">": lambda gap: gap > 0, ">=": lambda gap: gap >= 0,
}  # fmt: skip


def starts_of(item: object, source: object = UNKNOWN) -> dict[str, int]:
    """The numbers that the indices in the item of a loop start at, by owner."""
    symbols = item.symbols if isinstance(item, Size) else frozenset[Symbol]()
    if isinstance(source, Range):
        start = source.start.constant if isinstance(source.start, Size) else None
        return {} if start is None else {symbol.owner: start for symbol in symbols}
    if type(item) is tuple:
        return {owner: low for part in item for owner, low in starts_of(part).items()}
    return {
        symbol.owner: symbol.low.constant
        for symbol in symbols
        if symbol.is_index and symbol.low is not None and symbol.low.constant is not None
    }


def in_first_turn(walk: Walk, condition: Expression) -> bool | None:
    """Which way a condition goes in the first turn of a loop; `None` elsewhere, or where open."""
    decided = _decided_at_start(walk, condition) if walk.starts else None
    walk.passed += decided is not None
    return decided


def _decided_at_start(walk: Walk, condition: Expression) -> bool | None:
    if isinstance(condition, OpExpr) and condition.op in ("and", "or"):
        ways = {_decided_at_start(walk, part) for part in (condition.left, condition.right)}
        decisive = condition.op == "or"
        return decisive if decisive in ways else None if None in ways else not decisive
    indices = {symbol for gap, _ in _gaps(walk, condition) for symbol in gap.symbols}
    started = [symbol for symbol in indices if symbol.owner in walk.starts]
    if len(started) != 1:
        return None
    (index,) = started
    return _outcome(walk, condition, index, walk.starts[index.owner])


def goes_both_ways(walk: Walk, condition: Expression) -> bool:
    """Whether a condition is about one index and numbers, and is true at times, at others not."""
    indices = {symbol for gap, _ in _gaps(walk, condition) for symbol in gap.symbols}
    if len(indices) != 1:
        return False
    (index,) = indices
    outcomes = {_outcome(walk, condition, index, number) for number in _numbers(index)}
    return outcomes == {True, False}


def _numbers(index: Symbol) -> range:
    low = index.low.constant if index.low is not None else None
    high = index.high.constant if index.high is not None else None
    return range(0) if low is None or high is None else range(low, min(high, low + _MOST) + 1)


def _gaps(walk: Walk, condition: Expression) -> Iterator[tuple[Size, str]]:
    """What the comparisons in a condition compare with 0."""
    if isinstance(condition, UnaryExpr):
        yield from _gaps(walk, condition.expr)
    elif isinstance(condition, OpExpr):
        yield from _gaps(walk, condition.left)
        yield from _gaps(walk, condition.right)
    else:
        gap = _gap(walk, condition)
        yield from () if gap is None else (gap,)


def _gap(walk: Walk, condition: Expression) -> tuple[Size, str] | None:
    if not isinstance(condition, ComparisonExpr):
        value = walk.peek(condition)
        return (value, "!=") if isinstance(value, Size) else None
    one, *others = map(walk.peek, condition.operands)
    operator = condition.operators[0]
    if len(others) != 1 or operator not in _HOLDS:
        return None
    both = isinstance(one, Size) and isinstance(others[0], Size)
    return (one - others[0], operator) if both else None  # type: ignore[operator]


def _outcome(walk: Walk, condition: Expression, index: Symbol, number: int) -> bool | None:
    if isinstance(condition, UnaryExpr) and condition.op == "not":
        inner = _outcome(walk, condition.expr, index, number)
        return None if inner is None else not inner
    if isinstance(condition, OpExpr) and condition.op in ("and", "or"):
        one = _outcome(walk, condition.left, index, number)
        two = _outcome(walk, condition.right, index, number)
        if one is None or two is None:
            return None
        return (one and two) if condition.op == "and" else (one or two)
    compared = _gap(walk, condition)
    if compared is None:
        return None
    known = compared[0].substitute({index: Size.of(number)}).constant
    return None if known is None else _HOLDS[compared[1]](known)


def certainly_turns(source: object) -> bool:
    """Whether a loop turns, for sure or for some data: how many items there are is not known then.

    What stands in a loop over the rows that a mask selects is there to be reached.
    """
    length = length_of(source)
    if length is None:
        filled = isinstance(source, Record) and bool(source.items)
        return filled or isinstance(source, (Array, Each, Mapping))
    is_counted = any(not symbol.views for symbol in length.symbols)
    return is_counted or at_least(length, Size.of(1))


def first_items(walk: Walk, source: object, item: object) -> list[object]:
    """The items of the turns that a loop certainly makes, two at most."""
    count = min(turns_of(source) or 0, 2)
    if isinstance(source, Each) and source.first is not UNKNOWN:
        return [source.first]
    if isinstance(source, Range) and walk.is_entered:
        return first_numbers(source, count)
    return [item] * count if count > 1 else []
