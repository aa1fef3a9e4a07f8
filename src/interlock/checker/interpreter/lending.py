"""Lists and dictionaries that a function is given: what it makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Arguments

from mypy.nodes import Decorator, FuncDef

from ..values import UNKNOWN
from .arguments import Formal
from .attributes import path_of
from .blocks import names_set, statements_in
from .environment import Environment
from .heap import CONTAINERS, containers_in, forget_changed, parts_of, with_parts
from .leaving import Entry
from .things import Closure
from .walk import Walk


def lent(
    walk: Walk, function: FuncDef, given: Arguments[str, object], end: Environment
) -> dict[str, object]:
    """What the containers among the arguments of a call are at the end of the body.

    Nothing is known of one that is kept: given back, or held by something else that lasts.

    Args:
        walk: What went through the body.
        function: The body.
        given: The arguments, by the names of their parameters.
        end: What is known at its end.
    """
    block = function.body.body
    inner = any(isinstance(statement, (FuncDef, Decorator)) for statement in statements_in(block))
    if function.is_generator or inner:
        return {}
    rebound = {node for node, _ in names_set(block)}
    found: dict[str, object] = {}
    for variable in (argument.variable for argument in function.arguments):
        if not isinstance(given.get(variable.name), CONTAINERS) or variable in rebound:
            continue
        value = end.values.get(variable, UNKNOWN)
        others = [other for key, other in end.values.items() if key is not variable]
        if not any(_holds(other, value) for other in [*others, *walk.results]):
            found[variable.name] = value
    return found


def _holds(value: object, container: object) -> bool:
    """Whether a value is a container, or holds it, or may reach it."""
    if value is container or isinstance(value, Closure):
        return True
    return any(_holds(part, container) for part in parts_of(value))


def take_back(walk: Walk, formals: Iterable[Formal], entry: Entry) -> None:
    """Have the variables that a call was given hold what it made of their containers."""
    given = {f.name: f.argument for f in formals if f.argument is not None}
    keys = [path_of(walk, argument.node) for argument in given.values()]
    values, after = walk.environment.values, {}
    for (name, argument), key in zip(given.items(), keys, strict=True):
        if key is not None and not entry.changed.isdisjoint(containers_in(argument.value)):
            is_known = values.get(key) == argument.value and keys.count(key) == 1
            after[key] = entry.lent.get(name, UNKNOWN) if is_known else UNKNOWN
    forget_changed(walk, entry.changed)
    values.update(after)


def renewed(walk: Walk, value: object) -> object:
    """A result, of which the lists that the body made are those of this one call."""
    made = containers_in(value)
    if not made:
        return value
    known = set[int]().union(*map(containers_in, walk.environment.values.values()))
    return _renewed(value, known) if made - known else value


def _renewed(value: object, known: set[int]) -> object:
    if id(value) in known:
        return value
    return with_parts(value, lambda item: _renewed(item, known))
