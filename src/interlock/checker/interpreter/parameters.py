"""Values given to parameters: a value against a declared type, and the names that it binds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from mypy.nodes import Expression
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    LiteralType,
    NoneType,
    TupleType,
    Type,
    TypeVarType,
    UnionType,
    get_proper_type,
)

from ..annotations import Malformed, parse
from ..binding import Binding, Bound
from ..bridge.encoding import array_kind, axes_text
from ..counts import OF_OBJECT
from ..matching import match
from ..relations import Mismatch
from ..shapes import Axis, Stretch
from ..sizes import Size, Symbol
from ..values import ANYTHING, UNKNOWN, Array, Each, List, scalar
from .arguments import Argument
from .attributes import member_of
from .classes import axes_in, axis_name, is_size_variable
from .declared import dtype_kind, value_of
from .joins import join
from .outside import Outside
from .scopes import Scope
from .things import Closure, Function, Mapping, Object, Record
from .translating import Terms, translated
from .walk import Walk

_FUNCTION: Final = "function:"
_NUMBERS: Final = ("builtins.int", "builtins.float", "builtins.bool", "builtins.complex")


@dataclass
class Call:
    """The scope of one call: axis names are bound by its arguments, and by the receiver's sizes."""

    walk: Walk
    node: Expression
    outside: Scope | None = None
    binding: Binding = field(default_factory=Binding)
    values: dict[str, object] = field(default_factory=dict)
    types: dict[str, object] = field(default_factory=dict)
    entered: bool = False

    def size(self, name: str) -> Size | None:
        """The size bound to a name; a name that nothing bound is a new size of this call."""
        known = self.binding.size_of(name)
        if known is None and self.outside is not None and name not in self.binding.sizes:
            known = self.outside.size(name)
        return known if known is not None else self._new(name)

    def _new(self, name: str) -> Size:
        return Size.of(Symbol(name, self.owner, views=frozenset(), is_axis=False))

    @property
    def owner(self) -> str:
        """The owner of the sizes that this call makes."""
        return f"{self.walk.scope.fullname}:{self.node.line}:{self.node.column}"

    def stretch(self, name: str) -> tuple[Axis, ...]:
        """The axes that a variadic name took."""
        run = self.binding.runs.get(name)
        return (Stretch(),) if run is None else run.shape.axes

    def settle(self) -> None:
        """Take over what is known by now of the sizes that names were bound to."""
        equal, binding = self.walk.environment.equal, self.binding
        for name, bound in binding.sizes.items():
            if bound.size is not None:
                binding.sizes[name] = Bound(bound.size.substitute(equal), bound.source)
        for name, run in binding.runs.items():
            binding.runs[name] = replace(run, shape=self.walk.settled_shape(run.shape))

    def hole(self, text: str) -> Size | None:
        """`{n}` is an argument, `{cfg.n}` its attribute, `{self.n}` one of the receiver."""
        name, *path = text.split(".")
        value = self.values.get(name, UNKNOWN)
        for part in path:
            value = member_of(self.walk, value, part) if isinstance(value, Object) else UNKNOWN
        if isinstance(value, Size):
            return value
        if isinstance(self.outside, Outside) and text.startswith("self."):
            size = member_of(self.walk, self.outside.thing, text.removeprefix("self."))
            if isinstance(size, Size):
                return size
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
        return _match_axes(call, text, value, name) or _match_kind(proper, value)
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


def _match_kind(proper: Instance, value: object) -> Mismatch | None:
    """Numbers of another kind than jaxtyping's name says, where mypy knows nothing of the kind."""
    if not isinstance(value, Array) or dtype_kind(proper):
        return None
    holds, expected = value.kind, array_kind(proper)
    has_axes = bool(value.shape.before or value.shape.after)
    if has_axes and holds not in ("", ANYTHING) and expected and holds != expected:
        return Mismatch(value.shape, expected, kinds=(holds, expected))
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
    trial = _for_all_sizes(call, proper)
    inputs = [
        Argument(value_of(typ, trial, label), call.node)
        for typ, label in zip(proper.arg_types, labels, strict=False)
    ]
    result = call.walk.call(value, inputs, call.node)
    mismatch = matched(trial, proper.ret_type, result, name)
    if mismatch is None and isinstance(result, (Array, Size, tuple)):
        result = translated(result, Terms(lambda symbol: _of_any_call(symbol, labels)))
    return mismatch or matched(call, proper.ret_type, result, name)


def _of_any_call(symbol: Symbol, labels: list[str]) -> Size | None:
    """A size that is the same whatever the function is called with; `None` for any other."""
    own = symbol.owner.startswith(_FUNCTION) or any(
        re.search(rf"[{OF_OBJECT}.]{re.escape(label)}(\.|$)", symbol.owner) for label in labels
    )
    return None if own else Size.of(symbol)


def _for_all_sizes(call: Call, proper: CallableType) -> Call:
    """The same call, with axes of its own for those that only the function speaks of."""
    owner = f"{_FUNCTION}{call.walk.scope.fullname}:{call.node.line}:{call.node.column}"
    trial = replace(call, binding=call.binding.copy(), types=dict(call.types))
    for name in {name for typ in proper.arg_types for name in axes_in(typ)}:
        if name not in call.binding.sizes and (call.outside is None or not call.outside.size(name)):
            symbol = Symbol(name, owner, views=frozenset([owner]), is_axis=False)
            trial.binding.bind(name, Size.of(symbol))
    return trial


def more_than_a_number(walk: Walk, typ: Type, value: object, node: Expression) -> Mismatch | None:
    """An array with axes where a number is declared, which mypy lets pass as `Any`."""
    proper = get_proper_type(typ)
    if not isinstance(proper, Instance) or proper.type.fullname not in _NUMBERS:
        return None
    if not isinstance(value, Array) or not (value.shape.before or value.shape.after):
        return None
    is_any = isinstance(get_proper_type(walk.type_of(node)), AnyType)
    return Mismatch(value.shape, "()") if is_any else None


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
    plain = proper.type.fullname in (*_NUMBERS, "builtins.str")
    if isinstance(value, Array) and value.shape.rank not in (0, None):
        return not plain
    if isinstance(value, Object):
        return proper.type in value.info.mro or proper.type.is_protocol
    if isinstance(value, (Size, Array)):
        return axes_text(proper) is None or isinstance(value, Array)
    return True
