import ctypes
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any

import numpy as np
import pytest

from interlock.datasets import Data
from interlock.engines import choose_engine
from interlock.engines.choice import numba_is_installed
from interlock.engines.denormals import Environment
from interlock.errors import TrainingError
from interlock.layer import Layer
from interlock.losses import quadratic
from interlock.network import Network
from interlock.training import Epoch, History, fit
from interlock.training.course import Course

ENGINES = ["numpy", "numba"] if numba_is_installed() else ["numpy"]
LONG = 200_000  # epochs


@contextmanager
def handling(handler: Any) -> Iterator[None]:
    """Within it, that handles Ctrl-C, and is in its place at the end."""
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
        assert signal.getsignal(signal.SIGINT) == handler
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """By Python: a shell lets what it runs in the background hear nothing."""
    with handling(signal.default_int_handler):
        yield


def network() -> Network[Any, Any]:
    return Layer(4, 5, rng=1) >> Layer(5, 2, rng=2)


def examples() -> Data[Any, Any]:
    rng = np.random.default_rng(3)
    return Data(4, 2, rng.random((50, 4)), rng.random((50, 2)))


def trained(epochs: int = LONG, **options: Any) -> History:
    return fit(network(), examples(), epochs=epochs, loss=quadratic, rng=1, **options)


def press() -> None:
    signal.raise_signal(signal.SIGINT)


def in_vain() -> None:
    """As a library does that drops every exception."""
    with suppress(KeyboardInterrupt):
        press()


def after(number: int, action: Callable[[], object]) -> Callable[[Epoch], None]:
    """To be told of every epoch, and to act after one of them."""

    def told(epoch: Epoch) -> None:
        if epoch.number == number:
            action()

    return told


@pytest.fixture
def dropped(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The interrupts that Python told of and dropped; of anything else it is told as always."""
    interrupts: list[Any] = []
    tell = sys.unraisablehook

    def told(found: Any) -> None:
        if found.exc_type is KeyboardInterrupt:
            interrupts.append(found.exc_type)
        else:
            tell(found)

    monkeypatch.setattr(sys, "unraisablehook", told)
    return interrupts


@pytest.mark.usefixtures("dropped")  # the moment may be one of a library's callbacks
@pytest.mark.parametrize("engine", ENGINES)
def test_one_ctrl_c_at_any_moment_ends_training(engine: Any) -> None:
    moments = random.Random(7)
    for _ in range(100):
        epochs: list[Epoch] = []
        thread = Thread(target=press_soon, args=(epochs, moments.uniform(0, 0.02)))
        thread.start()
        history = trained(engine=engine, progress=epochs.append)
        thread.join()
        assert history.stopped == f"interrupted after epoch {len(history)}"


def press_soon(epochs: list[Epoch], seconds: float) -> None:
    """Once there is an epoch; not by an Event, whose own lock an interrupt may leave open."""
    while not epochs:
        time.sleep(0.001)
    time.sleep(seconds)
    press()


def test_ctrl_c_whose_exception_is_dropped_ends_training_after_the_epoch() -> None:
    assert trained(progress=after(3, in_vain)).stopped == "interrupted after epoch 3"


def test_ctrl_c_in_what_c_calls_back_ends_training(dropped: list[Any]) -> None:
    callback = ctypes.CFUNCTYPE(None)(press)
    assert trained(progress=after(2, callback)).stopped == "interrupted after epoch 2"
    assert dropped == [KeyboardInterrupt]


def test_ctrl_c_that_is_turned_into_another_exception_ends_training() -> None:
    def turned() -> None:
        try:
            press()
        except KeyboardInterrupt as error:
            raise RuntimeError from error

    assert trained(progress=after(2, turned)).stopped == "interrupted after epoch 2"


def test_an_exception_without_ctrl_c_is_raised() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        trained(progress=after(2, fail))


def test_ctrl_c_dropped_while_the_engine_is_loading_ends_training(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def loading(*arguments: Any) -> Any:
        in_vain()
        return choose_engine(*arguments)

    monkeypatch.setattr("interlock.training.fitting.choose_engine", loading)
    history = trained(engine="numpy")
    assert (history.stopped, history.engine) == ("interrupted after epoch 0", "numpy")


def test_ctrl_c_dropped_in_the_last_epoch_is_told() -> None:
    assert trained(epochs=2, progress=after(2, in_vain)).stopped == "interrupted after epoch 2"


@pytest.mark.parametrize(("moments", "epochs"), [((press, int), 0), ((int, press), 2)])
def test_ctrl_c_while_the_bar_comes_or_goes_is_told(
    moments: Any, epochs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def bar(*arguments: Any) -> Iterator[Any]:
        moments[0]()
        yield lambda epoch: None
        moments[1]()

    monkeypatch.setattr("interlock.training.fitting.reporting", bar)
    assert trained(epochs=2).stopped == f"interrupted after epoch {epochs}"


def test_ctrl_c_while_the_weights_are_kept_does_not_tear_them_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep, kept = Course.keep, []

    def interrupted(self: Course) -> None:
        kept.append(self)
        if len(kept) == 1:
            press()
        keep(self)

    monkeypatch.setattr(Course, "keep", interrupted)
    assert trained(epochs=2).stopped == "interrupted after epoch 2"
    assert len(kept) == 2


def test_ctrl_c_leaves_no_denormal_numbers_as_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def interrupted() -> Iterator[None]:
        Environment().flush()
        yield
        press()

    monkeypatch.setattr("interlock.training.course.flushed", interrupted)
    assert trained().stopped == "interrupted after epoch 0"
    assert (np.full(9, 1e-30, np.float32) * np.float32(1e-10) > 0).all()


def test_ctrl_c_of_an_outer_training_ends_both() -> None:
    inner: list[History] = []

    def train_another() -> None:
        inner.append(trained(progress=after(1, press)))

    assert trained(progress=after(2, train_another)).stopped == "interrupted after epoch 2"
    assert inner[0].stopped == "interrupted after epoch 1"


def test_ctrl_c_at_the_end_is_told_and_the_handler_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([press, int])  # when the handler is to be given back, and again
    found = signal.getsignal

    def interrupted(number: int) -> Any:
        if found(number) != signal.default_int_handler:
            next(moments)()
        return found(number)

    monkeypatch.setattr("interlock.interrupts.signal.getsignal", interrupted)
    assert trained(epochs=2).stopped == "interrupted after epoch 2"


def test_a_handler_of_the_users_own_decides() -> None:
    heard: list[int] = []
    with handling(lambda number, frame: heard.append(number)):
        assert trained(epochs=4, progress=after(2, press)).stopped == "all epochs done"
    assert heard == [signal.SIGINT]


def test_a_program_that_shall_hear_nothing_hears_nothing() -> None:
    with handling(signal.SIG_IGN):
        assert trained(epochs=4, progress=after(2, press)).stopped == "all epochs done"


def test_a_handler_that_comes_while_training_stays() -> None:
    def mine(number: int, frame: Any) -> None: ...

    trained(epochs=4, progress=after(2, lambda: signal.signal(signal.SIGINT, mine)))
    assert signal.signal(signal.SIGINT, signal.default_int_handler) is mine


def test_after_an_error_the_handler_is_back() -> None:
    with pytest.raises(TrainingError):
        trained(rate=1e300)


def test_training_in_another_thread_listens_to_nothing() -> None:
    found: list[History] = []
    thread = Thread(target=lambda: found.append(trained(epochs=4)))
    thread.start()
    thread.join()
    assert found[0].stopped == "all epochs done"
