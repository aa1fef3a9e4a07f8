"""`interlock demo`, with mypy and without."""

from typing import Any

import pytest

from interlock.command import demo


def test_the_demo_trains_draws_saves_loads_and_shows_mypys_refusal(command: Any) -> None:
    code, out, err = command("demo")
    assert code == 0, out + err
    assert "60: 9" in out  # per cent, after the last epoch
    assert "Confusion: rows are the digits" in " ".join(out.split())
    assert out.count("read as") == 3
    assert "Success: no issues found in 1 source file" in out
    assert (
        'mislinked.py:16: error: Argument 1 to "Layer" has incompatible type "Literal[31]"; '
        'expected "Literal[30]"  [arg-type]'
    ) in out


def test_the_demo_without_mypy_says_so(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "find_spec", lambda name: None)
    code, out, _ = command("demo")
    assert code == 0
    assert out.endswith('mypy is not installed; try: pip install "interlock[check]"\n')


def test_the_demo_fails_where_mypy_accepts_the_wrong_program(
    command: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "WRONG", demo.RIGHT)
    code, out, _ = command("demo")
    assert code == 1
    assert out.count("Success: no issues found") == 2
