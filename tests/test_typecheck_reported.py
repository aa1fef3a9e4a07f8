"""Bugs that users of public projects reported: each is caught, its mended twin is not."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from test_typecheck_plugin import CONFIG, PROOFS, RUN_EACH
from typecheck_runner import Checker

BUGS = tomllib.loads((PROOFS / "reported.toml").read_text())["bug"]
HEAD = "import numpy as np\nfrom jaxtyping import Bool, Float, Int\n\nArray = np.ndarray\n"


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two programs for each report: as it works, and with its bug."""
    folder = tmp_path_factory.mktemp("reported")
    for number, bug in enumerate(BUGS):
        right, wrong = HEAD + bug["right"], HEAD + bug["right"].replace(bug["old"], bug["new"])
        assert bug["right"].count(bug["old"]) == 1, bug["report"]
        (folder / f"right{number}.py").write_text(right)
        (folder / f"wrong{number}.py").write_text(wrong)
    return folder


def test_every_bug_is_met_by_a_run_and_its_mended_twin_runs(programs: Path) -> None:
    names = [f"{kind}{number}" for kind in ("right", "wrong") for number in range(len(BUGS))]
    command = [sys.executable, "-c", RUN_EACH, *names]
    done = subprocess.run(command, cwd=programs, capture_output=True, text=True, check=True)
    failed = [line for line in done.stdout.splitlines() if line.startswith(("right", "wrong"))]
    assert [line.split()[0] for line in failed] == names[len(BUGS) :]


def test_every_reported_bug_is_caught_and_no_mended_twin_is(programs: Path) -> None:
    said = Checker(CONFIG).remarks(sorted(programs.glob("*.py")))
    texts = {
        path.stem: [re.sub("E: ", "error: ", str(remark)) for remark in remarks]
        for path, remarks in said.items()
    }
    wrong = {f"wrong{number}": bug["says"] for number, bug in enumerate(BUGS)}
    assert texts == wrong | {f"right{number}": [] for number in range(len(BUGS))}
    assert all(bug["says"] for bug in BUGS)
