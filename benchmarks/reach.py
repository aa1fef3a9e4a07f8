"""How much of what goes wrong at run time the plugin finds before: on programs with single edits.

    python benchmarks/reach.py FOLDER [--bugs N] [--seed N] [--show] [--write benchmarks/RESULTS.md]

FOLDER holds programs annotated with jaxtyping, each with a `main()`. Of each the first N edits
that raise an error of shapes when it runs (NumPy's, or that of jaxtyping with beartype) are shown
to mypy with the plugin; an edit counts as found when mypy says what it does not say of the program
itself. What mypy says of the program itself under the code `shape` is a false alarm.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib
import io
import multiprocessing
import random
import re
import signal
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from jaxtyping import install_import_hook
from reach_edits import Edit, edits

ERRORS = {"ValueError", "IndexError", "AxisError", "TypeCheckError", "LinAlgError"}
OF_VALUES = (
    "Singular", "not positive definite", "did not converge", "literal", "negative dim", "p < 0",
    "high - low", "low >= high", "non-negative", "robabilities", "math domain", "a must be",
    "Eigenvalues", "As of jaxtyping",
)  # fmt: skip
"""What the values are to blame for, or a string that is no annotation."""
ONE_NUMBER = "only 0-dimensional arrays"
SECONDS = 5
"""The longest that an edited program may run."""


@dataclass(frozen=True)
class Bug:
    """An edit of a program that raises an error."""

    program: str
    edit: Edit
    error: str


def outcome(name: str) -> str:
    """The error of a module's `main()`, or nothing."""
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, _late)
    signal.alarm(SECONDS)
    try:
        with (
            install_import_hook(name, "beartype.beartype"),
            contextlib.redirect_stdout(io.StringIO()),
        ):
            importlib.import_module(name).main()
    except Exception as error:
        lines = str(error).splitlines() or [""]
        return f"{type(error).__name__} {lines[0]}"
    finally:
        signal.alarm(0)
        sys.modules.pop(name, None)
    return ""


def _late(*_: object) -> None:
    raise TimeoutError


def is_of_shape(error: str) -> bool:
    """Whether a checker of shapes should foresee the error."""
    kind, _, text = error.partition(" ")
    if kind == "TypeError":
        return ONE_NUMBER in text
    return kind in ERRORS and not any(word in text for word in OF_VALUES)


def bugs(path: Path, folder: Path, count: int, seed: int) -> list[Bug]:
    """The first edits of a program that raise an error of shapes."""
    sys.path.insert(0, str(folder))
    found: list[Bug] = []
    for number, edit in enumerate(edits(path.read_text(), random.Random(f"{path.stem}{seed}"))):
        if len(found) == count:
            break
        name = f"{path.stem}_{number}"
        (folder / f"{name}.py").write_text(edit.code)
        error = outcome(name)
        if is_of_shape(error):
            found.append(Bug(path.stem, edit, error))
        (folder / f"{name}.py").unlink()
    return found


def said(files: dict[str, str], folder: Path) -> dict[str, Counter[str]]:
    """What mypy says of each program, without the lines."""
    for name, code in files.items():
        (folder / f"{name}.py").write_text(code)
    config = folder / "mypy.ini"
    config.write_text(f"[mypy]\nplugins = interlock.mypy_plugin\ncache_dir = {folder}/cache\n")
    paths = [str(folder / f"{name}.py") for name in files]
    command = [sys.executable, "-m", "mypy", "--config-file", str(config), "--no-error-summary"]
    done = subprocess.run([*command, *paths], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or done.stderr:
        raise SystemExit(done.stdout + done.stderr)
    texts: dict[str, Counter[str]] = {name: Counter() for name in files}
    for line in done.stdout.splitlines():
        match = re.fullmatch(r"(?:.*/)?(\w+)\.py:\d+: error: (.*)", line)
        if match is not None:
            texts[match[1]][match[2]] += 1
    return texts


def main() -> None:
    """Find bugs, show them to mypy, and print what it found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--bugs", type=int, default=16)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="print each edit that was not found")
    parser.add_argument("--only", default="", help="programs whose names contain this")
    asked = parser.parse_args()
    paths = [p for p in sorted(asked.folder.glob("*.py")) if p.stem != "__init__"]
    paths = [p for p in paths if asked.only in p.stem]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
            tries = [pool.submit(bugs, p, folder, asked.bugs, asked.seed) for p in paths]
            found = {p: t.result() for p, t in zip(paths, tries, strict=True)}
        files = {p.stem: written(p) for p in paths}
        files |= {f"{p.stem}_{k}": b.edit.code for p in paths for k, b in enumerate(found[p])}
        texts = said(files, folder)
    report(found, texts, shows=asked.show)


def written(path: Path) -> str:
    """The program as its edits are written: without comments."""
    return ast.unparse(ast.parse(path.read_text()))


def report(found: dict[Path, list[Bug]], texts: dict[str, Counter[str]], *, shows: bool) -> None:
    """Print the rates, and what was not found."""
    total = caught = 0
    kinds: dict[str, list[int]] = {}
    for path, some in found.items():
        alarms = [text for text in texts[path.stem].elements() if text.endswith("[shape]")]
        mine = 0
        for k, bug in enumerate(some):
            is_caught = bool(texts[f"{path.stem}_{k}"] - texts[path.stem])
            mine += is_caught
            kinds.setdefault(bug.edit.kind, []).append(is_caught)
            if shows and not is_caught:
                print_edit(path, bug)
        print(f"{path.stem}: {mine} of {len(some)}", *[f"\n   ALARM {a}" for a in alarms])
        total, caught = total + len(some), caught + mine
    for kind, hits in sorted(kinds.items()):
        print(f"   {kind}: {sum(hits)} of {len(hits)}")
    print(f"{caught} of {total}: {caught / max(total, 1):.1%}")


def print_edit(path: Path, bug: Bug) -> None:
    """The lines before and after an edit, and the error of the run."""
    before, after = written(path).splitlines(), bug.edit.code.splitlines()
    for old, new in zip(before, after, strict=False):
        if old != new:
            print(f"MISS {path.stem} ({bug.edit.kind}) {bug.error[:110]}")
            print(f"   - {old.strip()}\n   + {new.strip()}")
            break


if __name__ == "__main__":
    main()
