"""Operators: arithmetic, comparisons, `and` and `or`."""

from __future__ import annotations

from typing import Final

from mypy.nodes import (
    ComparisonExpr,
    Expression,
    MemberExpr,
    OpExpr,
    UnaryExpr,
)

from .. import messages
from ..rules.arguments import is_number, joined_sizes
from ..rules.texts import joined, repeated
from ..shapes import Shape
from ..sizes import Size
from ..values import UNKNOWN, Array, Each, List, Sizes, scalar, unknown_array
from .applying import apply_rule
from .calling import method
from .conditions import check_truth, guarded, truth
from .declared import inferred
from .joins import chained, items_of, join, join_all
from .kinds import is_no_operand, kind_of
from .presence import is_given
from .things import Object
from .turns import in_first_turn
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


@handles(UnaryExpr)
def _unary(walk: Walk, node: UnaryExpr) -> object:
    value = walk.evaluate(node.expr)
    if node.op == "not":
        check_truth(walk, value, node.expr)
        return not value if isinstance(value, bool) else scalar("b")
    if isinstance(value, Size):
        return {"-": -value, "+": value, "~": -value - 1}[node.op]
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
    decided = in_first_turn(walk, node.left) if decided is None else decided
    if isinstance(node.left, ComparisonExpr):
        check_truth(walk, left, node.left)  # anything else may be `None` as well
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
    for one, other in ((left, right), (right, left)) if operator == "@" else ():
        if isinstance(one, Array) and one.shape.rank is not None and is_no_operand(walk, other):
            walk.complain(messages.is_no_operand(kind_of(other)), node)
            return UNKNOWN
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
    """`+` and `*` of tuples, lists and texts."""
    if operator == "+" and isinstance(left, (List, Each)) and isinstance(right, (List, Each)):
        return chained([left, right])
    if operator == "+" and type(left) is tuple and type(right) is tuple:
        return (*left, *right)
    if operator == "+" and isinstance(left, str) and isinstance(right, str):
        return joined(left, right)
    if operator == "+" and {type(left), type(right)} in ({tuple, Sizes}, {Sizes}):
        return joined_sizes([left, right])
    if operator != "*":
        return UNKNOWN
    if isinstance(right, (tuple, Each, str)):
        left, right = right, left
    if isinstance(left, str) and isinstance(right, Size):
        return repeated(left, right)
    if isinstance(right, Size) and isinstance(left, tuple):
        count = right.constant
        if count is not None and 0 <= count * len(left) <= _UNROLLED:
            return type(left)([*left] * count)
        if isinstance(left, List) and len(left) == 1:
            return Each(left[0], right)
    if isinstance(left, (tuple, Each)) and isinstance(right, Array) and right.shape == Shape():
        # so many times over, or, for a number of NumPy's that may be no whole one, each multiplied
        return Each(join_all(items_of(left))) if right.kind in ("b", "i") else unknown_array()
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
        return _chained(walk, node, values)
    (operator,), (left, right) = node.operators, values
    if operator in ("==", "!="):
        _check_shape_and_number(walk, node, values)
    if operator in ("is", "is not"):
        same = _same(left, right)
        given = same is None and any(is_given(walk, operand) for operand in node.operands)
        same = False if given and (left is None or right is None) else same
        return scalar("b") if same is None else same == (operator == "is")
    return compare(walk, operator, left, right, node)


def _chained(walk: Walk, node: ComparisonExpr, values: list[object]) -> object:
    """`a < b < c`: every comparison but the last must be one truth."""
    links = list(zip(node.operators, values, values[1:], strict=False))
    truths = [compare(walk, operator, a, b, node) for operator, a, b in links]
    for made in truths[:-1]:
        check_truth(walk, made, node)
    return truths[-1] if isinstance(truths[-1], Array) else scalar("b")


def _check_shape_and_number(walk: Walk, node: ComparisonExpr, values: list[object]) -> None:
    """Report `x.shape == n`, which is never true."""
    for written, one, other in zip(node.operands, values, reversed(values), strict=True):
        is_shape = isinstance(written, MemberExpr) and written.name == "shape"
        if is_shape and isinstance(one, (tuple, Sizes)) and is_number(other):
            walk.complain(messages.shape_is_no_number(), node)


def compare(walk: Walk, operator: str, left: object, right: object, node: Expression) -> object:
    """The truth of a comparison, where it is known; an array of truths for arrays."""
    if operator not in UFUNCS:  # `in` and `is` give one truth
        return scalar("b")
    if isinstance(left, Size) and isinstance(right, Size):
        return _compare_sizes(operator, left, right)
    if isinstance(left, str) and isinstance(right, str) and operator in ("==", "!="):
        return (left == right) == (operator == "==")
    if isinstance(left, Object) or isinstance(right, Object):
        return inferred(walk.type_of(node))  # a class may say of its own what a comparison gives
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
