"""What the interpreter is given to check: one body, and what mypy knows about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mypy.nodes import Context, Expression, FuncDef, MypyFile, SymbolNode, TypeInfo
from mypy.types import Type

from .options import InterlockOptions


def is_main(function: FuncDef) -> bool:
    """Whether a function is checked as a program of its own: it has a type, and takes nothing."""
    return function.type is not None and not function.arguments


@dataclass(frozen=True)
class Target:
    """One function, or the top level of one module with the bodies of its classes.

    `type_of` is the type mypy inferred for an expression, and `lookup` finds what a full name means
    anywhere in the program. `report` and `note` speak to the user; `lost` does only where the user
    asked to hear of lost shapes, and takes its notes with it. `vouch` says that what a return
    statement gives back is known to be an array or a number, though it be `Any` to mypy. The bodies
    of a module share `memory`. `checks_untyped` says that mypy checks functions without types.
    """

    node: FuncDef | MypyFile
    info: TypeInfo | None
    tree: MypyFile
    options: InterlockOptions
    type_of: Callable[[Expression], Type | None]
    lookup: Callable[[str], SymbolNode | None]
    report: Callable[[str, Context], None]
    note: Callable[[str, Context], None]
    lost: Callable[[str, Context, tuple[str, ...]], None]
    vouch: Callable[[Context], None]
    memory: dict[str, object]
    checks_untyped: bool = False
