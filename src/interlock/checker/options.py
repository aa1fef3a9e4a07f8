"""What a user can set: an `[interlock]` section beside mypy's own, or `[tool.interlock]`."""

from __future__ import annotations

import configparser
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class BadOption(ValueError):
    """A setting that is not one of ours, or has a value it cannot have."""


@dataclass(frozen=True)
class InterlockOptions:
    """The settings of one run.

    `warn_shape_lost` reports each operation whose result has no shape any more; `rules` names the
    modules imported at the start so that their `@rule` functions are known.
    """

    warn_shape_lost: bool = False
    rules: tuple[str, ...] = ()


def read_options(path: Path | None) -> InterlockOptions:
    """The settings in mypy's configuration file.

    Args:
        path: `mypy.ini`, `setup.cfg`, `pyproject.toml` or any other name mypy was given.

    Returns:
        The settings; the defaults where there is no file or no section.

    Raises:
        BadOption: a name or a value is wrong.
    """
    if path is None or not path.is_file():
        return InterlockOptions()
    section = _toml_section(path) if path.suffix == ".toml" else _ini_section(path)
    unknown = sorted(section.keys() - {"warn_shape_lost", "rules"})
    if unknown:
        raise BadOption(f'unknown setting "{unknown[0]}"; there are "warn_shape_lost" and "rules"')
    return InterlockOptions(
        _flag(section.get("warn_shape_lost", False)), _names(section.get("rules", ()))
    )


def _toml_section(path: Path) -> Mapping[str, object]:
    section = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {}).get("interlock", {})
    return section if isinstance(section, dict) else {}


def _ini_section(path: Path) -> Mapping[str, object]:
    parser = configparser.RawConfigParser()
    parser.read(path, encoding="utf-8")
    return dict(parser["interlock"]) if parser.has_section("interlock") else {}


def _flag(value: object) -> bool:
    words = configparser.RawConfigParser.BOOLEAN_STATES
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise BadOption(f'"warn_shape_lost" is true or false, not {value!r}')


def _names(value: object) -> tuple[str, ...]:
    names = value.replace("\n", ",").split(",") if isinstance(value, str) else value
    if not isinstance(names, (list, tuple)) or not all(isinstance(name, str) for name in names):
        raise BadOption(f'"rules" is a list of module names, not {value!r}')
    return tuple(name.strip() for name in names if name.strip())
