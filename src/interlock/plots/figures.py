"""Where a plot goes: on the user's own axes, or on a figure that needs neither pyplot nor a screen.

pyplot keeps every figure that it makes until it is told to close it; these go when nobody holds
them any more.
"""

from __future__ import annotations

from io import BytesIO

from interlock.interop.extras import extra

with extra("plot", "interlock.plots"):
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["BLUE", "GREY", "ORANGE", "Axes", "Figure", "Picture", "axes_on", "figure_of"]

# As in the drawings of networks: of a lightness between white and black.
BLUE, ORANGE, GREY = "#3d7fd0", "#e0713a", "#808080"


class Picture(Figure):
    """A figure that shows itself at the end of a notebook's cell, which others do by pyplot."""

    def _repr_png_(self) -> bytes:
        buffer = BytesIO()
        self.savefig(buffer, format="png")
        return buffer.getvalue()


def axes_on(ax: Axes | None, width: float, height: float) -> Axes:
    """The user's axes, or those of a new figure of so many inches."""
    if ax is not None:
        return ax
    return Picture(figsize=(width, height), layout="constrained").subplots()


def figure_of(ax: Axes) -> Figure:
    """The whole figure that the axes are on."""
    # That of a part of a figure is again the whole.
    return ax.figure.figure
