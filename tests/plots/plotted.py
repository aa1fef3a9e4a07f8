"""What a figure shows, as the tests read it back."""

from typing import Any

import numpy as np


def pixels(figure: Any) -> Any:
    """The figure drawn, as red, green and blue."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., :3]


def texts(ax: Any) -> list[str]:
    return [text.get_text() for text in ax.texts]
