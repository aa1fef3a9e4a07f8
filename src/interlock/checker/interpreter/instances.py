"""`isinstance`: what a value cannot be, and what it is where the question is answered yes."""

from __future__ import annotations

from typing import Final

from mypy.nodes import CallExpr, Expression, RefExpr, TupleExpr

from ..shapes import Shape
from ..sizes import Size
from ..values import Array, List, Slice, scalar, unknown_array
from .applying import has_shape
from .attributes import path_of
from .things import ClassObject, Named
from .walk import Walk

_NDARRAY: Final = "numpy.ndarray"
_SLICE: Final = "builtins.slice"
_NO_ARRAYS: Final = frozenset(
    f"builtins.{name}" for name in ("bool", "dict", "float", "int", "list", "set", "str", "tuple")
)


def instance_of(value: object, classes: object) -> object:
    """`False` where a value is of none of the classes; else some truth; slices are told apart."""
    asked = classes if isinstance(classes, tuple) else (classes,)
    names = {*map(_name, asked)}
    if isinstance(value, Array) and has_shape(value) and names <= _NO_ARRAYS:
        return False
    if isinstance(value, (Size, str, List)) and names == {_NDARRAY}:
        return False
    if isinstance(value, Slice):
        return _SLICE in names if "" not in names else scalar("b")
    if names == {_SLICE} and isinstance(value, (Size, str, List, Array)):
        return False
    return scalar("b")


def _name(asked: object) -> str:
    if isinstance(asked, ClassObject):
        return asked.info.fullname
    return asked.fullname if isinstance(asked, Named) else ""


def assume_instance(walk: Walk, condition: Expression) -> None:
    """What has been a number so far is an array wherever it is found to be one."""
    if not isinstance(condition, CallExpr) or len(condition.args) != 2:
        return
    callee, (asked, classes) = condition.callee, condition.args
    if not isinstance(callee, RefExpr) or callee.fullname != "builtins.isinstance":
        return
    named = classes.items if isinstance(classes, TupleExpr) else [classes]
    names = [item.fullname for item in named if isinstance(item, RefExpr)]
    value, key = walk.peek(asked), path_of(walk, asked)
    is_number = isinstance(value, Size) or (isinstance(value, Array) and value.shape == Shape())
    if key is not None and is_number and _NDARRAY in names:
        walk.environment.assign(key, unknown_array())
