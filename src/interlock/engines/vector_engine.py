"""What all engines over one vector of parameters have in common."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import numpy as np
from jaxtyping import Float

from interlock.dimensions import Array
from interlock.engines.forward import Forward
from interlock.engines.job import Job
from interlock.engines.parameters import Parameters
from interlock.engines.threads import one_thread, too_small_to_share

__all__ = ["VectorEngine"]


class VectorEngine:
    """A copy of a network's parameters, and room for what an epoch answers."""

    def __init__(self, job: Job, name: str, reason: str, copies: int = 1) -> None:
        self.name = name
        self.reason: str = reason
        self.job = job
        self._parameters = Parameters.zeros(job.layers, job.dtype, copies)
        self._parameters.read(job.layers)
        self.parameters: Float[Array, "p"] = self._parameters.vector
        self._outputs = np.empty_like(job.targets)
        self._targets = np.empty_like(job.targets)
        self._forward = Forward(job.layers, self._parameters)
        self._small = False

    def _share_out_no_small_products(self) -> None:
        """For an engine that goes through BLAS, when all it needs of BLAS is loaded."""
        self._small = too_small_to_share(self.job, self.name)
        if self._small:
            self.reason += ", by one thread"

    def _threads(self) -> AbstractContextManager[Any]:
        return one_thread(self._small, self.name)

    def predict(self, inputs: Float[Array, "m i"]) -> Float[Array, "m o"]:
        """The outputs of the parameters as they are now."""
        return self._forward.run(inputs)

    def store(self) -> None:
        """Write the parameters back into the network's own arrays."""
        self._parameters.write(self.job.layers)
