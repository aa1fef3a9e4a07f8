"""mypy with all that cells import in its memory, to which one module after another is added."""

from __future__ import annotations

import gc
import os
import shutil
import site
from pathlib import Path
from typing import Final

from mypy.build import BuildResult, build
from mypy.fscache import FileSystemCache
from mypy.main import process_options
from mypy.modulefinder import BuildSource
from mypy.options import Options
from mypy.server.update import FineGrainedBuildManager

from interlock.notebook.snapshots import publish

__all__ = ["Warm"]

_FOLLOWED: Final = frozenset(
    {"numpy", "interlock", "jaxtyping", "einops", "typing_extensions", "mypy_extensions"}
)
"""The installed packages whose types mypy reads. Others know of no shapes, and some are large."""

_FIRST: Final = """\
import collections, dataclasses, functools, itertools, json, math, os, pathlib, random, re, sys
import time, typing
import jaxtyping
import numpy as np
import interlock.datasets, interlock.optimizers, interlock.storage, interlock.training
"""

_SETTINGS: Final = """\
[mypy]
plugins = interlock.mypy_plugin
check_untyped_defs = true
ignore_missing_imports = true
allow_redefinition_new = true
local_partial_types = true
implicit_optional = true
show_error_end = true

[mypy-interlock.*]
ignore_errors = true

[interlock]
warn_shape_lost = true
"""


class Warm:
    """mypy, kept warm.

    Args:
        folder: An empty folder for the modules.
        home: Where the user's own modules lie.
        snapshot: A folder for what mypy knows of the libraries, kept for the next time.
    """

    def __init__(self, folder: Path, home: Path, snapshot: Path) -> None:
        self.folder = folder
        self.home = home
        self.files: FileSystemCache = FileSystemCache()
        self.seen: dict[tuple[str, str], int] = {}
        self.manager: FineGrainedBuildManager = FineGrainedBuildManager(self._built(snapshot))
        self.check({"interlock_first": _FIRST})
        gc.freeze()  # the trees of the libraries stay; collections need not walk them

    def check(self, texts: dict[str, str]) -> list[str]:
        """What mypy says, line by line, of new modules.

        Raises:
            ValueError: a module of the user's cannot be read, or mypy gives up.
        """
        for name, text in texts.items():
            self._path(name).write_text(text, encoding="utf-8")
        new = [(name, str(self._path(name))) for name in texts]
        changed = [
            module for module, time in self._times().items() if self.seen.get(module) != time
        ]
        lines = self.manager.update([*changed, *new], [])
        self.seen = self._times()
        self.files.flush()
        self.manager.flush_cache()
        # errors of earlier cells are told, and not to be found again
        self.manager.previous_targets_with_errors = set()
        if self.manager.blocking_error is not None:
            raise ValueError(lines[0] if lines else self.manager.blocking_error[1])
        return lines

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.py"

    def _times(self) -> dict[tuple[str, str], int]:
        """When each module of the user's own was last changed."""
        own = [(state.id, state.path) for state in self.manager.graph.values() if state.path]
        return {
            (name, path): os.stat(path).st_mtime_ns
            for name, path in own
            if self._is_own(path) and os.path.isfile(path)
        }

    def _is_own(self, path: str) -> bool:
        return path.startswith(f"{self.home}{os.sep}") and "site-packages" not in path

    def _built(self, snapshot: Path) -> BuildResult:
        """The libraries from the snapshot, which is taken again if it has become stale."""
        cache = self.folder / "cache"
        if snapshot.is_dir():
            shutil.copytree(snapshot, cache)
            result = self._build(cache, warm=True)
            if result.used_cache and all(state.is_fresh() for state in result.graph.values()):
                return result
        self._build(cache, warm=False)
        publish(cache, snapshot)
        return self._build(cache, warm=True)

    def _build(self, cache: Path, warm: bool) -> BuildResult:
        path = self._path("interlock_libraries")
        path.write_text(_FIRST, encoding="utf-8")
        options = self._options(cache)
        options.fine_grained_incremental = options.use_fine_grained_cache = warm
        return build([BuildSource(str(path), path.stem, None)], options, fscache=self.files)

    def _options(self, cache: Path) -> Options:
        file = self.folder / "mypy.ini"
        file.write_text(_SETTINGS + "".join(map(_skipped, _installed())), encoding="utf-8")
        arguments = ["--config-file", str(file), "--cache-dir", str(cache), "--cache-fine-grained"]
        _, options = process_options(arguments, require_targets=False, server_options=True)
        options.mypy_path = [str(self.folder), str(self.home)]
        options.raise_exceptions = True
        return options


def _installed() -> list[str]:
    """The names that installed packages are imported by, those that are followed left out."""
    folders = [*site.getsitepackages(), site.getusersitepackages()]
    files = [file for folder in folders if os.path.isdir(folder) for file in os.listdir(folder)]
    names = {file.partition(".")[0] for file in files}
    return sorted(name for name in names - _FOLLOWED if name.isidentifier())


def _skipped(name: str) -> str:
    return f"\n[mypy-{name}.*]\nfollow_imports = skip\nfollow_imports_for_stubs = true\n"
