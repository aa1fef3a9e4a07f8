"""How a training shows where it is: a bar, lines, or a function of the user's."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from importlib.util import find_spec

from interlock.training.history import Epoch
from interlock.training.pace import Pace

__all__ = ["Report", "reporting"]

Report = Callable[[Epoch], None]


@contextmanager
def reporting(progress: bool | Report, epochs: int, examples: int) -> Generator[Report]:
    """A function to be told of every epoch, for as long as the training lasts.

    True shows a bar in a notebook or on a terminal, or lines there if rich is not installed; and
    nothing where nobody looks: in a pipe, a file, or continuous integration.
    """
    if callable(progress):
        yield progress
    elif progress and (_in_notebook() or _on_terminal()):
        with _showing(Pace(epochs, examples)) as report:
            yield report
    else:
        yield lambda epoch: None


def _showing(pace: Pace) -> AbstractContextManager[Report]:
    if find_spec("rich") is None:
        return nullcontext(partial(_say, pace))
    from interlock.training.bar import in_cell, on_terminal  # which brings rich

    if _in_notebook():
        from IPython.display import display

        return in_cell(pace, display)
    from rich.console import Console

    return on_terminal(pace, Console(stderr=True))


def _say(pace: Pace, epoch: Epoch) -> None:
    pace.tell(epoch)
    print(f"{pace.standing}: {', '.join(pace.lines)}", file=sys.stderr)


def _in_notebook() -> bool:
    # A notebook's program has IPython loaded, with a kernel; IPython's terminal has none.
    interactive = sys.modules.get("IPython")
    return interactive is not None and hasattr(interactive.get_ipython(), "kernel")


def _on_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()  # there is none without a console
