"""The hooks of the semantic analyser: jaxtyping's annotations read, all others left alone."""

from __future__ import annotations

from functools import partial
from typing import Final

from mypy.nodes import Context, FuncDef, OverloadedFuncDef, TypeAlias, TypeInfo
from mypy.plugin import AnalyzeTypeContext
from mypy.semanal import SemanticAnalyzer, is_trivial_body
from mypy.typeanal import TypeAnalyser
from mypy.types import AnyType, Instance, RawExpressionType, Type, TypeOfAny, UnboundType

from .. import messages
from ..annotations import Malformed, parse
from .codes import SHAPE
from .encoding import NDARRAY, mentions_axes, spelled_out, with_axes
from .expressions import annotations_around
from .names import jaxtyping_name
from .targets import begins_with_marker, functions_of, marker

NAMES: Final = ("typing.Annotated", "typing_extensions.Annotated")


class Reader:
    """Reads annotations, those that mypy shows to a hook and those that it drops before.

    Which it drops, in an expression, differs between versions of mypy: `open` has the places of
    those that a hook is reading, so that none is read twice.
    """

    def __init__(self) -> None:
        self.open: list[tuple[int, int]] = []

    def annotated(self, context: AnalyzeTypeContext) -> Type:
        """The type of `Float[Array, "n"]`: that of `Array`, with the axes written into it."""
        analyser, written = context.api, context.type
        if not isinstance(analyser, TypeAnalyser):
            return AnyType(TypeOfAny.special_form)
        self.open.append((written.line, written.column))
        try:
            base = _base(written, analyser)
        finally:
            self.open.pop()
        semantic = analyser.api
        if not isinstance(semantic, SemanticAnalyzer) or len(written.args) != 2:
            return base
        string = written.args[1]
        found = _annotated(base, written.name, _text(string), string, semantic)
        return self._with_dropped(found, written, semantic)

    def array_name(self, context: AnalyzeTypeContext) -> Type:
        """The type of a name that may be an array's: an alias with axes, or about to get some."""
        analyser = context.api
        if not isinstance(analyser, TypeAnalyser):
            return AnyType(TypeOfAny.special_form)
        found = analyser.visit_unbound_type_nonoptional(context.type, False)
        semantic = analyser.api
        if not isinstance(semantic, SemanticAnalyzer) or semantic.cur_mod_node.is_stub:
            return found
        if mentions_axes(found):
            _mark(semantic)
        return self._with_dropped(found, context.type, semantic)

    def _with_dropped(self, found: Type, place: Context, semantic: SemanticAnalyzer) -> Type:
        """The type with the annotations around it that mypy dropped."""
        for name, string, whole in annotations_around(place, semantic.statement):
            if (whole.line, whole.column) in self.open:
                continue
            if (whole.line, whole.column) != (place.line, place.column):
                found = _annotated(found, name, string.value, string, semantic)
        return found


def _base(written: UnboundType, analyser: TypeAnalyser) -> Type:
    """What mypy makes of an annotation."""
    semantic = analyser.api
    bare = _bare_array(written, semantic) if isinstance(semantic, SemanticAnalyzer) else None
    base = bare or analyser.try_analyze_special_unbound_type(written, NAMES[0])
    return AnyType(TypeOfAny.special_form) if base is None else base


def _bare_array(annotation: UnboundType, semantic: SemanticAnalyzer) -> Type | None:
    """The array of `Float[np.ndarray, "n"]`; the string says what `np.ndarray` alone leaves out."""
    array = annotation.args[0] if len(annotation.args) == 2 else None
    if not isinstance(array, UnboundType) or array.args:
        return None
    symbol = semantic.lookup_qualified(array.name, array, suppress_errors=True)
    if symbol is None or not isinstance(symbol.node, TypeInfo) or symbol.node.fullname != NDARRAY:
        return None
    return spelled_out(Instance(symbol.node, [], array.line, array.column))


def _annotated(
    base: Type, name: str, text: str | None, place: Context, semantic: SemanticAnalyzer
) -> Type:
    dtype = jaxtyping_name(name, semantic.cur_mod_node, semantic.modules.get)
    if text is None or dtype is None:
        return base
    try:
        parse(text)
    except Malformed as error:
        semantic.fail(messages.malformed(text, str(error)), place, code=SHAPE)
        return base
    except Exception:  # a fault of ours must not be the end of the user's run
        if semantic.options.show_traceback:
            raise
        return base
    string = semantic.named_type("builtins.str")
    found = with_axes(base, text, dtype, string, partial(_alias_in, semantic))
    if mentions_axes(found):
        _mark(semantic)
    return found


def _text(argument: Type) -> str | None:
    """The string of an annotation as mypy's parser left it: a word of its own is a name to it."""
    if isinstance(argument, RawExpressionType):
        value = argument.literal_value
        return value if isinstance(value, str) else None
    text = getattr(argument, "original_str_expr", None)
    return text if isinstance(text, str) else None


def _mark(semantic: SemanticAnalyzer) -> None:
    """See that a hook is called in the body that is analysed, even if it calls nothing."""
    function, tree = semantic.scope.function, semantic.cur_mod_node
    if isinstance(function, (FuncDef, OverloadedFuncDef)):
        for part in functions_of(function):
            if not is_trivial_body(part.body) and not begins_with_marker(part.body.body):
                part.body.body = [marker(part.line), *part.body.body]
    elif not tree.is_stub and not begins_with_marker(tree.defs):
        tree.defs = [marker(), *tree.defs]


def _alias_in(semantic: SemanticAnalyzer, fullname: str) -> TypeAlias | None:
    symbol = semantic.lookup_fully_qualified_or_none(fullname)
    node = symbol.node if symbol is not None else None
    return node if isinstance(node, TypeAlias) else None
