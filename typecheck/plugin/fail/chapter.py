"""The exercises of the chapter as it sets them: each is rejected for its own reason."""

from collections.abc import Sequence
from typing import Generic

import numpy as np
from jaxtyping import Float

from interlock import init
from interlock.dimensions import Array, H, I, O


def mirror_overrun(vector: Float[Array, "n"]) -> Float[Array, "n"]:
    """One element past the end."""
    n = vector.shape[0]
    # E: index n - i reaches n, out of bounds for an axis of size n  [shape]
    return init(n, lambda i: float(vector[n - i]))


def mirror_wrapped(vector: Float[Array, "n"]) -> Float[Array, "n"]:
    """One element before the start, which Python takes for the last."""
    # E: index i - 1 reaches -1, which wraps round to the end of the axis  [shape]
    return init(len(vector), lambda i: float(vector[i - 1]))


def mirror_in_a_loop(vector: Float[Array, "n"]) -> Float[Array, "n"]:
    """The same in a loop."""
    n = len(vector)
    mirrored = np.empty(n)
    for i in range(n):
        # E: index n - i reaches n, out of bounds for an axis of size n  [shape]
        mirrored[i] = vector[n - i]
    return mirrored


def mirror_too_long(vector: Float[Array, "n"]) -> Float[Array, "n"]:
    """One element too many."""
    n = len(vector)
    # E: Result of "mirror_too_long" has shape (n + 1,); expected (n,)  [shape]
    # E: index n - i - 1 reaches -1, which wraps round to the end of the axis  [shape]
    return init(n + 1, lambda i: float(vector[n - i - 1]))


def dot_product2(a: Float[Array, "n"], b: Float[Array, "m"]) -> float:
    """Vectors that nobody has said to be of one length, element by element."""
    # E: index i reaches n - 1, out of bounds for an axis of size m  [shape]
    # N: Annotate "b" of "dot_product2" as Float[Array, "n"]
    return sum(float(a[i] * b[i]) for i in range(len(a)))


def dot_product_at_once(a: Float[Array, "n"], b: Float[Array, "m"]) -> float:
    """The same, at once."""
    # E: "matmul": shapes (n,) and (m,) do not fit: n is not m  [shape]
    # N: Annotate "b" of "dot_product_at_once" as Float[Array, "n"]
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
        # E: Value of "self.weight" has shape (i, o); expected (o, i)  [shape]
        self.weight = init(inputs, lambda _: init(outputs, lambda _: rng.uniform(-1.0, 1.0)))
        self.bias = init(outputs, lambda _: rng.uniform(-1.0, 1.0))
        self.outputs = np.zeros(outputs)


class Swapped(Fields[I, O]):
    """The numbers exchanged with each other."""

    def __init__(self, inputs: I, outputs: O) -> None:
        self.num_inputs = inputs
        self.num_outputs = outputs
        self.weight = np.zeros((self.num_outputs, self.num_inputs))
        # E: Value of "self.bias" has shape (i,); expected (o,)  [shape]
        self.bias = np.zeros(self.num_inputs)
        self.outputs = np.zeros(self.num_outputs)


class Layer(Fields[I, O]):
    """The chapter's propagation, with the dimensions missing or exchanged."""

    def forward_without_dimensions(self, inputs: Float[Array, "n"]) -> Float[Array, "o"]:
        """Inputs of any number."""
        # E: "matmul": shapes (o, i) and (n,) do not fit: i is not n  [shape]
        # N: Annotate "inputs" of "forward_without_dimensions" as Float[Array, "i"]
        self.outputs = np.tanh(self.weight @ inputs + self.bias)
        return self.outputs

    def forward_neuron_by_neuron(self, inputs: Float[Array, "n"]) -> None:
        """The same, one neuron after the other."""
        for i in range(self.num_outputs):
            # E: "matmul": shapes (i,) and (n,) do not fit: i is not n  [shape]
            # N: Annotate "inputs" of "forward_neuron_by_neuron" as Float[Array, "i"]
            self.outputs[i] = np.tanh(self.weight[i] @ inputs + self.bias[i])

    def backward_without_dimensions(
        self, inputs: Float[Array, "n"], error: Float[Array, "m"], rate: float
    ) -> Float[Array, "n"]:
        """The chapter's loops over vectors of any length."""
        input_error = np.zeros(len(inputs))
        for i in range(self.num_outputs):
            for j in range(self.num_inputs):
                # E: index i reaches o - 1, out of bounds for an axis of size m  [shape]
                # E: index j reaches i - 1, out of bounds for an axis of size n  [shape]
                # N: Annotate "error" of "backward_without_dimensions" as Float[Array, "o"]
                input_error[j] += self.weight[i, j] * error[i]
                # E: index i reaches o - 1, out of bounds for an axis of size m  [shape]
                # E: index j reaches i - 1, out of bounds for an axis of size n  [shape]
                self.weight[i, j] -= rate * error[i] * inputs[j]
            # E: index i reaches o - 1, out of bounds for an axis of size m  [shape]
            self.bias[i] -= rate * error[i]
        return input_error

    def backward_exchanged(
        self, inputs: Float[Array, "o"], error: Float[Array, "i"], rate: float
    ) -> Float[Array, "i"]:
        """The error of the inputs taken for that of the outputs."""
        # E: "matmul": shapes (i, o) and (i,) do not fit: o is not i  [shape]
        input_error = self.weight.T @ error
        # E: "-=": shapes (o, i) and (i, o) do not broadcast: i is not o  [shape]
        self.weight -= rate * np.outer(error, inputs)
        # E: "-=": shapes (o,) and (i,) do not broadcast: o is not i  [shape]
        self.bias -= rate * error
        return input_error


class Proper(Fields[I, O]):
    """A layer whose own methods are right."""

    def __init__(self, inputs: I, outputs: O) -> None:
        self.num_inputs = inputs
        self.num_outputs = outputs
        self.weight = np.ones((outputs, inputs))
        self.bias = np.zeros(outputs)
        self.outputs = np.zeros(outputs)

    def forward(self, inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        """W·x + b."""
        self.outputs = self.weight @ inputs + self.bias
        return self.outputs

    def backward(
        self, inputs: Float[Array, "i"], error: Float[Array, "o"], rate: float
    ) -> Float[Array, "i"]:
        """The error of the inputs."""
        return self.weight.T @ error


class Network(Generic[I, O]):
    """A map of I inputs to O outputs."""

    def forward(self, inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        """What the last layer gives."""
        raise NotImplementedError

    def backward(
        self, inputs: Float[Array, "i"], target: Float[Array, "o"], rate: float
    ) -> Float[Array, "i"]:
        """The error of the inputs."""
        raise NotImplementedError


class Last(Network[I, O]):
    """The network of one layer."""

    def __init__(self, layer: Proper[I, O]) -> None:
        self.layer = layer

    def backward(
        self, inputs: Float[Array, "i"], target: Float[Array, "o"], rate: float
    ) -> Float[Array, "i"]:
        """The inputs in the place of the outputs."""
        # E: "subtract": shapes (i,) and (o,) do not broadcast: i is not o  [shape]
        return self.layer.backward(inputs, inputs - target, rate)


class Next(Network[I, O], Generic[I, H, O]):
    """A layer, and the rest of the network behind it."""

    def __init__(self, layer: Proper[I, H], rest: Network[H, O]) -> None:
        self.layer = layer
        self.rest = rest

    def forward(self, inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        """The layer is forgotten."""
        # E: Argument "inputs" of "forward" has shape (i,); expected (h,)  [shape]
        return self.rest.forward(inputs)

    def backward(
        self, inputs: Float[Array, "i"], target: Float[Array, "o"], rate: float
    ) -> Float[Array, "i"]:
        """The inputs go to the rest, the target to the layer, and the wrong error comes back."""
        # E: Argument "inputs" of "backward" has shape (i,); expected (h,)  [shape]
        self.rest.backward(inputs, target, rate)
        # E: Argument "error" of "backward" has shape (o,); expected (h,)  [shape]
        self.layer.backward(inputs, target, rate)
        # E: Result of "backward" has shape (h,); expected (i,)  [shape]
        return self.rest.backward(self.layer.outputs, target, rate)


def new(inputs: I, hiddens: Sequence[int], outputs: O) -> Network[I, O]:
    """The rest starts at the inputs again."""
    if not hiddens:
        return Last(Proper(inputs, outputs))

    def through(hidden: H) -> Network[I, O]:
        # E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
        return Next(Proper(inputs, hidden), new(inputs, hiddens[1:], outputs))

    return through(hiddens[0])


def new_without_the_last(inputs: I, hiddens: Sequence[int], outputs: O) -> Network[I, O]:
    """The hidden layer is taken for the last."""

    def through(hidden: H) -> Network[I, O]:
        # E: Argument 2 to "Proper" has incompatible type "H"; expected "O"  [arg-type]
        return Last(Proper(inputs, hidden))

    return through(hiddens[0])
