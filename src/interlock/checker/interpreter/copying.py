"""Copies of objects, lists and dictionaries: what is known of the original is known of them."""

from __future__ import annotations

from dataclasses import replace

from ..values import Each, List
from .heap import new_place
from .things import Cell, Mapping, Object, Record
from .walk import Walk


def copied(walk: Walk, value: object, *, deep: bool) -> object:
    """A copy with attributes and items of its own; all that it holds is copied where it is deep."""
    return _copied(walk, value, deep, {})


def _copied(walk: Walk, value: object, deep: bool, made: dict[int, Object]) -> object:
    def inside(item: object) -> object:
        return _copied(walk, item, deep, made) if deep else item

    if isinstance(value, Object) and value.place:
        return made.get(value.place) or _object(walk, value, deep, made)
    if type(value) in (tuple, List):
        assert isinstance(value, tuple)
        return type(value)(map(inside, value))
    if isinstance(value, Record):
        return Record(tuple((key, inside(item)) for key, item in value.items))
    if isinstance(value, (Each, Mapping)):
        return replace(value, item=inside(value.item))
    return value


def _object(walk: Walk, thing: Object, deep: bool, made: dict[int, Object]) -> Object:
    new = made[thing.place] = replace(thing, place=new_place(walk))
    for cell, value in walk.environment.cells.items():
        if cell.place == thing.place:
            held = _copied(walk, value, deep, made) if deep else value
            walk.environment.values[Cell(new.place, cell.name)] = held
    return new
