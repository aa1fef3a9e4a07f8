"""What a constructor may be handed: whole numbers and arrays of any shape, under its own names."""

from __future__ import annotations

from mypy.nodes import FuncDef, TypeInfo
from mypy.types import CallableType, Instance, Type, get_proper_type

from ..shapes import Shape, Stretch
from ..sizes import Size, Symbol
from ..values import Array
from .classes import variadics_in
from .declared import BLIND, value_of


def fields_of(info: TypeInfo, owner: str) -> dict[str, object]:
    """The fields that a generated constructor fills with whole numbers and arrays."""
    symbol = info.names.get("__init__")
    declared: Type | None = getattr(symbol.node, "type", None) if symbol else None
    signature = get_proper_type(declared)
    found: dict[str, object] = {}
    for name, typ in _parameters(signature)[1:]:
        if _is_whole(typ):
            found[name] = Size.of(Symbol(name, owner, views=frozenset({owner}), is_axis=False))
        elif (array := _array(name, typ, owner)) is not None:
            found[name] = array
    return found


def arrays_of(constructor: FuncDef, owner: str) -> dict[str, object]:
    """The parameters that are arrays of any shape, each shape a run of axes of its own.

    Those that name their axes are left out: several may have the same.
    """
    arrays = {
        name: _array(name, typ, owner)
        for name, typ in _parameters(get_proper_type(constructor.type))
        if not variadics_in(typ)
    }
    return {name: array for name, array in arrays.items() if array is not None}


def _parameters(signature: object) -> list[tuple[str, Type]]:
    if not isinstance(signature, CallableType):
        return []
    pairs = zip(signature.arg_names, signature.arg_types, strict=True)
    return [(name, typ) for name, typ in pairs if name is not None]


def _array(name: str, typ: Type, owner: str) -> Array | None:
    value = value_of(typ, BLIND)
    if not isinstance(value, Array) or not value.shape.is_unknown:
        return None
    return Array(Shape.of(Stretch(Symbol(name, owner))), value.kind)


def _is_whole(typ: Type) -> bool:
    proper = get_proper_type(typ)
    return isinstance(proper, Instance) and proper.type.fullname == "builtins.int"
