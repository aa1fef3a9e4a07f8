"""Activations as calls that overwrite their arguments, whose buffers are allocated once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from jaxtyping import Float

from interlock.activations import ACTIVATIONS, Activation
from interlock.dimensions import Array
from interlock.engines.calls import Call, number

__all__ = ["Kernel", "kernel_of"]

Forward = Callable[[Float[Array, "*batch o"], Float[Array, "*batch o"]], list[Call]]
Backward = Callable[
    [Float[Array, "batch o"], Float[Array, "batch o"], Float[Array, "batch o"]], list[Call]
]


@dataclass(frozen=True)
class Kernel:
    """The two directions of an activation.

    Attributes:
        forward: For (sums, scratch), the calls that turn the sums into the outputs.
        backward: For (outputs, error, scratch), those that turn the error of the outputs into
            that of the sums.
    """

    forward: Forward
    backward: Backward


def kernel_of(activation: Activation) -> Kernel:
    """The in-place form of an activation; one of the user's own is called as it is."""
    if ACTIVATIONS.get(activation.name) == activation:
        return _KERNELS[activation.name]

    def forward(sums: Float[Array, "*batch o"]) -> None:
        sums[...] = activation(sums)

    def backward(outputs: Float[Array, "batch o"], error: Float[Array, "batch o"]) -> None:
        error[...] = activation.backpropagate(outputs, error)

    return Kernel(
        lambda sums, scratch: [(forward, (sums,))],
        lambda outputs, error, scratch: [(backward, (outputs, error))],
    )


def _sigmoid(sums: Float[Array, "*batch o"], scratch: Float[Array, "*batch o"]) -> list[Call]:
    # An overflow of exp to ∞ gives the right 0 in the end; the engine silences its warning.
    return [
        (np.negative, (sums, sums)),
        (np.exp, (sums, sums)),
        (np.add, (sums, number(1, sums), sums)),
        (np.reciprocal, (sums, sums)),
    ]


def _sigmoid_back(
    outputs: Float[Array, "batch o"],
    error: Float[Array, "batch o"],
    scratch: Float[Array, "batch o"],
) -> list[Call]:
    return [
        (np.subtract, (number(1, outputs), outputs, scratch)),
        (np.multiply, (scratch, outputs, scratch)),
        (np.multiply, (error, scratch, error)),
    ]


def _tanh(sums: Float[Array, "*batch o"], scratch: Float[Array, "*batch o"]) -> list[Call]:
    return [(np.tanh, (sums, sums))]


def _tanh_back(
    outputs: Float[Array, "batch o"],
    error: Float[Array, "batch o"],
    scratch: Float[Array, "batch o"],
) -> list[Call]:
    return [
        (np.multiply, (outputs, outputs, scratch)),
        (np.subtract, (number(1, outputs), scratch, scratch)),
        (np.multiply, (error, scratch, error)),
    ]


def _relu(sums: Float[Array, "*batch o"], scratch: Float[Array, "*batch o"]) -> list[Call]:
    return [(partial(np.maximum, out=sums), (sums, number(0, sums)))]


def _relu_back(
    outputs: Float[Array, "batch o"],
    error: Float[Array, "batch o"],
    scratch: Float[Array, "batch o"],
) -> list[Call]:
    # 1 where the output is above 0, else 0, and quicker than a comparison cast to numbers.
    return [(np.sign, (outputs, scratch)), (np.multiply, (error, scratch, error))]


def _identity(sums: Float[Array, "*batch o"], scratch: Float[Array, "*batch o"]) -> list[Call]:
    return []


def _identity_back(
    outputs: Float[Array, "batch o"],
    error: Float[Array, "batch o"],
    scratch: Float[Array, "batch o"],
) -> list[Call]:
    return []


def _step(sums: Float[Array, "*batch o"], scratch: Float[Array, "*batch o"]) -> list[Call]:
    return [(np.heaviside, (sums, number(0, sums), sums))]


def _step_back(
    outputs: Float[Array, "batch o"],
    error: Float[Array, "batch o"],
    scratch: Float[Array, "batch o"],
) -> list[Call]:
    return [(error.fill, (0,))]


def _softmax(sums: Float[Array, "*batch o"], scratch: Float[Array, "*batch o"]) -> list[Call]:
    column = scratch[..., :1]
    return [
        (np.maximum.reduce, (sums, -1, None, column, True)),
        (np.subtract, (sums, column, sums)),
        (np.exp, (sums, sums)),
        (np.add.reduce, (sums, -1, None, column, True)),
        (np.divide, (sums, column, sums)),
    ]


def _softmax_back(
    outputs: Float[Array, "batch o"],
    error: Float[Array, "batch o"],
    scratch: Float[Array, "batch o"],
) -> list[Call]:
    return [
        (np.vecdot, (error, outputs, scratch[:, 0])),
        (np.subtract, (error, scratch[:, :1], error)),
        (np.multiply, (error, outputs, error)),
    ]


_KERNELS = {
    "step": Kernel(_step, _step_back),
    "sigmoid": Kernel(_sigmoid, _sigmoid_back),
    "tanh": Kernel(_tanh, _tanh_back),
    "relu": Kernel(_relu, _relu_back),
    "identity": Kernel(_identity, _identity_back),
    "softmax": Kernel(_softmax, _softmax_back),
}
