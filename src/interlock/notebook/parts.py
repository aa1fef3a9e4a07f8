"""A cell cut into parts in each of which every definition is the only one of its name."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from interlock.notebook.names import Uses, defines, uses_of

__all__ = ["Part", "parts_of"]


@dataclass
class Part:
    """Some statements of a cell, one after the other.

    Attributes:
        statements: The statements, each with its names.
        bound: What they bind.
        needed: What they look up before they bind it, when they run.
    """

    statements: list[tuple[ast.stmt, Uses]] = field(default_factory=list)
    bound: set[str] = field(default_factory=set)
    needed: set[str] = field(default_factory=set)

    @property
    def globals(self) -> set[str]:
        """What its functions bind, nobody knows when and to what."""
        return {name for _, uses in self.statements for name in uses.globals}

    @property
    def later(self) -> set[str]:
        """What their functions look up, and the part itself does not know."""
        every = {name for _, uses in self.statements for name in uses.later}
        return every - self.bound - self.needed

    @property
    def mentioned(self) -> set[str]:
        """What their strings may mean, and the part itself does not know."""
        every = {name for _, uses in self.statements for name in uses.mentioned}
        return every - self.bound - self.needed - self.later

    @property
    def first_line(self) -> int:
        """The line of the cell on which it begins."""
        return _first_line(self.statements[0][0])

    @property
    def last_line(self) -> int:
        """The line of the cell on which it ends."""
        return _last_line(self.statements[-1][0])

    def takes(self, statement: ast.stmt, uses: Uses) -> bool:
        """Whether a statement can stand in this part, behind those that are in it."""
        if not self.statements:
            return True
        last = self.statements[-1][0]
        if _first_line(statement) <= _last_line(last) or _continues_overload(last, statement):
            return True
        fixed = {name for one, its in self.statements if _fixes(one) for name in its.surely}
        known = self.bound | self.needed if _fixes(statement) else fixed
        return uses.binds.isdisjoint(known)

    def add(self, statement: ast.stmt, uses: Uses) -> None:
        """Put a statement behind the others."""
        read_or_kept = uses.reads | (uses.binds - uses.surely)
        self.needed |= read_or_kept - self.bound
        self.bound |= uses.binds
        self.statements.append((statement, uses))

    def definition_of(self, name: str) -> ast.stmt | None:
        """The statement that alone says what a name is, if there is such a one."""
        binding = [statement for statement, uses in self.statements if name in uses.binds]
        if len(binding) > 1 and not all(isinstance(one, ast.FunctionDef) for one in binding):
            return None
        return binding[-1] if name not in self.needed and _is_final(binding[-1]) else None


def parts_of(tree: ast.Module) -> list[Part]:
    r"""The parts of a cell.

    A name that is defined, imported or annotated has one type in a module of mypy's: where it gets
    another, or had one before, a new part begins.

    Example:
        >>> tree = ast.parse("net = Layer(3, 4)\nshow(net)\ndef net(): pass")
        >>> [len(part.statements) for part in parts_of(tree)]
        [2, 1]
    """
    parts = [Part()]
    for statement in tree.body:
        uses = uses_of(statement)
        if not parts[-1].takes(statement, uses):
            parts.append(Part())
        parts[-1].add(statement, uses)
    return parts if tree.body else []


def _fixes(statement: ast.stmt) -> bool:
    """Whether a statement says once and for all what a name is."""
    return defines(statement) or isinstance(statement, ast.AnnAssign) or _is_type(statement)


def _is_final(statement: ast.stmt) -> bool:
    """Whether mypy's type of the name is that of the value, now and later."""
    if isinstance(statement, ast.AnnAssign):
        words = ast.unparse(statement.annotation)
        return "Final" in words or "TypeAlias" in words
    return defines(statement) or isinstance(statement, ast.Assign) or _is_type(statement)


def _is_type(statement: ast.stmt) -> bool:
    return type(statement).__name__ == "TypeAlias"  # a class of Python 3.12


def _continues_overload(last: ast.stmt, statement: ast.stmt) -> bool:
    return (
        isinstance(last, ast.FunctionDef)
        and isinstance(statement, ast.FunctionDef)
        and last.name == statement.name
        and any("overload" in ast.unparse(decorator) for decorator in last.decorator_list)
    )


def _first_line(statement: ast.stmt) -> int:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return min([statement.lineno, *(one.lineno for one in statement.decorator_list)])
    return statement.lineno


def _last_line(statement: ast.stmt) -> int:
    return statement.end_lineno or statement.lineno
