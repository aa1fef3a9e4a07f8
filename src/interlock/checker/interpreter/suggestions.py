"""The annotation that would make an operation check, where one is missing or says too little.

An axis that only one parameter mentions ties it to nothing: `inputs: Float[Array, "n"]` of a layer
of `i` inputs. What it should have been is tried out: the operation is asked again with `i` for `n`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from mypy.nodes import CallExpr, Expression, FuncDef, MemberExpr, NameExpr, OpExpr, RefExpr, Var
from mypy.types import CallableType, Type, UnboundType, get_proper_type

from .. import messages
from ..bridge.encoding import axes_text, is_array
from ..shapes import Shape
from ..sizes import Size, Symbol
from ..values import Array
from .classes import axes_in
from .definitions import function_named, signature_of
from .walk import Walk

Change = Callable[[object], object]
Works = Callable[[Change], bool]
"""Whether an operation works when its values are changed."""


def tied(walk: Walk, values: list[object], works: Works) -> Iterator[str]:
    """The annotation that names an axis as what it meets is named, if the operation then works."""
    parts = _parts(walk.scope.function)
    found = {symbol for value in values for symbol in _symbols(value)}
    free = _free(walk, parts, found, values)
    for symbol in sorted(free, key=lambda s: -_first(parts, s.name)):
        for other in sorted(found - {symbol}, key=lambda s: s.name):
            apart = any({symbol.name, other.name} <= axes_in(typ) for _, typ in parts)
            if not apart and _has_name(walk, other) and works(_renaming(symbol, other)):
                yield _renamed(walk, parts, symbol.name, other.name)
                return


def _parts(function: FuncDef | None) -> list[tuple[str, Type]]:
    """The parameters of a function and its result, whose name is empty, with their types."""
    typ = get_proper_type(function.type) if function is not None else None
    if not isinstance(typ, CallableType):
        return []
    return [*((n or "", t) for n, t in zip(typ.arg_names, typ.arg_types, strict=True)),
            ("", typ.ret_type)]  # fmt: skip


def _first(parts: list[tuple[str, Type]], axis: str) -> int:
    return next((k for k, (_, typ) in enumerate(parts) if axis in axes_in(typ)), -1)


def _free(
    walk: Walk, parts: list[tuple[str, Type]], found: set[Symbol], values: list[object]
) -> list[Symbol]:
    """The function's own axes that only one parameter mentions, which is among the values."""
    arrays = [value for value in values if isinstance(value, Array)]
    operands = {name for name, value in walk.entry.items() if any(value is a for a in arrays)}
    axes = Counter(axis for _, typ in parts for axis in axes_in(typ))
    alone = {
        axis
        for name, typ in parts
        if name in operands and axes_text(typ) is not None
        for axis in axes_in(typ)
        if axes[axis] == 1
    }
    return [s for s in found if s.name in alone and s.owner == walk.scope.fullname]


def _symbols(value: object) -> set[Symbol]:
    if isinstance(value, Array):
        return {s for axis in value.shape.axes if isinstance(axis, Size) for s in axis.symbols}
    if isinstance(value, Size):
        bounds = {s for symbol in value.symbols if symbol.high for s in symbol.high.symbols}
        return set(value.symbols) | bounds
    return {s for item in value for s in _symbols(item)} if isinstance(value, tuple) else set()


def _has_name(walk: Walk, symbol: Symbol) -> bool:
    return walk.scope.symbol(symbol.name) == symbol


def _renaming(symbol: Symbol, other: Symbol) -> Change:
    sizes = {symbol: Size.of(other)}

    def change(value: object) -> object:
        if isinstance(value, Size):
            return value.substitute(sizes)
        if isinstance(value, Array):
            axes = (a.substitute(sizes) if isinstance(a, Size) else a for a in value.shape.axes)
            return Array(Shape(tuple(axes)), value.kind)
        return tuple(map(change, value)) if type(value) is tuple else value

    return change


def _renamed(walk: Walk, parts: list[tuple[str, Type]], axis: str, other: str) -> str:
    function = walk.scope.function
    assert function is not None
    name, typ = next((name, typ) for name, typ in parts if axis in axes_in(typ))
    text = re.sub(rf"\b{re.escape(axis)}\b", other, axes_text(typ) or axis)
    shown = _written(function, name)
    # an alias that has the axes in it is no array to write others on
    shown = shown if isinstance(shown, UnboundType) and shown.args else None
    return messages.annotate(name, function.name, _spelled(shown, text))


def given(walk: Walk, values: list[object], node: Expression, works: Works) -> Iterator[str]:
    """The annotation of what has no shape at all, if the operation then gives a shape."""
    for value, expression in zip(values, _operands(node, len(values)), strict=False):
        place = _place(walk, expression, value)
        if place is None or not _is_open(value):
            continue
        others = [other.shape for other in values if isinstance(other, Array)]
        for shape in _guesses(walk, others, node):
            if works(lambda other, old=value, new=shape: Array(new) if other is old else other):  # type: ignore[misc]
                name, owner, written = place
                text = " ".join(str(axis).replace(" ", "") for axis in shape.axes)
                yield messages.annotate(name, owner, _spelled(written, text))
                return


def _is_open(value: object) -> bool:
    return isinstance(value, Array) and value.shape.is_unknown


def _operands(node: Expression, count: int) -> list[Expression]:
    if isinstance(node, OpExpr):
        return [node.left, node.right]
    if not isinstance(node, CallExpr):
        return []
    callee = node.callee
    receiver = [callee.expr] if isinstance(callee, MemberExpr) and count > len(node.args) else []
    return [*receiver, *node.args]


def _place(walk: Walk, node: Expression, value: object) -> tuple[str, str, Type | None] | None:
    """What declares an operand: its name, that of its function or class, and what is written."""
    function = walk.scope.function
    if isinstance(node, NameExpr) and function is not None:
        is_parameter = walk.entry.get(node.name) is value
        return (node.name, function.name, _written(function, node.name)) if is_parameter else None
    if isinstance(node, MemberExpr) and isinstance(node.expr, NameExpr):
        field = walk.scope.info.get(node.name) if walk.scope.info is not None else None
        variable = field.node if field is not None and node.expr.name == "self" else None
        if isinstance(variable, Var) and variable.info and not variable.is_inferred:
            return node.name, variable.info.name, None
    if isinstance(node, CallExpr) and isinstance(node.callee, RefExpr):
        signature = signature_of(walk, node.callee.node)
        if isinstance(signature, CallableType) and is_array(get_proper_type(signature.ret_type)):
            return messages.RESULT, function_named(node.callee.node), None
    return None


def _guesses(walk: Walk, others: list[Shape], node: Expression) -> Iterator[Shape]:
    """The shape that the other operands have, and each of their axes alone."""
    named = [shape for shape in others if _is_named(walk, shape)]
    alone = [Shape((axis,)) for shape in named for axis in reversed(shape.axes)]
    product = isinstance(node, OpExpr) and node.op == "@"
    yield from [*alone, *named] if product else [*named, *alone]


def _is_named(walk: Walk, shape: Shape) -> bool:
    return bool(shape.axes) and all(
        isinstance(axis, Size) and all(_has_name(walk, symbol) for symbol in axis.symbols)
        for axis in shape.axes
    )


def _written(function: FuncDef, name: str) -> Type | None:
    """What the code says is the type of a parameter."""
    written = function.unanalyzed_type
    if not isinstance(written, CallableType) or name not in written.arg_names:
        return None
    return written.arg_types[written.arg_names.index(name)]


def _spelled(written: Type | None, text: str) -> str:
    """An annotation with these axes, by the names that the code has for its parts."""
    kind, array = "Float", "np.ndarray"
    if isinstance(written, UnboundType) and len(written.args) == 2:
        kind, written = written.name, written.args[0]
    if isinstance(written, UnboundType) and not written.args:
        array = written.name
    return f'{kind}[{array}, "{text}"]'
