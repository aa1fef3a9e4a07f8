"""Properties, and `__len__`: those that say a size, and those that are not typed."""

from __future__ import annotations

from typing import Final

from mypy.nodes import (
    Decorator,
    ExpressionStmt,
    FuncDef,
    MemberExpr,
    ReturnStmt,
    StrExpr,
    SymbolNode,
)

from ..sizes import Size
from ..values import UNKNOWN
from .bodies import is_replaced, is_under_way
from .definitions import is_property, signature_of
from .things import Function, Object
from .walk import Walk, defining_class

_DEPTH: Final = 8


def size_given(walk: Walk, thing: Object, name: str) -> Size | None:
    """The size that a property of an object is, or its length, by a body of one expression."""
    symbol = thing.info.get(name)
    getter = _getter(symbol.node) if symbol is not None else None
    if getter is None or thing.info.module_name != walk.target.tree.fullname:
        return None
    if is_replaced(walk, thing, name):
        return None
    statements = [s for s in getter.body.body if not _is_docstring(s)]
    last = statements[0] if len(statements) == 1 else None
    if not isinstance(last, ReturnStmt) or last.expr is None:
        return None
    if is_under_way(walk, getter) or len(walk.calls) > _DEPTH:
        return None
    outer, walk.environment = walk.environment, walk.environment.copy()
    walk.environment.assign(getter.arguments[0].variable, thing)
    walk.calls.append((getter, thing.place))
    with walk.hushed():
        value: object = walk.evaluate(last.expr)
    walk.calls.pop()
    walk.environment = outer
    return value if isinstance(value, Size) else None


def of_untyped(walk: Walk, thing: Object, node: MemberExpr) -> object:
    """What a property without annotations gives, where it can be looked into."""
    symbol = thing.info.get(node.name)
    getter = _getter(symbol.node) if symbol is not None else None
    signature = None if getter is None or getter.type is not None else signature_of(walk, getter)
    if getter is None or signature is None:
        return UNKNOWN
    owner = defining_class(getter)
    method = Function(signature, node.name, getter.fullname, thing, owner, drops_first=True)
    return walk.call(method, [], node)


def _getter(node: SymbolNode | None) -> FuncDef | None:
    if isinstance(node, FuncDef) and node.name == "__len__":
        return node
    return node.func if isinstance(node, Decorator) and is_property(node) else None


def _is_docstring(statement: object) -> bool:
    return isinstance(statement, ExpressionStmt) and isinstance(statement.expr, StrExpr)
