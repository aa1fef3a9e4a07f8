"""Which body a call certainly runs: one of the same module, which no subclass replaces."""

from __future__ import annotations

from typing import Final

from mypy.nodes import Decorator, FuncDef, LambdaExpr, OverloadedFuncDef, SymbolNode
from mypy.types import CallableType

from ..target import is_main
from ..values import Array
from .classes import axes_in, subclasses
from .things import Object
from .walk import Walk

_NESTED: Final = 3
"""So often a method is gone through for the parts of parts."""


def body_of(walk: Walk, fullname: str, receiver: object) -> FuncDef | None:
    """The body of a function or method that is defined at the top of the module."""
    if not is_own(walk, fullname):
        return None
    function = _function(walk.target.lookup(fullname))
    if function is None or function.is_coroutine:
        return None
    if walk.scope.function is None and is_main(function):
        return None
    replaced = isinstance(receiver, Object) and is_replaced(walk, receiver, function.name)
    return None if replaced or function.abstract_status else function


def _function(found: SymbolNode | None) -> FuncDef | None:
    """The function of a name: of an overloaded one, its implementation."""
    node = found.impl if isinstance(found, OverloadedFuncDef) else found
    function = node.func if isinstance(node, Decorator) else node
    return function if isinstance(function, FuncDef) else None


def is_own(walk: Walk, fullname: str) -> bool:
    """Whether a function is of this module, or defined inside another one."""
    return "." not in fullname or fullname.startswith(f"{walk.target.tree.fullname}.")


def is_hidden(walk: Walk, fullname: str) -> bool:
    """Whether a function of the module is defined inside another one."""
    return walk.target.lookup(fullname) is None


def is_under_way(walk: Walk, body: FuncDef | LambdaExpr, place: int = 0) -> bool:
    """Whether a body calls itself; one that goes through a whole of parts calls that of each.

    What makes its parts itself, as the constructor of a tree does, is looked into once.
    """
    again = [held for called, held in walk.calls if called is body]
    makes = isinstance(body, FuncDef) and body.name == "__init__"
    return bool(again) and (makes or not place or place in again or len(again) >= _NESTED)


def is_given(fullname: str, signature: CallableType) -> bool:
    """Whether a function is a value of a type that says shapes: one that makes arrays of arrays."""
    return not fullname and bool(axes_in(signature))


def is_program(walk: Walk) -> bool:
    """Whether a body is run as it stands: it takes neither arrays, nor numbers, nor objects."""
    if walk.is_entered or walk.scope.function is None:
        return True
    return not walk.inner_depth and all(map(_is_plain, walk.entry.values()))


def _is_plain(value: object) -> bool:
    if isinstance(value, Object):
        return value.info.fullname.startswith("numpy.")
    return value is None or (isinstance(value, Array) and value.shape.rank == 0)


def is_replaced(walk: Walk, thing: Object, name: str) -> bool:
    """Whether a subclass in the module has a method or property of its own of this name."""
    below = subclasses(walk.target.tree, thing.info)
    return not thing.place and any(name in node.names for node in below)
