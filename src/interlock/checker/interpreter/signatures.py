"""Calls of functions with declared shapes: arguments are matched, the result follows."""

from __future__ import annotations

from mypy.nodes import Expression, TypeInfo
from mypy.types import (
    CallableType,
    Instance,
    Overloaded,
    Type,
    get_proper_type,
)

from .. import messages
from ..bridge.encoding import axes_text
from ..matching import settle
from ..relations import meetings
from ..sizes import Size
from ..values import UNKNOWN, Array
from .arguments import Argument, Formal, fits_arity, formals_of
from .attributes import scope_of
from .bodies import body_of
from .classes import axes_in, axes_of_values, is_size_variable, size_parameters
from .declared import value_of
from .equalities import learn
from .heap import forget_container, forget_what_changes, parts_of
from .joins import join_all
from .kinds import of_another_kind
from .outside import Outside
from .parameters import Call, matched, may_hold, more_than_a_number
from .results import refined
from .scopes import Scope, one_object
from .things import Function, Object
from .walk import Walk


def call_function(
    walk: Walk, function: Function, arguments: list[Argument], node: Expression
) -> object:
    """The result of a function with a declared signature."""
    if isinstance(function.signature, Overloaded):
        return _call_overloaded(walk, function, arguments, node)
    call = new_call(walk, function, function.signature, node)
    formals = formals_of(function.signature, arguments, int(function.drops_first))
    if not isinstance(function.receiver, Object):
        bind_fields(call, function, function.signature, formals)
    if not check_arguments(call, formals, function.name):
        return UNKNOWN
    found = walk.enter(
        call, function.signature, function.fullname, formals, function.receiver, function.inner
    )
    result = refined(call.owner, value_of(function.signature.ret_type, call), found)
    if result is not found:
        forget_container(walk, None, found)  # which cannot be followed under two descriptions
    return result


def new_call(walk: Walk, function: Function, signature: CallableType, node: Expression) -> Call:
    """A call about to be matched: what the receiver knows of the axis names is bound already."""
    outside = _outside(walk, function)
    call = Call(walk, node, outside)
    if outside is not None:
        for name in _fixed_names(walk, function, signature):
            size = outside.size(name)
            if size is not None:
                call.binding.bind(name, size.substitute(walk.environment.equal))
    return call


def _fixed_names(walk: Walk, function: Function, signature: CallableType) -> set[str]:
    """The axis names that arguments do not bind: those of the class, or of the body."""
    if function.scope is walk.scope:
        body = walk.scope.function
        shared = set() if body is None or body.type is None else axes_of_values(body.type)
        own = set() if walk.scope.info is None else walk.scope.attributes.axes(walk.scope.info)
        return axes_in(signature) & (shared | own | set(walk.scope.parameters))
    return set(size_parameters(function.owner)) | _tied_names(walk, function, signature)


def _tied_names(walk: Walk, function: Function, signature: CallableType) -> set[str]:
    """The axes of a method's signature that its body takes for those of the object's fields."""
    if not isinstance(function.receiver, Object) or function.owner is None:
        return set()
    shared = walk.scope.attributes.axes(function.owner) & axes_in(signature)
    return {name for name in shared if walk.tied(function.fullname, name)}


def _outside(walk: Walk, function: Function) -> Scope | None:
    if isinstance(function.receiver, Object) and function.owner is not None:
        own = scope_of(walk, function.receiver, function.owner)
        if isinstance(own, Outside):
            own.axes = walk.scope.attributes.axes(function.receiver.info)
        return own
    scope: Scope | None = function.scope  # type: ignore[assignment]
    return scope


def check_arguments(call: Call, formals: list[Formal], function: str) -> bool:
    """Match all arguments, functions among them last; report the first that does not fit."""
    for formal in formals:
        if formal.argument is not None:
            call.values[formal.name] = formal.argument.value
    for formal in sorted(formals, key=_is_callable):
        if formal.argument is None:
            continue
        with meetings() as met:
            value = call.walk.settled(formal.argument.value)
            mismatch = matched(call, formal.typ, value, formal.name) or more_than_a_number(
                call.walk, formal.typ, value, formal.argument.node
            )
        if mismatch is None and met and axes_text(formal.typ) is not None:
            learn(call.walk, met)
            call.settle()
        if mismatch is not None:
            text = messages.argument_differs(formal.name, function, mismatch)
            call.walk.complain(text, formal.argument.node)
            return False
        kinds = of_another_kind(call.walk, formal.typ, value, formal.argument.node)
        if kinds is not None:
            text = messages.argument_is(formal.name, function, *kinds)
            call.walk.complain(text, formal.argument.node)
            return False
    late = settle(call.binding)
    if late is not None:
        node = next(
            (f.argument.node for f in formals if f.argument and f.name == late[0]), call.node
        )
        call.walk.complain(messages.argument_differs(late[0], function, late[1]), node)
    return late is None


def bind_fields(
    call: Call, function: Function, signature: CallableType, formals: list[Formal]
) -> None:
    """Bind the axes that an object's fields bring to the function's signature."""
    name, axes = one_object(signature, call.walk.scope.attributes)
    thing = next((f.argument.value for f in formals if f.name == name and f.argument), None)
    if not isinstance(thing, Object):
        return
    scope = scope_of(call.walk, thing, thing.info)
    others = {axis for typ in signature.arg_types for axis in axes_in(typ)}
    for axis in axes:
        size = scope.size(axis)
        if size is not None and (axis not in others or call.walk.tied(function.fullname, axis)):
            call.binding.bind(axis, size.substitute(call.walk.environment.equal))


def _is_callable(formal: Formal) -> bool:
    return isinstance(get_proper_type(formal.typ), CallableType)


def _call_overloaded(
    walk: Walk, function: Function, arguments: list[Argument], node: Expression
) -> object:
    """The first overload that takes the arguments; where none does, what the only candidate says.

    The one that mypy chose is tried first: where shapes alone differ, mypy cannot tell. Arguments
    of which something is unknown may be meant for a later one, too.
    """
    assert isinstance(function.signature, Overloaded)
    candidates, results = list[CallableType](), list[object]()
    chosen = walk.type_of(node)
    for item in sorted(function.signature.items, key=lambda i: not _chosen(i.ret_type, chosen)):
        formals = formals_of(item, arguments, int(function.drops_first))
        held = all(f.argument is None or may_hold(f.typ, f.argument.value) for f in formals)
        if not fits_arity(formals, arguments) or not held:
            continue
        candidates.append(item)
        call = new_call(walk, function, item, node)
        with walk.hushed():
            fits = check_quietly(call, formals)
        if fits and all(_is_plain(argument.value) for argument in arguments):
            # once more, for what the functions among the arguments have to say
            call = new_call(walk, function, item, node)
            check_arguments(call, formals, function.name)
            result = value_of(item.ret_type, call)
            return refined(call.owner, result, _implemented(walk, function, arguments, node))
        if fits and not (results and _is_of_other_class(item.ret_type, chosen)):
            results.append(value_of(item.ret_type, call))
    if len(candidates) == 1 and not results:
        formals = formals_of(candidates[0], arguments, int(function.drops_first))
        check_arguments(new_call(walk, function, candidates[0], node), formals, function.name)
    forget_what_changes(walk, [function.receiver, *(argument.value for argument in arguments)])
    return join_all(results)


def _implemented(
    walk: Walk, function: Function, arguments: list[Argument], node: Expression
) -> object:
    """What the implementation of an overloaded function gives."""
    body = body_of(walk, function.fullname, function.receiver)
    signature = None if body is None else get_proper_type(body.type)
    if isinstance(signature, CallableType):
        call = new_call(walk, function, signature, node)
        formals = formals_of(signature, arguments, int(function.drops_first))
        if check_arguments(call, formals, function.name):
            return walk.enter(call, signature, function.fullname, formals, function.receiver)
    forget_what_changes(walk, [function.receiver, *(argument.value for argument in arguments)])
    return UNKNOWN


def _chosen(result: Type, inferred: Type | None) -> bool:
    """Whether an overload with this result can be the one that mypy chose."""
    one, other = get_proper_type(result), get_proper_type(inferred)
    if not isinstance(one, Instance) or not isinstance(other, Instance):
        return True
    return one.type is other.type and axes_text(one) == axes_text(other)


def _is_of_other_class(result: Type, inferred: Type | None) -> bool:
    one, other = get_proper_type(result), get_proper_type(inferred)
    if not isinstance(one, Instance) or not isinstance(other, Instance):
        return False
    return one.type is not other.type


def _is_plain(value: object) -> bool:
    """Whether nothing in a value is unknown."""
    if isinstance(value, Array):
        return all(isinstance(axis, Size) for axis in value.shape.axes)
    return value is not UNKNOWN and all(map(_is_plain, parts_of(value)))


def check_quietly(call: Call, formals: list[Formal]) -> bool:
    """Whether all arguments match."""
    for formal in sorted(formals, key=_is_callable):
        if formal.argument is not None:
            call.values[formal.name] = formal.argument.value
            if matched(call, formal.typ, formal.argument.value, formal.name) is not None:
                return False
    return settle(call.binding) is None


def sizes_of(call: Call, info: TypeInfo) -> tuple[tuple[str, Size | None], ...]:
    """The size parameters of a class, as a call of its constructor bound them."""
    variables = [v for v in info.defn.type_vars if is_size_variable(v)]
    return tuple((v.name, call.binding.size_of(v.name.lower())) for v in variables)
