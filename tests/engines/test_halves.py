"""The sigmoid as a tanh: other parameters, the same answers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.activations import ACTIVATIONS, relu, tanh
from interlock.dimensions import Array
from interlock.engines.forward import Forward
from interlock.engines.halves import Halves
from interlock.engines.parameters import Parameters
from interlock.layer import Layer

NAMES = sorted(ACTIVATIONS)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=4),
    st.lists(st.integers(1, 50), min_size=5, max_size=5),
    st.sampled_from([1, 31, 40, 41, 1025]),
    st.integers(0, 99),
)
def test_the_answers_are_those_of_the_layers(
    names: list[str], sizes: list[int], rows: int, seed: int
) -> None:
    layers: list[Layer[Any, Any]] = [
        Layer(i, o, activation=ACTIVATIONS[name], rng=seed, dtype=np.float64)
        for name, i, o in zip(names, sizes, sizes[1:], strict=False)
    ]
    parameters = Parameters.zeros(layers, np.dtype(np.float64))
    forward = Forward(layers, parameters)
    parameters.read(layers)  # after the forward was made: it follows what is trained
    inputs = np.random.default_rng(seed).normal(size=(rows, sizes[0]))
    expected: Array = inputs
    for layer in layers:
        expected = layer.forward(expected)
    np.testing.assert_allclose(forward.run(inputs), expected, rtol=0, atol=1e-12)


def test_what_needs_no_change_is_the_network_s_own() -> None:
    layers: list[Layer[Any, Any]] = [Layer(3, 4, activation=tanh), Layer(4, 2, activation=relu)]
    parameters = Parameters.zeros(layers, np.dtype(np.float32))
    halves = Halves(layers, parameters)
    assert all(mine is its for mine, its in zip(halves.weights, parameters.weights, strict=True))
    assert not halves.last


@pytest.mark.parametrize("name", NAMES)
def test_no_activation_is_left_that_takes_four_calls(name: str) -> None:
    layers: list[Layer[Any, Any]] = [Layer(3, 4, activation=ACTIVATIONS[name]), Layer(4, 2)]
    halves = Halves(layers, Parameters.zeros(layers, np.dtype(np.float32)))
    assert ACTIVATIONS["sigmoid"] not in halves.activations
    assert halves.last
