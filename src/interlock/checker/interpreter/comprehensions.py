"""Comprehensions: their elements, one by one or one for all."""

from __future__ import annotations

from collections.abc import Callable

from mypy.nodes import DictionaryComprehension, Expression, GeneratorExpr, SetComprehension

from ..rules.arguments import total
from ..sizes import Size, Symbol
from ..values import UNKNOWN, Each, List, Range
from .assigning import assign
from .assumptions import assume, assume_turn
from .conditions import truth
from .heap import newest, without_places
from .items import UNROLLED, few_numbers, item_of, items_exactly, iterated, length_of
from .iteration import forget
from .things import Mapping, Record
from .translating import Terms, translated
from .walk import Walk, handles

Comprehension = GeneratorExpr | DictionaryComprehension


def comprehend(
    walk: Walk, node: Comprehension, element: Callable[[], object]
) -> list[object] | Each:
    """The elements of a comprehension: one by one where they are few, else one for all."""
    start, born = walk.environment, newest(walk)
    walk.environment = start.copy()
    found = _one_by_one(walk, node, element)
    if found is not None:
        start.take_cells(walk.environment.cells)
        walk.environment = start
        return found
    walk.environment = start.copy()
    one = without_places(_one_for_all(walk, node, element), born)
    start.keep_common_cells(walk.environment.cells)
    walk.environment = start
    assert isinstance(one, Each)
    return one


def _one_by_one(
    walk: Walk, node: Comprehension, element: Callable[[], object], depth: int = 0
) -> list[object] | None:
    """The elements in order; `None` where they are many or not known one by one."""
    if depth == len(node.sequences):
        return [element()]
    items = _few(_source(walk, node.sequences[depth]))
    found: list[object] = []
    for item in items or ():
        assign(walk, node.indices[depth], item, node.sequences[depth])
        is_taken = _holds(walk, node.condlists[depth])
        if is_taken is None:
            return None
        inner = _one_by_one(walk, node, element, depth + 1) if is_taken else []
        if inner is None or len(found) + len(inner) > UNROLLED:
            return None
        found += inner
    return None if items is None else found


def _holds(walk: Walk, conditions: list[Expression]) -> bool | None:
    """Whether all conditions come out true; `None` where that is open."""
    outcomes = [truth(walk.evaluate(condition)) for condition in conditions]
    if False in outcomes:
        return False
    return None if None in outcomes else True


def _source(walk: Walk, node: Expression) -> object:
    return iterated(walk, walk.evaluate(node), node)


def _few(value: object) -> list[object] | None:
    """The items of a thing, where they are few and known."""
    return few_numbers(value, UNROLLED) if isinstance(value, Range) else items_exactly(value)


def _one_for_all(walk: Walk, node: Comprehension, element: Callable[[], object]) -> Each:
    conditions = 0
    lengths: list[Size | None] = []
    for k, (index, source) in enumerate(zip(node.indices, node.sequences, strict=False)):
        value = _source(walk, source)
        lengths.append(length_of(value))
        assign(walk, index, item_of(walk, value, source), source)
        assume_turn(walk, value)
        for condition in node.condlists[k]:
            walk.evaluate(condition)
            assume(walk, condition, True)
            conditions += 1
    walk.uncertain += conditions
    item = element()
    walk.uncertain -= conditions
    is_own = _counted_by(walk, node.sequences)
    count = None if conditions else total(lengths)
    if count is not None and any(map(is_own, count.symbols)):
        count = None
    common = forget(item, is_own)
    if len(node.sequences) > 1 or conditions or common == item:
        return Each(common, count)
    return Each(common, count, neighbours=_neighbours(walk, node, item))


def _counted_by(walk: Walk, sources: list[Expression]) -> Callable[[Symbol], bool]:
    """Whether a symbol is a variable of the comprehension that goes through these sources."""
    owners = {f"{walk.scope.fullname}:{source.line}:{source.column}" for source in sources}
    return lambda symbol: symbol.owner in owners


def _neighbours(walk: Walk, node: Comprehension, item: object) -> tuple[object, ...]:
    """Two elements that stand next to each other."""
    is_own = _counted_by(walk, node.sequences)

    def moved(by: int) -> object:
        return translated(item, Terms(lambda s: Size.of(s) + by if is_own(s) else Size.of(s)))

    return (moved(0), moved(1))


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
