"""Every place of a module that may change an attribute, by the attribute's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mypy.nodes import (
    CallExpr,
    ClassDef,
    Decorator,
    Expression,
    FuncDef,
    IndexExpr,
    MemberExpr,
    MypyFile,
    NameExpr,
    OperatorAssignmentStmt,
    OverloadedFuncDef,
    StarExpr,
    Statement,
    TypeInfo,
)

from .blocks import bound_by, statements_in

_METHODS: Final = frozenset(
    [
        "append",
        "extend",
        "insert",
        "pop",
        "remove",
        "clear",
        "reverse",
        "sort",
        "update",
        "setdefault",
        "popitem",
    ]
)


@dataclass(frozen=True)
class Change:
    """One change: the method it is in, and its class where the method changes its own object.

    A function inside of the method may do so whenever it is called: then there is no class.
    It is made by setting the attribute ("set"), by an operator such as `+=` ("in place"), or inside
    of the value ("item").
    """

    how: str
    function: FuncDef
    info: TypeInfo | None


def method_of(info: TypeInfo, name: str) -> FuncDef | None:
    """A method that the class defines itself."""
    symbol = info.names.get(name)
    node = symbol.node if symbol is not None else None
    node = node.func if isinstance(node, Decorator) else node
    return node if isinstance(node, FuncDef) else None


def changes_in(tree: MypyFile) -> dict[str, list[Change]]:
    """The changes of attributes in a module, by the attribute's name."""
    finder = _Finder()
    finder.look(tree.defs)
    return finder.found


class _Finder:
    def __init__(self) -> None:
        self.found: dict[str, list[Change]] = {}
        self.is_inside: bool = False

    def look(self, block: list[Statement], function: FuncDef | None = None) -> None:
        """Note the changes of a block, with those of the functions and classes in it."""
        for statement in statements_in(block):
            inner = statement.func if isinstance(statement, Decorator) else statement
            if isinstance(inner, OverloadedFuncDef):
                self.look([*([inner.impl] if inner.impl else inner.items)], function)
            if isinstance(inner, ClassDef):
                self.look(inner.defs.body)
            elif isinstance(inner, FuncDef):
                outer, self.is_inside = self.is_inside, function is not None
                self.look(inner.body.body, function or inner)
                self.is_inside = outer
            elif function is not None:
                self._statement(inner, function)

    def _statement(self, statement: Statement, function: FuncDef) -> None:
        if isinstance(statement, OperatorAssignmentStmt):
            if not isinstance(statement.lvalue, IndexExpr):
                self._note(statement.lvalue, "in place", function)
            return
        for target in bound_by(statement):
            for part in getattr(target, "items", [target]):
                self._note(part, "set", function)
        called = getattr(statement, "expr", None) or getattr(statement, "rvalue", None)
        if isinstance(called, CallExpr):
            callee = called.callee
            if isinstance(callee, MemberExpr) and callee.name in _METHODS:
                self._note(callee.expr, "item", function)

    def _note(self, target: Expression, how: str, function: FuncDef) -> None:
        if isinstance(target, StarExpr):
            target = target.expr
        if isinstance(target, IndexExpr):
            target, how = target.base, "item"
        if isinstance(target, MemberExpr):
            own = None if self.is_inside else _own_class(target.expr, function)
            change = Change(how, function, own)
            self.found.setdefault(target.name, []).append(change)


def _own_class(owner: Expression, method: FuncDef) -> TypeInfo | None:
    """The class of a method, where the owner of an attribute is the method's own object."""
    first = method.arguments[0].variable if method.arguments else None
    own = isinstance(owner, NameExpr) and owner.node is first
    return method.info if own and method.info else None
