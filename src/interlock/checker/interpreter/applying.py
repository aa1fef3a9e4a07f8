"""Applying a rule: values in, a value out, and what the rule complains of reported."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import cache, partial
from typing import Final

from mypy.nodes import Expression

from .. import messages
from ..registry import RULES, Rule
from ..relations import meetings
from ..shapes import Shape
from ..sizes import Size
from ..values import UNKNOWN, Array, Complaint, Dtype, Each, List, Range, Sizes, Slice
from .declared import inferred
from .equalities import learn
from .suggestions import Change, given, tied
from .things import ClassObject, Named
from .walk import Walk

_HAND_ON: Final = frozenset(
    [f"builtins.{name}" for name in ("enumerate", "iter", "list", "reversed", "tuple", "zip")]
    + ["operator.getitem", "operator.iter", *(n for n in RULES if n.startswith("itertools."))]
)
"""Rules that hand on what stands in containers, whatever it is."""


def apply_rule(
    walk: Walk, name: str, positional: list[object], named: dict[str, object], node: Expression
) -> object:
    """The result of what a rule describes; what mypy knows where there is no rule."""
    rule = RULES.get(name)
    values = [walk.settled(value) for value in positional]
    if name not in _HAND_ON or (name == "operator.getitem" and isinstance(values[0], Array)):
        values = [*map(plain, values)]
    options = {key: plain(walk.settled(value)) for key, value in named.items()}
    if rule is None or not _takes(rule, values, options):
        return _without_rule(walk, name, [*values, *options.values()], node)
    try:
        with meetings() as met:
            result = rule(*values, **options)
    except Complaint as complaint:
        works = partial(_works, rule, values, options)
        walk.complain(str(complaint), node, *tied(walk, [*values, *options.values()], works))
        return _of_type(walk, node)
    if learn(walk, met):
        return apply_rule(walk, name, positional, named, node)
    return _at_least(walk, result, name, [*values, *options.values()], node)


def _works(rule: Rule, values: list[object], options: dict[str, object], change: Change) -> bool:
    """Whether a rule finds a shape for other values."""
    try:
        result = rule(*map(change, values), **{key: change(v) for key, v in options.items()})
    except Complaint:
        return False
    return not is_lost(result)


def _takes(rule: Rule, values: list[object], options: dict[str, object]) -> bool:
    try:
        _signature(rule).bind(*values, **options)
    except TypeError:
        return False
    return True


@cache
def _signature(rule: Rule) -> inspect.Signature:
    return inspect.signature(rule)


def plain(value: object) -> object:
    """A value as rules know it: what only a program has is unknown, a dtype is its name."""
    if isinstance(value, ClassObject):
        return value.info.name
    if isinstance(value, Named):
        return value.fullname.rpartition(".")[2]
    if isinstance(value, Slice):
        return Slice(plain(value.start), plain(value.stop), plain(value.step))
    if isinstance(value, tuple):
        return (
            value if all(plain(item) is item for item in value) else type(value)(map(plain, value))
        )
    if isinstance(value, Each):
        item, first = plain(value.item), plain(value.first)
        if item is value.item and first is value.first:
            return value
        return Each(item, value.length, first)
    known = (Array, Dtype, Size, bool, str, Range, Sizes, type(None), type(...))
    return value if isinstance(value, known) else UNKNOWN


def _of_type(walk: Walk, node: Expression) -> object:
    return inferred(walk.type_of(node))


def _without_rule(walk: Walk, name: str, values: list[object], node: Expression) -> object:
    result = _of_type(walk, node)
    _say_lost(walk, result, name, values, node)
    return result


def _at_least(
    walk: Walk, result: object, name: str, values: list[object], node: Expression
) -> object:
    """What the rule found, or what mypy knows where the rule found nothing."""
    if result is UNKNOWN:
        result = _of_type(walk, node)
    _say_lost(walk, result, name, values, node)
    return result


def _say_lost(
    walk: Walk, result: object, name: str, values: list[object], node: Expression
) -> None:
    if is_lost(result) and any(map(has_shape, values)):
        walk.lose(
            messages.shape_lost(name.rpartition(".")[2]), node, *_missing(walk, name, values, node)
        )


def _missing(walk: Walk, name: str, values: list[object], node: Expression) -> Iterator[str]:
    """What could be annotated to keep a shape that is lost."""
    rule = RULES.get(name)
    if rule is not None and walk.target.options.warn_shape_lost:
        yield from given(walk, values, node, partial(_works, rule, values, {}))


def is_lost(value: object) -> bool:
    """Whether a value is an array of which no axis is known."""
    return isinstance(value, Array) and value.shape.is_unknown


def has_shape(value: object) -> bool:
    """Whether some axis of an array among a value is known."""
    if isinstance(value, Array):
        return not value.shape.is_unknown and value.shape != Shape()
    if isinstance(value, (List, tuple)):
        return any(map(has_shape, value))
    return isinstance(value, Each) and has_shape(value.item)
