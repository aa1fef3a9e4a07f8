"""Optimizers: from a flat vector of gradients to a step of the flat vector of parameters."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from jaxtyping import Float

from interlock.dimensions import Array
from interlock.errors import SettingError

__all__ = ["SGD", "Adam", "Momentum", "Optimizer", "Stepper"]


class Stepper(ABC):
    """An optimizer at work on one vector of parameters: its buffers and its memory."""

    @abstractmethod
    def step(
        self, parameters: Float[Array, "n"], gradients: Float[Array, "n"], rate: float
    ) -> None:
        """Move the parameters in place; the gradients may be overwritten."""


class Optimizer(ABC):
    """The settings of a rule of descent; `start` sets it to work.

    Attributes:
        linear: Steps are in proportion to the gradients, so that the rate may be multiplied
            into them beforehand and `step` be called with rate 1.
    """

    linear: ClassVar[bool]

    @abstractmethod
    def start(self, size: int, dtype: np.dtype[Any]) -> Stepper:
        """A fresh stepper for `size` parameters, every buffer allocated."""


@dataclass(frozen=True)
class SGD(Optimizer):
    """Plain descent: p ← p - η·g.

    Example:
        >>> p = np.array([1.0, 2.0])
        >>> SGD().start(2, p.dtype).step(p, np.array([1.0, -1.0]), rate=0.5)
        >>> p
        array([0.5, 2.5])

    Source:
        Nielsen, Neural Networks and Deep Learning (2015), ch. 1.
    """

    linear: ClassVar[bool] = True

    def start(self, size: int, dtype: np.dtype[Any]) -> Stepper:
        """A stepper; plain descent remembers nothing."""
        return _Descent()


class _Descent(Stepper):
    def step(
        self, parameters: Float[Array, "n"], gradients: Float[Array, "n"], rate: float
    ) -> None:
        _scale(gradients, rate)
        np.subtract(parameters, gradients, out=parameters)


@dataclass(frozen=True)
class Momentum(Optimizer):
    """Descent with a velocity: v ← μ·v - η·g, p ← p + v.

    Args:
        momentum: μ, the share of the velocity that is kept; at least 0 and below 1.

    Raises:
        SettingError: μ is outside that range.

    Example:
        >>> p = np.array([1.0])
        >>> stepper = Momentum(0.5).start(1, p.dtype)
        >>> for _ in range(2):
        ...     stepper.step(p, np.array([1.0]), rate=0.1)
        >>> p
        array([0.75])

    Source:
        Nielsen, Neural Networks and Deep Learning (2015), ch. 3.
    """

    momentum: float = 0.9
    linear: ClassVar[bool] = True

    def __post_init__(self) -> None:
        _require_share("Momentum: momentum", self.momentum)

    def start(self, size: int, dtype: np.dtype[Any]) -> Stepper:
        """A stepper at rest."""
        return _Rolling(self, np.zeros(size, dtype))


@dataclass(frozen=True)
class _Rolling(Stepper):
    settings: Momentum
    velocity: Float[Array, "n"]

    def step(
        self, parameters: Float[Array, "n"], gradients: Float[Array, "n"], rate: float
    ) -> None:
        _scale(gradients, rate)
        np.multiply(self.velocity, self.settings.momentum, out=self.velocity)
        np.subtract(self.velocity, gradients, out=self.velocity)
        np.add(parameters, self.velocity, out=parameters)


@dataclass(frozen=True)
class Adam(Optimizer):
    """Descent by running means of the gradient and its square: p ← p - η·m̂ / (√v̂ + ε).

    Args:
        first: β₁, the share of the mean that is kept.
        second: β₂, the share of the mean square that is kept.
        epsilon: ε, above 0, which keeps the quotient finite.

    Raises:
        SettingError: a share is not at least 0 and below 1, or ε is not above 0.

    Example:
        >>> p = np.array([1.0, 1.0])
        >>> Adam().start(2, p.dtype).step(p, np.array([0.001, -1000.0]), rate=0.1)
        >>> p.round(3)
        array([0.9, 1.1])

    Source:
        Kingma and Ba, Adam: A Method for Stochastic Optimization (2015), algorithm 1.
    """

    first: float = 0.9
    second: float = 0.999
    epsilon: float = 1e-8
    linear: ClassVar[bool] = False

    def __post_init__(self) -> None:
        _require_share("Adam: first", self.first)
        _require_share("Adam: second", self.second)
        if not self.epsilon > 0:
            raise SettingError("Adam: epsilon must be above 0.", got=f"{self.epsilon!r}")

    def start(self, size: int, dtype: np.dtype[Any]) -> Stepper:
        """A stepper with both means at zero."""
        mean, square, scratch = np.zeros((3, size), dtype)
        return _Adapting(self, mean, square, scratch)


@dataclass
class _Adapting(Stepper):
    settings: Adam
    mean: Float[Array, "n"]
    square: Float[Array, "n"]
    scratch: Float[Array, "n"]
    steps: int = 0

    def step(
        self, parameters: Float[Array, "n"], gradients: Float[Array, "n"], rate: float
    ) -> None:
        settings, scratch = self.settings, self.scratch
        self.steps += 1
        np.multiply(gradients, gradients, out=scratch)
        _blend(self.square, scratch, settings.second)
        _blend(self.mean, gradients, settings.first)
        np.divide(self.square, 1 - settings.second**self.steps, out=scratch)
        np.sqrt(scratch, out=scratch)
        np.add(scratch, settings.epsilon, out=scratch)
        np.divide(self.mean, scratch, out=scratch)
        _scale(scratch, rate / (1 - settings.first**self.steps))
        np.subtract(parameters, scratch, out=parameters)


def _blend(mean: Float[Array, "n"], news: Float[Array, "n"], share: float) -> None:
    # mean ← share·mean + (1 - share)·news, in place; `news` is spent.
    np.multiply(mean, share, out=mean)
    np.multiply(news, 1 - share, out=news)
    np.add(mean, news, out=mean)


def _scale(vector: Float[Array, "n"], factor: float) -> None:
    if factor != 1.0:
        np.multiply(vector, factor, out=vector)


def _require_share(name: str, value: float) -> None:
    if not 0 <= value < 1:
        raise SettingError(f"{name} must be at least 0 and below 1.", got=f"{value!r}")
