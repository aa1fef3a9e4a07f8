"""A body once more, with the arguments of a call that a program certainly makes.

A body is proved for all sizes that may go together. Which numbers an object is built with is for
its maker to say: where a function that takes nothing, or the top level of a module, builds objects
and calls functions of the module, their bodies are walked through with what is known there. Only
what is certainly reached counts; what fails in such a call is said with the name of the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, cast

from mypy.nodes import ARG_STAR, CallExpr, FuncDef, Var
from mypy.types import CallableType

from .. import messages
from ..shapes import Stretch, shape_of
from ..sizes import Size, Symbol
from ..target import Target
from ..values import UNKNOWN, Array
from .arguments import Formal
from .bodies import body_of, is_given, is_hidden, is_own, is_program, is_under_way
from .classes import axes_in, axes_of_values
from .declarations import is_open
from .declared import value_of
from .definitions import is_static
from .environment import Environment
from .fields import Fields
from .heap import (
    containers_in,
    forget_all_containers,
    forget_what_changes,
    newest,
    reachable,
    symbols_in,
)
from .inner import run
from .joins import better
from .leaving import Entry, Finding, brought, end_of, left_by, outside_of, result_of
from .lending import lent, renewed, take_back
from .parameters import Call
from .presence import is_present
from .scopes import Body, Scope
from .things import Inner, Object
from .walk import Walk

_DEPTH: Final = 12
_MOST: Final = 600
"""So many different calls of one module are looked into."""


class Entries:
    """Looks into the functions of one module that its programs call."""

    target: Target
    new_walk: Callable[[Target, Body], Walk]
    fails: Callable[[FuncDef], bool]
    known: dict[object, Entry | None]
    said: set[tuple[int, int]]

    def __init__(
        self,
        target: Target,
        new_walk: Callable[[Target, Body], Walk],
        fails: Callable[[FuncDef], bool],
    ) -> None:
        self.target, self.new_walk, self.fails = target, new_walk, fails
        self.known = cast(dict[object, Entry | None], target.memory.setdefault("entries", {}))
        self.said = cast(set[tuple[int, int]], target.memory.setdefault("entries said", set()))

    def __call__(
        self, call: Call, signature: CallableType, fullname: str, formals: list[Formal],
        receiver: object = None, inner: Inner | None = None,
    ) -> object:  # fmt: skip
        """What a call gives, as far as the function's body says so; what fails there is reported.

        Args:
            call: The call, whose arguments fit.
            signature: What the function declares.
            fullname: The function.
            formals: Its parameters, with their arguments.
            receiver: The object, where it is a method.
            inner: Its body and surroundings, where another function defines it.
        """
        function = inner.body if inner else body_of(call.walk, fullname, receiver)
        entry = None
        if function is not None and (inner or is_program(call.walk)):
            given = _given(call, function, formals, receiver)
            place = receiver.place if isinstance(receiver, Object) else 0
            is_deep = len(call.walk.calls) > _DEPTH
            if not is_deep and not is_under_way(call.walk, function, place):
                present = _present(call, formals)
                entry = self._entry(call, signature, function, given, present, inner, place)
        if function is None or entry is None:
            if is_own(call.walk, fullname) and not is_given(fullname, signature):
                call.walk.environment.forget_cells()
                if inner or is_hidden(call.walk, fullname):
                    forget_all_containers(call.walk)
            forget_what_changes(call.walk, [receiver, *_arguments(formals)])
            call.walk.through.discard(id(call.node))
            return UNKNOWN
        call.entered = True
        call.walk.through.add(id(call.node))
        environment = call.walk.environment
        kept = {k: v for k, v in environment.cells.items() if k not in entry.gone}
        environment.take_cells({**kept, **entry.cells})
        take_back(call.walk, formals, entry)
        if not call.walk.muted and not call.walk.sheltered:
            self._report(function, entry.found, call, is_inner=inner is not None)
        return brought(call.walk, renewed(call.walk, entry.result), call.node)

    def _entry(
        self, call: Call, signature: CallableType, function: FuncDef, given: dict[str, object],
        present: frozenset[str], inner: Inner | None, place: int,
    ) -> Entry | None:  # fmt: skip
        """What the call does; known from before where all that it may look at is the same."""
        environment = call.walk.environment
        reached = reachable(environment, [*given.values(), *self._globals(environment).values()])
        around = inner.environment.values if inner else {}
        parts = (given, call.binding.sizes, reached, self._globals(environment), around)
        items = (tuple(part.items()) for part in parts)
        same = [containers_in(value) for part in (given, reached) for value in part.values()]
        key = (function.fullname, present, frozenset[int]().union(*same), *items)
        try:
            known = self.known.get(key, self)
        except TypeError:
            return None
        again = isinstance(known, Entry) and known.makes_objects
        if again or (known is self and len(self.known) < _MOST):
            self.known[key] = None
            known = self._enter(call, signature, function, given, present, inner, place)
            self.known[key] = known
        return known if isinstance(known, Entry) else None

    def _globals(self, environment: Environment) -> dict[Var, object]:
        """What is known of the variables of the module."""
        start = f"{self.target.tree.fullname}."
        return {
            key: value
            for key, value in environment.values.items()
            if isinstance(key, Var) and (key.fullname or "").startswith(start)
        }

    def _enter(
        self, call: Call, signature: CallableType, function: FuncDef, given: dict[str, object],
        present: frozenset[str], inner: Inner | None, place: int,
    ) -> Entry:  # fmt: skip
        outer = call.walk
        found: list[Finding] = []
        quiet = replace(
            outer.target, node=function, info=function.info or None,
            report=lambda text, place: found.append((text, place)),
            note=lambda text, place: None, lost=lambda text, place, notes: None,
            vouch=lambda place: None,
        )  # fmt: skip
        parent = inner.scope if inner and isinstance(inner.scope, Body) else None
        scope = Body(function, function.info or None, Fields(self.target.tree), parent)
        walk = self.new_walk(quiet, scope)
        if inner:
            walk.environment = inner.environment.copy()
        walk.calls, walk.is_entered, walk.present = [*outer.calls, (function, place)], True, present
        before, born = outer.environment.cells, newest(outer)
        walk.environment.values.update(self._globals(outer.environment).items())
        walk.environment.take_cells(before)
        _suppose(walk, call, signature, given)
        run(walk, function, function.info or None, given)
        makes_objects = newest(outer) > born
        seen = [*before.values(), *(inner.environment.values.values() if inner else ())]
        kept = symbols_in([*seen, *given.values(), *call.values.values()])
        cells, gone = left_by(walk, before, kept)
        if function.is_generator:
            cells = dict.fromkeys(cells, UNKNOWN)  # it is run bit by bit, among other things
        containers = lent(walk, function, given, end_of(walk))
        known = {name: outside_of(value, kept) for name, value in containers.items()}
        changed, result = frozenset(walk.changed), result_of(walk, kept)
        return Entry(result, found, cells, gone, changed, known, makes_objects)

    def _report(
        self, function: FuncDef, found: list[Finding], call: Call, *, is_inner: bool
    ) -> None:
        """Say what fails, once, and for which call, unless it fails whoever calls it."""
        is_checked = function.type is not None or self.target.checks_untyped
        if is_inner:
            is_said = any(id(place) in call.walk.wrong for _, place in found)
        else:
            is_said = bool(found) and is_checked and self.fails(function)
        if not found or is_said:
            return
        text, place = found[0]
        target = call.walk.target
        if call.walk.is_entered:
            target.report(text, place)
        elif (place.line, place.column) not in self.said:
            self.said.add((place.line, place.column))
            target.report(text, place)
            caller = call.walk.scope.function
            target.note(messages.is_called_so(function.name, caller.name if caller else ""), place)


def _given(
    call: Call, function: FuncDef, formals: list[Formal], receiver: object
) -> dict[str, object]:
    """What is known of the arguments."""
    given: dict[str, object] = {}
    if function.info and not is_static(function):
        own = replace(receiver, label="") if isinstance(receiver, Object) else receiver
        given[function.arguments[0].variable.name] = own
    for argument in function.arguments:
        if argument.kind == ARG_STAR and not any(f.argument is None for f in formals):
            name = argument.variable.name
            given[name] = tuple(_arguments([f for f in formals if f.name == name]))
    single = {a.variable.name: a for a in function.arguments if not a.kind.is_star()}
    for formal in formals:
        parameter = single.get(formal.name)
        if parameter is None:
            continue
        if formal.argument is not None:
            value = formal.argument.value
        else:
            value = UNKNOWN
            if parameter.initializer is not None:
                with call.walk.hushed():
                    value = call.walk.evaluate(parameter.initializer)
        given[formal.name] = _known(_declared(call, formal, function.fullname), value)
    return given


def _present(call: Call, formals: list[Formal]) -> frozenset[str]:
    """The parameters that are certainly given something else than `None`."""
    written = call.node.args if isinstance(call.node, CallExpr) else []
    given = [(formal.name, formal.argument) for formal in formals if formal.argument]
    return frozenset(
        name
        for name, argument in given
        if any(argument.node is node for node in written)
        and is_present(call.walk, argument.node, argument.value)
    )


def _known(declared: object, value: object) -> object:
    """What is known of an argument, from the parameter's type and from what is given."""
    if isinstance(value, Object):
        return replace(value, label="")
    return better(declared, value) if value is UNKNOWN or isinstance(value, Array) else value


def _declared(call: Call, formal: Formal, function: str) -> object:
    value = value_of(formal.typ, call)
    if value == Array(shape_of(()), "i"):
        return _any_number(formal.name, function)
    return value


def _any_number(name: str, function: str) -> Size:
    return Size.of(Symbol(name, f"a call of {function}", views=frozenset(), is_axis=False))


def _suppose(walk: Walk, call: Call, signature: CallableType, given: dict[str, object]) -> None:
    """The names of the body are what the call has bound them to, and otherwise may be anything."""
    scope = walk.scope
    types = [*signature.arg_types, signature.ret_type]
    own = {name for typ in types for name in axes_in(typ)} | scope.fields | {*scope.parameters}
    free = own - scope.fields - scope.parameters.keys() - axes_of_values(signature)
    linked = given.get(scope.linked)
    brought = dict(linked.sizes) if isinstance(linked, Object) else {}
    for name in own | scope.signature_names:
        symbol = scope.symbol(name)
        if symbol is not None:
            bound = call.binding.size_of(name) if name not in free else None
            size = bound or _outside(call.outside, name) or brought.get(name)
            if size is None and is_open(walk, name):
                continue
            walk.environment.equal[symbol] = (
                _any_number(name, scope.fullname) if size is None else size
            )
    for name in scope.runs:
        run_, (stretch,) = call.binding.runs.get(name), scope.stretch(name)
        known = run_ is not None and not run_.broadcastable
        axes = run_.shape.axes if run_ is not None and known else (Stretch(),)
        walk.environment.runs[stretch] = axes


def _outside(scope: Scope | None, name: str) -> Size | None:
    return None if scope is None else scope.size(name)


def _arguments(formals: list[Formal]) -> list[object]:
    return [formal.argument.value for formal in formals if formal.argument is not None]
