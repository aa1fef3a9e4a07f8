"""What is not known any more behind a call: attributes and lists that it may have changed."""

from __future__ import annotations

from mypy.nodes import CallExpr, Expression, IndexExpr, MemberExpr, NameExpr, Var

from ..values import UNKNOWN
from .attributes import SELF, path_of
from .heap import CONTAINERS, forget_container, parts_of
from .things import Closure, Function, Object, Partial
from .walk import Walk


def forget_what_is_given(walk: Walk, node: CallExpr, given: list[object]) -> None:
    """A function may change the attributes of objects and the lists that it is given."""
    walk.environment.forget_paths(but=_own_object(walk) if not any(map(_has_self, given)) else None)
    for expression in [] if id(node) in walk.through else node.args:
        key = path_of(walk, expression)
        value = walk.environment.values.get(key, UNKNOWN)
        if isinstance(value, CONTAINERS):
            forget_container(walk, key, value)


def _own_object(walk: Walk) -> Var | None:
    """The variable for the object that a constructor makes: others know it if they are given it."""
    function = walk.scope.function
    makes = function is not None and function.name == "__init__" and function.arguments
    return function.arguments[0].variable if function is not None and makes else None


def _has_self(value: object) -> bool:
    """Whether something that a function is called with may lead to the method's own object."""
    if isinstance(value, Object):
        return value.label.split(".")[0] == SELF or value.place != 0
    if isinstance(value, Function) and value.receiver is None:
        return value.inner is not None
    return isinstance(value, (Function, Closure, Partial)) or any(map(_has_self, parts_of(value)))


def forget_what_holds(walk: Walk, node: Expression) -> None:
    """`groups[key].append(x)` changes what `groups` holds."""
    holder = node.callee if isinstance(node, CallExpr) else node
    while isinstance(holder, (MemberExpr, IndexExpr)):
        holder = holder.expr if isinstance(holder, MemberExpr) else holder.base
    if isinstance(holder, NameExpr) and isinstance(
        walk.environment.values.get(holder.node), CONTAINERS
    ):
        walk.environment.values[holder.node] = UNKNOWN
    walk.environment.forget_paths()
