"""What `Data` refuses: arrays that are no examples, and labels that are no classes."""

from __future__ import annotations

from typing import Any, TypeGuard

import numpy as np
from jaxtyping import Int
from numpy.typing import NDArray

from interlock.errors import DataError

__all__ = ["require_labels", "require_matrix", "require_pairs"]


def require_matrix(name: str, array: object, size_name: str, size: int) -> None:
    """Raise DataError unless it is a matrix of floating-point numbers, its rows of that size."""
    if not _is_array(array):
        raise DataError(
            f"Data: {name} must be a NumPy array.",
            got=type(array).__name__,
            remedy=f"np.asarray({name}, dtype=np.float32)",
        )
    if not np.issubdtype(array.dtype, np.floating):
        raise DataError(
            f"Data: {name} must be floating-point numbers.",
            got=str(array.dtype),
            remedy=_to_floating(name, array),
        )
    if array.ndim != 2 or array.shape[1] != size:
        raise DataError(
            f"Data: the last axis of {name} must be {size_name}.",
            expected=f"(n, {size})",
            got=str(array.shape),
            remedy="Data.labelled makes targets of labels"
            if name == "targets" and array.ndim == 1 and size > 1
            else f"one row per example, such as {name}.reshape(len({name}), -1)",
        )


def require_pairs(inputs: NDArray[Any], targets: NDArray[Any]) -> None:
    """Raise DataError unless there is a target for each input, and one at least."""
    if len(inputs) != len(targets):
        raise DataError(
            "Data: there must be one target per input.",
            expected=f"{len(inputs)} rows of targets",
            got=str(len(targets)),
        )
    if len(inputs) == 0:
        raise DataError("Data: there must be at least one example.", got="none")


def require_labels(labels: NDArray[Any], classes: int) -> Int[NDArray[np.intp], "n"]:
    """The labels, one of the classes each; a DataError if they are not."""
    if labels.ndim != 1 or not np.issubdtype(labels.dtype, np.integer):
        raise DataError(
            "Data.labelled: labels must be whole numbers in one axis.",
            expected="(n,) of integers",
            got=f"{labels.shape} of {labels.dtype}",
        )
    wrong = np.flatnonzero((labels < 0) | (labels >= classes))
    if len(wrong):
        raise DataError(
            "Data.labelled: a label must be a class.",
            expected=f"0 to {classes - 1}",
            got=f"{labels[wrong[0]]} in row {wrong[0]}",
            remedy="count the classes from 0, and give num_outputs as many as there are",
        )
    return labels.astype(np.intp)


def _is_array(value: object) -> TypeGuard[NDArray[Any]]:
    return isinstance(value, np.ndarray)


def _to_floating(name: str, array: NDArray[Any]) -> str:
    if np.issubdtype(array.dtype, np.complexfloating):
        return f"pass {name}.real and {name}.imag as columns of their own"
    return f"{name}.astype(np.float32), and / 256 if they are pixels of 0 to 255"
