"""Axes written into mypy's array types, in a way that changes nothing for mypy.

The shape argument of `ndarray` becomes a type alias with the very meaning it had, and the
jaxtyping string and dtype ride along as arguments that the alias does not use. Whatever mypy does
with the type (caches it, sends it to a worker, substitutes in it), it sees through the alias and
keeps its arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeGuard

from mypy.nodes import TypeAlias
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    LiteralType,
    Overloaded,
    ProperType,
    TupleType,
    Type,
    TypeAliasType,
    TypeOfAny,
    UnionType,
    get_proper_type,
)

NDARRAY: Final = "numpy.ndarray"
CARRIERS: Final = ("numpy._typing._shape._AnyShape", "numpy._typing._shape._Shape")
CARRIER_OF_ANY: Final = "_typeshed.Incomplete"

FindAlias = Callable[[str], TypeAlias | None]

_KINDS: Final = (
    ("Float", "f"), ("BFloat", "f"), ("Complex", "c"), ("UInt", "i"), ("Int", "i"), ("Bool", "b"),
)  # fmt: skip


def with_axes(base: Type, text: str, dtype: str, string: Instance, find: FindAlias) -> Type:
    """The array type with axes written into it; other types as they were.

    Args:
        base: The type as mypy analysed it: an array, or a union with arrays in it.
        text: The jaxtyping string.
        dtype: The jaxtyping name in front of the brackets: `Float32`.
        string: mypy's type of strings.
        find: Finds a type alias by its full name.
    """
    proper = spelled_out(get_proper_type(base))
    if isinstance(proper, UnionType):
        items = [with_axes(item, text, dtype, string, find) for item in proper.items]
        return base if items == proper.items else UnionType(items, proper.line, proper.column)
    if not is_array(proper):
        return base
    inner = axes_text(proper)
    whole = text if inner is None else f"{text} {inner}".strip()
    shape = get_proper_type(proper.args[0])
    alias = _carrier(shape, find)
    if alias is None:
        return base
    words = [LiteralType(word, string) for word in (whole, dtype)]
    return proper.copy_modified(args=[TypeAliasType(alias, list(words)), *proper.args[1:]])


def spelled_out(proper: ProperType) -> ProperType:
    """A bare `ndarray` with the arguments it stands for; any other type as it was."""
    if not isinstance(proper, Instance) or proper.type.fullname != NDARRAY or proper.args:
        return proper
    variables = proper.type.defn.type_vars
    return proper.copy_modified(args=[_left_out(variable.default) for variable in variables])


def _left_out(default: Type) -> Type:
    """A default with its `Any` marked as left out: mypy resolves overloads otherwise by others."""
    proper = get_proper_type(default)
    if isinstance(proper, AnyType):
        return AnyType(TypeOfAny.from_omitted_generics)
    if not isinstance(default, Instance):
        return default
    return default.copy_modified(args=[_left_out(argument) for argument in default.args])


def keep_arguments(alias: TypeAlias) -> None:
    """Let an alias of bare arrays keep the axes written into it.

    mypy took it for one like `A = list`, whose arguments are given where it is used.
    """
    if alias.no_args and mentions_axes(alias.target):
        alias.no_args = False


def _carrier(shape: ProperType, find: FindAlias) -> TypeAlias | None:
    if isinstance(shape, AnyType):
        return find(CARRIER_OF_ANY)
    for name in CARRIERS:
        alias = find(name)
        if alias is not None and get_proper_type(alias.target) == shape:
            return alias
    return find(CARRIERS[0]) or find(CARRIER_OF_ANY)


def is_array(proper: Type) -> TypeGuard[Instance]:
    """Whether a type is NumPy's array, and no subclass of it."""
    return isinstance(proper, Instance) and proper.type.fullname == NDARRAY and bool(proper.args)


def _words(written: Type) -> tuple[str, str] | None:
    proper = get_proper_type(written)
    if not is_array(proper):
        return None
    carrier = proper.args[0]
    if not isinstance(carrier, TypeAliasType) or len(carrier.args) != 2:
        return None
    words = [get_proper_type(word) for word in carrier.args]
    values = [word.value for word in words if isinstance(word, LiteralType)]
    text, dtype = values if len(values) == 2 else ("", None)
    return (text, dtype) if isinstance(text, str) and isinstance(dtype, str) else None


def axes_text(written: Type) -> str | None:
    """The jaxtyping string of an array type; `None` where it has none."""
    words = _words(written)
    return None if words is None else words[0]


def array_kind(written: Type) -> str:
    """NumPy's letter for the dtype that was written: "f", "i", "b", "c", or "" where it is open."""
    words = _words(written)
    name = "" if words is None else words[1]
    return next((kind for prefix, kind in _KINDS if name.startswith(prefix)), "")


def mentions_axes(written: Type | None) -> bool:
    """Whether axes are written anywhere in a type: in a parameter, an item, the result."""
    if isinstance(written, Instance):  # mostly of a class that takes no arguments
        return bool(written.args) and (
            axes_text(written) is not None or any(map(mentions_axes, written.args))
        )
    if isinstance(written, CallableType):
        return mentions_axes(written.ret_type) or any(map(mentions_axes, written.arg_types))
    if isinstance(written, (UnionType, TupleType, Overloaded)):
        return any(map(mentions_axes, written.items))
    if isinstance(written, TypeAliasType):
        proper = get_proper_type(written)
        return mentions_axes(proper) if not written.is_recursive else False
    return False
