"""The hook of `typing.Annotated`: reads jaxtyping's annotations, leaves all others alone."""

from __future__ import annotations

from functools import partial
from typing import Final

from mypy.nodes import FuncDef, MypyFile, TypeAlias
from mypy.plugin import AnalyzeTypeContext
from mypy.semanal import SemanticAnalyzer, is_trivial_body
from mypy.typeanal import TypeAnalyser
from mypy.types import AnyType, RawExpressionType, Type, TypeOfAny

from ..annotations import Malformed, parse
from .codes import SHAPE
from .encoding import with_axes
from .names import jaxtyping_name
from .targets import begins_with_marker, marker

NAMES: Final = ("typing.Annotated", "typing_extensions.Annotated")


def analyze_annotated(context: AnalyzeTypeContext) -> Type:
    """The type of `Float[Array, "n"]`: that of `Array`, with the axes written into it."""
    analyser = context.api
    if not isinstance(analyser, TypeAnalyser):
        return AnyType(TypeOfAny.special_form)
    base = analyser.try_analyze_special_unbound_type(context.type, NAMES[0])
    if base is None:
        return AnyType(TypeOfAny.special_form)
    semantic = analyser.api
    if not isinstance(semantic, SemanticAnalyzer) or len(context.type.args) != 2:
        return base
    return _with_its_axes(context, base, semantic)


def _with_its_axes(context: AnalyzeTypeContext, base: Type, semantic: SemanticAnalyzer) -> Type:
    text = _text(context.type.args[1])
    tree = semantic.cur_mod_node
    dtype = jaxtyping_name(context.type.name, tree, semantic.modules.get)
    if text is None or dtype is None:
        return base
    try:
        parse(text)
    except Malformed as error:
        context.api.fail(str(error), context.type.args[1], code=SHAPE)
        return base
    if not tree.is_stub:
        _mark(semantic, tree)
    return with_axes(
        base, text, dtype, semantic.named_type("builtins.str"), partial(_alias_in, semantic)
    )


def _text(argument: Type) -> str | None:
    """The string of an annotation, as mypy's parser left it: a word of its own is a name to it."""
    if isinstance(argument, RawExpressionType):
        value = argument.literal_value
        return value if isinstance(value, str) else None
    text = getattr(argument, "original_str_expr", None)
    return text if isinstance(text, str) else None


def _mark(semantic: SemanticAnalyzer, tree: MypyFile) -> None:
    """See that a hook is called in the body whose annotation this is, even if it calls nothing."""
    function = semantic.scope.function
    if isinstance(function, FuncDef):
        if not is_trivial_body(function.body) and not begins_with_marker(function.body.body):
            function.body.body = [marker(function.line), *function.body.body]
    elif not begins_with_marker(tree.defs):
        tree.defs = [marker(), *tree.defs]


def _alias_in(semantic: SemanticAnalyzer, fullname: str) -> TypeAlias | None:
    symbol = semantic.lookup_fully_qualified_or_none(fullname)
    node = symbol.node if symbol is not None else None
    return node if isinstance(node, TypeAlias) else None
