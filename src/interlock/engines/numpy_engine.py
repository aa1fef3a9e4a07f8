"""The NumPy engine: mini-batches through buffers that are allocated once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jaxtyping import Float, Int
from numpy.typing import NDArray

from interlock.dimensions import Array
from interlock.engines.blocks import Block, State, descent
from interlock.engines.calls import Call, run
from interlock.engines.job import Job
from interlock.engines.parameters import Parameters
from interlock.engines.vector_engine import VectorEngine

__all__ = ["NumpyEngine"]

_ROWS = 64  # of all batches of a block, whose inputs are fetched at once and stay in the cache
_FEW = 16  # rows of a batch, up to which its biases have a row each


class NumpyEngine(VectorEngine):
    """Mini-batches through BLAS, by NumPy alone; nothing is allocated from batch to batch."""

    block: type[Block] = Block

    def __init__(self, job: Job) -> None:
        size = min(job.batch_size, len(job.inputs))
        self._batches = max(1, self._rows(job) // size)
        copies = size if size <= _FEW else 1
        super().__init__(job, "numpy", self._what(job, size), copies)
        self._gradients = Parameters.zeros(job.layers, job.dtype, copies)
        step = self._step()
        self._state = State(job, self._parameters, self._gradients, step)
        self._blocks: dict[tuple[int, int], Block] = {}
        self._share_out_no_small_products()

    def _rows(self, job: Job) -> int:
        return _ROWS

    def _what(self, job: Job, size: int) -> str:
        return f"batches of {job.batch_size} through BLAS"

    def _step(self) -> list[Call]:
        return descent(self.job, self._parameters, self._gradients)

    def epoch(
        self, order: Int[NDArray[Any], "n"]
    ) -> tuple[Float[Array, "n o"], Float[Array, "n o"]]:
        """One pass over the examples in that order: the outputs they met, and their targets."""
        inputs, outputs, targets = self.job.inputs, self._outputs, self._targets
        # mode="clip" spares NumPy a copy of `out`, made in case an index proves wrong.
        self.job.targets.take(order, 0, targets, "clip")
        with self._threads():
            for start, stop, block in self._parts(len(order)):
                inputs.take(order[start:stop], 0, block.inputs, "clip")
                block.targets[...] = targets[start:stop]
                run(block.calls)
                outputs[start:stop] = block.outputs
        return outputs, targets

    def _parts(self, count: int) -> Iterator[tuple[int, int, Block]]:
        """Full blocks, then blocks of one batch, of which the last may be smaller."""
        size, start = self.job.batch_size, 0
        while start < count:
            rows = min(size, count - start)
            batches = self._batches if start + self._batches * size <= count else 1
            stop = start + batches * rows
            yield start, stop, self._block(batches, rows)
            start = stop

    def _block(self, batches: int, rows: int) -> Block:
        # Three at most: all batches are of one size but the last.
        if (batches, rows) not in self._blocks:
            self._blocks[batches, rows] = self.block(self._state, batches, rows)
        return self._blocks[batches, rows]
