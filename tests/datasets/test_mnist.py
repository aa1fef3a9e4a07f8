import gzip
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interlock.datasets import mnist
from interlock.errors import DataError

NAMES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)


def arrays() -> dict[str, Any]:
    rng = np.random.default_rng(1)
    return {
        "x_train": rng.integers(0, 256, (12, 28, 28), np.uint8),
        "y_train": rng.integers(0, 10, 12).astype(np.uint8),
        "x_test": rng.integers(0, 256, (5, 28, 28), np.uint8),
        "y_test": rng.integers(0, 10, 5).astype(np.uint8),
    }


def idx(array: Any) -> bytes:
    sizes = struct.pack(f">{array.ndim}I", *array.shape)
    return bytes([0, 0, 8, array.ndim]) + sizes + bytes(array.tobytes())


def folder_of(path: Path, **changed: bytes) -> Path:
    for name, array in zip(NAMES, arrays().values(), strict=True):
        path.joinpath(name).write_bytes(changed.get(name[:11].replace("-", "_"), idx(array)))
    return path


def complaint(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        mnist(path)
    return str(caught.value)


def check(split: Any) -> None:
    plain = arrays()
    assert repr(split) == "Split(784 -> 10, 10 + 2 + 5 examples)"
    rows = np.concatenate([split.train.inputs, split.validation.inputs])
    assert np.array_equal(rows * 256, plain["x_train"].reshape(12, 784))
    assert np.array_equal(split.test.inputs * 256, plain["x_test"].reshape(5, 784))
    labels = np.concatenate([split.train.labels, split.validation.labels, split.test.labels])
    assert np.array_equal(labels, np.concatenate([plain["y_train"], plain["y_test"]]))


def test_an_npz_file_is_read(tmp_path: Path) -> None:
    np.savez(tmp_path / "mnist.npz", **arrays())
    check(mnist(tmp_path / "mnist.npz"))
    check(mnist(str(tmp_path / "mnist.npz")))


def test_the_four_idx_files_are_read(tmp_path: Path) -> None:
    check(mnist(folder_of(tmp_path)))


def test_gzipped_idx_files_are_read(tmp_path: Path) -> None:
    for file in list(folder_of(tmp_path).iterdir()):
        file.with_suffix(".gz").write_bytes(gzip.compress(file.read_bytes()))
        file.unlink()
    check(mnist(tmp_path))


def test_a_dot_in_the_names_is_known_too(tmp_path: Path) -> None:
    for file in list(folder_of(tmp_path).iterdir()):
        file.rename(tmp_path / file.name.replace("-idx", ".idx"))
    check(mnist(tmp_path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (folder_of(tmp_path) / NAMES[3]).unlink()
    assert complaint(tmp_path) == (
        "mnist: a folder must hold the four IDX files.\n"
        "  expected: t10k-labels-idx1-ubyte, or the same with .gz\n"
        "  got:      no such file\n"
        f"  where:    {tmp_path}"
    )


def test_a_wrong_magic_number_is_told(tmp_path: Path) -> None:
    labels = idx(arrays()["y_train"])
    assert complaint(folder_of(tmp_path, train_image=labels)) == (
        "An IDX file must start with its magic number.\n"
        "  expected: 0x00000803 (3 axes of bytes)\n"
        "  got:      0x00000801\n"
        f"  where:    {tmp_path / NAMES[0]}\n"
        "  try:      check that images and labels have not changed places"
    )


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    assert complaint(folder_of(tmp_path, train_label=b"")) == (
        "An IDX file must start with its magic number.\n"
        "  expected: 0x00000801 (1 axis of bytes)\n"
        "  got:      an empty file\n"
        f"  where:    {tmp_path / NAMES[1]}\n"
        "  try:      check that images and labels have not changed places"
    )


@pytest.mark.parametrize(("cut", "got"), [(slice(None, -1), "9407"), (slice(None, 16), "0")])
def test_a_file_shorter_than_it_says_is_told(tmp_path: Path, cut: slice, got: str) -> None:
    images = idx(arrays()["x_train"])
    assert complaint(folder_of(tmp_path, train_image=images[cut])) == (
        "An IDX file must be as long as its header says.\n"
        "  expected: 9408 bytes for (12, 28, 28)\n"
        f"  got:      {got}\n"
        f"  where:    {tmp_path / NAMES[0]}\n"
        "  try:      download the file again"
    )


def test_a_file_longer_than_it_says_is_told(tmp_path: Path) -> None:
    images = idx(arrays()["x_train"])
    assert "  expected: 9408 bytes for (12, 28, 28)\n  got:      more\n" in complaint(
        folder_of(tmp_path, train_image=images + b"\0")
    )


def test_a_header_cut_short_is_told(tmp_path: Path) -> None:
    images = idx(arrays()["x_train"])
    assert complaint(folder_of(tmp_path, train_image=images[:10])) == (
        "An IDX file must be as long as its header says.\n"
        "  expected: a header of 16 bytes\n"
        "  got:      10\n"
        f"  where:    {tmp_path / NAMES[0]}\n"
        "  try:      download the file again"
    )


def test_a_header_that_promises_the_moon_allocates_nothing(tmp_path: Path) -> None:
    moon = bytes([0, 0, 8, 3]) + struct.pack(">3I", *[2**32 - 1] * 3)
    assert "  got:      0\n" in complaint(folder_of(tmp_path, train_image=moon))


def test_a_damaged_gzip_stream_is_told(tmp_path: Path) -> None:
    images = gzip.compress(idx(arrays()["x_train"]))
    for damaged in (images[:-20], images[:20] + b"\xff" * 30 + images[50:]):
        assert complaint(folder_of(tmp_path, train_image=damaged)) == (
            "An IDX file must be readable.\n"
            "  got:      a damaged gzip stream\n"
            f"  where:    {tmp_path / NAMES[0]}"
        )


def npz_complaint(path: Path, got: str) -> None:
    assert complaint(path) == (
        "mnist: a file must be an .npz archive with the arrays of MNIST.\n"
        "  expected: x_train, y_train, x_test, y_test\n"
        f"  got:      {got}\n"
        f"  where:    {path}"
    )


def test_another_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "mnist.npz"
    npz_complaint(file, "No such file or directory")
    file.write_bytes(b"anything")
    npz_complaint(file, "another or a damaged file")
    file.write_bytes(b"")
    npz_complaint(file, "another or a damaged file")
    with file.open("wb") as stream:
        np.save(stream, np.ones(3))
    npz_complaint(file, "another or a damaged file")


def test_a_truncated_archive_is_told(tmp_path: Path) -> None:
    file = tmp_path / "mnist.npz"
    np.savez(file, **arrays())
    file.write_bytes(file.read_bytes()[:-1000])
    npz_complaint(file, "another or a damaged file")


def test_a_missing_array_is_named(tmp_path: Path) -> None:
    some = arrays()
    del some["x_test"]
    np.savez(tmp_path / "mnist.npz", **some)
    npz_complaint(tmp_path / "mnist.npz", "no array x_test")


def test_a_pickle_is_not_run(tmp_path: Path) -> None:
    some = arrays() | {"x_train": np.array([print], object)}
    np.savez(tmp_path / "mnist.npz", **some)
    npz_complaint(tmp_path / "mnist.npz", "another or a damaged file")


@pytest.mark.parametrize(
    "images",
    [np.zeros((12, 8, 8), np.uint8), np.zeros((12, 28, 28)), np.zeros((11, 28, 28), np.uint8)],
)
def test_other_images_are_told(tmp_path: Path, images: Any) -> None:
    file = tmp_path / "mnist.npz"
    np.savez(file, **(arrays() | {"x_train": images}))
    assert complaint(file) == (
        "mnist: there must be images of 28 x 28 bytes, and a label for each.\n"
        "  expected: (n, 28, 28) of uint8 and (n,)\n"
        f"  got:      {images.shape} of {images.dtype} and (12,)\n"
        f"  where:    {file}"
    )


def test_labels_out_of_range_are_told(tmp_path: Path) -> None:
    some = arrays()
    some["y_test"][3] = 10
    np.savez(tmp_path / "mnist.npz", **some)
    assert complaint(tmp_path / "mnist.npz") == (
        "Data.labelled: a label must be a class.\n"
        "  expected: 0 to 9\n"
        "  got:      10 in row 3\n"
        "  try:      count the classes from 0, and give num_outputs as many as there are"
    )


def test_too_few_images_to_hold_some_out_are_told(tmp_path: Path) -> None:
    some = arrays()
    some |= {"x_train": some["x_train"][:5], "y_train": some["y_train"][:5]}
    np.savez(tmp_path / "mnist.npz", **some)
    assert complaint(tmp_path / "mnist.npz") == (
        "mnist: a sixth of the training set is for validation.\n"
        "  expected: 6 training images or more\n"
        "  got:      5\n"
        f"  where:    {tmp_path / 'mnist.npz'}"
    )
