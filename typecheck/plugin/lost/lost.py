"""Where a shape is lost, the operation is named; what is wrong is still an error."""

from typing import Generic

import numpy as np
from interlock.dimensions import Array, I, O
from jaxtyping import Float


def silent(x: Float[Array, "n m"]) -> Float[Array, "n"]:
    """Nothing is lost."""
    return x.sum(axis=1)


def told(x: Float[Array, "n m"], columns: object) -> None:
    """An axis that is not known may be any."""
    assert isinstance(columns, int)
    # E: The shape is lost in "sum"  [shape-lost]
    total = x.sum(axis=columns)
    print(total + 1)


def called(x: Float[Array, "n m"]) -> None:
    """A function that has no rule."""
    # E: The shape is lost in "sort_complex"  [shape-lost]
    print(np.sort_complex(x) + 1)


def still_wrong(x: Float[Array, "n m"], y: Float[Array, "m"]) -> Float[Array, "m"]:
    """What is known stays known."""
    # E: Result of "still_wrong" has shape (n,); expected (m,)  [shape]
    return x @ y


class Layer(Generic[I, O]):
    """The chapter's propagation, its inputs without an annotation of their length."""

    weight: Float[Array, "o i"]
    bias: Float[Array, "o"]
    gain: Array

    def forward(self, inputs: Array) -> Float[Array, "o"]:
        """What is missing is named."""
        # E: The shape is lost in "matmul"  [shape-lost]
        # N: Annotate "inputs" of "forward" as Float[Array, "i"]
        return self.weight @ inputs + self.bias

    def changed(self, inputs: Float[Array, "i"]) -> Array:
        """So it is where a function's result has no shape."""
        # E: The shape is lost in "matmul"  [shape-lost]
        # N: Annotate the result of "doubled" as Float[np.ndarray, "i"]
        return self.weight @ doubled(inputs)

    def amplified(self, inputs: Float[Array, "i"]) -> Array:
        """And where an attribute has none."""
        # E: The shape is lost in "matmul"  [shape-lost]
        # N: Annotate "gain" of "Layer" as Float[np.ndarray, "i"]
        return self.gain @ inputs


def doubled(vector: Array) -> Array:
    """Twice the vector."""
    return 2 * vector
