"""How the weights and biases of a new layer are drawn."""

# pyright: reportInvalidTypeVarUse=false
# (The plugin for mypy knows the axes o and i by the variables.)

from __future__ import annotations

from abc import abstractmethod
from math import sqrt
from typing import Protocol

import numpy as np
from jaxtyping import Float

from interlock.dimensions import Array, I, O


class Initializer(Protocol):
    """Draws a layer's weight and bias from a generator, for the sizes given."""

    @abstractmethod
    def __call__(
        self, rng: np.random.Generator, inputs: I, outputs: O, /
    ) -> tuple[Float[Array, "o i"], Float[Array, "o"]]:
        """The weight, a row per output, and the bias."""


def uniform(
    rng: np.random.Generator, inputs: I, outputs: O
) -> tuple[Float[Array, "o i"], Float[Array, "o"]]:
    """Weights and biases spread evenly over -1 to 1, as the chapter draws them."""
    return rng.uniform(-1, 1, (outputs, inputs)), rng.uniform(-1, 1, outputs)


def normal(
    rng: np.random.Generator, inputs: I, outputs: O
) -> tuple[Float[Array, "o i"], Float[Array, "o"]]:
    """Weights and biases from the standard normal distribution, N(0, 1).

    Source:
        Nielsen, Neural Networks and Deep Learning (2015), ch. 1.
    """
    return rng.standard_normal((outputs, inputs)), rng.standard_normal(outputs)


def scaled_normal(
    rng: np.random.Generator, inputs: I, outputs: O
) -> tuple[Float[Array, "o i"], Float[Array, "o"]]:
    """Weights from N(0, 1)/√inputs, so that a neuron starts unsaturated; biases from N(0, 1).

    Source:
        Nielsen, Neural Networks and Deep Learning (2015), ch. 3.
    """
    weight, bias = normal(rng, inputs, outputs)
    return weight / sqrt(inputs), bias
