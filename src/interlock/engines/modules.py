"""Generated code as modules in files: numba keeps machine code on disk only for what has a file."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

__all__ = ["cache_folder", "module_of"]

_unkept: list[TemporaryDirectory[str]] = []


def cache_folder() -> Path:
    """Where generated code is kept: $INTERLOCK_CACHE, or `interlock` in the user's own cache."""
    chosen = os.environ.get("INTERLOCK_CACHE")
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "interlock"


def module_of(source: str) -> ModuleType:
    """The source as an imported module, whose file is written once.

    Where the cache cannot be written, the file lives as long as the program.
    """
    name = f"interlock_straight_{sha256(source.encode()).hexdigest()[:24]}"
    try:
        path = _written(cache_folder(), name, source)
    except OSError:
        _unkept.append(TemporaryDirectory(prefix="interlock-"))
        path = _written(Path(_unkept[-1].name), name, source)
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be imported")
    module = module_from_spec(spec)
    sys.modules[name] = module  # where numba looks for it when it fetches code from the disk
    spec.loader.exec_module(module)
    return module


def _written(folder: Path, name: str, source: str) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{name}.py"
    with suppress(FileNotFoundError):
        # What lies there is run only if it is what would be written, letter by letter.
        if path.read_text(encoding="utf-8") == source:
            return path
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(source, encoding="utf-8")
    fresh.replace(path)
    return path
