"""What mypy says of a cell, line by line of its output."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from interlock.notebook.modules import PREFIX

__all__ = ["Finding", "finding_in"]

_LINE: Final = re.compile(
    r"(?P<path>.*?):(?P<line>\d+):(?P<column>\d+):(?P<end_line>\d+):(?P<end_column>\d+): "
    r"(?P<kind>error|note): (?P<text>.*?)(?:  \[(?P<code>[a-z-]+)\])?"
)


@dataclass(frozen=True)
class Finding:
    """One thing that mypy says, and where: lines and columns count from 1."""

    module: str
    line: int
    columns: tuple[int, int]
    kind: str
    text: str
    code: str


def finding_in(line: str) -> Finding | None:
    """A line of mypy's output, if it is about a cell.

    Example:
        >>> finding = finding_in("/tmp/interlock_cell_1_0.py:6:1:6:9: error: No  [operator]")
        >>> finding.text, finding.line, finding.columns
        ('No', 6, (1, 9))
    """
    match = _LINE.fullmatch(line)
    module = PurePath(match["path"]).stem if match is not None else ""
    if match is None or not module.startswith(PREFIX):
        return None
    first = int(match["column"])
    is_on_a_line = match["end_line"] == match["line"]
    last = max(first, int(match["end_column"])) if is_on_a_line else first
    code = match["code"] or ""
    return Finding(module, int(match["line"]), (first, last), match["kind"], match["text"], code)
