from collections.abc import Callable
from io import StringIO
from threading import Condition
from time import perf_counter, sleep
from typing import Any

import pytest
from rich.console import Console

from interlock.training.bar import Bar, in_cell, on_terminal
from interlock.training.pace import Pace
from training.clock import Clock, epoch


def console(width: int = 100, **options: Any) -> Console:
    return Console(
        file=StringIO(),
        width=width,
        color_system=None,
        legacy_windows=False,
        _environ={},
        **options,
    )


def printed(bar: Bar, width: int = 100) -> list[str]:
    paper = console(width)
    paper.print(bar)
    assert isinstance(paper.file, StringIO)
    return [line.rstrip() for line in paper.file.getvalue().splitlines()]


def test_a_bar_tells_epochs_loss_accuracies_speed_and_time_left() -> None:
    clock = Clock()
    bar = Bar(Pace(4, 6000, clock))
    assert printed(bar) == ["0 of 4 epochs ━━━━━━━━━━━━ the first epoch"]
    clock.now += 2
    bar.pace.tell(epoch(1))
    assert printed(bar) == [
        "1 of 4 epochs ━━━          loss 0.2500, accuracy 50.00%, validation 75.00%",
        "                           3,000 examples/s, 0:06 left",
    ]
    clock.now += 1
    assert printed(bar) == [
        "1 of 4 epochs ━━━━╸        loss 0.2500, accuracy 50.00%, validation 75.00%",
        "                           3,000 examples/s, 0:05 left",
    ]
    for number in (2, 3, 4):
        clock.now += 1
        bar.pace.tell(epoch(number))
    bar.pace.end()
    assert printed(bar) == [
        "4 of 4 epochs ━━━━━━━━━━━━ loss 0.2500, accuracy 50.00%, validation 75.00%",
        "                           4,000 examples/s, 0:06 in all",
    ]


def test_a_hundred_epochs_fit_into_eighty_columns() -> None:
    clock = Clock()
    bar = Bar(Pace(100, 50_000, clock))
    clock.now += 300
    bar.pace.tell(epoch(100))
    assert len(printed(bar, width=80)) == 2


def test_a_terminal_shows_the_end_last() -> None:
    clock = Clock()
    terminal = console(force_terminal=True)
    with on_terminal(Pace(2, 100, clock), terminal) as report:
        clock.now += 1
        report(epoch(1))
    assert isinstance(terminal.file, StringIO)
    *_, last = terminal.file.getvalue().split("\x1b[2K")
    assert [line.rstrip() for line in last.splitlines()][:2] == [
        "1 of 2 epochs ━━━━━━       loss 0.2500, accuracy 50.00%, validation 75.00%",
        "                           100 examples/s, 0:01 in all",
    ]


class Handle:
    """What IPython's display returns: something by which the output is replaced."""

    def __init__(self) -> None:
        self.shown: list[list[str]] = []
        self.changed = Condition()

    def display(self, bar: Bar, display_id: bool) -> "Handle":
        assert display_id
        self.update(bar)
        return self

    def update(self, bar: Bar) -> None:
        with self.changed:
            self.shown.append(printed(bar))
            self.changed.notify_all()

    def shows(self, start: str) -> bool:
        """Whether a line that starts so is shown within some seconds."""
        with self.changed:
            return self.changed.wait_for(lambda: self.shown[-1][0].startswith(start), 20)


def test_under_a_cell_the_bar_moves_within_an_epoch() -> None:
    clock, handle = Clock(), Handle()
    with in_cell(Pace(4, 6000, clock), handle.display) as report:
        clock.now += 2
        report(epoch(1))
        assert handle.shows("1 of 4 epochs ━━━          loss")
        clock.now += 1
        assert handle.shows("1 of 4 epochs ━━━━╸        loss")
    assert handle.shown[0] == ["0 of 4 epochs ━━━━━━━━━━━━ the first epoch"]
    assert handle.shown[-1][1].strip() == "3,000 examples/s, 0:02 in all"


def test_a_cell_is_drawn_four_times_a_second_at_most() -> None:
    handle = Handle()
    start = perf_counter()
    with in_cell(Pace(1000, 100, Clock()), handle.display) as report:
        for number in range(1, 101):
            report(epoch(number))
            sleep(0.01)
    assert 2 < len(handle.shown) <= 2 + 4 * (perf_counter() - start)


PLACES: list[Callable[[Pace], Any]] = [
    lambda pace: on_terminal(pace, console(force_terminal=True)),
    lambda pace: in_cell(pace, Handle().display),
]


@pytest.mark.parametrize("place", PLACES)
def test_a_training_that_fails_has_an_end_too(place: Callable[[Pace], Any]) -> None:
    pace = Pace(3, 100, Clock())

    def failing() -> None:
        with place(pace) as report:
            report(epoch(1))
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        failing()
    assert pace.ended
