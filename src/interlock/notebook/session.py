"""What happens before a cell runs and after it, whoever runs it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from interlock.notebook.cells import Cell, Record, cell_of
from interlock.notebook.findings import Finding, finding_in
from interlock.notebook.modules import UNKNOWN, Module
from interlock.notebook.process import Checker
from interlock.notebook.report import Report, Saying
from interlock.notebook.sources import Source
from interlock.notebook.told import is_told

__all__ = ["Session"]

_ALWAYS = dict.fromkeys(("display", "get_ipython"), UNKNOWN)
"""Names that IPython puts among the built-in ones."""


@dataclass
class Session:
    """The cells so far.

    Attributes:
        serial: The number of the last cell.
        pending: Modules that mypy has not seen yet.
        objects: The identity of what each name meant when it was last looked at.
    """

    checker: Checker
    record: Record
    pending: dict[str, str]
    objects: dict[str, int]
    serial: int = 0

    @classmethod
    def begin(cls, names: Mapping[str, object]) -> Session:
        """A session in which some names are there already."""
        return cls(Checker(), Record(), {}, _identities(names))

    def read(self, source: Source | None, names: Mapping[str, object]) -> Cell | None:
        """A cell as modules, which mypy sees when it is next asked."""
        self.record.ran(None, None, self._changed(names))  # by a debugger, a widget, a thread
        if source is None:
            return None
        self.serial += 1
        known = _ALWAYS | self.record.known(names)
        cell = cell_of(source.python, self.serial, known)
        self.pending |= cell.texts
        return cell

    def check(self, cell: Cell, source: Source, label: str, lost: bool) -> Report:
        """What is wrong with a cell, and on demand where it loses a shape.

        Raises:
            CheckError: mypy could not tell.
        """
        texts, self.pending = self.pending, {}
        findings = filter(None, map(finding_in, self.checker.check(texts)))
        told = [finding for finding in findings if is_told(finding, lost)]
        return Report(label, _sayings(cell, source, told))

    def take_up(self, sources: list[Source], names: Mapping[str, object]) -> None:
        """Cells that ran before there was this session, and nobody knows how they ended.

        A name that several of them bind, each in its way, is unknown.
        """
        ways: dict[str, set[str]] = {}
        for source in sources:
            cell = self.read(source, names)
            self.ran(cell, None, names)
            for part, _ in cell.parts if cell is not None else []:
                for statement, uses in part.statements:
                    for name in uses.binds:
                        ways.setdefault(name, set()).add(ast.unparse(statement))
        unclear = (name for name, found in ways.items() if len(found) > 1)
        self.record.origins.update(dict.fromkeys(unclear, UNKNOWN))

    def ran(self, cell: Cell | None, failed: int | None, names: Mapping[str, object]) -> None:
        """A cell has run, or failed at a line of its Python."""
        self.record.ran(cell, failed, self._changed(names))

    def _changed(self, names: Mapping[str, object]) -> set[str]:
        before, self.objects = self.objects, _identities(names)
        return {name for name, thing in self.objects.items() if before.get(name) != thing}


def _identities(names: Mapping[str, object]) -> dict[str, int]:
    return {name: id(thing) for name, thing in names.items()}


def _sayings(cell: Cell, source: Source, findings: list[Finding]) -> list[Saying]:
    modules = {module.name: module for _, module in cell.parts}
    found = (
        _saying(modules[finding.module], source, finding)
        for finding in findings
        if finding.module in modules
    )
    return sorted(filter(None, found), key=lambda saying: saying.line)


def _saying(module: Module, source: Source, finding: Finding) -> Saying | None:
    line = module.line_in_cell(finding.line)
    if line is None:
        return None
    place = source.line_typed(line)
    typed = source.typed[place - 1]
    is_as_typed = module.text.splitlines()[finding.line - 1] == typed
    span = finding.columns if is_as_typed else None
    return Saying(place, finding.kind, finding.text, finding.code, typed, span)
