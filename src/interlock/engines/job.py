"""Job: what a call of `fit` comes to once everything in it has been checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from jaxtyping import Float

from interlock.dimensions import Array
from interlock.layer import Layer
from interlock.losses import Loss
from interlock.optimizers import Optimizer

__all__ = ["Job"]


@dataclass(frozen=True, eq=False)
class Job:
    """Layers, examples and settings, all that an engine needs to run epochs.

    Attributes:
        layers: From the inputs to the outputs.
        inputs: One contiguous row per example, in the layers' own precision.
        targets: Likewise.
        loss: In its form above the last layer's activation.
        l2: λ; the loss has a term λ/2n · Σw² over the weights, n being the number of examples.
    """

    layers: tuple[Layer[Any, Any], ...]
    inputs: Float[Array, "n i"]
    targets: Float[Array, "n o"]
    loss: Loss
    optimizer: Optimizer
    rate: float
    l2: float
    batch_size: int

    @property
    def dtype(self) -> np.dtype[Any]:
        """The precision of the whole computation."""
        return self.inputs.dtype

    @property
    def decay(self) -> float:
        """λ/n, what the L2 term adds to a weight's gradient per unit of the weight."""
        return self.l2 / len(self.inputs)
