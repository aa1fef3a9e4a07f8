"""The README's tables are what the measurements say."""

import re
import runpy
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TABLE = runpy.run_path(str(ROOT / "typecheck" / "table.py"))


def part(name: str) -> list[list[str]]:
    """The cells of the README's table between the marks of this name."""
    text = (ROOT / "README.md").read_text().split(f"<!-- {name} -->")[1]
    rows = text.split(f"<!-- /{name} -->")[0].strip().splitlines()
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def test_the_table_of_checkers_has_a_column_for_each() -> None:
    assert part("checkers")[0][1:] == list(TABLE["CHECKERS"])


@pytest.mark.skipif(sys.version_info < (3, 12), reason="the table is of the newest libraries")
@pytest.mark.parametrize("name", TABLE["CHECKERS"])
def test_the_table_of_checkers_says_what_a_run_says(name: str) -> None:
    head, _, *rows = part("checkers")
    column = head.index(name)
    assert [row[column] for row in rows] == TABLE["measure"](TABLE["CHECKERS"][name])


def test_a_checker_that_says_nothing_finds_nothing_and_one_that_says_all_is_all_alarm() -> None:
    def everything(files: list[Path]) -> dict[Path, set[int]]:
        return {file: set(range(1, len(file.read_text().splitlines()) + 1)) for file in files}

    silent, loud = TABLE["measure"](lambda _: {}), TABLE["measure"](everything)
    assert all(cell.startswith("0 of ") for cell in silent[1:-1])
    assert silent[-1] == "0"
    assert all(re.fullmatch(r"(\d+) of \1", cell) for cell in loud[1:-1])
    assert loud[0].startswith("0 of ")
    assert int(loud[-1]) > 100


def test_the_readme_has_the_figures_of_the_benchmark() -> None:
    results = (ROOT / "benchmarks" / "RESULTS.md").read_text()
    rows = [
        row.strip("|").split("|") for row in results.splitlines() if re.match(r"\| \d+ \|", row)
    ]
    cells = [[cell.strip().strip("*") for cell in row] for row in rows]
    assert part("nielsen")[2:] == [[*row[1:7], row[8], row[9]] for row in cells]
