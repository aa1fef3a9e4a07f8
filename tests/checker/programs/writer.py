"""A random program under way: its variables, their shapes as jaxtyping strings, its lines."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

Axes = tuple[str, ...]
"""A shape: each axis as jaxtyping writes it, such as `"n"`, `"3"` or `"n+m"`."""

SIZES = {"n": 4, "m": 5, "k": 3, "d": 7, "h": 6}
"""What the axes are when the program runs: all different, so that no error passes unseen."""


@dataclass(frozen=True)
class Value:
    """An expression of the program: its code, its shape, the kind of its elements."""

    code: str
    axes: Axes
    kind: str = "f"

    @property
    def rank(self) -> int:
        """The number of axes."""
        return len(self.axes)


@dataclass
class Writer:
    """Writes the body of one function."""

    choose: random.Random
    values: list[Value] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    sizes: dict[str, str] = field(default_factory=dict)
    bound: frozenset[str] = frozenset(SIZES)
    depth: int = 1
    count: int = 0

    def line(self, text: str) -> None:
        """Write a line, at the present indentation."""
        self.lines.append("    " * self.depth + text)

    def name(self) -> str:
        """A new variable."""
        self.count += 1
        return f"v{self.count}"

    def keep(self, value: Value) -> Value:
        """Assign a value to a new variable; now and then its shape is written beside it."""
        name = self.name()
        if value.kind == "f" and value.axes and self.choose.random() < 0.15:
            self.line(f"{name}: {self.annotation(value.axes)} = {value.code}")
        else:
            self.line(f"{name} = {value.code}")
        kept = Value(name, value.axes, value.kind)
        self.values.append(kept)
        return kept

    def annotation(self, axes: Axes) -> str:
        """The type of an array; jaxtyping computes only with axes that parameters have bound."""
        known = (set(re.findall("[a-z]", axis)) <= self.bound for axis in axes)
        return annotation(
            tuple(a if a.isalnum() or k else "_" for a, k in zip(axes, known, strict=True))
        )

    def floats(self, *ranks: int) -> list[Value]:
        """The floating arrays, of these numbers of axes if any are given."""
        return [v for v in self.values if v.kind == "f" and (not ranks or v.rank in ranks)]

    def some(self, *ranks: int) -> Value:
        """One of them; the later a value was made, the likelier it is.

        Raises:
            IndexError: there is none.
        """
        found = self.floats(*ranks)
        weights = range(1, len(found) + 1)
        return self.choose.choices(found, weights)[0]

    def like(self, axes: Axes) -> list[Value]:
        """The floating arrays of a shape."""
        return [v for v in self.floats() if v.axes == axes]

    def size(self, axis: str) -> str:
        """Code for the size of an axis."""
        if axis.isdigit():
            return axis
        if axis in self.sizes and self.choose.random() < 0.7:
            return self.sizes[axis]
        known = [(v, at) for v in self.values for at, name in enumerate(v.axes) if name == axis]
        value, at = self.choose.choice(known)
        return f"len({value.code})" if at == 0 and value.rank > 1 else f"{value.code}.shape[{at}]"

    def shape(self, axes: Axes) -> str:
        """Code for a tuple of sizes."""
        inside = ", ".join(map(self.size, axes))
        return f"({inside},)" if len(axes) == 1 else f"({inside})"

    def known_axes(self) -> list[str]:
        """The axes of the arrays there are, plain names and numbers only."""
        found = {axis for v in self.values for axis in v.axes if axis.isalnum()}
        return sorted(found - {"1"})


def annotation(axes: Axes, dtype: str = "Float") -> str:
    """The type of an array of these axes."""
    return f'{dtype}[np.ndarray, "{" ".join(axes)}"]'


def plus(axis: str, other: str) -> str:
    """The sum of two axes."""
    if axis.isdigit() and other.lstrip("-").isdigit():
        return str(int(axis) + int(other))
    return f"({axis})+{other}" if other[0] != "-" else f"({axis}){other}"


def times(axis: str, other: str) -> str:
    """The product of two axes."""
    if axis.isdigit() and other.isdigit():
        return str(int(axis) * int(other))
    return f"({axis})*({other})"
