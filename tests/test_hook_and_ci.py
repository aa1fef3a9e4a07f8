"""What other repositories take from this one: the pre-commit hook and the steps for CI."""

import os
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from document_runner import blocks

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CACHE = ROOT / ".mypy_cache" / os.environ.get("PYTEST_XDIST_WORKER", "alone") / "check"
WRONG = 'def size() -> int:\n    return "one"\n'
TEXT = 'Incompatible return value type (got "str", expected "int")'


def document(first_key: str) -> Any:
    """The YAML block of the page that begins with this key."""
    page = (ROOT / "docs" / "check.md").read_text()
    bodies = [block.body for block in blocks(page) if block.language == "yaml"]
    return yaml.safe_load(next(body for body in bodies if body.startswith(first_key)))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Somebody's project with a mistake."""
    for name in ("src", ".git"):
        (tmp_path / name).mkdir()
    (tmp_path / "src" / "wrong.py").write_text(WRONG)
    return tmp_path


def run(command: str, folder: Path) -> tuple[int, str]:
    """A command line of this environment, in the folder."""
    program, *arguments = shlex.split(command)
    environment = os.environ | {"MYPY_CACHE_DIR": str(CACHE), "HOME": str(folder)}
    done = subprocess.run(
        [str(BIN / program), *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def hook() -> Any:
    (only,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    return only


def test_the_page_names_the_hook_that_there_is() -> None:
    (repository,) = document("repos:")["repos"]
    assert [asked["id"] for asked in repository["hooks"]] == [hook()["id"]]
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert repository["rev"] == f"v{version}"


def test_the_hook_installs_what_its_command_needs() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert hook()["additional_dependencies"] == [".[check]"]
    assert any(name.startswith("mypy") for name in extras["optional-dependencies"]["check"])


def test_the_hook_as_the_page_uses_it_refuses_a_wrong_project(repository: Path) -> None:
    (asked,) = document("repos:")["repos"][0]["hooks"]
    assert hook()["pass_filenames"] is False
    assert run(shlex.join([*shlex.split(hook()["entry"]), *asked["args"]]), repository) == (
        1,
        f"src/wrong.py:2: error: {TEXT}  [return-value]\n"
        "Found 1 error in 1 file (checked 1 source file)\n",
    )


def test_the_steps_for_ci_install_the_extra_and_annotate_the_line(repository: Path) -> None:
    steps = document("name:")["jobs"]["check"]["steps"]
    install, check = [step["run"] for step in steps if "run" in step]
    assert install == 'pip install "interlock[check]"'  # as test_documents knows it
    assert run(check, repository) == (
        1,
        f"::error file=src/wrong.py,line=2,col=12,title=mypy [return-value]::{TEXT}\n",
    )
    (repository / "src" / "wrong.py").write_text(WRONG.replace('"one"', "1"))
    assert run(check, repository) == (0, "")
