"""A project of its own for each test, and one cache of NumPy's stubs for all."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.bridge.probing import Project


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """mypy's cache, filled by the first run."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def project(tmp_path: Path, shared_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """An empty project, which is also the current folder."""
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path, shared_cache)
