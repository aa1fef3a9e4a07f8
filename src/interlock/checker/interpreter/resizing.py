"""Objects that a method makes longer or shorter: `self.x = self.x[mask]`."""

from __future__ import annotations

from typing import Final

from mypy.nodes import Expression, MemberExpr, Var

from ..relations import differ
from ..shapes import Shape
from ..sizes import Size
from ..values import Array
from .declared import value_of
from .scopes import OwnFields
from .walk import Walk

_OPERANDS: Final = (
    "expr", "base", "index", "left", "right", "callee", "args", "items", "operands",
    "begin_index", "end_index", "stride", "cond", "if_expr", "else_expr",
)  # fmt: skip


def is_resized(walk: Walk, node: Var, scope: OwnFields, value: object, source: Expression) -> bool:
    """Whether a method makes an attribute longer or shorter: `self.x = self.x[mask]`."""
    function = walk.scope.function
    if function is None or function.name == "__init__" or not _mentions(source, node.name):
        return False
    known = value_of(node.type, scope)
    if not isinstance(known, Array) or not isinstance(value, Array):
        return False
    return _has_other_lengths(known.shape, value.shape)


def _has_other_lengths(old: Shape, new: Shape) -> bool:
    """Whether a shape is the old one but for axes that have grown or shrunk.

    Such an axis is as long as before and some more, or counts what was selected of it.
    """
    if old.sizes is None or new.sizes is None or len(old.sizes) != len(new.sizes):
        return False
    pairs = zip(old.sizes, new.sizes, strict=True)
    changed = [_is_of(one, two) for one, two in pairs if differ(one, two)]
    return bool(changed) and all(changed)


def _is_of(old: Size | None, new: Size | None) -> bool:
    if old is None or new is None or not old.symbols:
        return False
    (symbol, *others) = old.symbols
    selected = any(symbol in other.apart for other in new.symbols)
    return not others and (symbol in new.symbols or selected)


def _mentions(expression: Expression, name: str) -> bool:
    """Whether an attribute of this name occurs in an expression, comprehensions left out."""
    if isinstance(expression, MemberExpr) and expression.name == name:
        return True
    found = (getattr(expression, part, None) for part in _OPERANDS)
    operands = (item for part in found for item in (part if isinstance(part, list) else [part]))
    return any(_mentions(item, name) for item in operands if isinstance(item, Expression))
