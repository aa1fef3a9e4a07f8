"""Networks: made of sizes known late, run forward and backward, compared and printed."""

import copy
import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock import (
    Last,
    Layer,
    Network,
    Next,
    SettingError,
    ShapeError,
    SizeError,
    cross_entropy,
    example_network,
    quadratic,
    relu,
    tanh,
)

HIDDENS = st.lists(st.integers(1, 5), max_size=5)


@given(st.integers(1, 5), HIDDENS, st.integers(1, 5), st.integers(0, 99))
def test_new_goes_through_the_hidden_sizes(
    inputs: int, hiddens: list[int], outputs: int, seed: int
) -> None:
    network = Network.new(inputs, hiddens, outputs, rng=seed)
    assert network.sizes == (inputs, *hiddens, outputs)
    assert len(network) == len(list(network)) == len(hiddens) + 1
    assert (network.num_inputs, network.num_outputs) == (inputs, outputs)
    assert network == Network.new(inputs, tuple(hiddens), outputs, rng=seed)


def test_new_draws_layers_one_after_another_from_one_generator() -> None:
    rng = np.random.default_rng(0)
    by_hand = Layer(3, 3, rng=rng) >> Layer(3, 3, rng=rng)
    made = Network.new(3, [3], 3, rng=0)
    assert made == by_hand
    first, second = made
    assert first != second


def test_new_passes_every_option_to_every_layer() -> None:
    network = Network.new(3, [4], 2, activation=tanh, dtype=np.float64, rng=0)
    assert {layer.activation for layer in network} == {tanh}
    assert {layer.weight.dtype for layer in network} == {np.dtype(np.float64)}


@pytest.mark.parametrize("hiddens", [[0], [4, -1], [2.5], [True]])
def test_new_refuses_a_hidden_size_that_is_none(hiddens: Any) -> None:
    with pytest.raises(SizeError, match=r"must be a positive integer\."):
        Network.new(3, hiddens, 2)


def test_the_chapters_network_and_its_twin_made_from_a_list() -> None:
    sizes = (3, 4, 2, 3, 4)
    assert example_network().sizes == Network.new(3, [4, 2, 3], 4).sizes == sizes
    assert repr(example_network()) == "Network(3 -> 4 -> 2 -> 3 -> 4)"


@given(HIDDENS, st.lists(st.integers(1, 3), max_size=2), st.integers(0, 10**6))
def test_forward_passes_each_layers_outputs_to_the_next(
    hiddens: list[int], batch: list[int], seed: int
) -> None:
    network = Network.new(3, hiddens, 2, rng=seed, dtype=np.float64)
    inputs = np.random.default_rng(seed).standard_normal((*batch, 3))
    outputs = network.forward(inputs)
    values: Any = inputs
    for layer in copy.deepcopy(list(network)):
        values = layer.forward(values)
    assert np.array_equal(outputs, values)
    assert outputs.shape == (*batch, 2)


def test_the_outputs_belong_to_the_caller() -> None:
    network = example_network()
    outputs = network.forward(np.ones(3))
    last = list(network)[-1]
    assert not np.shares_memory(outputs, last.outputs)


@given(HIDDENS, st.integers(0, 10**6), st.sampled_from([quadratic, cross_entropy]))
def test_backward_steps_along_the_gradients(hiddens: list[int], seed: int, loss: Any) -> None:
    network = Network.new(3, hiddens, 2, rng=seed, dtype=np.float64)
    rng = np.random.default_rng(seed)
    inputs, targets = rng.standard_normal((4, 3)), rng.random((4, 2))
    before, gradients = copy.deepcopy(list(network)), network.gradients(inputs, targets, loss)
    assert list(network) == before
    network.forward(inputs)
    network.backward(inputs, targets, 0.3, loss)
    for layer, old, gradient in zip(network, before, gradients, strict=True):
        assert layer.weight == pytest.approx(old.weight - 0.3 * gradient.weight_gradient)
        assert layer.bias == pytest.approx(old.bias - 0.3 * gradient.bias_gradient)


@given(HIDDENS, st.integers(0, 10**6))
def test_backward_descends_the_cross_entropy_unless_told_otherwise(
    hiddens: list[int], seed: int
) -> None:
    network = Network.new(3, hiddens, 2, rng=seed, dtype=np.float64)
    twin = copy.deepcopy(network)
    rng = np.random.default_rng(seed)
    inputs, target = rng.standard_normal(3), rng.random(2)
    for each in (network, twin):
        each.forward(inputs)
    plain = network.backward(inputs, target, 0.5)
    assert plain == pytest.approx(twin.backward(inputs, target, 0.5, cross_entropy))
    for layer, other in zip(network, twin, strict=True):
        assert layer.weight == pytest.approx(other.weight)


def test_backward_wants_forward_first() -> None:
    network = Network.new(3, [4], 2)
    network.forward(np.ones((5, 3)))
    with pytest.raises(ShapeError) as error:
        network.backward(np.ones(3), np.ones(2), 0.1)
    assert str(error.value) == (
        "backward: forward must be called first, with the same inputs.\n"
        "  expected: inputs of shape (5, 3), as forward was last given\n"
        "  got:      (3,)\n"
        "  try:      call forward(inputs) before each backward(inputs, target, rate)"
    )


def test_a_target_of_another_size_is_refused() -> None:
    network = Network.new(3, [4], 2)
    network.forward(np.ones((5, 3)))
    with pytest.raises(ShapeError) as error:
        network.backward(np.ones((5, 3)), np.ones((5, 3)), 0.1)
    assert str(error.value) == (
        'Network.backward: the last axis of "target" must be num_outputs.\n'
        "  expected: (5, 2)\n"
        "  got:      (5, 3)\n"
        "  bound:    *batch = (5,)\n"
        "  try:      pass 2 features, or build a Network whose num_outputs is 3"
    )


def test_inputs_of_another_size_are_refused_at_the_layer_that_takes_them() -> None:
    with pytest.raises(ShapeError) as error:
        Network.new(3, [4], 2).forward(np.ones((5, 2)))
    assert str(error.value) == (
        'Layer.forward: the last axis of "inputs" must be num_inputs.\n'
        "  expected: (*batch, 3)\n"
        "  got:      (5, 2)\n"
        "  where:    layer 1 of 2 in Network(3 -> 4 -> 2)\n"
        "  try:      pass 3 features, or build Layer(2, 4)"
    )


def test_a_loss_that_means_nothing_over_the_outputs_is_refused() -> None:
    network = Layer(3, 4) >> Layer(4, 2, activation=relu)
    with pytest.raises(SettingError, match="cross-entropy needs outputs that are probabilities"):
        network.gradients(np.ones(3), np.ones(2), cross_entropy)


def test_no_example_at_all_gives_no_gradient() -> None:
    network = Network.new(3, [4], 2)
    gradients = network.gradients(np.ones((0, 3)), np.ones((0, 2)), quadratic)
    assert all(not array.any() for pair in gradients for array in pair)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("other", [np.float16, np.float32, np.float64])
def test_a_network_keeps_its_dtype(dtype: Any, other: Any) -> None:
    network = Network.new(3, [4], 2, dtype=dtype)
    inputs, targets = np.ones((5, 3), other), np.ones((5, 2), other)
    arrays = [network.forward(inputs), network.backward(inputs, targets, 0.1)]
    arrays += [array for pair in network.gradients(inputs, targets, quadratic) for array in pair]
    arrays += [array for layer in network for array in (layer.weight, layer.bias)]
    assert {array.dtype for array in arrays} == {np.dtype(dtype)}


def test_networks_are_equal_by_their_layers() -> None:
    network = Network.new(3, [4], 2, rng=0)
    first, second = network
    assert network == Next(first, Last(second)) == first >> second
    assert network != Network.new(3, [4], 2, rng=1)
    assert network != Network.new(3, [4, 2], 2, rng=0)
    assert network != first
    with pytest.raises(TypeError, match="unhashable"):
        hash(network)


def test_a_network_survives_copying_and_pickling() -> None:
    network = example_network()
    for other in (copy.deepcopy(network), pickle.loads(pickle.dumps(network))):
        assert other == network
