"""Many answers at once, a chunk of rows at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float

from interlock.dimensions import Array
from interlock.engines.buffers import aligned
from interlock.engines.calls import Call, run
from interlock.engines.kernels import kernel_of
from interlock.engines.parameters import Parameters
from interlock.layer import Layer

__all__ = ["Forward"]

_CHUNK = 512  # rows at a time, so that what is between two layers never leaves the cache


class Forward:
    """The way from inputs to outputs through buffers that are allocated once."""

    def __init__(self, layers: Sequence[Layer[Any, Any]], parameters: Parameters) -> None:
        self._kernels = [kernel_of(layer.activation) for layer in layers]
        self._parameters = parameters
        self._rooms: dict[int, tuple[Array, list[Call], Array]] = {}

    def run(self, inputs: Float[Array, "n i"]) -> Float[Array, "n o"]:
        """The outputs for every row; a new array."""
        kind, last = self._parameters.vector.dtype, self._parameters.weights[-1]
        outputs = np.empty((len(inputs), last.shape[0]), kind)
        turned = self._parameters.weights[0].T
        for start in range(0, len(inputs), _CHUNK):
            rows = inputs[start : start + _CHUNK].astype(kind, copy=False)
            sums, calls, answers = self._room(len(rows))
            rows.dot(turned, sums)
            run(calls)
            outputs[start : start + _CHUNK] = answers
        return outputs

    def _room(self, rows: int) -> tuple[Array, list[Call], Array]:
        # Of a last chunk of another length, only the latest is kept.
        if rows not in self._rooms:
            if len(self._rooms) > 1:
                self._rooms.popitem()
            self._rooms[rows] = self._prepared(rows)
        return self._rooms[rows]

    def _prepared(self, rows: int) -> tuple[Array, list[Call], Array]:
        """Room for the first sums, the calls from there on, and where the outputs then lie."""
        weights, kind = self._parameters.weights, self._parameters.vector.dtype
        sums = [aligned((rows, weight.shape[0]), kind) for weight in weights]
        calls: list[Call] = []
        for place, (kernel, bias) in enumerate(
            zip(self._kernels, self._parameters.biases, strict=True)
        ):
            here = sums[place]
            if place:
                calls.append((sums[place - 1].dot, (weights[place].T, here)))
            calls.append((np.add, (here, bias[0], here)))
            calls += kernel.forward(here, np.empty_like(here))
        return sums[0], calls, sums[-1]
