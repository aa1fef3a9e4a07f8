"""New objects: the sizes that a constructor binds, and what it puts into the attributes."""

from __future__ import annotations

from dataclasses import replace

from mypy.nodes import (
    CallExpr,
    Decorator,
    Expression,
    FuncDef,
    TypeInfo,
)
from mypy.types import CallableType

from ..sizes import Size
from ..values import UNKNOWN, Array
from .arguments import Argument, Formal, formals_of
from .attributes import SELF, member_of
from .bodies import is_program
from .classes import axes_in, is_generated
from .constants import fields_of
from .declared import inferred
from .definitions import signature_of
from .heap import new_place
from .outside import Outside
from .parameters import Call
from .signatures import check_arguments, sizes_of
from .things import Cell, Function, Given, Object, Record
from .walk import Walk


def construct(walk: Walk, info: TypeInfo, arguments: list[Argument], node: Expression) -> object:
    """A new object of a class, with the sizes that its constructor's arguments bind."""
    if info.typeddict_type is not None:
        return Record(tuple((a.name, a.value) for a in arguments if a.name is not None))
    known = inferred(walk.type_of(node))
    signature, skip = _constructor(walk, info)
    if signature is None:
        known = known if isinstance(known, Object) else Object(info)
        return replace(known, place=new_place(walk)) if is_program(walk) else known
    bound, formals = Call(walk, node), formals_of(signature, arguments, skip)
    if not check_arguments(bound, formals, info.name):
        return UNKNOWN
    made = Object(info, _sizes(info, bound, known), given=given_by(info, bound))
    if not is_program(walk):
        return made
    placed = replace(made, place=new_place(walk))
    enter = _fill if is_generated(info) else _initialize
    return placed if enter(placed, bound, signature, formals) else made


def inherit(walk: Walk, function: Function, arguments: list[Argument], node: Expression) -> None:
    """Note what `super().__init__(...)` leaves in the attributes of the method's own object."""
    base, signature, own = function.owner, function.signature, function.receiver
    made = walk.made(base) if base is not None and base is not walk.scope.info else None
    if made is None or base is None or not isinstance(signature, CallableType):
        return
    if not isinstance(own, Object) or own.label != SELF:
        return
    bound = Call(walk, node)
    with walk.hushed():
        if not check_arguments(bound, formals_of(signature, arguments, 1), base.name):
            return
    thing = Object(base, _sizes(base, bound, UNKNOWN), given=given_by(base, bound))
    for name in made.values:
        field = base.get(name)
        typ = getattr(field.node, "type", None) if field is not None else None
        if typ is not None and axes_in(typ):
            continue  # it goes by the axes of its own class
        walk.stored.setdefault(name, made.of(thing, name, Outside(thing, base).size))
        walk.inherited.add(name)


def with_changes(walk: Walk, thing: Object, changes: list[Argument], node: Expression) -> object:
    """What `dataclasses.replace(thing, ...)` gives: its class called with all, some of it new."""
    signature, skip = _constructor(walk, thing.info)
    if signature is None or any(change.name is None for change in changes):
        return UNKNOWN
    new = {change.name for change in changes}
    kept = [name for name in signature.arg_names[skip:] if name is not None and name not in new]
    rest = [Argument(member_of(walk, thing, name), node, name) for name in kept]
    return construct(walk, thing.info, [*rest, *changes], node)


def _sizes(info: TypeInfo, bound: Call, known: object) -> tuple[tuple[str, Size | None], ...]:
    """What is known of the object's size parameters, axes and numbers."""
    sizes = dict(known.sizes) if isinstance(known, Object) and known.info is info else {}
    sizes |= {
        name: size for name, size in sizes_of(bound, info) if size is not None or name not in sizes
    }
    if is_generated(info):
        sizes |= {
            name: bound.binding.size_of(name) for name in bound.binding.sizes if name not in sizes
        }
    return tuple(sizes.items())


def given_by(info: TypeInfo, bound: Call) -> Given:
    """What the arguments of a constructor's call say."""
    found = info.get("__init__")
    constructor = info.fullname if is_generated(info) or found is None else found.fullname
    values: dict[str, object] = {
        name: axis.size for name, axis in bound.binding.sizes.items() if axis.size is not None
    }
    for name, value in bound.values.items():
        if isinstance(value, (Size, Array)):
            values[name] = value
        elif isinstance(value, Object):
            values[name] = replace(value, place=0)
    runs = bound.binding.runs.items()
    values |= {f"*{name}": Array(run.shape) for name, run in runs if not run.broadcastable}
    return Given(constructor or "", tuple(values.items()))


def _initialize(thing: Object, bound: Call, signature: CallableType, formals: list[Formal]) -> bool:
    """Look into a constructor; whether that can be done."""
    found = thing.info.get("__init__")
    if found is None or not isinstance(found.node, (FuncDef, Decorator)):
        return False
    bound.walk.enter(bound, signature, found.node.fullname, formals, thing)
    return bound.entered


def _fill(thing: Object, bound: Call, signature: CallableType, formals: list[Formal]) -> bool:
    """Store the arguments, and the defaults of the others, in the fields of their names."""
    walk, values = bound.walk, bound.walk.environment.values
    walk.through.add(id(bound.node))
    for formal in formals:
        value: object = UNKNOWN
        if formal.argument is not None:
            value = formal.argument.value
        elif (default := _default(thing.info, formal.name)) is not None:
            with walk.hushed():
                value = _made_by_default(walk, default)
        if value is not UNKNOWN:
            values[Cell(thing.place, formal.name)] = value
    after = thing.info.get("__post_init__")
    if after is not None and after.node is not None:
        walk.call(member_of(walk, thing, "__post_init__"), [], bound.node)
    return True


def _default(info: TypeInfo, name: str) -> Expression | None:
    """What stands behind a field's declaration."""
    for base in info.mro:
        for field, value in fields_of(base):
            if field == name:
                return value
    return None


def _made_by_default(walk: Walk, default: Expression) -> object:
    """The value of `8`, `field(default=8)` or `field(default_factory=list)`."""
    if not isinstance(default, CallExpr):
        return walk.evaluate(default)
    named = dict(zip(default.arg_names, default.args, strict=True))
    if "default" in named:
        return walk.evaluate(named["default"])
    factory = named.get("default_factory") or named.get("factory")
    return UNKNOWN if factory is None else walk.call(walk.evaluate(factory), [], default)


def _constructor(walk: Walk, info: TypeInfo) -> tuple[CallableType | None, int]:
    for name in ("__init__", "__new__"):
        symbol = info.get(name)
        signature = signature_of(walk, symbol.node) if symbol is not None else None
        owner = getattr(symbol.node, "info", None) if symbol is not None else None
        if (
            isinstance(signature, CallableType)
            and getattr(owner, "fullname", "") != "builtins.object"
        ):
            return signature, 1
    return None, 0
