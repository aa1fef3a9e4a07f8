"""`%interlock` and `%%unchecked`, and what becomes of cells that ran before there was a check."""

from collections.abc import Callable

import pytest
from IPython.core.interactiveshell import InteractiveShell

from interlock.notebook.extension import Extension

Run = Callable[..., list[str]]
IMPORTS = "import numpy as np\nfrom interlock import Layer"
WRONG = "x = np.ones((3, 4)) @ np.ones((5, 5))"


def test_in_strict_mode_a_cell_with_an_error_does_not_run(
    run: Run, shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run("%interlock strict", IMPORTS, f"y = 1\n{WRONG}")
    assert said[2].startswith('cell N, line 2: error: "matmul": shapes (3, 4) and (5, 5) do not')
    assert "y" not in shell.user_ns
    assert not shell.last_execution_succeeded
    assert capsys.readouterr().out.endswith("interlock: the cell was not run\n")
    run("y = 1")
    assert shell.user_ns["y"] == 1


def test_what_a_refused_cell_would_have_bound_is_not_bound(run: Run) -> None:
    said = run("%interlock strict", IMPORTS, "x = 'a'", f"x = 1\n{WRONG}", "x.upper()")
    assert [bool(words) for words in said] == [False, False, False, True, False]


def test_switched_off_nothing_is_said(run: Run) -> None:
    assert run("%interlock off", IMPORTS, WRONG) == ["", "", ""]


def test_what_ran_while_it_was_off_is_known_when_it_is_on_again(run: Run) -> None:
    said = run("%interlock off", IMPORTS, "hidden = Layer(784, 30)", "%interlock on")
    assert said == [""] * 4
    assert run("hidden >> Layer(40, 10)")[0].endswith("^^")


def test_an_unchecked_cell_runs_and_is_not_checked(run: Run, shell: InteractiveShell) -> None:
    assert run(IMPORTS, f"%%unchecked\ny = 'a'\n{WRONG}", "y + 1") == ["", "", ""]
    assert shell.user_ns["y"] == "a"


def test_the_state_is_said(shell: InteractiveShell, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    for words in ["", "strict", "", "off", "lost on", "lenient", "lost off"]:
        shell.run_cell(f"%interlock {words}")
    lenient = "interlock: cells are checked, and run whatever is found"
    strict = "interlock: cells are checked, and an error keeps a cell from running"
    off = "interlock: cells are not checked"
    lost = "; lost shapes are told"
    said = [lenient, strict, strict, off, off + lost, lenient + lost, lenient]
    assert capsys.readouterr().out.splitlines() == said


def test_a_word_that_is_not_known_is_refused(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.run_cell("%interlock loose")
    assert capsys.readouterr().out.endswith(
        "SettingError\x1b[39m: %interlock: the words behind it must be ones it knows.\n"
        "  expected: on, off, strict, lenient, lost on, lost off\n"
        "  got:      loose\n"
    )


def test_lost_shapes_are_told_on_demand(run: Run) -> None:
    cell = "def f(x):\n    return np.ones((3, 4)) @ x"
    assert run(IMPORTS, cell, "%interlock lost on") == ["", "", ""]
    assert run(cell)[0].splitlines()[0] == (
        'cell N, line 2: error: The shape is lost in "matmul"  [shape-lost]'
    )


def test_a_session_under_way_is_taken_up(
    run: Run, shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names that were bound in two ways are unknown: one of the two may have failed."""
    run("%unload_ext interlock", IMPORTS, "hidden = Layer(784, 30)", "x = 1", "x = 'a'")
    run("%load_ext interlock\noutputs = Layer(30, 10)")
    said = run("hidden >> Layer(40, 10)", "outputs >> Layer(40, 10)", "x + 1", "x + 'a'")
    assert [bool(words) for words in said] == [True, True, False, False]


def test_unloaded_it_leaves_nothing_behind(run: Run, shell: InteractiveShell) -> None:
    run("%unload_ext interlock")
    assert "interlock" not in shell.magics_manager.magics["line"]
    assert not any(isinstance(one, Extension) for one in shell.ast_transformers)
    assert run(IMPORTS, WRONG) == ["", ""]
    run("%load_ext interlock")


def _extension(shell: InteractiveShell) -> Extension:
    return next(one for one in shell.ast_transformers if isinstance(one, Extension))


def test_a_check_that_is_interrupted_keeps_the_cell_from_running(
    run: Run,
    shell: InteractiveShell,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(_extension(shell).session, "check", interrupted)
    run("y = 1")
    assert "y" not in shell.user_ns
    said = capsys.readouterr().out
    assert said.endswith("interlock: the check was interrupted, and the cell was not run\n")


def test_a_process_that_has_ended_is_said_once(
    run: Run, shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    process = _extension(shell).session.checker.process
    process.kill()
    process.wait()
    capsys.readouterr()
    assert run("y = 1", "z = 1") == ["", ""]
    assert capsys.readouterr().out == (
        "interlock: the checking process has ended.\n"
        "  got:      exit code -9\n"
        '  try:      "%reload_ext interlock" starts another\n'
    )
    assert (shell.user_ns["y"], shell.user_ns["z"]) == (1, 1)
    run("%reload_ext interlock")
    assert run(IMPORTS, WRONG)[1] != ""
