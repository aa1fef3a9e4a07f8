"""What all predictors have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Generic, Literal, Protocol

import numpy as np
from jaxtyping import Float

from interlock.contracts import shaped
from interlock.dimensions import Array, I, O
from interlock.network import Network

__all__ = ["Predictor"]


class Answers(Protocol):
    """What answers many examples at once."""

    def run(self, inputs: Float[Array, "n i"]) -> Float[Array, "n o"]:
        """The outputs for every row; a new array."""
        ...


class Predictor(ABC, Generic[I, O]):
    """A network as it was when `compile` was called, ready to answer; later training is not seen.

    Attributes:
        engine: What answers single examples, numpy or numba; many at once go through BLAS.

    Example:
        >>> from interlock import Network
        >>> predictor = Network.new(3, [4], 2, rng=1).compile(engine="numpy")
        >>> predictor.one(np.ones(3, np.float32)).shape, predictor(np.ones((5, 3))).shape
        ((2,), (5, 2))
    """

    num_inputs: I
    num_outputs: O
    engine: Literal["numpy", "numba"]
    dtype: np.dtype[Any]

    def __init__(
        self,
        network: Network[I, O],
        engine: Literal["numpy", "numba"],
        dtype: np.dtype[Any],
        forward: Answers,
    ) -> None:
        self.num_inputs, self.num_outputs = network.num_inputs, network.num_outputs
        self.engine = engine
        self.dtype = dtype
        self._forward = forward

    @abstractmethod
    def one(self, inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        """The outputs for one example, perhaps in an array that the next call overwrites.

        Raises:
            ShapeError: `inputs` is not `num_inputs` long.
        """

    @shaped
    def __call__(self, inputs: Float[Array, "n i"]) -> Float[Array, "n o"]:
        """The outputs for many examples, a chunk at a time; a new array.

        Raises:
            ShapeError: the rows of `inputs` are not `num_inputs` long.
        """
        with np.errstate(all="ignore"):
            return self._forward.run(inputs)
