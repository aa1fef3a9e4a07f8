"""The exercises of the chapter, solved."""

from collections.abc import Sequence
from typing import Generic, Literal

import numpy as np
from jaxtyping import Float

from interlock import init
from interlock.dimensions import Array, H, I, O


def mirror(vector: Float[Array, "n"]) -> Float[Array, "n"]:
    """n - i - 1 is an index whenever i is one."""
    n = vector.shape[0]
    return init(n, lambda i: float(vector[n - i - 1]))


def mirror_in_a_loop(vector: Float[Array, "n"]) -> Float[Array, "n"]:
    """The same in a loop."""
    n = len(vector)
    mirrored = np.empty(n)
    for i in range(n):
        mirrored[i] = vector[n - i - 1]
    return mirrored


def dot_product(a: Float[Array, "n"], b: Float[Array, "n"]) -> float:
    """Two vectors of one length."""
    return sum(float(a[i] * b[i]) for i in range(len(a)))


class Layer(Generic[I, O]):
    """The chapter's layer."""

    num_inputs: I
    num_outputs: O
    weight: Float[Array, "o i"]
    bias: Float[Array, "o"]
    outputs: Float[Array, "o"]

    def __init__(self, inputs: I, outputs: O, rng: np.random.Generator) -> None:
        self.num_inputs = inputs
        self.num_outputs = outputs
        self.weight = init(outputs, lambda _: init(inputs, lambda _: rng.uniform(-1.0, 1.0)))
        self.bias = init(outputs, lambda _: rng.uniform(-1.0, 1.0))
        self.outputs = np.zeros(outputs)

    def forward(self, inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        """Neuron by neuron."""
        for i in range(self.num_outputs):
            self.outputs[i] = np.tanh(self.weight[i] @ inputs + self.bias[i])
        return self.outputs

    def forward_at_once(self, inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        """All neurons at once."""
        self.outputs = np.tanh(self.weight @ inputs + self.bias)
        return self.outputs

    def backward(
        self, inputs: Float[Array, "i"], error: Float[Array, "o"], rate: float
    ) -> Float[Array, "i"]:
        """The chapter's loops."""
        input_error = np.zeros(len(inputs))
        for i in range(self.num_outputs):
            for j in range(self.num_inputs):
                input_error[j] += self.weight[i, j] * error[i]
                self.weight[i, j] -= rate * error[i] * inputs[j]
            self.bias[i] -= rate * error[i]
        return input_error


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

    def __init__(self, layer: Layer[I, O]) -> None:
        self.layer = layer

    def forward(self, inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        """What the layer gives."""
        return self.layer.forward(inputs)

    def backward(
        self, inputs: Float[Array, "i"], target: Float[Array, "o"], rate: float
    ) -> Float[Array, "i"]:
        """The error is what the outputs are off the target."""
        return self.layer.backward(inputs, self.layer.outputs - target, rate)


class Next(Network[I, O], Generic[I, H, O]):
    """A layer, and the rest of the network behind it."""

    def __init__(self, layer: Layer[I, H], rest: Network[H, O]) -> None:
        self.layer = layer
        self.rest = rest

    def forward(self, inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        """The rest goes on from the layer's outputs."""
        return self.rest.forward(self.layer.forward(inputs))

    def backward(
        self, inputs: Float[Array, "i"], target: Float[Array, "o"], rate: float
    ) -> Float[Array, "i"]:
        """The rest's error is the error of the layer's outputs."""
        error = self.rest.backward(self.layer.outputs, target, rate)
        return self.layer.backward(inputs, error, rate)


def new(inputs: I, hiddens: Sequence[int], outputs: O, rng: np.random.Generator) -> Network[I, O]:
    """A network through all the hidden sizes."""
    if not hiddens:
        return Last(Layer(inputs, outputs, rng))

    def through(hidden: H) -> Network[I, O]:
        return Next(Layer(inputs, hidden, rng), new(hidden, hiddens[1:], outputs, rng))

    return through(hiddens[0])


def test_network(rng: np.random.Generator) -> Network[Literal[3], Literal[4]]:
    """The network of the chapter's figure."""
    return new(3, [4, 2, 3], 4, rng)


def main() -> None:
    """All of them, run."""
    net, rng = test_network(np.random.default_rng(0)), np.random.default_rng(1)
    assert net.forward(np.ones(3)).shape == (4,)
    assert net.backward(np.ones(3), np.zeros(4), 0.1).shape == (3,)
    assert Layer(3, 2, rng).forward_at_once(np.ones(3)).shape == (2,)
    assert list(mirror(np.arange(3.0))) == list(mirror_in_a_loop(np.arange(3.0))) == [2, 1, 0]
    assert dot_product(np.arange(3.0), np.ones(3)) == 3


main()
