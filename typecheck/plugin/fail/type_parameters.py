# python>=3.12
"""Sizes in the syntax of PEP 695."""

import numpy as np
from interlock.dimensions import Array
from jaxtyping import Float


class Modern[I: int, O: int]:
    """Size parameters in the syntax of PEP 695."""

    weight: Float[Array, "o i"]

    def __init__(self, inputs: I, outputs: O) -> None:
        # E: Value of "self.weight" has shape (i, o); expected (o, i)  [shape]
        self.weight = np.zeros((inputs, outputs))

    def forward(self, x: Float[Array, "i"]) -> Float[Array, "o"]:
        """W·x."""
        # E: "matmul": shapes (i, o) and (i,) do not fit: o is not i  [shape]
        return self.weight.T @ x


def zeros[K: int](size: K) -> Float[Array, "k k"]:
    """A function generic in a size."""
    # E: Result of "zeros" has shape (k,); expected (k, k)  [shape]
    return np.zeros(size)


def modern() -> Float[Array, "3"]:
    """Its sizes are those of its arguments."""
    # E: Argument "x" of "forward" has shape (4,); expected (3,)  [shape]
    Modern(3, 4).forward(np.zeros(4))
    # E: Result of "modern" has shape (3, 3); expected (3,)  [shape]
    return zeros(3)
