import importlib.util
import sys
from io import StringIO
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from interlock.datasets import Data
from interlock.layer import Layer
from interlock.losses import quadratic
from interlock.network import Last
from interlock.training import fit
from interlock.training.history import Epoch
from interlock.training.progress import reporting
from training.clock import epoch


class Stream(StringIO):
    def __init__(self, watched: bool) -> None:
        super().__init__()
        self.isatty = lambda: watched  # type: ignore[method-assign]


@pytest.fixture
def without_rich(monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        "interlock.training.progress.find_spec",
        lambda name: None if name == "rich" else found(name),
    )


def shown(watched: bool) -> str:
    """What standard error gets of a training, on a terminal or elsewhere."""
    stream = Stream(watched)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", stream)
        with reporting(True, 3, 100) as report:
            report(epoch(2))
    return stream.getvalue()


def test_a_terminal_shows_a_bar() -> None:
    text = " ".join(shown(watched=True).split())
    assert "2 of 3 epochs" in text
    assert "loss 0.2500, accuracy 50.00%, validation 75.00%" in text
    assert "in all" in text


@pytest.mark.usefixtures("without_rich")
def test_without_rich_there_are_lines() -> None:
    start, end = shown(watched=True).split("75.00%, ")
    assert start == "2 of 3 epochs: loss 0.2500, accuracy 50.00%, validation "
    assert end.endswith(" left\n")


def test_where_nobody_looks_nothing_is_shown() -> None:
    assert shown(watched=False) == ""


@pytest.mark.usefixtures("without_rich")
def test_where_nobody_looks_there_are_no_lines_either() -> None:
    assert shown(watched=False) == ""


def test_a_program_without_standard_error_trains_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    with reporting(True, 3, 100) as report:
        report(epoch(1))


@pytest.mark.parametrize(("shell", "updates"), [(SimpleNamespace(kernel=1), 1), (None, 0)])
def test_a_notebook_shows_its_own_output(
    shell: Any, updates: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []
    notebook, display = ModuleType("IPython"), ModuleType("IPython.display")
    notebook.get_ipython = lambda: shell  # type: ignore[attr-defined]
    display.display = (  # type: ignore[attr-defined]
        lambda bar, display_id: SimpleNamespace(update=seen.append)
    )
    monkeypatch.setitem(sys.modules, "IPython", notebook)
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    assert shown(watched=False) == ""
    assert len(seen) == updates


def test_a_function_is_told_itself() -> None:
    seen: list[Epoch] = []
    with reporting(seen.append, 3, 100) as report:
        report(epoch(1))
    assert seen == [epoch(1)]


def test_without_progress_nothing_is_told(capsys: pytest.CaptureFixture[Any]) -> None:
    data = Data(1, 1, np.zeros((3, 1)), np.zeros((3, 1)))
    fit(Last(Layer(1, 1)), data, epochs=2, loss=quadratic)
    assert capsys.readouterr() == ("", "")
