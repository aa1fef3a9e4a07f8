"""Copies of objects, lists and dictionaries: what is known of the original is known of them."""

from __future__ import annotations

from dataclasses import replace

from .heap import new_place, with_parts
from .things import Cell, Object
from .walk import Walk


def copied(walk: Walk, value: object, *, deep: bool) -> object:
    """A copy with attributes and items of its own; all that it holds is copied where it is deep."""
    return _copied(walk, value, deep, {})


def _copied(walk: Walk, value: object, deep: bool, made: dict[int, Object]) -> object:
    if isinstance(value, Object) and value.place:
        return made.get(value.place) or _object(walk, value, deep, made)
    return with_parts(value, lambda item: _copied(walk, item, deep, made) if deep else item)


def _object(walk: Walk, thing: Object, deep: bool, made: dict[int, Object]) -> Object:
    new = made[thing.place] = replace(thing, place=new_place(walk))
    for cell, value in walk.environment.cells.items():
        if cell.place == thing.place:
            held = _copied(walk, value, deep, made) if deep else value
            walk.environment.values[Cell(new.place, cell.name)] = held
    return new
