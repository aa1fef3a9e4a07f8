"""Programs as people write them: the plugin finds nothing wrong, and neither does a run of them."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from typecheck_runner import Checker, complaints

PROOFS = Path(__file__).resolve().parent.parent / "typecheck" / "plugin"
PROGRAMS = PROOFS / "pass" / "programs"
EDITS = tomllib.loads((PROOFS / "program_edits.toml").read_text())["edit"]

# Every signature is checked by jaxtyping and beartype while the program runs.
RUN = """
import importlib, sys
from jaxtyping import install_import_hook
with install_import_hook(sys.argv[1], "beartype.beartype"):
    importlib.import_module(sys.argv[1]).main()
"""

# Run in a process of its own: jaxtyping's hook stays installed.
RUN_EACH = """
import importlib, sys
from jaxtyping import install_import_hook
with install_import_hook(sys.argv[1:], "beartype.beartype"):
    for name in sys.argv[1:]:
        try:
            importlib.import_module(name).main()
        except Exception as error:
            print(name, type(error).__name__)
"""


def test_no_alarm_is_raised_over_correct_programs() -> None:
    found = complaints(PROGRAMS, Checker(PROOFS / "plugin.ini"))
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize("file", sorted(PROGRAMS.glob("*.py")), ids=lambda f: f.stem)
def test_every_program_runs_with_its_shapes_checked(file: Path) -> None:
    command = [sys.executable, "-c", RUN, file.stem]
    done = subprocess.run(command, cwd=PROGRAMS, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one edited program for each edit."""
    folder = tmp_path_factory.mktemp("edits")
    for number, edit in enumerate(EDITS):
        code = (PROGRAMS / f"{edit['program']}.py").read_text()
        assert code.count(edit["old"]) == 1, edit["old"]
        (folder / f"edit{number}.py").write_text(code.replace(edit["old"], edit["new"]))
    return folder


def test_every_edit_is_a_bug_that_the_run_meets(edited: Path) -> None:
    names = [f"edit{number}" for number in range(len(EDITS))]
    command = [sys.executable, "-c", RUN_EACH, *names]
    done = subprocess.run(command, cwd=edited, capture_output=True, text=True, check=True)
    assert [line.split()[0] for line in done.stdout.splitlines()] == names


def test_every_edit_is_caught_with_the_words_expected(edited: Path) -> None:
    said = Checker(PROOFS / "plugin.ini").remarks(sorted(edited.glob("*.py")))
    texts = {
        path.stem: [re.sub("N: ", "note: ", re.sub("E: ", "error: ", str(r))) for r in remarks]
        for path, remarks in said.items()
    }
    assert texts == {f"edit{number}": edit["says"] for number, edit in enumerate(EDITS)}
    assert all(edit["says"] for edit in EDITS)
