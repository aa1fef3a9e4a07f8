"""Training layers of any kind: as a plain reference does, by the seed, and with all they learn."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest

from interlock import (
    SGD,
    Adam,
    Data,
    Last,
    Layer,
    Module,
    Momentum,
    Network,
    SettingError,
    TrainingError,
    fit,
    quadratic,
    tanh,
)
from interlock.dimensions import N
from interlock.engines import Job, choose_engine
from interlock.optimizers import Optimizer
from kinds import Dropout, Mixing, Normalisation
from plain_training import PlainRule

OPTIMIZERS: dict[str, Optimizer] = {"sgd": SGD(), "momentum": Momentum(0.9), "adam": Adam()}


def examples(count: int = 37) -> Data[Any, Any]:
    rng = np.random.default_rng(5)
    inputs = rng.standard_normal((count, 4))
    return Data(4, 2, inputs, np.eye(2)[(inputs[:, 0] > inputs[:, 1]).astype(int)])


def mixed() -> Network[Any, Any]:
    first = Layer(4, 6, activation=tanh, rng=1, dtype=np.float64)
    made: Network[Any, Any] = (
        first
        >> Normalisation(6)
        >> Dropout(6, 0.25)
        >> Mixing(6, 3, rng=2)
        >> Layer(3, 2, rng=3, dtype=np.float64)
    )
    return made


def train_plainly(data: Any, rule: str, rate: float, l2: float, epochs: int, seed: int) -> Any:
    """The arrays of `mixed` after training, every derivative written out by its whole Jacobian."""
    one, norm, _, mixing, last = mixed()
    w1, b1, gain, shift = one.weight, one.bias, norm.gain, norm.shift
    w2, w3, b3, mean, variance = mixing.weight, last.weight, last.bias, norm.mean, norm.variance
    rng, order, descent = np.random.default_rng(seed), np.arange(len(data)), PlainRule(rule)
    for _ in range(epochs):
        rng.shuffle(order)
        for start in range(0, len(order), 10):
            rows = order[start : start + 10]
            x, y, m = data.inputs[rows], data.targets[rows], len(rows)
            hidden = np.tanh(x @ w1.T + b1)
            mu, sigma = hidden.mean(0), np.sqrt(((hidden - hidden.mean(0)) ** 2).mean(0) + 1e-5)
            normal = (hidden - mu) / sigma
            factor = (rng.random((m, 6)) >= 0.25) / 0.75
            dropped = (gain * normal + shift) * factor
            mixed_up = dropped @ w2.T
            outputs = 1 / (1 + np.exp(-(mixed_up @ w3.T + b3)))
            slope = (outputs - y) / (outputs * (1 - outputs)) / m  # of the cross-entropy
            d3 = slope * outputs * (1 - outputs)
            d2 = d3 @ w3
            above = d2 @ w2 * factor
            scaled, below = above * gain, np.zeros_like(hidden)
            for k in range(6):  # ∂normal_i/∂hidden_j, all rows by all rows
                n = normal[:, k]
                jacobian = (np.eye(m) - 1 / m - np.outer(n, n) / m) / sigma[k]
                below[:, k] = jacobian.T @ scaled[:, k]
            d1 = below * (1 - hidden**2)
            decay = l2 / len(data)
            steps = [
                (w1, d1.T @ x + decay * w1),
                (b1, d1.sum(0)),
                (gain, (above * normal).sum(0)),
                (shift, above.sum(0)),
                (w2, d2.T @ dropped + decay * w2),
                (w3, d3.T @ mixed_up + decay * w3),
                (b3, d3.sum(0)),
            ]
            for array, gradient in steps:
                descent.step(array, gradient, rate)
            mean[:] = 0.9 * mean + 0.1 * mu
            variance[:] = 0.9 * variance + 0.1 * (sigma**2 - 1e-5)
    return [w1, b1, gain, shift, mean, variance, w2, w3, b3]


def arrays(net: Network[Any, Any]) -> list[Any]:
    names = [(layer, name) for layer in net for name in (*layer.parameters, *layer.memory)]
    return [getattr(layer, name) for layer, name in names]


@pytest.mark.parametrize("engine", ["auto", "numpy"])
@pytest.mark.parametrize("l2", [0.0, 3.0])
@pytest.mark.parametrize("rule", OPTIMIZERS)
def test_a_fit_equals_the_plain_reference(rule: str, l2: float, engine: Any) -> None:
    net, data, rate = mixed(), examples(), 0.2 if rule == "sgd" else 0.01
    fit(net, data, epochs=25, rate=rate, optimizer=OPTIMIZERS[rule], l2=l2, rng=7, engine=engine)
    wanted = train_plainly(data, rule, rate, l2, 25, 7)
    assert max(np.abs(a - b).max() for a, b in zip(arrays(net), wanted, strict=True)) < 1e-9


class Twin(Layer[Any, Any]):
    """A dense layer of another class, so that it is trained as one of any kind."""


@pytest.mark.parametrize("rule", OPTIMIZERS)
def test_a_dense_layer_learns_the_same_through_its_methods(rule: str) -> None:
    dense, twin = (
        Layer(4, 5, activation=tanh, rng=1, dtype=np.float64) >> kind(5, 2, rng=2, dtype=np.float64)
        for kind in (Layer, Twin)
    )
    histories = [
        fit(net, examples(), epochs=5, optimizer=OPTIMIZERS[rule], rate=0.1, l2=1.0, rng=1)
        for net in (dense, twin)
    ]
    for one, two in zip(arrays(dense), arrays(twin), strict=True):
        np.testing.assert_allclose(one, two, rtol=0, atol=1e-12)
    np.testing.assert_allclose(histories[0].loss, histories[1].loss, rtol=0, atol=1e-12)


def test_the_same_seed_gives_the_same_bits_and_another_does_not() -> None:
    one, two, three = mixed(), mixed(), mixed()
    for net, seed in ((one, 1), (two, np.random.default_rng(1)), (three, 2)):
        fit(net, examples(), epochs=2, rng=seed)
    assert one == two != three


def test_the_history_says_why_it_went_layer_by_layer() -> None:
    for engine in ("auto", "numpy"):
        history = fit(mixed(), examples(), epochs=1, engine=engine)  # type: ignore[arg-type]
        assert (history.engine, history.reason) == (
            "numpy",
            "layer by layer, for Dropout, Mixing, Normalisation among them",
        )


def test_numba_refuses_what_it_would_have_to_compile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interlock.engines.choice.numba_is_installed", lambda: True)
    with pytest.raises(SettingError) as caught:
        fit(mixed(), examples(), epochs=1, engine="numba")
    assert str(caught.value) == (
        "fit: the numba engine compiles only what it knows.\n"
        "  got:      layers of another kind than Layer: Dropout, Mixing, Normalisation\n"
        '  try:      engine="numpy", or engine="auto"'
    )


def test_single_examples_go_layer_by_layer_too() -> None:
    history = fit(Last(Mixing(4, 2, rng=1)), examples(), batch_size=1, epochs=1, loss=quadratic)
    assert history.reason == "layer by layer, for Mixing among them"


def test_parameters_keep_their_arrays() -> None:
    net = mixed()
    before = [layer.weight for layer in net if "weight" in layer.parameters]
    fit(net, examples(), epochs=1)
    after = [layer.weight for layer in net if "weight" in layer.parameters]
    assert all(one is two for one, two in zip(before, after, strict=True))


def test_layers_without_parameters_learn_nothing() -> None:
    net = Last(Dropout(4)) >> Dropout(4)
    data = Data(4, 4, np.ones((5, 4), np.float32), np.ones((5, 4), np.float32))
    assert len(fit(net, data, epochs=2, loss=quadratic, optimizer=Adam(), l2=1.0)) == 2


def test_validation_is_by_answers() -> None:
    net, data = mixed(), examples(1_500)
    history = fit(net, data, epochs=2, rate=1e-9, validation=data, rng=1)
    answers = net.forward(data.inputs)
    share = float((answers.argmax(axis=1) == data.targets.argmax(axis=1)).mean())
    assert history.epochs[-1].validation_accuracy == share


def test_the_best_epoch_is_kept_with_its_memory() -> None:
    data = examples()
    kept: list[Any] = []
    net = mixed()

    def remember(epoch: Any) -> None:
        kept.append(copy.deepcopy(net))

    history = fit(
        net, data, epochs=60, rate=1.0, validation=data, patience=3, rng=2, progress=remember
    )
    assert history.best is not None
    assert history.best < len(history)
    assert net == kept[history.best - 1] != kept[-1]


class Exploding(Dropout[N]):
    """Gives numbers that are none from its 9th pass on."""

    passes = 0

    def training_forward(self, inputs: Any, rng: Any) -> Any:
        self.passes += 1
        return super().training_forward(inputs, rng) * (np.nan if self.passes > 8 else 1)


def test_a_diverged_training_leaves_the_last_good_parameters_and_memory() -> None:
    net = Normalisation(4) >> Exploding(4) >> Normalisation(4) >> Mixing(4, 2, rng=1)
    kept: list[Any] = []
    with pytest.raises(TrainingError, match=r"in epoch 3\n"):
        fit(
            net,
            examples(),
            epochs=5,
            loss=quadratic,
            rng=1,
            rate=0.1,
            progress=lambda epoch: kept.append(copy.deepcopy(arrays(net))),
        )
    assert len(kept) == 2
    assert all(np.array_equal(a, b) for a, b in zip(arrays(net), kept[-1], strict=True))


def test_what_is_not_finite_in_a_layers_memory_is_refused() -> None:
    layer = Normalisation(4)
    layer.mean[2] = np.inf
    with pytest.raises(ValueError, match=r"^fit: mean must be finite\.\n  got:      inf in row 2"):
        fit(layer >> Mixing(4, 2), examples(), loss=quadratic)


def test_a_bulk_prediction_is_what_forward_says() -> None:
    net, inputs = mixed(), np.random.default_rng(0).random((2_500, 4))
    targets = np.zeros((2_500, 2))
    engine = choose_engine("auto", Job(tuple(net), inputs, targets, quadratic, SGD(), 0.1, 0.0, 9))
    assert np.array_equal(engine.predict(inputs), net.forward(inputs))


# compile and source


def test_a_predictor_answers_as_forward_and_is_apart_from_it() -> None:
    net, inputs = mixed(), np.random.default_rng(0).random((1_300, 4))
    predictor = net.compile()
    assert (predictor.engine, predictor.num_inputs, predictor.num_outputs) == ("numpy", 4, 2)
    before = net.forward(inputs)
    np.testing.assert_allclose(predictor(inputs), before, rtol=0, atol=1e-12)
    np.testing.assert_allclose(predictor.one(inputs[3]), before[3], rtol=0, atol=1e-12)
    fit(net, examples(), epochs=1)
    np.testing.assert_allclose(predictor(inputs), before, rtol=0, atol=1e-12)


def test_numba_compiles_no_other_kind() -> None:
    with pytest.raises(SettingError) as caught:
        mixed().compile("numba")
    assert str(caught.value) == (
        "compile: the numba engine compiles only layers of the kind Layer.\n"
        "  got:      Dropout, Mixing, Normalisation in Network(4 -> 6 -> 6 -> 6 -> 3 -> 2)\n"
        '  try:      engine="numpy", or engine="auto"'
    )


def test_no_source_is_generated_for_another_kind() -> None:
    first: Module[Any, Any] = Dropout(4)
    with pytest.raises(SettingError) as caught:
        (first >> Layer(4, 2)).source()
    assert str(caught.value) == (
        "source: code is generated for layers of the kind Layer.\n"
        "  got:      Dropout in Network(4 -> 4 -> 2)\n"
        "  try:      read the methods of the kind: fit calls them as they are"
    )
