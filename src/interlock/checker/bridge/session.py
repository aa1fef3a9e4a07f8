"""One run of mypy: notes bodies, and has each of them interpreted when its time has come."""

from __future__ import annotations

from collections.abc import Callable

from mypy.checker import TypeChecker
from mypy.nodes import Context, FuncDef, MypyFile, TypeInfo
from mypy.plugin import CheckerPluginInterface

from ..options import InterlockOptions
from ..target import Target
from .findings import Findings, Lookup
from .targets import Carrier, Noted, Waiting, functions_of, inside, is_marker

Check = Callable[[Target], None]


class Session:
    """Keeps, for each module under way, the bodies that are still to be checked."""

    def __init__(self, lookup: Lookup, check: Check) -> None:
        self.lookup = lookup
        self.check = check
        self.options: InterlockOptions = InterlockOptions()
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
        if waiting is None or place is not waiting.carrier.marker:
            self.note(api)
        elif waiting.is_ready():
            del self.waiting[api.tree.fullname]
            for body, info in waiting.bodies.items():
                self._check(waiting, body, info)

    def _waiting(self, checker: TypeChecker) -> Waiting:
        name = checker.tree.fullname
        waiting = self.waiting.get(name)
        if waiting is None or waiting.checker is not checker:
            waiting = self.waiting[name] = Waiting(checker, Carrier.of(name))
        return waiting

    def _check(self, waiting: Waiting, body: Noted, info: TypeInfo | None) -> None:
        with inside(waiting.checker, body, info):
            if isinstance(body, MypyFile):
                self._interpret(waiting, body, None)
            for function in functions_of(body):
                self._interpret(waiting, function, info)

    def _interpret(self, waiting: Waiting, node: FuncDef | MypyFile, info: TypeInfo | None) -> None:
        checker = waiting.checker
        findings = Findings(checker, self.options)
        try:
            self.check(findings.target(node, info, self.lookup, waiting.memory))
        except Exception as error:  # a fault of ours must not be the end of the user's run
            if checker.options.show_traceback:
                raise
            findings = Findings(checker, self.options)
            findings.lost(f"Not checked: internal error {error!r}", node)
        findings.vouch_for_numpy(node)
        findings.vouch_for_overloads(node)
        findings.deliver()


def _is_heard(checker: TypeChecker) -> bool:
    return not (
        checker.is_stub
        or checker.options.ignore_errors
        or checker.path in checker.errors.ignored_files
    )
