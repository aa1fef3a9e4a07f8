"""A run from the cache, in workers or in the daemon says what a run from nothing says."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version

import pytest

from checker.bridge.probing import Project

SHAPES = """
    import numpy as np
    from jaxtyping import Float
    Vec = Float[np.ndarray, "n"]
    Mat = Float[Vec, "b"]
    def half(x: Vec) -> Vec: return x / 2
    class Layer:
        weight: Float[np.ndarray, "o i"]
        def forward(self, x: Vec) -> Vec: return self.weight @ x
"""
MAIN = """
    import shapes as s
    def first(x: s.Vec) -> s.Vec: return s.half(x)
    def second(x: s.Mat, layer: s.Layer) -> s.Mat: return layer.weight
    def other(x: int) -> int: return x
"""
EDITS = [
    ("shapes", "x / 2", "x / 3"),
    ("shapes", "def half(x: Vec)", "def half(x: Mat)"),
    ("shapes", '"n"]', '"m"]'),
    ("shapes", "Float[Vec", "Float[np.ndarray"),
    ("shapes", '"o i"', '"o i j"'),
    ("shapes", "import Float", "import Int as Float"),
    ("main", "x: s.Vec", "x: s.Mat"),
    ("main", "x: int", "x: s.Vec"),
    ("main", "layer: s.Layer", "layer: s.Layer, more: s.Vec"),
    ("main", "def other", "def added(x: s.Vec) -> None: x\n    def other"),
]


@pytest.fixture
def pair(project: Project) -> Project:
    """Two modules, one of which has the aliases of the other."""
    project.write(shapes=SHAPES, main=MAIN)
    return project


@contextmanager
def edited(project: Project, module: str, old: str, new: str) -> Iterator[None]:
    """One edit of one module, undone at the end."""
    text = {"shapes": SHAPES, "main": MAIN}
    assert old in text[module]
    project.write(**{module: text[module].replace(old, new)})
    yield
    project.write(**text)


def from_nothing(project: Project) -> list[str]:
    """What a run says that reads no result of an earlier one for these modules."""
    for file in project.cache.rglob("*"):
        if file.is_file() and file.name.startswith(("main.", "shapes.")):
            file.unlink()
    return sorted(project.says("main", "shapes"))


def test_a_run_from_the_cache_says_the_same(pair: Project) -> None:
    """Whether neither, one or both modules are read from it."""
    fresh = from_nothing(pair)
    assert "main.py:3: error: body main.first: (f[n]) -> f[n]  [shape]" in fresh
    assert "main.py:4: error: body main.second: (f[b n], Layer) -> f[b n]  [shape]" in fresh
    assert sorted(pair.says("main", "shapes")) == fresh


@pytest.mark.parametrize(("module", "old", "new"), EDITS)
def test_a_run_after_an_edit_says_what_a_fresh_run_says(
    pair: Project, module: str, old: str, new: str
) -> None:
    """Dependents of what was edited are checked again, the others are not forgotten."""
    from_nothing(pair)
    with edited(pair, module, old, new):
        again = sorted(pair.says("main", "shapes"))
        assert again == from_nothing(pair)


def command(project: Project, module: str, arguments: Sequence[str]) -> list[str]:
    """What a mypy of its own process says, sorted and without the summary."""
    python = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(python, capture_output=True, text=True, cwd=project.folder, check=False)
    assert not done.stderr, done.stderr
    return sorted(
        line for line in done.stdout.splitlines() if not line.startswith(("Found", "Daemon"))
    )


@pytest.mark.skipif(version("mypy") < "2", reason="workers came with mypy 2")
def test_workers_say_what_one_process_says(pair: Project) -> None:
    """Two workers, each of which sees the other's modules through the cache alone."""
    fresh = from_nothing(pair)
    config = ["--config-file", str(pair.config()), "--no-error-summary", "--num-workers=2"]
    for file in pair.cache.rglob("*"):
        if file.is_file() and file.name.startswith(("main.", "shapes.")):
            file.unlink()
    assert command(pair, "mypy", [*config, "main.py", "shapes.py"]) == fresh


def test_the_daemon_says_what_a_fresh_run_says(pair: Project) -> None:
    """After each kind of edit, and after the edit is undone."""
    fresh = from_nothing(pair)
    config = ["--config-file", str(pair.config()), "--no-error-summary", "main.py", "shapes.py"]
    status = ["--status-file", str(pair.folder / "status.json")]
    try:
        assert command(pair, "mypy.dmypy", [*status, "run", "--", *config]) == fresh
        for module, old, new in EDITS:
            with edited(pair, module, old, new):
                said = command(pair, "mypy.dmypy", [*status, "run", "--", *config])
                assert (module, new, said) == (module, new, sorted(pair.says("main", "shapes")))
            assert command(pair, "mypy.dmypy", [*status, "run", "--", *config]) == fresh
    finally:
        command(pair, "mypy.dmypy", [*status, "stop"])
