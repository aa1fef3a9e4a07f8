"""What a body that was looked into leaves behind: a result, complaints, and changed objects."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from mypy.nodes import Context

from ..sizes import Size, Symbol
from ..values import UNKNOWN, Each
from .environment import Environment
from .joins import join, join_all
from .things import Cell, Function
from .translating import Terms, translated
from .walk import Walk
from .yielding import count_of_yields

Finding = tuple[str, Context]
_STRANGE: Final = "a body's own "


@dataclass(frozen=True)
class Entry:
    """What is found in a call: the result, what fails, and the attributes of objects that it sets.

    Of those that are `gone` nothing is known any more. `changed` are the lists and dictionaries,
    by identity, that it changes, and `lent` what those among its parameters have become.
    """

    result: object
    found: list[Finding]
    cells: dict[Cell, object]
    gone: frozenset[Cell]
    changed: frozenset[int]
    lent: dict[str, object]
    makes_objects: bool


def result_of(walk: Walk, kept: frozenset[Symbol]) -> object:
    """The value of all that is returned; of sizes that only the body knows, nothing but that."""
    value = _stream(walk) if walk.yields else join_all(walk.results)

    def at(symbol: Symbol) -> Size | None:
        return _stranger(symbol) if symbol not in kept else Size.of(symbol)

    return _translated(value, at)


def _stranger(symbol: Symbol) -> Size | None:
    """A size that only a body knows, under an owner of which its callers make their own."""
    if symbol.is_index:
        return None
    owner = f"{_STRANGE}{symbol.owner}"
    return Size.of(Symbol(symbol.name, owner, views=frozenset(), is_axis=False))


def brought(walk: Walk, value: object, node: Context) -> object:
    """A result whose sizes that only the body knows are those of this one call."""
    place = f"{walk.scope.fullname}:{node.line}:{node.column}"

    def at(symbol: Symbol) -> Size:
        if not symbol.owner.startswith(_STRANGE):
            return Size.of(symbol)
        owner = f"{place}:{symbol.owner.removeprefix(_STRANGE)}"
        return Size.of(replace(symbol, owner=owner))

    return _translated(value, at)


def _stream(walk: Walk) -> Each:
    """What a generator gives: a value for all of its items, and the first, if there must be one."""
    first, is_certain = walk.yields[0]
    value = first
    for other, _ in walk.yields[1:]:
        value = join(value, other)
    return Each(value, count_of_yields(walk), first if is_certain else UNKNOWN)


def end_of(walk: Walk) -> Environment:
    """What is known where a body is left, in whichever way; nothing where it never is."""
    ends = [*walk.exits, *([walk.environment] if walk.alive else [])]
    return functools.reduce(Environment.join, ends) if ends else Environment()


def left_by(
    walk: Walk, before: dict[Cell, object], kept: frozenset[Symbol]
) -> tuple[dict[Cell, object], frozenset[Cell]]:
    """The attributes that a body sets, in whichever way it is left, and those it makes unknown."""
    if not walk.exits and not walk.alive:
        return {}, frozenset()
    found = end_of(walk).cells
    changed = {k: v for k, v in found.items() if k not in before or before[k] != v}
    set_ = {key: outside_of(value, kept) for key, value in changed.items()}
    return set_, frozenset(before.keys() - found.keys())


def outside_of(value: object, kept: frozenset[Symbol]) -> object:
    """A value without the sizes that only the body knows."""
    return _translated(value, lambda symbol: Size.of(symbol) if symbol in kept else None)


def _translated(value: object, at: Callable[[Symbol], Size | None]) -> object:
    """A value with other sizes; functions keep what they see."""
    if isinstance(value, Function) and value.inner:
        return value
    if type(value) is tuple:
        return tuple(_translated(item, at) for item in value)
    return translated(value, Terms(at))
