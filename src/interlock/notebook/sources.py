"""What was typed into a cell as Python, and the lines of the one as lines of the other."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

__all__ = ["Source", "source_of", "without_mark"]

_UNCHECKED = re.compile(r"%%unchecked[ \t]*\n?")
_TRANSPARENT = re.compile(r"%%(time|capture)\b.*")
"""A first line under which the rest of the cell is run as if it were not there."""


@dataclass(frozen=True)
class Source:
    """The Python of a cell, beside the cell as it was typed."""

    python: str
    typed: list[str]

    def line_typed(self, line: int) -> int:
        """The line of the cell that a line of the Python came from."""
        python = self.python.splitlines()
        matcher = SequenceMatcher(None, python, self.typed, autojunk=False)
        before = [block for block in matcher.get_matching_blocks() if block.a < line and block.size]
        moved = before[-1].b - before[-1].a if before else 0
        return max(1, min(line + moved, len(self.typed)))


def source_of(typed: str, transform: Callable[[str], str]) -> Source | None:
    """The Python of a cell, or `None` if it has none or is no Python.

    Args:
        typed: The cell.
        transform: IPython's way to make Python of it.
    """
    lines = typed.splitlines()
    head = next((number for number, line in enumerate(lines) if line.strip()), None)
    if head is None or _UNCHECKED.fullmatch(lines[head]):
        return None
    without = [
        "" if number == head and _TRANSPARENT.fullmatch(line) else line
        for number, line in enumerate(lines)
    ]
    try:
        python = transform("\n".join(without))
        _compile(python)
    except (SyntaxError, ValueError):
        return None
    return Source(python, lines)


def without_mark(lines: list[str]) -> list[str]:
    """The lines of a cell that is to run unchecked, as Python alone."""
    is_marked = bool(lines) and _UNCHECKED.fullmatch(lines[0])
    return [f"# {lines[0]}", *lines[1:]] if is_marked else lines


def _compile(python: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # IPython gives them when it compiles
        compile(python, "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
