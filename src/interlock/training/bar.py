"""The bar of a training, by rich: it moves in a terminal and in a notebook."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import copy_context
from threading import Event, Thread
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
_PAUSE = 0.25  # seconds between two pictures: each costs some milliseconds


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
    """Show the bar on a terminal, for as long as the training lasts."""
    with Live(Bar(pace), console=console, refresh_per_second=1 / _PAUSE):
        try:
            yield pace.tell
        finally:
            pace.end()


@contextmanager
def in_cell(pace: Pace, display: Display) -> Generator[Report]:
    """Show the bar under a notebook's cell, and again as often as on a terminal.

    By IPython's own display: rich would want ipywidgets, and leave nothing in the saved file.
    """
    bar = Bar(pace)
    handle = display(bar, display_id=True)
    try:
        with _repeated(lambda: handle.update(bar)):
            yield pace.tell
    finally:
        pace.end()
        handle.update(bar)


@contextmanager
def _repeated(show: Callable[[], None]) -> Generator[None]:
    """Call it again and again, in a thread of its own."""
    ended = Event()

    def repeat() -> None:
        while not ended.wait(_PAUSE):
            show()

    # In a notebook the context says under which cell something is shown.
    thread = Thread(target=copy_context().run, args=(repeat,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
