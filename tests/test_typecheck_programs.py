"""Programs as people write them: the plugin finds nothing wrong, and neither does a run of them."""

import subprocess
import sys
from pathlib import Path

import pytest

from typecheck_runner import Checker, complaints

PROOFS = Path(__file__).resolve().parent.parent / "typecheck" / "plugin"
PROGRAMS = PROOFS / "pass" / "programs"

# Every signature is checked by jaxtyping and beartype while the program runs.
RUN = """
import importlib, sys
from jaxtyping import install_import_hook
with install_import_hook(sys.argv[1], "beartype.beartype"):
    importlib.import_module(sys.argv[1]).main()
"""


def test_no_alarm_is_raised_over_correct_programs() -> None:
    found = complaints(PROGRAMS, Checker(PROOFS / "plugin.ini"))
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize("file", sorted(PROGRAMS.glob("*.py")), ids=lambda f: f.stem)
def test_every_program_runs_with_its_shapes_checked(file: Path) -> None:
    command = [sys.executable, "-c", RUN, file.stem]
    done = subprocess.run(command, cwd=PROGRAMS, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
