"""Layers of the user's own kinds in files: there and back, and nothing made that was not named."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock import Data, Last, Layer, Module, Network, StorageError, fit, load, network, save
from interlock.activations import Activation, tanh
from interlock.dimensions import N
from kinds import Dropout, Mixing, Normalisation

KINDS: list[Any] = [Dropout, Normalisation, Mixing]
LAYERS = {
    "dense": lambda seed: Layer(3, 3, activation=tanh, rng=seed),
    "dropout": lambda seed: Dropout(3, chance=seed / 100, seed=seed),
    "norm": lambda seed: Normalisation(3, momentum=seed / 100, dtype=np.float32),
    "mixing": lambda seed: Mixing(3, 3, rng=seed),
}


def mixed() -> Network[Any, Any]:
    made: Network[Any, Any] = (
        Layer(4, 3, rng=1) >> Normalisation(3) >> Dropout(3, 0.25) >> Mixing(3, 2, rng=2)
    )
    return made


def header_of(path: Path) -> tuple[dict[str, Any], bytes]:
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    return json.loads(content[8 : 8 + length]), content[8 + length :]


def rewritten(path: Path, layers: Any) -> Path:
    """The file with other words about its layers."""
    header, data = header_of(path)
    text = layers if isinstance(layers, str) else json.dumps(layers)
    header["__metadata__"]["layers"] = text
    encoded = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(encoded)) + encoded + data)
    return path


def complaint(path: Path, kinds: Any = KINDS) -> str:
    with pytest.raises(StorageError) as caught:
        load(path, kinds=kinds)
    return str(caught.value)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(list(LAYERS)), min_size=1, max_size=5), st.integers(0, 50))
def test_a_network_of_any_kinds_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], seed: int
) -> None:
    parts: list[Any] = [LAYERS[name](seed + place) for place, name in enumerate(names)]
    net: Network[Any, Any] = network(*parts)
    path = tmp_path_factory.getbasetemp() / "kinds.safetensors"
    save(net, path)
    loaded = load(path, kinds=KINDS)
    assert loaded == net
    assert list(map(type, loaded)) == list(map(type, net))
    assert loaded.dtype == net.dtype


def test_a_file_has_the_arrays_by_place_and_name_and_the_kinds_in_words(tmp_path: Path) -> None:
    save(mixed(), tmp_path / "n")
    header, _ = header_of(tmp_path / "n")
    words = header.pop("__metadata__")
    names = "0.weight 0.bias 1.gain 1.shift 1.mean 1.variance 3.weight"
    assert list(header) == names.split()
    assert words["format"] == "interlock network 2"
    assert json.loads(words["layers"]) == [
        {"activation": "sigmoid"},
        {"kind": "Normalisation", "settings": {"size": 3, "momentum": 0.9}},
        {"kind": "Dropout", "settings": {"size": 3, "chance": 0.25, "seed": None}},
        {"kind": "Mixing", "settings": {"inputs": 3, "outputs": 2}},
    ]


def test_what_was_learned_comes_back_and_learns_on(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    data: Data[Any, Any] = Data(4, 2, rng.random((20, 4)), rng.random((20, 2)))
    net = mixed() >> Layer(2, 2, rng=3)
    fit(net, data, epochs=3, rng=1)
    save(net, tmp_path / "n")
    loaded = load(tmp_path / "n", inputs=4, outputs=2, kinds=KINDS)
    assert np.array_equal(loaded.forward(data.inputs), net.forward(data.inputs))
    for each in (net, loaded):
        fit(each, data, epochs=2, rng=2)
    assert loaded == net


def test_a_kind_that_the_program_does_not_name_is_not_made(tmp_path: Path) -> None:
    save(mixed(), tmp_path / "n")
    assert complaint(tmp_path / "n", [Dropout]) == (
        "load: a file may have only layers of kinds that the program names.\n"
        "  expected: Layer, Dropout\n"
        "  got:      Normalisation, Mixing\n"
        f"  where:    {tmp_path / 'n'}\n"
        "  try:      load(path, kinds=[Dropout, Normalisation, Mixing])"
    )


@pytest.mark.parametrize(
    "layers",
    [
        "no JSON",
        "[" * 100_000,
        "[]",
        "{}",
        [1],
        [{"kind": "Dropout"}],
        [{"kind": "Dropout", "settings": []}],
        [{"kind": "Dropout", "settings": {"size": 3}, "more": 1}],
        [{"activation": "odd"}],
        [{"activation": ["sigmoid"]}],
        [{"activation": "sigmoid", "kind": "Dropout"}],
    ],
)
def test_words_that_describe_no_layers_are_told(tmp_path: Path, layers: Any) -> None:
    save(Last(Dropout(3)), tmp_path / "n")
    text = complaint(rewritten(tmp_path / "n", layers))
    assert text.startswith("load: a file must describe a network.\n  expected: ")


@pytest.mark.parametrize(
    ("given_settings", "got"),
    [
        ({}, "none"),
        ({"size": 0}, "size=0"),
        ({"size": "3"}, "size='3'"),
        ({"size": 3, "odd": None}, "size=3, odd=None"),
    ],
)
def test_settings_that_a_kind_does_not_take_are_told(
    tmp_path: Path, given_settings: Any, got: str
) -> None:
    save(Last(Dropout(3)), tmp_path / "n")
    path = rewritten(tmp_path / "n", [{"kind": "Dropout", "settings": given_settings}])
    assert complaint(path) == (
        "load: a file must describe a network.\n"
        "  expected: settings that Dropout takes\n"
        f"  got:      {got}\n"
        f"  where:    {path}"
    )


def test_arrays_that_are_not_the_kinds_own_are_told(tmp_path: Path) -> None:
    save(Last(Mixing(3, 2)), tmp_path / "n")
    path = rewritten(tmp_path / "n", [{"kind": "Normalisation", "settings": {"size": 2}}])
    assert complaint(path) == (
        "load: a file must describe a network.\n"
        "  expected: gain (2,), mean (2,), shift (2,), variance (2,) "
        "for Normalisation(2 -> 2, 0.9)\n"
        "  got:      weight (2, 3)\n"
        f"  where:    {path}"
    )
    path = rewritten(path, [{"activation": "sigmoid"}])
    assert "expected: a weight, a bias and a known activation" in complaint(path)


def test_arrays_of_more_layers_than_are_described_are_told(tmp_path: Path) -> None:
    save(Dropout(3) >> Mixing(3, 2), tmp_path / "n")
    path = rewritten(tmp_path / "n", [{"kind": "Dropout", "settings": {"size": 3}}])
    assert "expected: a weight, a bias and a known activation" in complaint(path)


class Bent(Dropout[N]):
    """Has a setting that is no plain text or number."""

    def __init__(self, size: N, shape: Any) -> None:
        super().__init__(size)
        self.shape = shape


@pytest.mark.parametrize("value", [tanh, (1, 2), {1: 2}, np.float32(0.5), float("nan")])
def test_a_setting_that_would_not_come_back_is_not_saved(tmp_path: Path, value: Any) -> None:
    layer: Module[Any, Any] = Bent(3, value)
    with pytest.raises(StorageError) as caught:
        save(Layer(4, 3) >> layer, tmp_path / "n")
    assert str(caught.value) == (
        "save: a setting must be one that JSON gives back as it is.\n"
        "  expected: a number, a text, True, False, None, or a list or dict of these\n"
        f"  got:      shape={value!r} of Bent\n"
        "  where:    layer 2 of 2 in Network(4 -> 3 -> 3)\n"
        "  try:      keep in self.shape something plainer, from which the rest is made"
    )
    assert not (tmp_path / "n").exists()


def test_an_activation_of_ones_own_is_told_with_its_place(tmp_path: Path) -> None:
    odd = Activation("odd", tanh.value, tanh.slope)
    with pytest.raises(StorageError, match=r"where:    layer 2 of 2 in Network\(3 -> 3 -> 2\)"):
        save(Dropout(3) >> Layer(3, 2, activation=odd), tmp_path / "n")
