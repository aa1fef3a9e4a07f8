from typing import Any

import numpy as np
import pytest

from interlock.activations import identity
from interlock.datasets import Data
from interlock.errors import DataError
from interlock.layer import Layer
from interlock.network import Last, Network
from interlock.training import accuracy, evaluate


def copying(size: int) -> Network[Any, Any]:
    """A network whose outputs are its inputs."""
    layer = Layer(size, size, activation=identity)
    layer.weight[...], layer.bias[...] = np.eye(size), 0
    return Last(layer)


def test_confusions_are_counted_by_label_and_answer() -> None:
    rng = np.random.default_rng(1)
    labels, answers = rng.integers(0, 4, 3_000), rng.integers(0, 4, 3_000)
    data = Data.labelled(4, 4, np.eye(4, dtype=np.float32)[answers], labels)
    result = evaluate(copying(4), data)
    for label in range(4):
        for answer in range(4):
            count = ((labels == label) & (answers == answer)).sum()
            assert result.confusion[label, answer] == count
    assert result.wrong.tolist() == np.flatnonzero(labels != answers).tolist()
    assert result.accuracy == accuracy(copying(4), data) == (labels == answers).mean()


def test_an_evaluation_reads_as_a_share() -> None:
    data = Data.labelled(2, 2, np.eye(2)[[0, 1, 1, 1]], [0, 1, 1, 0])
    assert repr(evaluate(copying(2), data)) == "Evaluation(75.00%: 3 of 4 right)"


def test_a_single_output_has_two_classes() -> None:
    data = Data(1, 1, np.array([[0.2], [0.7], [0.9]]), np.array([[0.0], [0.0], [1.0]]))
    assert evaluate(copying(1), data).confusion.tolist() == [[1, 1], [0, 1]]


@pytest.mark.parametrize("targets", [[[0.5, 0.5]], [[1.0, 1.0]], [[0.0, 0.0]]])
def test_targets_that_are_no_classes_are_refused(targets: list[list[float]]) -> None:
    data = Data(2, 2, np.zeros((1, 2)), np.array(targets))
    assert data.labels is None
    with pytest.raises(DataError) as caught:
        evaluate(copying(2), data)
    assert str(caught.value) == (
        "evaluate: the targets must be classes.\n"
        "  expected: rows with a single 1 and else 0\n"
        "  try:      measure other targets with a loss, such as quadratic.value(outputs, targets)"
    )


def test_data_of_other_sizes_is_refused() -> None:
    with pytest.raises(DataError) as caught:
        accuracy(copying(3), Data.labelled(2, 3, np.zeros((1, 2)), [0]))
    assert str(caught.value) == (
        "evaluate: the data must have the network's sizes.\n"
        "  expected: 3 inputs and 3 outputs\n"
        "  got:      2 and 3\n"
        "  where:    Data(2 -> 3, 1 examples) for Network(3 -> 3)\n"
        "  try:      build a network of 2 inputs and 3 outputs"
    )
