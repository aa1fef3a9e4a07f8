"""What a user sets, and what makes a cached result stale."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from checker.bridge.probing import Project
from interlock.checker.bridge.settings import PACKAGE, fingerprint, prepare
from interlock.checker.options import BadOption, InterlockOptions, read_options
from interlock.checker.registry import RULES


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("mypy.ini", "[mypy]\nstrict = True\n", InterlockOptions()),
        ("mypy.ini", "[interlock]\nwarn_shape_lost = True\n", InterlockOptions(True)),
        ("setup.cfg", "[interlock]\nwarn_shape_lost = off\n", InterlockOptions()),
        (
            "mypy.ini",
            "[interlock]\nrules = one, two.three\n",
            InterlockOptions(False, ("one", "two.three")),
        ),
        (
            "mypy.ini",
            "[interlock]\nrules =\n    one\n    two\n",
            InterlockOptions(False, ("one", "two")),
        ),
        (
            "pyproject.toml",
            "[tool.interlock]\nwarn_shape_lost = true\nrules = ['one']\n",
            InterlockOptions(True, ("one",)),
        ),
        ("pyproject.toml", "[tool.mypy]\nstrict = true\n", InterlockOptions()),
        ("pyproject.toml", "[tool]\ninterlock = 3\n", InterlockOptions()),
    ],
)
def test_options_are_read_from_mypys_own_file(
    tmp_path: Path, name: str, text: str, expected: InterlockOptions
) -> None:
    """In each of the formats that mypy reads."""
    path = tmp_path / name
    path.write_text(text)
    assert read_options(path) == expected


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    """Nor is a file needed that mypy was given and that is not there."""
    assert read_options(None) == read_options(tmp_path / "absent.ini") == InterlockOptions()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "mypy.ini",
            "[interlock]\nwarn_shapes = True\n",
            'unknown setting "warn_shapes"; there are "warn_shape_lost" and "rules"',
        ),
        (
            "mypy.ini",
            "[interlock]\nwarn_shape_lost = maybe\n",
            "\"warn_shape_lost\" is true or false, not 'maybe'",
        ),
        (
            "pyproject.toml",
            "[tool.interlock]\nwarn_shape_lost = 1\n",
            '"warn_shape_lost" is true or false, not 1',
        ),
        (
            "pyproject.toml",
            "[tool.interlock]\nrules = [1]\n",
            '"rules" is a list of module names, not [1]',
        ),
        (
            "pyproject.toml",
            "[tool.interlock]\nrules = 1\n",
            '"rules" is a list of module names, not 1',
        ),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    """With what would be right."""
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(BadOption) as raised:
        read_options(path)
    assert str(raised.value) == message


def ends_with(project: Project) -> str:
    """What mypy says when it does not even start to check."""
    project.write(main="x = 1\n")
    command = [sys.executable, "-m", "mypy", "--config-file", str(project.config()), "main.py"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=project.folder, check=False)
    assert done.returncode == 2
    assert done.stdout == "Found 1 error in 1 file (errors prevented further checking)\n"
    return done.stderr.replace(f"{project.folder}/", "").strip()


def test_mypy_ends_with_the_message_of_a_wrong_setting(project: Project) -> None:
    """And with no traceback."""
    wrong = Project(project.folder, project.cache, settings="[interlock]\nrule = x")
    known = '"warn_shape_lost" and "rules"'
    assert ends_with(wrong) == (
        f'mypy.ini: error: [interlock] unknown setting "rule"; there are {known}'
    )


def test_mypy_ends_with_the_message_of_a_broken_module_of_rules(project: Project) -> None:
    """The module's own error is part of it."""
    project.write(broken="raise RuntimeError('not today')\n")
    wrong = Project(project.folder, project.cache, settings="[interlock]\nrules = broken")
    assert ends_with(wrong) == (
        'mypy.ini: error: [interlock] "rules": cannot import "broken": RuntimeError: not today'
    )


def test_rules_beside_the_configuration_are_imported(project: Project) -> None:
    """Before anything is checked."""
    project.write(
        own_rules="""
        from interlock.checker.registry import rule
        @rule("main.smooth")
        def smooth(x: object) -> object: return x
        """,
        main="x = 1\n",
    )
    Project(project.folder, project.cache, settings="[interlock]\nrules = own_rules").says("main")
    try:
        assert "main.smooth" in RULES
    finally:
        RULES.pop("main.smooth", None)


def copied(folder: Path) -> list[Path]:
    """The files of the checker, in a copy of the package."""
    shutil.copytree(PACKAGE, folder / "interlock", ignore=shutil.ignore_patterns("__pycache__"))
    return [folder / "interlock/mypy_plugin.py", *(folder / "interlock/checker").rglob("*.py")]


def test_editing_any_file_of_the_checker_changes_its_fingerprint(tmp_path: Path) -> None:
    """Each file is tried; so is an option."""
    files = copied(tmp_path)
    before = fingerprint(InterlockOptions(), tmp_path / "interlock")
    assert before == fingerprint(InterlockOptions()) != fingerprint(InterlockOptions(True))
    for file in files:
        text = file.read_text()
        file.write_text(text + "# edited\n")
        assert fingerprint(InterlockOptions(), tmp_path / "interlock") != before, file
        file.write_text(text)


def test_an_edited_file_of_rules_changes_the_fingerprint(project: Project) -> None:
    """A user's rules are a part of the checker."""
    project.write(edited_rules="x = 1\n")
    options = read_options(
        Project(
            project.folder, project.cache, settings="[interlock]\nrules = edited_rules"
        ).config()
    )
    prepare(str(project.folder / "mypy.ini"))
    before = fingerprint(options)
    project.write(edited_rules="x = 2\n")
    assert fingerprint(options) != before


def test_mypy_reads_its_cache_until_the_checker_is_edited(project: Project) -> None:
    """Then it abandons every result, whichever part of the checker was edited."""
    files = copied(project.folder)
    project.write(main="x = 1\n")
    plain = Project(project.folder, project.folder / "own_cache", plugin="interlock.mypy_plugin")
    command = [sys.executable, "-m", "mypy", "-v", "--config-file", str(plain.config()), "main.py"]
    environment = {**os.environ, "PYTHONPATH": str(project.folder)}

    def abandoned() -> int:
        done = subprocess.run(
            command, capture_output=True, text=True, env=environment, cwd=project.folder, check=True
        )
        return (done.stdout + done.stderr).count("plugin configuration differs")

    assert (abandoned(), abandoned()) == (0, 0)
    # mypy itself knows the entry, which is the first of the files
    one_of_each = {file.parent.name: file for file in files[1:] if file.stat().st_size}
    assert set(one_of_each) == {"bridge", "checker", "interpreter", "messages", "rules"}
    for edited in one_of_each.values():
        edited.write_text(edited.read_text() + "# edited\n")
        assert abandoned() > 0, edited
