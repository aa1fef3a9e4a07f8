"""One run of mypy: notes bodies, and has each of them interpreted when its time has come."""

from __future__ import annotations

from collections.abc import Callable

from mypy.checker import TypeChecker
from mypy.nodes import Context, FuncDef, MypyFile, SymbolNode, TypeInfo
from mypy.plugin import CheckerPluginInterface

from ..interpreter import check
from ..options import InterlockOptions
from ..target import Target
from .codes import SHAPE, SHAPE_LOST
from .targets import Noted, Waiting, functions_of, inside, is_marker, waiting_for

Lookup = Callable[[str], SymbolNode | None]


class Session:
    """Keeps, for each module under way, the bodies that are still to be checked."""

    def __init__(self, lookup: Lookup, options: InterlockOptions) -> None:
        self.lookup = lookup
        self.options = options
        self.waiting: dict[str, Waiting] = {}

    def note(self, api: CheckerPluginInterface) -> None:
        """Note the body mypy is in, unless its errors are not heard anyway."""
        if isinstance(api, TypeChecker) and _is_heard(api):
            self._waiting(api).note()

    def at_marker(self, api: CheckerPluginInterface, place: Context) -> None:
        """A unary plus: a marker's tells that a body is entered, or that all are done."""
        if not isinstance(api, TypeChecker) or not is_marker(place):
            return
        waiting = self.waiting.get(api.tree.fullname)
        if waiting is None or not waiting.is_carried_by(place):
            self.note(api)
        elif waiting.is_ready():
            del self.waiting[api.tree.fullname]
            for body, info in waiting.bodies.items():
                self._check(api, body, info)

    def _waiting(self, checker: TypeChecker) -> Waiting:
        name = checker.tree.fullname
        waiting = self.waiting.get(name)
        if waiting is None or waiting.checker is not checker:
            waiting = self.waiting[name] = waiting_for(checker)
        return waiting

    def _check(self, checker: TypeChecker, body: Noted, info: TypeInfo | None) -> None:
        with inside(checker, body, info):
            if isinstance(body, MypyFile):
                self._interpret(checker, body, None)
            for function in functions_of(body):
                self._interpret(checker, function, info)

    def _interpret(
        self, checker: TypeChecker, node: FuncDef | MypyFile, info: TypeInfo | None
    ) -> None:
        target = self._target(checker, node, info)
        try:
            check(target)
        except Exception as error:  # a fault of ours must not be the end of the user's run
            if checker.options.show_traceback:
                raise
            target.lost(f"not checked: internal error {error!r}", node)

    def _target(
        self, checker: TypeChecker, node: FuncDef | MypyFile, info: TypeInfo | None
    ) -> Target:
        def report(text: str, place: Context) -> None:
            checker.fail(text, place, code=SHAPE)

        def note(text: str, place: Context) -> None:
            checker.note(text, place, code=SHAPE)

        def lost(text: str, place: Context) -> None:
            if self.options.warn_shape_lost:
                checker.fail(text, place, code=SHAPE_LOST)

        return Target(
            node, info, checker.tree, self.options,
            checker.lookup_type_or_none, self.lookup, report, note, lost,
        )  # fmt: skip


def _is_heard(checker: TypeChecker) -> bool:
    return not (
        checker.is_stub
        or checker.options.ignore_errors
        or checker.path in checker.errors.ignored_files
    )
