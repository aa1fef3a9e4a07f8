"""The user's configuration holds, with the plugin added, and stays as it is."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from mypy.config_parser import parse_config_file
from mypy.options import Options

from interlock.checker.options import read_options
from interlock.command import checking
from interlock.command.configuration import PLUGIN, Configuration, found
from interlock.errors import SettingError

INI = """\
[mypy]
python_version = 3.12
strict_equality = True
disable_error_code = attr-defined,
    union-attr
exclude = (?x)(
    ^build/
    | \\.generated\\.py$
    )
mypy_path = $MYPY_CONFIG_FILE_DIR/stubs:${MYPY_CONFIG_FILE_DIR}/more
warn_unreachable = True

[mypy-numba.*,scipy.*]
ignore_missing_imports = True

[interlock]
rules = shape_rules
"""
TOML = """\
[project]
name = "one"

[tool.mypy]
python_version = "3.12"
strict_equality = true
enable_error_code = ["ignore-without-code", "truthy-bool"]
exclude = ['^build/', '\\.generated\\.py$']
files = ["src", "tests"]

[[tool.mypy.overrides]]
module = ["numba.*", "scipy.*"]
ignore_missing_imports = true

[[tool.mypy.overrides]]
module = "one.old"
ignore_errors = true

[tool.interlock]
warn_shape_lost = true
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository, with nothing in the user's home."""
    folder = tmp_path / "here"
    (folder / ".git").mkdir(parents=True)
    (tmp_path / "written").mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return folder


def understood(file: Path) -> dict[str, Any]:
    """What mypy itself makes of a configuration."""
    options, complaints = Options(), StringIO()
    parse_config_file(options, lambda: None, str(file), complaints, complaints)
    assert complaints.getvalue() == ""
    told: dict[str, Any] = options.snapshot()
    return told | {"per module": options.per_module_options, "plugins": options.plugins}


@pytest.mark.parametrize(
    ("name", "text"),
    [("mypy.ini", INI), ("setup.cfg", INI), (".mypy.ini", "[mypy]\n"), ("pyproject.toml", TOML)],
)
def test_mypy_understands_the_same_settings_and_the_plugin(
    here: Path, tmp_path: Path, name: str, text: str
) -> None:
    (here / name).write_text(text)
    configuration = found()
    written = configuration.write(tmp_path / "written", warn_shape_lost=False)
    assert configuration.path == here / name
    assert written == tmp_path / "written" / name
    changed = {"config_file", "plugins"}
    theirs, ours = understood(here / name), understood(written)
    assert {key: value for key, value in ours.items() if key not in changed} == {
        key: value for key, value in theirs.items() if key not in changed
    }
    assert ours["plugins"] == [*theirs["plugins"], PLUGIN]
    assert read_options(written) == read_options(here / name)
    assert (here / name).read_text() == text


def test_without_a_file_there_is_only_the_plugin(tmp_path: Path) -> None:
    written = found().write(tmp_path / "written", warn_shape_lost=False)
    assert written.read_text() == f"[mypy]\nplugins = {PLUGIN}\n[interlock]\n"


def test_a_plugin_that_is_there_is_not_added_and_one_beside_the_file_is_still_found(
    here: Path, tmp_path: Path
) -> None:
    (here / "mypy.ini").write_text(f"[mypy]\nplugins = own.py:start, {PLUGIN}, other.plugin\n")
    written = found().write(tmp_path / "written", warn_shape_lost=False)
    plugins = understood(written)["plugins"]
    assert plugins == [f"{here.resolve()}/own.py:start", PLUGIN, "other.plugin"]


@pytest.mark.parametrize("name", ["mypy.ini", "pyproject.toml"])
def test_lost_shapes_are_reported_where_the_command_says_so(
    here: Path, tmp_path: Path, name: str
) -> None:
    toml = name.endswith("toml")
    (here / name).write_text("[tool.mypy]\nstrict = true\n" if toml else "[mypy]\nstrict = True\n")
    assert not read_options(here / name).warn_shape_lost
    written = found().write(tmp_path / "written", warn_shape_lost=True)
    assert read_options(written).warn_shape_lost


# Which file it is


def test_the_nearest_file_that_speaks_of_mypy_is_read(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = here / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)
    (inner / "pyproject.toml").write_text('[project]\nname = "inner"\n')
    (here / "setup.cfg").write_text("[mypy]\nstrict = True\n")
    (tmp_path / "mypy.ini").write_text("[mypy]\n")
    assert found().path == here / "setup.cfg"
    (inner / "pyproject.toml").write_text("[tool.interlock]\nwarn_shape_lost = true\n")
    assert found().path == inner / "pyproject.toml"


def test_beyond_the_repository_there_is_only_the_users_own_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mypy.ini").write_text("[mypy]\n")
    assert found().path is None
    own = tmp_path / "settings" / "mypy" / "config"
    own.parent.mkdir(parents=True)
    own.write_text("[mypy]\nstrict = True\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    assert found().path == own


@pytest.mark.parametrize(
    ("name", "text", "got"),
    [
        ("mypy.ini", "strict = True\n", "File contains no section headers."),
        ("pyproject.toml", "[tool.mypy\n", "Expected ']' at the end of a table declaration"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(here: Path, name: str, text: str, got: str) -> None:
    (here / name).write_text(text)
    with pytest.raises(SettingError) as caught:
        found()
    assert str(caught.value).startswith(
        f"interlock check: mypy's configuration must be readable.\n  got:      {got}"
    )
    assert str(caught.value).endswith(f"\n  where:    {here / name}")


def test_a_file_that_is_asked_for_must_be_there() -> None:
    with pytest.raises(SettingError) as caught:
        Configuration(Path("none.ini"))
    assert str(caught.value) == (
        "interlock check: mypy's configuration must be readable.\n"
        "  got:      [Errno 2] No such file or directory: 'none.ini'\n"
        "  where:    none.ini"
    )


# What the command makes of it


def run(*arguments: str) -> int:
    return checking.check(list(arguments))


def test_the_command_checks_the_files_that_the_configuration_names(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (here / "mypy.ini").write_text("[mypy]\nfiles = one.py\ncache_dir = kept\nstrict = True\n")
    (here / "one.py").write_text("def f(x): ...\n")
    (here / "two.py").write_text('y: int = "two"\n')
    assert run() == 1
    assert capfd.readouterr() == (
        "one.py:1: error: Function is missing a type annotation  [no-untyped-def]\n"
        "Found 1 error in 1 file (checked 1 source file)\n",
        "",
    )
    assert (here / "kept").is_dir()


def test_what_mypy_says_of_a_setting_is_said_of_the_users_file(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (here / "odd.ini").write_text(f"[mypy]\nodd = True\ncache_dir = {here}/kept\n")
    (here / "one.py").write_text("x = 1\n")
    assert run("--config-file", "odd.ini", "one.py") == 0
    assert capfd.readouterr().err == "odd.ini: [mypy]: Unrecognized option: odd = True\n"


def test_the_users_rules_are_found_beside_the_configuration(
    here: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "shape_rules.py").write_text("raise RuntimeError('read')\n")
    (here / "mypy.ini").write_text("[mypy]\ncache_dir = kept\n[interlock]\nrules = shape_rules\n")
    (here / "inner").mkdir()
    (here / "inner" / "one.py").write_text("x = 1\n")
    monkeypatch.chdir(here / "inner")
    assert run("one.py") == 2
    assert capfd.readouterr().err == (
        f'{here}/mypy.ini: error: [interlock] "rules": cannot import "shape_rules": '
        "RuntimeError: read\n"
    )
