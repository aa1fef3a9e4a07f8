"""What is learned, and from which data."""

from typing import Any

import numpy as np
import pytest

from interlock.activations import identity, softmax
from interlock.datasets import Data, digits
from interlock.layer import Layer
from interlock.losses import log_likelihood, quadratic
from interlock.network import Last, Network
from interlock.optimizers import Adam, Momentum
from interlock.training import evaluate, fit
from training.points import blobs, parameters, same, small


def test_a_network_learns_the_digits() -> None:
    scores = []
    for seed in range(3):
        network = Network.new(64, [30], 10, rng=seed)
        fit(network, digits(), epochs=60, rate=0.5, l2=0.1, rng=seed)
        scores.append(evaluate(network, digits().test).accuracy)
    assert min(scores) >= 0.965


@pytest.mark.parametrize("optimizer", [Momentum(), Adam()])
def test_every_optimizer_learns(optimizer: Any) -> None:
    history = fit(small(), blobs(), epochs=40, rate=0.05, optimizer=optimizer, rng=1)
    assert (history.accuracy[-1] or 0) > 0.85
    assert history.loss[-1] < history.loss[0]


def test_the_same_seed_gives_the_same_bits() -> None:
    one, two, other = small(), small(), small()
    for network, seed in ((one, 5), (two, 5), (other, 6)):
        fit(network, blobs(), epochs=3, rng=seed)
    assert same(parameters(one), parameters(two))
    assert not same(parameters(one), parameters(other))


def test_a_generator_serves_as_well_as_its_seed() -> None:
    one, two = small(), small()
    fit(one, blobs(), epochs=2, rng=5)
    fit(two, blobs(), epochs=2, rng=np.random.default_rng(5))
    assert same(parameters(one), parameters(two))


def test_l2_keeps_the_weights_smaller() -> None:
    free, bound = small(), small()
    fit(free, blobs(), epochs=20, rng=1)
    fit(bound, blobs(), epochs=20, rng=1, l2=5.0)
    sizes = [sum(float(np.square(layer.weight).sum()) for layer in net) for net in (free, bound)]
    assert sizes[1] < sizes[0] / 2


def test_a_batch_larger_than_the_data_is_all_of_it() -> None:
    one, two = small(), small()
    fit(one, blobs(), epochs=3, batch_size=60, rng=1)
    fit(two, blobs(), epochs=3, batch_size=1_000_000_000, rng=1)
    assert same(parameters(one), parameters(two))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_network_keeps_its_precision(dtype: type) -> None:
    network = small(dtype=dtype)
    fit(network, blobs(), epochs=1)
    assert all(layer.weight.dtype == layer.bias.dtype == dtype for layer in network)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.longdouble])
def test_data_of_any_floating_type_is_converted(dtype: type) -> None:
    one, two = small(dtype=np.float64), small(dtype=np.float64)
    fit(one, blobs(dtype=dtype), epochs=2, rng=1)
    converted = blobs(dtype=dtype)
    fit(
        two,
        Data(2, 3, converted.inputs.astype(np.float64), converted.targets.astype(np.float64)),
        epochs=2,
        rng=1,
    )
    assert same(parameters(one), parameters(two))


def test_read_only_and_non_contiguous_data_work_and_stay_unchanged() -> None:
    plain = blobs()
    wide = np.repeat(plain.inputs, 2, axis=1)[:, ::2]
    turned = np.asfortranarray(plain.targets)
    wide.flags.writeable = turned.flags.writeable = False
    before = wide.copy(), turned.copy()
    one, two = small(), small()
    fit(one, plain, epochs=2, rng=1)
    fit(two, Data(2, 3, wide, turned), epochs=2, rng=1)
    assert same(parameters(one), parameters(two))
    assert same([wide, turned], list(before))


def test_targets_need_not_be_classes() -> None:
    inputs = np.random.default_rng(1).standard_normal((50, 2))
    network = Last(Layer(2, 2, activation=identity, rng=1))
    data = Data(2, 2, inputs, inputs[:, ::-1] * 3)
    history = fit(network, data, epochs=100, rate=0.05, loss=quadratic, validation=data, rng=1)
    assert history.loss[-1] < 1e-6
    assert history.accuracy == [None] * 100 == history.validation_accuracy
    np.testing.assert_allclose(network.layer.weight, [[0, 3], [3, 0]], atol=1e-3)


def test_cross_entropy_over_softmax_is_the_log_likelihood() -> None:
    one, two = small(activation=softmax), small(activation=softmax)
    first = fit(one, blobs(), epochs=2, rng=1)
    second = fit(two, blobs(), epochs=2, rng=1, loss=log_likelihood)
    assert first.loss == second.loss
    assert same(parameters(one), parameters(two))
