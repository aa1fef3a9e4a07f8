"""Many answers at once of layers of any kind, each asked for its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float

from interlock.dimensions import Array
from interlock.module import Module

__all__ = ["LayerwiseForward"]

_CHUNK = 1024  # rows at a time, so that no layer's outputs fill the memory


class LayerwiseForward:
    """The way from inputs to outputs through the layers' own methods."""

    def __init__(self, layers: Sequence[Module[Any, Any]], dtype: np.dtype[Any]) -> None:
        self._layers = layers
        self._dtype = dtype

    def run(self, inputs: Float[Array, "n i"]) -> Float[Array, "n o"]:
        """The outputs for every row; a new array."""
        outputs = np.empty((len(inputs), self._layers[-1].num_outputs), self._dtype)
        for start in range(0, len(inputs), _CHUNK):
            values: Array = inputs[start : start + _CHUNK].astype(self._dtype, copy=False)
            for layer in self._layers:
                values = layer.pass_forward(values, None)
            outputs[start : start + _CHUNK] = values
        return outputs
