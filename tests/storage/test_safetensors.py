"""A second witness: the format's own library."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.activations import tanh
from interlock.errors import StorageError
from interlock.layer import Layer
from interlock.network import Last
from interlock.storage import load, save
from interlock.storage.safetensors import read
from storage.stored import OURS, small


def test_the_library_of_the_format_reads_what_save_writes(tmp_path: Path) -> None:
    library = pytest.importorskip("safetensors")
    network = small(np.float64)
    save(network, tmp_path / "n")
    with library.safe_open(tmp_path / "n", "numpy") as stored:
        assert stored.metadata() == {
            "format": "interlock network 1",
            "activations": "relu,softmax",
        }
        assert sorted(stored.keys()) == ["0.bias", "0.weight", "1.bias", "1.weight"]
        for place, layer in enumerate(network):
            for name in ("weight", "bias"):
                array = stored.get_tensor(f"{place}.{name}")
                assert array.dtype == getattr(layer, name).dtype
                assert np.array_equal(array, getattr(layer, name))


def test_load_reads_what_the_library_of_the_format_writes(tmp_path: Path) -> None:
    library = pytest.importorskip("safetensors.numpy")
    network = Last(Layer(3, 2, activation=tanh, rng=1))
    arrays = {"0.weight": network.layer.weight, "0.bias": network.layer.bias}
    library.save_file(arrays, tmp_path / "n", OURS | {"activations": "tanh"})
    assert load(tmp_path / "n") == network


@settings(max_examples=500, deadline=None)
@given(place=st.integers(0, 400), value=st.integers(0, 255))
def test_a_bent_byte_that_load_accepts_is_accepted_by_the_formats_library(
    tmp_path_factory: pytest.TempPathFactory, place: int, value: int
) -> None:
    library = pytest.importorskip("safetensors")
    path = tmp_path_factory.getbasetemp() / "bent.safetensors"
    save(small(), path)
    content = bytearray(path.read_bytes())
    content[place % len(content)] = value
    path.write_bytes(content)
    try:
        with path.open("rb") as file:
            ours = read(file, len(content))
    except StorageError:
        return
    with library.safe_open(path, "numpy") as stored:
        for name, array in ours.arrays.items():
            assert stored.get_tensor(name).tobytes() == array.tobytes()
