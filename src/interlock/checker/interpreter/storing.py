"""Assignment to items: of arrays and objects, of lists and dictionaries."""

from __future__ import annotations

from mypy.nodes import IndexExpr

from ..sizes import Size
from ..values import UNKNOWN, Array, List
from .applying import apply_rule
from .attributes import path_of
from .calling import method
from .heap import CONTAINERS, change
from .joins import of_arrays
from .selections import index_of
from .things import Mapping, Object, Record
from .walk import Walk


def assign_item(walk: Walk, target: IndexExpr, value: object) -> None:
    """`base[index] = value`: an array takes it, a list or dictionary holds it from then on."""
    base = walk.evaluate(target.base)
    index = index_of(walk, target)
    if isinstance(base, Array):
        apply_rule(walk, "operator.setitem", [base, index, value], {}, target)
    elif isinstance(base, Object):
        method(walk, base, "__setitem__", [index, value], target)
    elif isinstance(base, CONTAINERS):
        _put(walk, target, base, index, value)


def _put(walk: Walk, target: IndexExpr, base: object, index: object, value: object) -> None:
    """Have a list or dictionary hold a value, and what holds that one hold the changed one."""
    changed, holder = _with_item(base, index, value), target.base
    if changed == base:
        return
    if not isinstance(holder, IndexExpr):
        change(walk, path_of(walk, holder), base, changed)
        return
    around, place = walk.peek(holder.base), walk.peek(holder.index)
    change(walk, None, base, changed)
    if isinstance(around, CONTAINERS):
        _put(walk, holder, around, place, changed)


def _with_item(base: object, index: object, value: object) -> object:
    if isinstance(base, Record) and isinstance(index, str):
        return Record(tuple({**dict(base.items), index: value}.items()))
    if isinstance(base, (Record, Mapping)):
        return of_arrays([*base.held, value])
    place = index.constant if isinstance(index, Size) else None
    if isinstance(base, List) and place is not None and -len(base) <= place < len(base):
        items = list(base)
        items[place] = value
        return List(items)
    return UNKNOWN
