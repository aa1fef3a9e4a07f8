"""What a neuron makes of its weighted sum: value and derivative of each activation.

Every derivative is written in terms of the outputs, which `Layer.forward` keeps, so that going
backward needs no weighted sums.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from interlock.dimensions import Array
from interlock.errors import SettingError


@dataclass(frozen=True)
class Activation:
    """A named function of the weighted sums, with the derivative that training needs.

    Args:
        name: How it is printed, saved and found again.
        value: The outputs, from the weighted sums.
        slope: ∂outputs/∂sums of each neuron by its own sum, from the outputs.
        pullback: Takes (outputs, error of the outputs) to the error of the sums, for an activation
            such as softmax whose neurons depend on one another; left out, it is `error · slope`.

    Example:
        >>> relu(np.array([-1.0, 2.0]))
        array([0., 2.])
        >>> relu.derivative(np.array([-1.0, 2.0]))
        array([0., 1.])
    """

    name: str
    value: Callable[[Float[Array, "*batch n"]], Float[Array, "*batch n"]]
    slope: Callable[[Float[Array, "*batch n"]], Float[Array, "*batch n"]]
    pullback: (
        Callable[
            [Float[Array, "*batch n"], Float[Array, "*batch n"]],
            Float[Array, "*batch n"],
        ]
        | None
    ) = None

    def __call__(self, sums: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
        """The outputs of neurons whose weighted sums are given."""
        return self.value(sums)

    def derivative(
        self, sums: Float[Array, "*batch n"], outputs: Float[Array, "*batch n"] | None = None
    ) -> Float[Array, "*batch n"]:
        """How each output changes with its own weighted sum: f′(z), the Jacobian's diagonal.

        Args:
            sums: Where the derivative is taken.
            outputs: The activation's value there, if it is known already.
        """
        return self.slope(self.value(sums) if outputs is None else outputs)

    def backpropagate(
        self, outputs: Float[Array, "*batch n"], error: Float[Array, "*batch n"]
    ) -> Float[Array, "*batch n"]:
        """The error of the weighted sums, from that of the outputs: the error times the Jacobian.

        Args:
            outputs: The activation's value.
            error: ∂loss/∂outputs.
        """
        if self.pullback is not None:
            return self.pullback(outputs, error)
        return error * self.slope(outputs)

    def __repr__(self) -> str:
        return self.name


def _step_value(sums: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    return (sums > 0).astype(sums.dtype)


def _step_slope(outputs: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    return np.zeros_like(outputs)


def _sigmoid_value(sums: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    # Neither exponent is above 0, so that nothing overflows, on either side.
    share: Float[Array, "*batch n"] = np.exp(np.minimum(sums, 0))
    whole: Float[Array, "*batch n"] = 1 + np.exp(-np.abs(sums))
    return share / whole


def _sigmoid_slope(outputs: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    return outputs * (1 - outputs)


def _tanh_value(sums: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    return np.tanh(sums)


def _tanh_slope(outputs: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    return 1 - outputs * outputs


def _relu_value(sums: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    return np.maximum(sums, 0)


def _identity_value(sums: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    return sums.copy()


def _identity_slope(outputs: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    return np.ones_like(outputs)


def _softmax_value(sums: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    # Subtracting the largest leaves the quotients as they are and keeps exp from overflowing.
    powers = np.exp(sums - sums.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _softmax_pullback(
    outputs: Float[Array, "*batch n"], error: Float[Array, "*batch n"]
) -> Float[Array, "*batch n"]:
    shared = (outputs * error).sum(axis=-1, keepdims=True)
    return outputs * (error - shared)


step: Activation = Activation("step", _step_value, _step_slope)
sigmoid: Activation = Activation("sigmoid", _sigmoid_value, _sigmoid_slope)
tanh: Activation = Activation("tanh", _tanh_value, _tanh_slope)
relu: Activation = Activation("relu", _relu_value, _step_value)
identity: Activation = Activation("identity", _identity_value, _identity_slope)
softmax: Activation = Activation("softmax", _softmax_value, _sigmoid_slope, _softmax_pullback)

ACTIVATIONS = {known.name: known for known in (step, sigmoid, tanh, relu, identity, softmax)}


def activation_named(name: str) -> Activation:
    """The activation that prints itself so.

    Raises:
        SettingError: there is none of that name.

    Example:
        >>> activation_named("tanh")
        tanh
    """
    if name not in ACTIVATIONS:
        raise SettingError(
            f'activation_named: there is no activation called "{name}".',
            expected=", ".join(ACTIVATIONS),
            got=repr(name),
        )
    return ACTIVATIONS[name]
