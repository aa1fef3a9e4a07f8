"""Lists and dictionaries that a function is given: what it makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mypy.nodes import Decorator, Expression, FuncDef

from ..values import UNKNOWN
from .arguments import Formal
from .attributes import path_of
from .blocks import names_set, statements_in
from .environment import Environment
from .heap import CONTAINERS, change, parts_of
from .things import Closure
from .walk import Walk


def lent(
    walk: Walk, function: FuncDef, given: Mapping[str, object], end: Environment
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


def give_back(walk: Walk, formals: Iterable[Formal], found: Mapping[str, object]) -> None:
    """Note what a call makes of the variables whose containers it is given."""
    walk.returned = {}
    given: list[object] = []
    for formal in formals:
        key = None if formal.argument is None else path_of(walk, formal.argument.node)
        if key is None or formal.argument is None:
            continue
        if walk.environment.values.get(key) == formal.argument.value and formal.name in found:
            walk.returned[key] = found[formal.name]
        given.append(key)
    for key in given:
        if given.count(key) > 1:
            walk.returned.pop(key, None)


def take_back(walk: Walk, arguments: Iterable[Expression]) -> None:
    """Have the variables that a call was given hold what it made of their containers."""
    returned, walk.returned = walk.returned, {}
    for expression in arguments:
        key = path_of(walk, expression)
        held = walk.environment.values.get(key, UNKNOWN)
        if isinstance(held, CONTAINERS):
            after = returned.get(key, UNKNOWN)
            if after != held:
                change(walk, key, held, after)
