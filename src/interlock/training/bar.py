"""The bar of a training, by rich: it moves in a terminal and in a notebook."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.jupyter import JupyterMixin
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table

from interlock.training.history import Epoch
from interlock.training.pace import Pace

__all__ = ["Bar", "in_cell", "on_terminal"]

Report = Callable[[Epoch], None]
Display = Callable[..., Any]

_WIDTH = 12
_PAUSE = 0.1  # seconds between two pictures in a notebook


class Bar(JupyterMixin):
    """A training's pace as two lines, as they are at the moment they are printed."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace

    def __rich__(self) -> Table:
        pace = self.pace
        # It runs to and fro as long as nobody knows how long an epoch takes.
        unknown = pace.done == 0 and not pace.ended
        line = ProgressBar(
            pace.epochs, pace.position, width=_WIDTH, pulse=unknown, animation_time=pace.clock()
        )
        table = Table.grid(padding=(0, 1))
        table.add_row(pace.standing, line, "\n".join(pace.lines))
        return table


@contextmanager
def on_terminal(pace: Pace, console: Console) -> Generator[Report]:
    """Show the bar on a terminal, four times a second: each time costs some milliseconds."""
    with Live(Bar(pace), console=console, refresh_per_second=4):
        try:
            yield pace.tell
        finally:
            pace.end()


@contextmanager
def in_cell(pace: Pace, display: Display) -> Generator[Report]:
    """Show the bar under a notebook's cell, and again after an epoch, if some time has passed.

    By IPython's own display: rich would want ipywidgets, and leave nothing in the saved file.
    """
    bar = Bar(pace)
    handle, shown = display(bar, display_id=True), pace.clock()

    def report(epoch: Epoch) -> None:
        nonlocal shown
        pace.tell(epoch)
        if pace.clock() - shown >= _PAUSE:
            handle.update(bar)
            shown = pace.clock()

    try:
        yield report
    finally:
        pace.end()
        handle.update(bar)
