"""The package as a whole: its names, its dependencies, what importing it costs and brings."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import interlock

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = ["rich", "typer", "mypy", "safetensors", "numba", "scipy", "matplotlib"]
EXTRAS += ["sklearn", "torch", "onnx", "pandas", "polars", "jax"]


def modules_after(statement: str) -> set[str]:
    program = f"import sys\n{statement}\nprint(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(run.stdout.split())


def test_importing_the_package_imports_no_extra() -> None:
    assert modules_after("import interlock").isdisjoint(EXTRAS)


def test_every_public_name_is_there_once() -> None:
    names = interlock.__all__
    assert len(names) == len(set(names))
    assert all(hasattr(interlock, name) for name in names)


def test_a_name_that_is_not_public_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match=r"^module 'interlock' has no attribute 'nothing'$"):
        interlock.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_pictures_are_imported_when_something_is_drawn() -> None:
    first = "import interlock; net = interlock.example_network()"
    assert "interlock.drawing" not in modules_after(first)
    assert "interlock.drawing" in modules_after(f"{first}; net.draw()")


def test_what_only_training_needs_is_imported_when_it_is_asked_for() -> None:
    later = {"interlock.datasets", "interlock.storage", "interlock.training"}
    assert modules_after("import interlock").isdisjoint(later)
    assert modules_after("from interlock import digits, fit, load, SGD") >= later


def test_the_core_depends_on_three_libraries() -> None:
    names = [bound.partition(">=")[0] for bound in PROJECT["dependencies"]]
    assert sorted(names) == ["beartype", "jaxtyping", "numpy"]


def test_the_lowest_versions_that_are_tested_are_those_that_are_promised() -> None:
    pinned = (ROOT / ".ci" / "lowest.txt").read_text().splitlines()
    lowest = {line.partition(";")[0].strip() for line in pinned if not line.startswith("#")}
    for bound in PROJECT["dependencies"]:
        name, _, version = bound.partition(">=")
        assert any(pin.startswith(f"{name}=={version}") for pin in lowest), bound
