"""What the verdict on a value depends on, as source code for the key it is remembered under."""

import ast
import builtins
from abc import ABCMeta
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from types import NoneType, UnionType
from typing import Any, Generic, Literal, NamedTuple, NewType, TypeVar, Union, get_args, get_origin

import numpy as np
from jaxtyping import AbstractArray

from interlock.contracts.axes import is_size

# The checks of a class that look at nothing but the type of the value.
_BY_TYPE = (type.__instancecheck__, ABCMeta.__instancecheck__)
_CONTAINERS = ("builtins", "collections", "collections.abc", "typing")


def key_of(hint: Any, value: str, names: Iterable[str]) -> str | None:
    """Expressions that determine the verdict on a value, each followed by a comma.

    Args:
        hint: The annotation, resolved.
        value: The expression that yields the value.
        names: The parameters of the function, which `{n}` axes may mention.

    Returns:
        None if the verdict depends on more than its type, dtype and shape, such as the
        elements of a list: it is then not to be remembered.

    Example:
        >>> key_of(float, "rate", [])
        'type(rate),'
    """
    if hint in (Any, object):
        return ""
    if isinstance(hint, type) and issubclass(hint, AbstractArray):
        return _key_of_array(hint, value, names)
    if isinstance(hint, TypeVar):
        return _key_of_variable(hint, value, names)
    if isinstance(hint, NewType):
        return key_of(hint.__supertype__, value, names)
    origin = get_origin(hint)
    if origin is Literal:
        return f"type({value}), {value},"
    if origin in (Union, UnionType):
        return _key_of_union(get_args(hint), value, names)
    if origin is tuple:
        return _key_of_tuple(get_args(hint), value, names)
    known_by_type = hint is None or _is_plain(hint) or _is_plain_generic(origin)
    return f"type({value})," if known_by_type else None


def _key_of_array(hint: type[AbstractArray], value: str, names: Iterable[str]) -> str | None:
    dtype = _dtype_key(hint)
    if dtype is None:
        return None
    key = f"type({value}), {value}.{dtype}, {value}.shape,"
    for axis in hint.dim_str.split():
        if "{" in axis:
            # jaxtyping formats such an axis with the arguments: so does the key.
            text = f"f'{axis}'"
            if not _mentions_only(text, {*names, *vars(builtins)}):
                return None
            key += f" {text},"
    return key


def _mentions_only(text: str, names: set[str]) -> bool:
    try:
        tree = ast.parse(text, mode="eval")
    except SyntaxError:
        return False
    return all(node.id in names for node in ast.walk(tree) if isinstance(node, ast.Name))


def _dtype_key(hint: type[AbstractArray]) -> str | None:
    """The attribute of an array by which its dtype is remembered.

    jaxtyping compares the names of scalar types. Where long and long long have the same size,
    int64 equals longlong, and yet `Int` takes only one of them: then it is the type that counts.
    The dtype itself is quicker to look up, and for floats it says as much.
    """
    dtypes: Any = hint.dtypes
    if not isinstance(dtypes, tuple):
        return "dtype"  # any will do
    if not all(isinstance(name, str) and name.isidentifier() for name in dtypes):
        return None  # a pattern, or the fields of a structure
    torn = any(0 < len(twins.intersection(dtypes)) < len(twins) for twins in _twins())
    return "dtype.type" if torn else "dtype"


@cache
def _twins() -> tuple[frozenset[str], ...]:
    """The names of different scalar types whose dtypes are equal; there are some on any machine."""
    groups: defaultdict[np.dtype[Any], set[str]] = defaultdict(set)
    for code in np.typecodes["All"]:
        groups[np.dtype(code)].add(np.dtype(code).type.__name__)
    return tuple(frozenset(group) for group in groups.values() if len(group) > 1)


def _key_of_variable(hint: TypeVar, value: str, names: Iterable[str]) -> str | None:
    if is_size(hint):
        return f"type({value}),"  # the literals of its bound are integers too
    if hint.__constraints__:
        return _key_of_union(hint.__constraints__, value, names)
    return "" if hint.__bound__ is None else key_of(hint.__bound__, value, names)


def _key_of_union(members: Iterable[Any], value: str, names: Iterable[str]) -> str | None:
    keys = {key_of(member, value, names) for member in members if member is not NoneType}
    if None in keys:
        return None
    finest = max(map(str, keys), key=len)
    if keys <= {finest, finest.replace(".dtype.type", ".dtype")}:
        return f"None if {value} is None else ({finest}),"
    by_type, by_value = f"type({value}),", f"type({value}), {value},"
    by_shape = f"type({value}), {value}.dtype, {value}.shape,"
    if keys <= {by_type, by_value}:
        return by_value
    if keys <= {by_type, by_shape}:
        return f"type({value}), getattr({value}, 'dtype', None), getattr({value}, 'shape', None),"
    return None


def _key_of_tuple(members: tuple[Any, ...], value: str, names: Iterable[str]) -> str | None:
    if not members or Ellipsis in members:
        return None
    keys = [key_of(member, f"{value}[{k}]", names) for k, member in enumerate(members)]
    if None in keys:
        return None
    return f"type({value}), len({value}), {' '.join(filter(None, keys))}"


def _is_plain(hint: Any) -> bool:
    return isinstance(hint, type) and type(hint).__instancecheck__ in _BY_TYPE


def _is_plain_generic(origin: Any) -> bool:
    """Whether a class is generic in itself, and not a container whose elements count."""
    if not _is_plain(origin) or origin.__module__ in _CONTAINERS:
        return False
    return all(
        base is NamedTuple
        or get_origin(base) is Generic
        or isinstance(base, type)
        or _is_plain_generic(get_origin(base))
        for base in vars(origin).get("__orig_bases__", ())
    )
