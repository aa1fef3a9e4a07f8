"""Fourteen things a checker of shapes must see through: here they are right."""

from collections.abc import Sequence
from typing import Generic

import numpy as np
from jaxtyping import Float

from interlock import Layer, Network, network
from interlock.dimensions import Array, H, I, O


def inner_sizes(weight: Float[Array, "o i"], inputs: Float[Array, "i"]) -> Float[Array, "o"]:
    """Case 1: the inner sizes of a product."""
    return weight @ inputs


def literal_sizes() -> Float[Array, "4"]:
    """Case 2: a call with sizes that are known."""
    return inner_sizes(np.ones((4, 3)), np.ones(3))


def symbolic_sizes(
    first: Float[Array, "h i"], second: Float[Array, "o h"], inputs: Float[Array, "i"]
) -> Float[Array, "o"]:
    """Case 3: a call with sizes of the caller."""
    return inner_sizes(second, inner_sizes(first, inputs))


def result(rows: Float[Array, "n d"]) -> Float[Array, "d"]:
    """Case 4: the shape of the result."""
    return rows.mean(axis=0)


class Dense(Generic[I, O]):
    """Cases 5 and 14: the attributes of a class, and its methods."""

    weight: Float[Array, "o i"]
    bias: Float[Array, "o"]

    def __init__(self, inputs: I, outputs: O, rng: np.random.Generator) -> None:
        self.weight = rng.normal(size=(outputs, inputs))
        self.bias = np.zeros(outputs)

    def forward(self, inputs: Float[Array, "*batch i"]) -> Float[Array, "*batch o"]:
        """W·x + b of each."""
        return inputs @ self.weight.T + self.bias

    def slope(
        self, inputs: Float[Array, "batch i"], error: Float[Array, "batch o"]
    ) -> Float[Array, "o i"]:
        """The gradient of the weight."""
        return error.T @ inputs


def elementwise(a: Float[Array, "n"], b: Float[Array, "n"]) -> Float[Array, "n"]:
    """Case 6: element by element."""
    return a * b + a


def bias_of_a_batch(rows: Float[Array, "b o"], bias: Float[Array, "o"]) -> Float[Array, "b o"]:
    """Case 7: a bias for every row of a batch."""
    return rows + bias


four = Layer(3, 4) >> Layer(4, 2) >> Layer(2, 3) >> Layer(3, 4)
"""Case 8: four layers."""

sixty = (
    Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8)
    >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8)
    >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8)
    >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8)
    >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8)
    >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8)
    >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8)
    >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8)
    >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8)
    >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8)
)  # fmt: skip
"""Case 9: sixty layers."""


def built(inputs: I, hiddens: Sequence[int], outputs: O) -> Network[I, O]:
    """Case 10: a network from a list that only the run knows."""
    if not hiddens:
        return network(Layer(inputs, outputs))

    def through(hidden: H) -> Network[I, O]:
        return Layer(inputs, hidden) >> built(hidden, hiddens[1:], outputs)

    return through(hiddens[0])


def flattened(image: Float[Array, "h w c"]) -> Float[Array, "h*w*c"]:
    """Case 11: the arithmetic of a reshape."""
    height, width, channels = image.shape
    return image.reshape(channels * width * height)


def joined(a: Float[Array, "a"], b: Float[Array, "b"]) -> Float[Array, "a+b"]:
    """Case 12: the sum of a concatenation."""
    return np.concatenate([a, b])


def third(point: Float[Array, "3"]) -> Float[Array, ""]:
    """Case 13: an index inside its axis."""
    return np.asarray(point[2])


def main() -> None:
    """All of them, run."""
    rng = np.random.default_rng(0)
    dense = Dense(3, 4, rng)
    error = dense.forward(np.ones((5, 3)))
    assert dense.slope(np.ones((5, 3)), error).shape == dense.weight.shape
    assert symbolic_sizes(np.ones((4, 3)), np.ones((2, 4)), np.ones(3)).shape == (2,)
    assert literal_sizes().shape == elementwise(np.ones(4), np.ones(4)).shape == (4,)
    assert bias_of_a_batch(result(np.ones((5, 2))) + np.ones((3, 2)), np.ones(2)).shape == (3, 2)
    assert built(3, [4, 2], 5).sizes == (3, 4, 2, 5)
    assert (four.sizes[-1], sixty.sizes[-1]) == (4, 8)
    assert flattened(np.ones((2, 3, 4))).shape == (24,)
    assert joined(np.ones(2), np.ones(3)).shape == (5,)
    assert third(np.ones(3)).shape == ()


main()
