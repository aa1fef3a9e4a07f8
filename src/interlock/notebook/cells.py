"""A cell as modules, and the record of which of them each name was bound by."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from interlock.notebook.modules import PREFIX, UNKNOWN, Module, Origin, module_of, origin_in
from interlock.notebook.parts import Part, parts_of
from interlock.notebook.values import declared_by

__all__ = ["Cell", "Record", "cell_of"]


@dataclass
class Cell:
    """The parts of one executed cell, each with its module."""

    lines: list[str]
    parts: list[tuple[Part, Module]] = field(default_factory=list)

    @property
    def texts(self) -> dict[str, str]:
        """The text of each module."""
        return {module.name: module.text for _, module in self.parts}

    @property
    def bound(self) -> set[str]:
        """Every name that the cell binds."""
        return {name for part, _ in self.parts for name in part.bound}

    def origins(self, failed: int | None) -> Iterator[tuple[str, Origin]]:
        """What the cell bound, in order.

        Args:
            failed: The line at which it failed, if it did. What that statement bound is unknown.
        """
        for part, module in self.parts:
            for statement, uses in part.statements:
                if failed is not None and (statement.end_lineno or 0) >= failed:
                    yield from ((name, UNKNOWN) for name in uses.binds)
                    return
                yield from ((name, origin_in(part, module.name, name)) for name in uses.binds)

    def star_origin(self, name: str) -> Origin:
        """Where a name is found that no statement binds by its name."""
        for part, module in self.parts:
            if any(_star_import(statement) for statement, _ in part.statements):
                return Origin(module.name, name)
        return UNKNOWN


def cell_of(source: str, serial: int, known: Mapping[str, Origin]) -> Cell:
    """A cell, ready to be checked.

    Args:
        source: Its Python, free of IPython's own syntax.
        serial: A number that no other cell has.
        known: Every name that has a meaning before it runs.
    """
    cell = Cell(source.splitlines())
    known = dict(known)
    stars: list[str] = []
    parts = parts_of(ast.parse(source))
    for number, part in enumerate(parts):
        to_come = {name for later in parts[number + 1 :] for name in later.bound}
        unknown = {name for name in part.later if name in to_come or not _exists(name, known)}
        name = f"{PREFIX}{serial}_{number}"
        here = known | dict.fromkeys(unknown, UNKNOWN)
        cell.parts.append((part, module_of(part, name, cell.lines, here, stars)))
        known |= {bound: origin_in(part, name, bound) for bound in part.bound}
        stars += filter(None, (_star_import(statement) for statement, _ in part.statements))
    return cell


class Record:
    """Which module each name of the session was last bound by."""

    def __init__(self) -> None:
        self.origins: dict[str, Origin] = {}

    def known(self, names: Mapping[str, object]) -> dict[str, Origin]:
        """Every name that has a meaning now, with its origin."""
        return {
            name: replace(self.origins.get(name, UNKNOWN), declared=declared_by(value))
            for name, value in names.items()
        }

    def ran(self, cell: Cell | None, failed: int | None, changed: set[str]) -> None:
        """Note what a cell has bound.

        Args:
            cell: The cell; `None` if it is not known what it does.
            failed: The line at which it failed, if it did.
            changed: The names that now mean another object than before.
        """
        for name in changed - (cell.bound if cell is not None else set()):
            self.origins[name] = cell.star_origin(name) if cell is not None else UNKNOWN
        if cell is not None:
            self.origins.update(cell.origins(failed))


def _exists(name: str, known: Mapping[str, Origin]) -> bool:
    return name in known or hasattr(builtins, name)


def _star_import(statement: ast.stmt) -> str:
    """A statement that imports everything, or nothing."""
    is_star = isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*"
    return ast.unparse(statement) if is_star else ""
