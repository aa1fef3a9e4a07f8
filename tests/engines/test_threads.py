"""BLAS shares out only what gains by it, and other threads go on during an epoch."""

from threading import Event, Thread
from typing import Any

import numpy as np
import pytest

from interlock.activations import Activation, tanh
from interlock.datasets import Data
from interlock.engines import EngineName, threads
from interlock.layer import Layer
from interlock.training import fit
from interlock.training.history import Epoch

pytest.importorskip("threadpoolctl")


def counts() -> set[int]:
    from threadpoolctl import threadpool_info

    return {
        library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"
    }


@pytest.fixture(autouse=True)
def two_threads() -> Any:
    from threadpoolctl import threadpool_limits

    with threadpool_limits(2, "blas"):
        yield


def trained(hidden: int, engine: EngineName = "numpy", **settings: Any) -> tuple[str, set[int]]:
    """The reason that the history gives, and how many threads BLAS had in an epoch."""
    seen: set[int] = set()

    def value(sums: Any) -> Any:
        seen.update(counts())
        return tanh.value(sums)

    rng = np.random.default_rng(1)
    kind = tanh if engine == "numba" else Activation("mine", value, tanh.slope)
    network = Layer(100, hidden, activation=kind, rng=rng) >> Layer(hidden, 2, rng=rng)
    data = Data.labelled(100, 2, rng.random((64, 100)), rng.integers(0, 2, 64))
    return fit(network, data, epochs=1, engine=engine, rng=1, **settings).reason, seen


def test_products_too_small_to_share_get_one_thread() -> None:
    reason, seen = trained(100, batch_size=32)
    assert reason == "batches of 32 through BLAS, by one thread"
    assert seen == {1}
    assert counts() == {2}


def test_numba_keeps_scipys_blas_to_one_thread_too() -> None:
    reason, _ = trained(100, "numba", batch_size=32)
    assert reason == "whole epochs in batches of 32, compiled, by one thread"
    assert counts() == {2}


@pytest.mark.parametrize("hidden", [10, 3_000])
def test_what_blas_does_not_share_or_gains_by_is_left_to_it(hidden: int) -> None:
    reason, seen = trained(hidden, batch_size=32)
    assert reason == "batches of 32 through BLAS"
    assert seen == {2}


def test_without_threadpoolctl_blas_takes_what_it_will(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "find_spec", lambda name: None)
    reason, seen = trained(100, batch_size=32)
    assert reason == "batches of 32 through BLAS"
    assert seen == {2}


@pytest.mark.parametrize("batch_size", [1, 10])
def test_another_thread_goes_on_during_an_epoch_of_machine_code(batch_size: int) -> None:
    network = Layer(200, 100, rng=1) >> Layer(100, 10, rng=2)
    rng = np.random.default_rng(1)
    data = Data.labelled(200, 10, rng.random((40_000, 200)), rng.integers(0, 10, 40_000))
    ended, ticks, marks = Event(), 0, list[int]()

    def tick() -> None:
        nonlocal ticks
        while not ended.wait(0.001):
            ticks += 1

    def mark(_: Epoch) -> None:
        marks.append(ticks)

    thread = Thread(target=tick)
    thread.start()
    fit(network, data, epochs=2, batch_size=batch_size, engine="numba", rng=1, progress=mark)
    ended.set()
    thread.join()
    assert marks[1] - marks[0] > 20
