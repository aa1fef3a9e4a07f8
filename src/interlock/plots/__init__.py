"""Plots of a training and of what was learned, by matplotlib: the extra `plot`.

Each function draws on the `ax` it is given, or on a new figure, and returns the figure. None needs
a display or pyplot, and none shows anything by itself; a notebook shows a figure that ends a cell.
"""

from interlock.plots.confusion import plot_confusion
from interlock.plots.curves import plot_history
from interlock.plots.misread import plot_misread
from interlock.plots.weights import plot_weights

__all__ = ["plot_confusion", "plot_history", "plot_misread", "plot_weights"]
