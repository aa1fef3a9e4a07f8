"""Kinds of layers as users write them: with and without parameters, randomness and memory."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float

from interlock import Module, shaped
from interlock.dimensions import Array, I, N, O


class Dropout(Module[N, N]):
    """Leaves numbers out at random, in training; with a seed, always the same."""

    def __init__(self, size: N, chance: float = 0.5, seed: int | None = None) -> None:
        super().__init__(size, size)
        self.chance, self.seed = chance, seed
        self._factor: Any = None

    def forward(self, inputs: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
        return inputs

    def training_forward(
        self, inputs: Float[Array, "*batch n"], rng: np.random.Generator
    ) -> Float[Array, "*batch n"]:
        source = rng if self.seed is None else np.random.default_rng(self.seed)
        kept = source.random(inputs.shape) >= self.chance
        self._factor = kept.astype(inputs.dtype) / (1 - self.chance)
        return inputs * self._factor

    def input_error(self, error: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
        return error * self._factor


class Normalisation(Module[N, N]):
    """Brings each number to the same mean and variance over a batch."""

    parameters = ("gain", "shift")
    memory = ("mean", "variance")

    gain: Float[Array, "n"]
    shift: Float[Array, "n"]
    mean: Float[Array, "n"]
    variance: Float[Array, "n"]

    def __init__(self, size: N, momentum: float = 0.9, dtype: Any = np.float64) -> None:
        super().__init__(size, size)
        self.momentum = momentum
        self.gain, self.variance = np.ones(size, dtype), np.ones(size, dtype)
        self.shift, self.mean = np.zeros(size, dtype), np.zeros(size, dtype)

    @shaped
    def forward(self, inputs: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
        return self.gain * (inputs - self.mean) / np.sqrt(self.variance + 1e-5) + self.shift

    @shaped
    def training_forward(
        self, inputs: Float[Array, "*batch n"], rng: np.random.Generator
    ) -> Float[Array, "*batch n"]:
        rows = inputs.reshape(-1, self.num_inputs)
        mean, variance = rows.mean(axis=0), rows.var(axis=0)
        self._deviation = np.sqrt(variance + 1e-5)
        self._normal = (inputs - mean) / self._deviation
        self.mean = self.momentum * self.mean + (1 - self.momentum) * mean
        self.variance = self.momentum * self.variance + (1 - self.momentum) * variance
        return self.gain * self._normal + self.shift

    def input_error(self, error: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
        rows, normal = (array.reshape(-1, self.num_inputs) for array in (error, self._normal))
        mean, along = rows.mean(axis=0), (rows * normal).mean(axis=0)
        return self.gain * (error - mean - self._normal * along) / self._deviation

    def gradients(
        self, inputs: Float[Array, "*batch n"], error: Float[Array, "*batch n"]
    ) -> tuple[Float[Array, "n"], Float[Array, "n"]]:
        rows, normal = (array.reshape(-1, self.num_inputs) for array in (error, self._normal))
        return (rows * normal).sum(axis=0), rows.sum(axis=0)


class Mixing(Module[I, O]):
    """W·x: a dense layer without bias or activation, whose weight decays."""

    parameters = ("weight",)
    decayed = ("weight",)

    weight: Float[Array, "o i"]

    def __init__(
        self, inputs: I, outputs: O, *, rng: np.random.Generator | int | None = None
    ) -> None:
        super().__init__(inputs, outputs)
        self.weight = np.random.default_rng(rng).standard_normal((outputs, inputs))

    def forward(self, inputs: Float[Array, "*batch i"]) -> Float[Array, "*batch o"]:
        return inputs @ self.weight.T

    def input_error(self, error: Float[Array, "*batch o"]) -> Float[Array, "*batch i"]:
        return error @ self.weight

    def gradients(
        self, inputs: Float[Array, "*batch i"], error: Float[Array, "*batch o"]
    ) -> tuple[Float[Array, "o i"]]:
        rows, errors = inputs.reshape(-1, self.num_inputs), error.reshape(-1, self.num_outputs)
        return (errors.T @ rows,)
