"""What a list is declared to hold, and what is put into it."""

from __future__ import annotations

from mypy.nodes import CallExpr, Expression, MemberExpr, NameExpr, Var
from mypy.types import Instance, Type, get_proper_type

from .. import messages
from ..bridge.encoding import axes_text
from ..values import Array, Each, List
from .arguments import Argument
from .containers import listed
from .fields import is_declared
from .parameters import Call, matched
from .things import ListMethod, Object
from .walk import Walk


def check_items(
    walk: Walk, callee: ListMethod, arguments: list[Argument], node: Expression
) -> None:
    """Report an array put into a list that is declared to hold arrays of other shapes.

    The names in the declaration may be of any scope: only what no sizes can make right is reported.
    """
    held = _held(walk, node)
    if held is None or callee.name not in ("append", "extend", "insert") or not arguments:
        return
    given = arguments[-1]
    for value in _items(given.value) if callee.name == "extend" else [given.value]:
        mismatch = matched(Call(walk, node), held, value, "") if isinstance(value, Array) else None
        if mismatch is not None:
            walk.complain(messages.argument_differs("object", callee.name, mismatch), given.node)
            return


def _held(walk: Walk, node: Expression) -> Type | None:
    """The declared type of the items of the list whose method is called, if it says axes."""
    callee = node.callee if isinstance(node, CallExpr) else None
    holder = _variable(walk, callee.expr) if isinstance(callee, MemberExpr) else None
    typ = get_proper_type(holder.type) if holder is not None and is_declared(holder) else None
    if not isinstance(typ, Instance) or typ.type.fullname != "builtins.list" or not typ.args:
        return None
    return typ.args[0] if axes_text(typ.args[0]) is not None else None


def _variable(walk: Walk, node: Expression) -> Var | None:
    """The variable or attribute that an expression names."""
    found: object = node.node if isinstance(node, NameExpr) else None
    if isinstance(node, MemberExpr):
        thing = walk.peek(node.expr)
        symbol = thing.info.get(node.name) if isinstance(thing, Object) else None
        found = symbol.node if symbol is not None else None
    return found if isinstance(found, Var) else None


def _items(value: object) -> list[object]:
    """What `extend` takes out of something."""
    items = listed(value)
    return [items.item] if isinstance(items, Each) else [*items] if isinstance(items, List) else []
