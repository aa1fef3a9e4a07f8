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

from mypy.nodes import ARG_STAR, Decorator, FuncDef, TypeInfo, Var
from mypy.types import CallableType

from .. import messages
from ..shapes import Stretch, shape_of
from ..sizes import Size, Symbol
from ..target import Target, is_main
from ..values import UNKNOWN, Array
from .arguments import Formal
from .attributes import better
from .classes import axes_in, variadics_in
from .declared import value_of
from .definitions import is_static
from .environment import Environment
from .fields import Fields
from .heap import forget_what_changes, newest, reachable, symbols_in
from .inner import run
from .leaving import Entry, Finding, end_of, left_by, outside_of, result_of
from .lending import give_back, lent
from .made import translated
from .parameters import Call
from .scopes import Body, Scope
from .things import Object
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
        receiver: object = None,
    ) -> object:  # fmt: skip
        """What a call gives, as far as the function's body says so; what fails there is reported.

        Args:
            call: The call, whose arguments fit.
            signature: What the function declares.
            fullname: The function.
            formals: Its parameters, with their arguments.
            receiver: The object, where it is a method.
        """
        function = self._function(call.walk, fullname, receiver)
        entry = None
        if function is not None and is_program(call.walk):
            given = _given(call, function, formals, receiver)
            entry = self._entry(call, signature, function, given)
        if function is None or entry is None:
            if self._is_own(fullname):
                call.walk.environment.forget_cells()
            forget_what_changes(call.walk, [receiver, *_arguments(formals)])
            return UNKNOWN
        call.entered = True
        environment = call.walk.environment
        kept = {k: v for k, v in environment.cells.items() if k not in entry.gone}
        environment.take_cells({**kept, **entry.cells})
        give_back(call.walk, formals, entry.lent)
        if not call.walk.muted and not call.walk.sheltered:
            self._report(function, entry.found, call)
        return translated(entry.result, Size.of, "")  # each call gives lists of its own

    def _entry(
        self, call: Call, signature: CallableType, function: FuncDef, given: dict[str, object]
    ) -> Entry | None:
        """What the call does; known from before where all that it may look at is the same."""
        environment = call.walk.environment
        reached = reachable(environment, [*given.values(), *self._globals(environment).values()])
        parts = (given, call.binding.sizes, reached, self._globals(environment))
        key = (function.fullname, *(tuple(part.items()) for part in parts))
        try:
            known = self.known.get(key, self)
        except TypeError:
            return None
        again = isinstance(known, Entry) and known.makes_objects
        if again or (known is self and len(self.known) < _MOST):
            self.known[key] = None
            known = self.known[key] = self._enter(call, signature, function, given)
        return known if isinstance(known, Entry) else None

    def _globals(self, environment: Environment) -> dict[Var, object]:
        """What is known of the variables of the module."""
        start = f"{self.target.tree.fullname}."
        return {
            key: value
            for key, value in environment.values.items()
            if isinstance(key, Var) and (key.fullname or "").startswith(start)
        }

    def _function(self, walk: Walk, fullname: str, receiver: object) -> FuncDef | None:
        """The body that is certainly run: one of this module, which no subclass replaces."""
        if not self._is_own(fullname):
            return None
        found = self.target.lookup(fullname)
        function = found.func if isinstance(found, Decorator) else found
        if not isinstance(function, FuncDef) or function.is_coroutine:
            return None
        if walk.scope.function is None and is_main(function):
            return None
        replaced = isinstance(receiver, Object) and self._is_replaced(receiver, function.name)
        return None if replaced or function.abstract_status else function

    def _is_own(self, fullname: str) -> bool:
        """Whether a function is of this module, or defined inside another one."""
        return "." not in fullname or fullname.startswith(f"{self.target.tree.fullname}.")

    def _is_replaced(self, thing: Object, name: str) -> bool:
        nodes = [symbol.node for symbol in self.target.tree.names.values()]
        below = [n for n in nodes if isinstance(n, TypeInfo) and thing.info in n.mro[1:]]
        return not thing.place and any(name in node.names for node in below)

    def _enter(
        self, call: Call, signature: CallableType, function: FuncDef, given: dict[str, object]
    ) -> Entry | None:
        outer = call.walk
        if function in outer.calls or len(outer.calls) > _DEPTH:
            return None
        found: list[Finding] = []
        quiet = replace(
            outer.target, node=function, info=function.info or None,
            report=lambda text, place: found.append((text, place)),
            note=lambda text, place: None, lost=lambda text, place, notes: None,
            vouch=lambda place: None,
        )  # fmt: skip
        scope = Body(function, function.info or None, Fields(self.target.tree))
        walk = self.new_walk(quiet, scope)
        walk.calls, walk.is_entered = [*outer.calls, function], True
        before, born = outer.environment.cells, newest(outer)
        walk.environment.values.update(self._globals(outer.environment).items())
        walk.environment.take_cells(before)
        _suppose(walk, call, signature, given)
        run(walk, function, function.info or None, given)
        makes_objects = newest(outer) > born
        kept = symbols_in([*before.values(), *call.values.values()])
        cells, gone = left_by(walk, before, kept)
        if function.is_generator:
            cells = dict.fromkeys(cells, UNKNOWN)  # it is run bit by bit, among other things
        containers = lent(walk, function, given, end_of(walk))
        known = {name: outside_of(value, kept) for name, value in containers.items()}
        return Entry(result_of(walk, kept), found, cells, gone, makes_objects, known)

    def _report(self, function: FuncDef, found: list[Finding], call: Call) -> None:
        """Say what fails, once, and for which call."""
        is_checked = function.type is not None or self.target.checks_untyped
        if not found or (is_checked and self.fails(function)):
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


def is_program(walk: Walk) -> bool:
    """Whether a body is run as it stands: it takes neither arrays, nor numbers, nor objects."""
    if walk.is_entered or walk.scope.function is None:
        return True
    return not walk.inner_depth and all(map(_is_plain, walk.entry.values()))


def _is_plain(value: object) -> bool:
    if isinstance(value, Object):
        return value.info.fullname.startswith("numpy.")
    return value is None or (isinstance(value, Array) and value.shape.rank == 0)


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
    linked = given.get(scope.linked)
    brought = dict(linked.sizes) if isinstance(linked, Object) else {}
    for name in own | scope.signature_names:
        symbol = scope.symbol(name)
        if symbol is not None:
            size = call.binding.size_of(name) or _outside(call.outside, name) or brought.get(name)
            walk.environment.equal[symbol] = (
                _any_number(name, scope.fullname) if size is None else size
            )
    for name in {name for typ in types for name in variadics_in(typ)}:
        run_, (stretch,) = call.binding.runs.get(name), scope.stretch(name)
        known = run_ is not None and not run_.broadcastable
        axes = run_.shape.axes if run_ is not None and known else (Stretch(),)
        walk.environment.runs[stretch] = axes


def _outside(scope: Scope | None, name: str) -> Size | None:
    return None if scope is None else scope.size(name)


def _arguments(formals: list[Formal]) -> list[object]:
    return [formal.argument.value for formal in formals if formal.argument is not None]
