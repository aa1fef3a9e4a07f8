"""Rules of itertools: what goes through things lazily."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from ..registry import rule
from ..sizes import Size
from ..values import UNKNOWN, Array, Each, List, scalar
from .arguments import common, items_of, length, total
from .iterating import first_of, iterate

_ZERO, _ONE = Size.of(0), Size.of(1)
_MOST = 64
"""So many combinations are written out one by one."""


def _number(value: object) -> int | None:
    return value.constant if isinstance(value, Size) else None


@rule("itertools.islice")
def islice(iterable: object, start: object, stop: object = ..., step: object = None, /) -> object:
    """Some items, from the first where there is one number only."""
    start, stop = (None, start) if stop is ... else (start, stop)
    items = items_of(iterable)
    bounds = [None if bound is None else _number(bound) for bound in (start, stop, step)]
    known = all(number is not None or bound is None
                for number, bound in zip(bounds, (start, stop, step), strict=True))  # fmt: skip
    if items is not None and known:
        return List(itertools.islice(items, *bounds))
    count, limit = length(iterable), bounds[1]
    fits = count is not None and count.constant is not None and limit is not None
    from_first = bounds[0] in (None, 0) and (step is None or bounds[2] == 1)
    if fits and count is not None and limit is not None and from_first and known:
        taken = Size.of(min(count.constant or 0, limit))
        return Each(iterate(iterable), taken, first_of(iterable))
    return Each(iterate(iterable), None, first_of(iterable) if from_first and limit else UNKNOWN)


@rule("itertools.chain")
def chain(*iterables: object) -> object:
    """The items of one thing after those of another."""
    parts = [items_of(value) for value in iterables]
    if all(items is not None for items in parts):
        return List(item for items in parts for item in items or ())
    counts = [length(value) for value in iterables]
    count = sum((n for n in counts if n is not None), _ZERO) if None not in counts else None
    return Each(common([iterate(value) for value in iterables]), count)


@rule("itertools.chain.from_iterable")
def chain_from(iterable: object, /) -> object:
    """The items of the items."""
    items = items_of(iterable)
    return Each(iterate(iterate(iterable)), None) if items is None else chain(*items)


@rule("itertools.cycle", "itertools.compress")
def cycle(iterable: object, selectors: object = None, /) -> object:
    """The same items, so many that nobody knows."""
    return Each(iterate(iterable), None)


@rule("itertools.takewhile", "itertools.dropwhile", "itertools.filterfalse")
def some(predicate: object, iterable: object, /) -> object:
    """Those items that a function picks."""
    return Each(iterate(iterable), None)


@rule("itertools.repeat")
def repeat(value: object, times: object = None) -> object:
    """One thing again and again."""
    return Each(value, times if isinstance(times, Size) else None)


@rule("itertools.count")
def count(start: object = _ZERO, step: object = _ONE) -> object:
    """Numbers without an end."""
    whole = isinstance(start, Size) and isinstance(step, Size)
    return Each(scalar("i"), None, start) if whole else UNKNOWN


@rule("itertools.pairwise")
def pairwise(iterable: object, /) -> object:
    """Each item with the one behind it."""
    items = items_of(iterable)
    if items is not None:
        return List(itertools.pairwise(items))
    item, number = iterate(iterable), length(iterable)
    return Each((item, item), None if number is None else number - 1)


@rule("itertools.accumulate")
def accumulate(iterable: object, function: object = None, /) -> object:
    """Sums of the items so far, which are arrays of one shape or numbers."""
    item = iterate(iterable)
    if isinstance(item, Size):
        item = scalar("i")
    return Each(item, length(iterable)) if isinstance(item, Array) and function is None else UNKNOWN


def _written(found: Iterable[tuple[object, ...]], otherwise: Each) -> object:
    """The items one by one, where they are few."""
    items = list(itertools.islice(found, _MOST + 1))
    return List(items) if len(items) <= _MOST else otherwise


@rule("itertools.product")
def product(*iterables: object, repeat: object = _ONE) -> object:
    """Every item of one thing with every item of the others."""
    times = _number(repeat)
    if times is None or not 0 <= times * len(iterables) <= _MOST:
        return UNKNOWN
    parts = [items_of(value) for value in iterables]
    counts = [length(value) for value in iterables] * times
    pairs = Each(tuple(map(iterate, iterables)) * times, total(counts))
    if any(items is None for items in parts):
        return pairs
    return _written(itertools.product(*(items or () for items in parts), repeat=times), pairs)


@rule("itertools.combinations", "itertools.permutations", "itertools.combinations_with_replacement")
def combinations(iterable: object, r: object = None) -> object:
    """Tuples of so many of the items; how many tuples is left open."""
    width = _number(length(iterable) if r is None else r)
    if width is None or not 0 <= width <= _MOST:
        return UNKNOWN
    return Each((iterate(iterable),) * width, None)


@rule("itertools.batched")
def batched(iterable: object, n: object, /, *, strict: object = False) -> object:
    """Tuples of so many items, the last of which may be shorter."""
    return Each(Each(iterate(iterable), None), None)
