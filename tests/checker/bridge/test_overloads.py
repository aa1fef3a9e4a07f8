"""mypy's warning of overloads that it cannot tell apart, where axes do."""

from __future__ import annotations

from checker.bridge.probing import Project

NEVER = "will never be matched"
MODULE = """
    from typing import Any, overload
    import numpy as np
    from jaxtyping import Float
    @overload
    def ranked(x: Float[np.ndarray, "n"], k: int = 0) -> Float[np.ndarray, "n"]: ...
    @overload
    def ranked(x: Float[np.ndarray, "b n"], k: int = 0) -> Float[np.ndarray, "b n"]: ...
    def ranked(x: Float[np.ndarray, "*b n"], k: int = 0) -> Float[np.ndarray, "*b n"]:
        return x + k
    class Holder:
        @overload
        def take(self, x: Float[np.ndarray, "n"]) -> Float[np.ndarray, ""]: ...
        @overload
        def take(self, x: Float[np.ndarray, "b n"]) -> Float[np.ndarray, "b"]: ...
        def take(self, x: Float[np.ndarray, "*b n"]) -> Float[np.ndarray, "*b"]:
            return x.sum(axis=-1)
        @overload
        def mean(self, x: Float[np.ndarray, "n"]) -> float: ...
        @overload
        def mean(self, x: Float[np.ndarray, "b n"]) -> Float[np.ndarray, "b"]: ...
        def mean(self, x: Float[np.ndarray, "*b n"]) -> float | Float[np.ndarray, "*b"]:
            return float(x.mean()) if x.ndim == 1 else x.mean(axis=-1)
    @overload
    def total(x: Float[np.ndarray, "n"]) -> float: ...
    @overload
    def total(x: Float[np.ndarray, "b n"]) -> Float[np.ndarray, "b"]: ...
    def total(x: Float[np.ndarray, "*b n"]) -> float | Float[np.ndarray, "*b"]:
        return float(x.sum()) if x.ndim == 1 else x.sum(axis=-1)
    def first(x: Float[np.ndarray, "n"]) -> float:
        return total(x)
    def second(x: Float[np.ndarray, "b n"], holder: Holder) -> Float[np.ndarray, "b"]:
        assert total(x).shape == holder.mean(x).shape
        return holder.mean(x)
"""
OTHERS = """
    @overload
    def same(x: Float[np.ndarray, "n"]) -> Float[np.ndarray, "n"]: ...
    @overload
    def same(x: Float[np.ndarray, "n"]) -> Float[np.ndarray, "n n"]: ...
    def same(x: Float[np.ndarray, "n"]) -> Any:
        return x + 1
    @overload
    def broad(x: object, y: Float[np.ndarray, "n"]) -> Float[np.ndarray, "n"]: ...
    @overload
    def broad(x: int, y: Float[np.ndarray, "b n"]) -> Float[np.ndarray, "b n"]: ...
    def broad(x: Any, y: Float[np.ndarray, "*b n"]) -> Any:
        return y + 1
"""


def test_overloads_that_axes_tell_apart_are_no_error(project: Project) -> None:
    project.write(main=MODULE)
    real = Project(project.folder, project.cache, "interlock.mypy_plugin")
    assert real.says("main") == []


def test_mypy_alone_warns_of_them(project: Project) -> None:
    """Else there would be nothing to answer."""
    project.write(main=MODULE)
    stock = Project(project.folder, project.cache.with_name("stock"), plugin="")
    said = stock.says("main")
    assert sum(NEVER in line for line in said) == 4
    assert sum("float" in line for line in said) == 2


def test_others_are_still_warned_of(project: Project) -> None:
    """Those of the same axes, and those behind one that takes more."""
    project.write(main=MODULE + OTHERS)
    real = Project(project.folder, project.cache, "interlock.mypy_plugin")
    said = [line.partition(": error: ")[0] for line in real.says("main") if NEVER in line]
    assert said == [f"main.py:{line}" for line in (39, 45)]
