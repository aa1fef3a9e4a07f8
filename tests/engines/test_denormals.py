"""Denormal numbers in training."""

import numpy as np
import pytest

from interlock.datasets import Data
from interlock.engines import denormals
from interlock.engines.denormals import can_flush, flushed
from interlock.network import Network
from interlock.training import fit
from interlock.training.progress import Report

TINY, SHARE = np.full(9, 1e-30, np.float32), np.float32(1e-10)


def test_denormals_are_zero_within_and_as_before_after() -> None:
    with flushed():
        product, read = TINY * SHARE, np.float32(1e-40) * np.float32(1e10)
    assert (product == 0).all() == can_flush()
    assert (read == 0) == can_flush()
    assert (TINY * SHARE > 0).all()


def test_they_are_as_before_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), flushed():
        raise ZeroDivisionError
    assert (TINY * SHARE > 0).all()


def test_where_there_is_no_switch_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(denormals, "_library", lambda: None)
    with flushed():
        assert (TINY * SHARE > 0).all()
    assert not can_flush()


def test_64_layers_in_float32_meet_no_denormal_and_learn_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = np.random.default_rng(1)
    data = Data.labelled(64, 64, rng.random((64, 64)), rng.integers(0, 64, 64))
    with_switch, without = (Network.new(64, [64] * 63, 64, rng=1) for _ in range(2))
    fit(with_switch, data, epochs=2, batch_size=32, rng=1)
    monkeypatch.setattr(denormals, "_library", lambda: None)
    fit(without, data, epochs=2, batch_size=32, rng=1)
    for one, two in zip(with_switch, without, strict=True):
        np.testing.assert_allclose(one.weight, two.weight, rtol=0, atol=1e-7)


def test_the_users_own_code_runs_without_the_switch() -> None:
    seen: list[bool] = []
    report: Report = lambda epoch: seen.append(bool((TINY * SHARE > 0).all()))  # noqa: E731
    data = Data.labelled(2, 2, np.eye(2), np.array([0, 1]))
    fit(Network.new(2, [3], 2, rng=1), data, epochs=1, progress=report)
    assert seen == [True]
