"""Shapes: rows of sizes, with at most one stretch of any number of axes (`*batch`, `...`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Union

from .sizes import Size, Symbol


@dataclass(frozen=True)
class Stretch:
    """Any number of axes: `*batch` where it has a name, `...` where it has none."""

    symbol: Symbol | None = None


Axis = Union[Size, Stretch, None]
"""A known size, an unknown one (`None`), or a stretch."""


@dataclass(frozen=True)
class Shape:
    """The axes of an array. `Shape.unknown()` says nothing, not even their number."""

    axes: tuple[Axis, ...] = ()

    @staticmethod
    def of(*sizes: int | Symbol | Size | Stretch | None) -> Shape:
        """The shape of these sizes: `Shape.of(3, None)` has one known and one unknown axis."""
        return Shape(
            tuple(
                size if size is None or isinstance(size, Stretch) else Size.of(size)
                for size in sizes
            )
        )

    @staticmethod
    def unknown() -> Shape:
        """The shape of which nothing is known."""
        return Shape((Stretch(),))

    @property
    def rank(self) -> int | None:
        """The number of axes; `None` where a stretch leaves it open."""
        return None if self.stretch_at is not None else len(self.axes)

    @property
    def stretch_at(self) -> int | None:
        """The place of the stretch, if there is one."""
        return next((k for k, axis in enumerate(self.axes) if isinstance(axis, Stretch)), None)

    @property
    def sizes(self) -> tuple[Size | None, ...] | None:
        """The sizes of all axes; `None` where their number is open."""
        if self.rank is None:
            return None
        return tuple(axis for axis in self.axes if not isinstance(axis, Stretch))

    @property
    def is_unknown(self) -> bool:
        """Whether nothing is known."""
        return self.axes == (Stretch(),)

    @property
    def before(self) -> tuple[Size | None, ...]:
        """The sizes in front of the stretch; all of them where there is none."""
        stop = self.stretch_at if self.stretch_at is not None else len(self.axes)
        return tuple(axis for axis in self.axes[:stop] if not isinstance(axis, Stretch))

    @property
    def after(self) -> tuple[Size | None, ...]:
        """The sizes behind the stretch; all of them where there is none."""
        start = 0 if self.stretch_at is None else self.stretch_at + 1
        return tuple(axis for axis in self.axes[start:] if not isinstance(axis, Stretch))

    def __str__(self) -> str:
        inside = ", ".join(map(spell_axis, self.axes))
        return f"({inside},)" if len(self.axes) == 1 else f"({inside})"


def spell_axis(axis: Axis) -> str:
    """An axis as a message shows it: `n + 1`, `*batch`, `...`, `?`."""
    if isinstance(axis, Stretch):
        return "..." if axis.symbol is None else f"*{axis.symbol.name}"
    return "?" if axis is None else str(axis)


def unlike(one: object, other: object) -> str:
    """Which two sizes differ; an axis and a number may go by the same name."""
    return f"{one} is not {'' if str(one) != str(other) else 'the other '}{other}"


def shape_of(sizes: Iterable[Axis]) -> Shape:
    """The shape of these axes."""
    return Shape(tuple(sizes))
