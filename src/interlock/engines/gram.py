"""Gram blocks: small batches of wide inputs, with the first layer's steps made once per block."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float

from interlock.dimensions import Array
from interlock.engines.blocks import Block, State, descent
from interlock.engines.buffers import aligned
from interlock.engines.calls import Call, number
from interlock.engines.job import Job
from interlock.engines.numpy_engine import NumpyEngine
from interlock.optimizers import SGD

__all__ = ["BLOCK", "GramEngine", "suits_gram"]

BLOCK = 32  # examples, one at a time; more cost larger corrections, fewer cost more products
_ROWS = 40  # examples in batches, which are corrected fewer times
_WIDE = 64  # inputs from which on Gram blocks are quicker than one product per batch
_SMALL = 20  # rows of a batch that are too few for BLAS to be at its best
_MANY = 16  # outputs of the first layer for which Gram's matrix is the smaller product


def suits_gram(job: Job) -> bool:
    """Whether Gram blocks do the job, and quicker than products batch by batch."""
    plain = type(job.optimizer) is SGD and 0.9 < job.keep <= 1 and job.sizes[0] >= _WIDE
    return plain and (job.batch_size == 1 or (job.batch_size <= _SMALL and job.sizes[1] >= _MANY))


class GramBlock(Block):
    """The same updates, with the wide first layer's applied once for all batches.

    Within a block the first layer's weights are W - Σ SₜᵀXₜ, so that its sums are
    X·Wᵀ - Σ (X·Xₜᵀ)·Sₜ: one product X·Wᵀ for the whole block, and one X·Xᵀ, Gram's matrix, from
    which each batch corrects its own sums by the steps before it. Adding 1 to every element of
    that matrix corrects for the steps of the bias as well, whose input is always 1.

    Where weights shrink, Sₜ is kept as if nothing did, and the sums shrink all at once; the bias
    does not shrink, and has its step batch by batch.
    """

    def __init__(self, state: State, batches: int, rows: int) -> None:
        count, (width, hidden, *_), kind = batches * rows, state.job.sizes, state.job.dtype
        self._first = aligned((count, hidden), kind)
        self._steps = aligned((count, hidden), kind)
        self._gram = aligned((count - rows, count - rows), kind)
        self._correction = aligned((rows, hidden), kind)
        self._update = aligned((hidden, width), kind)
        self._decays = state.job.keep != 1
        super().__init__(state, batches, rows)
        self.calls: list[Call] = [*self._before(), *self.calls, *self._after()]

    def _before(self) -> list[Call]:
        parameters, gram, rows = self._state.parameters, self._gram, self._rows
        calls: list[Call] = [(self.inputs.dot, (parameters.weights[0].T, self._first))]
        if self._batches > 1:
            # Each batch but the first is corrected by those before it, so never by the last.
            calls.append((self.inputs[rows:].dot, (self.inputs[:-rows].T, gram)))
        if self._decays:
            return calls
        bias = parameters.biases[0][0]
        return [
            *calls,
            (np.add, (self._first, bias, self._first)),
            (np.add, (gram, number(1, gram), gram)),
        ]

    def _after(self) -> list[Call]:
        parameters, job = self._state.parameters, self._state.job
        weight, bias = parameters.weights[0], parameters.biases[0]
        calls: list[Call] = [
            (self._steps.T.dot, (self.inputs, self._update)),
            (np.subtract, (weight, self._update, weight)),
        ]
        if self._decays:
            shrunk = number(job.keep**self._batches, weight)
            return [*calls, (np.multiply, (weight, shrunk, weight))]
        ones, moved = np.ones((len(bias), len(self._steps)), bias.dtype), np.empty_like(bias)
        return [*calls, (ones.dot, (self._steps, moved)), (np.subtract, (bias, moved, bias))]

    def _errors_of(self, batch: int) -> list[Array]:
        first = self._errors[0] if self._decays else self._span(self._steps, batch)
        return [first, *self._errors[1:]]

    def _span(self, array: Float[Array, "n h"], batch: int) -> Float[Array, "b h"]:
        return array[batch * self._rows : (batch + 1) * self._rows]

    def _sums(self, batch: int, place: int, inputs: Array, sums: Array) -> list[Call]:
        if place:
            return super()._sums(batch, place, inputs, sums)
        bias, before = self._state.parameters.biases[0][: len(sums)], batch * self._rows
        first, calls = self._span(self._first, batch), list[Call]()
        if batch:
            earlier = self._span(self._gram, batch - 1)[:, :before]
            calls.append((earlier.dot, (self._steps[:before], self._correction)))
            calls.append((np.subtract, (first, self._correction, sums)))
        else:
            calls.append((np.copyto, (sums, first)))
        if self._decays:
            shrunk = number(self._state.job.keep**batch, sums)
            calls.append((np.multiply, (sums, shrunk, sums)))
            calls.append((np.add, (sums, bias, sums)))
        return calls

    def _gradient(self, batch: int, place: int, inputs: Array, error: Array) -> list[Call]:
        if place:
            return super()._gradient(batch, place, inputs, error)
        if not self._decays:
            return []
        grown = number(self._state.job.keep ** -(batch + 1), error)
        step = self._span(self._steps, batch)
        return [(np.multiply, (error, grown, step)), *self._bias_gradient(0, error)]


class GramEngine(NumpyEngine):
    """Mini-batches through BLAS, in Gram blocks."""

    block: type[Block] = GramBlock

    def _rows(self, job: Job) -> int:
        return BLOCK if job.batch_size == 1 else _ROWS

    def _what(self, job: Job, size: int) -> str:
        return f"Gram blocks of {self._batches * size} examples for {job.sizes[0]} inputs"

    def _step(self) -> list[Call]:
        # The first layer's weights move once per block.
        done = self._parameters.weights[0].size
        return descent(self.job, self._parameters, self._gradients, done)
