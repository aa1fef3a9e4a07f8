"""How much of what goes wrong at run time the plugin finds before: on programs with single edits.

    python benchmarks/reach.py benchmarks/reach [--bugs N] [--seed N] [--show] [--write RESULTS.md]

The folder holds programs annotated with jaxtyping, each with a `main()`. Of each the first N edits
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
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
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
START, END = "<!-- reach -->", "<!-- /reach -->"
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
    options = ["plugins = interlock.mypy_plugin", "show_traceback = true"]
    config.write_text("\n".join(["[mypy]", *options, f"cache_dir = {folder}/cache", ""]))
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
    parser.add_argument("--write", type=Path, help="put the table between the marks of this file")
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
    if asked.show:
        show_missed(found, texts)
    lines = [*report(found, texts)]
    print("\n".join(lines))
    if asked.write:
        write(asked.write, lines)


def written(path: Path) -> str:
    """The program as its edits are written: without comments."""
    return ast.unparse(ast.parse(path.read_text()))


def is_found(path: Path, number: int, texts: dict[str, Counter[str]]) -> bool:
    """Whether mypy says of an edited program what it does not say of the right one."""
    return bool(texts[f"{path.stem}_{number}"] - texts[path.stem])


def report(found: dict[Path, list[Bug]], texts: dict[str, Counter[str]]) -> Iterator[str]:
    """The lines of a table: what was found of each kind of edit, and false alarms."""
    kinds: dict[str, list[bool]] = {}
    for path, bugs_ in found.items():
        for number, bug in enumerate(bugs_):
            kinds.setdefault(bug.edit.kind, []).append(is_found(path, number, texts))
    hits = [hit for some in kinds.values() for hit in some]
    alarms = [t for p in found for t in texts[p.stem].elements() if t.endswith("[shape]")]
    yield f"{len(found)} programs, mypy {version('mypy')}, NumPy {version('numpy')}: " + (
        f"**{sum(hits)} of {len(hits)}** errors found, {sum(hits) / max(len(hits), 1):.1%}; "
        f"false alarms: {len(alarms)}."
    )
    yield from ("", "| kind of edit | found | of |", "|---|---|---|")
    yield from (f"| {kind} | {sum(some)} | {len(some)} |" for kind, some in sorted(kinds.items()))
    yield from (f"\nFalse alarm: {alarm}" for alarm in alarms)


def show_missed(found: dict[Path, list[Bug]], texts: dict[str, Counter[str]]) -> None:
    """Print what was not found."""
    for path, bugs_ in found.items():
        for number, bug in enumerate(bugs_):
            if not is_found(path, number, texts):
                print_edit(path, bug)


def write(path: Path, lines: list[str]) -> None:
    """Put the lines between the marks of a file."""
    text = path.read_text()
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{START}\n\n" + "\n".join(lines) + f"\n\n{END}{after}")


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
