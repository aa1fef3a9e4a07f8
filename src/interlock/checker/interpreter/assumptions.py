"""What follows from a condition that has come out true, or false."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mypy.nodes import CallExpr, ComparisonExpr, Expression, MemberExpr, NameExpr, OpExpr, UnaryExpr

from ..bounds import at_least
from ..relations import fits, stretch_in
from ..shapes import Axis, Shape, Stretch
from ..sizes import Size, Symbol
from ..values import UNKNOWN, Array, Range
from .attributes import path_of
from .equalities import adopt, solve
from .instances import assume_instance
from .walk import Walk

_OPPOSITE: Final = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRRORED: Final = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


def assume(walk: Walk, condition: Expression, outcome: bool) -> None:
    """Take over what follows from a condition having come out true, or false."""
    if isinstance(condition, UnaryExpr) and condition.op == "not":
        assume(walk, condition.expr, not outcome)
    elif isinstance(condition, OpExpr) and condition.op == ("and" if outcome else "or"):
        assume(walk, condition.left, outcome)
        assume(walk, condition.right, outcome)
    elif isinstance(condition, ComparisonExpr) and len(condition.operators) == 1:
        operator = condition.operators[0]
        left, right = condition.operands
        if operator in ("is", "is not"):
            _assume_none(walk, left, right, (operator == "is") == outcome)
        elif operator in _OPPOSITE:
            _assume_relation(walk, operator if outcome else _OPPOSITE[operator], left, right)
    elif outcome:
        assume_instance(walk, condition)


def assume_turn(walk: Walk, source: object) -> None:
    """Take over what follows from a range having a number at all: it stops behind its start."""
    if isinstance(source, Range) and isinstance(source.start, Size):
        step = source.step.constant if isinstance(source.step, Size) else None
        if isinstance(source.stop, Size) and step:
            _refine_indices(walk, source.stop - source.start, ">" if step > 0 else "<")


def _assume_none(walk: Walk, left: Expression, right: Expression, same: bool) -> None:
    key = path_of(walk, left)
    if key is None or not isinstance(right, NameExpr) or right.fullname != "builtins.None":
        return
    if same:
        walk.environment.assign(key, None)
    elif walk.environment.values.get(key, UNKNOWN) is None:
        del walk.environment.values[key]


def _assume_relation(walk: Walk, operator: str, left: Expression, right: Expression) -> None:
    one, two = walk.peek(left), walk.peek(right)
    for expression, other, sign in ((left, two, operator), (right, one, _MIRRORED[operator])):
        _refine_shape(walk, expression, sign, other)
    if isinstance(one, Size) and isinstance(two, Size):
        _refine_indices(walk, one - two, operator)
        _relate(walk, one, two, operator)
    if operator == "==":
        _assume_equal(walk, one, two)


def _relate(walk: Walk, one: Size, two: Size, operator: str) -> None:
    """Two axes of which one is found to be no longer are not independent of each other."""
    axes = [symbol for size in (one, two) for symbol in size.symbols if size == Size.of(symbol)]
    if operator not in ("==", "!=") and len(axes) == 2 and all(axis.is_axis for axis in axes):
        for axis in axes:
            adopt(walk, axis, Size.of(replace(axis, views=frozenset())))


def _refine_indices(walk: Walk, gap: Size, operator: str) -> None:
    """What the comparison of a size with 0 says about each index in it."""
    for symbol in sorted(gap.symbols, key=str):
        factor = factor_of(gap, symbol)
        if symbol.is_axis or symbol.views or not factor:
            continue
        sign = operator if factor == 1 else _MIRRORED[operator]
        adopt(walk, symbol, _narrowed(symbol, sign, Size.of(symbol) - gap * factor))


def factor_of(gap: Size, symbol: Symbol) -> int:
    """1 or -1 where a symbol occurs in a size once, by itself; else 0."""
    for factor in (1, -1):
        if symbol not in (gap - Size.of(symbol) * factor).symbols:
            return factor
    return 0


def _narrowed(symbol: Symbol, operator: str, other: Size) -> Size:
    """The index between the bounds that a comparison leaves."""
    low, high = symbol.low, symbol.high
    if operator == "==":
        return other
    if operator in ("<", "<="):
        limit = other - 1 if operator == "<" else other
        high = high if high is not None and at_least(limit, high) else limit
    elif operator in (">", ">="):
        limit = other + 1 if operator == ">" else other
        low = low if low is not None and at_least(low, limit) else limit
    elif other == low:
        low = other + 1
    elif other == high:
        high = other - 1
    within = not symbol.is_index
    bounds = Symbol(symbol.name, symbol.owner, low, high, frozenset(), False, within=within)
    return Size.of(bounds)


def _refine_shape(walk: Walk, expression: Expression, operator: str, other: object) -> None:
    """`x.ndim == 2` and `x.shape == (n, 3)`, and what else is said of the number of axes."""
    array, counts = _described(expression)
    key = path_of(walk, array) if array is not None else None
    if array is None or key is None:
        return
    value = walk.peek(array)
    if not isinstance(value, Array):
        return
    said = _said(other, counts) if operator == "==" else None
    if said is not None and fits(_opened(value.shape), said) is None:
        both = combined(value.shape, said)
        _open(walk, value.shape, both)
        walk.environment.values[key] = Array(both, value.kind)
    elif operator != "==" and counts:
        _open(walk, value.shape, None)


def _described(expression: Expression) -> tuple[Expression | None, bool]:
    """The array of whose shape, or number of axes, an expression speaks."""
    if isinstance(expression, MemberExpr) and expression.name in ("ndim", "shape"):
        return expression.expr, expression.name == "ndim"
    if isinstance(expression, CallExpr) and len(expression.args) == 1:
        callee, argument = expression.callee, expression.args[0]
        name = callee.fullname if isinstance(callee, (NameExpr, MemberExpr)) else ""
        if name.startswith("numpy.") and name.endswith(".ndim"):
            return argument, True
        if name == "builtins.len" and isinstance(argument, MemberExpr) and argument.name == "shape":
            return argument.expr, True
    return None, False


def _said(other: object, counts: bool) -> Shape | None:
    if counts and isinstance(other, Size) and other.constant is not None:
        return Shape.of(*[None] * min(max(other.constant, 0), 32))
    if not counts and type(other) is tuple:
        return Shape(tuple(size if isinstance(size, Size) else None for size in other))
    return None


def _opened(shape: Shape) -> Shape:
    """The shape with a stretch that may be anything."""
    return Shape(tuple(Stretch() if isinstance(axis, Stretch) else axis for axis in shape.axes))


def _open(walk: Walk, shape: Shape, found: Shape | None) -> None:
    """Take over what a named stretch has been found to be, or that it was asked about at all."""
    stretch = stretch_in(shape)
    if stretch is None or stretch.symbol is None:
        return
    axes: tuple[Axis, ...] = (Stretch(),)
    if found is not None and found.rank is not None:
        axes = found.axes[len(shape.before) : found.rank - len(shape.after)]
    walk.environment.runs[stretch] = axes


def combined(known: Shape, said: Shape) -> Shape:
    """What two true descriptions of one shape say together; `said` has a fixed number of axes."""
    if known.rank == said.rank:
        pairs = zip(known.axes, said.axes, strict=False)
        return Shape(tuple(one if one is not None else two for one, two in pairs))
    before, after, rank = known.before, known.after, len(said.axes)
    open_axes = said.axes[len(before) : rank - len(after)]
    return Shape((*before, *open_axes, *after)) if len(before) + len(after) <= rank else said


def _assume_equal(walk: Walk, left: object, right: object) -> None:
    if type(left) is tuple and type(right) is tuple and len(left) == len(right):
        for one, two in zip(left, right, strict=False):
            _assume_equal(walk, one, two)
    elif isinstance(left, Size) and isinstance(right, Size):
        solved = solve(left - right)
        if solved is not None:
            adopt(walk, *solved)
