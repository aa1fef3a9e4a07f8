"""What the command draws: images in characters, tables of confusion and of probabilities."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import NDArray
from rich.table import Table

from interlock.dimensions import Array

__all__ = ["answer_table", "confusion_table", "drawing"]

_SHADES = " ░▒▓█"


def drawing(pixels: Float[Array, "n"]) -> str:
    """A square image in block characters, two to a pixel."""
    side = round(len(pixels) ** 0.5)
    levels = np.clip(np.round(pixels * (len(_SHADES) - 1)), 0, len(_SHADES) - 1).astype(int)
    rows = levels.reshape(side, side)
    return "\n".join("".join(_SHADES[level] * 2 for level in row) for row in rows)


def confusion_table(confusion: Int[NDArray[Any], "k k"]) -> Table:
    """Rows are what the examples show, columns what the network says."""
    table = Table(title="Confusion: rows are the digits, columns the answers")
    for header in ("", *map(str, range(len(confusion)))):
        table.add_column(header, justify="right")
    for label, counts in enumerate(confusion.tolist()):
        cells = [_cell(count, label == answer) for answer, count in enumerate(counts)]
        table.add_row(f"[bold]{label}", *cells)
    return table


def _cell(count: int, right: bool) -> str:
    if right:
        return f"[green]{count}"
    return f"[red]{count}" if count else "[dim]·"


def answer_table(outputs: Float[Array, "k"]) -> Table:
    """Every class with the network's output for it, the largest first."""
    table = Table("class", "output", "")
    for label in np.argsort(-outputs).tolist():
        value = float(outputs[label])
        table.add_row(str(label), f"{value:.3f}", "█" * round(20 * min(max(value, 0), 1)))
    return table
