"""Attributes that nobody annotates: what the constructor makes of them, or `fit`.

After `self.weight = rng.normal(size=(outputs, inputs))` in `__init__` the attribute has this shape
in every method. The constructor's numbers are then sizes of the object: where it keeps one in an
attribute (`self.inputs = inputs`) the size goes by the attribute's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from mypy.nodes import FuncDef, MypyFile, TypeInfo
from mypy.types import Type

from ..shapes import Axis, Stretch
from ..sizes import Size, Symbol
from ..values import UNKNOWN, Array, Each, List
from .changes import Change, changes_in, method_of
from .classes import axes_in, is_generated
from .handed import arrays_of, fields_of
from .joins import join, join_all
from .things import Mapping, Object, Record
from .translating import Terms, translated


@dataclass(frozen=True)
class Left:
    """What a method leaves in its object.

    That are attributes, some of them `inherited`: set by the constructor of a base; and axes of the
    class that it has found to be constants.
    """

    attributes: dict[str, object]
    inherited: frozenset[str]
    constants: dict[str, Size]


Interpret = Callable[[FuncDef, TypeInfo, dict[str, object]], Left]
"""Walks through a method in silence, some of its parameters at these values."""

_ROUNDS: Final = 3
_CONTAINERS: Final = (List, Each, Record, Mapping)
_SELF: Final = "self"


class Made:
    """The attributes of a class in terms of its constructor's numbers, axes and arrays."""

    def __init__(self, info: TypeInfo, tree: MypyFile) -> None:
        self.info = info
        self.values: dict[str, object] = {}
        self.is_own: bool = info.module_name == tree.fullname
        self.is_generated: bool = is_generated(info)
        name = "__post_init__" if self.is_generated else "__init__"
        self.constructor: FuncDef | None = method_of(info, name) if self.is_own else None
        self.axes: str = self.constructor.fullname if self.constructor else ""
        self.maker: str = info.fullname if self.is_generated else self.axes
        self.numbers: str = f"{self.maker} number"
        self.methods: set[str] = set()
        self.constants: dict[str, Size] = {}
        self.is_looked_into: bool = False

    def look(self, changes: dict[str, list[Change]], interpret: Interpret) -> None:
        """Walk through the constructor, and through what sets other attributes; keep what lasts."""
        fields = fields_of(self.info, self.numbers) if self.is_own and self.is_generated else {}
        stored, inherited = fields, frozenset[str]()
        self.values, self.is_looked_into = fields, True
        if self.constructor is not None:
            left = interpret(self.constructor, self.info, arrays_of(self.constructor, self.numbers))
            self.constants = dict(self._lasting(left.constants, changes))
            inherited = left.inherited
            both = fields.keys() & left.attributes.keys()
            joined = {name: join(fields[name], left.attributes[name]) for name in both}
            stored = fields | left.attributes | joined
        self.values = {
            name: value
            for name, value in stored.items()
            if self._is_of_module(name)
            and all(
                _is_harmless(value, change, self.info, name in inherited)
                for change in changes.get(name, ())
            )
        }
        self._keep_what_lasts(changes, interpret)
        if self.is_own:
            self._add_what_methods_make(changes, interpret, stored)
        self.is_looked_into = False

    def _add_what_methods_make(
        self, changes: dict[str, list[Change]], interpret: Interpret, stored: dict[str, object]
    ) -> None:
        """Add the attributes that only methods set, such as `fit` and `forward`."""
        setters = {
            name: {change.function: None for change in found if change.info is self.info}
            for name, found in changes.items()
            if stored.get(name) is None and self._is_of_module(name)
        }
        methods = {method: None for found in setters.values() for method in found}
        left = {method: interpret(method, self.info, {}).attributes for method in methods}
        self.methods = {name for m in methods for name in (m.fullname, f"{m.fullname} number")}
        for name, found in setters.items():
            values = [left[method].get(name, UNKNOWN) for method in found]
            value = join_all(values) if values else UNKNOWN
            is_kept = all(_is_harmless(value, change, self.info, False) for change in changes[name])
            if isinstance(value, (Array, Size, tuple, Object)) and is_kept:
                self.values[name] = value

    def _is_of_module(self, name: str) -> bool:
        """Whether no base in another module has an attribute of this name, which it may set."""
        own = self.info.module_name
        return all(base.module_name == own or name not in base.names for base in self.info.mro)

    def _lasting(
        self, constants: dict[str, Size], changes: dict[str, list[Change]]
    ) -> Iterator[tuple[str, Size]]:
        """The axes that are constants of all attributes that nothing but the constructor sets."""
        for axis, size in constants.items():
            names = [k for k, s in self.info.names.items() if axis in _axes_of(s.node)]
            found = [change for name in names for change in changes.get(name, ())]
            if (size.constant or 0) > 1 and all(
                change.function is self.constructor for change in found if change.how == "set"
            ):
                yield axis, size

    def _keep_what_lasts(self, changes: dict[str, list[Change]], interpret: Interpret) -> None:
        """Drop what methods set to something else, supposing that the rest lasts, until it does."""
        setters = {
            change.function
            for name in self.values
            for change in changes.get(name, ())
            if change.how == "set"
            and change.function is not self.constructor
            and change.info is self.info
        }
        for _ in range(_ROUNDS):
            left = [interpret(function, self.info, {}).attributes for function in setters]
            broken = {
                name
                for stored in left
                for name in stored.keys() & self.values.keys()
                if not _same(self.of_self(name), stored[name])
            }
            if not broken:
                return
            self.values = {k: value for k, value in self.values.items() if k not in broken}
        self.values = {}

    @property
    def kept(self) -> dict[str, str]:
        """From each of the constructor's numbers to the attribute that keeps it."""
        return {
            symbol.name: name
            for name, value in reversed(self.values.items())
            if (symbol := self._number(value)) is not None
        }

    def _number(self, value: object) -> Symbol | None:
        symbols = value.symbols if isinstance(value, Size) else frozenset[Symbol]()
        for symbol in symbols:
            if value == Size.of(symbol) and symbol.owner == self.numbers:
                return symbol
        return None

    def of_self(self, name: str) -> object:
        """The value as the methods see it."""
        own = Object(self.info, (), _SELF)
        return self.of(own, name, lambda axis: Size.of(Symbol(axis, self.info.fullname)))

    def of(
        self,
        thing: Object,
        name: str,
        size_of: Callable[[str], Size | None],
        views_of: Callable[[str, str], frozenset[str]] = lambda owner, label: frozenset({owner}),
    ) -> object:
        """The value of an attribute of an object.

        `size_of` gives the object's axes, `views_of` the views of its numbers, by owner and label.
        """
        kept, is_known = self.kept, thing.given.constructor == self.maker
        given = dict(thing.given.values) if is_known else {}
        owner, own = (f"{self.info.fullname}.{label}" for label in (thing.label, _SELF))

        def at(symbol: Symbol) -> Size | None:
            if symbol.owner == self.info.fullname:
                return size_of(symbol.name)
            label = symbol.name.removeprefix(f"{_SELF}.") if symbol.owner == own else symbol.name
            is_number = symbol.owner in (self.numbers, own)
            known = given.get(label) if is_number or symbol.owner == self.axes else None
            if isinstance(known, Size):
                return known
            if not thing.label or symbol.is_index:
                return None
            if is_number and label in kept:
                label = f"{thing.label}.{kept[label]}"
            views = frozenset({owner} if symbol.views and symbol.owner not in self.methods else ())
            if is_number and symbol.views:
                views = views_of(owner, label)
            return Size.of(Symbol(label, owner, views=views, is_axis=False))

        def run(stretch: Stretch) -> tuple[Axis, ...]:
            symbol = stretch.symbol
            if symbol is None or symbol.owner not in (self.numbers, self.axes):
                return (Stretch(),)
            if self.is_looked_into and thing.label == _SELF:
                return (stretch,)
            name = symbol.name if symbol.owner == self.numbers else f"*{symbol.name}"
            known = given.get(name)
            return known.shape.axes if isinstance(known, Array) else (Stretch(),)

        def part(other: Object) -> Object:
            known = given.get(other.label)
            return known if isinstance(known, Object) else other

        label = f"{thing.label}.{name}" if thing.label else ""
        return translated(self.values.get(name, UNKNOWN), Terms(at, run, part), label)


def _axes_of(node: object) -> set[str]:
    typ: Type | None = getattr(node, "type", None)
    return set() if typ is None else axes_in(typ)


def _is_harmless(value: object, change: Change, info: TypeInfo, is_inherited: bool) -> bool:
    """Whether a change leaves an attribute's shape alone, or can be looked into.

    What a base has made of an inherited one lasts in the base's own methods.
    """
    if change.info is not None and not _may_be_of(change.info, info):
        return True
    if isinstance(value, _CONTAINERS):
        return change.info in info.mro and change.function.name == "__init__"
    if change.how == "set":
        return change.info is info or (is_inherited and change.info in info.mro)
    if change.how == "in place":
        return isinstance(value, Array) and value.shape.rank != 0
    return True


def _may_be_of(one: TypeInfo, other: TypeInfo) -> bool:
    """Whether an object may be of both classes."""
    return one in other.mro or other in one.mro


def _same(expected: object, actual: object) -> bool:
    if isinstance(expected, Array) and isinstance(actual, Array):
        return expected.shape == actual.shape
    return isinstance(expected, Size) and expected == actual


class Makers:
    """What the constructors of a module make, each looked into once."""

    def __init__(self, tree: MypyFile, interpret: Interpret) -> None:
        self.tree = tree
        self.interpret = interpret
        self.known: dict[TypeInfo, Made] = {}
        self.changes: dict[str, list[Change]] | None = None

    def __call__(self, info: TypeInfo) -> Made:
        """What is known of the attributes of a class."""
        if info not in self.known:
            made = self.known[info] = Made(info, self.tree)
            if self.changes is None:
                self.changes = changes_in(self.tree)
            made.look(self.changes, self.interpret)
        return self.known[info]
