"""A part whose package is missing says which extra brings it."""

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from interlock.errors import ExtraError
from interlock.interop.extras import extra
from optional_parts import PARTS

ROOT = Path(__file__).resolve().parent.parent.parent
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]


def test_a_missing_package_is_told_with_its_extra() -> None:
    with pytest.raises(ExtraError) as caught, extra("torch"):
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
import interlock.interop
try:
    import interlock.interop.{part}
except interlock.errors.ExtraError as error:
    print(error)
"""


@pytest.mark.parametrize(("part", "package"), PARTS.items())
def test_each_part_asks_for_an_extra_that_there_is(part: str, package: str) -> None:
    program = WITHOUT.format(part=part, package=package)
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout == (
        f'interlock.interop: this needs a package of the extra "{part}".\n'
        f"  got:      No module named '{package}'\n"
        f'  try:      pip install "interlock[{part}]"\n'
    )
    assert part in EXTRAS


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
