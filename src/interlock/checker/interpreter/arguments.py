"""The arguments of a call, and which parameter takes which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mypy.nodes import (
    ARG_NAMED,
    ARG_NAMED_OPT,
    ARG_STAR,
    ARG_STAR2,
    ArgKind,
    CallExpr,
    Decorator,
    Expression,
    FuncDef,
)
from mypy.types import CallableType, Type

from .things import Object, Record
from .tuples import fields_of_tuple
from .walk import Walk


@dataclass(frozen=True)
class Argument:
    """One argument; `name` is its keyword, `starred` says that it stands for any number."""

    value: object
    node: Expression
    name: str | None = None
    starred: bool = False


@dataclass(frozen=True)
class Formal:
    """A parameter and the argument that it takes, if it is known which."""

    name: str
    typ: Type
    argument: Argument | None
    required: bool = False


def arguments_of(walk: Walk, node: CallExpr) -> list[Argument]:
    """The evaluated arguments of a call; a starred tuple is spread out."""
    found: list[Argument] = []
    for expression, kind, name in zip(node.args, node.arg_kinds, node.arg_names, strict=False):
        value = walk.evaluate(expression)
        if kind == ARG_STAR and isinstance(value, Object):
            value = fields_of_tuple(walk, value) or value
        found += _spread(value, expression, kind, name)
    return found


def _spread(value: object, node: Expression, kind: ArgKind, name: str | None) -> list[Argument]:
    if kind == ARG_STAR and isinstance(value, tuple):
        return [Argument(item, node) for item in value]
    if kind == ARG_STAR2 and isinstance(value, Record):
        return [Argument(item, node, str(key)) for key, item in value.items]
    return [Argument(value, node, name, kind in (ARG_STAR, ARG_STAR2))]


def formals_of(signature: CallableType, arguments: list[Argument], skip: int) -> list[Formal]:
    """The parameters behind the first `skip`, with their arguments; `*args` once for each."""
    positional = [a for a in arguments if a.name is None and not a.starred]
    named = {a.name: a for a in arguments if a.name is not None and not a.starred}
    loose = any(a.starred for a in arguments)
    formals: list[Formal] = []
    for kind, name, typ in list(
        zip(signature.arg_kinds, _names(signature), signature.arg_types, strict=False)
    )[skip:]:
        label = name or f"{len(formals) + 1}"
        if kind == ARG_STAR:
            formals += [Formal(label, typ, argument) for argument in positional]
            positional = []
        elif kind == ARG_STAR2:
            formals += [Formal(str(key), typ, argument) for key, argument in named.items()]
            named = {}
        elif label in named:
            formals.append(Formal(label, typ, named.pop(label)))
        elif positional and kind not in (ARG_NAMED, ARG_NAMED_OPT):
            formals.append(Formal(label, typ, positional.pop(0)))
        else:
            formals.append(Formal(label, typ, None, kind.is_required()))
    return formals if not loose else _unsure(formals, arguments)


def _names(signature: CallableType) -> Sequence[str | None]:
    """The names of all parameters; mypy's own leave out those that only have a position."""
    definition = signature.definition
    function = definition.func if isinstance(definition, Decorator) else definition
    if None not in signature.arg_names or not isinstance(function, FuncDef):
        return signature.arg_names
    written = getattr(function, "arguments", ())  # a body that comes from the cache has none
    names = [argument.variable.name for argument in written]
    return names if len(names) == len(signature.arg_names) else signature.arg_names


def _unsure(formals: list[Formal], arguments: list[Argument]) -> list[Formal]:
    """With an open number of arguments, only those in front of the starred one have their place."""
    first = next(k for k, argument in enumerate(arguments) if argument.starred)
    sure = {id(argument) for argument in arguments[:first]}
    sure |= {id(argument) for argument in arguments if argument.name is not None}
    return [
        f if f.argument is not None and id(f.argument) in sure else Formal(f.name, f.typ, None)
        for f in formals
    ]


def fits_arity(formals: list[Formal], arguments: list[Argument]) -> bool:
    """Whether every argument found its parameter, and every required parameter an argument."""
    if any(argument.starred for argument in arguments):
        return True
    taken = sum(formal.argument is not None for formal in formals)
    return taken == len(arguments) and not any(f.required and f.argument is None for f in formals)
