"""A strict user hears nothing of correct functions over bare arrays."""

from __future__ import annotations

from pathlib import Path

from checker.bridge.probing import Project

BODIES = Path(__file__).with_name("strict_bodies.txt").read_text(encoding="utf-8")


def test_correct_functions_over_bare_arrays_give_no_error(project: Project) -> None:
    """The plugin answers what mypy alone reports, and adds nothing of its own."""
    project.write(main=BODIES)
    real = Project(project.folder, project.cache, "interlock.mypy_plugin")
    assert real.says("main") == []


def test_what_numpy_made_is_known_without_its_shape(project: Project) -> None:
    """The probe knows no shape at all, and still nothing is said of `Any`."""
    project.write(main=BODIES)
    assert [
        line for line in project.says("main") if "no-any-return" in line and "norm" not in line
    ] == []


def test_mypy_alone_warns_of_many_of_them(project: Project) -> None:
    """Else there would be nothing to answer."""
    project.write(main=BODIES)
    stock = Project(project.folder, project.cache.with_name("stock"), plugin="")
    assert sum("no-any-return" in line for line in stock.says("main")) >= 15


def test_any_that_is_not_numpys_is_still_warned_of(project: Project) -> None:
    """A function of the user's own that gives `Any`, and functions without axes."""
    project.write(
        main="""
        from typing import Any
        import numpy as np
        from jaxtyping import Float
        Vec = Float[np.ndarray, "n"]
        def loose(x: Any) -> Any: return x
        def own(x: Vec) -> Vec: return loose(x)
        def far(x: dict[str, Any], y: Vec) -> Vec: return x["far"]
        def plain(x: Any) -> int: return x + 1
        """
    )
    real = Project(project.folder, project.cache, "interlock.mypy_plugin")
    said = [line.split(" from ")[0] for line in real.says("main")]
    assert said == [f"main.py:{line}: error: Returning Any" for line in (7, 8, 9)]
