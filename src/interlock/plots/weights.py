"""What each neuron of a layer looks for: its weights as an image."""

from __future__ import annotations

from typing import Any

import numpy as np

from interlock.dimensions import whole_size
from interlock.errors import SettingError
from interlock.layer import Layer
from interlock.plots.figures import Axes, Figure, axes_on, figure_of
from interlock.plots.mosaic import figure_size, image_shape, show_images

__all__ = ["plot_weights"]


def plot_weights(
    layer: Layer[Any, Any],
    shape: tuple[int, int] | None = None,
    *,
    count: int = 64,
    ax: Axes | None = None,
) -> Figure:
    """An image for each neuron: red where an input speaks for it, blue where against it.

    Args:
        layer: Whose inputs are the pixels of an image.
        shape: The height and width of that image; left out, it is square.
        count: At most how many neurons are shown.
        ax: Where to plot; left out, on a new figure.

    Raises:
        SettingError: the layer has no weights, or the shape another number of pixels than inputs.

    Example:
        >>> plot_weights(Layer(64, 30)).axes[0].get_title()
        'weights of Layer(64 -> 30, sigmoid)'
    """
    if not isinstance(getattr(layer, "weight", None), np.ndarray):
        raise SettingError("plot_weights: the layer must have weights.", got=repr(layer))
    height, width = image_shape("plot_weights", int(layer.num_inputs), shape)
    weight = layer.weight[: whole_size(count, "plot_weights", "count")]
    images = weight.reshape(-1, height, width)
    inches, high = figure_size(len(images), (height, width))
    ax = axes_on(ax, inches + 1, high)  # beside them, the scale
    # The same colours for all neurons, and white for zero.
    largest = float(np.abs(images).max()) or 1.0
    captions = [str(neuron) for neuron in range(len(images))]
    shown = show_images(ax, images, captions, cmap="RdBu_r", vmin=-largest, vmax=largest)
    ax.figure.colorbar(shown[0], ax=ax, shrink=0.6, label="weight")
    whole = len(images) == layer.num_outputs
    ax.set_title(f"weights of {layer!r}" + ("" if whole else f", the first {len(images)}"))
    return figure_of(ax)
