"""Sizes that have been found equal: by a condition, or because an operation works at all.

Behind `x @ w` the columns of `x` are the rows of `w`, whoever says so: what does not fit one of
them does not fit the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..sizes import Size, Symbol
from .walk import Walk


def solve(gap: Size) -> tuple[Symbol, Size] | None:
    """A symbol, and the size it must have for the gap to be zero."""
    for monomial, factor in sorted(gap.terms, key=_is_axis):
        if len(monomial) == 1 and abs(factor) == 1 and isinstance(monomial[0], Symbol):
            symbol = monomial[0]
            rest = Size.of(symbol) - gap * factor
            if symbol not in rest.symbols and not symbol.is_index:
                return symbol, rest
    return None


def _is_axis(term: tuple[tuple[object, ...], int]) -> bool:
    """Whether a term is an axis: what others are called is told by their axis, not the reverse."""
    monomial = term[0]
    return len(monomial) == 1 and isinstance(monomial[0], Symbol) and monomial[0].is_axis


def adopt(walk: Walk, symbol: Symbol, size: Size) -> None:
    """Take a symbol for a size from here on."""
    equal = walk.environment.equal
    for known, value in list(equal.items()):
        equal[known] = value.substitute({symbol: size})
    equal[symbol] = size


def learn(walk: Walk, met: Iterable[tuple[Size, Size]]) -> None:
    """Take over that sizes are equal which an operation, or a call, needs to be."""
    for one, other in met:
        gap = (one - other).substitute(walk.environment.equal)
        if not gap.terms or not all(map(_is_own, gap.symbols)):
            continue
        solved = solve(gap)
        if solved is not None:
            _unite(walk, *solved)


def _is_own(symbol: Symbol) -> bool:
    """Whether a size is one of the body, or of its own object.

    The sizes of another object may be equal by the choice of whoever made it, and those made on the
    way may be others by the next turn of a loop.
    """
    if symbol.is_index or not symbol.views:
        return False
    if symbol.is_axis:
        return "@" not in symbol.owner
    return symbol.owner.endswith((".self", " number"))


def _unite(walk: Walk, symbol: Symbol, size: Size) -> None:
    """The same, where a name for the size is apart from all that either was apart from."""
    named = next(iter(size.symbols)) if len(size.symbols) == 1 else None
    if named is not None and size == Size.of(named):
        both = replace(named, views=named.views | symbol.views)
        adopt(walk, named, Size.of(both))
        size = Size.of(both)
    adopt(walk, symbol, size)
