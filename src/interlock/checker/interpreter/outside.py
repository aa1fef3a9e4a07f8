"""What the names in annotations stand for in an object from outside, and in a type of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mypy.nodes import TypeInfo
from mypy.types import AnyType, Type, TypeVarType, get_proper_type

from ..counts import OF_OBJECT
from ..shapes import Axis, Stretch
from ..sizes import Size, Symbol
from .classes import arguments_at, axis_name, size_parameters
from .scopes import Scope
from .things import Object


@dataclass
class Outside:
    """The scope of an object's class, seen from outside: its size parameters are the object's.

    So are the `axes`, all of them where there are none: other names belong to one call of a method.
    """

    thing: Object
    base: TypeInfo
    axes: frozenset[str] | None = None

    def __post_init__(self) -> None:
        self.parameters: dict[str, str] = size_parameters(self.base)
        self.arguments: dict[str, Type] = arguments_at(self.thing.info, self.base)

    def size(self, name: str) -> Size | None:
        """The object's size, or a symbol of the object's own."""
        if name in self.parameters:
            return self._argument(self.arguments.get(self.parameters[name]))
        sizes, given = dict(self.thing.sizes), self.thing.given
        is_own = given.constructor == f"{self.base.fullname}.__init__"
        known = sizes.get(name)
        if known is None and is_own:
            known = self._seen(given.size_of(name))
        if known is not None or (self.axes is not None and name not in self.axes):
            return known
        is_seen = is_own or not given.constructor.endswith(".__init__")
        return self._own(name, is_axis=is_seen)  # else another class has made it of what is known

    def _seen(self, size: Size | None) -> Size | None:
        """A size that is one of the object's axes: unlike the others of this object."""
        symbols = size.symbols if size is not None else frozenset[Symbol]()
        for symbol in symbols:
            if size == Size.of(symbol) and symbol.views and self.thing.label:
                return Size.of(replace(symbol, views=symbol.views | {self._label}))
        return size

    def _argument(self, argument: Type | None) -> Size | None:
        proper = get_proper_type(argument) if argument is not None else None
        if isinstance(proper, TypeVarType):
            known = dict(self.thing.sizes).get(proper.name)
            return known if known is not None else self._own(axis_name(proper), is_axis=False)
        if proper is None or isinstance(proper, AnyType):
            return None
        value = getattr(proper, "value", None)
        return Size.of(value) if isinstance(value, int) else None

    def _own(self, name: str, *, is_axis: bool = True) -> Size | None:
        """A size of the object's own; a parameter that is plainly `int` may be any number."""
        if not self.thing.label:
            return None
        views = frozenset({self._label}) if is_axis else frozenset[str]()
        return Size.of(Symbol(name, self._label, views=views, is_axis=is_axis))

    @property
    def _label(self) -> str:
        return f"{self.thing.info.fullname}{OF_OBJECT}{self.thing.label}"

    def stretch(self, name: str) -> tuple[Axis, ...]:
        """Nothing is known of a stretch from outside."""
        return (Stretch(),)

    def hole(self, text: str) -> Size | None:
        """`{self.size}`, where the attribute is a size parameter of the class."""
        return self._field_size(text.removeprefix("self.")) if text.startswith("self.") else None

    def _field_size(self, name: str) -> Size | None:
        symbol = self.thing.info.get(name)
        typ = getattr(symbol.node, "type", None) if symbol is not None else None
        value = self._argument(typ) if typ is not None else None
        return value if value is not None else self._own(f"self.{name}")

    def variable(self, variable: TypeVarType) -> object | None:
        """The object's size where the variable is a parameter of its class."""
        if variable.name not in self.arguments:
            return None
        return self._argument(self.arguments[variable.name])


@dataclass
class Apart:
    """The scope of a function's type that has a name: its axes are those of its own calls."""

    around: Scope
    names: frozenset[str]

    def size(self, name: str) -> Size | None:
        """Unknown, for an axis of its own."""
        return None if name in self.names else self.around.size(name)

    def stretch(self, name: str) -> tuple[Axis, ...]:
        """What it is around the type."""
        return self.around.stretch(name)

    def hole(self, text: str) -> Size | None:
        """What it is around the type."""
        return self.around.hole(text)

    def variable(self, variable: TypeVarType) -> object | None:
        """What it is around the type."""
        return self.around.variable(variable)
