"""Single wrong edits of a program, each of a kind: what a hand slips into when it writes NumPy."""

from __future__ import annotations

import ast
import copy
import random
from collections.abc import Iterator
from dataclasses import dataclass

Place = tuple[tuple[str, int | None], ...]
"""The way from the root of a tree to a node: fields, and places in them."""

OTHER_FUNCTIONS = {
    "stack": "concatenate",
    "concatenate": "stack",
    "vstack": "hstack",
    "hstack": "vstack",
    "outer": "dot",
    "dot": "outer",
    "argmax": "max",
    "argmin": "min",
    "max": "argmax",
    "sum": "cumsum",
    "cumsum": "sum",
    "mean": "sort",
    "ones": "identity",
    "eye": "diag",
    "diag": "outer",
    "matmul": "multiply",
    "zeros_like": "ones",
    "argsort": "argmax",
    "append": "extend",
}
UNWRAPPED = {
    "reshape",
    "transpose",
    "ravel",
    "sum",
    "mean",
    "squeeze",
    "swapaxes",
    "copy",
    "astype",
}


@dataclass(frozen=True)
class Edit:
    """One changed node: of which kind the change is, on which line, and the code after it."""

    kind: str
    line: int
    code: str


def edits(code: str, choose: random.Random) -> Iterator[Edit]:
    """The program after each of its possible edits: in random order, the kinds in turn."""
    tree = ast.parse(code)
    kinds: dict[str, list[tuple[Place, ast.expr, int]]] = {}
    for place, node, names in _expressions(tree, (), []):
        for kind, new in _instead(node, names):
            kinds.setdefault(kind, []).append((place, new, node.lineno))
    for found in kinds.values():
        choose.shuffle(found)
    while kinds:
        for kind in sorted(kinds):
            place, new, line = kinds[kind].pop()
            changed = copy.deepcopy(tree)
            _replace(changed, place, copy.deepcopy(new))
            yield Edit(kind, line, ast.unparse(ast.fix_missing_locations(changed)))
        kinds = {kind: found for kind, found in kinds.items() if found}


def _expressions(
    node: ast.AST, place: Place, names: list[str]
) -> Iterator[tuple[Place, ast.expr, list[str]]]:
    """The expressions of a tree with the variables that may stand in their place."""
    if isinstance(node, ast.FunctionDef):
        names = _variables(node)
    if isinstance(node, ast.ClassDef):
        names = []
    if isinstance(node, ast.expr):
        yield place, node, names
        if isinstance(node, ast.Subscript) and _is_annotation(node):
            return
    for field, value in ast.iter_fields(node):
        if field in ("bases", "decorator_list", "type_params", "target"):
            continue
        if isinstance(value, ast.AST):
            yield from _expressions(value, (*place, (field, None)), names)
        for at, item in enumerate(value if isinstance(value, list) else []):
            if isinstance(item, ast.AST):
                yield from _expressions(item, (*place, (field, at)), names)


def _variables(function: ast.FunctionDef) -> list[str]:
    """Parameters and variables of a function, in alphabetical order."""
    inside = list(ast.walk(function))
    names = {node.arg for node in inside if isinstance(node, ast.arg)}
    names |= {n.id for n in inside if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return sorted(names - {"self", "cls", "_"})


def _replace(tree: ast.AST, place: Place, new: ast.expr) -> None:
    for field, at in place[:-1]:
        tree = getattr(tree, field) if at is None else getattr(tree, field)[at]
    field, at = place[-1]
    if at is None:
        setattr(tree, field, new)
    else:
        getattr(tree, field)[at] = new


def _instead(node: ast.expr, names: list[str]) -> Iterator[tuple[str, ast.expr]]:
    """What may stand in a node's place by mistake, and of which kind the mistake is."""
    match node:
        case ast.Name(id=name, ctx=ast.Load()) if name in names:
            yield from (("name", ast.Name(n, ast.Load())) for n in names if n != name)
        case ast.Attribute(value=value, attr="T"):
            yield "transposed", value
        case ast.BinOp(left=left, op=ast.MatMult(), right=right):
            yield "product", ast.BinOp(right, ast.MatMult(), left)
            yield "product", ast.BinOp(left, ast.Mult(), right)
            yield "transposed", ast.BinOp(_transposed(left), ast.MatMult(), right)
            yield "transposed", ast.BinOp(left, ast.MatMult(), _transposed(right))
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=ast.Constant()):
            yield "off by one", left
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            yield "product", ast.BinOp(left, ast.MatMult(), right)
        case ast.Tuple(elts=[first, second, *rest], ctx=ast.Load()):
            yield "order", ast.Tuple([second, first, *rest], ast.Load())
            yield "left out", ast.Tuple(node.elts[:-1], ast.Load())
        case ast.Subscript() if _is_annotation(node):
            yield from _annotations(node)
        case ast.Subscript(value=value, ctx=ast.Load()):
            yield "left out", value
        case ast.Slice():
            yield from _slices(node)
        case ast.Constant():
            yield from _constants(node)
        case ast.Call():
            yield from _calls(node)


def _transposed(node: ast.expr) -> ast.expr:
    return ast.Attribute(node, "T", ast.Load())


def _is_annotation(node: ast.Subscript) -> bool:
    """Whether it is `Float[np.ndarray, "n k"]`."""
    match node:
        case ast.Subscript(value=ast.Name(), slice=ast.Tuple(elts=[_, ast.Constant(value=str())])):
            return True
    return False


def _annotations(node: ast.Subscript) -> Iterator[tuple[str, ast.expr]]:
    """`Float[np.ndarray, "n k"]` with other axes."""
    assert isinstance(node.slice, ast.Tuple)
    array, text = node.slice.elts
    assert isinstance(text, ast.Constant)
    words = str(text.value).split()
    others = [words[:-1], [*words, "1"]] if words else []
    others += [[words[1], words[0], *words[2:]], words[1:]] if len(words) > 1 else []
    for other in others:
        axes = ast.Tuple([array, ast.Constant(" ".join(other))], ast.Load())
        yield "annotation", ast.Subscript(node.value, axes, ast.Load())


def _slices(node: ast.Slice) -> Iterator[tuple[str, ast.expr]]:
    if node.lower is not None:
        yield "slice", ast.Slice(None, node.upper, node.step)
    if node.upper is not None:
        yield "slice", ast.Slice(node.lower, None, node.step)
    if node.step is not None:
        yield "slice", ast.Slice(node.lower, node.upper, None)
    if node.lower is node.upper is node.step is None:
        yield "slice", ast.Constant(0)


def _constants(node: ast.Constant) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node.value, bool):
        yield "left out", ast.Constant(not node.value)
    elif node.value is None:
        yield "slice", ast.Slice()
    elif isinstance(node.value, int):
        yield "off by one", ast.Constant(node.value + 1)
        yield "off by one", ast.Constant(node.value - 1)
    elif isinstance(node.value, str) and "->" in node.value:
        operands, _, result = node.value.partition("->")
        yield "einsum", ast.Constant(f"{operands}->{result[::-1]}")
        yield "einsum", ast.Constant(f"{operands[::-1]}->{result}")
        yield "einsum", ast.Constant(f"{operands}->{result[:-1]}")


def _calls(node: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    if len(node.args) > 1:
        exchanged = [node.args[1], node.args[0], *node.args[2:]]
        yield "order", ast.Call(node.func, exchanged, node.keywords)
    for at in range(len(node.keywords)):
        kept = [*node.keywords[:at], *node.keywords[at + 1 :]]
        yield "left out", ast.Call(node.func, node.args, kept)
    if isinstance(node.func, ast.Attribute):
        owner, name = node.func.value, node.func.attr
        if name in OTHER_FUNCTIONS:
            other = ast.Attribute(owner, OTHER_FUNCTIONS[name], ast.Load())
            yield "function", ast.Call(other, node.args, node.keywords)
        if name in UNWRAPPED:
            is_module = isinstance(owner, ast.Name) and owner.id == "np"
            yield "left out", node.args[0] if is_module and node.args else owner
