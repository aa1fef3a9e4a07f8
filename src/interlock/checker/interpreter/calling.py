"""Calls: of rules, of functions and methods, of classes, of lambdas."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mypy.nodes import (
    CallExpr,
    Expression,
    FuncDef,
    RefExpr,
    TypeInfo,
)
from mypy.types import AnyType, CallableType, Instance, Type, TypeOfAny, get_proper_type

from ..registry import RULES
from ..rules.arguments import joined_sizes
from ..sizes import Size
from ..values import UNKNOWN, Each, Range, Sizes, scalar
from .applying import apply_rule
from .arguments import Argument, arguments_of
from .attributes import attribute
from .bodies import is_under_way
from .constructing import construct, inherit, with_changes
from .containers import change_list
from .copying import copied
from .declared import inferred
from .forgetting import forget_what_holds, forget_what_is_given
from .functionals import FUNCTIONALS, through
from .heap import forget_what_changes
from .holding import check_items
from .instances import instance_of
from .items import backwards, index_over, item_of, iterated, length_of
from .names import canonical
from .properties import size_given
from .selections import with_counted
from .signatures import call_function
from .things import (
    BoundRule,
    ClassObject,
    Closure,
    Function,
    ListMethod,
    Named,
    Object,
    Partial,
    Record,
)
from .walk import Walk, handles

_DEPTH: Final = 8
_REACH_ANYTHING: Final = frozenset(
    f"builtins.{name}" for name in ("setattr", "delattr", "vars", "exec", "eval", "next")
)
_GO_THROUGH: Final = frozenset(
    f"builtins.{name}" for name in ("enumerate", "iter", "list", "map", "sorted", "tuple", "zip")
)
_COPY: Final = ("copy.copy", "copy.deepcopy")


@handles(CallExpr)
def _call(walk: Walk, node: CallExpr) -> object:
    if node.analyzed is not None:
        return walk.evaluate(node.analyzed)
    walk.through.discard(id(node))
    callee = walk.evaluate(node.callee)
    arguments = arguments_of(walk, node)
    value = call(walk, callee, arguments, node)
    if not isinstance(callee, (Named, BoundRule, ListMethod)):
        forget_what_is_given(walk, node, [callee, *(argument.value for argument in arguments)])
    return value if value is not UNKNOWN else _declared(walk, node)


def _declared(walk: Walk, node: CallExpr) -> object:
    """What a call gives, by the type that mypy inferred, or by the callee where it did not."""
    typ = get_proper_type(walk.type_of(node))
    return inferred(_type_made_by(node.callee) if typ is None or isinstance(typ, AnyType) else typ)


def _type_made_by(callee: Expression) -> Type | None:
    """What a function is declared to give, or the class: mypy infers nothing in untyped bodies."""
    made = callee.node if isinstance(callee, RefExpr) else None
    if isinstance(made, TypeInfo):
        return Instance(made, [AnyType(TypeOfAny.special_form)] * len(made.type_vars))
    signature = get_proper_type(made.type) if isinstance(made, FuncDef) else None
    return signature.ret_type if isinstance(signature, CallableType) else None


def call(walk: Walk, callee: object, arguments: list[Argument], node: Expression) -> object:
    """The result of calling a value."""
    if isinstance(callee, Named):
        return _call_named(walk, callee, arguments, node)
    if isinstance(callee, BoundRule):
        return _with_rule(walk, callee.fullname, arguments, node, callee.receiver)
    if isinstance(callee, Function):
        return _call_function(walk, callee, arguments, node)
    if isinstance(callee, ClassObject):
        return construct(walk, callee.info, arguments, node)
    if isinstance(callee, Closure):
        return _call_closure(walk, callee, [argument.value for argument in arguments])
    if isinstance(callee, Partial):
        return _call_partial(walk, callee, arguments, node)
    if isinstance(callee, ListMethod):
        if callee.key is None:
            forget_what_holds(walk, node)
        check_items(walk, callee, arguments, node)
        return change_list(walk, callee, [argument.value for argument in arguments])
    if isinstance(callee, Object):
        return method(walk, callee, "__call__", [a.value for a in arguments], node, arguments)
    _explore(walk, arguments)
    forget_what_changes(walk, [callee, *(argument.value for argument in arguments)])
    return UNKNOWN


def _call_function(
    walk: Walk, callee: Function, arguments: list[Argument], node: Expression
) -> object:
    """The result of a function, those of the standard library that copy objects among them."""
    if callee.fullname in _COPY and len(arguments) == 1:
        walk.through.add(id(node))
        return copied(walk, arguments[0].value, deep=callee.fullname == "copy.deepcopy")
    changed = _changed(callee, arguments)
    if changed is not None:
        return with_changes(walk, *changed, node)
    result = call_function(walk, callee, arguments, node)
    if callee.name == "__init__":
        inherit(walk, callee, arguments, node)
    return result


def _changed(callee: Function, arguments: list[Argument]) -> tuple[Object, list[Argument]] | None:
    """The object that `replace(thing, ...)` or `thing._replace(...)` copies, and what changes."""
    if callee.name == "_replace" and isinstance(callee.receiver, Object):
        return callee.receiver, arguments
    if callee.fullname not in ("dataclasses.replace", "copy.replace") or not arguments:
        return None
    thing, *changes = arguments
    return (thing.value, changes) if isinstance(thing.value, Object) else None


def _explore(walk: Walk, arguments: list[Argument]) -> None:
    """Look into the lambdas that something unknown may call."""
    for argument in arguments:
        if isinstance(argument.value, Closure):
            _call_closure(walk, argument.value, [])


def method(
    walk: Walk, thing: Object, name: str, values: list[object], node: Expression,
    arguments: list[Argument] | None = None,
) -> object:  # fmt: skip
    """The result of a method of an object."""
    found = attribute(walk, thing, name)
    if isinstance(found, BoundRule):
        return UNKNOWN
    nodes = _operand_nodes(node, len(values))
    given = arguments or [Argument(value, part) for value, part in zip(values, nodes, strict=False)]
    return call(walk, found, given, node)


def _operand_nodes(node: Expression, count: int) -> list[Expression]:
    right = getattr(node, "right", None) or getattr(node, "index", None)
    return [right if isinstance(right, Expression) else node] * count


def _call_named(walk: Walk, callee: Named, arguments: list[Argument], node: Expression) -> object:
    name = callee.fullname
    if name in _GO_THROUGH:
        arguments = [
            replace(a, value=iterated(walk, a.value, a.node))
            if isinstance(a.value, (Object, ClassObject))
            else a
            for a in arguments
        ]
    if name == "builtins.len" and [type(a.value) for a in arguments] == [ClassObject]:
        length = length_of(iterated(walk, arguments[0].value, node))
        return scalar("i") if length is None else length
    if name == "builtins.len" and [type(a.value) for a in arguments] == [Object]:
        thing = arguments[0].value
        assert isinstance(thing, Object)
        size = size_given(walk, thing, "__len__")
        return method(walk, thing, "__len__", [], node) if size is None else size
    if name == "functools.partial" and arguments:
        positional = tuple(a.value for a in arguments[1:] if a.name is None)
        return Partial(
            arguments[0].value, positional, tuple((a.name, a.value) for a in arguments if a.name)
        )
    if name == "builtins.map" and len(arguments) >= 2:
        return _map(walk, arguments, node)
    if name in ("builtins.enumerate", "builtins.reversed") and len(arguments) == 1:
        found = _over_positions(walk, name, arguments[0].value, node)
        if found is not None:
            return found
    if canonical(name) in FUNCTIONALS:
        found = through(walk, canonical(name), arguments, node)
        if found is not UNKNOWN:
            return found
    if name == "builtins.dict" and not arguments:
        return Record()
    if name == "builtins.isinstance" and len(arguments) == 2:
        return instance_of(arguments[0].value, arguments[1].value)
    if name in _REACH_ANYTHING or any(map(_is_called, arguments)):
        walk.environment.forget_cells()
    if name.startswith(("builtins.", "numpy.")) or name in RULES:
        _explore(walk, arguments)
        return _with_rule(walk, name, arguments, node)
    _explore(walk, arguments)
    return UNKNOWN


def _is_called(argument: Argument) -> bool:
    """Whether an argument is a function, which may change any object."""
    return isinstance(argument.value, (Function, Partial, Closure))


def _over_positions(walk: Walk, name: str, value: object, node: Expression) -> object | None:
    """`enumerate` over a known length and `reversed(range(...))` give bounded indices."""
    if name == "builtins.reversed":
        return backwards(value) if isinstance(value, Range) else None
    length = length_of(value)
    if length is None or isinstance(value, tuple):
        return None
    first = value.first if isinstance(value, Each) else UNKNOWN
    return Each(
        (index_over(walk, Range(Size.of(0), length), node), item_of(walk, value, node)),
        length,
        UNKNOWN if first is UNKNOWN else (Size.of(0), first),
    )


def _map(walk: Walk, arguments: list[Argument], node: Expression) -> object:
    given = [Argument(item_of(walk, a.value, a.node), a.node) for a in arguments[1:]]
    return Each(call(walk, arguments[0].value, given, node))


def _with_rule(
    walk: Walk, name: str, arguments: list[Argument], node: Expression, receiver: object = UNKNOWN
) -> object:
    positional = [argument.value for argument in arguments if argument.name is None]
    if any(argument.starred for argument in arguments):
        shape = _starred_shape(arguments)
        if shape is UNKNOWN or name != "numpy.ndarray.reshape":
            return UNKNOWN
        positional = [shape]
    if receiver is not UNKNOWN:
        positional.insert(0, receiver)
    named = {argument.name: argument.value for argument in arguments if argument.name is not None}
    found = apply_rule(walk, name, positional, named, node)
    return with_counted(walk, name, positional, named.keys(), found, node)


def _starred_shape(arguments: list[Argument]) -> object:
    """The shape that arguments name size by size, where `*x.shape[:-1]` is one of them."""
    if any(argument.name is not None for argument in arguments):
        return UNKNOWN
    parts = [a.value if a.starred else (a.value,) for a in arguments]
    return joined_sizes(parts) if all(isinstance(p, (tuple, Sizes)) for p in parts) else UNKNOWN


def _call_partial(
    walk: Walk, callee: Partial, arguments: list[Argument], node: Expression
) -> object:
    given = [Argument(value, node) for value in callee.positional]
    names = {argument.name for argument in arguments}
    named = [Argument(value, node, name) for name, value in callee.named if name not in names]
    return call(walk, callee.function, [*given, *arguments, *named], node)


def _call_closure(walk: Walk, callee: Closure, values: list[object]) -> object:
    """Evaluate a lambda's body with its parameters at these values."""
    body = callee.body
    if isinstance(body, FuncDef) or is_under_way(walk, body) or len(walk.calls) > _DEPTH:
        return UNKNOWN
    walk.calls.append((body, 0))
    outer, walk.environment = walk.environment, callee.environment.copy()
    walk.environment.take_cells(outer.cells)
    for argument, value in zip(
        body.arguments, [*values, *[UNKNOWN] * len(body.arguments)], strict=False
    ):
        walk.environment.assign(argument.variable, value)
    result = walk.evaluate(body.expr())
    outer.keep_common_cells(walk.environment.cells)
    walk.environment = outer
    walk.calls.pop()
    return result
