"""Arithmetic inside a jaxtyping string: `n+1`, `h*w*c`, `min(n,m)`, `{self.size}`, `2*{k}`."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field

from .bounds import at_least
from .sizes import Size

Resolve = Callable[[str], Size | None]
"""From a name, or the text of a hole, to the size it stands for."""

_HOLE = "__interlock_hole_"
_LONGEST, _MOST_TERMS, _LARGEST, _HIGHEST_POWER = 200, 64, 2**63, 8
_READ_ERRORS = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(frozen=True)
class Expression:
    """An axis that is computed.

    `names` are the axes it is computed from, `holes` the texts between braces. The size is unknown
    where Python itself could not read the text.
    """

    text: str
    names: frozenset[str] = frozenset()
    holes: tuple[str, ...] = ()
    _tree: ast.expr | None = field(default=None, compare=False, repr=False)

    def size(self, size_of: Resolve, hole: Resolve) -> Size | None:
        """The size, from those of the names and the holes; `None` where it is not known."""
        if self._tree is None:
            return None

        def named(name: str) -> Size | None:
            if name.startswith(_HOLE):
                return hole(self.holes[int(name.removeprefix(_HOLE))])
            return size_of(name)

        return _evaluate(self._tree, named)


def expression(text: str) -> Expression:
    """Read an expression; never raises, whatever the text is."""
    if len(text) > _LONGEST:
        return Expression(text)
    try:
        filled, holes = _without_holes(text)
        tree = _read(filled)
    except _READ_ERRORS:
        return Expression(text)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called
    }
    kept = frozenset(name for name in names if not name.startswith(_HOLE))
    return Expression(text, kept, tuple(holes), tree)


def _read(text: str) -> ast.expr:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text, mode="eval").body


def _without_holes(text: str) -> tuple[str, list[str]]:
    """The text that Python reads once the f-string is filled in, with a name for every hole."""
    literal = _read(f"f'{text}'")
    parts: list[str] = []
    holes: list[str] = []
    for value in literal.values if isinstance(literal, ast.JoinedStr) else ():
        if isinstance(value, ast.FormattedValue):
            # Blanks around the name: what stands next to a hole must not grow together with it.
            parts.append(f" {_opened(value.value, holes)} ")
            if value.conversion != -1 or value.format_spec is not None:
                raise ValueError("a hole with a format is not a size")
        elif isinstance(value, ast.Constant):
            parts.append(str(value.value))
    return "".join(parts).strip(), holes


def _opened(node: ast.expr, holes: list[str]) -> str:
    """What stands between braces, with a hole for each part of its arithmetic."""
    if isinstance(node, ast.Constant):
        return ast.unparse(node)
    if isinstance(node, ast.BinOp):
        left, right = _opened(node.left, holes), _opened(node.right, holes)
        return ast.unparse(ast.BinOp(_read(left), node.op, _read(right))).join("()")
    holes.append(ast.unparse(node))
    return f"{_HOLE}{len(holes) - 1}"


def _evaluate(node: ast.expr, named: Resolve) -> Size | None:
    if isinstance(node, ast.Constant):
        return Size.of(node.value) if type(node.value) is int else None
    if isinstance(node, ast.Name):
        return named(node.id)
    if isinstance(node, ast.UnaryOp):
        return _signed(node.op, _evaluate(node.operand, named))
    if isinstance(node, ast.Call):
        return _called(node, named)
    if not isinstance(node, ast.BinOp):
        return None
    left, right = _evaluate(node.left, named), _evaluate(node.right, named)
    if left is None or right is None:
        return None
    return _bounded(_combined(node.op, left, right))


def _signed(operator: ast.unaryop, size: Size | None) -> Size | None:
    if size is not None and isinstance(operator, ast.USub):
        return -size
    return size if isinstance(operator, ast.UAdd) else None


def _combined(operator: ast.operator, left: Size, right: Size) -> Size | None:
    match operator:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.Pow():
            power = right.constant
            return left**power if power is not None and 0 <= power <= _HIGHEST_POWER else None
        case ast.FloorDiv() | ast.Mod() | ast.Div() if right.terms:
            return _divided(operator, left, right)
    return None


def _divided(operator: ast.operator, left: Size, right: Size) -> Size | None:
    if isinstance(operator, ast.Div):
        return left.divided(right)
    return left // right if isinstance(operator, ast.FloorDiv) else left % right


def _bounded(size: Size | None) -> Size | None:
    """The size, unless it is too large to be one: `9**9**9` must cost nothing."""
    if size is None or len(size.terms) > _MOST_TERMS:
        return None
    return size if all(abs(factor) < _LARGEST for _, factor in size.terms) else None


def _called(node: ast.Call, named: Resolve) -> Size | None:
    if not isinstance(node.func, ast.Name) or node.keywords or len(node.args) < 2:
        return None
    values = [_evaluate(argument, named) for argument in node.args]
    known = [value for value in values if value is not None]
    if node.func.id not in ("min", "max") or len(known) != len(values):
        return None
    if node.func.id == "min":
        return next((size for size in known if all(at_least(one, size) for one in known)), None)
    return next((size for size in known if all(at_least(size, one) for one in known)), None)
