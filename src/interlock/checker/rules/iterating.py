"""Rules of Python's own functions that walk through things: iter, zip, enumerate, range, sum."""

from __future__ import annotations

from collections.abc import Iterable

from .. import messages
from ..registry import rule
from ..relations import differ
from ..shapes import Axis, Stretch, shape_of
from ..sizes import Size
from ..values import (
    ANYTHING,
    UNKNOWN,
    Array,
    Complaint,
    Each,
    List,
    Range,
    Sizes,
    scalar,
    unknown_array,
)
from .arguments import as_array, common, common_kind, items_of, length, total, whole
from .reshaping import broadcast_all

_ZERO = Size.of(0)
_ONE = Size.of(1)
_MOST = 32


@rule("operator.iter", "builtins.next")
def iterate(value: object, default: object = None, /) -> object:
    """The value that each item of a thing has; of an array, of each place along its first axis."""
    match value:
        case Array():
            return row(value)
        case Each(item):
            return item
        case Range() | Sizes():
            return scalar("i")
        case tuple():
            return common(list(value))
        case _:
            return UNKNOWN


def row(array: Array) -> Array:
    """What stands at each place along the first axis."""
    axes: tuple[Axis, ...] = array.shape.axes
    if not axes and array.kind in ("", ANYTHING):
        return unknown_array(ANYTHING)  # of objects, each of which has items
    if not axes:
        raise Complaint(messages.no_iteration())
    is_object = array.kind == ANYTHING and len(axes) == 1
    return (
        unknown_array(array.kind)
        if isinstance(axes[0], Stretch) or is_object
        else Array(shape_of(axes[1:]), array.kind)
    )


def first_of(value: object) -> object:
    """The first item, where there certainly is one of which more is known."""
    return value.first if isinstance(value, Each) else UNKNOWN


@rule("builtins.iter")
def iter_(value: object, sentinel: object = None, /) -> object:
    """The items, one after the other."""
    return Each(iterate(value), length(value))


@rule("builtins.zip")
def zip_(*iterables: object, strict: object = False) -> object:
    """Tuples of the items that stand at the same place."""
    written = [items_of(value) for value in iterables]
    if iterables and all(items is not None for items in written):
        return List(zip(*(items or () for items in written), strict=False))
    if strict is True:
        _check_strict(iterables)
    firsts = tuple(map(first_of, iterables))
    first = UNKNOWN if any(item is UNKNOWN for item in firsts) else firsts
    return Each(tuple(map(iterate, iterables)), _shortest(map(length, iterables)), first)


def _check_strict(iterables: tuple[object, ...]) -> None:
    first, *others = map(length, iterables) if iterables else [None]
    for other in others:
        if differ(first, other):
            raise Complaint(f'"zip": {messages.uneven_lengths(first, other)}')


def _shortest(counts: Iterable[Size | None]) -> Size | None:
    """The least of some sizes, where it is known which that is."""
    first, *others = counts
    for other in others:
        gap = None if first is None or other is None else (first - other).constant
        if gap is None:
            return None
        first = other if gap > 0 else first
    return first


@rule("builtins.enumerate")
def enumerate_(iterable: object, start: object = _ZERO) -> object:
    """Pairs of a number and an item."""
    items = items_of(iterable)
    if items is not None and isinstance(start, Size):
        return List((start + k, item) for k, item in enumerate(items))
    first = first_of(iterable)
    pair = UNKNOWN if first is UNKNOWN else (start, first)
    return Each((scalar("i"), iterate(iterable)), length(iterable), pair)


@rule("builtins.reversed")
def reversed_(sequence: object, /) -> object:
    """The items backwards."""
    items = items_of(sequence)
    if items is not None:
        return List(reversed(items))
    return Each(iterate(sequence), length(sequence))


@rule("builtins.sorted")
def sorted_(iterable: object, /, *, key: object = None, reverse: object = False) -> object:
    """The items in another order."""
    return Each(iterate(iterable), length(iterable))


@rule("builtins.list")
def list_(iterable: object = (), /) -> object:
    """The items as a list."""
    items = items_of(iterable)
    return Each(iterate(iterable), length(iterable)) if items is None else List(items)


@rule("builtins.tuple")
def tuple_(iterable: object = (), /) -> object:
    """The items as a tuple."""
    if isinstance(iterable, Sizes):
        return iterable
    items = items_of(iterable)
    if items is None and isinstance(iterable, Array):
        # As an index it picks along one axis for each item, so that their number must be known.
        count = length(iterable)
        number = None if count is None else count.constant
        return UNKNOWN if number is None or number > _MOST else (row(iterable),) * number
    return Each(iterate(iterable), length(iterable)) if items is None else tuple(items)


@rule("builtins.range")
def range_(start: object, stop: object = None, step: object = _ONE, /) -> object:
    """Whole numbers from a start to a stop."""
    if isinstance(step, Size) and step == _ZERO:
        raise Complaint(messages.range_step_zero())
    return Range(_ZERO, start, step) if stop is None else Range(start, stop, step)


@rule("builtins.sum")
def sum_(iterable: object, /, start: object = _ZERO) -> object:
    """The items added up: numbers, or arrays that broadcast to each other; lists are joined."""
    if isinstance(start, (tuple, Each)):
        return UNKNOWN
    items = items_of(iterable)
    if items is None:
        items = [iterate(iterable)]
        if isinstance(items[0], Size):
            return scalar("i")
    if all(isinstance(item, Size) for item in [start, *items]):
        return sum((item for item in items if isinstance(item, Size)), _size(start))
    arrays = [as_array(item) for item in [start, *items]]
    shape = broadcast_all([array.shape for array in arrays])
    return Array(shape, common_kind(arrays))


@rule("math.prod")
def prod(iterable: object, /, *, start: object = _ONE) -> object:
    """The items multiplied: whole numbers make one."""
    items = items_of(iterable)
    if items is None or not all(isinstance(item, Size) for item in [start, *items]):
        return UNKNOWN
    return whole(total(item for item in [start, *items] if isinstance(item, Size)))


def _size(value: object) -> Size:
    return value if isinstance(value, Size) else _ZERO
