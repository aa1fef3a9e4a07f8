"""What the names in annotations stand for in a body."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from mypy.nodes import FuncDef, TypeInfo
from mypy.types import (
    CallableType,
    Instance,
    TupleType,
    Type,
    TypedDictType,
    TypeVarType,
    get_proper_type,
)

from ..annotations import Malformed, parse
from ..counts import OF_OBJECT
from ..shapes import Axis, Shape, Stretch
from ..sizes import Size, Symbol
from .classes import (
    axes_in,
    axes_of_values,
    axis_name,
    holes_in,
    is_size_variable,
    size_parameters,
    variadics_in,
)
from .fields import Fields


class Scope(Protocol):
    """Gives axis names, holes and type variables their meaning."""

    def size(self, name: str) -> Size | None:
        """The size that an axis name stands for."""

    def stretch(self, name: str) -> tuple[Axis, ...]:
        """The axes that the name of a variadic word stands for."""

    def hole(self, text: str) -> Size | None:
        """The size of an expression between braces."""

    def variable(self, variable: TypeVarType) -> object | None:
        """The value of a type variable, as the value of a parameter of this type."""


def shape_in(text: str, scope: Scope) -> Shape:
    """The shape of a jaxtyping string in a scope."""
    try:
        annotation = parse(text)
    except Malformed:
        return Shape.unknown()
    marks: dict[Stretch, tuple[Axis, ...]] = {}

    def stretch_of(name: str) -> Stretch:
        mark = Stretch(Symbol(name, "mark"))
        marks[mark] = scope.stretch(name)
        return mark

    shape = annotation.shape(scope.size, stretch_of, scope.hole)
    axes = [part for axis in shape.axes for part in marks.get(axis, (axis,))]  # type: ignore[arg-type]
    if sum(isinstance(axis, Stretch) for axis in axes) > 1:
        return Shape.unknown()
    return Shape(tuple(axes))


def _no_hole(text: str) -> Size | None:
    return None


@dataclass
class Body:
    """The scope of a function's body: its axes are unknown but fixed numbers."""

    function: FuncDef | None
    info: TypeInfo | None
    attributes: Fields
    parent: Body | None = None
    holes: Callable[[str], Size | None] = _no_hole
    fullname: str = field(init=False)
    signature_names: frozenset[str] = field(init=False)
    foreign: frozenset[str] = field(init=False)
    linked: str = field(init=False)
    apart: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.fullname = self.function.fullname if self.function else "module"
        typ = self.function.type if self.function else None
        arguments = typ.arg_types if isinstance(typ, CallableType) else []
        names = {name for argument in arguments for name in axes_in(argument, inside=False)}
        if isinstance(typ, CallableType):
            names &= axes_of_values(typ)
        tied = {
            axis_name(variable)
            for variable in map(get_proper_type, arguments)
            if isinstance(variable, TypeVarType) and is_size_variable(variable)
        }
        self.parameters: dict[str, str] = size_parameters(self.info)
        self.fields: frozenset[str] = (
            frozenset() if self.parameters else self.attributes.axes(self.info)
        )
        self.linked, brought = (
            one_object(typ, self.attributes) if self.info is None else ("", frozenset[str]())
        )
        self.signature_names = frozenset(names | tied | brought)
        self.foreign = brought if brought.isdisjoint(names | tied) else frozenset[str]()
        whole = [*arguments, typ.ret_type] if isinstance(typ, CallableType) else []
        self.numbers: set[str] = {name for part in whole for name in axes_in(part) | holes_in(part)}
        self.runs: set[str] = {name for argument in arguments for name in variadics_in(argument)}

    def size(self, name: str) -> Size | None:
        """The symbol of an axis that the signature or the class names; others are not known."""
        symbol = self.symbol(name)
        return None if symbol is None else Size.of(symbol)

    def symbol(self, name: str) -> Symbol | None:
        """The symbol of an axis name, if the signature or the class declares it."""
        if name in self.parameters:
            return self._class_symbol(self.parameters[name].lower(), own=True)
        if name in self.fields:
            own = name in self.numbers or name in self.signature_names
            return self._class_symbol(name, own=own)
        if name in self.signature_names:
            owner = (
                f"{self.fullname}{OF_OBJECT}{self.linked}"
                if name in self.foreign
                else self.fullname
            )
            return Symbol(name, owner, views=frozenset({owner}), is_axis=not self._is_of_program())
        return self.parent.symbol(name) if self.parent is not None else None

    def _is_of_program(self) -> bool:
        """Whether it is a function inside of one that takes nothing: it may use plain numbers."""
        around = self.parent.function if self.parent is not None else None
        return around is not None and not around.arguments

    def _class_symbol(self, name: str, *, own: bool) -> Symbol:
        assert self.info is not None
        views = {self.info.fullname, self.fullname} if own else {self.info.fullname}
        return Symbol(name, self.info.fullname, views=frozenset(views))

    def views_of_number(self, owner: str, label: str) -> frozenset[str]:
        """Who sees a number of an object: the signature too, where it names the number.

        It does so as `{self.n}`; an axis `n` is named like the constructor's number by chance.
        """
        named = "." in label and label in self.numbers
        return frozenset({owner, self.fullname} if named else {owner})

    def stretch(self, name: str) -> tuple[Axis, ...]:
        """A stretch of the body's own, if an argument has it; what is made in it may be any."""
        return (Stretch(Symbol(name, self.fullname) if name in self.runs else None),)

    def hole(self, text: str) -> Size | None:
        """An expression between braces, read in the body."""
        return self.holes(text)

    def variable(self, variable: TypeVarType) -> object | None:
        """A size parameter's own symbol."""
        if not is_size_variable(variable):
            return None
        return self.size(axis_name(variable)) or self._own_variable(variable)

    def _own_variable(self, variable: TypeVarType) -> Size:
        name = axis_name(variable)
        return Size.of(Symbol(name, self.fullname, views=frozenset({self.fullname})))


@dataclass
class OwnFields:
    """The scope of the attributes of `self`: the body's, but runs of axes vary."""

    body: Body

    def size(self, name: str) -> Size | None:
        """The body's symbol; one of the object's own where it is supposed to be another."""
        symbol = self.body.symbol(name)
        if symbol is not None and name == self.body.apart:
            return Size.of(Symbol(name, f"{symbol.owner} of the object", views=symbol.views))
        return None if symbol is None else Size.of(symbol)

    def stretch(self, name: str) -> tuple[Axis, ...]:
        """Any axes: the next assignment may bring others."""
        return (Stretch(),)

    def hole(self, text: str) -> Size | None:
        """An expression between braces, read in the body."""
        return self.body.hole(text)

    def variable(self, variable: TypeVarType) -> object | None:
        """A size parameter's own symbol."""
        return self.body.variable(variable)


@dataclass
class OwnProperties(OwnFields):
    """The scope of the properties of `self`: what several of them name is one size, unknown."""

    owner: str

    def size(self, name: str) -> Size | None:
        """The body's symbol, or one that may be any number."""
        known = super().size(name)
        if known is not None:
            return known
        return Size.of(Symbol(name, self.owner, views=frozenset(), is_axis=False))


def one_object(typ: object, attributes: Fields) -> tuple[str, frozenset[str]]:
    """The one parameter that is an object with annotated fields, and the axes that those mention.

    Its axes and those of the signature that have the same name are the same size. A signature that
    uses none of its names has names of its own for what may be the same sizes.
    """
    if not isinstance(typ, CallableType):
        return "", frozenset()
    found = [
        (name, attributes.axes(info))
        for name, argument in zip(typ.arg_names, typ.arg_types, strict=False)
        if name is not None
        and (info := _plain_class(argument)) is not None
        and attributes.axes(info)
    ]
    if len(found) != 1:
        return "", frozenset()
    ((name, axes),) = found
    own = axes_in(typ)
    return (name, axes) if not own or own & axes else ("", frozenset())


def _plain_class(typ: Type) -> TypeInfo | None:
    """The class of an object without size parameters."""
    proper = get_proper_type(typ)
    instance = proper.partial_fallback if isinstance(proper, TupleType) else proper
    if isinstance(proper, TypedDictType):
        instance = proper.fallback
    if not isinstance(instance, Instance) or size_parameters(instance.type):
        return None
    return (
        None
        if instance.type.fullname.startswith(("builtins.", "numpy.", "typing."))
        else instance.type
    )
