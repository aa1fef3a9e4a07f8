"""Settings that no training begins with."""

from typing import Any

import numpy as np
import pytest

from interlock.activations import Activation, identity, sigmoid, step, tanh
from interlock.errors import SettingError, SizeError
from interlock.losses import log_likelihood
from interlock.training import fit
from training.points import blobs, complaint, small


@pytest.mark.parametrize("setting", ["epochs", "batch_size", "patience"])
@pytest.mark.parametrize(
    ("value", "got"), [(0, "0"), (-1, "-1"), (True, "True, a bool"), (2.5, "2.5, a float")]
)
def test_a_number_of_things_must_be_a_positive_integer(setting: str, value: Any, got: str) -> None:
    message = complaint(SizeError, small(), blobs(), validation=blobs(), **{setting: value})
    assert message == (
        f"fit: {setting} must be a positive integer.\n"
        "  expected: 1 or more\n"
        f"  got:      {got}\n"
        f"  try:      pass a whole number such as {setting}=3"
    )


def test_numpy_integers_are_as_good_as_pythons() -> None:
    history = fit(small(), blobs(), epochs=np.int64(2), batch_size=np.int32(7))  # type: ignore[arg-type]
    assert len(history) == 2


@pytest.mark.parametrize("rate", [0.0, -1.0, np.nan, np.inf])
def test_a_rate_must_be_above_0(rate: float) -> None:
    assert complaint(SettingError, small(), blobs(), rate=rate) == (
        "fit: rate must be above 0 and finite.\n"
        f"  got:      {rate}\n"
        "  try:      start with rate=0.5"
    )


@pytest.mark.parametrize("l2", [-0.1, np.nan, np.inf])
def test_l2_must_be_at_least_0(l2: float) -> None:
    assert complaint(SettingError, small(), blobs(), l2=l2) == (
        f"fit: l2 must be at least 0 and finite.\n  got:      {l2}\n  try:      start with l2=0"
    )


def test_patience_needs_validation_data() -> None:
    assert complaint(SettingError, small(), blobs(), patience=3) == (
        "fit: patience needs validation data, by which to tell a better epoch.\n"
        "  got:      patience=3 and no validation\n"
        "  try:      pass validation=Data(...), or a Split as the data"
    )


def test_cross_entropy_needs_outputs_that_are_probabilities() -> None:
    assert complaint(SettingError, small(activation=tanh), blobs()) == (
        "The loss cross-entropy needs outputs that are probabilities.\n"
        "  expected: a last layer with activation sigmoid or softmax\n"
        "  got:      tanh\n"
        "  try:      build the last layer with activation=sigmoid, or use loss=quadratic"
    )


@pytest.mark.parametrize("activation", [sigmoid, identity, step])
def test_log_likelihood_needs_a_softmax(activation: Activation) -> None:
    network = small(activation=activation)
    assert complaint(SettingError, network, blobs(), loss=log_likelihood) == (
        "The loss log-likelihood needs outputs that are probabilities.\n"
        "  expected: a last layer with activation softmax\n"
        f"  got:      {activation}\n"
        "  try:      build the last layer with activation=softmax, or use loss=quadratic"
    )
