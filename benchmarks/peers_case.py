"""A job that every peer of `peers.py` gets, and how their times are taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from interlock.network import Network

RATE = 0.1
CLOCK: list[Callable[[], float]] = [perf_counter]  # of which `peers.py` may make another


@dataclass
class Case:
    """A job: sigmoids, cross-entropy, plain descent, the examples in their own order."""

    sizes: tuple[int, ...]
    batch: int
    dtype: Any
    count: int
    weights: list[Any] = field(init=False)
    biases: list[Any] = field(init=False)
    inputs: Any = field(init=False)
    targets: Any = field(init=False)

    def __post_init__(self) -> None:
        rng = np.random.default_rng(1)
        layers = list(self.network())
        self.weights = [layer.weight.copy() for layer in layers]
        self.biases = [layer.bias.copy() for layer in layers]
        self.inputs = rng.random((self.count, self.sizes[0])).astype(self.dtype)
        labels = rng.integers(0, self.sizes[-1], self.count)
        self.targets = np.eye(self.sizes[-1], dtype=self.dtype)[labels]

    def network(self) -> Network[int, int]:
        first, *hidden, last = self.sizes
        return Network.new(first, hidden, last, rng=7, dtype=self.dtype)

    @property
    def name(self) -> str:
        bits = np.dtype(self.dtype).itemsize * 8
        few = len(self.sizes) < 8
        shape = "-".join(map(str, self.sizes)) if few else f"{len(self.sizes) - 1} layers of 64"
        return f"{shape}, batch {self.batch}, f{bits}"

    @property
    def flops(self) -> int:
        """Of one example: forward, gradients, and errors below all layers but the first."""
        products = [i * o for i, o in zip(self.sizes, self.sizes[1:], strict=False)]
        return 2 * (3 * sum(products) - products[0])


@dataclass
class Runner:
    run: Callable[[], float]
    weights: Callable[[], list[Any]]


def timed(epoch: Callable[[], object]) -> Callable[[], float]:
    def run() -> float:
        start = CLOCK[0]()
        epoch()
        return CLOCK[0]() - start

    return run


def figure(times: list[float]) -> str:
    return f"**{median(times):.3g}** ({min(times):.3g} to {max(times):.3g})"


def turns(candidates: dict[str, Callable[[], object]], repeats: int, calls: int) -> dict[str, Any]:
    """µs per call of each, in turns."""
    clock = CLOCK[0]
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for call in candidates.values():
        call()
    for _ in range(repeats):
        for name, call in candidates.items():
            start = clock()
            for _ in range(calls):
                call()
            times[name].append((clock() - start) / calls * 1e6)
    return times
