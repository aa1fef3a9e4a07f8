"""Fourteen things a checker of shapes must see through: here they are wrong."""

from collections.abc import Sequence
from typing import Generic

import numpy as np
from jaxtyping import Float

from interlock import Layer, Network, network
from interlock.dimensions import Array, H, I, O


def inner_sizes(weight: Float[Array, "o i"], inputs: Float[Array, "i"]) -> Float[Array, "o"]:
    """Case 1: the inner sizes of a product."""
    # E: "matmul": shapes (i, o) and (i,) do not fit: o is not i  [shape]
    return weight.T @ inputs


def product(weight: Float[Array, "o i"], inputs: Float[Array, "i"]) -> Float[Array, "o"]:
    """What the next two call."""
    return weight @ inputs


def literal_sizes() -> Float[Array, "4"]:
    """Case 2: a call with sizes that are known."""
    # E: Argument "inputs" of "product" has shape (5,); expected (i,) where i is 3 (from argument "weight")  [shape]
    return product(np.ones((4, 3)), np.ones(5))


def symbolic_sizes(
    first: Float[Array, "h i"], second: Float[Array, "o h"], inputs: Float[Array, "i"]
) -> Float[Array, "o"]:
    """Case 3: a call with sizes of the caller."""
    # E: Argument "inputs" of "product" has shape (i,); expected (i,) where i is h (from argument "weight")  [shape]
    return product(second, inputs) + product(first, inputs).sum()


def result(rows: Float[Array, "n d"]) -> Float[Array, "d"]:
    """Case 4: the shape of the result."""
    # E: Result of "result" has shape (n,); expected (d,)  [shape]
    return rows.mean(axis=1)


class Dense(Generic[I, O]):
    """Cases 5 and 14: the attributes of a class, and its methods."""

    weight: Float[Array, "o i"]
    bias: Float[Array, "o"]

    def __init__(self, inputs: I, outputs: O, rng: np.random.Generator) -> None:
        # E: Value of "self.weight" has shape (i, o); expected (o, i)  [shape]
        self.weight = rng.normal(size=(inputs, outputs))
        self.bias = np.zeros(outputs)

    def forward(self, inputs: Float[Array, "*batch i"]) -> Float[Array, "*batch o"]:
        """W·x + b of each."""
        # E: "matmul": shapes (*batch, i) and (o, i) do not fit: i is not o  [shape]
        return inputs @ self.weight + self.bias

    def slope(
        self, inputs: Float[Array, "batch i"], error: Float[Array, "batch o"]
    ) -> Float[Array, "o i"]:
        """The gradient of the weight."""
        # E: Result of "slope" has shape (i, o); expected (o, i)  [shape]
        return inputs.T @ error


def elementwise(a: Float[Array, "n"], b: Float[Array, "m"]) -> Float[Array, "n"]:
    """Case 6: element by element."""
    # E: "multiply": shapes (n,) and (m,) do not broadcast: n is not m  [shape]
    # N: Annotate "b" of "elementwise" as Float[Array, "n"]
    return a * b + a


def bias_of_a_batch(rows: Float[Array, "b o"], bias: Float[Array, "b"]) -> Float[Array, "b o"]:
    """Case 7: a bias for every row of a batch."""
    # E: "add": shapes (b, o) and (b,) do not broadcast: o is not b  [shape]
    return rows + bias


# E: Argument 1 to "Layer" has incompatible type "Literal[3]"; expected "Literal[2]"  [arg-type]
four = Layer(3, 4) >> Layer(4, 2) >> Layer(3, 3) >> Layer(3, 4)
"""Case 8: four layers."""

sixty = (
    Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8)
    >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8)
    >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8)
    >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8)
    >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8)
    >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8)
    # E: Argument 1 to "Layer" has incompatible type "Literal[9]"; expected "Literal[8]"  [arg-type]
    >> Layer(8, 8) >> Layer(9, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8) >> Layer(8, 8)
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
        # E: Argument 1 to "built" has incompatible type "I"; expected "H"  [arg-type]
        return Layer(inputs, hidden) >> built(inputs, hiddens[1:], outputs)

    return through(hiddens[0])


def flattened(image: Float[Array, "h w c"]) -> Float[Array, "h*w*c"]:
    """Case 11: the arithmetic of a reshape."""
    height, width, channels = image.shape
    # E: "reshape": shape (h, w, c) has c*h*w elements; (c*w*w,) has c*w*w  [shape]
    return image.reshape(channels * width * width)


def joined(a: Float[Array, "a"], b: Float[Array, "b"]) -> Float[Array, "a+b"]:
    """Case 12: the sum of a concatenation."""
    # E: Result of "joined" has shape (2*a + b,); expected (a + b,)  [shape]
    return np.concatenate([a, b, a])


def third(point: Float[Array, "3"]) -> Float[Array, ""]:
    """Case 13: an index inside its axis."""
    # E: index 3 is out of bounds for an axis of size 3  [shape]
    return np.asarray(point[3])
