"""From mypy's configuration to a checker that is ready: options read, users' rules imported."""

from __future__ import annotations

import hashlib
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ..options import BadOption, InterlockOptions, read_options

OWN_RULES: Final = ("interlock.checker.rules",)
"""Imported before the user's, so that his are the ones that count."""

PACKAGE: Final = Path(__file__).resolve().parents[2]


def prepare(config_file: str | None) -> InterlockOptions:
    """Read the options and import the modules that hold the user's rules.

    Args:
        config_file: The file mypy reads its own options from, if there is one.

    Raises:
        BadOption: an option or a module is wrong.
    """
    path = Path(config_file) if config_file else None
    options = read_options(path)
    with _importable(path.parent if path is not None else Path()):
        for name in [*OWN_RULES, *options.rules] if options.rules else []:
            _import(name)
    return options


def _import(name: str) -> None:
    try:
        importlib.import_module(name)
    except Exception as error:  # whatever a user's module does wrong is his to read
        text = f'"rules": cannot import "{name}": {type(error).__name__}: {error}'
        raise BadOption(text) from error


@contextmanager
def _importable(folder: Path) -> Iterator[None]:
    """Let modules beside the configuration be imported, as mypy does with plugins."""
    sys.path.insert(0, str(folder.resolve()))
    try:
        yield
    finally:
        sys.path.remove(str(folder.resolve()))


def fingerprint(options: InterlockOptions, package: Path = PACKAGE) -> dict[str, str]:
    """What mypy keeps beside each result: changes with the checker, the rules and the options."""
    rules = [getattr(sys.modules.get(name), "__file__", None) for name in options.rules]
    files = [package / "mypy_plugin.py", *sorted((package / "checker").rglob("*.py"))]
    digest = hashlib.sha256()
    for file in [*files, *(Path(rule) for rule in rules if rule)]:
        digest.update(file.read_bytes() if file.is_file() else b"")
    return {"checker": digest.hexdigest(), "options": repr(options)}
