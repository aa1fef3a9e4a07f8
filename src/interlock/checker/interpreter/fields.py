"""Which attributes of a class have a shape of their own: declared ones, and ones that are set once.

`self.gain = gain` in `__init__` says no less than an annotation, as long as nothing sets it again.
What sets it can be seen only in the module that is checked; elsewhere just declared ones count.
"""

from __future__ import annotations

from collections import Counter

from mypy.nodes import Decorator, FuncDef, MemberExpr, MypyFile, NameExpr, TypeInfo, Var
from mypy.types import CallableType, get_proper_type

from .blocks import statements_in, targets_of
from .classes import axes_in


class Fields:
    """The attributes of classes, as one module sees them."""

    def __init__(self, tree: MypyFile) -> None:
        self.tree = tree
        self.counts: dict[TypeInfo, Counter[str]] = {}
        self.names: dict[TypeInfo, frozenset[str]] = {}

    def has_shape(self, node: Var) -> bool:
        """Whether the axes written in an attribute's type are those of the attribute."""
        if is_declared(node):
            return True
        info = node.info
        if not info or info.module_name != self.tree.fullname:
            return False
        return self._settings(info)[node.name] == 1

    def _settings(self, info: TypeInfo) -> Counter[str]:
        if info not in self.counts:
            self.counts[info] = _settings(info)
        return self.counts[info]

    def axes(self, info: TypeInfo | None) -> frozenset[str]:
        """The axis names that the attributes of a class mention, other than functions."""
        if info is None:
            return frozenset()
        if info not in self.names:
            self.names[info] = self._axes(info)
        return self.names[info]

    def _axes(self, info: TypeInfo) -> frozenset[str]:
        found: set[str] = set()
        if info.typeddict_type is not None:
            return frozenset().union(*map(axes_in, info.typeddict_type.items.values()))
        for base in info.mro:
            for symbol in base.names.values():
                node = symbol.node
                if not isinstance(node, Var) or node.type is None or not self.has_shape(node):
                    continue
                if not isinstance(get_proper_type(node.type), CallableType):
                    found |= axes_in(node.type)
        return frozenset(found)


def is_declared(node: Var) -> bool:
    """Whether the code declares the type of an attribute."""
    return not node.is_inferred or node.explicit_self_type


def _settings(info: TypeInfo) -> Counter[str]:
    """How often the methods of a class assign each attribute of their first parameter."""
    found: Counter[str] = Counter()
    for definition in info.defn.defs.body:
        method = definition.func if isinstance(definition, Decorator) else definition
        if not isinstance(method, FuncDef) or not method.arguments:
            continue
        first = method.arguments[0].variable
        for statement in statements_in(method.body.body):
            for target in targets_of(statement):
                if isinstance(target, MemberExpr) and isinstance(target.expr, NameExpr):
                    found[target.name] += target.expr.node is first
    return found
