"""What the history of a training tells."""

import json

import numpy as np
import pytest

from interlock.datasets import Data, Split
from interlock.layer import Layer
from interlock.losses import quadratic
from interlock.network import Last
from interlock.training import Epoch, History, evaluate, fit
from training.points import blobs, parameters, same, small


def test_the_history_tells_of_every_epoch() -> None:
    data = blobs()
    told: list[Epoch] = []
    network = small()
    history = fit(network, data, epochs=4, validation=blobs(30, 9), rng=1, progress=told.append)
    assert history.epochs == told
    assert [epoch.number for epoch in told] == [1, 2, 3, 4]
    assert history.stopped == "all epochs done"
    assert history.engine == "numpy"
    assert history.validation_accuracy[-1] == evaluate(network, blobs(30, 9)).accuracy
    assert all(seconds > 0 for seconds in history.seconds)
    assert len(history) == 4


def test_the_training_loss_is_that_of_the_outputs_as_the_batches_met_them() -> None:
    data, network = blobs(), small(dtype=np.float64)
    outputs = network.forward(data.inputs)
    labels = data.labels
    assert labels is not None
    right = float((outputs.argmax(axis=1) == labels).mean())
    # One batch with all examples: it meets the network as it was before.
    history = fit(network, data, epochs=1, batch_size=60, loss=quadratic, rng=1)
    assert history.loss[0] == pytest.approx(quadratic.value(outputs, data.targets), rel=1e-12)
    assert history.accuracy[0] == right


def test_a_single_output_classifies_by_a_half() -> None:
    inputs = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    data = Data(2, 1, inputs, np.array([[0.0], [1], [1], [1]]))
    history = fit(Last(Layer(2, 1, rng=1)), data, epochs=200, batch_size=4, rate=5.0, rng=1)
    assert history.accuracy[-1] == 1.0


def test_a_history_is_ready_for_json() -> None:
    history = fit(small(), blobs(), epochs=2, rng=1)
    told = json.loads(json.dumps(history.to_dict()))
    assert set(told) == {"epochs", "engine", "stopped", "best", "reason"}
    assert told["epochs"][1]["loss"] == history.loss[1]


def test_a_history_reads_as_a_table() -> None:
    epochs = [Epoch(n, 1 / n, n / 20, None, None, 0.5) for n in range(1, 13)]
    history = History(epochs, "numpy", "all epochs done")
    assert repr(history).splitlines() == [
        "History of 12 epochs, numpy engine: all epochs done",
        "epoch       loss accuracy validation loss / acc.  seconds",
        "    1     1.0000    5.00%          -        -     0.50",
        "    2     0.5000   10.00%          -        -     0.50",
        "    3     0.3333   15.00%          -        -     0.50",
        "    4     0.2500   20.00%          -        -     0.50",
        "    5     0.2000   25.00%          -        -     0.50",
        "  ...",
        "    8     0.1250   40.00%          -        -     0.50",
        "    9     0.1111   45.00%          -        -     0.50",
        "   10     0.1000   50.00%          -        -     0.50",
        "   11     0.0909   55.00%          -        -     0.50",
        "   12     0.0833   60.00%          -        -     0.50",
    ]
    assert repr(History([], "numpy", "interrupted")) == (
        "History of 0 epochs, numpy engine: interrupted"
    )


def test_a_split_is_learned_and_validated_by_its_own_parts() -> None:
    parts = Split(blobs(), blobs(20, 3), blobs(20, 4))
    one, two = small(), small()
    whole = fit(one, parts, epochs=2, rng=1)
    apart = fit(two, parts.train, epochs=2, rng=1, validation=parts.validation)
    assert whole.validation_loss == apart.validation_loss
    assert same(parameters(one), parameters(two))
    other = fit(small(), parts, epochs=2, rng=1, validation=parts.test)
    assert other.validation_loss != whole.validation_loss
