"""Numbers that a class body gives to its attributes, and that nothing changes."""

from __future__ import annotations

from mypy.nodes import AssignmentStmt, Expression, NameExpr, TempNode, TupleExpr, TypeInfo, Var

from ..sizes import Size
from ..values import UNKNOWN
from .changes import Change, changes_in
from .classes import is_generated, subclasses
from .things import Object
from .walk import Walk, defining_class


def class_value(walk: Walk, thing: Object, node: Var) -> object:
    """The number that only the body of its class sets an attribute to."""
    info = defining_class(node)
    if info is None or is_generated(info) or info.module_name != walk.target.tree.fullname:
        return UNKNOWN
    values = [value for name, value in fields_of(info) if name == node.name]
    if len(values) != 1 or _changes(walk).get(node.name) or _is_replaced(walk, thing, info, node):
        return UNKNOWN
    with walk.hushed():
        value: object = walk.evaluate(values[0])
    return value if isinstance(value, (Size, bool)) else UNKNOWN


def fields_of(info: TypeInfo) -> list[tuple[str, Expression]]:
    """The names that a class body assigns, with what it assigns to them."""
    return [
        (target.name, value)
        for statement in info.defn.defs.body
        if isinstance(statement, AssignmentStmt) and not isinstance(statement.rvalue, TempNode)
        for left in statement.lvalues
        for target, value in _pairs(left, statement.rvalue)
        if isinstance(target, NameExpr)
    ]


def _pairs(left: Expression, right: Expression) -> list[tuple[Expression, Expression]]:
    """What is assigned to what, where both sides are tuples of one length, too."""
    if isinstance(left, TupleExpr) and isinstance(right, TupleExpr):
        same = len(left.items) == len(right.items)
        return list(zip(left.items, right.items, strict=True)) if same else []
    return [(left, right)]


def _changes(walk: Walk) -> dict[str, list[Change]]:
    known = walk.target.memory.get("changes")
    if not isinstance(known, dict):
        known = walk.target.memory["changes"] = changes_in(walk.target.tree)
    return known


def _is_replaced(walk: Walk, thing: Object, info: TypeInfo, node: Var) -> bool:
    """Whether the object may be of a class that says something else."""
    others = subclasses(walk.target.tree, info)
    return not thing.place and any(node.name in other.names for other in others)
