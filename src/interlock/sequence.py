"""What is said of a network as a row of layers, without a pass through it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Generic

import numpy as np

from interlock.dimensions import I, O
from interlock.errors import ShapeError
from interlock.layer import Layer
from interlock.parts import arrays_of

if TYPE_CHECKING:
    from interlock.drawing import Drawing

__all__ = ["LayerSequence"]


class LayerSequence(ABC, Generic[I, O]):
    """One or more layers in a row."""

    num_inputs: I
    num_outputs: O
    depth: int

    # Most networks are of Layers, and their weights are read in loops: the type says so, and lets
    # what is of another kind pass.
    @abstractmethod
    def __iter__(self) -> Iterator[Layer[Any, Any] | Any]:
        """The layers, from the inputs to the outputs."""

    def __len__(self) -> int:
        """How many layers there are."""
        return self.depth

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes that the values pass through, inputs and outputs included."""
        return (int(self.num_inputs), *(int(layer.num_outputs) for layer in self))

    @property
    def dtype(self) -> np.dtype[Any]:
        """The widest precision of its layers' arrays."""
        arrays = (array for layer in self for array in arrays_of(layer).values())
        return np.result_type(np.float32, *arrays)

    @property
    def num_parameters(self) -> int:
        """How many numbers training changes."""
        return sum(arrays_of(layer)[name].size for layer in self for name in layer.parameters)

    def __eq__(self, other: object) -> bool:
        """Equal layers in the same order."""
        if not isinstance(other, LayerSequence):
            return NotImplemented
        return list(self) == list(other)

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # a layer changes as it learns

    def __repr__(self) -> str:
        return f"Network({' -> '.join(map(str, self.sizes))})"

    def locate(self, error: ShapeError) -> None:
        """Add to a layer's complaint which layer of this network it is."""
        for place, layer in enumerate(self, 1):
            if layer is error.instance:
                error.where = f"layer {place} of {len(self)} in {self!r}"

    def draw(self) -> Drawing:
        """The network's picture: an SVG in a notebook, characters in a terminal.

        Example:
            >>> from interlock import Layer
            >>> (Layer(3, 4) >> Layer(4, 2)).draw()
                    ╭───●───╮
                ○───┤       │
                    ├───●───┼───●
                ○───┤       │
                    ├───●───┼───●
                ○───┤       │
                    ╰───●───╯
                3       4       2
             inputs  sigmoid sigmoid
        """
        from interlock.drawing import drawing_of  # which draws layers

        return drawing_of(self, repr(self))

    def _repr_svg_(self) -> str:
        return self.draw().svg
