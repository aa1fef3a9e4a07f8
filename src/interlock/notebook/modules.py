"""A part of a cell as a module: what it needs of earlier ones on top, what it hands on below."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from interlock.notebook.names import defines
from interlock.notebook.parts import Part
from interlock.notebook.values import IMPORTS

__all__ = ["PREFIX", "UNKNOWN", "Module", "Origin", "module_of", "origin_in"]

PREFIX = "interlock_cell_"
"""What the name of every such module begins with."""

_HEAD = [
    "from __future__ import annotations",
    "from typing import Any as any__, Final as final__, TypeVar as variable__",
    'value__ = variable__("value__")',
    "def same__(value: value__) -> value__: return value",
]


@dataclass(frozen=True)
class Origin:
    """Where the meaning of a name is found: under which name, in which module.

    Attributes:
        declared: Better, what the name is known to be, from its value.
    """

    module: str = ""
    name: str = ""
    declared: str = ""


UNKNOWN = Origin()
"""The origin of a name that no cell is known to have bound: it may be anything."""


@dataclass(frozen=True)
class Module:
    """A module for mypy, with `top` lines above those of the cell."""

    name: str
    text: str
    top: int
    first_line: int
    last_line: int

    def line_in_cell(self, line: int) -> int | None:
        """The line of the cell, or `None` for one that is not the cell's."""
        moved = line - self.top + self.first_line - 1
        return moved if self.first_line <= moved <= self.last_line else None


def module_of(
    part: Part, name: str, lines: list[str], known: Mapping[str, Origin], stars: list[str]
) -> Module:
    """The module of a part.

    Args:
        part: The statements.
        name: The module's name.
        lines: The lines of the whole cell.
        known: Every name that has a meaning before the part runs.
        stars: Statements `from ... import *` earlier in the cell.
    """
    mentioned = {name for name in part.mentioned & known.keys() if known[name] != UNKNOWN}
    wanted = known.keys() & (part.needed | part.later) | mentioned | part.globals
    given = [line for name in sorted(wanted) for line in _taken(part, name, known.get(name))]
    top = [*_HEAD, *IMPORTS, *stars, *given]
    below = [f"{name}__after = {name}" for name in sorted(part.bound) if _is_loose(part, name)]
    text = "\n".join([*top, *_with_sizes(part, lines), *below, ""])
    return Module(name, text, len(top), part.first_line, part.last_line)


def origin_in(part: Part, module: str, name: str) -> Origin:
    """Where other modules find what a part has made of a name.

    The type of a name that was rebound, or is of a wider type than its value, is only right at the
    end of the module: that is the one of its twin, `name__after`.
    """
    return Origin(module, f"{name}__after" if _is_loose(part, name) else name)


def _is_loose(part: Part, name: str) -> bool:
    return name in part.bound and part.definition_of(name) is None


def _taken(part: Part, name: str, origin: Origin | None) -> Iterator[str]:
    """The lines that give a name its meaning before the part begins."""
    if origin is None or origin == UNKNOWN or _is_redefined(part, name):
        yield f"{name}: any__"
    elif origin.declared and name not in part.bound:
        yield f"{name}{origin.declared}"
    elif origin.declared:
        yield f"{name}__before{origin.declared}"
        yield f"{name} = {name}__before"
    elif name not in part.bound:
        yield f"from {origin.module} import {origin.name} as {name}"
    else:  # a variable of this module, so that it can be rebound
        yield f"from {origin.module} import {origin.name} as {name}__before"
        yield f"{name} = same__({name}__before)"


def _is_redefined(part: Part, name: str) -> bool:
    return name in part.globals or any(
        name in uses.surely and defines(statement) for statement, uses in part.statements
    )


def _with_sizes(part: Part, lines: list[str]) -> list[str]:
    """The lines of the part, whole numbers that are never changed being said to be final.

    That is what makes `hidden = 30` a size that mypy knows.
    """
    body = lines[part.first_line - 1 : part.last_line]
    for statement, _ in reversed(part.statements):
        target = _whole_number(statement)
        if target is not None and part.definition_of(target.id) is statement:
            row, column = target.lineno - part.first_line, target.end_col_offset or 0
            line = body[row].encode()
            body[row] = (line[:column] + b": final__" + line[column:]).decode()
    return body


def _whole_number(statement: ast.stmt) -> ast.Name | None:
    """The name that a statement makes a whole number."""
    match statement:
        case ast.Assign(targets=[ast.Name() as target], value=ast.Constant(value=int(value))):
            return None if isinstance(value, bool) else target
    return None
