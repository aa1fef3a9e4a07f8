"""Objects that a program makes, and what stands in their attributes at one point of it.

Each has a place of its own. What is known of its attributes is kept beside the variables, and goes
along into the bodies that are looked into and out of them again; what cannot be looked into may
change all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from ..sizes import Size, Symbol
from ..values import UNKNOWN, Array, Each, List
from .environment import Environment
from .things import Cell, Mapping, Object, Record
from .walk import Walk

CONTAINERS: Final = (List, Each, Record, Mapping)


def new_place(walk: Walk) -> int:
    """A place for one more object."""
    places = walk.target.memory.setdefault("places", [0])
    assert isinstance(places, list)
    places[0] += 1
    return int(places[0])


def newest(walk: Walk) -> int:
    """The place of the object that was made last."""
    places = walk.target.memory.get("places")
    return int(places[0]) if isinstance(places, list) else 0


def objects_in(value: object) -> Iterator[Object]:
    """The objects that a value holds, those in containers among them."""
    if isinstance(value, Object):
        yield value
    for part in parts_of(value):
        yield from objects_in(part)


def parts_of(value: object) -> Iterable[object]:
    """The items that stand for what a container holds."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, Each):
        return (value.item, value.first)
    if isinstance(value, Mapping):
        return (value.item,)
    return [item for _, item in value.items] if isinstance(value, Record) else ()


def with_parts(value: object, new: Callable[[object], object]) -> object:
    """A container of the same kind, of other items; any other value is itself."""
    if isinstance(value, tuple) and type(value) in (tuple, List):
        return type(value)(map(new, value))
    if isinstance(value, Record):
        return Record(tuple((key, new(item)) for key, item in value.items))
    if isinstance(value, (Each, Mapping)):
        return replace(value, item=new(value.item))
    return value


def reachable(environment: Environment, values: Iterable[object]) -> dict[Cell, object]:
    """The attributes of all objects that can be reached from values."""
    cells = environment.cells
    found: dict[Cell, object] = {}
    open_ = {thing.place for value in values for thing in objects_in(value) if thing.place}
    seen: set[int] = set()
    while open_ - seen:
        place = min(open_ - seen)
        seen.add(place)
        for key, value in cells.items():
            if key.place == place:
                found[key] = value
                open_ |= {thing.place for thing in objects_in(value) if thing.place}
    return found


def symbols_in(values: Iterable[object]) -> frozenset[Symbol]:
    """The symbols in sizes and shapes."""
    found: set[Symbol] = set()
    for value in values:
        if isinstance(value, Size):
            found |= value.symbols
        elif isinstance(value, Array):
            found |= {s for a in value.shape.axes if isinstance(a, Size) for s in a.symbols}
        elif isinstance(value, Object):
            found |= symbols_in(part for _, part in (*value.sizes, *value.given.values))
        found |= symbols_in(parts_of(value))
    return frozenset(found)


def change(walk: Walk, key: object, held: object, value: object) -> None:
    """Set what a container has become; what else may be the same container is not known."""
    if value == held:
        return
    values = walk.environment.values
    walk.changed.add(id(held))
    for other, known in values.items():
        if other != key and id(held) in containers_in(known):
            values[other] = UNKNOWN
    if isinstance(key, tuple):
        walk.environment.forget_cells(str(key[-1]))
    if key is None:
        _forget_containers(walk)
    else:
        values[key] = value


def _forget_containers(walk: Walk) -> None:
    cells = walk.environment.cells
    for value in cells.values():
        walk.changed |= containers_in(value)
    walk.environment.take_cells({k: v for k, v in cells.items() if not isinstance(v, CONTAINERS)})


def containers_in(value: object) -> set[int]:
    """A list or dictionary and those in it, by identity."""
    found = {id(value)} if isinstance(value, CONTAINERS) else set()
    return found.union(*map(containers_in, parts_of(value)))


def forget_container(walk: Walk, key: object, value: object) -> None:
    """Forget a list or dictionary that may have been changed, and whatever may be the same one."""
    changed = containers_in(value)
    walk.changed |= changed
    values = walk.environment.values if changed else {}
    for other, known in values.items():
        if (key is not None and other == key) or not changed.isdisjoint(containers_in(known)):
            values[other] = UNKNOWN


def forget_all_containers(walk: Walk) -> None:
    """Forget every list and dictionary: a function among these variables may change any."""
    forget_changed(walk, frozenset().union(*map(containers_in, walk.environment.values.values())))


def forget_changed(walk: Walk, changed: frozenset[int]) -> None:
    """Forget the variables that hold lists or dictionaries which were changed."""
    walk.changed |= changed
    values = walk.environment.values if changed else {}
    for key, value in values.items():
        if not isinstance(key, Cell) and not changed.isdisjoint(containers_in(value)):
            values[key] = UNKNOWN


def forget_what_changes(walk: Walk, given: Iterable[object]) -> None:
    """Forget what a call may change that is not looked into, of the objects that it is given."""
    values = [*given]
    if not all(map(_is_harmless, values)):
        walk.environment.forget_cells()
    elif any(isinstance(value, CONTAINERS) for value in values):
        _forget_containers(walk)


def _is_harmless(value: object) -> bool:
    """Whether a value holds no object whose attributes something might change."""
    if isinstance(value, Object):
        return value.info.fullname.startswith(("numpy.", "builtins."))
    if isinstance(value, (*CONTAINERS, tuple)):
        return all(map(_is_harmless, parts_of(value)))
    return isinstance(value, (Array, Size, str, bool, type(None)))


def without_places(value: object, born: int) -> object:
    """A value with objects made after some time that may be any of those made there."""
    if isinstance(value, Object):
        return replace(value, place=0) if value.place > born else value
    if isinstance(value, Each):
        neighbours = tuple(without_places(item, born) for item in value.neighbours)
        return Each(without_places(value.item, born), value.length, neighbours=neighbours)
    if isinstance(value, Mapping):
        return Mapping(without_places(value.item, born))
    if isinstance(value, Record):
        return Record(tuple((key, without_places(item, born)) for key, item in value.items))
    if type(value) in (tuple, List):
        items = [without_places(item, born) for item in parts_of(value)]
        return List(items) if isinstance(value, List) else tuple(items)
    return value
