"""Inference: a network's answers through buffers that are allocated once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import numpy as np
from jaxtyping import Float

from interlock.activations import ACTIVATIONS
from interlock.contracts import shaped
from interlock.dimensions import Array, I, O
from interlock.engines.buffers import aligned
from interlock.engines.calls import Call
from interlock.engines.choice import EngineName, numba_is_installed
from interlock.engines.forward import Forward
from interlock.engines.halves import Halves
from interlock.engines.kernels import kernel_of
from interlock.engines.layerwise_inference import compile_layerwise
from interlock.engines.parameters import Parameters
from interlock.engines.predictor import Predictor
from interlock.errors import SettingError
from interlock.layer import Layer, other_kinds
from interlock.network import Network

__all__ = ["VectorPredictor", "compile_network"]

Single = Callable[[Float[Array, "i"]], Float[Array, "o"]]
Filling = tuple[Callable[[Float[Array, "i"]], object], Float[Array, "o"]]


class VectorPredictor(Predictor[I, O]):
    """One vector of the parameters of layers of the kind Layer, and a function made for them."""

    def __init__(self, network: Network[I, O], engine: Literal["numpy", "numba"]) -> None:
        layers = tuple(network)
        dtype = np.result_type(*(layer.weight for layer in layers))
        parameters = Parameters.zeros(layers, dtype)
        parameters.read(layers)
        super().__init__(network, engine, dtype, Forward(layers, parameters))
        filling, quick = (_by_numba, _refusing) if engine == "numba" else (_by_numpy, _looking)
        self._filling: Filling = filling(layers, parameters)
        # What an instance has goes before what its class has: the method below, with its contract,
        # is called for what does not have the one form that needs no look.
        vars(self)["one"] = quick(self._filling, int(self.num_inputs), self.one)

    @shaped
    def one(self, inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        """The outputs for one example; nothing is allocated if it has the network's precision.

        Returns:
            Always the same array, which the next call overwrites.

        Raises:
            ShapeError: `inputs` is not `num_inputs` long.
        """
        fill, outputs = self._filling
        fill(np.require(inputs, self.dtype, ["C", "A", "E"]))
        return outputs


def compile_network(network: Network[I, O], engine: EngineName) -> Predictor[I, O]:
    """What `Network.compile` does.

    Raises:
        SettingError: there is no such engine, it is not installed, or it cannot run the network.
    """
    if engine not in ("auto", "numpy", "numba"):
        raise SettingError(
            "compile: engine must be known.", expected="auto, numpy or numba", got=repr(engine)
        )
    if other_kinds(network):
        return compile_layerwise(network, engine)
    possible = numba_is_installed() and all(
        ACTIVATIONS.get(layer.activation.name) == layer.activation for layer in network
    )
    if engine == "numba" and not possible:
        raise SettingError(
            "compile: the numba engine must be installed, and know every activation.",
            got=f"{network!r} with {', '.join(str(layer.activation) for layer in network)}"
            if numba_is_installed()
            else "numba or scipy is missing",
            remedy="engine=\"numpy\", or pip install 'interlock[fast]'",
        )
    return VectorPredictor(network, "numba" if possible and engine != "numpy" else "numpy")


def _by_numpy(layers: tuple[Layer[Any, Any], ...], parameters: Parameters) -> Filling:
    calls: list[Call] = []
    halves, below = Halves(layers, parameters), parameters.vector
    for weight, bias, activation in zip(
        halves.weights, halves.biases, halves.activations, strict=True
    ):
        # Behind what a layer gives stands a 1: the next one's biases are its weights.
        room = np.ones(len(weight) + 1, weight.dtype)
        sums = room[:-1]
        if calls:
            calls.append((np.hstack([weight, bias[:, None]]).dot, (below, sums)))
        else:
            product, first = weight.dot, sums
            calls.append((np.add, (sums, bias, sums)))
        calls += kernel_of(activation).forward(sums[None], np.empty_like(sums[None]))
        below = room
    outputs = np.empty_like(sums)
    if halves.last:  # in one call; a product with both halves, where adding them takes two
        both = np.hstack([np.eye(len(sums)), np.ones((len(sums), 1))]) / 2
        calls.append((both.astype(sums.dtype).dot, (below, outputs)))
    else:
        calls.append((np.copyto, (outputs, sums)))

    def fill(inputs: Float[Array, "i"]) -> None:
        product(inputs, first)
        for call, operands in calls:
            call(*operands)

    return fill, outputs


def _by_numba(layers: tuple[Layer[Any, Any], ...], parameters: Parameters) -> Filling:
    from interlock.engines.numba_blocks import inference_of
    from interlock.engines.numba_kernels import KINDS

    sizes = [layers[0].num_inputs, *(layer.num_outputs for layer in layers)]
    kinds = [KINDS.index(layer.activation.name) for layer in layers]
    plan, kind = np.array([*sizes, *kinds], np.int64), parameters.vector.dtype
    state = aligned(parameters.vector.size + sum(sizes[1:]), kind)
    state[: parameters.vector.size] = parameters.vector
    return partial(inference_of(kind), state, plan), state[-sizes[-1] :]


def _looking(filling: Filling, length: int, careful: Single) -> Single:
    """Fills for the very form of inputs that it takes, and leaves all others to `careful`."""
    fill, outputs = filling
    kind, shape, strides = outputs.dtype, (length,), outputs.strides

    def one(inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        if (
            type(inputs) is np.ndarray
            and inputs.dtype is kind
            and inputs.shape == shape
            and inputs.strides == strides
        ):
            fill(inputs)
            return outputs
        return careful(inputs)

    return one


def _refusing(filling: Filling, length: int, careful: Single) -> Single:
    """Likewise, where machine code itself refuses any other form, and says if it has the length."""
    from numba.core.errors import NumbaError

    fill, outputs = filling

    def one(inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        try:
            if fill(inputs):
                return outputs
        except (TypeError, NumbaError):
            pass
        return careful(inputs)

    return one
