"""What `fit` reports: an Epoch for each pass over the examples, and the History of them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from interlock.plots.figures import Axes, Figure

__all__ = ["Epoch", "History"]

_SHOWN = 10  # rows of a long history that its repr prints


@dataclass(frozen=True)
class Epoch:
    """One pass over the training examples.

    Attributes:
        number: Counted from 1.
        loss: The mean loss of the examples, each as its batch was met, without the L2 term.
        accuracy: Their share that was classified rightly; None if the targets are no classes.
        validation_loss: That of the validation data after the epoch; None without any.
        validation_accuracy: Likewise.
        seconds: What the epoch took, its validation included.
    """

    number: int
    loss: float
    accuracy: float | None
    validation_loss: float | None
    validation_accuracy: float | None
    seconds: float

    def row(self) -> str:
        """One line of the history's table."""
        parts = [f"{self.number:5}", _number(self.loss, "10.4f"), _number(self.accuracy, "8.2%")]
        parts += [_number(self.validation_loss, "10.4f"), _number(self.validation_accuracy, "8.2%")]
        return " ".join([*parts, _number(self.seconds, "8.2f")])


@dataclass
class History:
    """The course of a training.

    Attributes:
        epochs: Those that were completed.
        engine: Which engine ran it.
        stopped: Why it ended.
        best: The number of the epoch whose weights the network holds, if not the last.
        reason: What the engine did for these sizes, and why it was chosen.
    """

    epochs: list[Epoch] = field(default_factory=list)
    engine: str = ""
    stopped: str = ""
    best: int | None = None
    reason: str = ""

    @property
    def loss(self) -> list[float]:
        """The training loss, epoch by epoch."""
        return [epoch.loss for epoch in self.epochs]

    @property
    def accuracy(self) -> list[float | None]:
        """The training accuracy, epoch by epoch."""
        return [epoch.accuracy for epoch in self.epochs]

    @property
    def validation_loss(self) -> list[float | None]:
        """The loss on the validation data, epoch by epoch."""
        return [epoch.validation_loss for epoch in self.epochs]

    @property
    def validation_accuracy(self) -> list[float | None]:
        """The accuracy on the validation data, epoch by epoch."""
        return [epoch.validation_accuracy for epoch in self.epochs]

    @property
    def seconds(self) -> list[float]:
        """What each epoch took."""
        return [epoch.seconds for epoch in self.epochs]

    def plot(self, ax: Axes | Sequence[Axes] | None = None) -> Figure:
        """The curves, as `interlock.plots.plot_history` draws them; it needs the extra `plot`."""
        from interlock.plots import plot_history  # which brings matplotlib

        return plot_history(self, ax)

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain lists and numbers, ready for JSON."""
        return asdict(self)

    def __len__(self) -> int:
        return len(self.epochs)

    def __repr__(self) -> str:
        title = f"History of {len(self)} epochs, {self.engine} engine: {self.stopped}"
        header = "epoch       loss accuracy validation loss / acc.  seconds"
        rows = [epoch.row() for epoch in self.epochs]
        if len(rows) > _SHOWN:
            half = _SHOWN // 2
            rows = [*rows[:half], "  ...", *rows[-half:]]
        return "\n".join([title, header, *rows] if rows else [title])


def _number(value: float | None, form: str) -> str:
    width = int(form.split(".")[0])
    return " " * (width - 1) + "-" if value is None else format(value, form)
