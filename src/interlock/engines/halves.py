"""A network with tanh for the sigmoid, for which NumPy needs one call and not four."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jaxtyping import Float

from interlock.activations import Activation, sigmoid, tanh
from interlock.dimensions import Array
from interlock.engines.buffers import aligned
from interlock.engines.parameters import Parameters
from interlock.layer import Layer

__all__ = ["Halves"]


class Halves:
    """Other weights and biases for the same answers.

    σ(z) is ½ + ½·tanh(z/2), and what a layer's sums or outputs are multiplied by or moved by can
    as well be put into weights and biases: those of the layer, and those of the next.

    Attributes:
        weights: From the first layer on.
        biases: Likewise.
        activations: Likewise, none of which is the sigmoid.
        last: Whether what comes out is still to be halved, and one half added.
    """

    weights: list[Float[Array, "_ _"]]
    biases: list[Float[Array, "_"]]
    activations: list[Activation]
    last: bool

    def __init__(self, layers: Sequence[Layer[Any, Any]], parameters: Parameters) -> None:
        self.weights, self.biases = list(parameters.weights), [b[0] for b in parameters.biases]
        self.activations = [layer.activation for layer in layers]
        self._own = list(zip(self.weights, self.biases, strict=True))
        self._halved = [activation == sigmoid for activation in self.activations]
        self.last = self._halved[-1]
        below = [False, *self._halved[:-1]]
        self._changed = [n for n in range(len(layers)) if below[n] or self._halved[n]]
        for place in self._changed:
            weight, bias = self._own[place]
            self.weights[place] = aligned(weight.shape, weight.dtype)
            self.biases[place] = aligned(bias.shape, bias.dtype)
            if self._halved[place]:
                self.activations[place] = tanh
        self.read()

    def read(self) -> None:
        """Follow the parameters, where they have changed."""
        for place in self._changed:
            (weight, bias), share = self._own[place], 0.5 if self._halved[place] else 1.0
            if place and self._halved[place - 1]:
                self.biases[place][...] = (bias + weight.sum(axis=1) / 2) * share
                self.weights[place][...] = weight * (share / 2)
            else:
                self.biases[place][...] = bias * share
                self.weights[place][...] = weight * share
