"""How far a training is, how fast it goes, and how long it will still take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

from interlock.training.history import Epoch

__all__ = ["Pace"]


@dataclass
class Pace:
    """What is known of a training under way, by the epochs told so far.

    Attributes:
        epochs: How many there are to be.
        examples: How many each has.
        clock: Tells the time in seconds.
        epoch: The last one that was completed.
        ended: Whether there will be no more.
    """

    epochs: int
    examples: int
    clock: Callable[[], float] = perf_counter
    epoch: Epoch | None = None
    ended: bool = False
    _started: float = field(init=False)
    _told: float = field(init=False)

    def __post_init__(self) -> None:
        self._started = self._told = self.clock()

    def tell(self, epoch: Epoch) -> None:
        """Note that an epoch is complete."""
        self.epoch = epoch
        self._told = self.clock()

    def end(self) -> None:
        """Note that there will be no more of them."""
        self.ended = True

    @property
    def done(self) -> int:
        """How many epochs are complete."""
        return self.epoch.number if self.epoch else 0

    @property
    def position(self) -> float:
        """The same, and how much of the next one is, by the time that the others took."""
        if self.ended or not self.done:
            return self.done
        # Not counted, so that no engine has to say after every batch where it is.
        under_way = (self.clock() - self._told) / max(self._per_epoch, 1e-9)
        return min(self.done + min(under_way, 1.0), self.epochs)

    @property
    def standing(self) -> str:
        """How many epochs are complete, in words."""
        return f"{self.done} of {self.epochs} epochs"

    @property
    def measures(self) -> str:
        """Loss and accuracies of the last epoch, in words."""
        epoch = self.epoch
        if epoch is None:
            return "the first epoch"
        facts = [f"loss {epoch.loss:.4f}"]
        if epoch.accuracy is not None:
            facts.append(f"accuracy {epoch.accuracy:.2%}")
        if epoch.validation_accuracy is not None:
            facts.append(f"validation {epoch.validation_accuracy:.2%}")
        elif epoch.validation_loss is not None:
            facts.append(f"validation loss {epoch.validation_loss:.4f}")
        return ", ".join(facts)

    @property
    def speed(self) -> str:
        """Examples per second, and the time that is left or was taken, in words."""
        taken = self._told - self._started
        if self.done == 0 or taken <= 0:
            return ""
        if self.ended:
            time = f"{_clock_face(taken)} in all"
        else:
            time = f"{_clock_face((self.epochs - self.position) * self._per_epoch)} left"
        return f"{self.done * self.examples / taken:,.0f} examples/s, {time}"

    @property
    def lines(self) -> list[str]:
        """What there is to say of the last epoch, in one line or two."""
        return [line for line in (self.measures, self.speed) if line]

    @property
    def _per_epoch(self) -> float:
        return (self._told - self._started) / self.done


def _clock_face(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
