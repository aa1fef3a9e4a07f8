"""Holding values against declared types: results, annotated variables, attributes."""

from __future__ import annotations

from mypy.nodes import Expression
from mypy.types import CallableType, Instance, Type, get_proper_type

from .. import messages
from ..binding import Binding, Run
from ..relations import Mismatch
from ..shapes import shape_of
from ..values import UNKNOWN, Array
from .classes import axes_in, variadics_in
from .declared import value_of
from .joins import both
from .parameters import Call, matched, more_than_a_number
from .scopes import Scope
from .things import Mapping
from .walk import Walk


def binding_in(walk: Walk, scope: Scope, typ: Type) -> Binding:
    """The names of a type's annotations, with what they stand for in a scope."""
    binding = Binding()
    for name in axes_in(typ):
        if is_open(walk, name):
            continue
        size = walk.environment.names.get(name) if scope is walk.scope else None
        size = size if size is not None else scope.size(name)
        if size is not None:
            binding.bind(name, size.substitute(walk.environment.equal))
    for name in variadics_in(typ) if scope is walk.scope else ():
        binding.runs[name] = Run(walk.settled_shape(shape_of(scope.stretch(name))))
    return binding


def is_open(walk: Walk, name: str) -> bool:
    """Whether it is for a constructor, and nothing before, to say what an axis of its object is."""
    body = walk.scope
    if body.function is None or body.function.name != "__init__" or name not in body.fields:
        return False
    given = {argument.variable.name for argument in body.function.arguments}
    is_given = name in given | body.numbers | body.signature_names
    return not is_given and body.symbol(name) not in walk.environment.equal


def held_against(
    walk: Walk, scope: Scope, typ: Type, value: object, node: Expression
) -> Mismatch | None:
    """What keeps a value from having a declared type; new names of the body are bound by it."""
    call = Call(walk, node, scope, binding_in(walk, scope, typ))
    mismatch = matched(call, typ, value, "")
    if mismatch is None and scope is walk.scope:
        for name, bound in call.binding.sizes.items():
            symbol = walk.scope.symbol(name)
            if bound.size is not None and walk.scope.size(name) is None:
                walk.environment.names[name] = bound.size
            elif bound.size is not None and symbol is not None and is_open(walk, name):
                walk.environment.equal[symbol] = bound.size
    return mismatch


def declared_value(walk: Walk, scope: Scope, typ: Type, value: object, node: Expression) -> object:
    """The value as its declaration and what was assigned describe it together."""
    known = value_of(typ, Call(walk, node, scope, binding_in(walk, scope, typ)))
    if isinstance(known, Array) and isinstance(value, Array):
        return Array(both(known.shape, value.shape), known.kind or value.kind)
    if isinstance(known, Mapping) and isinstance(known.item, Array):
        return value if known.item.shape.is_unknown else known
    return value if value is not UNKNOWN else known


def check_result(walk: Walk, value: object, node: Expression) -> None:
    """Report a result that has not the declared shape."""
    typ = result_type(walk)
    if typ is None:
        return
    mismatch = held_against(walk, walk.scope, typ, value, node)
    mismatch = mismatch or more_than_a_number(walk, typ, value, node)
    if mismatch is not None:
        function = walk.scope.function
        walk.complain(messages.result_differs(function.name if function else "", mismatch), node)


def result_type(walk: Walk) -> Type | None:
    """The declared type of what `return` gives back."""
    function = walk.scope.function
    typ = get_proper_type(function.type) if function is not None else None
    if function is None or not isinstance(typ, CallableType) or function.is_generator:
        return None
    result = get_proper_type(typ.ret_type)
    if function.is_coroutine and isinstance(result, Instance) and result.args:
        return result.args[-1]
    return result


def check_yield(walk: Walk, value: object, node: Expression) -> None:
    """Report a yielded value that has not the declared shape."""
    function = walk.scope.function
    typ = get_proper_type(function.type) if function is not None else None
    result = get_proper_type(typ.ret_type) if isinstance(typ, CallableType) else None
    if function is None or not isinstance(result, Instance) or not result.args:
        return
    mismatch = held_against(walk, walk.scope, result.args[0], value, node)
    if mismatch is not None:
        walk.complain(messages.result_differs(function.name, mismatch), node)
