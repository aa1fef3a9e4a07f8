"""A network as an SVG: columns of neurons, and an edge for every weight between those shown."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import chain

from interlock.drawing.layout import (
    Column,
    Drawable,
    columns_of,
    edges_between,
    neighbours,
    printable,
)

__all__ = ["svg_of"]

# The chapter's blue, green, yellow and orange, and a grey, of a lightness between white and black:
# nobody tells a picture whether its page is light or dark.
_COLOURS = ("#3d7fd0", "#3a9f5c", "#d9a31a", "#e0713a")
_GREY = "#808080"
_MOST_NEURONS = 10
_PITCH, _STEP, _RADIUS, _MARGIN = 104, 26, 9, 52
_FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', Helvetica, Arial, sans-serif"
_LONGEST = 14  # letters of a caption; more would touch its neighbours


def svg_of(layers: Sequence[Drawable], title: str) -> str:
    """The picture, as the text of an SVG document.

    Args:
        layers: From the inputs to the outputs.
        title: What the picture is called, also by a screen reader.

    Example:
        >>> from interlock import Layer
        >>> svg_of([Layer(3, 4)], "a layer").count("<circle")
        7
    """
    columns = columns_of(layers, _MOST_NEURONS)
    width = _PITCH * (len(columns) - 1) + 2 * _MARGIN
    height = _STEP * max(len(column.slots) for column in columns) + 60
    middle = (height - 40) / 2
    body = chain(
        (_edges(place, before, after, middle) for place, before, after in neighbours(columns)),
        (_neurons(place, column, middle) for place, column in enumerate(columns)),
        (_captions(place, column, height) for place, column in enumerate(columns)),
    )
    return "\n".join([*_opening(width, height, title), *body, "</svg>"])


def _opening(width: int, height: int, title: str) -> list[str]:
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" style="max-width: 100%; height: auto" '
        f'font-family="{_FONT}" text-anchor="middle" fill="{_GREY}">',
        f"<title>{escape(printable(title))}</title>",
    ]


def _edges(place: int, before: Column, after: Column, middle: float) -> str:
    left, right = _x(place), _x(place + 1)
    lines = "".join(
        f"M{left} {_y(before, one, middle):g}L{right} {_y(after, two, middle):g}"
        for one, two in edges_between(before, after)
    )
    return f'<path d="{lines}" fill="none" stroke="{_colour(after)}" stroke-opacity="0.55"/>'


def _neurons(place: int, column: Column, middle: float) -> str:
    circles = [_circle(_x(place), _y(column, slot, middle), _RADIUS) for slot in column.neurons]
    # Dots run down where neurons are left out, and across where layers are.
    step = (8, 0) if column.is_gap else (0, 8)
    dots = [
        _circle(_x(place) + step[0] * k, _y(column, slot, middle) + step[1] * k, 2)
        for slot in column.dots
        for k in (-1, 0, 1)
    ]
    title = f"<title>{escape(column.title)}</title>"
    return f'<g fill="{_colour(column)}">{title}{"".join(circles + dots)}</g>'


def _captions(place: int, column: Column, height: int) -> str:
    size, name = column.captions
    short = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
    return (
        f'<text x="{_x(place)}" y="{height - 27}" font-size="15" font-weight="600">{size}</text>'
        f'<text x="{_x(place)}" y="{height - 10}" font-size="12">{escape(short)}</text>'
    )


def _circle(x: float, y: float, radius: int) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius}"/>'


def _x(place: int) -> int:
    return _MARGIN + _PITCH * place


def _y(column: Column, slot: int, middle: float) -> float:
    return middle + _STEP * (slot - (len(column.slots) - 1) / 2)


def _colour(column: Column) -> str:
    grey = column.layer == 0 or column.is_gap
    return _GREY if grey else _COLOURS[(column.layer - 1) % len(_COLOURS)]
