"""How a training shows where it is: a bar on the terminal, lines, or a function of the user's."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from interlock.training.history import Epoch

__all__ = ["Report", "reporting"]

Report = Callable[[Epoch], None]


@contextmanager
def reporting(progress: bool | Report, epochs: int) -> Iterator[Report]:
    """A function to be told of every epoch, for as long as the training lasts."""
    if callable(progress):
        yield progress
    elif not progress:
        yield lambda epoch: None
    elif find_spec("rich") is not None:
        with _bar(epochs) as report:
            yield report
    else:
        yield lambda epoch: print(_summary(epoch, epochs), file=sys.stderr)


@contextmanager
def _bar(epochs: int) -> Iterator[Report]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("the first epoch", total=epochs)
        yield lambda epoch: bar.update(
            task, completed=epoch.number, description=_summary(epoch, epochs)
        )


def _summary(epoch: Epoch, epochs: int) -> str:
    facts = [f"epoch {epoch.number} of {epochs}", f"loss {epoch.loss:.4f}"]
    if epoch.accuracy is not None:
        facts.append(f"accuracy {epoch.accuracy:.2%}")
    if epoch.validation_accuracy is not None:
        facts.append(f"validation {epoch.validation_accuracy:.2%}")
    elif epoch.validation_loss is not None:
        facts.append(f"validation loss {epoch.validation_loss:.4f}")
    return ", ".join(facts)
