"""The curves of a training: loss and accuracy, epoch by epoch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from interlock.errors import DataError, SettingError
from interlock.interop.extras import extra
from interlock.plots.figures import BLUE, GREY, ORANGE, Axes, Figure, Picture, figure_of
from interlock.training.history import History

with extra("plot", "interlock.plots"):
    from matplotlib.ticker import MaxNLocator, PercentFormatter

__all__ = ["plot_history"]

_DOTTED = 30  # epochs up to which each is marked by a point


class _Quantity(NamedTuple):
    name: str
    training: Sequence[float | None]
    validation: Sequence[float | None]


def plot_history(history: History, ax: Axes | Sequence[Axes] | None = None) -> Figure:
    """The loss, and the accuracy if there is one, on training and validation data.

    Args:
        history: What `fit` returned.
        ax: Axes for the loss, or two for loss and accuracy; left out, a new figure has both.

    Raises:
        DataError: not one epoch was completed.
        SettingError: there are axes for more than there is.

    Example:
        >>> from interlock.training import Epoch
        >>> plot_history(History([Epoch(1, 0.9, 0.5, None, None, 1.0)])).axes[1].get_ylabel()
        'accuracy'
    """
    if not history.epochs:
        raise DataError("plot_history: there must be at least one epoch.", got=repr(history))
    quantities = [_Quantity("loss", history.loss, history.validation_loss)]
    if None not in history.accuracy:
        accuracy = _Quantity("accuracy", history.accuracy, history.validation_accuracy)
        quantities.append(accuracy)
    axes = _new(len(quantities)) if ax is None else [ax] if isinstance(ax, Axes) else list(ax)
    if len(axes) > len(quantities):
        raise SettingError(
            "plot_history: there must be something to plot on every Axes.",
            expected="1 for the loss" + (", or 2 with the accuracy" if quantities[1:] else ""),
            got=str(len(axes)),
        )
    for one, quantity in zip(axes, quantities, strict=False):
        _plot(one, quantity, history.best)
    return figure_of(axes[0])


def _new(count: int) -> list[Axes]:
    figure = Picture(figsize=(4.5 * count, 3.2), layout="constrained")
    return list(figure.subplots(1, count, squeeze=False)[0])


def _plot(ax: Axes, quantity: _Quantity, best: int | None) -> None:
    _line(ax, quantity.training, BLUE, "training")
    if None not in quantity.validation:
        _line(ax, quantity.validation, ORANGE, "validation")
    if best is not None:
        ax.axvline(best, color=GREY, ls=":", label=f"epoch {best}, kept")
    ax.set(xlabel="epoch", ylabel=quantity.name)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    if quantity.name == "accuracy":
        ax.yaxis.set_major_formatter(PercentFormatter(1))
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(frameon=False)


def _line(ax: Axes, values: Sequence[float | None], color: str, label: str) -> None:
    marker = "o" if len(values) <= _DOTTED else ""
    epochs = range(1, len(values) + 1)
    ax.plot(epochs, np.array(values, float), marker=marker, markersize=3, color=color, label=label)
