"""The items of things that can be gone through."""

from __future__ import annotations

from typing import Final

from mypy.nodes import Context, Expression, TypeInfo
from mypy.types import Instance, Type, get_proper_type

from ..sizes import Size, Symbol
from ..values import UNKNOWN, Array, Each, List, Range
from .applying import apply_rule
from .attributes import member_of
from .bodies import is_program
from .joins import join
from .things import ClassObject, Function, Object, Record
from .walk import Walk

UNROLLED: Final = 12
_COUNTED: Final = 4
"""So many turns of a loop over numbers are gone through one by one."""


def items_exactly(value: object) -> list[object] | None:
    """All items in order, where they are few and known one by one."""
    if isinstance(value, Record):
        return [key for key, _ in value.items]
    if isinstance(value, str):
        return list(value) if len(value) <= UNROLLED else None
    if isinstance(value, Range):
        return None
    return list(value) if isinstance(value, tuple) and len(value) <= UNROLLED else None


def numbers_exactly(walk: Walk, value: object, most: int = _COUNTED) -> list[object] | None:
    """The numbers of a range, where they are few and known one by one in a program."""
    return few_numbers(value, most) if is_program(walk) else None


def few_numbers(value: object, most: int) -> list[object] | None:
    """The numbers of a range, where they are no more than that and known one by one."""
    count = turns_of(value) if isinstance(value, Range) else None
    if not isinstance(value, Range) or count is None or count > most:
        return None
    return first_numbers(value, count)


def turns_of(value: object) -> int | None:
    """The number of items, where it is a plain number."""
    if isinstance(value, Range):
        bounds = [value.start, value.stop, value.step]
        numbers = [bound.constant if isinstance(bound, Size) else None for bound in bounds]
        start, stop, step = numbers
        if start is None or stop is None or not step:
            return None
        return len(range(start, stop, step))
    length = length_of(value)
    return None if length is None else length.constant


def first_numbers(value: Range, count: int) -> list[object]:
    """The numbers that a range begins with."""
    start, step = value.start, value.step
    if not isinstance(start, Size) or not isinstance(step, Size):
        return []
    return [start + step * k for k in range(count)]


def iterated(walk: Walk, value: object, node: Expression) -> object:
    """What the `__iter__` of an object gives; any other value is gone through itself."""
    if isinstance(value, ClassObject) and value.info.is_enum:
        return _members(value.info)
    if not isinstance(value, Object):
        return value
    method = member_of(walk, value, "__iter__")
    return walk.call(method, [], node) if isinstance(method, Function) else UNKNOWN


def _members(info: TypeInfo) -> Each:
    """The members of an enumeration; two of one value are the same."""
    member, names = Object(info), info.enum_members
    known = [value for name in names if (value := _value(info.names[name].node)) is not None]
    is_counted = len({*known}) == len(known)
    length = Size.of(len(names)) if is_counted else None
    return Each(member, length, member if names else UNKNOWN)


def _value(member: object) -> object:
    """What a member stands for, where that is written out."""
    declared: Type | None = getattr(member, "type", None)
    typ = get_proper_type(declared)
    last = typ.last_known_value if isinstance(typ, Instance) else None
    return None if last is None else last.value


def item_of(walk: Walk, value: object, node: Expression) -> object:
    """The value that stands for every item."""
    if isinstance(value, Range):
        return index_over(walk, value, node)
    if isinstance(value, (List, tuple)) and value:
        item = value[0]
        for other in value[1:]:
            item = join(item, other)
        return item
    if isinstance(value, Each):
        return value.item
    if isinstance(value, Array):
        return apply_rule(walk, "operator.iter", [value], {}, node)
    return UNKNOWN


def index_over(walk: Walk, value: Range, node: Context) -> object:
    """The variable of a loop over a range: it reaches both ends where the step is one."""
    start, stop = value.start, value.stop
    step = value.step.constant if isinstance(value.step, Size) else None
    if step not in (1, -1) or not isinstance(start, Size) or not isinstance(stop, Size):
        return walk.fresh("index", node)
    low, high = (start, stop - 1) if step == 1 else (stop + 1, start)
    owner = f"{walk.scope.fullname}:{node.line}:{node.column}"
    return Size.of(Symbol("index", owner, low, high, frozenset(), is_axis=False))


def length_of(value: object) -> Size | None:
    """The number of items, where it is known."""
    if isinstance(value, Range) and value.step == Size.of(1):
        start, stop = value.start, value.stop
        return stop - start if isinstance(start, Size) and isinstance(stop, Size) else None
    if isinstance(value, Array):
        sizes = value.shape.before
        return sizes[0] if sizes else None
    if isinstance(value, str):
        return Size.of(len(value))
    return value.length if isinstance(value, Each) else None


def backwards(value: Range) -> Range | None:
    """A range from its last number to its first."""
    start, stop, step = value.start, value.stop, value.step
    if not isinstance(start, Size) or not isinstance(stop, Size) or step != Size.of(1):
        return None
    return Range(stop - 1, start - 1, Size.of(-1))
