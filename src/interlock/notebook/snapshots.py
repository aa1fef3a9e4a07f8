"""What mypy knows of the libraries, kept from one session to the next."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

__all__ = ["publish", "snapshot_folder"]


def snapshot_folder() -> Path:
    """Where the snapshot of this environment is kept."""
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    environment = hashlib.sha256(sys.prefix.encode()).hexdigest()[:16]
    return Path(caches) / "interlock" / "notebook" / environment


def publish(cache: Path, snapshot: Path) -> None:
    """Put a cache where the next session finds it, whole or not at all."""
    fresh = snapshot.with_name(f"{snapshot.name}.{os.getpid()}")
    try:
        shutil.copytree(cache, fresh)  # makes the folders above, too
        shutil.rmtree(snapshot, ignore_errors=True)
        fresh.rename(snapshot)
    except OSError:  # nothing can be written there, or another session was faster
        shutil.rmtree(fresh, ignore_errors=True)
