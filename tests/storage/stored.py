"""A small network to save, and what `load` says of a file."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interlock.activations import relu, softmax
from interlock.errors import StorageError
from interlock.layer import Layer
from interlock.network import Network
from interlock.storage import load

OURS = {"format": "interlock network 1", "activations": "sigmoid"}


def small(dtype: Any = np.float32) -> Network[Any, Any]:
    rng = np.random.default_rng(1)
    first = Layer(3, 4, activation=relu, rng=rng, dtype=dtype)
    return first >> Layer(4, 2, activation=softmax, rng=rng)


def complaint(path: Path, content: bytes | None = None, **sizes: Any) -> str:
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StorageError) as caught:
        load(path, **sizes)
    return str(caught.value)
