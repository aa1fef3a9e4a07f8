"""What a type says that mypy inferred from the first value of a variable or attribute.

What is assigned to it since may be `Any`: an array of another shape, or none at all.
"""

from __future__ import annotations

from mypy.nodes import Expression, NameExpr, Var

from ..values import Array, Each, List, unknown_array
from .declared import inferred
from .fields import is_declared
from .things import Mapping
from .walk import Walk


def said_of(walk: Walk, target: Expression) -> object:
    """What mypy knows of a variable or of another target."""
    value = inferred(walk.type_of(target))
    variable = target.node if isinstance(target, NameExpr) else None
    return lasting(variable, value) if isinstance(variable, Var) else value


def lasting(variable: Var, value: object) -> object:
    """The value without the shapes that only the first value is known to have."""
    return value if is_declared(variable) else _without_shapes(value)


def lasting_field(variable: Var, value: object) -> object:
    """The same of an attribute; one that is a whole number stays one."""
    is_whole = isinstance(value, Array) and value.kind == "i" and value.shape.rank == 0
    return value if is_whole else lasting(variable, value)


def _without_shapes(value: object) -> object:
    if isinstance(value, Array):
        return unknown_array()
    if isinstance(value, Each):
        return Each(_without_shapes(value.item), value.length)
    if isinstance(value, Mapping):
        return Mapping(_without_shapes(value.item))
    if isinstance(value, List):
        return List(map(_without_shapes, value))
    return tuple(map(_without_shapes, value)) if type(value) is tuple else value
