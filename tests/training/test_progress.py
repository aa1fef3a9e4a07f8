import importlib.util
from typing import Any

import numpy as np
import pytest

from interlock.datasets import Data
from interlock.layer import Layer
from interlock.losses import quadratic
from interlock.network import Last
from interlock.training import fit
from interlock.training.history import Epoch
from interlock.training.progress import reporting


def told(epoch: Epoch, capsys: pytest.CaptureFixture[str]) -> str:
    with reporting(True, 3) as report:
        report(epoch)
    return capsys.readouterr().err


def test_a_bar_tells_epoch_loss_and_accuracies(capsys: pytest.CaptureFixture[str]) -> None:
    text = told(Epoch(2, 0.25, 0.5, 0.3, 0.75, 1.0), capsys)
    assert "epoch 2 of 3, loss 0.2500, accuracy 50.00%, validation 75.00%" in " ".join(text.split())


@pytest.mark.parametrize(
    ("epoch", "line"),
    [
        (
            Epoch(1, 0.5, None, 0.4, None, 1.0),
            "loss 0.5000, validation loss 0.4000\n",
        ),
        (Epoch(1, 0.5, 0.25, None, None, 1.0), "loss 0.5000, accuracy 25.00%\n"),
    ],
)
def test_without_rich_there_are_lines(
    epoch: Epoch,
    line: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        "interlock.training.progress.find_spec",
        lambda name: None if name == "rich" else found(name),
    )
    assert told(epoch, capsys) == f"epoch 1 of 3, {line}"


def test_without_progress_nothing_is_told(capsys: pytest.CaptureFixture[Any]) -> None:
    data = Data(1, 1, np.zeros((3, 1)), np.zeros((3, 1)))
    fit(Last(Layer(1, 1)), data, epochs=2, loss=quadratic)
    assert capsys.readouterr() == ("", "")
