"""The two judges of a batch of programs: what happens when they run, and what mypy says of them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from checker.programs.generator import Program, module

# The hook has jaxtyping and beartype check every call, and what dataclasses are made of.
RUNNER = """
import contextlib, importlib, io, re, sys, warnings
import numpy as np
from jaxtyping import install_import_hook

warnings.simplefilter("ignore")
with install_import_hook(sys.argv[1], "beartype.beartype"):
    programs = importlib.import_module(sys.argv[1])
for name in sys.argv[2].split(","):
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            getattr(programs, name)()
    except Exception as error:
        text = str(error).splitlines()[0] if str(error) else ""
        print(name, type(error).__name__, text)
"""

SHAPE_ERRORS = {"ValueError", "IndexError", "AxisError", "TypeCheckError", "LinAlgError"}
OF_VALUES = (
    "Singular",
    "not positive definite",
    "did not converge",
    "literal",
    "negative dim",
    "high - low",
)
ONE_NUMBER = "only 0-dimensional arrays"


def run(programs: list[Program], folder: Path, name: str) -> dict[str, str]:
    """The error of each program that raises one; the rest run to their end."""
    (folder / f"{name}.py").write_text(module(programs))
    names = ",".join(program.name for program in programs)
    command = [sys.executable, "-c", RUNNER, name, names]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    words = (line.partition(" ") for line in done.stdout.splitlines())
    return {name: text for name, _, text in words}


def is_of_shape(error: str) -> bool:
    """Whether an error of the run is one that a checker of shapes should foresee."""
    kind, _, text = error.partition(" ")
    if kind == "TypeError":
        return ONE_NUMBER in text
    return kind in SHAPE_ERRORS and not any(word in text for word in OF_VALUES)


def is_of_some_sizes(error: str) -> bool:
    """Whether the same program would run with other sizes of its symbolic axes.

    Or with an older NumPy, which takes an array of one element for a number.
    """
    texts = ("is out of bounds for axis", "truth value of an array", "element with a sequence")
    return any(text in error for text in texts)


def check(
    programs: list[Program], folder: Path, name: str, *, told: bool = False
) -> tuple[dict[str, list[str]], list[str]]:
    """What mypy says of each program; and what it says of none of them.

    Args:
        programs: They become one module.
        folder: Where it is written.
        name: The module's name.
        told: Whether lost shapes are reported.
    """
    path = folder / f"{name}.py"
    path.write_text(module(programs))
    config = folder / "mypy.ini"
    options = ["plugins = interlock.mypy_plugin", f"cache_dir = {folder / 'cache'}"]
    options += ["show_traceback = true"]
    lost = ["[interlock]", "warn_shape_lost = true"] if told else []
    config.write_text("\n".join(["[mypy]", *options, *lost]) + "\n")
    command = [sys.executable, "-m", "mypy", "--config-file", str(config), str(path)]
    done = subprocess.run(
        [*command, "--no-error-summary"], capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1) or done.stderr:
        raise RuntimeError(done.stdout + done.stderr)
    return _by_program(path, done.stdout)


def _by_program(path: Path, said: str) -> tuple[dict[str, list[str]], list[str]]:
    lines = path.read_text().splitlines()
    found, others = dict[str, list[str]](), list[str]()
    for remark in said.splitlines():
        match = re.fullmatch(r".*?\.py:(\d+): (?:error|note): (.*)", remark)
        above = reversed(lines[: int(match[1])]) if match else iter(())
        owner = next((line[2:] for line in above if line.startswith("# run")), None)
        if match is None or owner is None:
            others.append(remark)
        else:
            found.setdefault(owner, []).append(f"{lines[int(match[1]) - 1].strip()}  # {match[2]}")
    return found, others
