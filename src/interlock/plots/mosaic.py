"""Many small images on one Axes, each with a caption."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, isqrt, sqrt
from typing import Any

from jaxtyping import Float

from interlock.dimensions import Array
from interlock.errors import SettingError
from interlock.interop.extras import extra
from interlock.plots.figures import GREY, Axes

with extra("plot", "interlock.plots"):
    from matplotlib.image import AxesImage

__all__ = ["figure_size", "image_shape", "show_images"]

_GAP, _CAPTION = 0.12, 0.22  # between images, and above each; the width of an image is 1


def image_shape(caller: str, size: int, shape: tuple[int, int] | None) -> tuple[int, int]:
    """The height and width of an image of so many pixels: those given, or a square's.

    Raises:
        SettingError: it has another number of pixels.
    """
    height, width = shape or (isqrt(size), isqrt(size))
    if height * width == size and height > 0:
        return height, width
    divisor = next(k for k in range(isqrt(size), 0, -1) if size % k == 0)
    raise SettingError(
        f"{caller}: an image must have a pixel for every input."
        if shape
        else f"{caller}: the shape of an image that is not square must be given.",
        expected=f"height times width to be {size}",
        got=f"shape={shape}, {height * width} pixels" if shape else f"{size} inputs",
        remedy=f"shape=({divisor}, {size // divisor}), if that is what they are",
    )


def figure_size(count: int, shape: tuple[int, int]) -> tuple[float, float]:
    """The inches that so many images need, a title included."""
    rows, columns = _grid(count)
    return 0.9 * columns + 0.4, 0.9 * rows * _pitch(shape) + 0.5


def show_images(
    ax: Axes, images: Float[Array, "n h w"], captions: Sequence[str], **shading: Any
) -> list[AxesImage]:
    """Show the images in rows, each with its caption above it."""
    count, height, width = images.shape
    tall, pitch = height / width, _pitch((height, width))
    rows, columns = _grid(count)
    shown = []
    for place, (image, caption) in enumerate(zip(images, captions, strict=True)):
        row, column = divmod(place, columns)
        left, top = column * (1 + _GAP), row * pitch
        shown.append(ax.imshow(image, extent=(left, left + 1, top + tall, top), **shading))
        ax.plot(*_frame(left, top, tall), color=GREY, lw=0.5)
        ax.text(left + 0.5, top - 0.04, caption, ha="center", va="bottom", size=8)
    ax.set_xlim(-_GAP, columns * (1 + _GAP))
    ax.set_ylim(rows * pitch - _CAPTION, -_GAP - _CAPTION)
    ax.set_axis_off()
    return shown


def _grid(count: int) -> tuple[int, int]:
    columns = ceil(sqrt(count))
    return ceil(count / columns), columns


def _pitch(shape: tuple[int, int]) -> float:
    """From the top of an image to that of the one below."""
    return shape[0] / shape[1] + _GAP + _CAPTION


def _frame(left: float, top: float, tall: float) -> tuple[list[float], list[float]]:
    right, bottom = left + 1, top + tall
    return [left, right, right, left, left], [top, top, bottom, bottom, top]
