"""Checking one target: a function's body, or the top level of a module."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from mypy.nodes import (
    AssignmentStmt,
    ClassDef,
    Decorator,
    FuncDef,
    MypyFile,
    NameExpr,
    Node,
    OperatorAssignmentStmt,
    OverloadedFuncDef,
    Statement,
    TypeInfo,
    Var,
)

from .. import rules
from ..target import Target
from ..values import UNKNOWN
from . import attributes, comprehensions, expressions, loops, names, operators, statements
from .assigning import containers_of
from .blocks import names_set_inside, statements_in, targets_of
from .calling import call
from .declared import value_of
from .entering import Entries
from .environment import Environment
from .fields import Fields
from .inner import run
from .made import Left, Makers
from .scopes import Body
from .walk import Walk, defining_class

Kept = TypeVar("Kept")

HANDLER_MODULES = (
    attributes, comprehensions, expressions, loops, names, operators, statements, rules
)  # fmt: skip


def check(target: Target) -> None:
    """Walk through a target and report every shape that does not fit."""
    function = target.node if isinstance(target.node, FuncDef) else None
    target.memory["places"] = [0]  # programs that make the same objects call them the same
    walk = new_walk(target, Body(function, target.info, _fields(target)), _globals(target))
    if function is not None:
        run(walk, function, target.info)
    else:
        assert isinstance(target.node, MypyFile)
        walk.shared = set_in_functions(target)
        _top_level(walk, target.node.defs)


def new_walk(target: Target, scope: Body, globals_: Globals, *, muted: int = 0) -> Walk:
    """A walk that knows nothing yet."""
    walk = Walk(target, scope, Environment(), globals_, muted=muted)
    walk.call = lambda callee, arguments, node: call(walk, callee, arguments, node)
    walk.made = _makers(target, globals_)
    walk.tied = ties = Ties(target, globals_)
    walk.enter = Entries(
        target, lambda inside, body: new_walk(inside, body, globals_), ties.fails_anyway
    )
    return walk


def _once(target: Target, kind: type[Kept], make: Callable[[], Kept]) -> Kept:
    """What all bodies of a module share: made for the first of them."""
    known = target.memory.get(kind.__name__)
    if isinstance(known, kind):
        return known
    made = make()
    target.memory[kind.__name__] = made
    return made


def _fields(target: Target) -> Fields:
    """The attributes of classes, as the module sees them."""
    return _once(target, Fields, lambda: Fields(target.tree))


def _globals(target: Target) -> Globals:
    """The module's variables."""
    return _once(target, Globals, lambda: Globals(target))


def _makers(target: Target, globals_: Globals) -> Makers:
    """What looks into the constructors of the module."""

    def interpret(function: FuncDef, info: TypeInfo, given: dict[str, object]) -> Left:
        scope = Body(function, info, _fields(target))
        walk = new_walk(target, scope, globals_, muted=1)
        run(walk, function, info, given)
        names = {name: scope.symbol(name) for name in scope.fields}
        sizes = {n: walk.environment.equal.get(s) for n, s in names.items() if s is not None}
        constants = {n: size for n, size in sizes.items() if size and size.constant is not None}
        return Left(walk.stored | containers_of(walk), frozenset(walk.inherited), constants)

    return _once(target, Makers, lambda: Makers(target.tree, interpret))


class Ties:
    """Which axes of an object a function takes for its own axes of the same names.

    At run time nothing says that they are the same: `n` of `data.x` and `n` of another
    argument. They must be where the function's body does not hold without.
    """

    def __init__(self, target: Target, globals_: Globals) -> None:
        self.target: Target = target
        self.globals: Globals = globals_

    def __call__(self, fullname: str, axis: str) -> bool:
        """Whether a function of this module needs its axis to be that of its object."""
        known, key = self.target.memory, f"ties {fullname} {axis}"
        if key not in known:
            known[key] = False
            found = self.target.lookup(fullname)
            function = found.func if isinstance(found, Decorator) else found
            own = fullname.startswith(f"{self.target.tree.fullname}.")
            if isinstance(function, FuncDef) and own:
                known[key] = self._fails(function, axis) and not self._fails(function, "")
        return known[key] is True

    def fails_anyway(self, function: FuncDef) -> bool:
        """Whether a function of this module does not hold, whoever calls it."""
        return self._fails(function, "")

    def _fails(self, function: FuncDef, apart: str) -> bool:
        found: list[str] = []
        info = defining_class(function)
        quiet = replace(
            self.target,
            node=function,
            info=info,
            report=lambda text, place: found.append(text),
            note=lambda text, place: None,
            lost=lambda text, place, notes: None,
            vouch=lambda place: None,
            memory={**self.target.memory, "entries said": set()},
        )
        scope = Body(function, info, _fields(self.target))
        scope.apart = apart
        run(new_walk(quiet, scope, self.globals), function, info)
        return bool(found)


def _top_level(walk: Walk, statements_: list[Statement]) -> None:
    for statement in statements_:
        if isinstance(statement, ClassDef):
            _class_level(walk, statement)
        elif not isinstance(statement, (FuncDef, Decorator, OverloadedFuncDef)):
            walk.execute(statement)


def _class_level(walk: Walk, node: ClassDef) -> None:
    outer, walk.scope = walk.scope, Body(None, node.info, walk.scope.attributes)
    for statement in node.defs.body:
        if isinstance(statement, AssignmentStmt):
            walk.execute(statement)
    walk.scope = outer


def set_in_functions(target: Target) -> frozenset[Node]:
    """The variables that the functions of the module set, those declared `global` among them."""
    known = target.memory.get("set in functions")
    if not isinstance(known, frozenset):
        known = frozenset(names_set_inside(target.tree.defs))
        target.memory["set in functions"] = known
    return known


class Globals:
    """The values of a module's variables that are assigned once, at its top level."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.known: dict[Node, object] = {}
        self.sources: dict[Node, list[AssignmentStmt | None]] = {}
        for statement in statements_in(target.tree.defs):
            self._note(statement)

    def _note(self, statement: Statement) -> None:
        targets = targets_of(statement)
        if isinstance(statement, OperatorAssignmentStmt):
            targets = [statement.lvalue]
        simple = isinstance(statement, AssignmentStmt) and len(targets) == 1
        for target in targets:
            if isinstance(target, NameExpr) and isinstance(target.node, Var):
                source = statement if simple and isinstance(statement, AssignmentStmt) else None
                self.sources.setdefault(target.node, []).append(source)

    def __call__(self, node: Node) -> object:
        """The value of a variable; `UNKNOWN` where it is assigned more than once, or elsewhere."""
        if node not in self.known:
            self.known[node] = UNKNOWN
            if node not in set_in_functions(self.target):
                self.known[node] = self._value(node)
        return self.known[node]

    def _value(self, node: Node) -> object:
        assert isinstance(node, Var)
        found = self.sources.get(node, [])
        walk = new_walk(self.target, Body(None, None, _fields(self.target)), self, muted=1)
        if node.type is not None and not node.is_inferred and not node.info:
            return value_of(node.type, walk.scope)
        statement = found[0] if len(found) == 1 else None
        return UNKNOWN if statement is None else walk.evaluate(statement.rvalue)
