"""Attributes that nobody annotates: what the constructor makes of them.

After `self.weight = rng.normal(size=(outputs, inputs))` in `__init__` the attribute has this shape
in every method. The constructor's numbers are then sizes of the object: where it keeps one in an
attribute (`self.inputs = inputs`) the size goes by the attribute's name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mypy.nodes import FuncDef, MypyFile, TypeInfo

from ..shapes import Axis, Shape, Stretch
from ..sizes import Size, Symbol
from ..values import UNKNOWN, Array, Each, List, Named
from .changes import Change, changes_in, method_of
from .things import UNSTORED, Function, Mapping, Object, Record

Interpret = Callable[[FuncDef, TypeInfo], dict[str, object]]
"""Walks through a method in silence; gives what it leaves in its object's attributes."""

_ROUNDS: Final = 3
_CONTAINERS: Final = (List, Each, Record, Mapping)


class Made:
    """The attributes of a class in terms of its constructor's numbers and of its axes."""

    def __init__(self, info: TypeInfo, tree: MypyFile) -> None:
        self.info = info
        self.values: dict[str, object] = {}
        own = info.module_name == tree.fullname
        self.constructor: FuncDef | None = method_of(info, "__init__") if own else None
        self.numbers: str = f"{self.constructor.fullname} number" if self.constructor else ""

    def look(self, changes: dict[str, list[Change]], interpret: Interpret) -> None:
        """Walk through the constructor, and keep what nothing else changes."""
        if self.constructor is None:
            return
        stored = interpret(self.constructor, self.info)
        self.values = {
            name: value
            for name, value in stored.items()
            if all(_is_harmless(value, change, self.info) for change in changes.get(name, ()))
        }
        self._keep_what_lasts(changes, interpret)

    def _keep_what_lasts(self, changes: dict[str, list[Change]], interpret: Interpret) -> None:
        """Drop what methods set to something else, supposing that the rest lasts, until it does."""
        setters = {
            change.function
            for name in self.values
            for change in changes.get(name, ())
            if change.how == "set"
            and change.function.name != "__init__"
            and change.info is self.info
        }
        for _ in range(_ROUNDS):
            left = [interpret(function, self.info) for function in setters]
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
        own = Object(self.info, (), "self")
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
        kept, given = self.kept, dict(thing.sizes)
        owner = f"{self.info.fullname}.{thing.label}"

        def at(symbol: Symbol) -> Size | None:
            if symbol.owner == self.info.fullname:
                return size_of(symbol.name)
            own = self.constructor is not None and symbol.owner == self.constructor.fullname
            if (own or symbol.owner == self.numbers) and UNSTORED + symbol.name in given:
                return given[UNSTORED + symbol.name]
            if not thing.label or symbol.is_index:
                return None
            label = symbol.name
            if symbol.owner == self.numbers and symbol.name in kept:
                label = f"{thing.label}.{kept[symbol.name]}"
            views = frozenset({owner} if symbol.views else ())
            if symbol.owner == self.numbers and symbol.views:
                views = views_of(owner, label)
            return Size.of(Symbol(label, owner, views=views, is_axis=False))

        label = f"{thing.label}.{name}" if thing.label else ""
        return translated(self.values.get(name, UNKNOWN), at, label)


def _is_harmless(value: object, change: Change, info: TypeInfo) -> bool:
    """Whether a change leaves an attribute's shape alone, or can be looked into."""
    if change.info is not None and not _may_be_of(change.info, info):
        return True
    if isinstance(value, _CONTAINERS):
        return change.info in info.mro and change.function.name == "__init__"
    if change.how == "set":
        return change.info is info
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


def translated(value: object, at: Callable[[Symbol], Size | None], label: str) -> object:
    """A value with the sizes of one scope replaced by those of another; itself if it has none."""
    new = _translated(value, at, label)
    if isinstance(new, (Array, Size)):
        return new  # whose sizes may be seen from elsewhere, though they are the same
    return value if type(new) is type(value) and new == value else new


def _translated(value: object, at: Callable[[Symbol], Size | None], label: str) -> object:
    if isinstance(value, Size):
        size = value.replace(at)
        return Array(Shape.of(), "i") if size is None else size
    if isinstance(value, Array):
        return Array(Shape(tuple(_axis(axis, at) for axis in value.shape.axes)), value.kind)
    if isinstance(value, Record):
        items = tuple((key, translated(item, at, _at(label, key))) for key, item in value.items)
        return Record(items)
    if isinstance(value, Mapping):
        return Mapping(translated(value.item, at, ""))
    if isinstance(value, Each):
        length = None if value.length is None else value.length.replace(at)
        return Each(translated(value.item, at, ""), length, translated(value.first, at, ""))
    if isinstance(value, tuple) and not isinstance(value, Named):
        parts = [translated(item, at, _at(label, k)) for k, item in enumerate(value)]
        return List(parts) if isinstance(value, List) else tuple(parts)
    if isinstance(value, Object):
        sizes = [(key, None if size is None else size.replace(at)) for key, size in value.sizes]
        return Object(value.info, tuple(sizes), label, value.place)
    if isinstance(value, Function) and value.is_free:
        return value
    return value if isinstance(value, (bool, str, type(None))) else UNKNOWN


def _at(label: str, key: object) -> str:
    return f"{label}[{key}]" if label else ""


def _axis(axis: Axis, at: Callable[[Symbol], Size | None]) -> Axis:
    if isinstance(axis, Stretch):
        return Stretch()
    return None if axis is None else axis.replace(at)


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
