"""The plugin class: which hook serves which name."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from importlib import import_module
from typing import Final

from mypy.errors import CompileError
from mypy.nodes import FuncBase, MypyFile, OverloadedFuncDef, SymbolNode, TypeAlias, Var
from mypy.options import Options
from mypy.plugin import (
    AnalyzeTypeContext,
    AttributeContext,
    FunctionContext,
    FunctionSigContext,
    MethodContext,
    Plugin,
    ReportConfigContext,
)
from mypy.types import FunctionLike, Type

from ..options import BadOption
from ..registry import RULES, Rule
from ..target import Target
from .annotated import NAMES, Reader
from .encoding import NDARRAY, keep_arguments, mentions_axes
from .links import NETWORK, link, loosen
from .overloads import loosened
from .session import Session
from .settings import fingerprint, prepare
from .targets import MARKER_METHOD

ROOTS: Final = frozenset({"numpy", "interlock", "einops", "scipy", "jaxtyping"})
"""Packages whose every function may move shapes."""

OWN_PACKAGE: Final = "interlock.checker."
"""The one part of this package that has no arrays in it."""

STANDARD: Final = frozenset(
    {"abc", "builtins", "collections", "numpy", "types", "typing", "typing_extensions", "_typeshed"}
)
"""Packages none of whose names has axes written into it by a user."""

ARRAY_NAMES: Final = frozenset({NDARRAY, "numpy._typing._array_like.NDArray"})


class ShapePlugin(Plugin):
    """Reads axes where they are written, and checks the bodies that touch arrays."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self.session: Session = Session(self._node, self.interpret)
        self.reader: Reader = Reader()
        self.under_analysis: str = ""
        self.ordinary: set[str] = set()
        self.mentions: dict[str, tuple[Type | None, bool]] = {}
        self.failure: BadOption | None = None
        try:
            self.session.options = prepare(options.config_file)
        except BadOption as error:
            self.failure = error
        self.fingerprint: dict[str, str] = fingerprint(self.session.options)

    def interpret(self, target: Target) -> None:
        """Check one body; the seam at which a test looks at what a body is given."""
        # what a run from the cache does not need is not imported in one
        from ..interpreter import check

        check(target)

    def set_modules(self, modules: dict[str, MypyFile]) -> None:
        """The start of a run: only from here on can a wrong setting be reported as mypy does."""
        super().set_modules(modules)
        if self.failure is not None:
            place = self.options.config_file
            raise CompileError([f"{place}: error: [interlock] {self.failure}"])

    def report_config_data(self, ctx: ReportConfigContext) -> dict[str, str]:
        """What makes a cached result stale."""
        return self.fingerprint

    def get_type_analyze_hook(self, fullname: str) -> Callable[[AnalyzeTypeContext], Type] | None:
        """What a name in an annotation means."""
        if fullname in self.ordinary:
            return None
        if fullname in NAMES:
            return self.reader.annotated
        if self._may_be_array(fullname):
            return partial(self._analyze_array_name, fullname)
        return None

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        """A call of a function or a class."""
        if fullname == NETWORK:
            return link
        if not self._touches_arrays(fullname):
            return None
        overloaded = self._overloaded(fullname)
        return partial(self._loosen_call, overloaded) if overloaded else self._note_call

    def get_function_signature_hook(
        self, fullname: str
    ) -> Callable[[FunctionSigContext], FunctionLike] | None:
        """What a function takes: `network` takes any layers, and `link` says which do not fit."""
        return loosen if fullname == NETWORK else None

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        """A call of a method, operators included."""
        if fullname == MARKER_METHOD:
            return self._at_marker
        if not self._touches_arrays(fullname):
            return None
        overloaded = self._overloaded(fullname)
        return partial(self._loosen_method, overloaded) if overloaded else self._note_method

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        """A look at an attribute."""
        return self._note_attribute if self._touches_arrays(fullname) else None

    def _may_be_array(self, fullname: str) -> bool:
        if fullname == self.under_analysis:
            return False
        if fullname in ARRAY_NAMES:
            return True
        if fullname.partition(".")[0] in STANDARD:
            self.ordinary.add(fullname)
            return False
        node = self._node(fullname)
        if not isinstance(node, TypeAlias):
            return False
        keep_arguments(node)
        return True

    def _analyze_array_name(self, fullname: str, context: AnalyzeTypeContext) -> Type:
        # mypy asks for the hook again when the hook asks mypy what the name means without it
        before, self.under_analysis = self.under_analysis, fullname
        try:
            return self.reader.array_name(context)
        finally:
            self.under_analysis = before

    def _note_call(self, context: FunctionContext) -> Type:
        self.session.note(context.api)
        return context.default_return_type

    def _note_method(self, context: MethodContext) -> Type:
        self.session.note(context.api)
        return context.default_return_type

    def _overloaded(self, fullname: str) -> OverloadedFuncDef | None:
        """An overloaded function that is not a library's."""
        if fullname.partition(".")[0] in ROOTS:
            return None
        node = self._node(fullname)
        return node if isinstance(node, OverloadedFuncDef) else None

    def _loosen_call(self, overloaded: OverloadedFuncDef, context: FunctionContext) -> Type:
        return loosened(overloaded, self._note_call(context))

    def _loosen_method(self, overloaded: OverloadedFuncDef, context: MethodContext) -> Type:
        return loosened(overloaded, self._note_method(context))

    def _note_attribute(self, context: AttributeContext) -> Type:
        self.session.note(context.api)
        return context.default_attr_type

    def _at_marker(self, context: MethodContext) -> Type:
        self.session.at_marker(context.api, context.context)
        return context.default_return_type

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """All rules, the user's among them."""
        import_module("interlock.checker.rules")
        return RULES

    def _node(self, fullname: str) -> SymbolNode | None:
        found = self.lookup_fully_qualified(fullname) if "." in fullname else None
        return None if found is None else found.node

    def _touches_arrays(self, fullname: str) -> bool:
        root = fullname.partition(".")[0]
        if root in ROOTS:
            return not fullname.startswith(OWN_PACKAGE)
        if root in STANDARD:
            return False
        if fullname in self.rules:
            return True
        node = self._node(fullname)
        return isinstance(node, (FuncBase, Var)) and self._mentions_axes(fullname, node.type)

    def _mentions_axes(self, fullname: str, written: Type | None) -> bool:
        """Whether axes are written in the type of a name; mypy asks at every use of it."""
        known = self.mentions.get(fullname)
        if known is None or known[0] is not written:
            known = self.mentions[fullname] = written, mentions_axes(written)
        return known[1]
