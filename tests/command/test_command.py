"""The verbs of the command, and what it says of the user's mistakes."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import interlock.command
from interlock.command import application


def test_the_application_has_these_verbs() -> None:
    names = [
        verb.name or getattr(verb.callback, "__name__", "")
        for verb in application.application.registered_commands
    ]
    assert names == ["train", "evaluate", "predict", "demo", "check"]


def test_the_project_installs_the_command() -> None:
    project = tomllib.loads(Path(__file__).parents[2].joinpath("pyproject.toml").read_text())
    assert project["project"]["scripts"] == {"interlock": "interlock.command:main"}


@pytest.mark.parametrize("verb", ["train", "evaluate", "predict", "demo"])
def test_every_verb_explains_itself(command: Any, verb: str) -> None:
    code, out, _ = command(verb, "--help")
    assert code == 0
    assert f"Usage: interlock {verb}" in out


@pytest.mark.parametrize("arguments", [("train",), ("train", "digits", "--loss", "x"), ("fly",)])
def test_a_wrong_usage_has_exit_code_2(command: Any, arguments: Any) -> None:
    code, _, err = command(*arguments)
    assert code == 2
    assert "Usage: interlock" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("train", "nothing"),
            "DATA must be known.\n"
            "  expected: digits, or the path of mnist.npz or of a folder with the four IDX files\n"
            "  got:      nothing, which does not exist\n",
        ),
        (
            ("train", "digits", "--rate", "-1"),
            "fit: rate must be above 0 and finite.\n"
            "  got:      -1.0\n"
            "  try:      start with rate=0.5\n",
        ),
        (
            ("train", "digits", "--hidden", "0"),
            "Layer: inputs must be a positive integer.\n"
            "  expected: 1 or more\n"
            "  got:      0\n"
            "  try:      pass a whole number such as inputs=3\n",
        ),
        (
            ("evaluate", "nothing", "digits"),
            "load: the file must be readable.\n"
            "  got:      No such file or directory\n"
            "  where:    nothing\n",
        ),
    ],
)
def test_a_mistake_is_told_in_words_with_exit_code_1(
    command: Any, arguments: Any, message: str
) -> None:
    code, _, err = command(*arguments)
    assert (code, err) == (1, message)


def test_a_place_that_cannot_be_saved_to_is_told_before_the_training(
    command: Any, tmp_path: Path
) -> None:
    file = tmp_path / "no" / "n"
    code, out, err = command("train", "digits", "--epochs", 1, "--save", file)
    assert (code, out) == (1, "")
    assert err == (
        "save: the file must lie in a folder that exists.\n"
        f"  got:      {tmp_path / 'no'}\n"
        f"  where:    {file}\n"
    )


def test_without_its_extra_the_command_says_what_to_install(
    command: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interlock.command, "find_spec", lambda name: None)
    assert command("train", "digits") == (
        1,
        "",
        'interlock: the command needs typer and rich\n  try:      pip install "interlock[train]"\n',
    )
