"""One example at a time by Python alone: the chapter's own form of training, for few weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jaxtyping import Float, Int
from numpy.typing import NDArray

from interlock.dimensions import Array
from interlock.engines.job import Job
from interlock.engines.straight import straight_source
from interlock.engines.vector_engine import VectorEngine

__all__ = ["StraightEngine"]

_ROWS = 1024  # examples at a time as Python lists, which take four times an array's memory


class StraightEngine(VectorEngine):
    """Python code generated for the exact sizes, for networks of few weights."""

    def __init__(self, job: Job) -> None:
        super().__init__(job, "numpy", f"straight-line Python for {job.weights} weights")
        source = straight_source(
            job.sizes,
            [layer.activation for layer in job.layers],
            fused=job.fused,
            decays=job.keep != 1,
            compiled=False,
        )
        scope: dict[str, Any] = {}
        exec(compile(source, "<straight-line epoch>", "exec"), scope)  # integers and our own names
        self._run: Callable[..., None] = scope["epoch"]

    def epoch(
        self, order: Int[NDArray[Any], "n"]
    ) -> tuple[Float[Array, "n o"], Float[Array, "n o"]]:
        """One pass over the examples in that order: the outputs they met, and their targets."""
        job = self.job
        job.targets.take(order, 0, self._targets, "clip")
        values = self.parameters.tolist()
        for start in range(0, len(order), _ROWS):
            rows = slice(start, start + _ROWS)
            outputs: list[list[float]] = []
            inputs = job.inputs[order[rows]].tolist()
            self._run(values, inputs, self._targets[rows].tolist(), outputs, job.rate, job.keep)
            self._outputs[rows] = outputs
        self.parameters[:] = values
        return self._outputs, self._targets
