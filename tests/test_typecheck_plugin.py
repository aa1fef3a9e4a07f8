"""What mypy says with the plugin, with its exact words: bodies proved, refused, shapes lost."""

import re
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from oldest_mypy import python_with_oldest_mypy
from typecheck_runner import Checker, complaints

ROOT = Path(__file__).resolve().parent.parent
PROOFS = ROOT / "typecheck" / "plugin"
CONFIG = PROOFS / "plugin.ini"
EDITS = tomllib.loads((PROOFS / "edits.toml").read_text())["edit"]
PERCEPTRON = (PROOFS / "pass" / "perceptron.py").read_text()

# Run in a process of its own: jaxtyping's hook stays installed.
RUN_EACH = """
import importlib, sys
from jaxtyping import install_import_hook
with install_import_hook(sys.argv[1:], "beartype.beartype"):
    for name in sys.argv[1:]:
        try:
            importlib.import_module(name)
        except Exception as error:
            print(name, type(error).__name__)
"""


@pytest.mark.parametrize("folder", ["pass", "fail", "reveal"])
def test_mypy_with_the_plugin_says_exactly_what_the_files_expect(folder: str) -> None:
    found = complaints(PROOFS / folder, Checker(CONFIG))
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_a_lost_shape_is_reported_where_it_is_asked_for() -> None:
    found = complaints(PROOFS / "lost", Checker(PROOFS / "lost.ini"))
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="runs beside the lowest libraries")
@pytest.mark.parametrize("folder", ["pass", "pass/programs", "fail", "reveal", "lost"])
def test_the_oldest_mypy_with_the_plugin_says_what_the_files_expect_of_it(folder: str) -> None:
    config = PROOFS / "lost.ini" if folder == "lost" else CONFIG
    found = complaints(PROOFS / folder, Checker(config, python_with_oldest_mypy()))
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    "file", sorted([*PROOFS.glob("pass/*.py"), *PROOFS.glob("reveal/*.py")]), ids=lambda f: f.stem
)
def test_what_is_accepted_runs(file: Path) -> None:
    runpy.run_path(str(file), run_name="__main__")


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one copy of the network for each edit, and the network itself."""
    folder = tmp_path_factory.mktemp("edits")
    (folder / "right.py").write_text(PERCEPTRON)
    for number, edit in enumerate(EDITS):
        assert PERCEPTRON.count(edit["old"]) == 1, edit["bug"]
        (folder / f"edit{number}.py").write_text(PERCEPTRON.replace(edit["old"], edit["new"]))
    return folder


def test_every_edit_is_a_bug_that_the_run_meets(edited: Path) -> None:
    names = [f"edit{number}" for number in range(len(EDITS))]
    command = [sys.executable, "-c", RUN_EACH, "right", *names]
    done = subprocess.run(command, cwd=edited, capture_output=True, text=True, check=True)
    assert [line.split()[0] for line in done.stdout.splitlines()] == names


def test_each_of_seventeen_edits_is_caught_with_the_words_expected_and_nothing_else(
    edited: Path,
) -> None:
    said = Checker(CONFIG).remarks(sorted(edited.glob("*.py")))
    texts = {
        path.stem: [re.sub("E: ", "error: ", str(remark)) for remark in remarks]
        for path, remarks in said.items()
    }
    assert len(EDITS) == 17
    assert texts == {"right": []} | {f"edit{n}": edit["says"] for n, edit in enumerate(EDITS)}
    assert all(edit["says"] for edit in EDITS)
