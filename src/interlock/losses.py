"""Losses: how far the outputs are from the targets, and the error that sends back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from interlock.activations import Activation, identity, sigmoid, softmax
from interlock.dimensions import Array
from interlock.errors import SettingError

__all__ = ["Loss", "cross_entropy", "log_likelihood", "loss_named", "quadratic"]


@dataclass(frozen=True)
class Loss(ABC):
    """A measure of error, averaged over a batch; its error starts as outputs - targets."""

    name: str

    @abstractmethod
    def value(self, outputs: Float[Array, "*batch o"], targets: Float[Array, "*batch o"]) -> float:
        """The loss of one example, averaged over the batch."""

    @abstractmethod
    def fuses(self, activation: Activation) -> bool:
        """Whether outputs - targets is already the error before that activation."""

    def above(self, activation: Activation) -> Loss:
        """The form this loss takes over outputs of that activation.

        Raises:
            SettingError: the loss has no meaning over such outputs.

        Example:
            >>> from interlock.activations import softmax
            >>> cross_entropy.above(softmax).name
            'log-likelihood'
        """
        return self

    def error(
        self,
        outputs: Float[Array, "*batch o"],
        targets: Float[Array, "*batch o"],
        activation: Activation,
    ) -> Float[Array, "*batch o"]:
        """The gradient of each example's loss by the weighted sums of the last layer: δ.

        Args:
            outputs: What the last layer's activation gave.
            targets: What it should have given.
            activation: The last layer's activation.

        Raises:
            SettingError: the loss has no meaning over such outputs.

        Example:
            >>> from interlock.activations import sigmoid
            >>> cross_entropy.error(np.array([0.75]), np.array([1.0]), sigmoid)
            array([-0.25])

        Source:
            Nielsen, Neural Networks and Deep Learning (2015), ch. 2 (BP1) and ch. 3.
        """
        difference = outputs - targets
        if self.above(activation).fuses(activation):
            return difference
        return activation.backpropagate(outputs, difference)


class Quadratic(Loss):
    """Half the squared distance: ½ Σ (a - y)²."""

    def value(self, outputs: Float[Array, "*batch o"], targets: Float[Array, "*batch o"]) -> float:
        """The loss of one example, averaged over the batch.

        Example:
            >>> quadratic.value(np.array([[1.0, 0.0], [0.0, 0.0]]), np.zeros((2, 2)))
            0.25
        """
        return _mean(0.5 * np.square(outputs - targets))

    def fuses(self, activation: Activation) -> bool:
        """Only over the identity, whose derivative is one."""
        return activation == identity


class CrossEntropy(Loss):
    """Each output on its own a probability: -Σ y·ln a + (1 - y)·ln(1 - a)."""

    def value(self, outputs: Float[Array, "*batch o"], targets: Float[Array, "*batch o"]) -> float:
        """The loss of one example, averaged over the batch.

        Example:
            >>> round(cross_entropy.value(np.array([0.5]), np.array([1.0])), 4)
            0.6931
        """
        return _mean(-targets * _log(outputs) - (1 - targets) * _log(1 - outputs))

    def fuses(self, activation: Activation) -> bool:
        """The sigmoid's derivative cancels against this loss's own."""
        return activation == sigmoid

    def above(self, activation: Activation) -> Loss:
        """Itself over sigmoid, the log-likelihood over softmax; refused over the rest."""
        if activation == softmax:
            return log_likelihood
        return _only_over(self, activation, sigmoid, softmax)


class LogLikelihood(Loss):
    """The outputs together a distribution: -Σ y·ln a."""

    def value(self, outputs: Float[Array, "*batch o"], targets: Float[Array, "*batch o"]) -> float:
        """The loss of one example, averaged over the batch.

        Example:
            >>> round(log_likelihood.value(np.array([0.5, 0.5]), np.array([1.0, 0.0])), 4)
            0.6931
        """
        return _mean(-targets * _log(outputs))

    def fuses(self, activation: Activation) -> bool:
        """The softmax's derivative cancels against this loss's own."""
        return activation == softmax

    def above(self, activation: Activation) -> Loss:
        """Itself over softmax; refused over the rest."""
        return _only_over(self, activation, softmax)


def _mean(terms: Float[Array, "*batch o"]) -> float:
    # In float64 whatever came: a sum over a whole epoch loses digits in float32.
    return float(terms.sum(axis=-1, dtype=np.float64).mean())


def _log(probabilities: Float[Array, "*batch o"]) -> Float[Array, "*batch o"]:
    # The smallest normal number stands for 0, so that a saturated output costs much but not ∞.
    return np.log(np.maximum(probabilities, np.finfo(probabilities.dtype).tiny))


def _only_over(loss: Loss, activation: Activation, *allowed: Activation) -> Loss:
    if activation in allowed:
        return loss
    raise SettingError(
        f"The loss {loss.name} needs outputs that are probabilities.",
        expected=f"a last layer with activation {' or '.join(map(str, allowed))}",
        got=str(activation),
        remedy=f"build the last layer with activation={allowed[0]}, or use loss=quadratic",
    )


quadratic: Quadratic = Quadratic("quadratic")
cross_entropy: CrossEntropy = CrossEntropy("cross-entropy")
log_likelihood: LogLikelihood = LogLikelihood("log-likelihood")


def loss_named(name: str) -> Loss:
    """The loss of that name.

    Raises:
        SettingError: there is none.

    Example:
        >>> loss_named("quadratic") is quadratic
        True
    """
    known = {loss.name: loss for loss in (quadratic, cross_entropy, log_likelihood)}
    if name in known:
        return known[name]
    raise SettingError(
        "loss_named: a loss must have a known name.", expected=", ".join(known), got=repr(name)
    )
