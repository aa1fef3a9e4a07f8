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

from mypy.nodes import Context, Decorator, FuncDef, TypeInfo
from mypy.types import CallableType

from .. import messages
from ..shapes import Stretch, shape_of
from ..sizes import Size, Symbol
from ..target import Target
from ..values import UNKNOWN, Array
from .arguments import Formal
from .attributes import better
from .classes import axes_in, variadics_in
from .declared import value_of
from .definitions import is_static
from .environment import join
from .fields import Fields
from .inner import run
from .made import translated
from .parameters import Call
from .scopes import Body, Scope
from .things import Object
from .walk import Walk

_DEPTH: Final = 6
_MOST: Final = 400
"""So many different calls of one module are looked into."""


class Entries:
    """Looks into the functions of one module that its programs call."""

    target: Target
    new_walk: Callable[[Target, Body], Walk]
    fails: Callable[[FuncDef], bool]
    known: dict[object, object]
    said: set[tuple[int, int]]

    def __init__(
        self,
        target: Target,
        new_walk: Callable[[Target, Body], Walk],
        fails: Callable[[FuncDef], bool],
    ) -> None:
        self.target, self.new_walk, self.fails = target, new_walk, fails
        self.known = cast(dict[object, object], target.memory.setdefault("entries", {}))
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
        function = self._function(fullname, receiver)
        if function is None or not _is_program(call.walk) or call.walk.sheltered:
            return UNKNOWN
        given = _given(call, function, formals, receiver)
        key = (fullname, tuple(given.items()), tuple(call.binding.sizes.items()))
        try:
            known = self.known.get(key, self)
        except TypeError:
            return UNKNOWN
        if known is self and len(self.known) < _MOST:
            self.known[key] = UNKNOWN
            known = self.known[key] = self._enter(call, signature, function, given)
        return UNKNOWN if known is self else known

    def _function(self, fullname: str, receiver: object) -> FuncDef | None:
        """The body that is certainly run: one of this module, which no subclass replaces."""
        if not fullname.startswith(f"{self.target.tree.fullname}."):
            return None
        found = self.target.lookup(fullname)
        function = found.func if isinstance(found, Decorator) else found
        if not isinstance(function, FuncDef) or function.is_generator or function.is_coroutine:
            return None
        replaced = isinstance(receiver, Object) and self._is_replaced(receiver.info, function.name)
        return None if replaced or function.abstract_status else function

    def _is_replaced(self, info: TypeInfo, name: str) -> bool:
        nodes = [symbol.node for symbol in self.target.tree.names.values()]
        below = [n for n in nodes if isinstance(n, TypeInfo) and info in n.mro[1:]]
        return any(name in node.names for node in below)

    def _enter(
        self, call: Call, signature: CallableType, function: FuncDef, given: dict[str, object]
    ) -> object:
        outer = call.walk
        if function in outer.calls or len(outer.calls) > _DEPTH:
            return UNKNOWN
        found: list[tuple[str, Context]] = []
        quiet = replace(
            outer.target, node=function, info=function.info or None,
            report=lambda text, place: found.append((text, place)),
            note=lambda text, place: None, lost=lambda text, place, notes: None,
            vouch=lambda place: None,
        )  # fmt: skip
        scope = Body(function, function.info or None, Fields(self.target.tree))
        walk = self.new_walk(quiet, scope)
        walk.calls, walk.is_entered = [*outer.calls, function], True
        _suppose(walk, call, signature, given)
        run(walk, function, function.info or None, given)
        if found and not outer.muted and not self.fails(function):
            self._report(function, found[0], call)
        return _result(walk)

    def _report(self, function: FuncDef, found: tuple[str, Context], call: Call) -> None:
        """Say what fails, once, and for which call."""
        text, place = found
        target = call.walk.target
        if call.walk.is_entered:
            target.report(text, place)
        elif (place.line, place.column) not in self.said:
            self.said.add((place.line, place.column))
            target.report(text, place)
            caller = call.walk.scope.function
            target.note(messages.is_called_so(function.name, caller.name if caller else ""), place)


def _is_program(walk: Walk) -> bool:
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
        given[formal.name] = _known(_declared(call, formal), value)
    return given


def _known(declared: object, value: object) -> object:
    """What is known of an argument, from the parameter's type and from what is given."""
    if isinstance(value, Object):
        return replace(value, label="")
    return better(declared, value) if value is UNKNOWN or isinstance(value, Array) else value


def _declared(call: Call, formal: Formal) -> object:
    value = value_of(formal.typ, call)
    if value == Array(shape_of(()), "i"):
        return _any_number(formal.name)
    return value


def _any_number(name: str) -> Size:
    return Size.of(Symbol(name, "a call", views=frozenset(), is_axis=False))


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
            walk.environment.equal[symbol] = _any_number(name) if size is None else size
    for name in {name for typ in types for name in variadics_in(typ)}:
        run_, (stretch,) = call.binding.runs.get(name), scope.stretch(name)
        known = run_ is not None and not run_.broadcastable
        axes = run_.shape.axes if run_ is not None and known else (Stretch(),)
        walk.environment.runs[stretch] = axes


def _outside(scope: Scope | None, name: str) -> Size | None:
    return None if scope is None else scope.size(name)


def _result(walk: Walk) -> object:
    """The value of all that is returned, without what only the body knows of."""
    if not walk.results:
        return UNKNOWN
    value = walk.results[0]
    for other in walk.results[1:]:
        value = join(value, other)
    return translated(value, lambda symbol: None, "")
