"""Bodies: a function's own, and those of the functions defined inside it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from mypy.nodes import (
    ARG_STAR,
    ARG_STAR2,
    ArgKind,
    FuncDef,
    Node,
    TypeInfo,
)
from mypy.types import CallableType, Type, get_proper_type

from ..sizes import Size, Symbol
from ..values import UNKNOWN, Array, Each, unknown_array
from .attributes import SELF, member_of, own_sizes
from .blocks import names_set, names_set_inside
from .declared import value_of
from .environment import Environment
from .scopes import Body
from .things import ClassObject, Object
from .things import Mapping as Dictionary
from .walk import Walk


def define(walk: Walk, function: FuncDef) -> None:
    """Look into a function defined inside another body, among the variables known there."""
    if walk.is_entered or walk.inner_depth > 3 or walk.scope.function is None:
        return
    environment = walk.environment.copy()
    environment.forget_cells()
    outer = walk.scope.function.body.body
    _forget(environment, {node for node, line in names_set(outer) if line > function.line})
    inner = Walk(
        walk.target,
        Body(function, walk.scope.info, walk.scope.attributes, walk.scope),
        environment,
        walk.globals,
    )
    inner.call, inner.reported, inner.wrong = walk.call, walk.reported, walk.wrong
    inner.made = walk.made
    inner.inner_depth = walk.inner_depth + 1
    run(inner, function, None)


def run(
    walk: Walk, function: FuncDef, info: TypeInfo | None, given: Mapping[str, object] | None = None
) -> None:
    """Give the parameters their values, those that are given first, and execute the body."""
    typ = get_proper_type(function.type)
    signature = typ if isinstance(typ, CallableType) else None
    walk.shared = frozenset(names_set_inside(function.body.body))
    walk.scope.holes = lambda text: hole(walk, function, text)
    numbers_first = sorted(range(len(function.arguments)), key=lambda k: _is_shaped(signature, k))
    for k in numbers_first:
        variable = function.arguments[k].variable
        value = (given or {}).get(variable.name, UNKNOWN)
        if value is UNKNOWN:
            value = _parameter(walk, function, signature, k, info)
        walk.environment.assign(variable, value)
        walk.entry[variable.name] = value
    _forget(walk.environment, walk.shared)
    if function.name != "__init__" and not walk.is_entered:
        _suppose_constants(walk)
    walk.execute_all(function.body.body)


def _suppose_constants(walk: Walk) -> None:
    """The axes of the class that its constructor has made constants are these."""
    info = walk.scope.info
    made = walk.made(info) if info is not None else None
    for name, size in made.constants.items() if made is not None else ():
        symbol = walk.scope.symbol(name)
        is_own = symbol is not None and info is not None and symbol.owner == info.fullname
        if symbol is not None and is_own and name != walk.scope.apart:
            walk.environment.equal[symbol] = size


def _forget(environment: Environment, variables: Iterable[Node]) -> None:
    """Variables that somebody else may set keep nothing but being arrays."""
    for variable in variables:
        value = environment.values.pop(variable, UNKNOWN)
        if isinstance(value, Array):
            environment.values[variable] = unknown_array(value.kind)


def _is_shaped(signature: CallableType | None, k: int) -> bool:
    return signature is not None and _plain_int(signature.arg_types[k]) is False


def _plain_int(typ: Type) -> bool:
    proper = get_proper_type(typ)
    return getattr(getattr(proper, "type", None), "fullname", "") == "builtins.int"


def _parameter(
    walk: Walk, function: FuncDef, signature: CallableType | None, k: int, info: TypeInfo | None
) -> object:
    argument = function.arguments[k]
    name = argument.variable.name
    if k == 0 and info is not None and not function.is_static:
        return ClassObject(info) if function.is_class else Object(info, own_sizes(walk, info), SELF)
    if signature is None:
        return UNKNOWN
    typ = signature.arg_types[k]
    if _plain_int(typ) and not argument.kind.is_star():
        return _number(walk, name)
    return _several(argument.kind, value_of(typ, walk.scope, name))


def _number(walk: Walk, name: str) -> Size:
    """A whole number that is given: a size of its own, or the axis of the same name.

    One that the signature uses as an axis is independent of the other axes; others may equal them.
    """
    symbol = walk.scope.symbol(name)
    if symbol is not None:
        return Size.of(symbol)
    owner = f"{walk.scope.fullname} number"
    views = {owner, walk.scope.fullname} if name in walk.scope.numbers else {owner}
    return Size.of(Symbol(name, owner, views=frozenset(views), is_axis=False))


def _several(kind: ArgKind, value: object) -> object:
    if kind == ARG_STAR:
        return Each(value)
    return Dictionary(value) if kind == ARG_STAR2 else value


def hole(walk: Walk, function: FuncDef, text: str) -> Size | None:
    """What stands between braces: a parameter, or an attribute of the first one."""
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError):
        return None
    value: object = UNKNOWN
    if isinstance(tree, ast.Name):
        value = walk.entry.get(tree.id, UNKNOWN)
    elif isinstance(tree, ast.Attribute) and isinstance(tree.value, ast.Name):
        thing = walk.entry.get(tree.value.id)
        value = member_of(walk, thing, tree.attr) if isinstance(thing, Object) else UNKNOWN
    return value.substitute(walk.environment.equal) if isinstance(value, Size) else None
