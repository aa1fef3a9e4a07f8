"""The gradient through layers of several kinds is the true one, by finite differences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from interlock import Layer, Module, Network, log_likelihood, network, quadratic
from interlock.activations import sigmoid, softmax, tanh
from interlock.losses import Loss, cross_entropy
from interlock.parts import arrays_of
from kinds import Dropout, Mixing, Normalisation

HEADS: list[tuple[Any, Loss]] = [
    (tanh, quadratic),
    (sigmoid, cross_entropy),
    (softmax, log_likelihood),
    (None, quadratic),
]


def random_layers(rng: np.random.Generator, inputs: int, head: Any) -> list[Module[Any, Any]]:
    """Two to seven layers of every kind, a normalisation among them; the last one is the head."""
    kinds = ["norm", *rng.choice(["norm", "dropout", "mixing", "dense"], rng.integers(0, 5))]
    layers: list[Module[Any, Any]] = []
    for kind in rng.permutation(kinds):
        width = int(rng.integers(2, 6))
        layers.append(_layer(str(kind), inputs, width, rng))
        inputs = int(layers[-1].num_outputs)
    dense = {"activation": head, "rng": rng, "dtype": np.float64}
    return [*layers, Mixing(inputs, 3, rng=rng) if head is None else Layer(inputs, 3, **dense)]


def _layer(kind: str, inputs: int, width: int, rng: np.random.Generator) -> Module[Any, Any]:
    if kind == "dropout":
        return Dropout(inputs, 0.3, seed=int(rng.integers(1000)))
    if kind == "mixing":
        return Mixing(inputs, width, rng=rng)
    if kind == "dense":
        return Layer(inputs, width, activation=tanh, rng=rng, dtype=np.float64)
    layer = Normalisation(inputs)
    layer.gain += rng.standard_normal(inputs)
    layer.shift += rng.standard_normal(inputs)
    return layer


def slope(value: Callable[[], float], places: list[Any], directions: list[Any]) -> float:
    """The signed derivative of a value along a direction, by two small steps."""
    step, values = 1e-5, []
    for sign in (1, -2):  # forth, and from there back to the other side
        for place, direction in zip(places, directions, strict=True):
            place += sign * step * direction
        values.append(value())
    for place, direction in zip(places, directions, strict=True):
        place += step * direction
    return (values[0] - values[1]) / (2 * step)


@pytest.mark.parametrize("batch", [(6,), (2, 3)])
@pytest.mark.parametrize("seed", range(60))
def test_the_slope_in_any_direction_is_the_gradients(seed: int, batch: tuple[int, ...]) -> None:
    rng = np.random.default_rng(seed)
    head, loss = HEADS[seed % len(HEADS)]
    net: Network[Any, Any] = network(*random_layers(rng, 4, head))
    inputs, targets = rng.standard_normal((*batch, 4)), rng.random((*batch, 3))
    targets /= targets.sum(axis=-1, keepdims=True)
    gradients, input_error = net.differentiate(inputs, targets, loss)
    found = [input_error, *(gradient for each in gradients for gradient in each)]
    names = [(layer, name) for layer in net for name in layer.parameters]
    places = [inputs, *(arrays_of(layer)[name] for layer, name in names)]
    directions = [rng.standard_normal(place.shape) for place in places]
    by_gradient = sum(float((one * two).sum()) for one, two in zip(found, directions, strict=True))
    measured = slope(lambda: loss.value(net.training_forward(inputs), targets), places, directions)
    assert by_gradient == pytest.approx(measured, rel=1e-6, abs=1e-6)
