"""The NumPy engine: mini-batches through buffers that are allocated once."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import NDArray

from interlock.dimensions import Array
from interlock.engines.job import Job
from interlock.engines.kernels import kernel_of
from interlock.engines.parameters import Parameters
from interlock.optimizers import SGD

__all__ = ["NumpyEngine"]

_CHUNK = 512  # rows of a bulk prediction at a time, so that they stay in the cache


class _Forward:
    """The way from inputs to outputs for one number of rows."""

    def __init__(self, job: Job, parameters: Parameters, rows: int) -> None:
        kernels = [kernel_of(layer.activation) for layer in job.layers]
        widths = [layer.num_outputs for layer in job.layers]
        self.hidden = [np.empty((rows, width), job.dtype) for width in widths[:-1]]
        self.scratch = [np.empty((rows, width), job.dtype) for width in widths]
        turned = [weight.T for weight in parameters.weights]
        activate = [kernel.forward for kernel in kernels]
        steps = list(zip(turned, parameters.biases, activate, self.scratch, strict=True))
        self.steps = list(zip(self.hidden, steps[:-1], strict=True))
        self.last = steps[-1]

    def run(self, inputs: Float[Array, "batch i"], outputs: Float[Array, "batch o"]) -> None:
        """Fill `outputs`, and the hidden layers' outputs on the way."""
        for hidden, (turned, bias, activate, scratch) in self.steps:
            inputs.dot(turned, hidden)
            np.add(hidden, bias, hidden)
            activate(hidden, scratch)
            inputs = hidden
        turned, bias, activate, scratch = self.last
        inputs.dot(turned, outputs)
        np.add(outputs, bias, outputs)
        activate(outputs, scratch)


class _Pass:
    """There and back for one number of rows: from a batch to its gradients."""

    def __init__(
        self, job: Job, parameters: Parameters, gradients: Parameters, rows: int, scale: float
    ) -> None:
        self.scale = job.dtype.type(scale / rows)
        self.forward = _Forward(job, parameters, rows)
        self.inputs = np.empty((rows, job.inputs.shape[1]), job.dtype)
        self.ones = np.ones(rows, job.dtype)
        kernels = [kernel_of(layer.activation) for layer in job.layers]
        self.back = [kernel.backward for kernel in kernels]
        self.fused = job.fused
        self.weights = parameters.weights
        self.errors = [np.empty_like(scratch) for scratch in self.forward.scratch]
        before = [self.inputs, *self.forward.hidden]
        turned = [error.T for error in self.errors]
        self.sums = list(
            zip(self.errors, turned, before, gradients.weights, gradients.biases, strict=True)
        )

    def run(self, outputs: Float[Array, "batch o"], targets: Float[Array, "batch o"]) -> None:
        """Fill the gradients, multiplied by `scale`, for the batch that lies in `inputs`."""
        self.forward.run(self.inputs, outputs)
        error = self.errors[-1]
        np.subtract(outputs, targets, error)
        # Everything after this is linear in the error, so that it is scaled once, where it is
        # smallest, rather than in every gradient.
        np.multiply(error, self.scale, error)
        if not self.fused:
            self.back[-1](outputs, error, self.forward.scratch[-1])
        for place in range(len(self.errors) - 1, -1, -1):
            self._descend(place)

    def _descend(self, place: int) -> None:
        error, turned, inputs, weight_gradient, bias_gradient = self.sums[place]
        turned.dot(inputs, weight_gradient)
        self.ones.dot(error, bias_gradient)
        if place:
            below = self.errors[place - 1]
            error.dot(self.weights[place], below)
            self.back[place - 1](inputs, below, self.forward.scratch[place - 1])


class NumpyEngine:
    """Mini-batches through BLAS, by NumPy alone; nothing is allocated from batch to batch."""

    def __init__(self, job: Job) -> None:
        self.name = "numpy"
        self.reason: str = f"batches of {job.batch_size} through BLAS"
        self.job = job
        self._parameters = Parameters.zeros(job.layers, job.dtype)
        self._gradients = Parameters.zeros(job.layers, job.dtype)
        self._parameters.read(job.layers)
        self.parameters: Float[Array, "p"] = self._parameters.vector
        self._stepper = job.optimizer.start(self.parameters.size, job.dtype)
        self._decayed = np.empty_like(self._parameters.all_weights)
        self._outputs = np.empty_like(job.targets)
        self._targets = np.empty_like(job.targets)
        self._passes: dict[int, _Pass] = {}
        self._chunks: dict[int, _Forward] = {}

    def _pass(self, rows: int) -> _Pass:
        # Two at most: all batches are of one size but the last.
        if rows not in self._passes:
            scale = self.job.rate if self.job.optimizer.linear else 1.0
            self._passes[rows] = _Pass(self.job, self._parameters, self._gradients, rows, scale)
        return self._passes[rows]

    def epoch(
        self, order: Int[NDArray[Any], "n"]
    ) -> tuple[Float[Array, "n o"], Float[Array, "n o"]]:
        """One pass over the examples in that order: the outputs they met, and their targets."""
        job, size, count = self.job, self.job.batch_size, len(order)
        # mode="clip" spares NumPy a copy of `out`, made in case an index proves wrong.
        job.targets.take(order, 0, self._targets, "clip")
        for start in range(0, count, size):
            stop = min(start + size, count)
            batch = self._pass(stop - start)
            job.inputs.take(order[start:stop], 0, batch.inputs, "clip")
            batch.run(self._outputs[start:stop], self._targets[start:stop])
            self._step()
        return self._outputs, self._targets

    def _step(self) -> None:
        job, gradients = self.job, self._gradients
        rate = 1.0 if job.optimizer.linear else job.rate
        if job.decay:
            self._decay()
        self._stepper.step(self.parameters, gradients.vector, rate)

    def _decay(self) -> None:
        job, weights = self.job, self._parameters.all_weights
        if isinstance(job.optimizer, SGD):
            # Plain descent remembers no gradient, so that the weights may shrink by themselves.
            np.multiply(weights, 1 - job.rate * job.decay, out=weights)
            return
        factor = job.decay * (job.rate if job.optimizer.linear else 1.0)
        np.multiply(weights, factor, out=self._decayed)
        np.add(self._gradients.all_weights, self._decayed, out=self._gradients.all_weights)

    def predict(self, inputs: Float[Array, "m i"]) -> Float[Array, "m o"]:
        """The outputs of the parameters as they are now."""
        outputs = np.empty((len(inputs), self.job.targets.shape[1]), self.job.dtype)
        for start in range(0, len(inputs), _CHUNK):
            rows = inputs[start : start + _CHUNK]
            self._chunk(len(rows)).run(rows, outputs[start : start + _CHUNK])
        return outputs

    def _chunk(self, rows: int) -> _Forward:
        if rows not in self._chunks:
            self._chunks[rows] = _Forward(self.job, self._parameters, rows)
        return self._chunks[rows]

    def store(self) -> None:
        """Write the parameters back into the network's own arrays."""
        self._parameters.write(self.job.layers)
