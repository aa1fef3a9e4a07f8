"""All parameters of a network in one vector, with a view of it for each layer's arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from jaxtyping import Float

from interlock.dimensions import Array
from interlock.engines.buffers import aligned
from interlock.layer import Layer

__all__ = ["Parameters"]


@dataclass(frozen=True, eq=False)
class Parameters:
    """A vector, first all weights, then all biases, and the views that give it shape.

    Weights come first so that L2 decay is one operation on one slice. Of each bias there may be
    several copies, one a row: one for each row of a small batch, to which NumPy adds such an array
    in half the time that it takes to add one row to all.
    """

    vector: Float[Array, "p"]
    all_weights: Float[Array, "w"]
    weights: tuple[Array, ...]
    biases: tuple[Array, ...]

    @staticmethod
    def zeros(
        layers: Sequence[Layer[Any, Any]], dtype: np.dtype[Any], copies: int = 1
    ) -> Parameters:
        """A vector of zeros for layers of these sizes."""
        shapes = [layer.weight.shape for layer in layers]
        shapes += [(copies, layer.bias.shape[0]) for layer in layers]
        edges = [0, *np.cumsum([np.prod(shape) for shape in shapes]).tolist()]
        vector = aligned(edges[-1], dtype)
        views = tuple(
            vector[start:stop].reshape(shape)
            for (start, stop), shape in zip(pairwise(edges), shapes, strict=True)
        )
        count = len(layers)
        return Parameters(vector, vector[: edges[count]], views[:count], views[count:])

    def read(self, layers: Sequence[Layer[Any, Any]]) -> None:
        """Copy the layers' arrays in."""
        for layer, weight, bias in zip(layers, self.weights, self.biases, strict=True):
            weight[...], bias[...] = layer.weight, layer.bias

    def write(self, layers: Sequence[Layer[Any, Any]]) -> None:
        """Copy out into the layers' own arrays, which stay the same objects."""
        for layer, weight, bias in zip(layers, self.weights, self.biases, strict=True):
            layer.weight[...], layer.bias[...] = weight, bias[0]
