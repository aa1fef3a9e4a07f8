"""Methods of lists and dictionaries: what they change, and what they give."""

from __future__ import annotations

from ..shapes import Shape
from ..sizes import Size
from ..values import UNKNOWN, Array, Each, List
from .heap import change
from .joins import join
from .things import ListMethod, Mapping, Record
from .walk import Walk


def change_list(walk: Walk, callee: ListMethod, values: list[object]) -> object:
    """What `append`, `extend` and their like change; what `pop`, `get` and theirs give."""
    held, key = callee.value, callee.key
    if isinstance(held, (Record, Mapping)):
        return _look_up(walk, callee, held, values)
    assert isinstance(held, (List, Each))
    if callee.name == "pop":
        return _pop(walk, key, held, values)
    if callee.name == "copy":
        return held
    changed = _changed(held, callee.name, values)
    if changed is not held:
        change(walk, key, held, changed)
    return None if callee.name in ("append", "extend", "insert") else UNKNOWN


def _changed(held: List | Each, name: str, values: list[object]) -> object:
    if name == "append" and values:
        return (
            List([*held, values[0]]) if isinstance(held, List) else Each(join(held.item, values[0]))
        )
    if name == "extend" and values:
        more = listed(values[0])
        if isinstance(held, List) and isinstance(more, List):
            return List([*held, *more])
        return join(_open(held), _open(more))
    if name in ("index", "count"):
        return held
    if name == "reverse" and isinstance(held, List):
        return List(reversed(held))
    return UNKNOWN


def listed(value: object) -> object:
    """What a list takes over of something that it goes through."""
    if type(value) is tuple:
        return List(value)
    if isinstance(value, Array) and value.shape.before:
        return Each(Array(Shape(value.shape.axes[1:]), value.kind), value.shape.before[0])
    return value if isinstance(value, (List, Each)) else UNKNOWN


def _open(held: object) -> object:
    if not isinstance(held, List) or not held:
        return held
    item = held[0]
    for other in held[1:]:
        item = join(item, other)
    return Each(item)


def _pop(walk: Walk, key: object, held: List | Each, values: list[object]) -> object:
    if isinstance(held, Each):
        return held.item
    place = values[0] if values else Size.of(-1)
    index = place.constant if isinstance(place, Size) else None
    if index is None or not -len(held) <= index < len(held):
        change(walk, key, held, UNKNOWN)
        return UNKNOWN
    rest = [item for k, item in enumerate(held) if k != index % len(held)]
    change(walk, key, held, List(rest))
    return held[index]


def _look_up(
    walk: Walk, callee: ListMethod, held: Record | Mapping, values: list[object]
) -> object:
    items = [item for _, item in held.items] if isinstance(held, Record) else [held.item]
    keys = [key for key, _ in held.items] if isinstance(held, Record) else [UNKNOWN]
    exact = isinstance(held, Record)
    if callee.name == "values":
        return List(items) if exact else Each(items[0])
    if callee.name == "items":
        pairs = list(zip(keys, items, strict=False))
        return List(pairs) if exact else Each(pairs[0])
    if callee.name == "keys":
        return List(keys) if exact else UNKNOWN
    if callee.name == "copy":
        return held
    if callee.name == "get" and isinstance(held, Record):
        known = dict(held.items)
        if len(values) == 2 and isinstance(values[0], str):
            return known.get(values[0], values[1])
        return known.get(values[0], UNKNOWN) if len(values) == 1 else UNKNOWN
    if callee.name in ("update", "pop", "setdefault", "clear", "popitem"):
        change(walk, callee.key, held, UNKNOWN)
    return UNKNOWN
