"""Loops: what the items are, and what the turns leave."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from mypy.nodes import Context

from ..shapes import Axis, Shape
from ..sizes import Size, Symbol
from ..values import UNKNOWN, Array, Each, List, scalar, unknown_array
from .environment import Environment, Key
from .heap import newest, without_places
from .things import Mapping, Record
from .walk import Loop, Walk

_PASSES: Final = 2
"""So many turns may each bring something new; what changes after them is given up."""
_MOST_PASSES: Final = 50


def loop(
    walk: Walk,
    node: Context,
    bind: list[Callable[[], None]] | Callable[[], None],
    body: Callable[[], None],
    first: list[Callable[[], None]] | None = None,
    starts: dict[str, int] | None = None,
) -> None:
    """Run a loop's body: once per known item, or until nothing new is learned.

    `first` are the turns that it certainly makes: what one leaves must do for the next. `starts`
    are the numbers that its indices start at. What stands behind the loop is reached, whichever
    turn breaks off, unless one of them leaves the body.
    """
    gathered, muted, exits = Loop(), walk.muted, len(walk.exits)
    walk.loops.append(gathered)
    if isinstance(bind, list):
        _run_each(walk, gathered, bind, body)
    else:
        if first:
            _run_first(walk, node, gathered, first, body, starts or {})
        _run_until_stable(walk, node, gathered, bind, body, starts or {})
    walk.loops.pop()
    if len(walk.exits) == exits:
        walk.muted = muted
    _meet(walk, [*gathered.breaks, *([walk.environment] if walk.alive else [])])


def _meet(walk: Walk, ends: list[Environment]) -> None:
    walk.alive = bool(ends)
    for end in ends[1:]:
        ends[0] = ends[0].join(end)
    if ends:
        walk.environment = ends[0]


def _once(walk: Walk, gathered: Loop, bind: Callable[[], None], body: Callable[[], None]) -> None:
    """One turn; the next may bind the names of its annotations to other sizes."""
    names = frozenset(walk.environment.names)
    bind()
    body()
    _meet(walk, [*gathered.continues, *([walk.environment] if walk.alive else [])])
    walk.environment.names = {k: v for k, v in walk.environment.names.items() if k in names}
    gathered.continues.clear()


def _run_each(
    walk: Walk, gathered: Loop, binds: list[Callable[[], None]], body: Callable[[], None]
) -> None:
    for bind in binds:
        if walk.alive:
            _once(walk, gathered, bind, body)


def _run_first(
    walk: Walk, node: Context, gathered: Loop, binds: list[Callable[[], None]],
    body: Callable[[], None], starts: dict[str, int],
) -> None:  # fmt: skip
    born = newest(walk)
    start = walk.environment.copy()
    for turn, bind in enumerate(binds):
        if walk.alive:
            with _starting(walk, starts if turn == 0 else {}):
                _once(walk, gathered, bind, body)
            walk.environment = _without_loop_sizes(walk, walk.environment, node, born)
    walk.environment, walk.alive = start, True


@contextmanager
def _starting(walk: Walk, starts: dict[str, int]) -> Iterator[None]:
    """Go through the first turn, in which the indices are where they start."""
    before = walk.starts
    walk.starts = {**before, **starts}
    yield
    walk.starts = before


def _run_until_stable(
    walk: Walk, node: Context, gathered: Loop, bind: Callable[[], None], body: Callable[[], None],
    starts: dict[str, int],
) -> None:  # fmt: skip
    born = newest(walk)
    entry = head = walk.environment
    first: Environment | None = None
    lost: dict[Key, object] = {}
    for attempt in range(_MOST_PASSES):
        walk.environment, walk.alive = head.copy(), True
        passed = walk.passed
        with _starting(walk, starts if attempt == 0 else {}):
            _once(walk, gathered, bind, body)
        if not walk.alive:
            break
        after = _without_loop_sizes(walk, walk.environment, node, born)
        first = first or after
        joined = entry.join(after)
        if attempt >= _PASSES:
            for key, value in joined.values.items():
                if head.values.get(key, UNKNOWN) != value:
                    lost[key] = unknown_array() if isinstance(value, Array) else UNKNOWN
            joined.values |= lost
        if joined.values == head.values and (attempt > 0 or walk.passed == passed):
            break
        head = joined
    walk.environment, walk.alive = head, True
    if first is not None:
        _keep_what_lasts(walk, node, (entry, first), lambda: _once(walk, Loop(), bind, body))


def _keep_what_lasts(
    walk: Walk, node: Context, ends: tuple[Environment, Environment], turn: Callable[[], None]
) -> None:
    """A loop is meant to turn: what its first turn makes an array and its second keeps is known."""
    (entry, first), end, born = ends, walk.environment, newest(walk)
    made = [
        key
        for key, value in first.values.items()
        if isinstance(value, Array)
        and not isinstance(key, tuple)
        and value not in (end.values.get(key), entry.values.get(key))
    ]
    if not made:
        return
    walk.environment = first.copy()
    with walk.hushed():
        turn()
    if walk.alive:
        second = _without_loop_sizes(walk, walk.environment, node, born)
        lasting = {key: first.values[key] for key in made}
        end.values |= {k: v for k, v in lasting.items() if second.values.get(k) == v}
    walk.environment, walk.alive = end, True


def _without_loop_sizes(
    walk: Walk, environment: Environment, node: Context, born: int
) -> Environment:
    """What the next turn knows of this one: sizes and objects made in it may be others by then."""
    owners = f"{walk.scope.fullname}:"
    last = node.end_line or node.line

    def inside(symbol: Symbol) -> bool:
        place = symbol.owner.removeprefix(owners).split(":")[0]
        return (
            symbol.owner.startswith(owners) and place.isdigit() and node.line <= int(place) <= last
        )

    result = environment.copy()
    result.take_cells({k: v for k, v in result.cells.items() if k.place <= born})
    for key, value in result.values.items():
        result.values[key] = without_places(forget(value, inside), born)
    return result


def forget(value: object, inside: Callable[[Symbol], bool]) -> object:
    """The value without the sizes in which such symbols are."""
    if isinstance(value, Size):
        return scalar("i") if any(map(inside, value.symbols)) else value
    if isinstance(value, Array):
        return Array(
            Shape(tuple(_forget_axis(axis, inside) for axis in value.shape.axes)), value.kind
        )
    if isinstance(value, tuple) and type(value) in (tuple, List):
        return type(value)(forget(item, inside) for item in value)
    if isinstance(value, Mapping):
        return Mapping(forget(value.item, inside))
    if isinstance(value, Record):
        return Record(tuple((key, forget(item, inside)) for key, item in value.items))
    if isinstance(value, Each):
        length = forget(value.length, inside)
        return Each(forget(value.item, inside), length if isinstance(length, Size) else None)
    return value


def _forget_axis(axis: Axis, inside: Callable[[Symbol], bool]) -> Axis:
    return None if isinstance(axis, Size) and any(map(inside, axis.symbols)) else axis
