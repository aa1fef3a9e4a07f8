"""pyright and ty say of jaxtyping's annotations what they say where interlock is not installed."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

PROGRAM = """\
import numpy as np
from jaxtyping import Float, Int
from numpy.typing import NDArray

Vector = Float[np.ndarray, "n"]
Matrix = Float[NDArray[np.float64], "rows columns"]


class Layer:
    weight: Float[np.ndarray, "outputs inputs"]

    def forward(self, inputs: Float[np.ndarray, "*batch inputs"]) -> Float[np.ndarray, "..."]:
        return inputs @ self.weight.T


def chosen(rows: Matrix, index: Int[np.ndarray, ""]) -> Vector:
    reveal_type(rows)
    return rows[index]


chosen([1.0], np.zeros(3))
Layer().forward(3)
reveal_type(Layer().weight @ np.ones(3))
"""
COMMANDS = {
    "pyright": ["pyright", "--pythonpath"],
    "ty": ["ty", "check", "--output-format", "concise", "--python"],
}


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that finds all that is installed here, save interlock."""
    home = tmp_path_factory.mktemp("without")
    venv.create(home, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(home)}))
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if "interlock" not in entry.name:
            (packages / entry.name).symlink_to(entry)
    return home / "bin" / "python"


def said(checker: str, python: Path, program: Path) -> str:
    """All that a checker says about a program."""
    name, *options = COMMANDS[checker]
    command = [str(Path(sys.executable).parent / name), *options, str(python), str(program)]
    return subprocess.run(command, capture_output=True, text=True, cwd=program.parent).stdout


@pytest.mark.parametrize("checker", COMMANDS)
def test_another_checker_says_the_same_with_and_without_the_package(
    checker: str, without: Path, tmp_path: Path
) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM + "import interlock\n")
    with_it = said(checker, Path(sys.executable), program)
    assert "interlock" not in with_it
    assert "interlock" in said(checker, without, program)
    program.write_text(PROGRAM)
    assert "program.py:17:17" in with_it
    assert said(checker, without, program) == said(checker, Path(sys.executable), program)
