"""What all engines over one vector of parameters have in common."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float

from interlock.dimensions import Array
from interlock.engines.forward import Forward
from interlock.engines.job import Job
from interlock.engines.parameters import Parameters

__all__ = ["VectorEngine"]


class VectorEngine:
    """A copy of a network's parameters, and room for what an epoch answers."""

    def __init__(self, job: Job, name: str, reason: str, copies: int = 1) -> None:
        self.name = name
        self.reason = reason
        self.job = job
        self._parameters = Parameters.zeros(job.layers, job.dtype, copies)
        self._parameters.read(job.layers)
        self.parameters = self._parameters.vector
        self._outputs = np.empty_like(job.targets)
        self._targets = np.empty_like(job.targets)
        self._forward = Forward(job.layers, self._parameters)

    def predict(self, inputs: Float[Array, "m i"]) -> Float[Array, "m o"]:
        """The outputs of the parameters as they are now."""
        return self._forward.run(inputs)

    def store(self) -> None:
        """Write the parameters back into the network's own arrays."""
        self._parameters.write(self.job.layers)
