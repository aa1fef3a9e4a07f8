"""Holding values against declared types: results, annotated variables, attributes."""

from __future__ import annotations

from mypy.nodes import Expression
from mypy.types import CallableType, Instance, Type, get_proper_type

from .. import messages
from ..binding import Binding, Run
from ..relations import Mismatch
from ..shapes import shape_of
from ..sizes import Size, Symbol
from ..values import UNKNOWN, Array, known_kind
from .classes import axes_in, variadics_in
from .declared import value_of
from .equalities import adopt
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
    for name in variadics_in(typ) & walk.scope.runs if scope is walk.scope else ():
        binding.runs[name] = Run(walk.settled_shape(shape_of(scope.stretch(name))))
    return binding


def is_open(walk: Walk, name: str) -> bool:
    """Whether nothing before says what an axis of an object is.

    That is for its constructor to say, and for the default values that stand in its class.
    """
    body = walk.scope
    if body.function is None:
        return body.info is not None
    if body.function.name != "__init__" or name not in body.fields:
        return False
    given = {argument.variable.name for argument in body.function.arguments}
    is_given = name in given | body.numbers | body.signature_names
    return not is_given and body.symbol(name) not in walk.environment.equal


def _is_learned(walk: Walk, name: str) -> bool:
    """Whether a constructor is what says so."""
    return walk.scope.function is not None and is_open(walk, name)


def held_against(
    walk: Walk, scope: Scope, typ: Type, value: object, node: Expression
) -> Mismatch | None:
    """What keeps a value from having a declared type; new names of the body are bound by it."""
    call = Call(walk, node, scope, binding_in(walk, scope, typ))
    mismatch = matched(call, typ, value, "")
    if mismatch is None and scope is walk.scope:
        for name, bound in call.binding.sizes.items():
            symbol = walk.scope.symbol(name)
            if walk.scope.size(name) is None and name in axes_in(typ, inside=False):
                size = bound.size if walk.is_entered else _of_its_own(walk, name, bound.size)
                walk.environment.names |= {} if size is None else {name: size}
            elif bound.size is not None and symbol is not None and _is_learned(walk, name):
                walk.environment.equal[symbol] = bound.size
    return mismatch


def _of_its_own(walk: Walk, name: str, size: Size | None) -> Size:
    """What a new name stands for: of a size that is not known, that it is none of the others."""
    views = frozenset({walk.scope.fullname})
    own = Size.of(Symbol(name, f"{walk.scope.fullname} local", views=views, is_axis=False))
    if size is None:
        return own
    symbol = _open_symbol(size)
    if symbol is None:
        return size
    adopt(walk, symbol, own)
    return own


def _open_symbol(size: Size) -> Symbol | None:
    """The symbol that a size is, where it may be any number."""
    symbols = [s for s in size.symbols if size == Size.of(s)]
    is_open = bool(symbols) and not (symbols[0].views or symbols[0].is_index or symbols[0].is_axis)
    return symbols[0] if is_open else None


def declared_value(walk: Walk, scope: Scope, typ: Type, value: object, node: Expression) -> object:
    """The value as its declaration and what was assigned describe it together."""
    known = value_of(typ, Call(walk, node, scope, binding_in(walk, scope, typ)))
    if isinstance(known, Array) and isinstance(value, Array):
        return Array(both(known.shape, value.shape), known_kind(known.kind, value.kind))
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
    """Report a yielded value that has not the declared shape; the next one may have others."""
    function = walk.scope.function
    typ = get_proper_type(function.type) if function is not None else None
    result = get_proper_type(typ.ret_type) if isinstance(typ, CallableType) else None
    if function is None or not isinstance(result, Instance) or not result.args:
        return
    names = dict(walk.environment.names)
    mismatch = held_against(walk, walk.scope, result.args[0], value, node)
    walk.environment.names = names
    if mismatch is not None:
        walk.complain(messages.result_differs(function.name, mismatch), node)
