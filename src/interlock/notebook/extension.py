"""The extension of IPython: each cell is checked before it runs, and noted when it has run."""

from __future__ import annotations

import ast
import atexit
from typing import Any

from IPython.core.error import InputRejected
from IPython.core.interactiveshell import InteractiveShell

from interlock.notebook.cells import Cell
from interlock.notebook.process import CheckError
from interlock.notebook.session import Session
from interlock.notebook.settings import Mode, Settings
from interlock.notebook.snapshots import snapshot_folder
from interlock.notebook.sources import Source, source_of, without_mark

__all__ = ["Extension"]


class Refused(InputRejected):
    """A cell is kept from running; what is wrong has been said."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Extension:
    """One shell's checks."""

    def __init__(self, shell: InteractiveShell) -> None:
        self.shell = shell
        self.settings: Settings = Settings()
        self.session: Session = Session.begin(shell.user_ns)
        self.info: Any = None
        self.number: int = 0
        self.cell: Cell | None = None
        self.refusal: str = ""
        past = shell.history_manager.input_hist_raw[1:-1]  # the last one is running
        self.session.take_up([*filter(None, map(self._source, past))], shell.user_ns)

    def start(self) -> None:
        """Watch the shell from now on."""
        self.shell.events.register("pre_run_cell", self.before)
        self.shell.events.register("post_run_cell", self.after)
        self.shell.input_transformers_cleanup.append(without_mark)
        self.shell.ast_transformers.append(self)
        self.shell.register_magic_function(self.magic, "line", "interlock")
        atexit.register(self.session.checker.leave)
        if not snapshot_folder().is_dir():
            print("interlock: mypy reads NumPy's types, once; the next cell waits until it has")

    def stop(self) -> None:
        """Watch it no longer."""
        self.shell.events.unregister("pre_run_cell", self.before)
        self.shell.events.unregister("post_run_cell", self.after)
        self.shell.input_transformers_cleanup.remove(without_mark)
        self.shell.ast_transformers.remove(self)
        del self.shell.magics_manager.magics["line"]["interlock"]
        atexit.unregister(self.session.checker.leave)
        self.session.checker.close()

    def magic(self, words: str) -> None:
        """`%interlock [on | off | strict | lenient | lost on | lost off]`; says how things are."""
        self.settings.change(words)
        print(self.settings)

    def before(self, info: Any) -> None:
        """A cell is about to run."""
        if self.info is not None and not info.store_history:
            return  # it is run by another cell, and a part of what that one does
        self.info, self.refusal = info, ""
        self.number = len(self.shell.history_manager.input_hist_raw)
        source = self._source(info.raw_cell)
        self.cell = self.session.read(source, self.shell.user_ns)
        if source is not None and self.cell is not None and self.settings.mode is not Mode.OFF:
            self._check(self.cell, source)

    def visit(self, tree: ast.AST) -> ast.AST:
        """What IPython asks of those who may change or refuse a cell.

        Raises:
            Refused: the cell is not to run.
        """
        if self.refusal:
            raise Refused(self.refusal)
        return tree

    def after(self, result: Any) -> None:
        """A cell has run."""
        if self.info is None:  # the one that loaded this extension
            self.cell = self.session.read(self._source(result.info.raw_cell), self.shell.user_ns)
        elif result.info is not self.info:
            return
        cell = self.cell if result.error_before_exec is None else None
        failed = None if result.error_in_exec is None else self._line(result.error_in_exec)
        self.session.ran(cell, failed, self.shell.user_ns)
        self.info, self.cell, self.refusal = None, None, ""

    def _source(self, typed: str) -> Source | None:
        return source_of(typed, self.shell.transform_cell)

    def _check(self, cell: Cell, source: Source) -> None:
        try:
            report = self.session.check(cell, source, f"cell {self.number}", self.settings.lost)
        except CheckError as error:
            print(error)
            if self.session.checker.has_ended:
                self.settings.mode = Mode.OFF
        except KeyboardInterrupt:
            self.refusal = "interlock: the check was interrupted, and the cell was not run"
        else:
            if report.sayings:
                self.shell.display_pub.publish(data=report.bundle())
            if report.has_errors and self.settings.mode is Mode.STRICT:
                self.refusal = "interlock: the cell was not run"

    def _line(self, error: BaseException) -> int:
        """The line of the cell at which an error came out of it."""
        trace = error.__traceback__
        while trace is not None and trace.tb_frame.f_globals is not self.shell.user_global_ns:
            trace = trace.tb_next
        return trace.tb_lineno if trace is not None else 1
