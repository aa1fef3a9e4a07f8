"""The engine for layers of any kind: each is asked for its own pass and its own gradients."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import prod
from typing import Any

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import NDArray

from interlock.dimensions import Array
from interlock.engines.job import Job
from interlock.engines.layerwise_forward import LayerwiseForward
from interlock.parts import arrays_of, gradients_of, input_error_of

__all__ = ["LayerwiseEngine"]


class LayerwiseEngine:
    """Batches through the methods of the layers, which are trained themselves, not a copy.

    `parameters` is all that they learn: first their parameters, then their memory.
    """

    parameters: Float[Array, "p"]

    def __init__(self, job: Job) -> None:
        self.name = "numpy"
        self.reason: str = f"layer by layer, for {job.others} among them"
        self.job = job
        self._trained = [(layer, name) for layer in job.modules for name in layer.parameters]
        self._memory = [(layer, name) for layer in job.modules for name in layer.memory]
        keys = self._trained + self._memory
        shapes = [arrays_of(layer)[name].shape for layer, name in keys]
        count = len(self._trained)
        self.parameters, self._values = _vector(shapes, job.dtype)
        self._gradients, self._gradient_views = _vector(shapes[:count], job.dtype)
        self._decay, decays = _vector(shapes[:count], job.dtype)
        for (layer, name), decay in zip(self._trained, decays, strict=True):
            decay[...] = job.decay if name in layer.decayed else 0
        self._read(keys, self._values)
        self._forward = LayerwiseForward(job.modules, job.dtype)
        self._stepper = job.optimizer.start(self._gradients.size, job.dtype)

    def epoch(
        self, order: Int[NDArray[Any], "n"]
    ) -> tuple[Float[Array, "n o"], Float[Array, "n o"]]:
        """One pass over the examples in that order: the outputs they met, and their targets."""
        job = self.job
        outputs, targets = np.empty_like(job.targets), job.targets[order]
        for start in range(0, len(order), job.batch_size):
            rows = slice(start, start + job.batch_size)
            outputs[rows] = self._batch(job.inputs[order[rows]], targets[rows])
        return outputs, targets

    def _batch(
        self, inputs: Float[Array, "batch i"], targets: Float[Array, "batch o"]
    ) -> Float[Array, "batch o"]:
        values = [inputs]
        for layer in self.job.modules:
            values.append(layer.pass_forward(values[-1], self.job.rng))
        self._differentiate(values, targets)
        self._read(self._memory, self._values[len(self._trained) :])
        trained = self.parameters[: self._gradients.size]
        self._gradients += self._decay * trained
        self._stepper.step(trained, self._gradients, self.job.rate)
        self.store()
        return values[-1]

    def _differentiate(self, values: list[Array], targets: Float[Array, "batch o"]) -> None:
        """Fill the gradients; each layer was given one of the values and gave the next."""
        layers, found = self.job.modules, []
        error: Array = self.job.loss.error(values[-1], targets, layers[-1].activation)
        error = error / len(targets)
        for place in range(len(layers) - 1, -1, -1):
            found.append(gradients_of(layers[place], values[place], error).values())
            if place:
                above = input_error_of(layers[place], values[place], error)
                error = layers[place - 1].activation.backpropagate(values[place], above)
        gradients = (gradient for each in reversed(found) for gradient in each)
        for view, gradient in zip(self._gradient_views, gradients, strict=True):
            view[...] = gradient

    def predict(self, inputs: Float[Array, "m i"]) -> Float[Array, "m o"]:
        """The answers of the layers as they are now."""
        return self._forward.run(inputs)

    def store(self) -> None:
        """Write what was learned into the layers' own arrays, which stay the same objects."""
        keys = self._trained + self._memory
        for (layer, name), value in zip(keys, self._values, strict=True):
            getattr(layer, name)[...] = value

    def _read(self, keys: Sequence[tuple[Any, str]], views: Sequence[Array]) -> None:
        for (layer, name), view in zip(keys, views, strict=True):
            view[...] = getattr(layer, name)


def _vector(
    shapes: Sequence[tuple[int, ...]], dtype: np.dtype[Any]
) -> tuple[Float[Array, "p"], list[Array]]:
    """A vector of zeros, and a view of it in each of the shapes, one behind the other."""
    edges = [0, *accumulate(prod(shape) for shape in shapes)]
    vector = np.zeros(edges[-1], dtype)
    parts = zip(pairwise(edges), shapes, strict=True)
    return vector, [vector[start:stop].reshape(shape) for (start, stop), shape in parts]
