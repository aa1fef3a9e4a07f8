"""Batches in a row, as one list of calls over buffers of their own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from interlock.dimensions import Array
from interlock.engines.buffers import aligned
from interlock.engines.calls import Call, number
from interlock.engines.job import Job
from interlock.engines.kernels import kernel_of
from interlock.engines.parameters import Parameters
from interlock.optimizers import SGD

__all__ = ["Block", "State", "descent"]


@dataclass(frozen=True, eq=False)
class State:
    """What every block of a training works on.

    Attributes:
        step: What moves the parameters once the gradients are there.
    """

    job: Job
    parameters: Parameters
    gradients: Parameters
    step: list[Call]

    @property
    def scale(self) -> float:
        """What the mean gradient of a batch is multiplied by before the step is made of it."""
        return self.job.rate if self.job.optimizer.linear else 1.0


class Block:
    """So many batches of so many rows.

    Attributes:
        inputs: To be filled, batch after batch, before the calls are made.
        targets: Likewise.
        outputs: What the batches met.
        calls: There and back for each batch, and its step.
    """

    inputs: Float[Array, "r i"]
    targets: Float[Array, "r o"]
    outputs: Float[Array, "r o"]
    calls: list[Call]

    def __init__(self, state: State, batches: int, rows: int) -> None:
        job, kind, widths = state.job, state.job.dtype, state.job.sizes
        self._state, self._batches, self._rows = state, batches, rows
        self.inputs = aligned((batches * rows, widths[0]), kind)
        self.targets, self.outputs = aligned((2, batches * rows, widths[-1]), kind)
        self._kernels = [kernel_of(layer.activation) for layer in job.layers]
        self._hidden, self._scratch = (
            [aligned((rows, width), kind) for width in widths[1:]] for _ in range(2)
        )
        # The error of a single row is the gradient of the biases.
        self._errors = [
            bias if rows == len(bias) == 1 else aligned((rows, bias.shape[1]), kind)
            for bias in state.gradients.biases
        ]
        self._ones = np.ones((len(state.gradients.biases[0]), rows), kind)
        self.calls = [call for batch in range(batches) for call in self._batch(batch)]

    def _batch(self, batch: int) -> list[Call]:
        span = slice(batch * self._rows, (batch + 1) * self._rows)
        values = [self.inputs[span], *self._hidden[:-1], self.outputs[span]]
        errors = self._errors_of(batch)
        calls = []
        for place in range(len(errors)):
            calls += self._ascend(batch, place, values)
        calls += self._first_error(values[-1], self.targets[span], errors[-1])
        for place in reversed(range(len(errors))):
            calls += self._descend(batch, place, values, errors)
        return calls + self._state.step

    def _errors_of(self, batch: int) -> list[Array]:
        return self._errors

    def _ascend(self, batch: int, place: int, values: list[Array]) -> list[Call]:
        sums = values[place + 1]
        calls = self._sums(batch, place, values[place], sums)
        return calls + self._kernels[place].forward(sums, self._scratch[place])

    def _sums(self, batch: int, place: int, inputs: Array, sums: Array) -> list[Call]:
        weight, bias = (
            self._state.parameters.weights[place],
            self._state.parameters.biases[place][: len(sums)],
        )
        return [(inputs.dot, (weight.T, sums)), (np.add, (sums, bias, sums))]

    def _first_error(self, outputs: Array, targets: Array, error: Array) -> list[Call]:
        # Everything after this is linear in the error, so that it is scaled once, where it is
        # smallest, rather than in every gradient.
        scale = number(self._state.scale / self._rows, error)
        calls: list[Call] = [
            (np.subtract, (outputs, targets, error)),
            (np.multiply, (error, scale, error)),
        ]
        if not self._state.job.fused:
            calls += self._kernels[-1].backward(outputs, error, self._scratch[-1])
        return calls

    def _descend(
        self, batch: int, place: int, values: list[Array], errors: list[Array]
    ) -> list[Call]:
        """The gradients of a layer, and the error below it."""
        inputs, error = values[place], errors[place]
        calls = self._gradient(batch, place, inputs, error)
        if place:
            below = errors[place - 1]
            calls.append((error.dot, (self._state.parameters.weights[place], below)))
            calls += self._kernels[place - 1].backward(inputs, below, self._scratch[place - 1])
        return calls

    def _gradient(self, batch: int, place: int, inputs: Array, error: Array) -> list[Call]:
        gradients = self._state.gradients
        calls: list[Call] = [(error.T.dot, (inputs, gradients.weights[place]))]
        return calls + self._bias_gradient(place, error)

    def _bias_gradient(self, place: int, error: Array) -> list[Call]:
        bias = self._state.gradients.biases[place]
        return [] if error is bias else [(self._ones.dot, (error, bias))]


def descent(job: Job, parameters: Parameters, gradients: Parameters, done: int = 0) -> list[Call]:
    """The step of any optimizer, and the decay of the weights, but for the first `done` weights."""
    vector, pull = parameters.vector[done:], gradients.vector[done:]
    if type(job.optimizer) is SGD:
        step: Call = (np.subtract, (vector, pull, vector))
    else:
        rate = 1.0 if job.optimizer.linear else job.rate
        step = (job.optimizer.start(vector.size, job.dtype).step, (vector, pull, rate))
    return [*_decay(job, parameters.all_weights[done:], gradients.all_weights[done:]), step]


def _decay(job: Job, weights: Float[Array, "w"], pull: Float[Array, "w"]) -> list[Call]:
    if not job.decay:
        return []
    if isinstance(job.optimizer, SGD):
        # Plain descent remembers no gradient, so that the weights may shrink by themselves.
        return [(np.multiply, (weights, number(job.keep, weights), weights))]
    decayed = np.empty_like(weights)
    factor = number(job.decay * (job.rate if job.optimizer.linear else 1.0), weights)
    return [(np.multiply, (weights, factor, decayed)), (np.add, (pull, decayed, pull))]
