"""What is read as an image, and what is said of another file."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interlock.command.sources import image_in
from interlock.errors import DataError


def test_invert_takes_dark_for_ink(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.full((8, 8), 0.25))
    assert np.all(image_in(tmp_path / "a.npy", 64, True) == 0.75)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"GIF89a", "predict: IMAGE must be of a known kind.\n  expected: .png, .pgm or .npy\n"
         "  got:      another\n  where:    {path}"),
        (b"P2\n8 8\n255\n1 2 3", "predict: a PGM file must be whole.\n  got:      a damaged one"),
        (b"P5\n8 8\n255\n123", "predict: a PGM file must be whole.\n  got:      a damaged one"),
        (b"P5\n", "predict: a PGM file must be whole.\n  got:      a damaged one"),
        (b"P2 1 1 0 5", "predict: a PGM file must be whole.\n  got:      a damaged one"),
        (b"\x93NUMPY\x01\x00", "predict: an .npy file must be whole.\n  where:    {path}"),
        (b"P2 3 2 9 1 2 3 4 5 6",
         "predict: IMAGE must have a pixel for each of the network's inputs.\n"
         "  expected: 8 x 8 pixels\n  got:      3 x 2\n  where:    {path}"),
    ],
)  # fmt: skip
def test_an_image_that_cannot_be_read_is_told(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "image"
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        image_in(path, 64, False)
    assert str(caught.value) == message.format(path=path)


def test_an_image_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        image_in(tmp_path / "image", 64, False)
    assert str(caught.value) == (
        "predict: IMAGE must be readable.\n"
        "  got:      No such file or directory\n"
        f"  where:    {tmp_path / 'image'}"
    )


@pytest.mark.parametrize("values", [np.array(["a"]), np.array([np.nan]), np.array([1j])])
def test_an_array_that_is_no_image_is_told(tmp_path: Path, values: Any) -> None:
    np.save(tmp_path / "a.npy", values)
    with pytest.raises(DataError) as caught:
        image_in(tmp_path / "a.npy", 64, False)
    assert str(caught.value) == (
        "predict: an .npy file must hold finite numbers.\n"
        f"  got:      {values.dtype}\n"
        f"  where:    {tmp_path / 'a.npy'}"
    )
