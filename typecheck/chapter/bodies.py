"""The chapter's exercises inside a layer: each wrong version, and after it the right one."""

from typing import Generic

import numpy as np
from interlock import Index, init
from interlock.dimensions import Array, I, N, O
from jaxtyping import Float


def mirror_overrun(vector: Float[Array, "n"]) -> Float[Array, "n"]:
    """One element past the end."""
    n = vector.shape[0]
    # E[plugin]: index n - i reaches n, out of bounds for an axis of size n  [shape]
    return init(n, lambda i: float(vector[n - i]))


def mirror_wrapped(vector: Float[Array, "n"]) -> Float[Array, "n"]:
    """One element before the start, which Python takes for the last."""
    n = vector.shape[0]
    # E[plugin]: index i - 1 reaches -1, which wraps round to the end of the axis  [shape]
    return init(n, lambda i: float(vector[i - 1]))


def mirror(vector: Float[Array, "n"]) -> Float[Array, "n"]:
    """n - i - 1 is an index whenever i is one."""
    n = vector.shape[0]
    return init(n, lambda i: float(vector[n - i - 1]))


def dot_product2(a: Float[Array, "n"], b: Float[Array, "m"]) -> float:
    """Two vectors that nobody has said to be of one length."""
    # E[plugin]: "matmul": shapes (n,) and (m,) do not fit: n is not m  [shape]
    # N[plugin]: Annotate "b" of "dot_product2" as Float[Array, "n"]
    return float(a @ b)


def dot_product(a: Float[Array, "n"], b: Float[Array, "n"]) -> float:
    """Two vectors of one length."""
    return float(a @ b)


class Fields(Generic[I, O]):
    """What the chapter's layer holds."""

    num_inputs: I
    num_outputs: O
    weight: Float[Array, "o i"]
    bias: Float[Array, "o"]
    outputs: Float[Array, "o"]


class Turned(Fields[I, O]):
    """Rows and columns exchanged."""

    def __init__(self, inputs: I, outputs: O, rng: np.random.Generator) -> None:
        self.num_inputs = inputs
        self.num_outputs = outputs
        # E[plugin]: Value of "self.weight" has shape (i, o); expected (o, i)  [shape]
        self.weight = rng.uniform(-1.0, 1.0, (inputs, outputs))
        # E[plugin]: Value of "self.bias" has shape (i,); expected (o,)  [shape]
        self.bias = rng.uniform(-1.0, 1.0, inputs)
        self.outputs = np.zeros(outputs)


class Layer(Fields[I, O]):
    """The layer as it should be."""

    def __init__(self, inputs: I, outputs: O, rng: np.random.Generator) -> None:
        self.num_inputs = inputs
        self.num_outputs = outputs
        self.weight = rng.uniform(-1.0, 1.0, (outputs, inputs))
        self.bias = rng.uniform(-1.0, 1.0, outputs)
        self.outputs = np.zeros(outputs)

    def forward_without_sizes(self, inputs: Float[Array, "n"]) -> Float[Array, "o"]:
        """Inputs of any number."""
        # E[plugin]: "matmul": shapes (o, i) and (n,) do not fit: i is not n  [shape]
        # N[plugin]: Annotate "inputs" of "forward_without_sizes" as Float[Array, "i"]
        self.outputs = np.tanh(self.weight @ inputs + self.bias)
        return self.outputs

    def forward(self, inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        """As many inputs as the layer has."""
        self.outputs = np.tanh(self.weight @ inputs + self.bias)
        return self.outputs

    def backward_without_sizes(
        self, inputs: Float[Array, "n"], error: Float[Array, "m"], rate: float
    ) -> Float[Array, "n"]:
        """Inputs and errors of any number."""
        # E[plugin]: "matmul": shapes (i, o) and (m,) do not fit: o is not m  [shape]
        # N[plugin]: Annotate "error" of "backward_without_sizes" as Float[Array, "o"]
        input_error = self.weight.T @ error
        # E[plugin]: "-=": shapes (o, i) and (m, n) do not broadcast: i is not n  [shape]
        self.weight -= rate * np.outer(error, inputs)
        # E[plugin]: "-=": shapes (o,) and (m,) do not broadcast: o is not m  [shape]
        self.bias -= rate * error
        return input_error

    def backward_exchanged(
        self, inputs: Float[Array, "o"], error: Float[Array, "i"], rate: float
    ) -> Float[Array, "i"]:
        """The error of the inputs for that of the outputs."""
        # E[plugin]: "matmul": shapes (i, o) and (i,) do not fit: o is not i  [shape]
        input_error = self.weight.T @ error
        # E[plugin]: "-=": shapes (o, i) and (i, o) do not broadcast: i is not o  [shape]
        self.weight -= rate * np.outer(error, inputs)
        # E[plugin]: "-=": shapes (o,) and (i,) do not broadcast: o is not i  [shape]
        self.bias -= rate * error
        return input_error

    def backward(
        self, inputs: Float[Array, "i"], error: Float[Array, "o"], rate: float
    ) -> Float[Array, "i"]:
        """One error per output in, one per input out."""
        input_error = self.weight.T @ error
        self.weight -= rate * np.outer(error, inputs)
        self.bias -= rate * error
        return input_error


def position(n: N) -> Index[N]:
    """The last index of n; its bound is in its type."""
    return Index(n - 1, n)
