"""Inference through layers of any kind: each one's own answer, one after the other."""

from __future__ import annotations

import copy

import numpy as np
from jaxtyping import Float

from interlock.contracts import shaped
from interlock.dimensions import Array, I, O
from interlock.engines.choice import EngineName
from interlock.engines.inference import Predictor
from interlock.errors import SettingError
from interlock.layer import other_kinds
from interlock.network import Network

__all__ = ["LayerwisePredictor", "compile_layerwise"]


class LayerwisePredictor(Predictor[I, O]):
    """Copies of the layers, asked in turn; what each of them allocates is its own affair."""

    def __init__(self, network: Network[I, O]) -> None:
        self.num_inputs, self.num_outputs = network.num_inputs, network.num_outputs
        self.engine = "numpy"
        self.dtype = network.dtype
        self._layers = copy.deepcopy(tuple(network))

    @shaped
    def one(self, inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        """The outputs for one example, as a new array."""
        outputs = np.empty(self.num_outputs, self.dtype)
        self._fill(inputs.astype(self.dtype, copy=False), outputs)
        return outputs

    def _fill(self, values: Float[Array, "*b i"], outputs: Float[Array, "*b o"]) -> None:
        for layer in self._layers:
            values = layer.pass_forward(values, None)
        outputs[...] = values


def compile_layerwise(network: Network[I, O], engine: EngineName) -> LayerwisePredictor[I, O]:
    """A predictor for layers of any kind.

    Raises:
        SettingError: the engine is numba, which would have to compile them.
    """
    if engine == "numba":
        raise SettingError(
            "compile: the numba engine compiles only layers of the kind Layer.",
            got=f"{other_kinds(network)} in {network!r}",
            remedy='engine="numpy", or engine="auto"',
        )
    return LayerwisePredictor(network)
