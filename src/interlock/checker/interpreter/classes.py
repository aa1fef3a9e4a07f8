"""The size parameters of classes and functions, and the axes that types mention."""

from __future__ import annotations

from collections.abc import Iterator

from mypy.maptype import map_instance_to_supertype
from mypy.nodes import MypyFile, TypeInfo
from mypy.types import (
    CallableType,
    Instance,
    LiteralType,
    TupleType,
    Type,
    TypeVarType,
    UnionType,
    get_proper_type,
)
from mypy.typevars import fill_typevars

from ..annotations import Malformed, parse
from ..bridge.encoding import axes_text


def is_size_variable(variable: object) -> bool:
    """Whether a type variable stands for a size: it is bounded by whole numbers."""
    if not isinstance(variable, TypeVarType):
        return False
    bound = get_proper_type(variable.upper_bound)
    items = bound.items if isinstance(bound, UnionType) else [bound]
    return all(_is_whole(item) for item in items)


def _is_whole(item: Type) -> bool:
    proper = get_proper_type(item)
    if isinstance(proper, LiteralType):
        return isinstance(proper.value, int)
    return isinstance(proper, Instance) and proper.type.fullname == "builtins.int"


def axis_name(variable: TypeVarType) -> str:
    """The axis that a size parameter names: itself in lower case."""
    return variable.name.lower()


def size_parameters(info: TypeInfo | None) -> dict[str, str]:
    """From every axis name that means a size parameter of the class to the parameter's name."""
    if info is None:
        return {}
    names = [v.name for v in info.defn.type_vars if is_size_variable(v)]
    return {**{name.lower(): name for name in names}, **{name: name for name in names}}


def arguments_at(info: TypeInfo, base: TypeInfo) -> dict[str, Type]:
    """What a base's type parameters are, in terms of those of the class."""
    own = fill_typevars(info)
    instance = own.partial_fallback if isinstance(own, TupleType) else own
    if base is info or base not in info.mro:
        mapped = instance
    else:
        mapped = map_instance_to_supertype(instance, base)
    return {v.name: arg for v, arg in zip(mapped.type.defn.type_vars, mapped.args, strict=False)}


def variadics_in(typ: Type) -> set[str]:
    """The names of runs of axes that a type's annotations mention: `batch` of `*batch`."""
    found: set[str] = set()
    for text in _texts(typ, 0):
        try:
            name = parse(text).variadic_name
        except Malformed:
            continue
        found |= {name} if name is not None else set()
    return found


def holes_in(typ: Type) -> set[str]:
    """What stands between braces in a type's annotations: `steps` of `{steps}`."""
    found: set[str] = set()
    for text in _texts(typ, 0):
        try:
            words = parse(text).dimensions
        except Malformed:
            continue
        found |= {hole for word in words if word.expression for hole in word.expression.holes}
    return found


def axes_in(typ: Type, inside: bool = True) -> set[str]:
    """The names of single axes that a type's annotations mention.

    Without `inside`, those of the items of containers are left out: each item may have its own.
    """
    found: set[str] = set()
    for text in _texts(typ, 0, inside):
        try:
            annotation = parse(text)
        except Malformed:
            continue
        found |= annotation.names
        for word in annotation.dimensions:
            if word.expression is not None:
                found |= word.expression.names
    return found


def axes_of_values(typ: Type) -> set[str]:
    """The names of single axes of what a function takes and gives, functions left out."""
    found: set[str] = set()
    for part in _parts(get_proper_type(typ)):
        proper = get_proper_type(part)
        if isinstance(proper, UnionType):
            found |= axes_of_values(proper)
        elif not isinstance(proper, CallableType):
            found |= axes_in(proper)
    return found


def _texts(typ: Type, depth: int, inside: bool = True) -> Iterator[str]:
    proper = get_proper_type(typ)
    text = axes_text(proper)
    if text is not None:
        yield text
    elif depth < 8:
        for part in _parts(proper) if inside or not isinstance(proper, Instance) else []:
            yield from _texts(part, depth + 1, inside)


def _parts(proper: Type) -> list[Type]:
    if isinstance(proper, (UnionType, TupleType)):
        return list(proper.items)
    if isinstance(proper, CallableType):
        return [*proper.arg_types, proper.ret_type]
    return list(proper.args) if isinstance(proper, Instance) else []


def is_generated(info: TypeInfo) -> bool:
    """Whether the constructor just stores its arguments in the fields of the same names."""
    return info.is_named_tuple or "dataclass" in info.metadata or "attrs" in info.metadata


def subclasses(tree: MypyFile, info: TypeInfo) -> list[TypeInfo]:
    """The classes of a module that are below a class."""
    nodes = [symbol.node for symbol in tree.names.values()]
    return [node for node in nodes if isinstance(node, TypeInfo) and info in node.mro[1:]]
