"""`interlock check`: mypy with the plugin, whether or not the user has configured either."""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import interlock
from interlock.command import INTERRUPTED
from interlock.command.configuration import Configuration, found
from interlock.command.reports import REPORTS
from interlock.errors import ExtraError, InterlockError, SettingError

__all__ = ["check", "mypy_environment"]

UNCHECKED = 2  # as of mypy: it could not do its work


def check(arguments: Sequence[str]) -> int:
    """Run the verb with these arguments; the exit code is mypy's: 0, 1 for errors, 2 for none done.

    A mistake of the user's is told in words.
    """
    options = _parser().parse_args(arguments)
    try:
        _require_mypy()
        _require_paths(options.paths)
        with tempfile.TemporaryDirectory(prefix="interlock-") as folder:
            return _checked(options, Path(folder))
    except InterlockError as error:
        print(error, file=sys.stderr)
        return UNCHECKED
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="interlock check",
        description="Run mypy with the plugin; an existing mypy configuration is respected.",
    )
    add = parser.add_argument
    add("paths", metavar="PATH", nargs="*", type=Path, help="a file or a folder (default: here)")
    add("--format", choices=["text", *REPORTS], default="text", help="of what is found")
    add("--strict", action="store_true", help="with all of mypy's optional checks")
    add("--warn-shape-lost", action="store_true", help="report where a shape is lost, too")
    add("--config-file", metavar="FILE", type=Path, help="instead of the one mypy would read")
    return parser


def _require_mypy() -> None:
    if find_spec("mypy") is None:
        raise ExtraError(
            'interlock check: this needs mypy, which the extra "check" brings.',
            remedy='pip install "interlock[check]"',
        )


def _require_paths(paths: Sequence[Path]) -> None:
    for path in paths:
        if not path.exists():
            raise SettingError(
                "interlock check: PATH must exist.",
                expected="a Python file, or a folder of them",
                got=str(path),
            )


def _checked(options: argparse.Namespace, folder: Path) -> int:
    given: Path | None = options.config_file
    configuration = Configuration(given) if given else found()
    file = configuration.write(folder, options.warn_shape_lost)
    paths = options.paths or ([] if configuration.names_files else ["."])
    command = [sys.executable, "-m", "mypy", "--config-file", str(file)]
    command += ["--strict"] if options.strict else []
    command += ["--output", "json"] if options.format in REPORTS else []
    done = subprocess.run(
        [*command, *map(str, paths)],
        stdout=subprocess.PIPE if options.format in REPORTS else None,
        stderr=subprocess.PIPE,
        env=_environment(configuration, folder),
        text=True,
        check=False,
    )
    # What mypy says of its configuration is about the user's own file.
    sys.stderr.write(done.stderr.replace(str(file), str(configuration.path)))
    if options.format in REPORTS:
        print(REPORTS[options.format](done.stdout), end="")
    return done.returncode


def _environment(configuration: Configuration, folder: Path) -> dict[str, str]:
    environment = mypy_environment()
    if "MYPY_CACHE_DIR" not in environment and not configuration.names_a_cache:
        environment["MYPY_CACHE_DIR"] = str(_cache(folder))
    if configuration.path and "rules" in configuration.sections.get("interlock", {}):
        # The modules with the user's rules lie beside the configuration.
        paths = [str(configuration.path.resolve().parent), environment.get("PYTHONPATH", "")]
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    return environment


def _cache(folder: Path) -> Path:
    """A place outside the user's tree for mypy's results, the same for the same working folder."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    name = hashlib.sha256(str(Path.cwd()).encode()).hexdigest()[:16]
    cache = home / "interlock" / "mypy" / name
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        return folder / "cache"
    return cache


def mypy_environment() -> dict[str, str]:
    """The environment in which mypy finds this package, installed or run from its source tree."""
    root = Path(interlock.__file__).resolve().parents[1]
    installed = root.name in ("site-packages", "dist-packages")
    return dict(os.environ) if installed else os.environ | {"MYPYPATH": str(root)}
