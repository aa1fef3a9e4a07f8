"""Data and weights that no training begins with."""

from typing import Any

import numpy as np
import pytest

from interlock.activations import ACTIVATIONS, identity
from interlock.datasets import Data
from interlock.errors import DataError, SettingError, TrainingError
from interlock.layer import Layer
from interlock.losses import quadratic
from interlock.network import Last, Network, Next
from interlock.training import fit
from training.points import blobs, complaint, parameters, same, small


def test_data_of_other_sizes_is_refused() -> None:
    message = complaint(DataError, Network.new(5, [4], 3), blobs())
    assert message == (
        "fit: the data must have the network's sizes.\n"
        "  expected: 5 inputs and 3 outputs\n"
        "  got:      2 and 3\n"
        "  where:    Data(2 -> 3, 60 examples) for Network(5 -> 4 -> 3)\n"
        "  try:      build a network of 2 inputs and 3 outputs"
    )


def test_validation_data_of_other_sizes_is_refused() -> None:
    other = Data(2, 1, np.zeros((4, 2)), np.zeros((4, 1)))
    message = complaint(DataError, small(), blobs(), validation=other)
    assert message == (
        "fit: the data must have the network's sizes.\n"
        "  expected: 2 inputs and 3 outputs\n"
        "  got:      2 and 1\n"
        "  where:    Data(2 -> 1, 4 examples) for Network(2 -> 4 -> 3)\n"
        "  try:      build a network of 2 inputs and 1 outputs"
    )


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_number_that_is_not_finite_is_named_with_its_row(value: float) -> None:
    data = blobs()
    data.inputs[17, 1] = value
    assert complaint(DataError, small(), data) == (
        "fit: inputs must be finite.\n"
        f"  got:      {value} in row 17, column 1\n"
        "  where:    training data\n"
        "  try:      remove or replace such rows before training"
    )


def test_a_target_that_is_not_finite_is_named_with_its_row() -> None:
    data = blobs()
    data.targets[3, 2] = np.nan
    assert complaint(DataError, small(), blobs(), validation=data) == (
        "fit: targets must be finite.\n"
        "  got:      nan in row 3, column 2\n"
        "  where:    validation data\n"
        "  try:      remove or replace such rows before training"
    )


WIDE = 70  # inputs, for Gram blocks


@pytest.mark.parametrize("engine", ["numpy", "numba"])
@pytest.mark.parametrize("batch_size", [1, 5, 30])
@pytest.mark.parametrize("inputs", [2, WIDE])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "identity", "softmax", "step"])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_no_engine_learns_from_a_number_that_is_not_finite(
    engine: Any, batch_size: int, inputs: int, activation: str, value: float
) -> None:
    rng, kind = np.random.default_rng(1), ACTIVATIONS[activation]
    network = Layer(inputs, 4, activation=kind, rng=rng) >> Layer(4, 3, activation=kind, rng=rng)
    data = Data.labelled(inputs, 3, rng.standard_normal((61, inputs)), rng.integers(0, 3, 61))
    before = parameters(network)
    for array, row in ((data.inputs, 17), (data.targets, 60)):
        kept, array[row, 1] = array[row, 1], value
        settings: Any = {"batch_size": batch_size, "engine": engine, "loss": quadratic, "rng": 1}
        with pytest.raises(DataError, match=f"got: +{value} in row {row}, column 1"):
            fit(network, data, epochs=1, rate=1e-3, **settings)
        assert same(parameters(network), before)
        array[row, 1] = kept


def test_a_number_too_large_for_the_networks_precision_is_named() -> None:
    data = blobs()
    data.inputs[5, 0] = 1e300
    assert complaint(DataError, small(), data) == (
        "fit: inputs must be finite.\n"
        "  got:      1e+300 in row 5, column 0, too large for float32\n"
        "  where:    training data\n"
        "  try:      remove or replace such rows before training"
    )


def test_large_numbers_whose_sum_overflows_are_no_mistake() -> None:
    data = blobs()
    data.inputs[:] = 1e308
    with pytest.raises(TrainingError):
        fit(small(dtype=np.float64, activation=identity), data, loss=quadratic, rng=1)


@pytest.mark.parametrize(("part", "spot"), [("weight", (2, 1)), ("bias", (2,))])
def test_a_weight_that_is_not_finite_is_named_with_its_layer_and_row(part: str, spot: Any) -> None:
    network = small()
    getattr(list(network)[1], part)[spot] = np.nan
    column = ", column 1" if part == "weight" else ""
    assert complaint(DataError, network, blobs()) == (
        f"fit: {part} must be finite.\n"
        f"  got:      nan in row 2{column}\n"
        "  where:    layer 2 of 2\n"
        "  try:      build the layer anew, or load weights saved earlier"
    )


def test_a_read_only_weight_is_refused() -> None:
    network = small()
    next(iter(network)).bias.flags.writeable = False
    assert complaint(SettingError, network, blobs()) == (
        "fit: weights must be writeable.\n"
        "  got:      a read-only bias\n"
        "  where:    layer 1 of 2\n"
        "  try:      layer.bias = layer.bias.copy()"
    )


def test_a_layer_that_occurs_twice_is_refused() -> None:
    layer = Layer(3, 3)
    data = Data(2, 3, np.zeros((4, 2)), np.zeros((4, 3)))
    # `>>` refuses it itself; built by hand it gets as far as here.
    network = Next(Layer(2, 3), Next(layer, Last(layer)))
    assert complaint(SettingError, network, data) == (
        "fit: each layer must be an object of its own.\n"
        "  got:      the same layer at places 2 and 3\n"
        "  try:      build a second Layer of that size"
    )
