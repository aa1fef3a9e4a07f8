"""The oldest mypy that the package promises to work with."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

__all__ = ["python_with_oldest_mypy"]

ROOT = Path(__file__).resolve().parent.parent
OLDEST_MYPY = "1.15.0"


def python_with_oldest_mypy() -> Path:
    """An interpreter that has it, in an environment of its own for each Python."""
    python_version = "".join(map(str, sys.version_info[:2]))
    home = ROOT / f".venv-mypy-{OLDEST_MYPY}-{python_version}"
    if not home.exists():
        _install_mypy(home)
    return _python_of(home)


def _install_mypy(home: Path) -> None:
    # Elsewhere first, since another worker of pytest may be doing the same.
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=".venv-new-") as folder:
        fresh = Path(folder) / "venv"
        venv.create(fresh, with_pip=True)
        pip = [str(_python_of(fresh)), "-m", "pip", "install", "--quiet", f"mypy=={OLDEST_MYPY}"]
        subprocess.run(pip, check=True, timeout=300)
        with contextlib.suppress(OSError):
            fresh.rename(home)


def _python_of(home: Path) -> Path:
    return home / ("Scripts" if os.name == "nt" else "bin") / "python"
