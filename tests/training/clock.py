"""A clock that stands still until it is moved, and epochs to tell a pace of."""

from interlock.training.history import Epoch


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def epoch(number: int, accuracy: float | None = 0.5, validation: float | None = 0.75) -> Epoch:
    return Epoch(number, 0.25, accuracy, 0.3, validation, 9.9)
