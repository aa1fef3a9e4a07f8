"""Expressions other than names and calls: literals, operators, subscripts, comprehensions."""

from __future__ import annotations

from typing import Final

from mypy.nodes import (
    AssignmentExpr,
    AwaitExpr,
    CastExpr,
    ComparisonExpr,
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
    OpExpr,
    RevealExpr,
    SetExpr,
    SliceExpr,
    StarExpr,
    StrExpr,
    TupleExpr,
    UnaryExpr,
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
from .conditions import branch, guarded, truth
from .declarations import check_yield
from .declared import inferred, value_of
from .environment import join
from .things import Closure, Mapping, Named, Object, Record
from .walk import Walk, handles

UFUNCS: Final = {
    "+": "add", "-": "subtract", "*": "multiply", "/": "divide", "//": "floor_divide",
    "%": "remainder", "**": "power", "@": "matmul", "&": "bitwise_and", "|": "bitwise_or",
    "^": "bitwise_xor", "<<": "left_shift", ">>": "right_shift", "<": "less",
    "<=": "less_equal", ">": "greater", ">=": "greater_equal", "==": "equal", "!=": "not_equal",
}  # fmt: skip
DUNDERS: Final = {
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow",
    "@": "matmul", "&": "and", "|": "or", "^": "xor", "<<": "lshift", ">>": "rshift",
}  # fmt: skip
_UNROLLED: Final = 16


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
    items = _items(walk, node.items)
    return UNKNOWN if items is None else tuple(items)


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
    items = _items(walk, node.items)
    return inferred(walk.type_of(node)) if items is None else List(items)


@handles(SetExpr)
def _set(walk: Walk, node: SetExpr) -> object:
    _items(walk, node.items)
    return UNKNOWN


def _items(walk: Walk, nodes: list[Expression]) -> list[object] | None:
    """The values of a display; `None` where a starred item leaves their number open."""
    items: list[object] = []
    known = True
    for node in nodes:
        value = walk.evaluate(node.expr if isinstance(node, StarExpr) else node)
        if not isinstance(node, StarExpr):
            items.append(value)
        elif isinstance(value, tuple):
            items += value
        else:
            known = False
    return items if known else None


@handles(DictExpr)
def _dict(walk: Walk, node: DictExpr) -> object:
    items: dict[object, object] = {}
    known = True
    for key, value in node.items:
        held = walk.evaluate(value)
        if key is None:
            known = known and isinstance(held, Record)
            items.update(held.items if isinstance(held, Record) else ())
            continue
        name = walk.evaluate(key)
        known = known and (isinstance(name, str) or is_plain(name))
        if known:
            items[name] = held
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


@handles(UnaryExpr)
def _unary(walk: Walk, node: UnaryExpr) -> object:
    value = walk.evaluate(node.expr)
    if node.op == "not":
        return not value if isinstance(value, bool) else scalar("b")
    if isinstance(value, Size):
        return {"-": -value, "+": value}.get(node.op, scalar("i"))
    if isinstance(value, Array):
        name = {"-": "negative", "+": "positive", "~": "invert"}[node.op]
        return apply_rule(walk, f"numpy.{name}", [value], {}, node)
    return inferred(walk.type_of(node))


@handles(OpExpr)
def _operator(walk: Walk, node: OpExpr) -> object:
    if node.op in ("and", "or"):
        return _logical(walk, node)
    left = walk.evaluate(node.left)
    return operate(walk, node.op, left, walk.evaluate(node.right), node)


def _logical(walk: Walk, node: OpExpr) -> object:
    left = walk.evaluate(node.left)
    decided = truth(left)
    if decided is not None and decided != (node.op == "and"):
        return left
    right = guarded(walk, node.left, node.op == "and", lambda: walk.evaluate(node.right))
    return join(left, right) if decided is None else right


def operate(walk: Walk, operator: str, left: object, right: object, node: Expression) -> object:
    """The result of a binary operator on two values."""
    if operator == "divmod":
        return apply_rule(walk, "builtins.divmod", [left, right], {}, node)
    if isinstance(left, Size) and isinstance(right, Size):
        return arithmetic(operator, left, right)
    if isinstance(left, Object):
        found = method(walk, left, f"__{DUNDERS[operator]}__", [right], node)
        return found if found is not UNKNOWN else inferred(walk.type_of(node))
    sequence = _sequences(operator, left, right)
    if sequence is not UNKNOWN:
        return sequence
    if isinstance(left, Array) or isinstance(right, Array):
        return apply_rule(walk, f"numpy.{UFUNCS[operator]}", [left, right], {}, node)
    return inferred(walk.type_of(node))


def _sequences(operator: str, left: object, right: object) -> object:
    """`+` and `*` of tuples and lists."""
    if operator == "+" and isinstance(left, (List, Each)) and isinstance(right, (List, Each)):
        if isinstance(left, List) and isinstance(right, List):
            return List([*left, *right])
        return join(left, right)
    if operator == "+" and type(left) is tuple and type(right) is tuple:
        return (*left, *right)
    if operator == "+" and {type(left), type(right)} in ({tuple, Sizes}, {Sizes}):
        return joined_sizes([left, right])
    if operator != "*":
        return UNKNOWN
    if isinstance(left, Size) and type(right) in (tuple, List):
        left, right = right, left
    if isinstance(right, Size) and isinstance(left, tuple):
        count = right.constant
        if count is not None and 0 <= count * len(left) <= _UNROLLED:
            return type(left)([*left] * count)
        if isinstance(left, List) and len(left) == 1:
            return Each(left[0], right)
    return UNKNOWN


def arithmetic(operator: str, left: Size, right: Size) -> object:
    """Arithmetic of whole numbers."""
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    if operator in ("//", "%"):
        if right.constant == 0:
            return scalar("i")
        return left // right if operator == "//" else left % right
    power = right.constant
    if operator == "**" and power is not None and 0 <= power <= 8:
        return left**power
    return scalar("f" if operator == "/" else "i")


@handles(ComparisonExpr)
def _comparison(walk: Walk, node: ComparisonExpr) -> object:
    values = [walk.evaluate(operand) for operand in node.operands]
    if len(node.operators) != 1:
        return scalar("b")
    return compare(walk, node.operators[0], values[0], values[1], node)


def compare(walk: Walk, operator: str, left: object, right: object, node: Expression) -> object:
    """The truth of a comparison, where it is known; an array of truths for arrays."""
    if operator in ("is", "is not"):
        same = _same(left, right)
        return scalar("b") if same is None else same == (operator == "is")
    if operator in ("in", "not in"):
        return scalar("b")
    if isinstance(left, Size) and isinstance(right, Size):
        return _compare_sizes(operator, left, right)
    if isinstance(left, str) and isinstance(right, str) and operator in ("==", "!="):
        return (left == right) == (operator == "==")
    if isinstance(left, Array) or isinstance(right, Array):
        for one, other in ((left, right), (right, left)):
            if isinstance(one, Array) and isinstance(other, (str, type(None))):
                return Array(one.shape, "b")
        return apply_rule(walk, f"numpy.{UFUNCS[operator]}", [left, right], {}, node)
    if left is UNKNOWN or right is UNKNOWN:
        return inferred(walk.type_of(node))
    return _compare_tuples(operator, left, right)


def _same(left: object, right: object) -> bool | None:
    if left is None and right is None:
        return True
    for one, other in ((left, right), (right, left)):
        if one is None and isinstance(other, (Size, bool, str)):
            return False
    return None


def _compare_tuples(operator: str, left: object, right: object) -> object:
    if type(left) is tuple and type(right) is tuple and operator in ("==", "!="):
        if len(left) != len(right):
            return operator == "!="
        if left == right and all(isinstance(item, Size) for item in left):
            return operator == "=="
    return scalar("b")


def _compare_sizes(operator: str, left: Size, right: Size) -> object:
    gap = (left - right).constant
    if gap is None:
        return scalar("b")
    return {
        "==": gap == 0, "!=": gap != 0, "<": gap < 0, "<=": gap <= 0, ">": gap > 0, ">=": gap >= 0,
    }[operator]  # fmt: skip


@handles(IndexExpr)
def _subscript(walk: Walk, node: IndexExpr) -> object:
    if node.analyzed is not None:
        return walk.evaluate(node.base)
    base = walk.evaluate(node.base)
    index = walk.evaluate(node.index)
    value = subscript(walk, base, index, node)
    return value if value is not UNKNOWN else inferred(walk.type_of(node))


def subscript(walk: Walk, base: object, index: object, node: Expression) -> object:
    """`base[index]`."""
    if isinstance(base, Record):
        return (
            dict(base.items).get(index, UNKNOWN)
            if isinstance(index, str) or is_plain(index)
            else UNKNOWN
        )
    if isinstance(base, Mapping):
        return base.item
    if isinstance(base, Object):
        return method(walk, base, "__getitem__", [index], node)
    if isinstance(base, (Array, tuple, Each, Sizes, Range)):
        return apply_rule(walk, "operator.getitem", [base, index], {}, node)
    if isinstance(base, Named) and base.fullname in INDEXED:
        return apply_rule(walk, base.fullname, [index], {}, node)
    if isinstance(base, Size):
        walk.complain(messages.number_has_no_items(), node)
    return UNKNOWN


@handles(ListComprehension)
def _list_comprehension(walk: Walk, node: ListComprehension) -> object:
    return walk.evaluate(node.generator)


@handles(YieldExpr)
def _yield(walk: Walk, node: YieldExpr) -> object:
    value = None if node.expr is None else walk.evaluate(node.expr)
    check_yield(walk, value, node)
    return inferred(walk.type_of(node))
