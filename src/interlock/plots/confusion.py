"""What a network takes for what: the confusion matrix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Int
from numpy.typing import NDArray

from interlock.errors import DataError
from interlock.plots.figures import Axes, Figure, axes_on, figure_of
from interlock.training.evaluation import Evaluation

__all__ = ["plot_confusion"]

_MOST_COUNTED = 20  # classes up to which there is room for numbers


def plot_confusion(
    result: Evaluation | Int[NDArray[Any], "k k"],
    names: Sequence[str] | None = None,
    *,
    ax: Axes | None = None,
) -> Figure:
    """Rows are the classes, columns the answers; mistakes are shaded by their number.

    Args:
        result: What `evaluate` returned, or a matrix of counts.
        names: What the classes are called; left out, their numbers.
        ax: Where to plot; left out, on a new figure.

    Raises:
        DataError: the counts are no square matrix of whole numbers, or the names are not as many.

    Example:
        >>> plot_confusion(np.array([[3, 1], [0, 2]])).axes[0].get_title()
        '83.33%: 5 of 6 right'
    """
    counts = _counts(result)
    classes = len(counts)
    labels = [str(k) for k in range(classes)] if names is None else list(names)
    if len(labels) != classes:
        raise DataError(
            "plot_confusion: there must be a name for every class.",
            expected=str(classes),
            got=str(len(labels)),
        )
    side = 1.6 + 0.38 * min(classes, _MOST_COUNTED)
    ax = axes_on(ax, side, side)
    _shade(ax, counts)
    if classes <= _MOST_COUNTED:
        _write(ax, counts)
        ax.set_xticks(range(classes), labels)
        ax.set_yticks(range(classes), labels)
    right, every = int(counts.trace()), int(counts.sum())
    ax.set(xlabel="answer", ylabel="class")
    ax.set_title(f"{right / max(every, 1):.2%}: {right:,} of {every:,} right")
    return figure_of(ax)


def _counts(result: Evaluation | Int[NDArray[Any], "k k"]) -> Int[NDArray[Any], "k k"]:
    if isinstance(result, Evaluation):
        return result.confusion
    counts = np.asarray(result)
    square = counts.ndim == 2 and counts.shape[0] == counts.shape[1] > 0
    if square and np.issubdtype(counts.dtype, np.integer) and counts.min() >= 0:
        return counts
    raise DataError(
        "plot_confusion: the counts must be a square matrix of whole numbers from 0 on.",
        expected="an Evaluation, or its confusion",
        got=f"{counts.dtype} of shape {counts.shape}",
    )


def _shade(ax: Axes, counts: Int[NDArray[Any], "k k"]) -> None:
    # In two scales: beside the many right answers, no mistake would be seen.
    right, none = np.eye(len(counts), dtype=bool), counts == 0
    most = np.where(right, 0, counts).max()
    mistakes = np.where(right | none, np.nan, counts)
    ax.imshow(mistakes, cmap="Oranges", vmin=0, vmax=1.5 * most)
    share = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    ax.imshow(np.where(~right | none, np.nan, share), cmap="Blues", vmin=0, vmax=2)


def _write(ax: Axes, counts: Int[NDArray[Any], "k k"]) -> None:
    for (row, column), count in np.ndenumerate(counts):
        if count:
            ax.text(column, row, f"{count}", ha="center", va="center", size=9, color="black")
