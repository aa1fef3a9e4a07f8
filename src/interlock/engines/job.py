"""Job: what a call of `fit` comes to once everything in it has been checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from jaxtyping import Float

from interlock.activations import ACTIVATIONS
from interlock.dimensions import Array
from interlock.layer import Layer, other_kinds
from interlock.losses import Loss
from interlock.module import Module
from interlock.optimizers import SGD, Optimizer

__all__ = ["Job"]


@dataclass(frozen=True, eq=False)
class Job:
    """Layers, examples and settings, all that an engine needs to run epochs.

    Attributes:
        modules: The layers of whatever kinds, from the inputs to the outputs.
        inputs: One contiguous row per example, in the layers' own precision.
        targets: Likewise.
        loss: In its form above the last layer's activation.
        l2: λ; the loss has a term λ/2n · Σw² over the weights, n being the number of examples.
        rng: For layers that are random in training.
    """

    modules: tuple[Module[Any, Any], ...]
    inputs: Float[Array, "n i"]
    targets: Float[Array, "n o"]
    loss: Loss
    optimizer: Optimizer
    rate: float
    l2: float
    batch_size: int
    rng: np.random.Generator = field(default_factory=np.random.default_rng)

    @property
    def layers(self) -> tuple[Layer[Any, Any], ...]:
        """Those that are dense; engines that know no others ask `others` first."""
        return tuple(module for module in self.modules if type(module) is Layer)

    @property
    def others(self) -> str | None:
        """The kinds that are not dense, in words; None if there are none."""
        return other_kinds(self.modules)

    @property
    def dtype(self) -> np.dtype[Any]:
        """The precision of the whole computation."""
        return self.inputs.dtype

    @property
    def decay(self) -> float:
        """λ/n, what the L2 term adds to a weight's gradient per unit of the weight."""
        return self.l2 / len(self.inputs)

    @property
    def keep(self) -> float:
        """What plain descent leaves of a weight at each step, before its gradient."""
        return 1 - self.rate * self.decay

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes that the values pass through, inputs and outputs included."""
        return (self.inputs.shape[1], *(layer.weight.shape[0] for layer in self.layers))

    @property
    def weights(self) -> int:
        """How many weights there are, biases not counted."""
        return sum(layer.weight.size for layer in self.layers)

    @property
    def fused(self) -> bool:
        """Whether outputs - targets is the error of the last layer's sums."""
        return self.loss.fuses(self.modules[-1].activation)

    @property
    def built_in(self) -> bool:
        """Whether every activation is the library's own, so that code can be made of its name."""
        return all(
            ACTIVATIONS.get(layer.activation.name) == layer.activation for layer in self.layers
        )

    @property
    def one_at_a_time(self) -> bool:
        """Whether this is plain descent by single examples, which has its own, quicker paths."""
        return self.batch_size == 1 and type(self.optimizer) is SGD and 0.9 < self.keep <= 1
