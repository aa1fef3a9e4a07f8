import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.training.history import Epoch
from interlock.training.pace import Pace
from training.clock import Clock, epoch


def paced(*seconds: float, epochs: int = 10, examples: int = 600) -> tuple[Pace, Clock]:
    """A pace that was told of epochs that took so long."""
    clock = Clock()
    pace = Pace(epochs, examples, clock)
    for number, taken in enumerate(seconds, 1):
        clock.now += taken
        pace.tell(epoch(number))
    return pace, clock


def test_before_the_first_epoch_nothing_is_known() -> None:
    pace, clock = paced()
    clock.now += 5
    assert (pace.done, pace.position, pace.standing) == (0, 0, "0 of 10 epochs")
    assert pace.lines == ["the first epoch"]


def test_speed_and_time_left_come_from_all_epochs_so_far() -> None:
    pace, _ = paced(2.0, 4.0)
    assert pace.standing == "2 of 10 epochs"
    assert pace.lines == [
        "loss 0.2500, accuracy 50.00%, validation 75.00%",
        "200 examples/s, 0:24 left",
    ]


def test_within_an_epoch_the_bar_moves_and_time_runs_down() -> None:
    pace, clock = paced(2.0, 4.0)
    clock.now += 1.5
    assert pace.position == 2.5
    assert pace.speed == "200 examples/s, 0:22 left"
    clock.now += 100  # an epoch that takes longer than the others
    assert pace.position == 3
    assert pace.speed == "200 examples/s, 0:21 left"


def test_at_the_end_it_is_said_how_long_it_took() -> None:
    pace, clock = paced(60.0, 70.0, epochs=5)
    pace.end()
    clock.now += 100
    assert pace.position == 2
    assert pace.speed == "9 examples/s, 2:10 in all"


def test_hours_are_told() -> None:
    pace, _ = paced(1800.0, epochs=4, examples=50_000_000)
    assert pace.speed == "27,778 examples/s, 1:30:00 left"


@given(st.lists(st.floats(0, 1e6), max_size=10), st.floats(0, 1e9))
def test_a_position_lies_between_what_is_done_and_what_is_next(
    seconds: list[float], later: float
) -> None:
    pace, clock = paced(*seconds)
    clock.now += later
    assert pace.done <= pace.position <= min(pace.done + 1, pace.epochs)
    assert all(pace.lines)


@pytest.mark.parametrize(
    ("told", "measures"),
    [
        (Epoch(1, 0.5, None, 0.4, None, 1.0), "loss 0.5000, validation loss 0.4000"),
        (Epoch(1, 0.5, 0.25, None, None, 1.0), "loss 0.5000, accuracy 25.00%"),
    ],
)
def test_what_an_epoch_did_not_measure_is_left_out(told: Epoch, measures: str) -> None:
    pace, _ = paced()
    pace.tell(told)
    assert pace.measures == measures
