"""Measure what each type checker proves of these folders, and write the table into the README.

python typecheck/table.py [--only mypy]

The unit is a statement: a mistake counts as found if the checker reports an error anywhere in a
statement that some checker is expected to reject, and an inference as made if the statement with
its `assert_type` is accepted. To add a checker, add a function to `CHECKERS`: it takes files and
gives the lines of the errors that the checker reports in each.
"""

import argparse
import ast
import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from typecheck_runner import Checker, expectations  # noqa: E402

Errors = dict[Path, set[int]]
BEGIN, END = "<!-- checkers -->", "<!-- /checkers -->"
KEPT = "`Layer(3, 4)` and networks of it keep their sizes in the type"
SHAPES = "wrong shapes inside a function, for all sizes"
NEWEST = (2, 4)
ROWS = {
    KEPT: ["reveal/*.py"],
    "layers that do not fit, the chapter's and others": [
        "fail/links.py",
        "fail/lines.py",
        "fail/chapter_*.py",
        "fail/kinds.py",
        "chapter/networks.py",
    ],
    "one wrong size in a chain of 60": ["fail/deep_chain.py"],
    "a network that is not what its declared type says": ["fail/declared_types.py"],
    "sizes of the run as brands": ["fail/brands.py"],
    "functions generic in sizes, wrong in the body": ["fail/generic.py", "fail/network_new.py"],
    "data and saved networks of other sizes": ["fail/data.py"],
    SHAPES: ["chapter/*.py"],
}


def mypy(config: str) -> Callable[[list[Path]], Errors]:
    """mypy under one of the configurations here."""

    def errors(files: list[Path]) -> Errors:
        checker = Checker(ROOT / "typecheck" / config)
        found: Errors = {}
        for folder in {file.parent for file in files}:
            inside = [file for file in files if file.parent == folder]
            for file, said in checker.remarks(inside).items():
                found[file] = {remark.line for remark in said if remark.kind == "E"}
        return found

    return errors


def pyright(files: list[Path]) -> Errors:
    """Pyright with its own defaults."""
    said = json.loads(_output(["pyright", "--outputjson", "--pythonpath", sys.executable], files))
    return _by_file(
        (Path(item["file"]), item["range"]["start"]["line"] + 1)
        for item in said["generalDiagnostics"]
        if item["severity"] == "error"
    )


def ty(files: list[Path]) -> Errors:
    """Astral's ty."""
    search = ["--python", sys.prefix, "--extra-search-path", str(ROOT / "src")]
    text = _output(["ty", "check", "--output-format", "concise", *search], files)
    return _by_file(_located(text, r"(?P<path>[^\n:]+\.py):(?P<line>\d+):\d+: error"))


def pyrefly(files: list[Path]) -> Errors:
    """Meta's Pyrefly."""
    search = ["--python-interpreter-path", sys.executable, "--search-path", str(ROOT / "src")]
    search += ["--preset", "default"]  # without a configuration it would look at little
    said = json.loads(_output(["pyrefly", "check", "--output-format", "json", *search], files))
    return _by_file(
        ((ROOT / item["path"]), item["line"])
        for item in said["errors"]
        if item.get("severity", "error") == "error"
    )


CHECKERS: dict[str, Callable[[list[Path]], Errors]] = {
    "mypy": mypy("stock.ini"),
    "mypy with the plugin": mypy("plugin.ini"),
    "pyright": pyright,
    "ty": ty,
    "pyrefly": pyrefly,
}


def _output(command: list[str], files: list[Path]) -> str:
    program = Path(sys.executable).parent / command[0]
    arguments = [str(program), *command[1:], *map(str, files)]
    return subprocess.run(arguments, capture_output=True, text=True, cwd=ROOT, check=False).stdout


def _located(text: str, pattern: str) -> Iterable[tuple[Path, int]]:
    return ((ROOT / match["path"], int(match["line"])) for match in re.finditer(pattern, text))


def _by_file(places: Iterable[tuple[Path, int]]) -> Errors:
    found: Errors = defaultdict(set)
    for path, line in places:
        found[path.resolve()].add(line)
    return found


def statements(file: Path, lines: Iterable[int]) -> set[int]:
    """The first lines of the innermost statements that hold the lines."""
    tree = ast.parse(file.read_text())
    spans = [
        (node.lineno, node.end_lineno or node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt)
    ]
    around = [[span for span in spans if span[0] <= line <= span[1]] for line in lines]
    return {min(found, key=lambda span: span[1] - span[0])[0] for found in around if found}


def wanted(file: Path, has_plugin: bool) -> set[int]:
    """The statements that mypy should reject, with or without the plugin."""
    every = (item for item in expectations(file.read_text()) if item.remark.kind == "E")
    due = [item.remark.line for item in every if item.holds_for(NEWEST, has_plugin)]
    return statements(file, due)


def asserted(file: Path) -> set[int]:
    """The statements that assert a type."""
    rows = enumerate(file.read_text().splitlines(), 1)
    return statements(file, [number for number, row in rows if "assert_type(" in row])


def measure(checker: Callable[[list[Path]], Errors]) -> list[str]:
    """The checker's column."""
    every = sorted(file.resolve() for file in (ROOT / "typecheck").glob("*/*.py"))
    said = checker(every)
    found = {file: statements(file, said.get(file, set())) for file in every}
    column = []
    for row, patterns in ROWS.items():
        files = [file.resolve() for p in patterns for file in (ROOT / "typecheck").glob(p)]
        due = {file: _due(row, file) for file in files}
        hits = sum(
            len(due[file] - found[file] if row == KEPT else due[file] & found[file])
            for file in files
        )
        column.append(f"{hits} of {sum(map(len, due.values()))}")
    alarms = sum(
        len(found[file] - wanted(file, False) - wanted(file, True) - asserted(file))
        for file in every
    )
    return [*column, str(alarms)]


def _due(row: str, file: Path) -> set[int]:
    if row == KEPT:
        return asserted(file)
    if row == SHAPES:
        return wanted(file, True) - wanted(file, False)
    return wanted(file, False)


def table(names: list[str]) -> str:
    """The table of the named checkers, in Markdown."""
    columns = [measure(CHECKERS[name]) for name in names]
    heads = [*ROWS, "errors on right code"]
    rows = ["| | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    rows += [
        f"| {head} | " + " | ".join(row) + " |"
        for head, row in zip(heads, zip(*columns, strict=True), strict=True)
    ]
    return "\n".join(rows)


def main() -> None:
    """Write the table between its marks in the README, or print a part of it."""
    parser = argparse.ArgumentParser(description="measure what each type checker proves")
    parser.add_argument("--only", action="append", choices=list(CHECKERS), help="print these")
    options = parser.parse_args()
    if options.only:
        print(table(options.only))
        return
    readme = ROOT / "README.md"
    before, _, rest = readme.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    readme.write_text(f"{before}{BEGIN}\n\n{table(list(CHECKERS))}\n\n{END}{after}")


if __name__ == "__main__":
    main()
