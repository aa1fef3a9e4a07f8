"""Named tuples and typed dictionaries: objects that are read by place or by key."""

from __future__ import annotations

from ..values import UNKNOWN
from .attributes import member_of, scope_of
from .declared import value_of
from .things import Cell, Object
from .walk import Walk


def fields_of_tuple(walk: Walk, thing: Object) -> tuple[object, ...] | None:
    """What stands in the fields of a named tuple, in their order; `None` for other objects."""
    info = next((base for base in thing.info.mro if base.is_named_tuple), None)
    known = None if info is None else info.metadata.get("namedtuple")
    if known is None:
        return None
    return tuple(_field(walk, thing, name) for name in known["fields"])


def _field(walk: Walk, thing: Object, name: str) -> object:
    """What an attribute was last set to, or else what its class says of it."""
    known = (
        walk.environment.values.get(Cell(thing.place, name), UNKNOWN) if thing.place else UNKNOWN
    )
    return known if known is not UNKNOWN else member_of(walk, thing, name)


def item_of_typed(walk: Walk, thing: Object, key: object) -> object:
    """An item of a `TypedDict`, whose axes are those of the one dictionary."""
    typed = thing.info.typeddict_type
    typ = typed.items.get(key) if typed is not None and isinstance(key, str) else None
    label = f"{thing.label}[{key}]" if thing.label else ""
    return value_of(typ, scope_of(walk, thing, thing.info), label)
