"""The program that `interlock demo` runs, and then shows to mypy, whole and mis-linked."""

from pathlib import Path

import numpy as np

from interlock.datasets import digits
from interlock.layer import Layer
from interlock.storage import load, save
from interlock.training import Evaluation, History, evaluate, fit


def learn(path: Path, seed: int, progress: bool) -> tuple[History, Evaluation]:
    """Train a network on the embedded digits, save it, and judge what is loaded again."""
    rng = np.random.default_rng(seed)
    network = Layer(64, 30, rng=rng) >> Layer(30, 10, rng=rng)
    history = fit(network, digits(), epochs=60, rate=0.5, l2=0.1, rng=rng, progress=progress)
    save(network, path)
    loaded = load(path, inputs=64, outputs=10)
    return history, evaluate(loaded, digits().test)
