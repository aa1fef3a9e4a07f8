"""What the interpreter says about one body, kept until it has come to the end of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from mypy import errorcodes
from mypy.checker import TypeChecker
from mypy.errorcodes import ErrorCode
from mypy.nodes import Context, FuncDef, MypyFile, OverloadedFuncDef, SymbolNode, TypeInfo

from ..options import InterlockOptions
from ..target import Target
from .any_returns import places_made_by_numpy
from .codes import SHAPE, SHAPE_LOST
from .overloads import places_told_apart

Lookup = Callable[[str], SymbolNode | None]


class Findings:
    """Collects for one body, and hands on to mypy when all is said."""

    def __init__(self, checker: TypeChecker, options: InterlockOptions) -> None:
        self.checker = checker
        self.options = options
        self.sayings: list[Callable[[], object]] = []
        self.vouched: set[tuple[ErrorCode | None, int, int]] = set()

    def target(
        self,
        node: FuncDef | MypyFile,
        info: TypeInfo | None,
        lookup: Lookup,
        memory: dict[str, object],
    ) -> Target:
        """The body for the interpreter, with these findings to speak to."""
        return Target(
            node=node,
            info=info,
            tree=self.checker.tree,
            options=self.options,
            type_of=self.checker.lookup_type_or_none,
            lookup=lookup,
            report=self.report,
            note=self.note,
            lost=self.lost,
            vouch=self.vouch,
            memory=memory,
            checks_untyped=self.checker.options.check_untyped_defs,
        )

    def report(self, text: str, place: Context) -> None:
        """An error."""
        self.sayings.append(lambda: self.checker.fail(text, place, code=SHAPE))

    def note(self, text: str, place: Context) -> None:
        """A note, to the error before it."""
        self.sayings.append(lambda: self.checker.note(text, place, code=SHAPE))

    def lost(self, text: str, place: Context, notes: tuple[str, ...] = ()) -> None:
        """An error and its notes, if the user wants to hear of lost shapes."""
        if self.options.warn_shape_lost:
            self.sayings.append(lambda: self.checker.fail(text, place, code=SHAPE_LOST))
            for note in notes:
                self.sayings.append(partial(self.checker.note, note, place, code=SHAPE_LOST))

    def vouch(self, place: Context) -> None:
        """The value returned here is known better to us than to mypy."""
        self.vouched.add((errorcodes.NO_ANY_RETURN, place.line, place.column))

    def vouch_for_numpy(self, node: FuncDef | MypyFile) -> None:
        """Vouch for all that NumPy made, whether its shape is known or not."""
        if isinstance(node, FuncDef) and self.checker.options.warn_return_any:
            places = places_made_by_numpy(node, self.checker.lookup_type_or_none)
            self.vouched |= {(errorcodes.NO_ANY_RETURN, *place) for place in places}

    def vouch_for_overloads(self, node: FuncDef | MypyFile) -> None:
        """Vouch for the overloads that a function has, as far as axes tell them apart."""
        names = (
            node.info.names if isinstance(node, FuncDef) and node.info else self.checker.tree.names
        )
        symbol = names.get(node.name) if isinstance(node, FuncDef) else None
        if symbol is not None and isinstance(symbol.node, OverloadedFuncDef):
            places = places_told_apart(symbol.node)
            self.vouched |= {(errorcodes.OVERLOAD_CANNOT_MATCH, *place) for place in places}

    def deliver(self) -> None:
        """Hand everything to mypy, and take back its warnings of what was vouched for."""
        for say in self.sayings:
            say()
        errors = self.checker.errors.error_info_map.get(self.checker.path)
        if self.vouched and errors is not None:
            errors[:] = [e for e in errors if (e.code, e.line, e.column) not in self.vouched]
