"""What the command's arguments name: sets of examples, and single images."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray

from interlock.command.png import SIGNATURE, read_png
from interlock.datasets import Split, digits, mnist
from interlock.errors import DataError

__all__ = ["data_named", "image_in"]


def data_named(name: str) -> Split[Any, Any]:
    """The embedded digits for `digits`, else MNIST from that file or folder.

    Raises:
        DataError: there is nothing of that name, or it holds something else.
    """
    if name == "digits":
        return digits()
    if not Path(name).exists():
        raise DataError(
            "DATA must be known.",
            expected="digits, or the path of mnist.npz or of a folder with the four IDX files",
            got=f"{name}, which does not exist",
        )
    return mnist(name)


def image_in(path: Path, size: int, invert: bool) -> Float[NDArray[np.float32], "1 i"]:
    """An image as one row of `size` numbers, from 0 (paper) to 1 (ink).

    Args:
        path: A .png, .pgm or .npy file; whole numbers in the last are taken as 0 to 255.
        size: How many pixels there must be, in all.
        invert: Whether ink is dark in the file.

    Raises:
        DataError: the file cannot be read, or has another number of pixels.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(
            "predict: IMAGE must be readable.", got=error.strerror, where=str(path)
        ) from error
    pixels = _pixels(content, path)
    if pixels.size != size:
        side = round(size**0.5)
        wanted = f"{side} x {side} pixels" if side * side == size else f"{size} pixels"
        raise DataError(
            "predict: IMAGE must have a pixel for each of the network's inputs.",
            expected=wanted,
            got=" x ".join(map(str, reversed(pixels.shape))),
            where=str(path),
        )
    return (1 - pixels if invert else pixels).reshape(1, -1)


def _pixels(content: bytes, path: Path) -> NDArray[np.float32]:
    if content.startswith(SIGNATURE):
        return read_png(content)
    if content.startswith((b"P2", b"P5")):
        return _read_pgm(content)
    if content.startswith(b"\x93NUMPY"):
        return _read_npy(path)
    raise DataError(
        "predict: IMAGE must be of a known kind.",
        expected=".png, .pgm or .npy",
        got="another",
        where=str(path),
    )


def _read_npy(path: Path) -> NDArray[np.float32]:
    try:
        values: NDArray[Any] = np.asarray(np.load(path, allow_pickle=False))
    except (ValueError, EOFError) as error:
        raise DataError("predict: an .npy file must be whole.", where=str(path)) from error
    if values.dtype.kind not in "uif" or not np.isfinite(values).all():
        raise DataError(
            "predict: an .npy file must hold finite numbers.",
            got=str(values.dtype),
            where=str(path),
        )
    scale = 1 if values.dtype.kind == "f" else 256
    return (values / scale).astype(np.float32)


def _read_pgm(content: bytes) -> NDArray[np.float32]:
    lines = (line.split(b"#")[0] for line in content[:1000].split(b"\n"))
    fields = b" ".join(lines).split()[:4]
    try:
        width, height, brightest = (int(field) for field in fields[1:4])
        if not 1 <= brightest <= 255:
            raise ValueError("not a byte a pixel")
        if content.startswith(b"P5"):
            # One blank after the brightest value, then a byte for each pixel to the very end.
            values = np.frombuffer(content[-width * height :], np.uint8)
        else:
            numbers = b" ".join(line.split(b"#")[0] for line in content.split(b"\n")).split()
            values = np.array([int(number) for number in numbers[4:]], np.uint8)
        return (values.reshape(height, width) / brightest).astype(np.float32)
    except (ValueError, OverflowError) as error:
        raise DataError("predict: a PGM file must be whole.", got="a damaged one") from error
