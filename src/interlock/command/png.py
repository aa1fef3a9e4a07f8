"""PNG images of 8 bits a channel, without a library for images."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray

from interlock.errors import DataError

__all__ = ["SIGNATURE", "read_png"]

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}  # by colour type: grey, RGB, grey and alpha, RGBA
_LARGEST = 4096  # pixels a side


def read_png(content: bytes) -> Float[NDArray[np.float32], "h w"]:
    """The brightness of each pixel, from 0 (black) to 1 (white); transparency is left out.

    Raises:
        DataError: it is no such image.

    Source:
        W3C, Portable Network Graphics (PNG) Specification (2003).
    """
    try:
        chunks = list(_chunks(content))
        header = next(body for kind, body in chunks if kind == b"IHDR")
        width, height, *kind = struct.unpack(">IIBBBBB", header)
        channels = _channels(width, height, kind)
        packed = b"".join(body for kind, body in chunks if kind == b"IDAT")
        length = height * (1 + width * channels)
        rows = np.frombuffer(zlib.decompressobj().decompress(packed, length), np.uint8)
        pixels = _unfiltered(rows.reshape(height, -1), channels)
    except (ValueError, StopIteration, struct.error, zlib.error) as error:
        if isinstance(error, DataError):
            raise
        raise DataError("predict: a PNG file must be whole.", got="a damaged one") from error
    colours = pixels.reshape(height, width, channels)[..., : 3 if channels > 2 else 1]
    return colours.mean(axis=2, dtype=np.float32) / np.float32(255)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(SIGNATURE)
    while place < len(content):
        length, kind = struct.unpack_from(">I4s", content, place)
        yield kind, content[place + 8 : place + 8 + length]
        place += length + 12


def _channels(width: int, height: int, kind: list[int]) -> int:
    depth, colour, *_, interlaced = kind
    if depth == 8 and colour in _CHANNELS and not interlaced and max(width, height) <= _LARGEST:
        return _CHANNELS[colour]
    raise DataError(
        "predict: a PNG file must be simple.",
        expected=f"8 bits a channel, grey or RGB, not interlaced, at most {_LARGEST} pixels a side",
        got=f"{depth} bits, colour type {colour}, {width} x {height}"
        + (", interlaced" if interlaced else ""),
        remedy="save it anew as an 8-bit grey image",
    )


def _unfiltered(rows: NDArray[np.uint8], channels: int) -> NDArray[np.uint8]:
    # Every row starts with the number of the filter that was applied to it.
    above = np.zeros(rows.shape[1] - 1 + channels, np.int64)
    pixels = []
    for filtered in rows.astype(np.int64):
        line = above * 0
        for place, value in enumerate(filtered[1:], channels):
            left, up, corner = line[place - channels], above[place], above[place - channels]
            line[place] = (value + _predicted(int(filtered[0]), left, up, corner)) % 256
        above = line
        pixels.append(line[channels:])
    return np.array(pixels, np.uint8)


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:  # Paeth: the neighbour nearest to left + up - corner
        guess = left + up - corner
        return min((left, up, corner), key=lambda neighbour: abs(guess - neighbour))
    return (0, left, up, (left + up) // 2)[kind]
