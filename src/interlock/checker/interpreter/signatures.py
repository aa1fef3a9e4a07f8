"""Calls of functions with declared shapes: arguments are matched, the result follows."""

from __future__ import annotations

from dataclasses import dataclass, field

from mypy.nodes import Expression, TypeInfo
from mypy.types import (
    CallableType,
    Instance,
    LiteralType,
    NoneType,
    Overloaded,
    TupleType,
    Type,
    TypeVarType,
    UnionType,
    get_proper_type,
)

from .. import messages
from ..annotations import Malformed, parse
from ..binding import Binding
from ..bridge.encoding import axes_text
from ..matching import match, settle
from ..relations import Mismatch
from ..shapes import Axis, Stretch
from ..sizes import Size, Symbol
from ..values import UNKNOWN, Array, Each, List, scalar
from .arguments import Argument, Formal, fits_arity, formals_of
from .classes import axes_in, axis_name, is_size_variable, size_parameters
from .declared import value_of
from .environment import join
from .names import scope_of
from .scopes import Outside, Scope, one_object
from .things import Closure, Function, Mapping, Object, Record
from .walk import Walk


@dataclass
class Call:
    """The scope of one call: axis names are bound by its arguments, and by the receiver's sizes."""

    walk: Walk
    node: Expression
    outside: Scope | None = None
    binding: Binding = field(default_factory=Binding)
    values: dict[str, object] = field(default_factory=dict)
    types: dict[str, object] = field(default_factory=dict)

    def size(self, name: str) -> Size | None:
        """The size bound to a name; a name that nothing bound is a new size of this call."""
        known = self.binding.size_of(name)
        if known is None and self.outside is not None and name not in self.binding.sizes:
            known = self.outside.size(name)
        return known if known is not None else self._new(name)

    def _new(self, name: str) -> Size:
        owner = f"{self.walk.scope.fullname}:{self.node.line}:{self.node.column}"
        return Size.of(Symbol(name, owner, views=frozenset(), is_axis=False))

    def stretch(self, name: str) -> tuple[Axis, ...]:
        """The axes that a variadic name took."""
        run = self.binding.runs.get(name)
        return (Stretch(),) if run is None else run.shape.axes

    def hole(self, text: str) -> Size | None:
        """`{steps}` is the argument of that name, `{self.size}` the receiver's attribute."""
        value = self.values.get(text, UNKNOWN)
        if isinstance(value, Size):
            return value
        return self.outside.hole(text) if self.outside is not None else None

    def variable(self, variable: TypeVarType) -> object | None:
        """What a type variable was found to be."""
        if not is_size_variable(variable):
            return self.types.get(variable.name)
        known = self.binding.size_of(axis_name(variable))
        if known is None and self.outside is not None:
            return self.outside.variable(variable)
        return known


def matched(call: Call, typ: Type, value: object, name: str) -> Mismatch | None:
    """Match a value with the declared type of the parameter it is given to."""
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return _match_union(call, proper, value, name)
    if isinstance(proper, TypeVarType):
        return _match_variable(call, proper, value, name)
    if isinstance(proper, TupleType) and type(value) is tuple and len(value) == len(proper.items):
        return _first(
            matched(call, item, part, name) for item, part in zip(proper.items, value, strict=False)
        )
    if isinstance(proper, CallableType):
        return _match_callable(call, proper, value, name)
    if isinstance(proper, Instance):
        return _match_instance(call, proper, value, name)
    return None


def _first(found: object) -> Mismatch | None:
    return next((item for item in found if item is not None), None)  # type: ignore[attr-defined]


def _match_union(call: Call, proper: UnionType, value: object, name: str) -> Mismatch | None:
    items = [item for item in map(get_proper_type, proper.items) if not isinstance(item, NoneType)]
    if value is None:
        return None
    items = [item for item in items if may_hold(item, value)]
    failures: list[Mismatch] = []
    for item in items:
        trial = Call(
            call.walk, call.node, call.outside, call.binding.copy(), call.values, dict(call.types)
        )
        mismatch = matched(trial, item, value, name)
        if mismatch is None:
            call.binding.adopt(trial.binding)
            call.types.update(trial.types)
            return None
        failures.append(mismatch)
    return failures[0] if failures else None


def _match_variable(call: Call, proper: TypeVarType, value: object, name: str) -> Mismatch | None:
    if is_size_variable(proper):
        size = value if isinstance(value, Size) else None
        for axis in (axis_name(proper), proper.name):
            call.binding.bind(axis, size, name)
    elif proper.name in call.types:
        call.types[proper.name] = join(call.types[proper.name], value)
    else:
        call.types[proper.name] = value
    return None


def _match_instance(call: Call, proper: Instance, value: object, name: str) -> Mismatch | None:
    text = axes_text(proper)
    if text is not None:
        return _match_axes(call, text, value, name)
    if isinstance(value, Object):
        return _match_object(call, proper, value, name)
    if isinstance(value, (Record, Mapping)) and proper.args:
        held = [value.item] if isinstance(value, Mapping) else [item for _, item in value.items]
        return _match_each(call, proper.args[-1], held, name)
    if isinstance(value, (List, Each)) and proper.args:
        items = [value.item] if isinstance(value, Each) else list(value)
        return _match_each(call, proper.args[0], items, name)
    return None


def _match_each(call: Call, typ: Type, items: list[object], name: str) -> Mismatch | None:
    """Match the items of a container; only items that are alike bind names."""
    for item in items:
        trial = Call(
            call.walk, call.node, call.outside, call.binding.copy(), call.values, call.types
        )
        mismatch = matched(trial, typ, item, name)
        if mismatch is not None:
            return mismatch
        if all(other == items[0] for other in items):
            call.binding.adopt(trial.binding)
    return None


def _match_axes(call: Call, text: str, value: object, name: str) -> Mismatch | None:
    if isinstance(value, Size):
        value = scalar("i")  # a whole number where an array is asked for
    if not isinstance(value, Array):
        return None
    try:
        return match(parse(text), value.shape, call.binding, name, call.hole)
    except Malformed:
        return None


def _match_object(call: Call, proper: Instance, value: Object, name: str) -> Mismatch | None:
    """Bind a function's size parameters to those of an object: `layer: Layer[I, H]`."""
    if value.info is not proper.type:
        return None
    sizes = dict(value.sizes)
    for variable, argument in zip(proper.type.defn.type_vars, proper.args, strict=False):
        formal, actual = get_proper_type(argument), sizes.get(variable.name)
        if isinstance(formal, TypeVarType) and is_size_variable(formal):
            call.binding.bind(axis_name(formal), actual, name)
    return None


def _match_callable(call: Call, proper: CallableType, value: object, name: str) -> Mismatch | None:
    """Call a function that is passed as it will be called, and match what it gives."""
    if not isinstance(value, (Closure, Function)):
        return None
    own = [a.variable.name for a in value.body.arguments] if isinstance(value, Closure) else []
    labels = [*own, *(f"{name}_{k}" for k in range(len(own), len(proper.arg_types)))]
    inputs = [
        Argument(value_of(typ, call, label), call.node)
        for typ, label in zip(proper.arg_types, labels, strict=False)
    ]
    result = call.walk.call(value, inputs, call.node)
    return matched(call, proper.ret_type, result, name)


def may_hold(typ: Type, value: object) -> bool:
    """Whether a parameter of a type may be given a value, as far as arrays and numbers go."""
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return any(may_hold(item, value) for item in proper.items)
    if isinstance(proper, LiteralType):
        known = value.constant if isinstance(value, Size) else value
        return not isinstance(known, (bool, int, str)) or known == proper.value
    if not isinstance(proper, Instance):
        return not (isinstance(proper, NoneType) and isinstance(value, (Array, Size, Object)))
    plain = proper.type.fullname in (
        "builtins.int",
        "builtins.float",
        "builtins.bool",
        "builtins.str",
        "builtins.complex",
    )
    if isinstance(value, Array) and value.shape.rank not in (0, None):
        return not plain
    if isinstance(value, Object):
        return proper.type in value.info.mro or proper.type.is_protocol
    if isinstance(value, (Size, Array)):
        return axes_text(proper) is None or isinstance(value, Array)
    return True


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
    return value_of(function.signature.ret_type, call)


def new_call(walk: Walk, function: Function, signature: CallableType, node: Expression) -> Call:
    """A call about to be matched: what the receiver knows of the axis names is bound already."""
    outside = _outside(walk, function)
    call = Call(walk, node, outside)
    if outside is not None:
        for name in _fixed_names(walk, function, signature):
            size = outside.size(name)
            if size is not None:
                call.binding.bind(name, size)
    return call


def _fixed_names(walk: Walk, function: Function, signature: CallableType) -> set[str]:
    """The axis names that arguments do not bind: those of the class, or of the body."""
    if function.scope is walk.scope:
        return axes_in(signature)
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
        mismatch = matched(call, formal.typ, formal.argument.value, formal.name)
        if mismatch is not None:
            text = messages.argument_differs(formal.name, function, mismatch)
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
            call.binding.bind(axis, size)


def _is_callable(formal: Formal) -> bool:
    return isinstance(get_proper_type(formal.typ), CallableType)


def _call_overloaded(
    walk: Walk, function: Function, arguments: list[Argument], node: Expression
) -> object:
    """The first overload that takes the arguments; where none does, what the only candidate says.

    The one that mypy chose is tried first: where shapes alone differ, mypy cannot tell.
    """
    assert isinstance(function.signature, Overloaded)
    candidates = []
    chosen = walk.type_of(node)
    for item in sorted(function.signature.items, key=lambda i: not _chosen(i.ret_type, chosen)):
        formals = formals_of(item, arguments, int(function.drops_first))
        held = all(f.argument is None or may_hold(f.typ, f.argument.value) for f in formals)
        if not fits_arity(formals, arguments) or not held:
            continue
        candidates.append(item)
        with walk.hushed():
            fits = check_quietly(new_call(walk, function, item, node), formals)
        if fits:
            # once more, for what the functions among the arguments have to say
            call = new_call(walk, function, item, node)
            check_arguments(call, formals, function.name)
            return value_of(item.ret_type, call)
    if len(candidates) == 1:
        formals = formals_of(candidates[0], arguments, int(function.drops_first))
        check_arguments(new_call(walk, function, candidates[0], node), formals, function.name)
    return UNKNOWN


def _chosen(result: Type, inferred: Type | None) -> bool:
    """Whether an overload with this result can be the one that mypy chose."""
    one, other = get_proper_type(result), get_proper_type(inferred)
    if not isinstance(one, Instance) or not isinstance(other, Instance):
        return True
    return one.type is other.type and axes_text(one) == axes_text(other)


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
