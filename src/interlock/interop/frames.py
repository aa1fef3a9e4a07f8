"""Frames of pandas and polars and tensors of PyTorch as data; none of the three is imported."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interlock.datasets.data import Data
from interlock.dimensions import I, O
from interlock.errors import DataError
from interlock.interop.layers import Convertible

__all__ = ["data_from", "labelled_data_from"]


def data_from(
    num_inputs: I, num_outputs: O, inputs: Convertible, targets: Convertible
) -> Data[I, O]:
    """Data for `fit` and `evaluate`, of frames, tensors or arrays: one row per example.

    Floating-point numbers that lie in one piece of memory are not copied: a tensor's, or a frame's
    whose columns are of one type and were made together. Whole numbers and truth values become
    float64, and gaps become NaN, which `fit` refuses by row and column. A series is a single
    column. A tensor may require gradients, or be on another device, from which it is copied.

    Args:
        num_inputs: The size of one input.
        num_outputs: The size of one target.
        inputs: A column for each number of an input.
        targets: A column for each number of a target.

    Raises:
        DataError: a column holds something else than numbers, or the sizes are others.

    Example:
        >>> data_from(2, 1, np.array([[0, 1], [1, 1]]), np.array([1, 0]))
        Data(2 -> 1, 2 examples)
    """
    return Data(num_inputs, num_outputs, _matrix("inputs", inputs), _matrix("targets", targets))


def labelled_data_from(
    num_inputs: I, num_outputs: O, inputs: Convertible, labels: Convertible
) -> Data[I, O]:
    """The same of classified examples, whose labels are a series or tensor of whole numbers.

    Args:
        num_inputs: The size of one input.
        num_outputs: The number of classes.
        inputs: A column for each number of an input.
        labels: One whole number per example, from 0 to `num_outputs` - 1.

    Raises:
        DataError: a column holds something else than numbers, a label is no class, or the sizes
            are others.

    Example:
        >>> labelled_data_from(2, 3, np.array([[0, 1], [1, 1]]), np.array([2, 0])).labels
        array([2, 0])
    """
    return Data.labelled(num_inputs, num_outputs, _matrix("inputs", inputs), _array(labels))


def _matrix(name: str, table: Convertible) -> NDArray[np.floating[Any]]:
    array = _array(table)
    if not _is_numeric(array):
        array = _by_column(name, table, array)
    if not np.issubdtype(array.dtype, np.floating):
        array = array.astype(np.float64)
    return array.reshape(-1, 1) if array.ndim == 1 else array


def _array(table: Any) -> NDArray[Any]:
    # A tensor that requires gradients, or lies on another device, is no array as it is.
    values = table.detach().cpu() if hasattr(table, "detach") else table
    try:
        return np.asarray(values)
    except TypeError as error:
        raise DataError(
            "data_from: numbers must be of a type that NumPy has.",
            got=str(getattr(table, "dtype", type(table).__name__)),
            remedy="tensor.float()",
        ) from error


def _by_column(name: str, table: Any, array: NDArray[Any]) -> NDArray[Any]:
    # A frame whose columns are of several types is an array of objects, unless taken apart.
    columns = []
    for label, column in _columns(name, table):
        numbers = column.to_numpy() if hasattr(column, "to_numpy") else array
        if not _is_numeric(numbers):
            raise DataError(
                "data_from: every column must be numbers.",
                got=str(column.dtype),
                where=f'column "{label}" of {name}',
                remedy="leave it out, or put numbers in place of its values",
            )
        columns.append(numbers.astype(np.float64))
    return np.stack(columns, axis=1)


def _columns(name: str, table: Any) -> Iterable[tuple[Any, Any]]:
    if hasattr(table, "iter_columns"):  # polars
        return [(column.name, column) for column in table.iter_columns()]
    if hasattr(table, "columns"):  # pandas
        return list(table.items())
    return [(getattr(table, "name", name), table)]


def _is_numeric(array: NDArray[Any]) -> bool:
    return array.dtype.kind in "biuf"
