"""The course of a training: epoch after epoch, and what is kept when it ends."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np
from jaxtyping import Float

from interlock.datasets.data import Data
from interlock.dimensions import Array
from interlock.engines import Engine, Job
from interlock.engines.denormals import Environment, flushed
from interlock.errors import TrainingError
from interlock.interrupts import CtrlC
from interlock.training.checks import require_finite
from interlock.training.evaluation import share_right
from interlock.training.history import Epoch, History
from interlock.training.progress import Report

__all__ = ["Course", "Examples"]


@dataclass(frozen=True, eq=False)
class Examples:
    """Examples in the precision of the computation, the data they are of, and what that is."""

    inputs: Float[Array, "n i"]
    targets: Float[Array, "n o"]
    data: Data[Any, Any]
    where: str

    def accuracy(self, outputs: Float[Array, "n o"], targets: Float[Array, "n o"]) -> float | None:
        """The share of right classes, if there are classes."""
        return share_right(outputs, targets) if self.data.labels is not None else None

    def require_finite(self) -> None:
        """Raise DataError if a number is not finite, or not in that precision."""
        require_finite("inputs", self.inputs, self.data.inputs, self.where)
        require_finite("targets", self.targets, self.data.targets, self.where)


@dataclass(eq=False)
class Course:
    """A training on its way.

    Attributes:
        patience: How many epochs to go on without a better one; None for no limit.
    """

    engine: Engine
    job: Job
    train: Examples
    validation: Examples | None
    patience: int | None

    def __post_init__(self) -> None:
        self.history: History = History(engine=self.engine.name, reason=self.engine.reason)
        self.good: Float[Array, "p"] = self.engine.parameters.copy()
        self.best: Float[Array, "p"] = self.engine.parameters.copy()
        self.best_merit: tuple[float, float] = (-np.inf, -np.inf)
        self.environment: Environment = Environment()

    def run(self, epochs: int, rng: np.random.Generator, report: Report, ctrl_c: CtrlC) -> None:
        """All epochs, or fewer; the network gets its weights however it ends.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed.
        """
        order = np.arange(len(self.train.inputs))
        try:
            for number in range(1, epochs + 1):
                ctrl_c.look()
                rng.shuffle(order)
                report(self._epoch(number, order))
                if self._out_of_patience():
                    break
            else:
                self.history.stopped = "all epochs done"
        finally:
            self.keep()

    def keep(self) -> None:
        """Give the network its weights; again, if it was interrupted."""
        self.environment.restore()
        if self.history.best is not None:
            np.copyto(self.engine.parameters, self.best)
        elif not np.isfinite(self.engine.parameters).all():
            np.copyto(self.engine.parameters, self.good)
        self.engine.store()

    def _epoch(self, number: int, order: np.ndarray[tuple[int], np.dtype[np.intp]]) -> Epoch:
        start = perf_counter()
        with flushed():
            outputs, targets = self.engine.epoch(order)
        loss = self.job.loss.value(outputs, targets)
        if not (np.isfinite(loss) and np.isfinite(self.engine.parameters).all()):
            np.copyto(self.engine.parameters, self.good)
            self.train.require_finite()
            raise self._diverged(number, loss)
        accuracy = self.train.accuracy(outputs, targets)
        validated = self._validate()
        epoch = Epoch(number, loss, accuracy, *validated, perf_counter() - start)
        self.history.epochs.append(epoch)
        np.copyto(self.good, self.engine.parameters)
        self.engine.store()
        return epoch

    def _validate(self) -> tuple[float | None, float | None]:
        if self.validation is None:
            return None, None
        targets = self.validation.targets
        outputs = self.engine.predict(self.validation.inputs)
        return self.job.loss.value(outputs, targets), self.validation.accuracy(outputs, targets)

    def _out_of_patience(self) -> bool:
        epoch = self.history.epochs[-1]
        if self.patience is None or epoch.validation_loss is None:
            return False
        merit = (epoch.validation_accuracy or 0.0, -epoch.validation_loss)
        if merit > self.best_merit:
            self.best_merit, self.history.best = merit, epoch.number
            np.copyto(self.best, self.engine.parameters)
        waited = epoch.number - (self.history.best or 0)
        if waited < self.patience:
            return False
        self.history.stopped = f"no better epoch for {waited}"
        return True

    def _diverged(self, number: int, loss: float) -> TrainingError:
        self.history.stopped = f"diverged in epoch {number}"
        job, done = self.job, self.history.loss
        # Shrinking by more than its own size turns a weight's sign, wider at every step.
        too_strong = job.rate * job.decay > 1
        remedy = f"a lower l2 than {job.l2}" if too_strong else f"a lower rate than {job.rate}"
        return TrainingError(
            "fit: the training loss must stay finite.",
            expected=f"a number such as {done[-1]:.4g} of epoch {number - 1}" if done else None,
            got=f"{loss} in epoch {number}"
            if not np.isfinite(loss)
            else f"weights that are not finite in epoch {number}",
            where=f"the network holds the weights of epoch {number - 1}"
            if done
            else "the network holds the weights it had before",
            remedy=remedy,
            history=self.history,
        )
