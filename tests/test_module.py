"""Layers of the user's own kinds: what they are, and how they answer and train."""

import copy
import pickle
from typing import Any

import numpy as np
import pytest

from interlock import (
    Last,
    Layer,
    Network,
    SettingError,
    ShapeError,
    cross_entropy,
    identity,
    quadratic,
)
from interlock.dimensions import I, N
from kinds import Dropout, Mixing, Normalisation


def mixed(**options: Any) -> Network[Any, Any]:
    first = Layer(4, 3, rng=1, dtype=np.float64)
    last = Layer(3, 2, rng=2, dtype=np.float64)
    made: Network[Any, Any] = first >> Normalisation(3) >> Dropout(3, **options) >> last
    return made


# What a layer of another kind is


def test_equal_are_layers_of_one_kind_with_the_same_settings_and_numbers() -> None:
    assert Normalisation(3) == Normalisation(3)
    assert Normalisation(3) != Normalisation(3, 0.5)
    assert Normalisation(3) != Normalisation(4)
    assert Normalisation(3) != Normalisation(3, dtype=np.float32)
    assert Dropout(3) != Normalisation(3)
    assert Dropout(3) != 3
    other = Normalisation(3)
    other.mean[1] = 7
    assert Normalisation(3) != other
    assert Mixing(3, 2, rng=1) == Mixing(3, 2, rng=1) != Mixing(3, 2, rng=2)


def test_a_layer_prints_its_sizes_and_settings() -> None:
    made = [Mixing(3, 2), Dropout(3, 0.25), Layer(3, 2, activation=identity)]
    assert list(map(repr, made)) == [
        "Mixing(3 -> 2)",
        "Dropout(3 -> 3, 0.25, None)",
        "Layer(3 -> 2, identity)",
    ]


def test_copies_are_equal_and_apart() -> None:
    net = mixed()
    for twin in (copy.deepcopy(net), pickle.loads(pickle.dumps(net))):
        assert twin == net
        twin.training_forward(np.ones((2, 4)))
        assert twin != net


def test_a_network_counts_its_parameters_and_knows_its_precision() -> None:
    assert mixed().num_parameters == (12 + 3) + (3 + 3) + 0 + (6 + 2)
    assert mixed().dtype == np.float64
    assert Last(Dropout(3)).dtype == (Layer(3, 4) >> Layer(4, 2)).dtype == np.float32
    assert (Layer(3, 4) >> Normalisation(4)).dtype == np.float64


def test_a_kind_made_of_layer_is_no_stranger_to_networks() -> None:
    class Thin(Layer[I, N]):
        """A layer of its own name."""

    net = Thin(4, 3, rng=1) >> Layer(3, 2, rng=2)
    assert repr(next(iter(net))) == "Thin(4 -> 3, sigmoid)"
    assert next(iter(net)) != Layer(4, 3, rng=1)


# Passes


def test_answers_are_not_random_and_training_is_by_the_seed() -> None:
    net, inputs = mixed(), np.random.default_rng(0).random((5, 4))
    assert np.array_equal(net.forward(inputs), net.forward(inputs))
    passes = [net.training_forward(inputs, rng) for rng in (3, np.random.default_rng(3), 4)]
    assert np.array_equal(passes[0], passes[1])
    assert not np.array_equal(passes[0], passes[2])


def test_two_dropouts_of_one_pass_draw_differently() -> None:
    first, second = Dropout(100), Dropout(100)
    (first >> second).training_forward(np.ones(100), 1)
    assert not np.array_equal(first._factor, second._factor)


def test_the_same_seed_steps_to_the_same_bits() -> None:
    one, two, three = mixed(), mixed(), mixed()
    inputs, targets = np.random.default_rng(0).random((2, 5, 4))
    for net, seed in ((one, 1), (two, 1), (three, 2)):
        net.training_forward(inputs, seed)
        net.backward(inputs, targets[:, :2], 0.5)
    assert one == two != three


def test_gradients_are_by_the_seed() -> None:
    net, inputs = mixed(), np.random.default_rng(0).random((5, 4))
    first, same, other = (
        net.gradients(inputs, np.ones((5, 2)), quadratic, rng=seed)[0].weight_gradient
        for seed in (3, np.random.default_rng(3), 4)
    )
    assert np.array_equal(first, same)
    assert not np.array_equal(first, other)


def test_backward_steps_each_parameter_against_its_gradient() -> None:
    net, inputs = mixed(seed=5), np.random.default_rng(0).random((5, 4))
    targets = np.ones((5, 2))
    before = copy.deepcopy(list(net))
    gradients = net.gradients(inputs, targets, quadratic)
    net.training_forward(inputs)
    net.backward(inputs, targets, 0.5, quadratic)
    assert list(map(len, gradients)) == [2, 2, 0, 2]
    for layer, old, each in zip(net, before, gradients, strict=True):
        for name, gradient in zip(layer.parameters, each, strict=True):
            stepped = getattr(old, name) - 0.5 * gradient
            np.testing.assert_allclose(getattr(layer, name), stepped, rtol=0, atol=1e-12)


def test_no_way_back_starts_from_an_answer_that_training_would_not_give() -> None:
    net = mixed()
    net.training_forward(np.ones((5, 4)))
    net.forward(np.ones((5, 4)))
    with pytest.raises(ShapeError) as caught:
        net.backward(np.ones((5, 4)), np.ones((5, 2)), 0.1)
    assert str(caught.value) == (
        "backward: training_forward must be called first, with the same inputs.\n"
        "  expected: a training pass, for Normalisation(3 -> 3, 0.9) trains otherwise than it "
        "answers\n"
        "  got:      a call of forward\n"
        "  try:      call training_forward(inputs) before each backward(inputs, target, rate)"
    )


def test_a_kind_that_trains_as_it_answers_goes_back_from_an_answer() -> None:
    net = Layer(4, 3, rng=1) >> Mixing(3, 2, rng=2)
    net.forward(np.ones((5, 4)))
    assert net.backward(np.ones((5, 4)), np.ones((5, 2)), 0.1, quadratic).shape == (5, 4)
    with pytest.raises(ShapeError, match=r"^backward: forward must be called first"):
        net.backward(np.ones((6, 4)), np.ones((6, 2)), 0.1, quadratic)


def test_a_loss_over_plain_outputs_is_told_so() -> None:
    with pytest.raises(SettingError, match=r"^The loss cross-entropy needs outputs that are prob"):
        Last(Mixing(3, 2)).gradients(np.ones(3), np.ones(2), cross_entropy)
