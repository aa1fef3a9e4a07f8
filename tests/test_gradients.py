"""The gradient is the true one: by finite differences, and by what learns and what does not."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from interlock import Layer, Network, network, quadratic
from interlock.activations import ACTIVATIONS, Activation, relu, sigmoid, softmax, step
from interlock.losses import Loss, cross_entropy, log_likelihood

AnyNetwork = Network[Any, Any]
HEADS: list[tuple[Activation, Loss]] = [
    *((activation, quadratic) for activation in ACTIVATIONS.values()),
    (sigmoid, cross_entropy),
    (softmax, cross_entropy),
    (softmax, log_likelihood),
]
EDGE = 1e-3


def random_network(rng: np.random.Generator, depth: int, head: Activation) -> AnyNetwork:
    sizes = [int(size) for size in rng.integers(1, 6, depth + 1)]
    kinds = [*rng.choice(list(ACTIVATIONS), depth - 1)]
    activations = [*(ACTIVATIONS[kind] for kind in kinds), head]
    layers = [
        Layer(i, o, activation=activation, rng=rng, dtype=np.float64)
        for (i, o), activation in zip(pairwise(sizes), activations, strict=True)
    ]
    made: AnyNetwork = network(*layers)
    return made


def on_an_edge(net: AnyNetwork, inputs: Any) -> bool:
    """Whether a weighted sum is so near to a kink or jump that a difference would cross it."""
    for layer in net:
        sums = inputs @ layer.weight.T + layer.bias
        if layer.activation in (relu, step) and np.abs(sums).min() < EDGE:
            return True
        inputs = layer.activation(sums)
    return False


def example(seed: int) -> tuple[AnyNetwork, Any, Any, Loss]:
    """A random network of 1 to 6 layers, a batch for it, and a loss."""
    rng = np.random.default_rng(seed)
    head, loss = HEADS[seed % len(HEADS)]
    while True:
        net = random_network(rng, 1 + seed % 6, head)
        inputs = rng.standard_normal((3, net.num_inputs))
        if not on_an_edge(net, inputs):
            targets = rng.random((3, net.num_outputs))
            return net, inputs, targets / targets.sum(axis=-1, keepdims=True), loss


def arrays(net: AnyNetwork) -> Iterator[Any]:
    for layer in net:
        yield layer.weight
        yield layer.bias


def slope(value: Callable[[], float], places: list[Any], directions: list[Any]) -> float:
    """The derivative of the value as the arrays move in the directions, by central difference."""
    ends = []
    for distance in (1e-5, -2e-5, 1e-5):
        for array, direction in zip(places, directions, strict=True):
            array += distance * direction
        ends.append(value())
    return (ends[0] - ends[1]) / 2e-5


@pytest.mark.parametrize("seed", range(200))
def test_the_gradient_predicts_the_change_of_the_loss_with_its_sign(seed: int) -> None:
    net, inputs, targets, loss = example(seed)
    meant = loss.above(list(net)[-1].activation)
    gradients, input_error = net.differentiate(inputs, targets, loss)
    rng = np.random.default_rng(seed)
    places = [*arrays(net), inputs]
    # Small against the edges: no weighted sum may move across one.
    directions = [rng.standard_normal(place.shape) for place in places]
    predicted = sum(
        float((gradient * direction).sum())
        for gradient, direction in zip(
            [*(array for pair in gradients for array in pair), input_error], directions, strict=True
        )
    )
    measured = slope(lambda: meant.value(net.forward(inputs), targets), places, directions)
    assert predicted == pytest.approx(measured, abs=1e-6, rel=1e-6)


X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
Y = np.array([[0.0], [1.0], [1.0], [0.0]])


def chapters_step(net: AnyNetwork, inputs: Any, targets: Any, rate: float) -> None:
    """The chapter's rule to the letter: the error goes back without the activation's slope."""
    layers = list(net)
    outputs = net.forward(inputs)
    error = (outputs - targets) / len(inputs)
    arriving = [inputs, *(layer.outputs for layer in layers[:-1])]
    for layer, values in zip(reversed(layers), reversed(arriving), strict=True):
        error = layer.backward(values, error, rate)


def learned(step_of: Callable[[AnyNetwork], object]) -> int:
    """From how many of 50 seeds a 2-3-1 network answers XOR within 0.2."""
    successes = 0
    for seed in range(50):
        net = Network.new(2, [3], 1, rng=seed, dtype=np.float64)
        for _ in range(500):
            step_of(net)
        successes += bool(np.abs(net.forward(X) - Y).max() < 0.2)
    return successes


def descend(net: AnyNetwork) -> None:
    net.forward(X)
    net.backward(X, Y, 3.0)


def test_the_true_gradient_learns_xor_from_nearly_every_seed() -> None:
    assert learned(descend) >= 45


def test_the_chapters_rule_never_learns_xor() -> None:
    assert learned(lambda net: chapters_step(net, X, Y, 3.0)) == 0
