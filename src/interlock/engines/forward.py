"""Many answers at once, a chunk of rows at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float

from interlock.dimensions import Array
from interlock.engines.buffers import aligned
from interlock.engines.calls import Call, number, run
from interlock.engines.halves import Halves
from interlock.engines.kernels import Kernel, kernel_of
from interlock.engines.parameters import Parameters
from interlock.layer import Layer

__all__ = ["Forward"]

_CHUNK = 1024  # rows at a time, so that what is between two layers never leaves the cache
_QUICK = 1200  # numbers of a product up to which OpenBLAS has a quicker way, by AVX-512
_FEWEST = 32  # rows worth a product of their own


class Forward:
    """The way from inputs to outputs through buffers that are allocated once.

    A chunk is cut into pieces, so that the first layer's product is quick. Between the layers the
    rows of a piece lie side by side, as columns, since BLAS is quicker to come out with them so.
    """

    def __init__(self, layers: Sequence[Layer[Any, Any]], parameters: Parameters) -> None:
        self._halves = Halves(layers, parameters)
        self._kernels = [kernel_of(activation) for activation in self._halves.activations]
        rows = _QUICK // parameters.weights[0].shape[0]
        self._rows = min(rows, _CHUNK) if rows >= _FEWEST else _CHUNK
        self._rooms: dict[tuple[int, int], Room] = {}

    def run(self, inputs: Float[Array, "n i"]) -> Float[Array, "n o"]:
        """The outputs for every row; a new array."""
        weights = self._halves.weights
        outputs = np.empty((len(inputs), len(weights[-1])), weights[0].dtype)
        self._halves.read()
        start = 0
        while start < len(inputs):
            left = len(inputs) - start
            rows = min(self._rows, left)
            pieces = min(_CHUNK, left) // rows
            stop = start + pieces * rows
            chunk = inputs[start:stop].astype(outputs.dtype, copy=False)
            self._room(pieces, rows).answer(chunk, outputs[start:stop])
            start = stop
        return outputs

    def _room(self, pieces: int, rows: int) -> Room:
        # All chunks are alike but the last, of whose lengths only the latest is kept.
        if (pieces, rows) not in self._rooms:
            while len(self._rooms) > 2:
                self._rooms.popitem()
            self._rooms[pieces, rows] = Room(self._halves, self._kernels, pieces, rows)
        return self._rooms[pieces, rows]


class Room:
    """What lies between the layers for so many pieces of so many rows, and the calls that fill it.

    Args:
        halves: The network.
        kernels: Its activations.
        pieces: Of a chunk.
        rows: Of a piece.
    """

    def __init__(self, halves: Halves, kernels: Sequence[Kernel], pieces: int, rows: int) -> None:
        self._pieces, self._rows, self._weight = pieces, rows, halves.weights[0]
        kind = self._weight.dtype
        layers = [aligned((pieces, len(weight), rows), kind) for weight in halves.weights]
        self._sums, self._half = layers[0], number(0.5 if halves.last else 0, self._weight)
        self._calls: list[Call] = []
        for place, (here, kernel) in enumerate(zip(layers, kernels, strict=True)):
            if place:
                self._calls.append((np.matmul, (halves.weights[place], layers[place - 1], here)))
            self._calls.append((np.add, (here, halves.biases[place][:, None], here)))
            self._calls += kernel.forward(_turned(here), _turned(np.empty_like(here)))
        if halves.last:
            self._calls.append((np.multiply, (layers[-1], self._half, layers[-1])))
        self._answers = _turned(layers[-1])

    def answer(self, chunk: Float[Array, "n i"], outputs: Float[Array, "n o"]) -> None:
        """Fill the outputs."""
        cut = (self._pieces, self._rows, -1)
        np.matmul(self._weight, _turned(chunk.reshape(cut)), self._sums)
        run(self._calls)
        np.add(self._answers, self._half, outputs.reshape(cut))


def _turned(pieces: Float[Array, "p x y"]) -> Float[Array, "p y x"]:
    return pieces.transpose(0, 2, 1)
