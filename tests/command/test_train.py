"""`interlock train`, to its end or to Ctrl-C."""

import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import interlock.command
from interlock.datasets import digits
from interlock.storage import load
from interlock.training import evaluate

TRAIN = "Data(64 -> 10, 1,260 examples)\n"


def test_train_prints_the_history_and_saves_what_it_judged(command: Any, tmp_path: Path) -> None:
    file = tmp_path / "n.safetensors"
    options = ("--hidden", 20, "--hidden", 15, "--epochs", 4, "--seed", 3, "--save", file)
    code, out, err = command("train", "digits", *options)
    assert code == 0
    assert err == ""  # the bar shows itself on a terminal only
    lines = out.splitlines()
    assert lines[0] == "training Network(64 -> 20 -> 15 -> 10) on " + TRAIN.strip()
    assert lines[1] == "History of 4 epochs, numpy engine: all epochs done"
    network = load(file, inputs=64, outputs=10)
    assert network.sizes == (64, 20, 15, 10)
    assert lines[-2] == f"test: {evaluate(network, digits().test)}"
    assert lines[-1] == f"saved Network(64 -> 20 -> 15 -> 10) to {file}"


def test_the_same_seed_trains_the_same_network(command: Any, tmp_path: Path) -> None:
    for name in "ab":
        command("train", "digits", "--epochs", 1, "--seed", 9, "--save", tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_log_likelihood_ends_in_a_softmax(command: Any, tmp_path: Path) -> None:
    options = ("--loss", "log-likelihood", "--optimizer", "adam", "--rate", 0.01)
    code, *_ = command("train", "digits", *options, "--epochs", 1, "--save", tmp_path / "n")
    assert code == 0
    assert [str(layer.activation) for layer in load(tmp_path / "n")] == ["sigmoid", "softmax"]


def test_train_reads_mnist(command: Any, tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    arrays: dict[str, Any] = {"y_train": np.arange(12) % 10, "y_test": np.arange(5)}
    for name, labels in (("x_train", 12), ("x_test", 5)):
        arrays[name] = rng.integers(0, 256, (labels, 28, 28), np.uint8)
    np.savez(tmp_path / "mnist.npz", **arrays)
    code, out, _ = command("train", tmp_path / "mnist.npz", "--epochs", 1)
    assert code == 0
    assert "of 5 right" in out


# The command itself, which says when it has learned something: numba may take its time before.
# It hears Ctrl-C even where the tests run in the background, which to a shell means that they and
# what they start shall not.
TOLD = """
import signal
from interlock.command import main
from interlock.training.course import Course

epoch = Course._epoch

def told(self, number, order):
    found = epoch(self, number, order)
    if number == 1:
        print("learning", flush=True)
    return found

Course._epoch = told
signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""


def test_ctrl_c_saves_what_was_learned_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "n"
    arguments = ["train", "digits", "--epochs", "1000000", "--save", str(file)]
    process = subprocess.Popen(
        [sys.executable, "-c", TOLD, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(interlock.__file__).parents[1])},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "training Network(64 -> 30 -> 10) on " + TRAIN
    assert process.stdout.readline() == "learning\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted after epoch" in out
    assert "Traceback" not in err
    assert load(file).sizes == (64, 30, 10)


def test_ctrl_c_dropped_before_the_training_ends_it_at_its_begin(
    command: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def dropping(name: str) -> Any:
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        return digits()

    monkeypatch.setattr("interlock.command.application.data_named", dropping)
    code, out, _ = heard(command, "train", "digits", "--save", tmp_path / "n")
    assert code == 130
    assert re.search("^History of 0 epochs, .* engine: interrupted after epoch 0$", out, re.M)
    assert load(tmp_path / "n").sizes == (64, 30, 10)


def test_ctrl_c_before_there_is_a_command_ends_it_quietly(
    command: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted() -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("interlock.command.application.run", interrupted)
    assert heard(command, "train", "digits") == (130, "", "")


def heard(command: Any, *arguments: object) -> Any:
    """As the command hears Ctrl-C in the foreground."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return command(*arguments)
    finally:
        assert signal.signal(signal.SIGINT, before) is signal.default_int_handler
