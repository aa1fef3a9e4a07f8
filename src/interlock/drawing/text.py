"""A network in characters, for a terminal: a line joins all the neurons that it touches."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.drawing.layout import Column, Drawable, columns_of, neighbours

__all__ = ["text_of"]

_MOST_NEURONS = 8
_LONGEST = 12  # letters of a caption
# What stands where lines come from above, below, the left and the right.
_JOINTS = {
    "ab": "│",
    "lr": "─",
    "abl": "┤",
    "abr": "├",
    "ablr": "┼",
    "bl": "╮",
    "al": "╯",
    "br": "╭",
    "ar": "╰",
    "blr": "┬",
    "alr": "┴",
}


class _Grid:
    """Characters in rows, and where the columns of the picture stand in it."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.pitch = 1 + max(len(_short(caption)) for c in columns for caption in c.captions)
        self.height = 2 * max(len(column.slots) for column in columns) - 1
        self.rows = [[" "] * (self.pitch * len(columns)) for _ in range(self.height)]

    def centre(self, place: int) -> int:
        """Where the neurons of a column stand in every row."""
        return self.pitch * place + self.pitch // 2

    def row(self, column: Column, slot: int) -> int:
        """The row of a slot; the columns' middles lie on one."""
        return self.height // 2 + 2 * slot - (len(column.slots) - 1)

    def centred(self, caption: str) -> str:
        """The caption as wide as a column, with its middle where the neurons stand."""
        start = self.pitch // 2 - len(caption) // 2
        return (" " * start + caption).ljust(self.pitch)

    def line(self, row: int, start: int, stop: int) -> None:
        """Fill what lies between two points."""
        self.rows[row][start + 1 : stop] = "─" * (stop - start - 1)


def text_of(layers: Sequence[Drawable]) -> str:
    """The picture, as lines of characters.

    Args:
        layers: From the inputs to the outputs.

    Example:
        >>> from interlock import Layer
        >>> print(text_of([Layer(3, 4), Layer(4, 2)]))
                ╭───●───╮
            ○───┤       │
                ├───●───┼───●
            ○───┤       │
                ├───●───┼───●
            ○───┤       │
                ╰───●───╯
            3       4       2
         inputs  sigmoid sigmoid
    """
    columns = columns_of(layers, _MOST_NEURONS)
    grid = _Grid(columns)
    for place, before, after in neighbours(columns):
        if after.weighs:
            _join_all(grid, place, before, after)
        else:
            _join_each(grid, place, before)
    for place, column in enumerate(columns):
        _put(grid, place, column)
    captions = [
        "".join(grid.centred(_short(caption)) for caption in line)
        for line in zip(*(column.captions for column in columns), strict=True)
    ]
    return "\n".join(line.rstrip() for line in [*map("".join, grid.rows), *captions])


def _join_all(grid: _Grid, place: int, before: Column, after: Column) -> None:
    left, right = grid.centre(place), grid.centre(place + 1)
    joint = (left + right) // 2
    starts = {grid.row(before, slot) for slot in before.neurons}
    ends = {grid.row(after, slot) for slot in after.neurons}
    first, last = min(starts | ends), max(starts | ends)
    for row in range(first, last + 1):
        sides = {"a": row > first, "b": row < last, "l": row in starts, "r": row in ends}
        grid.rows[row][joint] = _JOINTS["".join(side for side, there in sides.items() if there)]
        grid.line(row, left, joint if row in starts else left + 1)
        grid.line(row, joint if row in ends else right - 1, right)


def _join_each(grid: _Grid, place: int, before: Column) -> None:
    for slot in before.neurons:
        grid.line(grid.row(before, slot), grid.centre(place), grid.centre(place + 1))


def _put(grid: _Grid, place: int, column: Column) -> None:
    marks = dict.fromkeys(column.neurons, "●" if column.layer else "○")
    marks |= dict.fromkeys(column.dots, "⋯" if column.is_gap else "⋮")
    for slot, mark in marks.items():
        grid.rows[grid.row(column, slot)][grid.centre(place)] = mark


def _short(caption: str) -> str:
    return caption if len(caption) <= _LONGEST else caption[: _LONGEST - 1] + "…"
