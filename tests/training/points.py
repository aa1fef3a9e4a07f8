"""Points of three classes, a small network to learn them, and what `fit` refuses."""

from typing import Any

import numpy as np
import pytest

from interlock.datasets import Data
from interlock.errors import InterlockError
from interlock.layer import Layer
from interlock.network import Network
from interlock.training import fit


def small(seed: int = 1, **options: Any) -> Network[Any, Any]:
    rng = np.random.default_rng(seed)
    return Layer(2, 4, rng=rng, **options) >> Layer(4, 3, rng=rng, **options)


def blobs(count: int = 60, seed: int = 2, dtype: Any = np.float64) -> Data[Any, Any]:
    """Three classes of points, each around a corner of its own, some of them astray."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 3, count)
    corners = np.array([[0.0, 0.0], [3.0, 0.0], [0.0, 3.0]])
    points = corners[labels] + rng.standard_normal((count, 2))
    return Data.labelled(2, 3, points.astype(dtype), labels)


def parameters(network: Network[Any, Any]) -> list[Any]:
    return [part.copy() for layer in network for part in (layer.weight, layer.bias)]


def same(one: list[Any], two: list[Any]) -> bool:
    return all(a.tobytes() == b.tobytes() for a, b in zip(one, two, strict=True))


def complaint(kind: type[InterlockError], network: Network[Any, Any], data: Any, **k: Any) -> str:
    """What fit says; nothing must have changed."""
    before = parameters(network)
    with pytest.raises(kind) as caught:
        fit(network, data, **k)
    assert same(before, parameters(network))
    return str(caught.value)
