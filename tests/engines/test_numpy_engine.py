import tracemalloc
from typing import Any

import numpy as np
import pytest

from interlock.activations import (
    ACTIVATIONS,
    Activation,
    identity,
    relu,
    sigmoid,
    softmax,
    tanh,
)
from interlock.datasets import Data
from interlock.engines import Job, choose_engine
from interlock.errors import SettingError
from interlock.layer import Layer
from interlock.losses import Loss, cross_entropy, log_likelihood, loss_named, quadratic
from interlock.network import Network
from interlock.optimizers import SGD, Adam, Momentum, Optimizer
from interlock.training import fit
from plain_training import train_plainly

OPTIMIZERS = {"sgd": SGD(), "momentum": Momentum(), "adam": Adam()}
ENDS = [("quadratic", name) for name in ACTIVATIONS] + [
    ("cross-entropy", "sigmoid"),
    ("log-likelihood", "softmax"),
]


def network_of(hidden: str, last: str, dtype: type = np.float64) -> Network[Any, Any]:
    rng = np.random.default_rng(5)
    first = Layer(5, 6, activation=ACTIVATIONS[hidden], rng=rng, dtype=dtype)
    second = Layer(6, 4, activation=ACTIVATIONS[hidden], rng=rng, dtype=dtype)
    third = Layer(4, 3, activation=ACTIVATIONS[last], rng=rng, dtype=dtype)
    return first >> second >> third


def examples(count: int = 10) -> Data[Any, Any]:
    rng = np.random.default_rng(6)
    return Data.labelled(5, 3, rng.standard_normal((count, 5)), rng.integers(0, 3, count))


def difference(
    network: Network[Any, Any], loss: str, rule: str, l2: float, epochs: int, rate: float
) -> float:
    """The largest difference between what fit and the reference make of the parameters."""
    weights = [layer.weight.astype(np.float64) for layer in network]
    biases = [layer.bias.astype(np.float64) for layer in network]
    data = examples()
    train_plainly(
        weights,
        biases,
        [layer.activation.name for layer in network],
        data.inputs,
        data.targets,
        loss=loss,
        rule=rule,
        rate=rate,
        l2=l2,
        batch_size=3,
        epochs=epochs,
        seed=3,
    )
    fit(
        network,
        data,
        epochs=epochs,
        batch_size=3,
        rate=rate,
        loss=loss_named(loss),
        optimizer=OPTIMIZERS[rule],
        l2=l2,
        rng=3,
    )
    pairs = [(layer.weight, weight) for layer, weight in zip(network, weights, strict=True)]
    pairs += [(layer.bias, bias) for layer, bias in zip(network, biases, strict=True)]
    return max(float(np.abs(ours - theirs).max()) for ours, theirs in pairs)


@pytest.mark.parametrize("rule", OPTIMIZERS)
@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize(("loss", "last"), ENDS)
def test_204_steps_equal_the_plain_reference(loss: str, last: str, hidden: str, rule: str) -> None:
    rate = 0.003 if rule == "adam" else 0.02
    assert difference(network_of(hidden, last), loss, rule, 0.3, 51, rate) < 1e-9


@pytest.mark.parametrize("rule", OPTIMIZERS)
@pytest.mark.parametrize(("loss", "last"), ENDS)
def test_float32_stays_near_the_plain_reference(loss: str, last: str, rule: str) -> None:
    rate = 0.003 if rule == "adam" else 0.02
    assert difference(network_of("tanh", last, np.float32), loss, rule, 0.0, 51, rate) < 1e-4


def test_without_l2_no_weight_decays() -> None:
    assert difference(network_of("tanh", "sigmoid"), "cross-entropy", "adam", 0.0, 5, 0.01) < 1e-12


def test_an_activation_of_the_users_own_trains_as_a_built_in_one() -> None:
    mine = Activation("mine", tanh.value, tanh.slope)
    ours, theirs = network_of("tanh", "sigmoid"), network_of("tanh", "sigmoid")
    for layer in list(theirs)[:2]:
        layer.activation = mine
    for network in (ours, theirs):
        fit(network, examples(), epochs=3, rng=1)
    for one, two in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one.weight, two.weight, rtol=0, atol=1e-12)


def test_the_layers_keep_their_arrays() -> None:
    network = network_of("tanh", "sigmoid")
    before = [(layer.weight, layer.bias) for layer in network]
    kept = before[0][0].copy()
    fit(network, examples(), epochs=1)
    assert all(
        layer.weight is weight and layer.bias is bias
        for layer, (weight, bias) in zip(network, before, strict=True)
    )
    assert not np.array_equal(before[0][0], kept)


def peak_of_an_epoch(
    count: int, activation: Activation, loss: Loss, optimizer: Optimizer, l2: float
) -> int:
    """Bytes in use at the height of an epoch, over those in use before it."""
    rng = np.random.default_rng(1)
    last = activation if loss is quadratic else softmax if loss is log_likelihood else sigmoid
    network = Layer(300, 200, activation=activation, rng=rng) >> Layer(200, 250, activation=last)
    inputs = rng.standard_normal((count, 300)).astype(np.float32)
    targets = np.eye(250, dtype=np.float32)[rng.integers(0, 250, count)]
    job = Job(tuple(network), inputs, targets, loss, optimizer, 0.01, l2, 64)
    engine, order = choose_engine("numpy", job), np.arange(count)
    with np.errstate(all="ignore"):
        engine.epoch(order)
        tracemalloc.start()
        try:
            before = tracemalloc.get_traced_memory()[0]
            tracemalloc.reset_peak()
            engine.epoch(order)
            return tracemalloc.get_traced_memory()[1] - before
        finally:
            tracemalloc.stop()


Case = tuple[Activation, Loss, Optimizer, float]
CASES: list[Case] = [(every, quadratic, SGD(), 0.0) for every in ACTIVATIONS.values()]
CASES += [(tanh, cross_entropy, rule, 1.0) for rule in OPTIMIZERS.values()]
CASES += [(tanh, log_likelihood, SGD(), 1.0)]


@pytest.mark.parametrize(("activation", "loss", "optimizer", "l2"), CASES)
def test_no_array_is_allocated_from_batch_to_batch(
    activation: Activation, loss: Loss, optimizer: Optimizer, l2: float
) -> None:
    few, many = (peak_of_an_epoch(n, activation, loss, optimizer, l2) for n in (100, 2_660))
    # The smallest array of a batch, 64 x 200 numbers, has 51,200 bytes; the views of a batch and
    # NumPy's own buffer for broadcasting, 8,192 numbers however large the arrays, come to less.
    assert many < 40_000
    assert many - few < 4_000


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(SettingError) as caught:
        fit(network_of("tanh", "sigmoid"), examples(), engine="abacus")  # type: ignore[arg-type]
    assert str(caught.value) == (
        "fit: engine must be known.\n  expected: auto, numpy or numba\n  got:      'abacus'"
    )


@pytest.mark.parametrize("activation", [relu, identity])
def test_a_bulk_prediction_is_what_forward_says(activation: Activation) -> None:
    rng = np.random.default_rng(2)
    network = Layer(4, 9, activation=activation, rng=rng) >> Layer(9, 2, rng=rng)
    inputs = rng.standard_normal((1_300, 4)).astype(np.float32)
    job = Job(tuple(network), inputs, inputs[:, :2], quadratic, SGD(), 0.1, 0.0, 10)
    engine = choose_engine("auto", job)
    np.testing.assert_allclose(engine.predict(inputs), network.forward(inputs), rtol=0, atol=1e-6)
