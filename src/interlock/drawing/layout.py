"""What a picture of a network shows, before anyone says how: columns, and what joins them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any, Protocol

__all__ = ["Column", "Drawable", "Edge", "columns_of", "edges_between", "neighbours", "printable"]

Edge = tuple[int, int]  # the slots that it joins

_DOTS = -1  # the number of no neuron
_MOST_LAYERS = 8
_KEPT = 4  # columns at each end of a longer network


class Drawable(Protocol):
    """What a layer of any kind has, and all that a picture needs; it may have weights besides."""

    @property
    def num_inputs(self) -> Any:
        """How many numbers come in."""

    @property
    def num_outputs(self) -> Any:
        """How many go out."""


@dataclass(frozen=True)
class Column:
    """The neurons of one layer, one above the other, or a gap that stands for whole layers.

    Attributes:
        title: What it is, in full.
        captions: How many neurons there are, and what they compute.
        slots: The numbers of the neurons shown, from the top, and -1 for those that are not.
        layer: The number of the layer, counted from 1; 0 for the inputs.
        weighs: Whether each neuron has an edge from every one before it, or just from its own.
    """

    title: str
    captions: tuple[str, str]
    slots: tuple[int, ...]
    layer: int
    weighs: bool = True

    @property
    def neurons(self) -> list[int]:
        """The slots in which a neuron is shown."""
        return [slot for slot, number in enumerate(self.slots) if number != _DOTS]

    @property
    def dots(self) -> list[int]:
        """The slots in which there are dots."""
        return [slot for slot, number in enumerate(self.slots) if number == _DOTS]

    @property
    def is_gap(self) -> bool:
        """Whether it stands for whole layers."""
        return not self.neurons


def columns_of(layers: Sequence[Drawable], most: int) -> list[Column]:
    """The columns of the picture, from the inputs to the outputs.

    Args:
        layers: From the inputs to the outputs.
        most: How many neurons of a layer are shown, an even number.

    Example:
        >>> from interlock import Layer
        >>> [column.captions for column in columns_of([Layer(3, 4), Layer(4, 2)], most=10)]
        [('3', 'inputs'), ('4', 'sigmoid'), ('2', 'sigmoid')]
    """
    inputs = int(layers[0].num_inputs)
    first = Column(f"{inputs} inputs", (str(inputs), "inputs"), _slots(inputs, most), 0)
    columns = [first, *(_column(layer, number, most) for number, layer in enumerate(layers, 1))]
    if len(layers) <= _MOST_LAYERS:
        return columns
    left_out = len(columns) - 2 * _KEPT
    gap = Column(f"{left_out} more layers", (str(left_out), "more"), (_DOTS,), _KEPT)
    return [*columns[:_KEPT], gap, *columns[-_KEPT:]]


def neighbours(columns: Sequence[Column]) -> Iterator[tuple[int, Column, Column]]:
    """Columns that are joined by edges, with the place of the first among all."""
    for place, (before, after) in enumerate(pairwise(columns)):
        if not (before.is_gap or after.is_gap):
            yield place, before, after


def edges_between(before: Column, after: Column) -> list[Edge]:
    """The edges from one column to the next."""
    if after.weighs:
        return list(product(before.neurons, after.neurons))
    return list(zip(before.neurons, after.neurons, strict=True))


def printable(text: str) -> str:
    """The text, with a sign for each character that XML or a terminal could not show."""
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )


def _column(layer: Drawable, number: int, most: int) -> Column:
    inputs, size = int(layer.num_inputs), int(layer.num_outputs)
    # Other kinds of layer need have neither an activation nor weights.
    name = printable(str(getattr(layer, "activation", type(layer).__name__)))
    weighs = hasattr(layer, "weight") or inputs != size
    title = printable(f"layer {number}: {layer!r}")
    return Column(title, (str(size), name), _slots(size, most), number, weighs)


def _slots(size: int, most: int) -> tuple[int, ...]:
    if size <= most:
        return tuple(range(size))
    half = most // 2
    return (*range(half), _DOTS, *range(size - half, size))
