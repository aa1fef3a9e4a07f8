import errno
import json
import os
import resource
import stat
import struct
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.activations import ACTIVATIONS, Activation, relu, softmax, tanh
from interlock.errors import StorageError
from interlock.layer import Layer
from interlock.network import Last, Network
from interlock.storage import load, save
from interlock.storage.safetensors import read

ENTRY = {"dtype": "F32", "shape": [1, 1], "data_offsets": [0, 4]}
BIAS = {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}
OURS = {"format": "interlock network 1", "activations": "sigmoid"}
SMALLEST = {"__metadata__": OURS, "0.weight": ENTRY, "0.bias": BIAS}


def small(dtype: Any = np.float32) -> Network[Any, Any]:
    rng = np.random.default_rng(1)
    first = Layer(3, 4, activation=relu, rng=rng, dtype=dtype)
    return first >> Layer(4, 2, activation=softmax, rng=rng)


def file_of(header: Any, data: bytes = bytes(8)) -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def complaint(path: Path, content: bytes | None = None, **sizes: Any) -> str:
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StorageError) as caught:
        load(path, **sizes)
    return str(caught.value)


# There and back


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


# A second witness: the format's own library


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


# Damaged and foreign files


def test_the_smallest_file_is_a_network(tmp_path: Path) -> None:
    (tmp_path / "n").write_bytes(file_of(SMALLEST))
    assert repr(load(tmp_path / "n")) == "Network(1 -> 1)"


def test_every_truncation_is_told(tmp_path: Path) -> None:
    save(small(), tmp_path / "n")
    whole = (tmp_path / "n").read_bytes()
    for length in range(len(whole)):
        assert complaint(tmp_path / "n", whole[:length]).startswith("load: a ")


def test_a_file_cut_short_in_its_numbers_is_told(tmp_path: Path) -> None:
    save(small(), tmp_path / "n")
    whole = (tmp_path / "n").read_bytes()
    assert complaint(tmp_path / "n", whole[:-1]) == (
        "load: a file must be as long as its header says.\n"
        "  expected: 104 bytes of numbers or more\n"
        "  got:      103\n"
        f"  where:    {tmp_path / 'n'}\n"
        "  try:      copy or download the file again"
    )


def test_a_file_with_more_at_its_end_is_told(tmp_path: Path) -> None:
    content = file_of(SMALLEST, bytes(9))
    size = len(content)
    assert complaint(tmp_path / "n", content) == (
        "load: a file must be as long as its header says.\n"
        f"  expected: {size - 1} bytes\n"
        f"  got:      {size} bytes\n"
        f"  where:    {tmp_path / 'n'}\n"
        "  try:      copy or download the file again"
    )


@pytest.mark.parametrize("length", [2**64 - 1, 10_000_001, 100])
def test_an_oversized_header_is_told_and_not_read(tmp_path: Path, length: int) -> None:
    content = struct.pack("<Q", length) + b"{}" + bytes(50)
    assert complaint(tmp_path / "n", content) == (
        "load: a header must lie inside its file.\n"
        "  expected: at most 52 bytes of header\n"
        f"  got:      {length}\n"
        f"  where:    {tmp_path / 'n'}\n"
        "  try:      another kind of file, or cut short: save the network again"
    )


@pytest.mark.parametrize(
    ("content", "got"),
    [
        (b"", "a file of 0 bytes, too short for any"),
        (b"1234567", "a file of 7 bytes, too short for any"),
        (file_of(b"{"), "a header that is not JSON, each name once"),
        (file_of(b"\xff\xfe"), "a header that is not JSON, each name once"),
        (file_of(b"[" * 100_000), "a header that is not JSON, each name once"),
        (file_of(b'{"a":1,"a":2}'), "a header that is not JSON, each name once"),
        (file_of([]), "a header that is no JSON object"),
        (file_of({"__metadata__": 1}), "__metadata__ that is not text by name"),
        (file_of({"__metadata__": {"a": 1}}), "__metadata__ that is not text by name"),
        (
            file_of({"x": {"dtype": "I64", "shape": [], "data_offsets": [0, 8]}}),
            "an entry 'x' that describes no float32 or float64 array",
        ),
        (file_of({"x": 5}), "an entry 'x' that describes no float32 or float64 array"),
        (file_of({"x": ENTRY | {"shape": [True, 1]}}), "an entry 'x' with sizes that are no sizes"),
        (file_of({"x": ENTRY | {"shape": [-1, -1]}}), "an entry 'x' with sizes that are no sizes"),
        (
            file_of({"x": ENTRY | {"shape": [2, 1]}}),
            "an entry 'x' whose place in the data does not match its shape",
        ),
        (
            file_of({"x": ENTRY, "y": ENTRY}),
            "an entry 'y' whose place in the data does not match its shape",
        ),
    ],
)
def test_a_file_in_no_such_format_is_told(tmp_path: Path, content: bytes, got: str) -> None:
    assert complaint(tmp_path / "n", content) == (
        "load: a file must be in the safetensors format.\n"
        f"  got:      {got}\n"
        f"  where:    {tmp_path / 'n'}"
    )


def test_an_array_that_promises_the_moon_allocates_nothing(tmp_path: Path) -> None:
    moon = {"dtype": "F32", "shape": [2**40], "data_offsets": [0, 2**42]}
    assert complaint(tmp_path / "n", file_of({"x": moon})) == (
        "load: a file must be as long as its header says.\n"
        "  expected: 4398046511104 bytes of numbers or more\n"
        "  got:      8\n"
        f"  where:    {tmp_path / 'n'}\n"
        "  try:      copy or download the file again"
    )


@pytest.mark.parametrize(
    ("metadata", "got"), [({}, "none"), ({"format": "pt"}, '"pt"'), (None, "none")]
)
def test_a_file_of_another_program_is_told(tmp_path: Path, metadata: Any, got: str) -> None:
    header = {"0.weight": ENTRY, "0.bias": BIAS}
    if metadata is not None:
        header = {"__metadata__": metadata, **header}
    assert complaint(tmp_path / "n", file_of(header)) == (
        "load: a file must be a network saved by interlock.\n"
        '  expected: "format": "interlock network 1" in its metadata\n'
        f"  got:      {got}\n"
        f"  where:    {tmp_path / 'n'}"
    )


def flat(*shapes: tuple[str, list[int]]) -> tuple[dict[str, Any], bytes]:
    """A header of float32 arrays of these names and shapes, and zeros enough for them."""
    header, end = {}, 0
    for name, shape in shapes:
        start, end = end, end + 4 * int(np.prod(shape))
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [start, end]}
    return header, bytes(end)


@pytest.mark.parametrize(
    ("names", "shapes", "expected"),
    [
        ("sigmoid", [("0.weight", [1, 1])], "a weight, a bias and a known activation"),
        (
            "mine",
            [("0.weight", [1, 1]), ("0.bias", [1])],
            "a weight, a bias and a known activation",
        ),
        ("", [], "a weight, a bias and a known activation"),
        ("sigmoid", [("0.weight", [2, 1]), ("0.bias", [1])], "a weight of (outputs, inputs)"),
        ("sigmoid", [("0.weight", [2]), ("0.bias", [2])], "a weight of (outputs, inputs)"),
        ("sigmoid", [("0.weight", [0, 1]), ("0.bias", [0])], "a weight of (outputs, inputs)"),
        (
            "tanh,tanh",
            [("0.weight", [2, 1]), ("0.bias", [2]), ("1.weight", [1, 3]), ("1.bias", [1])],
            "layers that link",
        ),
    ],
)
def test_arrays_that_are_no_network_are_told(
    tmp_path: Path, names: str, shapes: Any, expected: str
) -> None:
    header, data = flat(*shapes)
    content = file_of({"__metadata__": OURS | {"activations": names}, **header}, data)
    ends = {
        "a weight, a bias and a known activation": " for every layer",
        "a weight of (outputs, inputs)": " and a bias of (outputs,)",
    }
    assert complaint(tmp_path / "n", content) == (
        "load: a file must describe a network.\n"
        f"  expected: {expected}{ends.get(expected, '')}\n"
        "  got:      something else\n"
        f"  where:    {tmp_path / 'n'}"
    )


@pytest.mark.parametrize(
    ("make", "reason"),
    [(lambda path: None, "No such file or directory"), (os.mkdir, "Is a directory")],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, make: Any, reason: str) -> None:
    make(tmp_path / "n")
    assert complaint(tmp_path / "n") == (
        f"load: the file must be readable.\n  got:      {reason}\n  where:    {tmp_path / 'n'}"
    )


# Saving loses nothing


def refusal(network: Any, path: Path) -> str:
    with pytest.raises(StorageError) as caught:
        save(network, path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("call", "number"), [("fsync", errno.ENOSPC), ("replace", errno.EROFS), ("open", errno.EACCES)]
)
def test_where_the_disk_fails_the_old_file_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    path = tmp_path / "n"
    save(small(), path)
    before = path.read_bytes()

    def fail(*arguments: Any, **options: Any) -> Any:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as broken:
        broken.setattr(os if call == "fsync" else Path, call, fail)
        message = refusal(Last(Layer(1, 1)), path)
    assert message == (
        f"save: the file must be writeable.\n  got:      {os.strerror(number)}\n  where:    {path}"
    )
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["n"]


def test_where_the_system_ends_a_write_half_way_the_old_file_stays_whole(tmp_path: Path) -> None:
    path, (soft, hard) = tmp_path / "n", resource.getrlimit(resource.RLIMIT_FSIZE)
    save(small(), path)
    before = path.read_bytes()
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        message = refusal(Last(Layer(100, 100)), path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert message == (
        f"save: the file must be writeable.\n  got:      File too large\n  where:    {path}"
    )
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["n"]


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    assert refusal(small(), tmp_path / "no" / "n") == (
        "save: the file must be writeable.\n"
        "  got:      No such file or directory\n"
        f"  where:    {tmp_path / 'no' / 'n'}"
    )


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "n").mkdir()
    assert refusal(small(), tmp_path / "n") == (
        "save: the file must be writeable.\n"
        "  got:      Is a directory\n"
        f"  where:    {tmp_path / 'n'}"
    )
    assert [file.name for file in tmp_path.iterdir()] == ["n"]


def test_an_activation_that_load_could_not_find_is_refused(tmp_path: Path) -> None:
    mine = Activation("mine", tanh.value, tanh.slope)
    network = Layer(2, 3) >> Layer(3, 1, activation=mine)
    assert refusal(network, tmp_path / "n") == (
        "save: an activation must be one that load finds by its name.\n"
        "  expected: step, sigmoid, tanh, relu, identity, softmax\n"
        "  got:      mine\n"
        "  where:    layer 2 of 2 in Network(2 -> 3 -> 1)\n"
        "  try:      save the layers' arrays with numpy.savez, and build the network in code"
    )
    assert not list(tmp_path.iterdir())


def test_a_link_is_followed_and_permissions_are_kept(tmp_path: Path) -> None:
    path, link = tmp_path / "n", tmp_path / "link"
    save(small(), path)
    path.chmod(0o640)
    link.symlink_to(path)
    save(Last(Layer(1, 1)), link)
    assert link.is_symlink()
    assert load(path).sizes == (1, 1)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
