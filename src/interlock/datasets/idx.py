"""IDX, the file format in which MNIST was published: a magic number, the sizes, the bytes."""

from __future__ import annotations

import gzip
import struct
import zlib
from math import prod
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from interlock.errors import DataError

__all__ = ["read_idx"]

_UNSIGNED_BYTES = 0x08
_PIECE = 1 << 20


def read_idx(path: Path, axes: int) -> NDArray[np.uint8]:
    """The array of unsigned bytes in an IDX file, plain or compressed by gzip.

    Args:
        path: The file.
        axes: How many axes the array must have: 3 for images, 1 for labels.

    Raises:
        DataError: the file is none, or shorter or longer than it says.

    Source:
        Y. LeCun, C. Cortes and C. Burges, The MNIST Database of Handwritten Digits (1998).
    """
    try:
        with _open(path) as file:
            return _read(file, path, axes)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or "a damaged gzip stream"
        raise DataError("An IDX file must be readable.", got=reason, where=str(path)) from error


def _open(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        compressed = file.read(2) == b"\x1f\x8b"
    return cast(BinaryIO, gzip.open(path)) if compressed else path.open("rb")


def _read(file: BinaryIO, path: Path, axes: int) -> NDArray[np.uint8]:
    expected = bytes([0, 0, _UNSIGNED_BYTES, axes])
    magic = file.read(4)
    if magic != expected:
        raise DataError(
            "An IDX file must start with its magic number.",
            expected=f"0x{expected.hex()} ({axes} {'axis' if axes == 1 else 'axes'} of bytes)",
            got=f"0x{magic.hex()}" if magic else "an empty file",
            where=str(path),
            remedy="check that images and labels have not changed places",
        )
    header = file.read(4 * axes)
    shape = struct.unpack(f">{axes}I", header) if len(header) == 4 * axes else ()
    # One byte more than is needed, to notice a file that is too long without reading it all.
    length = prod(shape) if shape else 0
    content = _at_most(file, length + 1)
    if not shape or len(content) != length:
        raise DataError(
            "An IDX file must be as long as its header says.",
            expected=f"{length} bytes for {shape}"
            if shape
            else f"a header of {4 + 4 * axes} bytes",
            got=_amount(shape, header, content, length),
            where=str(path),
            remedy="download the file again",
        )
    return np.frombuffer(content, np.uint8).reshape(shape)


def _at_most(file: BinaryIO, length: int) -> bytes:
    # In pieces, since a single read allocates all that it is asked for, however short the file.
    content = bytearray()
    while piece := file.read(min(_PIECE, length - len(content))):
        content += piece
    return bytes(content)


def _amount(shape: tuple[int, ...], header: bytes, content: bytes, length: int) -> str:
    if not shape:
        return f"{4 + len(header)}"
    return "more" if len(content) > length else str(len(content))
