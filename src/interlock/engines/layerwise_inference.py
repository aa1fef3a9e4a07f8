"""Inference through layers of any kind: each one's own answer, one after the other."""

from __future__ import annotations

import copy

from jaxtyping import Float

from interlock.contracts import shaped
from interlock.dimensions import Array, I, O
from interlock.engines.choice import EngineName
from interlock.engines.layerwise_forward import LayerwiseForward
from interlock.engines.predictor import Predictor
from interlock.errors import SettingError
from interlock.layer import other_kinds
from interlock.network import Network

__all__ = ["LayerwisePredictor", "compile_layerwise"]


class LayerwisePredictor(Predictor[I, O]):
    """Copies of the layers, asked in turn; what each of them allocates is its own affair."""

    def __init__(self, network: Network[I, O]) -> None:
        layers, dtype = copy.deepcopy(tuple(network)), network.dtype
        super().__init__(network, "numpy", dtype, LayerwiseForward(layers, dtype))

    @shaped
    def one(self, inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        """The outputs for one example, as a new array."""
        outputs: Float[Array, "o"] = self._forward.run(inputs[None])[0]
        return outputs


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
