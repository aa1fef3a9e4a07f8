"""How a training ends, and which weights it leaves."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from interlock.activations import Activation, identity, tanh
from interlock.datasets import Data
from interlock.errors import TrainingError
from interlock.layer import Layer
from interlock.losses import quadratic
from interlock.network import Last, Network
from interlock.training import Epoch, fit
from training.points import blobs, complaint, parameters, same, small


def noted(network: Network[Any, Any], into: list[list[Any]]) -> Callable[[Epoch], None]:
    return lambda epoch: into.append(parameters(network))


def test_patience_stops_and_keeps_the_best_weights() -> None:
    network = small()
    seen: list[list[Any]] = []
    history = fit(
        network,
        blobs(20),
        epochs=500,
        rate=3.0,
        validation=blobs(40, 7),
        rng=1,
        patience=6,
        progress=noted(network, seen),
    )
    merits = [
        (share or 0, -(loss or 0))
        for share, loss in zip(history.validation_accuracy, history.validation_loss, strict=True)
    ]
    assert history.best == 1 + merits.index(max(merits))
    assert len(history) == history.best + 6 < 500
    assert history.stopped == "no better epoch for 6"
    assert same(parameters(network), seen[history.best - 1])
    assert not same(parameters(network), seen[-1])


def test_patience_judges_other_targets_by_their_loss() -> None:
    rng = np.random.default_rng(1)
    inputs = rng.standard_normal((12, 2))
    noise = Data(2, 1, inputs, rng.standard_normal((12, 1)))
    held_out = Data(2, 1, inputs[::-1], noise.targets)
    network = Last(Layer(2, 1, activation=tanh, rng=1))
    history = fit(network, noise, epochs=90, loss=quadratic, validation=held_out, rng=1, patience=5)
    losses = [loss for loss in history.validation_loss if loss is not None]
    assert history.best == 1 + losses.index(min(losses))


def test_patience_without_an_end_still_keeps_the_best() -> None:
    network = small()
    seen: list[list[Any]] = []
    history = fit(
        network,
        blobs(20),
        epochs=30,
        rate=3.0,
        validation=blobs(40, 7),
        rng=1,
        patience=1_000,
        progress=noted(network, seen),
    )
    assert history.stopped == "all epochs done"
    assert history.best is not None
    assert same(parameters(network), seen[history.best - 1])


def test_ctrl_c_between_epochs_keeps_what_was_learned() -> None:
    network = small()
    seen: list[list[Any]] = []

    def interrupt(epoch: Epoch) -> None:
        seen.append(parameters(network))
        if epoch.number == 3:
            raise KeyboardInterrupt

    history = fit(network, blobs(), epochs=50, rng=1, progress=interrupt)
    assert len(history) == 3
    assert history.stopped == "interrupted after epoch 3"
    assert same(parameters(network), seen[-1])


def test_ctrl_c_while_the_engine_is_loading_ends_training_cleanly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def loading(*arguments: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("interlock.training.fitting.choose_engine", loading)
    network = small()
    before = network.forward(np.ones(2))
    history = fit(network, blobs(), epochs=50, rng=1)
    assert repr(history) == "History of 0 epochs, auto engine: interrupted after epoch 0"
    np.testing.assert_array_equal(network.forward(np.ones(2)), before)


def test_ctrl_c_within_an_epoch_keeps_what_was_learned() -> None:
    calls = 0

    def interrupting(sums: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 10:  # the fourth batch of the second epoch
            raise KeyboardInterrupt
        return tanh.value(sums)

    rng = np.random.default_rng(1)
    activation = Activation("mine", interrupting, tanh.slope)
    network = Layer(2, 4, activation=activation, rng=rng) >> Layer(4, 3, rng=rng)
    before = parameters(network)
    after_one: list[list[Any]] = []
    history = fit(network, blobs(), epochs=50, rng=1, progress=noted(network, after_one))
    assert len(history) == 1
    assert not same(parameters(network), before)
    assert not same(parameters(network), after_one[0])
    assert all(np.isfinite(part).all() for part in parameters(network))


def test_a_loss_that_diverges_stops_with_the_last_good_weights() -> None:
    network = Last(Layer(2, 3, activation=identity, rng=1))
    seen: list[list[Any]] = []
    with pytest.raises(TrainingError) as caught:
        fit(network, blobs(), rate=50.0, loss=quadratic, rng=1, progress=noted(network, seen))
    history = caught.value.history
    done = len(history)
    assert done >= 1
    assert str(caught.value) == (
        "fit: the training loss must stay finite.\n"
        f"  expected: a number such as {history.loss[-1]:.4g} of epoch {done}\n"
        f"  got:      inf in epoch {done + 1}\n"
        f"  where:    the network holds the weights of epoch {done}\n"
        "  try:      a lower rate than 50.0"
    )
    assert history.stopped == f"diverged in epoch {done + 1}"
    assert same(parameters(network), seen[-1])
    assert all(np.isfinite(part).all() for part in parameters(network))


def test_a_loss_that_diverges_at_once_leaves_the_network_as_it_was() -> None:
    network = Last(Layer(2, 3, activation=identity, rng=1))
    message = complaint(TrainingError, network, blobs(), rate=1e30, loss=quadratic, rng=1)
    assert message == (
        "fit: the training loss must stay finite.\n"
        "  got:      nan in epoch 1\n"
        "  where:    the network holds the weights it had before\n"
        "  try:      a lower rate than 1e+30"
    )


def test_weights_that_diverge_behind_a_bounded_loss_are_noticed() -> None:
    network = small()
    message = complaint(TrainingError, network, blobs(), l2=1e30, loss=quadratic, rng=1)
    assert message == (
        "fit: the training loss must stay finite.\n"
        "  got:      nan in epoch 1\n"
        "  where:    the network holds the weights it had before\n"
        "  try:      a lower l2 than 1e+30"
    )


def test_weights_that_overflow_in_the_last_step_are_noticed() -> None:
    network = Last(Layer(2, 3, activation=identity, rng=1))
    message = complaint(
        TrainingError, network, blobs(), rate=1e39, loss=quadratic, rng=1, batch_size=60
    )
    assert message == (
        "fit: the training loss must stay finite.\n"
        "  got:      weights that are not finite in epoch 1\n"
        "  where:    the network holds the weights it had before\n"
        "  try:      a lower rate than 1e+39"
    )
