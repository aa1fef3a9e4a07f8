"""Sizes that have been found equal: by a condition, or because an operation works at all.

Behind `x @ w` the columns of `x` are the rows of `w`, whoever says so: what does not fit one of
them does not fit the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..counts import without_common
from ..relations import differ
from ..sizes import Monomial, Size, Symbol
from .walk import Walk


def solve(gap: Size) -> tuple[Symbol, Size] | None:
    """A symbol, and the size it must have for the gap to be zero."""
    for monomial, factor in gap.terms:
        if len(monomial) == 1 and abs(factor) == 1 and isinstance(monomial[0], Symbol):
            symbol = monomial[0]
            rest = Size.of(symbol) - gap * factor
            if symbol not in rest.symbols and not symbol.is_index:
                return symbol, rest
    return None


def adopt(walk: Walk, symbol: Symbol, size: Size) -> None:
    """Take a symbol for a size from here on."""
    equal = walk.environment.equal
    for known, value in list(equal.items()):
        equal[known] = value.substitute({symbol: size})
    equal[symbol] = size


def learn(walk: Walk, met: Iterable[tuple[Size, Size]]) -> bool:
    """Take over that sizes are equal which an operation or a call compares; whether any are.

    What cannot be equal after the first of them is left for the operation to complain of.
    """
    known = dict(walk.environment.equal)
    for one, other in met:
        gap = without_common((one - other).substitute(walk.environment.equal))
        if differ(gap, Size()) or not all(map(_is_own, gap.symbols)):
            continue
        solved = solve(_lasting_last(gap, walk.scope.fullname))
        if solved is not None:
            _unite(walk, *solved)
    return walk.environment.equal != known


def _lasting_last(gap: Size, function: str) -> Size:
    """The gap with the axes of the call in front: they go by the names that outlast it."""

    def outlasts(term: tuple[Monomial, int]) -> bool:
        (monomial, _) = term
        return not any(
            isinstance(s, Symbol) and s.is_axis and s.owner == function for s in monomial
        )

    return Size(tuple(sorted(gap.terms, key=outlasts)))


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
        views, is_axis = named.views | symbol.views, named.is_axis or symbol.is_axis
        both = replace(named, views=views, is_axis=is_axis)
        adopt(walk, named, Size.of(both))
        size = Size.of(both)
    adopt(walk, symbol, size)
