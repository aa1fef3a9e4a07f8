import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import interlock.command
from interlock.command import checking
from interlock.command.reports import as_github, as_json

Check = Callable[..., tuple[int, str, str]]
CACHES = Path(__file__).resolve().parents[2] / ".mypy_cache"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")

SHAPES = """\
import numpy as np
from jaxtyping import Float


def centred(points: Float[np.ndarray, "n d"]) -> Float[np.ndarray, "n d"]:
    return points - points.mean(axis=1)
"""
PLAIN = 'x: int = "one"\n'
UNTYPED = "def f(x):\n    return x\n"
REFUSED = (
    'Incompatible types in assignment (expression has type "str", variable has type "int")'
    "  [assignment]"
)


@pytest.fixture
def check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Check:
    """Runs the verb in an empty folder; gives exit code, output and complaints."""
    folder = tmp_path / "here"
    (folder / ".git").mkdir(parents=True)  # nothing above it is read
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("MYPY_CACHE_DIR", str(CACHES / WORKER / "check"))

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["interlock", "check", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            interlock.command.main()
        said = capfd.readouterr()
        assert isinstance(caught.value.code, int)
        return caught.value.code, said.out, said.err

    return run


def files() -> set[Path]:
    return {path for path in Path.cwd().rglob("*") if ".git" not in path.parts}


# Without a configuration


def test_shapes_are_proved_without_any_configuration_and_nothing_is_left_behind(
    check: Check,
) -> None:
    Path("wrong.py").write_text(SHAPES)
    before = files()
    assert check() == (
        1,
        'wrong.py:6: error: "subtract": shapes (n, d) and (n,) do not broadcast: d is not n'
        "  [shape]\nFound 1 error in 1 file (checked 1 source file)\n",
        "",
    )
    assert files() == before


def test_what_is_right_has_exit_code_0(check: Check) -> None:
    Path("right.py").write_text("x = 1\n")
    assert check("right.py") == (0, "Success: no issues found in 1 source file\n", "")
    assert check("--format", "github", "right.py") == (0, "", "")
    assert check("--format", "json", "right.py") == (0, "[]\n", "")


def test_a_path_may_lie_anywhere(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of a module that it knows from its cache, mypy says where it stood then.
    monkeypatch.setenv("MYPY_CACHE_DIR", str(tmp_path / "cache"))
    file = tmp_path / "elsewhere.py"
    file.write_text(PLAIN)
    assert check(file) == (
        1,
        f"{file}:1: error: {REFUSED}\nFound 1 error in 1 file (checked 1 source file)\n",
        "",
    )


def test_strict_is_mypys_strict(check: Check) -> None:
    Path("untyped.py").write_text(UNTYPED)
    assert check("untyped.py")[0] == 0
    assert check("--strict", "untyped.py") == (
        1,
        "untyped.py:1: error: Function is missing a type annotation  [no-untyped-def]\n"
        "Found 1 error in 1 file (checked 1 source file)\n",
        "",
    )


def test_annotations_are_what_github_reads(check: Check) -> None:
    Path("100%,a").mkdir()
    Path("100%,a", "wrong.py").write_text(PLAIN)
    message, code = REFUSED.split("  ")
    assert check("--format", "github", "100%,a") == (
        1,
        f"::error file=100%25%2Ca/wrong.py,line=1,col=10,title=mypy {code}::{message}\n",
        "",
    )


def test_json_is_one_document(check: Check) -> None:
    Path("wrong.py").write_text("\n" + PLAIN)
    code, out, err = check("--format", "json", "wrong.py")
    assert (code, err) == (1, "")
    assert json.loads(out) == [
        {
            "file": "wrong.py",
            "line": 2,
            "column": 10,
            "severity": "error",
            "code": "assignment",
            "message": REFUSED.split("  ")[0],
        }
    ]


def test_a_file_that_is_no_python_has_exit_code_2_and_is_told_in_the_format(check: Check) -> None:
    Path("broken.py").write_text("x = (\n")
    code, out, err = check("--format", "json", "broken.py")
    assert (code, err) == (2, "")
    assert [(found["file"], found["code"]) for found in json.loads(out)] == [
        ("broken.py", "syntax")
    ]


SAID = {
    "file": "a:b.py",
    "line": -1,
    "column": -1,
    "severity": "note",
    "code": None,
    "message": "100% of\rit",
    "hint": "one\ntwo",
}


def test_a_note_is_a_notice_with_its_hints_and_every_sign_escaped() -> None:
    said = "nothing to parse\n" + json.dumps(SAID)
    assert as_github(said) == (
        "::notice file=a%3Ab.py,line=1,col=1,title=mypy::100%25 of%0Dit%0Aone%0Atwo\n"
    )
    (found,) = json.loads(as_json(said))
    assert found["message"] == "100% of\rit\none\ntwo"


# Mistakes of the user's


def test_a_missing_path_is_told_without_a_traceback(check: Check) -> None:
    assert check("nothing.py") == (
        2,
        "",
        "interlock check: PATH must exist.\n"
        "  expected: a Python file, or a folder of them\n"
        "  got:      nothing.py\n",
    )


def test_a_wrong_usage_has_exit_code_2(check: Check) -> None:
    code, out, err = check("--format", "xml")
    assert (code, out) == (2, "")
    assert err.startswith("usage: interlock check")
    assert "Traceback" not in err


def test_without_mypy_it_says_what_to_install(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "find_spec", lambda name: None)
    assert check("nothing.py") == (
        2,
        "",
        'interlock check: this needs mypy, which the extra "check" brings.\n'
        '  try:      pip install "interlock[check]"\n',
    )


def test_it_needs_neither_typer_nor_rich(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interlock.command, "find_spec", lambda name: None)
    code, out, err = check("--help")
    assert (code, err) == (0, "")
    assert out.startswith("usage: interlock check [-h]")


def test_the_command_knows_the_verb(monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from interlock.command.application import application

    asked: list[list[str]] = []

    def refuse(words: list[str]) -> int:
        asked.append(words)
        return 1

    monkeypatch.setattr("interlock.command.application.checked", refuse)
    assert CliRunner().invoke(application, ["check", "--strict", "a.py"]).exit_code == 1
    assert asked == [["--strict", "a.py"]]
    assert " check " in CliRunner().invoke(application, ["--help"]).output


def test_ctrl_c_ends_it_without_a_traceback(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "run", interrupted)
    assert check() == (130, "", "")


# Where mypy keeps its results


def test_results_are_kept_outside_the_users_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    cache = checking._cache(tmp_path)
    assert cache.parent == tmp_path / "home" / "interlock" / "mypy"
    assert checking._cache(tmp_path) == cache
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert checking._cache(tmp_path) == tmp_path / "cache"
