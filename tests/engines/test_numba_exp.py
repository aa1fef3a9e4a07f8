"""The exponential that numba's loops use, beside NumPy's in the next precision."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from interlock.dimensions import Array

pytest.importorskip("numba")

from interlock.engines.numba_exp import exponential
from interlock.engines.numba_kernels import compiled


@compiled
def exponentials(x: Array, result: Array) -> None:
    for n in range(len(x)):
        result[n] = exponential(x[n])


def powers(x: Array) -> Array:
    result = np.empty_like(x)
    exponentials(x, result)
    return result


@pytest.mark.parametrize(("kind", "most"), [(np.float32, 86.9), (np.float64, 707.9)])
def test_it_is_exact_to_the_last_place(kind: Any, most: float) -> None:
    rng = np.random.default_rng(0)
    x = np.concatenate([rng.uniform(-most, most, 50_000), rng.normal(0, 1e-3, 50_000)]).astype(kind)
    right = np.exp(x.astype(np.longdouble))
    units = np.abs(powers(x) - right) / np.spacing(right.astype(kind))
    assert units.max() < (1 if np.finfo(np.longdouble).nmant > 60 else 2)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_it_stops_at_the_last_normal_numbers_and_keeps_nan(kind: Any) -> None:
    smallest, *others = powers(np.array([-np.inf, -1000, 1000, np.inf, np.nan, 0], kind))
    limits = np.finfo(kind)
    assert limits.tiny <= smallest < 10 * limits.tiny
    assert others[0] == smallest
    assert others[1] == others[2]
    assert limits.max / 10 < others[1] < np.inf
    assert np.isnan(others[3])
    assert others[4] == 1
