"""mypy's configuration as the user has written it, with the plugin added, in a file of its own."""

from __future__ import annotations

import configparser
import json
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from interlock.errors import SettingError

__all__ = ["PLUGIN", "Configuration", "found"]

PLUGIN = "interlock.mypy_plugin"
_NAMES = ("mypy.ini", ".mypy.ini", "pyproject.toml", "setup.cfg")
_SHARED = ("pyproject.toml", "setup.cfg")  # with others: mypy's only if they say so
_HERE = ("${MYPY_CONFIG_FILE_DIR}", "$MYPY_CONFIG_FILE_DIR")


class Configuration:
    """The settings of one file, or none.

    Args:
        path: What mypy would read; None if there is nothing.

    Raises:
        SettingError: the file cannot be read.
    """

    def __init__(self, path: Path | None) -> None:
        self.path: Path | None = path
        self.is_toml: bool = path is not None and path.suffix == ".toml"
        try:
            read = _read_toml if self.is_toml else _read_ini
            self.sections: dict[str, dict[str, Any]] = read(_text(path))
        except (OSError, ValueError, configparser.Error) as error:
            raise SettingError(
                "interlock check: mypy's configuration must be readable.",
                got=str(error).splitlines()[0],
                where=str(path),
            ) from error

    @property
    def speaks_of_mypy(self) -> bool:
        """Whether it has a section for mypy or the plugin."""
        return any(section.startswith(("mypy", "interlock")) for section in self.sections)

    @property
    def names_files(self) -> bool:
        """Whether it says what to check."""
        return bool({"files", "packages", "modules"} & self.sections.get("mypy", {}).keys())

    @property
    def names_a_cache(self) -> bool:
        """Whether it says where mypy keeps its results."""
        return "cache_dir" in self.sections.get("mypy", {})

    def write(self, folder: Path, warn_shape_lost: bool) -> Path:
        """The same settings and the plugin, for mypy to read; the user's own file stays as it is.

        Args:
            folder: Where the new file goes.
            warn_shape_lost: Whether to report each operation that loses a shape, whatever the
                user's file says.
        """
        mypy = self.sections.get("mypy", {})
        interlock = self.sections.get("interlock", {})
        mypy["plugins"] = ", ".join(self._plugins(mypy.get("plugins", "")))
        if warn_shape_lost:
            interlock["warn_shape_lost"] = True
        sections = {**self.sections, "mypy": mypy, "interlock": interlock}
        file = folder / (self.path.name if self.path else _NAMES[0])
        lines = _toml_lines(sections) if self.is_toml else _ini_lines(sections)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return file

    def _plugins(self, given: str | list[str]) -> list[str]:
        names = given.split(",") if isinstance(given, str) else given
        names = [name.strip() for name in names if name.strip()]
        # mypy looks for a plugin's file beside the configuration, which is elsewhere now.
        return [*map(self._placed, names), *([] if PLUGIN in names else [PLUGIN])]

    def _placed(self, plugin: str) -> str:
        is_file = self.path is not None and ".py" in plugin
        return (_folder(self.path) / plugin).as_posix() if is_file else plugin


def found() -> Configuration:
    """What mypy would read here: from this folder up to the repository's, then the user's own.

    Raises:
        SettingError: a file on the way cannot be read.
    """
    for path in _candidates():
        if path.is_file():
            configuration = Configuration(path)
            if path.name not in _SHARED or configuration.speaks_of_mypy:
                return configuration
    return Configuration(None)


def _candidates() -> Iterator[Path]:
    here = Path.cwd()
    for folder in (here, *here.parents):
        yield from (folder / name for name in _NAMES)
        if (folder / ".git").exists() or (folder / ".hg").exists():
            break
    home = os.environ.get("XDG_CONFIG_HOME")
    yield from [Path(home, "mypy", "config")] if home else []
    yield from (Path("~/.config/mypy/config").expanduser(), Path("~/.mypy.ini").expanduser())


def _folder(path: Path | None) -> Path:
    return path.resolve().parent if path else Path.cwd()


def _text(path: Path | None) -> str:
    text = path.read_text(encoding="utf-8") if path else ""
    for name in _HERE:
        text = text.replace(name, _folder(path).as_posix())
    return text


def _read_ini(text: str) -> dict[str, dict[str, Any]]:
    parser = configparser.RawConfigParser()
    parser.read_string(text)
    return {name: dict(parser[name]) for name in parser.sections()}


def _read_toml(text: str) -> dict[str, dict[str, Any]]:
    tool = tomllib.loads(text).get("tool", {})
    return {name: dict(tool[name]) for name in ("mypy", "interlock") if name in tool}


def _ini_lines(sections: dict[str, dict[str, Any]]) -> Iterator[str]:
    for name, values in sections.items():
        yield f"[{name}]"
        for key, value in values.items():
            yield f"{key} = " + str(value).replace("\n", "\n    ")


def _toml_lines(sections: dict[str, dict[str, Any]]) -> Iterator[str]:
    for name, values in sections.items():
        overrides = values.get("overrides", [])
        yield f"[tool.{name}]"
        yield from _toml_values(values)
        for override in overrides:
            yield f"[[tool.{name}.overrides]]"
            yield from _toml_values(override)


def _toml_values(values: dict[str, Any]) -> Iterator[str]:
    # JSON's texts, numbers, truth values and lists of them are TOML's too.
    return (f"{key} = {json.dumps(value)}" for key, value in values.items() if key != "overrides")
