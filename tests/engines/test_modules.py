"""Generated code on disk."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from interlock.engines.modules import cache_folder, module_of

SOURCE = "def epoch(): return 7\n"
TRAIN = """
import numpy as np
from interlock import Data, Network, fit
data = Data.labelled(2, 2, np.eye(2), np.array([0, 1]))
network = Network.new(2, [3], 2, rng=1, dtype=np.float64)
fit(network, data, batch_size=1, epochs=2, rng=1, engine="numba")
print(network.forward(np.eye(2)).tolist())
"""


def test_a_module_is_written_to_the_cache_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERLOCK_CACHE", str(tmp_path / "cache"))
    assert module_of(SOURCE).epoch() == 7
    [path] = (tmp_path / "cache").glob("*.py")
    written = path.stat().st_mtime_ns
    assert module_of(SOURCE).epoch() == 7
    assert path.stat().st_mtime_ns == written


def test_a_file_that_was_tampered_with_is_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERLOCK_CACHE", str(tmp_path))
    module_of(SOURCE)
    [path] = tmp_path.glob("*.py")
    path.write_text("raise SystemExit\n")
    assert module_of(SOURCE).epoch() == 7


def test_where_the_cache_cannot_be_written_the_code_runs_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("INTERLOCK_CACHE", str(blocked / "cache"))
    assert module_of(SOURCE).epoch() == 7


def test_the_cache_lies_in_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INTERLOCK_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert cache_folder() == Path("/somewhere/interlock")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder() == Path.home() / ".cache" / "interlock"


def test_a_second_program_fetches_the_machine_code_from_the_disk(tmp_path: Path) -> None:
    environment = {**os.environ, "INTERLOCK_CACHE": str(tmp_path)}
    environment.pop("NUMBA_CACHE_DIR", None)
    answers, stamps = [], []
    for _ in range(2):
        run = subprocess.run(
            [sys.executable, "-c", TRAIN],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        answers.append(run.stdout)
        stamps.append([path.stat().st_mtime_ns for path in sorted(tmp_path.rglob("*.nb?"))])
    assert answers[0] == answers[1]
    assert len(stamps[0]) == 2  # numba's index, and the code of one signature
    assert stamps[0] == stamps[1]
