"""What a definition declares: the signature of a function, through its decorators."""

from __future__ import annotations

from typing import Final

from mypy.nodes import (
    Decorator,
    Expression,
    FuncDef,
    Node,
    OverloadedFuncDef,
    SymbolNode,
    TypeInfo,
)
from mypy.typeops import function_type
from mypy.types import (
    CallableType,
    Instance,
    Overloaded,
    get_proper_type,
)

from ..values import UNKNOWN
from .blocks import statements_in
from .scopes import Body
from .things import Function, Inner
from .walk import Walk, defining_class

_TRANSPARENT: Final = frozenset(
    [
        "shaped",
        "jaxtyped",
        "beartype",
        "jit",
        "njit",
        "jitted",
        "wraps",
        "cache",
        "lru_cache",
        "typechecked",
        "final",
        "override",
        "no_grad",
        "staticmethod",
        "classmethod",
        "property",
        "cached_property",
        "abstractmethod",
    ]
)


def function_of(walk: Walk, node: Node | None) -> object:
    """The function that a definition gives, decorated or not."""
    typ = signature_of(walk, node)
    if typ is None:
        return UNKNOWN
    assert isinstance(node, SymbolNode)
    return Function(
        typ, node.name, node.fullname, owner=defining_class(node), inner=_inner(walk, node)
    )


def _inner(walk: Walk, node: SymbolNode) -> Inner | None:
    """The one body of its name that the function defines which is walked through, or one around."""
    function = node.func if isinstance(node, Decorator) else node
    scope: Body | None = walk.scope
    while scope is not None and isinstance(function, FuncDef):
        own = [] if scope.function is None else _defined_in(scope.function, function.name)
        if own:
            return Inner(function, scope, walk.environment) if own == [function] else None
        scope = scope.parent
    return None


def _defined_in(function: FuncDef, name: str) -> list[FuncDef]:
    statements = statements_in(function.body.body)
    inner = [s.func if isinstance(s, Decorator) else s for s in statements]
    return [f for f in inner if isinstance(f, FuncDef) and f.name == name]


def function_named(node: Node | None) -> str:
    """The name of a function, decorated or not."""
    return node.name if isinstance(node, (FuncDef, OverloadedFuncDef, Decorator)) else ""


def signature_of(walk: Walk, node: Node | None) -> CallableType | Overloaded | None:
    """The declared signature of a function, through the decorators that keep it."""
    if isinstance(node, Decorator):
        return _decorated(walk, node)
    if isinstance(node, FuncDef) and node.type is None:
        return _undeclared(walk, node)
    typ = get_proper_type(node.type) if isinstance(node, (FuncDef, OverloadedFuncDef)) else None
    return typ if isinstance(typ, (CallableType, Overloaded)) else None


def _undeclared(walk: Walk, node: FuncDef) -> CallableType | None:
    """The signature of a function without annotations: it takes anything, and gives anything."""
    info = walk.target.lookup("builtins.function")
    if not isinstance(info, TypeInfo):
        return None
    typ = function_type(node, Instance(info, []))
    return typ if isinstance(typ, CallableType) else None


def _decorated(walk: Walk, node: Decorator) -> CallableType | Overloaded | None:
    typ = get_proper_type(node.var.type)
    if isinstance(typ, (CallableType, Overloaded)):
        return typ
    names = [_decorator_name(decorator) for decorator in node.original_decorators]
    own = signature_of(walk, node.func)
    return own if isinstance(own, CallableType) and all(n in _TRANSPARENT for n in names) else None


def _decorator_name(decorator: Expression) -> str:
    callee = getattr(decorator, "callee", decorator)
    return getattr(callee, "name", "")


def is_classmethod(node: SymbolNode) -> bool:
    """Whether a method is bound to the class."""
    inner = node.func if isinstance(node, Decorator) else node
    return bool(getattr(inner, "is_class", False))


def is_static(node: SymbolNode) -> bool:
    """Whether a method is bound to nothing."""
    inner = node.func if isinstance(node, Decorator) else node
    return bool(getattr(inner, "is_static", False))


def is_property(node: SymbolNode) -> bool:
    if isinstance(node, Decorator):
        return node.var.is_property or bool(getattr(node.func, "is_property", False))
    return isinstance(node, OverloadedFuncDef) and node.is_property
