"""Which axis of an array breaks its annotation: jaxtyping says only that one does."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from interlock.contracts.ties import Tie


class Axis(NamedTuple):
    """One word of a jaxtyping string, without its signs."""

    text: str
    many: bool = False
    free: bool = False
    stretches: bool = False

    @property
    def shown(self) -> str:
        """The word as a reader of the annotation knows it."""
        return "*" + self.text if self.many and not self.free else self.text


def axes_of(annotation: str) -> list[Axis]:
    """The axes of a jaxtyping string.

    Example:
        >>> [axis.shown for axis in axes_of("*batch #n rows=4 _ n+1")]
        ['*batch', 'n', '4', '_', 'n+1']
    """
    return [_axis(word) for word in annotation.split()]


def _axis(word: str) -> Axis:
    if word == "...":
        return Axis(word, many=True, free=True)
    # The signs come in any order, before or after a name that only explains: `#rows=4`.
    signs, text = _signs(word)
    if text.count("=") == 1:
        more, text = _signs(text.partition("=")[2])
        signs += more
    many, free = "*" in signs, "_" in signs
    if free:
        text = "..." if many else "_"
    return Axis(text, many, free, "#" in signs)


def _signs(word: str) -> tuple[str, str]:
    text = word.lstrip("#*_?")
    return word[: len(word) - len(text)], text


class Misfit(NamedTuple):
    """An axis that is not as it must be; `place` is None for the axes under a star."""

    axis: Axis
    place: int | None


class Many(NamedTuple):
    """What the axes under a star were bound to, and by which argument."""

    shape: tuple[int, ...]
    source: str
    stretches: bool


class Sizes:
    """The axes bound so far, each with what bound it."""

    def __init__(self, ties: Iterable[Tie], arguments: Mapping[str, Any]) -> None:
        self.single: dict[str, Tie] = {tie.axis: tie for tie in reversed(list(ties))}
        self.many: dict[str, Many] = {}
        self.arguments = arguments

    def of(self, axis: Axis) -> int | None:
        """The size that an axis must have, if that is known."""
        if axis.free or axis.many:
            return None
        if axis.text.isdigit():
            return int(axis.text)
        if axis.text in self.single:
            return self.single[axis.text].size
        return None if axis.text.isidentifier() else self._computed(axis.text)

    def _computed(self, text: str) -> int | None:
        sizes = {name: tie.size for name, tie in self.single.items()}
        try:
            # As jaxtyping does: braces by the arguments, then the rest by the sizes.
            return int(eval(eval(f"f'{text}'", dict(self.arguments)), sizes))
        except Exception:
            return None

    def misfit(self, axes: list[Axis], shape: tuple[int, ...], source: str) -> Misfit | None:
        """The first axis that breaks its annotation; those before it are bound.

        Args:
            axes: What the annotation says; as many as `shape` has room for.
            shape: What came.
            source: The argument that it belongs to, in the words of an error.
        """
        starred = [place for place, axis in enumerate(axes) if axis.many]
        rest = len(shape) - len(axes)
        for place, axis in enumerate(axes):
            if not axis.many:
                place += rest if starred and place > starred[0] else 0
                if not self._bind(axis, shape[place], source):
                    return Misfit(axis, place)
        for place in starred:
            if not self._bind_many(axes[place], shape[place : place + rest + 1], source):
                return Misfit(axes[place], None)
        return None

    def _bind(self, axis: Axis, size: int, source: str) -> bool:
        if axis.free or (axis.stretches and size == 1):
            return True
        known = self.of(axis)
        if known is None and axis.text.isidentifier():
            self.single[axis.text] = Tie(axis.text, size, source, "array")
        return known in (None, size)

    def _bind_many(self, axis: Axis, shape: tuple[int, ...], source: str) -> bool:
        if axis.free:
            return True
        if axis.text not in self.many:
            self.many[axis.text] = Many(shape, source, axis.stretches)
            return True
        known = self.many[axis.text]
        try:
            both = np.broadcast_shapes(shape, known.shape)
        except ValueError:
            return False
        if known.stretches:
            # A shape under `*#` grows to hold the next one; a firm one must hold them all.
            self.many[axis.text] = Many(both, known.source, axis.stretches)
            return axis.stretches or both == shape
        return both == known.shape if axis.stretches else shape == known.shape

    def shown(self, axes: list[Axis]) -> str:
        """The shape that an annotation asks for, with the sizes bound so far filled in."""
        return shown_shape(word for axis in axes for word in self._words(axis))

    def _words(self, axis: Axis) -> Iterator[str]:
        if axis.many and axis.text in self.many:
            yield from map(str, self.many[axis.text].shape)
            return
        size = self.of(axis)
        word = axis.shown if size is None else str(size)
        yield f"1 or {word}" if axis.stretches and not axis.many else word


def shown_shape(sizes: Iterable[object]) -> str:
    """A shape as Python writes a tuple, of numbers and of names.

    Example:
        >>> shown_shape(["*batch", 784]), shown_shape([3])
        ('(*batch, 784)', '(3,)')
    """
    words = [str(size) for size in sizes]
    return f"({words[0]},)" if len(words) == 1 else f"({', '.join(words)})"
