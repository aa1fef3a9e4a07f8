"""Which axis names are sizes of a class, and which field holds their value."""

import inspect
import re
from collections.abc import Iterator
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from jaxtyping import AbstractArray


def is_size(hint: Any) -> bool:
    """Whether a hint is a size variable: a type variable bounded by int.

    Example:
        >>> is_size(TypeVar("I", bound=Union[int, Literal[0]])), is_size(TypeVar("T"))
        (True, False)
    """
    return isinstance(hint, TypeVar) and _is_whole(hint.__bound__)


def _is_whole(bound: Any) -> bool:
    bound = getattr(bound, "__value__", bound)  # `type Size = ...` of Python 3.12
    if get_origin(bound) is Literal:
        return all(isinstance(value, int) for value in get_args(bound))
    if get_origin(bound) in (Union, UnionType):
        return all(_is_whole(member) for member in get_args(bound))
    return isinstance(bound, type) and issubclass(bound, int)


def axis_names(variable: Any) -> set[str]:
    """The axes that a size variable is: its name, and that in lower case."""
    return {variable.__name__, variable.__name__.lower()}


def parts_of(hint: Any) -> Iterator[Any]:
    """A hint and every hint inside it."""
    yield hint
    for part in get_args(hint):
        # The parameters of a `Callable` are a list among its arguments.
        for member in part if isinstance(part, list) else [part]:
            yield from parts_of(member)


def arrays_in(hint: Any) -> Iterator[type[AbstractArray]]:
    """The array annotations inside a hint, itself included."""
    for part in parts_of(hint):
        if isinstance(part, type) and issubclass(part, AbstractArray):
            yield part


def names_in(hint: Any) -> set[str]:
    """Every name that an axis of a hint mentions, those inside `n+1` or `{n}` included."""
    return {name for array in arrays_in(hint) for name in re.findall(r"\w+", array.dim_str)}


def parameters_of(generic: Any) -> tuple[Any, ...]:
    """The type parameters of a class, none if it is not generic."""
    parameters = getattr(generic, "__parameters__", ())
    return parameters if isinstance(parameters, tuple) else ()  # `types.UnionType` describes its


def size_fields(owner: type) -> dict[str, str]:
    """The axes that are sizes of a class, each with the field that holds its value.

    Example:
        >>> from interlock import Layer
        >>> size_fields(Layer)["i"], size_fields(Layer)["o"]
        ('num_inputs', 'num_outputs')
    """
    fields: dict[str, str] = {}
    for variable in filter(is_size, parameters_of(owner)):
        field = field_of(owner, variable)
        if field is not None:
            fields |= dict.fromkeys(axis_names(variable), field)
    return fields


def field_of(owner: type, variable: Any) -> str | None:
    """The field annotated with the bare variable, in the class or in one that it specialises."""
    # Under `from __future__ import annotations` the annotation is the variable's name.
    bare = (variable, variable.__name__)
    for name, hint in _declared(owner):
        if hint in bare:
            return name
    for base in vars(owner).get("__orig_bases__", ()):
        origin = get_origin(base)
        parameters = parameters_of(origin)
        for theirs, ours in zip(parameters, get_args(base), strict=False):
            if ours is variable and isinstance(origin, type):
                field = field_of(origin, theirs)
                if field is not None:
                    return field
    return None


def _declared(owner: type) -> Iterator[tuple[str, Any]]:
    yield from inspect.get_annotations(owner).items()
    for name, member in vars(owner).items():
        if isinstance(member, property) and member.fget is not None:
            yield name, member.fget.__annotations__.get("return")
