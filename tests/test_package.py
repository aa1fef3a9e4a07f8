"""The package as a whole: its names, its dependencies, what importing it costs and brings."""

import ast
import subprocess
import sys
import tomllib
from importlib import import_module
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


@pytest.mark.parametrize("statement", ["import interlock", "import interlock.mypy_plugin"])
def test_nothing_is_imported_before_it_is_asked_for(statement: str) -> None:
    assert modules_after(statement).isdisjoint(["numpy", "jaxtyping", "beartype"])


def test_what_only_training_needs_is_imported_when_it_is_asked_for() -> None:
    later = {"interlock.datasets", "interlock.storage", "interlock.training"}
    assert modules_after("from interlock import Layer, network, shaped").isdisjoint(later)
    assert modules_after("from interlock import digits, fit, load, SGD") >= later


def test_a_name_comes_from_where_type_checkers_are_told_it_does() -> None:
    tree = ast.parse(Path(interlock.__file__).read_text(encoding="utf-8"))
    told = {
        alias.name: statement.module
        for statement in ast.walk(tree)
        if isinstance(statement, ast.ImportFrom) and str(statement.module).startswith("interlock.")
        for alias in statement.names
    }
    assert sorted(told) == sorted(interlock.__all__)
    for name, module in told.items():
        assert getattr(interlock, name) is getattr(import_module(str(module)), name)


def test_all_names_can_be_imported_at_once_and_are_listed() -> None:
    names: dict[str, object] = {}
    exec("from interlock import *", names)
    assert set(interlock.__all__) <= names.keys() & set(dir(interlock))


def test_the_function_network_is_not_taken_for_the_module_it_comes_from() -> None:
    """Importing a module sets its name in its package."""
    import_module("interlock.network")
    assert interlock.network is import_module("interlock.linking").network
    program = "import interlock, interlock.network; print(callable(interlock.network))"
    run = [sys.executable, "-c", program]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout == "True\n"


def test_the_core_depends_on_three_libraries() -> None:
    names = [bound.partition(">=")[0] for bound in PROJECT["dependencies"]]
    assert sorted(names) == ["beartype", "jaxtyping", "numpy"]


def test_the_lowest_versions_that_are_tested_are_those_that_are_promised() -> None:
    pinned = (ROOT / ".ci" / "lowest.txt").read_text().splitlines()
    lowest = {line.partition(";")[0].strip() for line in pinned if not line.startswith("#")}
    for bound in PROJECT["dependencies"]:
        name, _, version = bound.partition(">=")
        assert any(pin.startswith(f"{name}=={version}") for pin in lowest), bound
