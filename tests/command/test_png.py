import struct
import zlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.command.png import SIGNATURE, read_png
from interlock.errors import DataError


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def paeth(left: int, up: int, corner: int) -> int:
    distances = [abs(left + up - corner - near) for near in (left, up, corner)]
    return (left, up, corner)[distances.index(min(distances))]


def filtered(pixels: Any, kinds: list[int]) -> bytes:
    """The rows as a writer filters them, one pixel at a time."""
    height, width, channels = pixels.shape
    padded = np.zeros((height + 1, width + 1, channels), int)
    padded[1:, 1:] = pixels
    result = bytearray()
    for y in range(1, height + 1):
        result.append(kinds[y - 1])
        for x in range(1, width + 1):
            for c in range(channels):
                left, up = int(padded[y, x - 1, c]), int(padded[y - 1, x, c])
                corner = int(padded[y - 1, x - 1, c])
                guess = (0, left, up, (left + up) // 2, paeth(left, up, corner))[kinds[y - 1]]
                result.append((int(padded[y, x, c]) - guess) % 256)
    return bytes(result)


def png(pixels: Any, kinds: list[int], header: tuple[int, ...] | None = None) -> bytes:
    height, width, channels = pixels.shape
    colour = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    fields = header or (width, height, 8, colour, 0, 0, 0)
    packed = zlib.compress(filtered(pixels, kinds))
    parts = [chunk(b"IHDR", struct.pack(">IIBBBBB", *fields))]
    # In two pieces, as a writer may; and with a remark, which a reader passes over.
    parts += [chunk(b"tEXt", b"a\0b"), chunk(b"IDAT", packed[:5]), chunk(b"IDAT", packed[5:])]
    return SIGNATURE + b"".join(parts) + chunk(b"IEND", b"")


@given(
    seed=st.integers(0, 2**32 - 1),
    channels=st.integers(1, 4),
    kinds=st.lists(st.integers(0, 4), min_size=1, max_size=5),
    width=st.integers(1, 5),
)
def test_every_filter_and_kind_of_colour_is_read(
    seed: int, channels: int, kinds: list[int], width: int
) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (len(kinds), width, channels))
    wanted = pixels[..., : 3 if channels > 2 else 1].mean(axis=2) / 255
    np.testing.assert_allclose(read_png(png(pixels, kinds)), wanted, atol=1e-6)


@pytest.mark.parametrize("damage", [slice(None, 20), slice(None, 60), slice(None, 8)])
def test_a_damaged_file_is_told(damage: slice) -> None:
    content = png(np.zeros((3, 3, 1), int), [0, 0, 0])
    with pytest.raises(DataError) as caught:
        read_png(content[damage])
    assert str(caught.value) == "predict: a PNG file must be whole.\n  got:      a damaged one"


@pytest.mark.parametrize(
    ("header", "got"),
    [
        ((3, 3, 16, 0, 0, 0, 0), "16 bits, colour type 0, 3 x 3"),
        ((3, 3, 8, 3, 0, 0, 0), "8 bits, colour type 3, 3 x 3"),
        ((3, 3, 8, 0, 0, 0, 1), "8 bits, colour type 0, 3 x 3, interlaced"),
        ((2**31, 3, 8, 0, 0, 0, 0), "8 bits, colour type 0, 2147483648 x 3"),
    ],
)
def test_another_kind_of_png_is_told(header: tuple[int, ...], got: str) -> None:
    with pytest.raises(DataError) as caught:
        read_png(png(np.zeros((3, 3, 1), int), [0, 0, 0], header))
    assert str(caught.value) == (
        "predict: a PNG file must be simple.\n"
        "  expected: 8 bits a channel, grey or RGB, not interlaced, at most 4096 pixels a side\n"
        f"  got:      {got}\n"
        "  try:      save it anew as an 8-bit grey image"
    )
