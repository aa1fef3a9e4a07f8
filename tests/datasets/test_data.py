from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.datasets import Data
from interlock.errors import DataError, InterlockError, SizeError

ONES = np.ones((4, 2))


def any_of(value: Any) -> Any:
    """The value, of a type that mypy lets through: what a program without types may pass."""
    return value


def complaint(kind: type[InterlockError], make: Any) -> str:
    with pytest.raises(kind) as caught:
        make()
    return str(caught.value)


@given(labels=st.lists(st.integers(0, 4), min_size=1, max_size=30))
def test_labels_become_rows_with_a_single_1_and_back(labels: list[int]) -> None:
    data = Data.labelled(2, 5, np.zeros((len(labels), 2), np.float32), labels)
    assert data.targets.dtype == np.float32
    assert data.targets.sum(axis=1).tolist() == [1] * len(labels)
    assert data.labels is not None
    assert data.labels.tolist() == labels


def test_the_arrays_are_kept_as_they_are() -> None:
    targets = np.ones((4, 3), np.float16)
    data = Data(2, 3, ONES, targets)
    assert data.inputs is ONES
    assert data.targets is targets
    assert len(data) == 4


def test_a_part_is_a_view() -> None:
    data = Data(2, 2, ONES, ONES)
    assert np.shares_memory(data.part(1, 3).inputs, ONES)
    assert len(data.part(-1, None)) == 1


@pytest.mark.parametrize("size", [0, -1, True, 2.5])
def test_a_size_must_be_a_positive_integer(size: Any) -> None:
    got = {0: "0", -1: "-1"}.get(size, f"{size}, a {type(size).__name__}")
    if size is True:
        got = "True, a bool"
    assert complaint(SizeError, lambda: Data(size, 2, ONES, ONES)) == (
        "Data: num_inputs must be a positive integer.\n"
        "  expected: 1 or more\n"
        f"  got:      {got}\n"
        "  try:      pass a whole number such as num_inputs=3"
    )


def test_a_numpy_integer_is_converted() -> None:
    data = Data(np.int64(2), np.uint8(2), ONES, ONES)  # type: ignore[type-var]
    assert [type(size).__name__ for size in (data.num_inputs, data.num_outputs)] == ["int"] * 2


def test_labels_for_targets_are_sent_to_where_they_belong() -> None:
    assert complaint(DataError, lambda: Data(2, 10, ONES, any_of(np.ones(len(ONES))))) == (
        "Data: the last axis of targets must be num_outputs.\n"
        "  expected: (n, 10)\n"
        f"  got:      ({len(ONES)},)\n"
        "  try:      Data.labelled makes targets of labels"
    )


def test_a_list_is_refused() -> None:
    assert complaint(DataError, lambda: Data(2, 2, any_of(ONES.tolist()), ONES)) == (
        "Data: inputs must be a NumPy array.\n"
        "  got:      list\n"
        "  try:      np.asarray(inputs, dtype=np.float32)"
    )


@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.bool_])
def test_whole_numbers_are_refused_since_they_may_be_unscaled_pixels(dtype: Any) -> None:
    for make in (lambda: Data(2, 2, ONES.astype(dtype), ONES),):
        assert complaint(DataError, make) == (
            "Data: inputs must be floating-point numbers.\n"
            f"  got:      {np.dtype(dtype)}\n"
            "  try:      inputs.astype(np.float32), and / 256 if they are pixels of 0 to 255"
        )


def test_complex_numbers_are_refused() -> None:
    assert complaint(DataError, lambda: Data(2, 2, ONES, ONES.astype(complex))) == (
        "Data: targets must be floating-point numbers.\n"
        "  got:      complex128\n"
        "  try:      pass targets.real and targets.imag as columns of their own"
    )


@pytest.mark.parametrize("shape", [(4, 3), (4,), (4, 2, 1), ()])
def test_an_array_of_another_shape_is_refused(shape: tuple[int, ...]) -> None:
    assert complaint(DataError, lambda: Data(2, 2, np.ones(shape), ONES)) == (
        "Data: the last axis of inputs must be num_inputs.\n"
        "  expected: (n, 2)\n"
        f"  got:      {shape}\n"
        "  try:      one row per example, such as inputs.reshape(len(inputs), -1)"
    )


def test_every_input_needs_its_target() -> None:
    assert complaint(DataError, lambda: Data(2, 2, ONES, ONES[:3])) == (
        "Data: there must be one target per input.\n  expected: 4 rows of targets\n  got:      3"
    )


def test_no_examples_are_refused() -> None:
    assert complaint(DataError, lambda: Data(2, 2, ONES[:0], ONES[:0])) == (
        "Data: there must be at least one example.\n  got:      none"
    )


@pytest.mark.parametrize("label", [-1, 3, 2**40])
def test_a_label_out_of_range_is_named_with_its_row(label: int) -> None:
    assert complaint(DataError, lambda: Data.labelled(2, 3, ONES, [0, 2, label, label])) == (
        "Data.labelled: a label must be a class.\n"
        "  expected: 0 to 2\n"
        f"  got:      {label} in row 2\n"
        "  try:      count the classes from 0, and give num_outputs as many as there are"
    )


@pytest.mark.parametrize(
    ("labels", "got"),
    [([0.0, 1.0], "(2,) of float64"), ([[0], [1]], "(2, 1) of int64"), ([], "(0,) of float64")],
)
def test_labels_must_be_whole_numbers(labels: Any, got: str) -> None:
    assert complaint(DataError, lambda: Data.labelled(2, 3, ONES, labels)) == (
        "Data.labelled: labels must be whole numbers in one axis.\n"
        "  expected: (n,) of integers\n"
        f"  got:      {got}"
    )


@pytest.mark.parametrize(
    ("targets", "labels"),
    [
        ([[0, 1], [1, 0]], [1, 0]),
        ([[1], [0]], [1, 0]),
        ([[0, 0.5], [1, 0]], None),
        ([[1, 1], [1, 0]], None),
        ([[-1], [1]], None),
    ],
)
def test_targets_are_classes_or_they_are_not(targets: Any, labels: Any) -> None:
    array = np.array(targets, np.float64)
    found = Data(2, array.shape[1], ONES[:2], array).labels
    assert (found if found is None else found.tolist()) == labels
