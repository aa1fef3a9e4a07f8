"""Expressions other than names, calls and operators: literals, subscripts, comprehensions."""

from __future__ import annotations

from mypy.nodes import (
    AssignmentExpr,
    AwaitExpr,
    CastExpr,
    ComplexExpr,
    ConditionalExpr,
    DictExpr,
    EllipsisExpr,
    Expression,
    FloatExpr,
    IndexExpr,
    IntExpr,
    LambdaExpr,
    ListComprehension,
    ListExpr,
    RevealExpr,
    SetExpr,
    SliceExpr,
    StarExpr,
    StrExpr,
    TupleExpr,
    YieldExpr,
    YieldFromExpr,
)

from .. import messages
from ..rules.arguments import joined_sizes
from ..rules.index_tricks import INDEXED
from ..sizes import Size
from ..values import UNKNOWN, Array, Each, List, Range, Sizes, Slice, scalar
from .applying import apply_rule
from .calling import method
from .conditions import branch
from .declarations import check_yield
from .declared import inferred, value_of
from .joins import chained, join_all, value_at
from .kinds import is_unseen
from .selections import index_of, with_count
from .things import Closure, Function, Mapping, Named, Object, Record
from .tuples import fields_of_tuple, item_of_typed
from .walk import Walk, handles


@handles(IntExpr)
def _int(walk: Walk, node: IntExpr) -> object:
    return Size.of(node.value)


@handles(StrExpr)
def _str(walk: Walk, node: StrExpr) -> object:
    return node.value


@handles(FloatExpr)
def _float(walk: Walk, node: FloatExpr) -> object:
    return scalar("f")


@handles(ComplexExpr)
def _complex(walk: Walk, node: ComplexExpr) -> object:
    return scalar("c")


@handles(EllipsisExpr)
def _ellipsis(walk: Walk, node: EllipsisExpr) -> object:
    return ...


@handles(TupleExpr)
def _tuple(walk: Walk, node: TupleExpr) -> object:
    if any(isinstance(item, StarExpr) for item in node.items):
        return _starred_tuple(walk, node)
    return tuple(walk.evaluate(item) for item in node.items)


def _starred_tuple(walk: Walk, node: TupleExpr) -> object:
    """A tuple with starred items; `(*x.shape[:-1], 3)` may be a shape with a stretch."""
    parts = [
        walk.evaluate(item.expr) if isinstance(item, StarExpr) else (walk.evaluate(item),)
        for item in node.items
    ]
    if all(isinstance(part, tuple) for part in parts):
        return tuple(item for part in parts if isinstance(part, tuple) for item in part)
    return joined_sizes(parts) if all(isinstance(p, (tuple, Sizes)) for p in parts) else UNKNOWN


@handles(ListExpr)
def _list(walk: Walk, node: ListExpr) -> object:
    parts = _parts(walk, node.items)
    return inferred(walk.type_of(node)) if parts is None else chained(parts)


@handles(SetExpr)
def _set(walk: Walk, node: SetExpr) -> object:
    _parts(walk, node.items)
    return UNKNOWN


def _parts(walk: Walk, nodes: list[Expression]) -> list[List | Each] | None:
    """The lists that a display is made of; `None` where a starred item is nothing that is known."""
    parts: list[List | Each] = []
    known = True
    for node in nodes:
        value = walk.evaluate(node.expr if isinstance(node, StarExpr) else node)
        if not isinstance(node, StarExpr):
            parts.append(List([value]))
        elif isinstance(value, (tuple, Each)):
            parts.append(value if isinstance(value, Each) else List(value))
        else:
            known = False
    return parts if known else None


@handles(DictExpr)
def _dict(walk: Walk, node: DictExpr) -> object:
    items: dict[object, object] = {}
    known, all_held = True, []
    for key, value in node.items:
        held = walk.evaluate(value)
        all_held.append(held)
        if key is None:
            known = known and isinstance(held, Record)
            items.update(held.items if isinstance(held, Record) else ())
            continue
        name = walk.evaluate(key)
        known = known and (isinstance(name, str) or is_plain(name))
        if known:
            items[name] = held
    functions = all(isinstance(held, Function) for held in all_held)
    if not known and functions:
        return Mapping(join_all(all_held))
    return Record(tuple(items.items())) if known else UNKNOWN


def is_plain(value: object) -> bool:
    """Whether a value is a plain number."""
    return isinstance(value, Size) and value.constant is not None


@handles(SliceExpr)
def _slice(walk: Walk, node: SliceExpr) -> object:
    parts = (node.begin_index, node.end_index, node.stride)
    return Slice(*(None if part is None else walk.evaluate(part) for part in parts))


@handles(ConditionalExpr)
def _conditional(walk: Walk, node: ConditionalExpr) -> object:
    yes, no = node.if_expr, node.else_expr
    return branch(walk, node.cond, lambda: walk.evaluate(yes), lambda: walk.evaluate(no))


@handles(AssignmentExpr)
def _walrus(walk: Walk, node: AssignmentExpr) -> object:
    value = walk.evaluate(node.value)
    if node.target.node is not None:
        walk.environment.assign(node.target.node, value)
    return value


@handles(AwaitExpr)
def _await(walk: Walk, node: AwaitExpr) -> object:
    return walk.evaluate(node.expr)


@handles(YieldFromExpr)
def _yield_from(walk: Walk, node: YieldFromExpr) -> object:
    walk.evaluate(node.expr)
    return inferred(walk.type_of(node))


@handles(CastExpr)
def _cast(walk: Walk, node: CastExpr) -> object:
    walk.evaluate(node.expr)
    return value_of(node.type, walk.scope)


@handles(RevealExpr)
def _reveal(walk: Walk, node: RevealExpr) -> object:
    if node.expr is None:
        return None
    value = walk.evaluate(node.expr)
    if isinstance(value, Array) and not walk.muted:
        walk.target.note(messages.revealed(value.shape), node)
    return value


@handles(LambdaExpr)
def _lambda(walk: Walk, node: LambdaExpr) -> object:
    return Closure(node, walk.environment.copy())


@handles(IndexExpr)
def _subscript(walk: Walk, node: IndexExpr) -> object:
    if node.analyzed is not None:
        return walk.evaluate(node.base)
    base = walk.evaluate(node.base)
    index = index_of(walk, node)
    value = subscript(walk, base, index, node)
    return value if value is not UNKNOWN else inferred(walk.type_of(node))


def subscript(walk: Walk, base: object, index: object, node: Expression) -> object:
    """`base[index]`."""
    if isinstance(base, Record):
        return value_at(base, index)
    if isinstance(base, Mapping):
        return base.item
    fields = fields_of_tuple(walk, base) if isinstance(base, Object) else None
    if fields is not None:
        return apply_rule(walk, "operator.getitem", [fields, index], {}, node)
    if isinstance(base, Object) and base.info.typeddict_type is not None:
        return item_of_typed(walk, base, index)
    if isinstance(base, Object):
        return method(walk, base, "__getitem__", [index], node)
    if isinstance(base, (Array, tuple, Each, Sizes, Range, str)):
        value = apply_rule(walk, "operator.getitem", [base, index], {}, node)
        if isinstance(base, Array) and isinstance(value, Array):
            return with_count(walk, base, index, value, node)
        return value
    if isinstance(base, Named) and base.fullname in INDEXED:
        return apply_rule(walk, base.fullname, [index], {}, node)
    if isinstance(base, Size) and isinstance(node, IndexExpr) and is_unseen(walk, node.base):
        walk.complain(messages.number_has_no_items(), node)
    return UNKNOWN


@handles(ListComprehension)
def _list_comprehension(walk: Walk, node: ListComprehension) -> object:
    return walk.evaluate(node.generator)


@handles(YieldExpr)
def _yield(walk: Walk, node: YieldExpr) -> object:
    value = None if node.expr is None else walk.evaluate(node.expr)
    check_yield(walk, value, node)
    walk.yields.append((value, not walk.muted and not walk.sheltered))
    return inferred(walk.type_of(node))
