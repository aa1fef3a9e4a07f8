"""Activations that overwrite their argument, for an engine whose buffers are allocated once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from interlock.activations import ACTIVATIONS, Activation
from interlock.dimensions import Array

__all__ = ["Kernel", "kernel_of"]

Forward = Callable[[Float[Array, "batch o"], Float[Array, "batch o"]], None]
Backward = Callable[
    [Float[Array, "batch o"], Float[Array, "batch o"], Float[Array, "batch o"]], None
]


@dataclass(frozen=True)
class Kernel:
    """The two directions of an activation.

    Attributes:
        forward: Takes (sums, scratch) and turns the sums into the outputs.
        backward: Takes (outputs, error, scratch) and turns the error of the outputs into
            that of the sums.
    """

    forward: Forward
    backward: Backward


def kernel_of(activation: Activation) -> Kernel:
    """The in-place form of an activation; one of the user's own is called as it is."""
    if ACTIVATIONS.get(activation.name) == activation:
        return _KERNELS[activation.name]

    def forward(sums: Float[Array, "batch o"], scratch: Float[Array, "batch o"]) -> None:
        sums[...] = activation(sums)

    def backward(
        outputs: Float[Array, "batch o"],
        error: Float[Array, "batch o"],
        scratch: Float[Array, "batch o"],
    ) -> None:
        error[...] = activation.backpropagate(outputs, error)

    return Kernel(forward, backward)


def _sigmoid(sums: Float[Array, "batch o"], scratch: Float[Array, "batch o"]) -> None:
    # An overflow of exp to ∞ gives the right 0 in the end; the engine silences its warning.
    np.negative(sums, sums)
    np.exp(sums, sums)
    np.add(sums, 1, sums)
    np.reciprocal(sums, sums)


def _sigmoid_back(
    outputs: Float[Array, "batch o"],
    error: Float[Array, "batch o"],
    scratch: Float[Array, "batch o"],
) -> None:
    np.subtract(1, outputs, scratch)
    np.multiply(scratch, outputs, scratch)
    np.multiply(error, scratch, error)


def _tanh(sums: Float[Array, "batch o"], scratch: Float[Array, "batch o"]) -> None:
    np.tanh(sums, sums)


def _tanh_back(
    outputs: Float[Array, "batch o"],
    error: Float[Array, "batch o"],
    scratch: Float[Array, "batch o"],
) -> None:
    np.multiply(outputs, outputs, scratch)
    np.subtract(1, scratch, scratch)
    np.multiply(error, scratch, error)


def _relu(sums: Float[Array, "batch o"], scratch: Float[Array, "batch o"]) -> None:
    np.maximum(sums, 0, out=sums)


def _relu_back(
    outputs: Float[Array, "batch o"],
    error: Float[Array, "batch o"],
    scratch: Float[Array, "batch o"],
) -> None:
    # 1 where the output is above 0, else 0, and quicker than a comparison cast to numbers.
    np.sign(outputs, scratch)
    np.multiply(error, scratch, error)


def _identity(sums: Float[Array, "batch o"], scratch: Float[Array, "batch o"]) -> None:
    pass


def _identity_back(
    outputs: Float[Array, "batch o"],
    error: Float[Array, "batch o"],
    scratch: Float[Array, "batch o"],
) -> None:
    pass


def _step(sums: Float[Array, "batch o"], scratch: Float[Array, "batch o"]) -> None:
    np.heaviside(sums, 0, sums)


def _step_back(
    outputs: Float[Array, "batch o"],
    error: Float[Array, "batch o"],
    scratch: Float[Array, "batch o"],
) -> None:
    error.fill(0)


def _softmax(sums: Float[Array, "batch o"], scratch: Float[Array, "batch o"]) -> None:
    column = scratch[:, :1]
    np.max(sums, axis=1, keepdims=True, out=column)
    np.subtract(sums, column, sums)
    np.exp(sums, sums)
    np.sum(sums, axis=1, keepdims=True, out=column)
    np.divide(sums, column, sums)


def _softmax_back(
    outputs: Float[Array, "batch o"],
    error: Float[Array, "batch o"],
    scratch: Float[Array, "batch o"],
) -> None:
    np.vecdot(error, outputs, out=scratch[:, 0])
    np.subtract(error, scratch[:, :1], error)
    np.multiply(error, outputs, error)


_KERNELS = {
    "step": Kernel(_step, _step_back),
    "sigmoid": Kernel(_sigmoid, _sigmoid_back),
    "tanh": Kernel(_tanh, _tanh_back),
    "relu": Kernel(_relu, _relu_back),
    "identity": Kernel(_identity, _identity_back),
    "softmax": Kernel(_softmax, _softmax_back),
}
