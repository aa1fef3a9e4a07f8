"""What a network misreads: the images that it gives another class than they have."""

from __future__ import annotations

import numpy as np

from interlock.datasets.data import Data
from interlock.dimensions import I, O, whole_size
from interlock.network import Network
from interlock.plots.figures import Axes, Figure, axes_on, figure_of
from interlock.plots.mosaic import figure_size, image_shape, show_images
from interlock.training.evaluation import evaluate

__all__ = ["plot_misread"]


def plot_misread(
    network: Network[I, O],
    data: Data[I, O],
    shape: tuple[int, int] | None = None,
    *,
    count: int = 25,
    ax: Axes | None = None,
) -> Figure:
    """The first examples that the network answers wrongly, with their class and its answer.

    Args:
        network: Whose answers are looked at.
        data: Images with their classes.
        shape: The height and width of an image; left out, it is square.
        count: At most how many are shown.
        ax: Where to plot; left out, on a new figure.

    Raises:
        DataError: the targets are no classes, or the sizes differ from the network's.
        SettingError: the shape has another number of pixels than there are inputs.

    Example:
        >>> from interlock import digits
        >>> plot_misread(Network.new(64, [], 10, rng=1), digits().test).axes[0].get_title()
        '324 of 358 misread, the first 25'
    """
    height, width = image_shape("plot_misread", int(network.num_inputs), shape)
    result = evaluate(network, data)
    rows = result.wrong[: whole_size(count, "plot_misread", "count")]
    ax = axes_on(ax, *figure_size(max(len(rows), 9), (height, width)))
    images = data.inputs[rows].reshape(-1, height, width)
    if len(images):
        captions = [f"{result.labels[row]}, read as {result.answers[row]}" for row in rows]
        # Ink on paper: the larger, the darker.
        low, high = np.min(images), np.max(images)
        show_images(ax, images, captions, cmap="gray_r", vmin=low, vmax=high)
    ax.set_axis_off()
    wrong = len(result.wrong)
    rest = f", the first {len(rows)}" if len(rows) < wrong else ""
    ax.set_title(f"{wrong or 'none'} of {len(data):,} misread{rest}")
    return figure_of(ax)
