"""What is said of damaged and foreign files."""

import json
import os
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interlock.storage import load, save
from storage.stored import OURS, complaint, small

ENTRY = {"dtype": "F32", "shape": [1, 1], "data_offsets": [0, 4]}
BIAS = {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}
SMALLEST = {"__metadata__": OURS, "0.weight": ENTRY, "0.bias": BIAS}


def file_of(header: Any, data: bytes = bytes(8)) -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


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
