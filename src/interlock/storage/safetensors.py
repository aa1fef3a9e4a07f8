"""The safetensors format: 8 bytes of length, a header in JSON, the numbers.

Written out here because it is short, and because reading a stranger's file wants care: every length
and offset is checked against the file before anything is allocated by it.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any, BinaryIO, NoReturn, TypeGuard

import numpy as np
from numpy.typing import NDArray

from interlock.errors import StorageError

__all__ = ["Tensors", "is_object", "read", "write"]

_DTYPES: dict[str, np.dtype[Any]] = {"F32": np.dtype("<f4"), "F64": np.dtype("<f8")}
_LONGEST_HEADER = 10_000_000  # bytes; that of a network of 1,000 layers is some 150,000


@dataclass(frozen=True, eq=False)
class Tensors:
    """What such a file holds: named arrays, and text about them."""

    arrays: Mapping[str, NDArray[np.floating[Any]]]
    metadata: Mapping[str, str]


def write(file: BinaryIO, tensors: Tensors) -> None:
    """Write the whole file: data in the header's order without gaps, the header padded to 8 bytes.

    Source:
        The format's own description, github.com/huggingface/safetensors.
    """
    header: dict[str, Any] = {"__metadata__": dict(tensors.metadata)}
    end = 0
    for name, array in tensors.arrays.items():
        start, end = end, end + array.nbytes
        dtype = "F64" if array.dtype == np.float64 else "F32"
        header[name] = {"dtype": dtype, "shape": array.shape, "data_offsets": (start, end)}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    file.write(struct.pack("<Q", len(text)) + text)
    for array in tensors.arrays.values():
        file.write(array.astype(array.dtype.newbyteorder("<")).tobytes())


def read(file: BinaryIO, size: int) -> Tensors:
    """Read a whole file of that many bytes.

    Raises:
        StorageError: the file is no such file, is cut short, or contradicts itself.
    """
    header = _header(file, size)
    data = file.read()
    metadata = header.pop("__metadata__", {})
    if not _is_text(metadata):
        _refuse("__metadata__ that is not text by name")
    arrays: dict[str, NDArray[np.floating[Any]]] = {}
    end = 0
    entries = {name: _described(name, entry) for name, entry in header.items()}
    # Writers may list the arrays in any order; in the data they lie without gaps or overlaps.
    for name, (dtype, shape, begin, stop) in sorted(entries.items(), key=lambda item: item[1][2:]):
        if begin != end or stop - begin != prod(shape) * dtype.itemsize:
            _refuse(f"an entry {name!r} whose place in the data does not match its shape")
        _require_length(len(data), stop)
        arrays[name], end = np.frombuffer(data[begin:stop], dtype).reshape(shape), stop
    if end != len(data):
        raise StorageError(
            "load: a file must be as long as its header says.",
            expected=f"{size - len(data) + end} bytes",
            got=f"{size} bytes",
            remedy="copy or download the file again",
        )
    return Tensors(arrays, metadata)


def _header(file: BinaryIO, size: int) -> dict[str, Any]:
    start = file.read(8)
    if len(start) < 8:
        _refuse(f"a file of {size} bytes, too short for any")
    (length,) = struct.unpack("<Q", start)
    if length > min(size - 8, _LONGEST_HEADER):
        raise StorageError(
            "load: a header must lie inside its file.",
            expected=f"at most {min(size - 8, _LONGEST_HEADER)} bytes of header",
            got=f"{length}",
            remedy="another kind of file, or cut short: save the network again",
        )
    try:
        header = json.loads(file.read(length), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        _refuse("a header that is not JSON, each name once")
    return header if is_object(header) else _refuse("a header that is no JSON object")


def _require_length(length: int, stop: int) -> None:
    if stop > length:
        raise StorageError(
            "load: a file must be as long as its header says.",
            expected=f"{stop} bytes of numbers or more",
            got=f"{length}",
            remedy="copy or download the file again",
        )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # Of two entries of one name JSON would silently take the second.
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name occurs twice")
    return dict(pairs)


def _described(name: str, entry: Any) -> tuple[np.dtype[Any], list[int], int, int]:
    match entry:
        case {"dtype": "F32" | "F64" as kind, "shape": [*shape], "data_offsets": [begin, end]}:
            sizes = [*shape, begin, end]
        case _:
            _refuse(f"an entry {name!r} that describes no float32 or float64 array")
    # A bool is an int to isinstance, and no size.
    if not all(type(size) is int and size >= 0 for size in sizes):
        _refuse(f"an entry {name!r} with sizes that are no sizes")
    return _DTYPES[kind], sizes[:-2], sizes[-2], sizes[-1]


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether what was read from JSON is an object."""
    return isinstance(value, dict)


def _is_text(metadata: Any) -> TypeGuard[dict[str, str]]:
    return is_object(metadata) and all(isinstance(text, str) for text in metadata.values())


def _refuse(got: str) -> NoReturn:
    raise StorageError("load: a file must be in the safetensors format.", got=got)
