"""A classifier with one hidden layer, right in every shape; `edits.toml` breaks it in one place."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

Array = np.ndarray


@dataclass
class Perceptron:
    """Two layers of weights and biases."""

    hidden_weight: Float[Array, "h i"]
    hidden_bias: Float[Array, "h"]
    weight: Float[Array, "o h"]
    bias: Float[Array, "o"]

    def hidden(self, inputs: Float[Array, "b i"]) -> Float[Array, "b h"]:
        """The activations of the hidden layer."""
        return np.tanh(inputs @ self.hidden_weight.T + self.hidden_bias)

    def scores(self, hidden: Float[Array, "b h"]) -> Float[Array, "b o"]:
        """What the last layer makes of them."""
        return hidden @ self.weight.T + self.bias


def perceptron(rng: np.random.Generator, inputs: int, hidden: int, outputs: int) -> Perceptron:
    """Small random weights, no biases."""
    return Perceptron(
        rng.normal(size=(hidden, inputs)) / np.sqrt(inputs),
        np.zeros(hidden),
        rng.normal(size=(outputs, hidden)) / np.sqrt(hidden),
        np.zeros(outputs),
    )


def softmax(scores: Float[Array, "b o"]) -> Float[Array, "b o"]:
    """Rows of probabilities."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def one_hot(labels: Int[Array, "b"], classes: int) -> Float[Array, "b {classes}"]:
    """A one at the place of each label."""
    return np.eye(classes)[labels]


def step(
    net: Perceptron, inputs: Float[Array, "b i"], labels: Int[Array, "b"], rate: float
) -> None:
    """One step down the gradient of the cross-entropy."""
    hidden = net.hidden(inputs)
    error = softmax(net.scores(hidden)) - one_hot(labels, len(net.bias))
    back = error @ net.weight * (1.0 - hidden**2)
    net.weight -= rate * error.T @ hidden / len(inputs)
    net.bias -= rate * error.mean(axis=0)
    net.hidden_weight -= rate * back.T @ inputs / len(inputs)
    net.hidden_bias -= rate * back.mean(axis=0)


def accuracy(net: Perceptron, inputs: Float[Array, "b i"], labels: Int[Array, "b"]) -> float:
    """The share of the labels that score highest."""
    guesses = net.scores(net.hidden(inputs)).argmax(axis=1)
    return float((guesses == labels).mean())


def main() -> None:
    """Learn which of four corners a point is near to."""
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 4, size=200)
    corners = np.array([[1.0, 1.0, 0.0], [1.0, -1.0, 0.0], [-1.0, 1.0, 0.0], [-1.0, -1.0, 0.0]])
    points = corners[labels] + 0.2 * rng.normal(size=(200, 3))
    net = perceptron(rng, 3, 8, 4)
    for _ in range(100):
        step(net, points, labels, 0.5)
    assert accuracy(net, points, labels) > 0.9


main()
