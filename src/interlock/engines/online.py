"""One example at a time by NumPy and Python alone: the chapter's own form of training."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import NDArray

from interlock.dimensions import Array
from interlock.engines.job import Job
from interlock.engines.kernels import kernel_of
from interlock.engines.numpy_engine import NumpyEngine
from interlock.engines.straight import straight_source

__all__ = ["BLOCK", "GramEngine", "StraightEngine"]

BLOCK = 32  # examples; more cost larger corrections, fewer cost more products
_ROWS = 1024  # examples at a time as Python lists, which take four times an array's memory


class StraightEngine(NumpyEngine):
    """Python code generated for the exact sizes, for networks of few weights."""

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.reason: str = f"straight-line Python for {self.job.weights} weights"
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


class GramEngine(NumpyEngine):
    """The same updates, with the wide first layer's applied once per block of examples.

    Within a block the first layer's weights are W - Σ sₜxₜᵀ, so that its sums are
    W·x - Σ sₜ(xₜ·x): one product W·X for the whole block, and one X·Xᵀ, Gram's matrix, from which
    each example corrects its own sums by the steps before it.
    """

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.reason: str = f"Gram blocks of {BLOCK} examples for {job.sizes[0]} inputs"
        widths, kind = job.sizes, job.dtype
        self._rows = np.empty((BLOCK, widths[0]), kind)
        self._first_sums = np.empty((BLOCK, widths[1]), kind)
        self._gram = np.empty((BLOCK, BLOCK), kind)
        self._steps = np.zeros((BLOCK, widths[1]), kind)
        self._first_update = np.empty((widths[1], widths[0]), kind)
        self._values = [np.empty((1, width), kind) for width in widths[1:]]
        self._errors = [np.empty((1, width), kind) for width in widths[1:]]
        self._scratch = [np.empty((1, width), kind) for width in widths[1:]]
        self._updates = [np.empty_like(weight) for weight in self._parameters.weights[1:]]
        self._kernels = [kernel_of(layer.activation) for layer in job.layers]
        self._rate = kind.type(job.rate)
        # Asked for once: in a loop of some twenty calls of NumPy, each look-up counts.
        self._keep, self._fused = job.keep, job.fused
        self._value_rows = [value[0] for value in self._values]
        self._error_rows = [error[0] for error in self._errors]
        self._turned = [error.T for error in self._errors]

    def epoch(
        self, order: Int[NDArray[Any], "n"]
    ) -> tuple[Float[Array, "n o"], Float[Array, "n o"]]:
        """One pass over the examples in that order: the outputs they met, and their targets."""
        self.job.targets.take(order, 0, self._targets, "clip")
        for start in range(0, len(order), BLOCK):
            rows = order[start : start + BLOCK]
            self._block(rows, start)
        return self._outputs, self._targets

    def _block(self, rows: Int[NDArray[Any], "b"], start: int) -> None:
        count, keep, weight = len(rows), self._keep, self._parameters.weights[0]
        inputs, steps = self._rows[:count], self._steps[:count]
        gram = self._gram.reshape(-1)[: count * count].reshape(count, count)
        self.job.inputs.take(rows, 0, inputs, "clip")
        np.dot(inputs, weight.T, self._first_sums[:count])
        np.dot(inputs, inputs.T, gram)
        shrunk = 1.0
        for place in range(count):
            self._example(place, start + place, gram, shrunk)
            shrunk *= keep
        np.dot(steps.T, inputs, self._first_update)
        np.subtract(weight, self._first_update, weight)
        if keep != 1:
            np.multiply(weight, shrunk, weight)

    def _example(self, place: int, row: int, gram: Float[Array, "b b"], shrunk: float) -> None:
        bias, sums = self._parameters.biases[0], self._first_sums[place]
        value, steps, keep = self._value_rows[0], self._steps, self._keep
        if place:
            gram[place, :place].dot(steps[:place], value)
            np.subtract(sums, value, sums)
        if keep != 1:
            # The steps are kept as if nothing shrank; the sums shrink all at once.
            np.multiply(sums, shrunk, sums)
        np.add(sums, bias, value)
        self._kernels[0].forward(self._values[0], self._scratch[0])
        self._rest(row)
        np.subtract(bias, self._error_rows[0], bias)
        np.multiply(self._error_rows[0], 1 / (shrunk * keep), steps[place])

    def _rest(self, row: int) -> None:
        """Through the other layers and back; leaves the first layer's error."""
        values, errors, kernels = self._values, self._errors, self._kernels
        weights, biases, last = self._parameters.weights, self._parameters.biases, len(values) - 1
        for n in range(1, len(values)):
            above = values[n]
            weights[n].dot(self._value_rows[n - 1], self._value_rows[n])
            np.add(above, biases[n], above)
            kernels[n].forward(above, self._scratch[n])
        self._outputs[row] = self._value_rows[last]
        np.subtract(values[last], self._targets[row], errors[last])
        np.multiply(errors[last], self._rate, errors[last])
        if not self._fused:
            kernels[last].backward(values[last], errors[last], self._scratch[last])
        for n in range(last, 0, -1):
            self._descend(n)

    def _descend(self, n: int) -> None:
        weight, bias = self._parameters.weights[n], self._parameters.biases[n]
        error, below, update = self._errors[n], self._errors[n - 1], self._updates[n - 1]
        error.dot(weight, below)
        self._kernels[n - 1].backward(self._values[n - 1], below, self._scratch[n - 1])
        self._turned[n].dot(self._values[n - 1], update)
        if self._keep != 1:
            np.multiply(weight, self._keep, weight)
        np.subtract(weight, update, weight)
        np.subtract(bias, self._error_rows[n], bias)
