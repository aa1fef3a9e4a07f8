"""What the variables of a body are known to be at one point of it, and how two such points join."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from ..shapes import Axis
from ..sizes import Size, Symbol
from ..values import UNKNOWN
from .joins import join
from .things import Cell

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

    def forget_paths(self, but: Key | None = None) -> None:
        """Forget what is known of attributes, `but` those of one variable."""
        for key in [
            k for k in self.values if isinstance(k, tuple) and (but is None or k[0] != but)
        ]:
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
