"""A fault in the checker is never the end of mypy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from checker.bridge.probing import Project
from interlock.checker.bridge import annotated

TEXT = """
    import numpy as np
    from jaxtyping import Float
    Vec = Float[np.ndarray, "n"]
    def sound(x: Vec) -> Vec: return x
    def faulty(x: Vec) -> Vec: return x
"""


FAULTY = str(Path(__file__).with_name("faulty.py"))


def quiet(project: Project, settings: str = "") -> Project:
    """A project with the faulty checker, and tracebacks not asked for."""
    return Project(project.folder, project.cache, FAULTY, settings, shows_tracebacks=False)


def test_a_body_at_which_the_checker_fails_is_passed_over(project: Project) -> None:
    """With all that was said about it; every other body is checked."""
    project.write(main=TEXT)
    assert quiet(project).says("main") == [
        "main.py:1: error: heard of main  [shape]",
        "main.py:5: error: heard of sound  [shape]",
    ]


def test_who_asks_for_lost_shapes_hears_of_the_fault(project: Project) -> None:
    """At the body that was passed over."""
    project.write(main=TEXT)
    assert quiet(project, "[interlock]\nwarn_shape_lost = True").says("main")[-1] == (
        "main.py:6: error: Not checked: internal error RuntimeError('a fault')  [shape-lost]"
    )


def test_who_asks_for_tracebacks_gets_them(project: Project) -> None:
    """As from mypy itself."""
    project.write(main=TEXT + "    # Never in a cache.\n")
    faulty = Project(project.folder, project.cache, FAULTY)
    command = [sys.executable, "-m", "mypy", "--config-file", str(faulty.config()), "main.py"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=project.folder, check=False)
    assert done.returncode == 2
    assert "RuntimeError: a fault" in done.stdout + done.stderr


def test_an_annotation_at_which_the_reader_fails_is_an_array_without_axes(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """mypy goes on with the type it would have without us."""

    def fail(text: str) -> object:
        raise RecursionError(text)

    monkeypatch.setattr(annotated, "parse", fail)
    project.write(main=TEXT + "    reveal_type(sound)\n")
    assert (
        quiet(project)
        .says("main")[-1]
        .startswith('main.py:7: note: Revealed type is "def (x: numpy.ndarray[')
    )
