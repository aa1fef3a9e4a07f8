"""A part whose package is missing says which extra brings it."""

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from interlock.errors import ExtraError
from interlock.interop.extras import extra as asking_for
from optional_parts import PARTS

ROOT = Path(__file__).resolve().parent.parent.parent
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]


def test_a_missing_package_is_told_with_its_extra() -> None:
    with pytest.raises(ExtraError) as caught, asking_for("torch"):
        import_module("not_installed")
    assert isinstance(caught.value, ImportError)
    assert str(caught.value) == (
        'interlock.interop: this needs a package of the extra "torch".\n'
        "  got:      No module named 'not_installed'\n"
        '  try:      pip install "interlock[torch]"'
    )


WITHOUT = """
import sys

class Without:
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] == {package!r}:
            raise ModuleNotFoundError(f"No module named '{package}'", name=name)

sys.meta_path.insert(0, Without)
import interlock
try:
    import {module}
except interlock.errors.ExtraError as error:
    print(error)
"""


ASKING = [(f"interlock.interop.{part}", package, part) for part, package in PARTS.items()]
ASKING.append(("interlock.plots", "matplotlib", "plot"))


@pytest.mark.parametrize(("module", "package", "extra"), ASKING)
def test_each_part_asks_for_an_extra_that_there_is(module: str, package: str, extra: str) -> None:
    program = WITHOUT.format(module=module, package=package)
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    part = ".".join(module.split(".")[:2])
    assert run.stdout == (
        f'{part}: this needs a package of the extra "{extra}".\n'
        f"  got:      No module named '{package}'\n"
        f'  try:      pip install "interlock[{extra}]"\n'
    )
    assert extra in EXTRAS


def test_every_public_name_is_there_once() -> None:
    import interlock.interop as interop

    assert len(interop.__all__) == len(set(interop.__all__))
    with pytest.raises(AttributeError, match=r"^module 'interlock.interop' has no attribute 'x'$"):
        getattr(interop, "x")  # noqa: B009


def test_the_parts_together_import_no_extra() -> None:
    program = "import sys, interlock.interop; from interlock.interop import data_from, to_flax"
    run = subprocess.run(
        [sys.executable, "-c", f"{program}; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    others = {*PARTS.values(), "pandas", "polars", "jax", "equinox", "flax"}
    assert others.isdisjoint(run.stdout.split())
