"""A network goes into a file and comes back as it was."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.activations import ACTIVATIONS
from interlock.layer import Layer
from interlock.network import Last
from interlock.storage import load, save
from storage.stored import complaint, small


@settings(deadline=None)
@given(
    sizes=st.lists(st.integers(1, 5), min_size=2, max_size=6),
    seed=st.integers(0, 2**32 - 1),
    data=st.data(),
)
def test_a_network_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], seed: int, data: st.DataObject
) -> None:
    network: Any = None
    for inputs, outputs in pairwise(sizes):
        activation = data.draw(st.sampled_from(list(ACTIVATIONS.values())))
        dtype = data.draw(st.sampled_from([np.float32, np.float64]))
        layer = Layer(inputs, outputs, activation=activation, rng=seed, dtype=dtype)
        network = Last(layer) if network is None else network >> layer
    path = tmp_path_factory.getbasetemp() / "any.safetensors"
    save(network, path)
    loaded = load(path)
    assert loaded == network
    assert loaded.sizes == network.sizes
    assert [layer.activation for layer in loaded] == [layer.activation for layer in network]
    assert [layer.weight.dtype for layer in loaded] == [layer.weight.dtype for layer in network]
    for one, two in zip(loaded, network, strict=True):
        assert one.weight.tobytes() == two.weight.tobytes()
        assert one.bias.tobytes() == two.bias.tobytes()


def test_a_loaded_network_can_learn(tmp_path: Path) -> None:
    save(small(), tmp_path / "n")
    loaded = load(tmp_path / "n")
    loaded.forward(np.ones(3, np.float32))
    loaded.backward(np.ones(3, np.float32), np.zeros(2, np.float32), 0.1)
    assert loaded != small()


def test_a_deep_network_comes_back(tmp_path: Path) -> None:
    network: Any = Last(Layer(2, 2, rng=0))
    for seed in range(200):
        network = network >> Layer(2, 2, rng=seed)
    save(network, tmp_path / "n")
    assert len(load(tmp_path / "n")) == 201


def test_sizes_are_checked_where_they_are_given(tmp_path: Path) -> None:
    save(small(), tmp_path / "n")
    assert load(tmp_path / "n", inputs=3, outputs=2) == small()
    assert complaint(tmp_path / "n", inputs=784, outputs=2) == (
        "load: the network must have the sizes asked for.\n"
        "  expected: 784 inputs and 2 outputs\n"
        "  got:      Network(3 -> 4 -> 2)\n"
        f"  where:    {tmp_path / 'n'}\n"
        "  try:      load(path, inputs=3, outputs=2)"
    )
