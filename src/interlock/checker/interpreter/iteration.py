"""Going through things: what the items are, loops, comprehensions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mypy.nodes import Context, DictionaryComprehension, GeneratorExpr, SetComprehension

from ..shapes import Axis, Shape
from ..sizes import Size, Symbol
from ..values import UNKNOWN, Array, Each, List, scalar, unknown_array
from .assigning import assign
from .conditions import assume
from .environment import Environment, Key
from .heap import newest, without_places
from .items import UNROLLED, item_of, items_exactly, iterated, length_of, numbers_exactly
from .things import Mapping, Record
from .walk import Loop, Walk, handles

_PASSES: Final = 2
"""So many turns may each bring something new; what changes after them is given up."""
_MOST_PASSES: Final = 50


def loop(
    walk: Walk,
    node: Context,
    bind: list[Callable[[], None]] | Callable[[], None],
    body: Callable[[], None],
    first: list[Callable[[], None]] | None = None,
) -> None:
    """Run a loop's body: once per known item, or until nothing new is learned.

    `first` are the turns that it certainly makes: what one leaves must do for the next.
    """
    gathered = Loop()
    walk.loops.append(gathered)
    if isinstance(bind, list):
        _run_each(walk, gathered, bind, body)
    else:
        if first:
            _run_first(walk, node, gathered, first, body)
        _run_until_stable(walk, node, gathered, bind, body)
    walk.loops.pop()
    _meet(walk, [*gathered.breaks, *([walk.environment] if walk.alive else [])])


def _meet(walk: Walk, ends: list[Environment]) -> None:
    walk.alive = bool(ends)
    for end in ends[1:]:
        ends[0] = ends[0].join(end)
    if ends:
        walk.environment = ends[0]


def _once(walk: Walk, gathered: Loop, bind: Callable[[], None], body: Callable[[], None]) -> None:
    bind()
    body()
    _meet(walk, [*gathered.continues, *([walk.environment] if walk.alive else [])])
    gathered.continues.clear()


def _run_each(
    walk: Walk, gathered: Loop, binds: list[Callable[[], None]], body: Callable[[], None]
) -> None:
    for bind in binds:
        if walk.alive:
            _once(walk, gathered, bind, body)


def _run_first(
    walk: Walk,
    node: Context,
    gathered: Loop,
    binds: list[Callable[[], None]],
    body: Callable[[], None],
) -> None:
    born = newest(walk)
    start = walk.environment.copy()
    for bind in binds:
        if walk.alive:
            _once(walk, gathered, bind, body)
            walk.environment = _without_loop_sizes(walk, walk.environment, node, born)
    walk.environment, walk.alive = start, True


def _run_until_stable(
    walk: Walk, node: Context, gathered: Loop, bind: Callable[[], None], body: Callable[[], None]
) -> None:
    born = newest(walk)
    entry = head = walk.environment
    first: Environment | None = None
    lost: dict[Key, object] = {}
    for attempt in range(_MOST_PASSES):
        walk.environment, walk.alive = head.copy(), True
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
        if joined.values == head.values:
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
        result.values[key] = without_places(_forget(value, inside), born)
    return result


def _forget(value: object, inside: Callable[[Symbol], bool]) -> object:
    if isinstance(value, Size):
        return scalar("i") if any(map(inside, value.symbols)) else value
    if isinstance(value, Array):
        return Array(
            Shape(tuple(_forget_axis(axis, inside) for axis in value.shape.axes)), value.kind
        )
    if isinstance(value, tuple) and type(value) in (tuple, List):
        return type(value)(_forget(item, inside) for item in value)
    if isinstance(value, Each):
        length = _forget(value.length, inside)
        return Each(_forget(value.item, inside), length if isinstance(length, Size) else None)
    return value


def _forget_axis(axis: Axis, inside: Callable[[Symbol], bool]) -> Axis:
    return None if isinstance(axis, Size) and any(map(inside, axis.symbols)) else axis


def comprehend(
    walk: Walk, node: GeneratorExpr | DictionaryComprehension, element: Callable[[], object]
) -> list[object] | Each:
    """The elements of a comprehension: one by one where they are few, else one for all."""
    start, born = walk.environment, newest(walk)
    walk.environment = start.copy()
    sources = [iterated(walk, walk.evaluate(node.sequences[0]), node.sequences[0])]
    exact = (
        _exactly(walk, sources[0]) if len(node.sequences) == 1 and not node.condlists[0] else None
    )
    found: list[object] | Each
    if exact is not None:
        found = [_bound(walk, node, item, element) for item in exact]
        start.take_cells(walk.environment.cells)
    else:
        found = _one_for_all(walk, node, sources[0], element)
        found = Each(without_places(found.item, born), found.length)
        start.keep_common_cells(walk.environment.cells)
    walk.environment = start
    return found


def _exactly(walk: Walk, source: object) -> list[object] | None:
    items = items_exactly(source)
    return numbers_exactly(walk, source, UNROLLED) if items is None else items


def _bound(
    walk: Walk,
    node: GeneratorExpr | DictionaryComprehension,
    item: object,
    element: Callable[[], object],
) -> object:
    assign(walk, node.indices[0], item, node.sequences[0])
    return element()


def _one_for_all(
    walk: Walk,
    node: GeneratorExpr | DictionaryComprehension,
    first: object,
    element: Callable[[], object],
) -> Each:
    conditions = 0
    for k, (index, source) in enumerate(zip(node.indices, node.sequences, strict=False)):
        value = first if k == 0 else walk.evaluate(source)
        assign(walk, index, item_of(walk, value, source), source)
        for condition in node.condlists[k]:
            walk.evaluate(condition)
            assume(walk, condition, True)
            conditions += 1
    walk.uncertain += conditions
    item = element()
    walk.uncertain -= conditions
    plain = len(node.sequences) == 1 and not conditions
    return Each(item, length_of(first) if plain else None)


@handles(GeneratorExpr)
def _generator(walk: Walk, node: GeneratorExpr) -> object:
    found = comprehend(walk, node, lambda: walk.evaluate(node.left_expr))
    return found if isinstance(found, Each) else List(found)


@handles(SetComprehension)
def _set(walk: Walk, node: SetComprehension) -> object:
    walk.evaluate(node.generator)
    return UNKNOWN


@handles(DictionaryComprehension)
def _dictionary(walk: Walk, node: DictionaryComprehension) -> object:
    parts = [part for part in (node.key, node.value) if part is not None]
    found = comprehend(walk, node, lambda: tuple(map(walk.evaluate, parts)))
    if isinstance(found, Each):
        return Mapping(found.item[1]) if isinstance(found.item, tuple) else UNKNOWN
    pairs = [pair for pair in found if isinstance(pair, tuple) and len(pair) == 2]
    exact = all(isinstance(key, str) for key, _ in pairs)
    return Record(tuple(pairs)) if exact else UNKNOWN
