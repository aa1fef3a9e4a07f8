"""Inference: a network's answers through buffers that are allocated once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Literal

import numpy as np
from jaxtyping import Float

from interlock.activations import ACTIVATIONS, sigmoid, tanh
from interlock.contracts import shaped
from interlock.dimensions import Array, I, O
from interlock.engines.choice import EngineName, numba_is_installed
from interlock.engines.kernels import kernel_of
from interlock.engines.parameters import Parameters
from interlock.errors import SettingError
from interlock.layer import Layer, other_kinds
from interlock.network import Network

__all__ = ["Predictor", "compile_network"]

_CHUNK = 512  # rows at a time, so that what is between two layers never leaves the cache

Single = Callable[[Float[Array, "i"]], Float[Array, "o"]]


class Predictor(Generic[I, O]):
    """A network as it was when `compile` was called, ready to answer; later training is not seen.

    Attributes:
        engine: What answers single examples, numpy or numba; many at once go through BLAS.

    Example:
        >>> predictor = Network.new(3, [4], 2, rng=1).compile(engine="numpy")
        >>> predictor.one(np.ones(3, np.float32)).shape, predictor(np.ones((5, 3))).shape
        ((2,), (5, 2))
    """

    num_inputs: I
    num_outputs: O
    engine: Literal["numpy", "numba"]

    def __init__(self, network: Network[I, O], engine: Literal["numpy", "numba"]) -> None:
        layers = tuple(network)
        self.num_inputs, self.num_outputs = network.num_inputs, network.num_outputs
        self.engine = engine
        self.dtype: np.dtype[Any] = np.result_type(*(layer.weight for layer in layers))
        self._parameters = Parameters.zeros(layers, self.dtype)
        self._parameters.read(layers)
        self._kernels = [kernel_of(layer.activation) for layer in layers]
        self._room: dict[int, list[tuple[Array, Array]]] = {}
        single = _by_numba if engine == "numba" else _by_numpy
        self._single: Single = single(layers, self._parameters)

    @shaped
    def one(self, inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        """The outputs for one example; nothing is allocated if it has the network's precision.

        Returns:
            Always the same array, which the next call overwrites.

        Raises:
            ShapeError: `inputs` is not `num_inputs` long.
        """
        if inputs.dtype != self.dtype or not inputs.flags.c_contiguous:
            inputs = np.ascontiguousarray(inputs, self.dtype)
        return self._single(inputs)

    @shaped
    def __call__(self, inputs: Float[Array, "n i"]) -> Float[Array, "n o"]:
        """The outputs for many examples, a chunk at a time; a new array.

        Raises:
            ShapeError: the rows of `inputs` are not `num_inputs` long.
        """
        outputs = np.empty((len(inputs), self.num_outputs), self.dtype)
        with np.errstate(all="ignore"):
            for start in range(0, len(inputs), _CHUNK):
                rows = inputs[start : start + _CHUNK].astype(self.dtype, copy=False)
                self._fill(rows, outputs[start : start + _CHUNK])
        return outputs

    def _fill(self, values: Float[Array, "b i"], outputs: Float[Array, "b o"]) -> None:
        room = self._buffers(len(values))
        layers = zip(
            self._parameters.weights, self._parameters.biases, self._kernels, room, strict=True
        )
        for weight, bias, kernel, (sums, scratch) in layers:
            np.dot(values, weight.T, sums)
            np.add(sums, bias, sums)
            kernel.forward(sums, scratch)
            values = sums
        outputs[...] = values

    def _buffers(self, rows: int) -> list[tuple[Array, Array]]:
        # Of a last chunk of another length, only the latest is kept.
        if rows not in self._room:
            if len(self._room) > 1:
                self._room.popitem()
            widths = [len(bias) for bias in self._parameters.biases]
            self._room[rows] = [
                (np.empty((rows, width), self.dtype), np.empty((rows, width), self.dtype))
                for width in widths
            ]
        return self._room[rows]


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
        from interlock.engines.layerwise_inference import compile_layerwise  # made of this one

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
    return Predictor(network, "numba" if possible and engine != "numpy" else "numpy")


def _by_numpy(layers: tuple[Layer[Any, Any], ...], parameters: Parameters) -> Single:
    steps = []
    half = False
    for layer, weight, bias in zip(layers, parameters.weights, parameters.biases, strict=True):
        # σ(z) is ½ + ½·tanh(z/2): both halves go into the weights, and one call of NumPy is left.
        if half:
            weight, bias = weight / 2, bias + weight.sum(axis=1) / 2
        half = layer.activation == sigmoid
        if half:
            weight, bias = weight / 2, bias / 2
        row = np.empty((1, len(bias)), bias.dtype)
        activate = kernel_of(tanh if half else layer.activation).forward
        steps.append((weight.dot, bias, activate, row, row[0], row.copy()))
    ended_in_half, one_half = half, parameters.vector.dtype.type(0.5)

    def single(inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        for dot, bias, activate, row, flat, scratch in steps:
            dot(inputs, flat)
            np.add(flat, bias, flat)
            activate(row, scratch)
            inputs = flat
        if ended_in_half:
            np.multiply(inputs, one_half, inputs)
            np.add(inputs, one_half, inputs)
        return inputs

    return single


def _by_numba(layers: tuple[Layer[Any, Any], ...], parameters: Parameters) -> Single:
    from interlock.engines.numba_blocks import infer_one
    from interlock.engines.numba_kernels import KINDS

    sizes = np.array([layers[0].num_inputs, *(layer.num_outputs for layer in layers)], np.int64)
    kinds = np.array([KINDS.index(layer.activation.name) for layer in layers], np.int64)
    vector = parameters.vector
    values, outputs = np.empty(int(sizes.sum()), vector.dtype), np.empty(sizes[-1], vector.dtype)

    def single(inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        infer_one(vector, sizes, kinds, inputs, values, outputs)
        return outputs

    single(np.zeros(sizes[0], vector.dtype))  # makes the machine code, or fetches it
    return single
