"""Pictures of networks and layers: an SVG for a page, characters for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from interlock.drawing.layout import Drawable
from interlock.drawing.svg import svg_of
from interlock.drawing.text import text_of

__all__ = ["Drawing", "drawing_of"]


@dataclass(frozen=True)
class Drawing:
    """A picture that shows itself: in a notebook the SVG, in a terminal the characters.

    Attributes:
        svg: An SVG document; write it to a file that ends in `.svg`.
        text: Lines of characters.
    """

    svg: str
    text: str

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return self.text


def drawing_of(layers: Iterable[Drawable], title: str) -> Drawing:
    """The picture of these layers, one behind the other.

    Args:
        layers: From the inputs to the outputs, at least one.
        title: What the SVG is called.

    Example:
        >>> from interlock import Layer
        >>> drawing_of([Layer(2, 1)], "two to one")
             ○───╮
                 ├───●
             ○───╯
             2       1
          inputs  sigmoid
    """
    shown = list(layers)
    return Drawing(svg_of(shown, title), text_of(shown))
