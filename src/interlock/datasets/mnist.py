"""MNIST, from a file of the user's: `mnist.npz`, or a folder with the four IDX files."""

from __future__ import annotations

import os
import zipfile
import zlib
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from interlock.datasets.data import Data, Split
from interlock.datasets.idx import read_idx
from interlock.errors import DataError

__all__ = ["mnist"]

_Digits = Data[Literal[784], Literal[10]]
_ARRAYS = ("x_train", "y_train", "x_test", "y_test")
# np.load gives a bare array, without `with` or names, for an .npy file.
_DAMAGED = (ValueError, EOFError, TypeError, AttributeError, zipfile.BadZipFile, zlib.error)
_FILES = ("train-images", "train-labels", "t10k-images", "t10k-labels")


def mnist(path: str | os.PathLike[str]) -> Split[Literal[784], Literal[10]]:
    """Handwritten digits of 28 x 28 pixels, from 0 (paper) to 255/256 (ink).

    The last sixth of the training set is for validation: of the 60,000 images of MNIST,
    50,000 for training and 10,000 for validation; another 10,000 are for the test.

    Args:
        path: A file such as `mnist.npz`, with arrays x_train, y_train, x_test and y_test; or a
            folder with `train-images-idx3-ubyte` and its three siblings, gzipped or not.

    Raises:
        DataError: there is no such file, or it is damaged, or holds something else.

    Source:
        Y. LeCun, C. Cortes and C. Burges, The MNIST Database of Handwritten Digits (1998).
    """
    place = Path(path)
    arrays = _from_folder(place) if place.is_dir() else _from_npz(place)
    train = _digits(arrays[0], arrays[1], place)
    test = _digits(arrays[2], arrays[3], place)
    held_out = len(train) // 6
    if not held_out:
        raise DataError(
            "mnist: a sixth of the training set is for validation.",
            expected="6 training images or more",
            got=str(len(train)),
            where=str(place),
        )
    return Split(train.part(0, len(train) - held_out), train.part(-held_out, None), test)


def _from_folder(folder: Path) -> list[NDArray[np.uint8]]:
    return [read_idx(_find(folder, name), 3 if "images" in name else 1) for name in _FILES]


def _find(folder: Path, name: str) -> Path:
    # Published as train-images-idx3-ubyte.gz; unpacked by some tools as train-images.idx3-ubyte.
    found = sorted(path for path in folder.glob(f"{name}?idx?-ubyte*") if path.is_file())
    if not found:
        axes = 3 if "images" in name else 1
        raise DataError(
            "mnist: a folder must hold the four IDX files.",
            expected=f"{name}-idx{axes}-ubyte, or the same with .gz",
            got="no such file",
            where=str(folder),
        )
    return found[0]


def _from_npz(path: Path) -> list[NDArray[np.uint8]]:
    try:
        # Without pickles nothing in the file can be run. Opened here, since np.load does not
        # close a file that it finds damaged.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return [stored[name] for name in _ARRAYS]
    except KeyError as error:
        raise _unreadable(path, f"no array {error.args[0].split()[0]}") from error
    except OSError as error:
        raise _unreadable(path, error.strerror or "a file cut short") from error
    except _DAMAGED as error:
        raise _unreadable(path, "another or a damaged file") from error


def _unreadable(path: Path, got: str) -> DataError:
    return DataError(
        "mnist: a file must be an .npz archive with the arrays of MNIST.",
        expected=", ".join(_ARRAYS),
        got=got,
        where=str(path),
    )


def _digits(images: NDArray[np.uint8], labels: NDArray[np.uint8], path: Path) -> _Digits:
    if images.shape[1:] != (28, 28) or images.dtype != np.uint8 or labels.shape != images.shape[:1]:
        raise DataError(
            "mnist: there must be images of 28 x 28 bytes, and a label for each.",
            expected="(n, 28, 28) of uint8 and (n,)",
            got=f"{images.shape} of {images.dtype} and {labels.shape}",
            where=str(path),
        )
    # By 256, as the book does: exact in binary, whatever the precision.
    inputs = images.reshape(-1, 784).astype(np.float32) / 256
    return Data.labelled(784, 10, inputs, labels)
