"""What the variables of a body are known to be at one point of it, and how two such points join."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from ..relations import agree
from ..shapes import Axis, Shape, Stretch, shape_of
from ..sizes import Size, Symbol
from ..values import UNKNOWN, Array, Each, List, unknown_array
from .things import Cell, Object

Key = Hashable
"""A variable's node, a path such as `(node, "weight")` for `self.weight`, or an object's cell."""


@dataclass
class Environment:
    """The known values of variables and paths, and what conditions found sizes and runs to be."""

    values: dict[Key, object] = field(default_factory=dict)
    equal: dict[Symbol, Size] = field(default_factory=dict)
    names: dict[str, Size] = field(default_factory=dict)
    runs: dict[Axis, tuple[Axis, ...]] = field(default_factory=dict)

    def copy(self) -> Environment:
        """An environment of its own with the same content."""
        return Environment(dict(self.values), dict(self.equal), dict(self.names), dict(self.runs))

    def assign(self, key: Key, value: object) -> None:
        """Give a variable or a path a value, and forget what was known of paths below it."""
        self.forget_below(key)
        self.values[key] = value

    def forget_below(self, root: Key) -> None:
        """Forget every path that starts at a variable."""
        below = [key for key in self.values if isinstance(key, tuple) and key[0] is root]
        for key in below:
            del self.values[key]

    def forget_paths(self) -> None:
        """Forget what is known of attributes: a call may have changed them."""
        for key in [key for key in self.values if isinstance(key, tuple)]:
            del self.values[key]

    @property
    def cells(self) -> dict[Cell, object]:
        """What the attributes are of the objects that the program has made."""
        return {key: value for key, value in self.values.items() if isinstance(key, Cell)}

    def take_cells(self, cells: Mapping[Cell, object]) -> None:
        """Have these attributes of objects in place of all that were known."""
        self.values = {k: v for k, v in self.values.items() if not isinstance(k, Cell)}
        self.values.update(cells.items())

    def forget_cells(self, name: str | None = None) -> None:
        """Forget the attributes of all objects, or those of one name."""
        self.take_cells({k: v for k, v in self.cells.items() if name not in (None, k.name)})

    def keep_common_cells(self, others: Mapping[Cell, object]) -> None:
        """Forget the attributes of which something else is known elsewhere."""
        self.take_cells({k: v for k, v in self.cells.items() if k in others and others[k] == v})

    def met(self, other: Environment) -> list[tuple[object, object]]:
        """The values of each variable where two ways meet."""
        both_know = self.values.keys() & other.values.keys()
        return [(self.values[key], other.values[key]) for key in both_know]

    def join(self, other: Environment) -> Environment:
        """What is known where two ways through the code meet."""
        values: dict[Key, object] = {}
        for key in {**self.values, **other.values}:
            if key in self.values and key in other.values:
                values[key] = join(self.values[key], other.values[key])
            elif not isinstance(key, (tuple, Cell)):
                values[key] = self.values.get(key, other.values.get(key, UNKNOWN))
        equal = {
            s: size
            for s, size in self.equal.items()
            if other.equal.get(s) == size and size != Size.of(s)
        }
        names = {n: size for n, size in self.names.items() if other.names.get(n) == size}
        runs = {run: axes for run, axes in self.runs.items() if other.runs.get(run) == axes}
        return Environment(values, equal, names, runs)


def join(left: object, right: object) -> object:
    """The value that covers both: equal parts are kept, parts that differ are lost."""
    if left is right or (type(left) is type(right) and left == right):
        return left
    if isinstance(left, Array) and isinstance(right, Array):
        kind = left.kind if left.kind == right.kind else ""
        return Array(join_shapes(left.shape, right.shape), kind)
    if isinstance(left, Size) and isinstance(right, (Size, Array)):
        return join(Array(Shape.of(), "i"), right)
    if isinstance(right, Size) and isinstance(left, Array):
        return join(left, Array(Shape.of(), "i"))
    if left is None or right is None:
        # as in a declared `Array | None`, what is known holds where there is an array at all
        one = right if left is None else left
        return one if isinstance(one, Array) and one.shape.rank != 0 else UNKNOWN
    if isinstance(left, Object) and isinstance(right, Object) and left.info is right.info:
        return left.joined(right)
    return _join_containers(left, right)


def _join_containers(left: object, right: object) -> object:
    if type(left) is tuple and type(right) is tuple and len(left) == len(right):
        return tuple(map(join, left, right))
    if isinstance(left, (List, Each)) and isinstance(right, (List, Each)):
        return _join_lists(left, right)
    return UNKNOWN


def _join_lists(left: List | Each, right: List | Each) -> object:
    if isinstance(left, List) and isinstance(right, List) and len(left) == len(right):
        return List(map(join, left, right))
    items = [*items_of(left), *items_of(right)]
    item = items[0]
    for other in items[1:]:
        item = join(item, other)
    return Each(item)


def items_of(value: List | Each) -> tuple[object, ...]:
    """The items that stand for all items of a list."""
    return (value.item,) if isinstance(value, Each) else tuple(value)


def join_shapes(left: Shape, right: Shape) -> Shape:
    """The shape that covers both."""
    if left == right:
        return left
    if len(left.axes) != len(right.axes) or left.stretch_at != right.stretch_at:
        return unknown_array().shape
    return shape_of(map(_join_axes, left.axes, right.axes))


def _join_axes(left: Axis, right: Axis) -> Axis:
    if left == right:
        return left
    return Stretch() if isinstance(left, Stretch) else None


def both(declared: Shape, actual: Shape) -> Shape:
    """The known sizes of two descriptions of one shape."""
    if declared.sizes is None or actual.sizes is None or declared.rank != actual.rank:
        return declared if actual.rank is None else actual
    return shape_of(map(agree, actual.sizes, declared.sizes))
