"""One wrong edit in a right program, of the kind that people make: each gives the code after it."""

from __future__ import annotations

import ast
import copy
import random
from collections.abc import Iterator

Path = tuple[tuple[str, int | None], ...]
"""The way from the root of a tree to a node: fields, and places in them."""


def edits(code: str, choose: random.Random) -> Iterator[str]:
    """The program after each of its possible edits, in random order."""
    tree = ast.parse(code)
    found = [(path, new) for path, node in _nodes(tree) for new in _instead(node, tree)]
    choose.shuffle(found)
    for path, new in found:
        changed = copy.deepcopy(tree)
        _replace(changed, path, copy.deepcopy(new))
        yield ast.unparse(ast.fix_missing_locations(changed))


def _nodes(node: ast.AST, path: Path = ()) -> Iterator[tuple[Path, ast.expr]]:
    """The expressions of a tree, without those in annotations and base classes."""
    if isinstance(node, ast.expr):
        yield path, node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "bases", "decorator_list", "func", "target"):
            continue
        if isinstance(value, ast.AST):
            yield from _nodes(value, (*path, (name, None)))
        for place, item in enumerate(value if isinstance(value, list) else []):
            if isinstance(item, ast.AST):
                yield from _nodes(item, (*path, (name, place)))


def _replace(tree: ast.AST, path: Path, new: ast.expr) -> None:
    for name, place in path[:-1]:
        tree = getattr(tree, name) if place is None else getattr(tree, name)[place]
    name, place = path[-1]
    if place is None:
        setattr(tree, name, new)
    else:
        getattr(tree, name)[place] = new


def _instead(node: ast.expr, tree: ast.Module) -> Iterator[ast.expr]:
    """What may stand in a node's place by mistake."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield from _other_names(node, tree)
    elif isinstance(node, ast.Attribute):
        yield from _attributes(node)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield ast.BinOp(node.right, node.op, node.left)
        yield ast.BinOp(_transposed(node.left), node.op, node.right)
        yield ast.BinOp(node.left, node.op, _transposed(node.right))
        yield ast.BinOp(node.left, ast.Mult(), node.right)
    elif isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load) and len(node.elts) > 1:
        yield ast.Tuple([node.elts[1], node.elts[0], *node.elts[2:]], node.ctx)
        yield ast.Tuple(node.elts[:-1], node.ctx)
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        yield node.value
    elif isinstance(node, ast.Call):
        yield from _calls(node)


def _transposed(node: ast.expr) -> ast.expr:
    return ast.Attribute(node, "T", ast.Load())


def _other_names(node: ast.Name, tree: ast.Module) -> Iterator[ast.expr]:
    """Other variables and parameters of the functions here."""
    names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and _is_variable(n.id)}
    names |= {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
    if node.id in names:
        yield from (ast.Name(name, node.ctx) for name in sorted(names - {node.id, "self", "held"}))


def _is_variable(name: str) -> bool:
    return (name[0] in "vx" and name[1:].isdigit()) or (len(name) == 1 and name.islower())


def _attributes(node: ast.Attribute) -> Iterator[ast.expr]:
    others = {"inputs": "outputs", "outputs": "inputs", "weight": "bias", "bias": "weight"}
    if node.attr == "T":
        yield node.value
    elif node.attr in others and isinstance(node.ctx, ast.Load):
        yield ast.Attribute(node.value, others[node.attr], node.ctx)
    elif node.attr.startswith("field"):
        yield ast.Attribute(node.value, f"field{1 - int(node.attr[5:]) % 2}", node.ctx)


def _constants(node: ast.Constant) -> Iterator[ast.expr]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
        yield ast.Constant(node.value - 1)
    elif isinstance(node.value, str) and "->" in node.value:
        operands, _, result = node.value.partition("->")
        yield ast.Constant(f"{operands}->{result[::-1]}")
        yield ast.Constant(f"{operands[::-1]}->{result}")
        yield ast.Constant(f"{operands}->{result[:-1]}")


def _calls(node: ast.Call) -> Iterator[ast.expr]:
    if len(node.args) > 1:
        yield ast.Call(node.func, [node.args[1], node.args[0], *node.args[2:]], node.keywords)
    yield from (
        ast.Call(node.func, node.args, [*node.keywords[:at], *node.keywords[at + 1 :]])
        for at in range(len(node.keywords))
    )
    others = {"stack": "concatenate", "concatenate": "stack", "vstack": "hstack"}
    others |= {"hstack": "vstack", "sum": "cumsum", "ravel": "copy", "mean": "sort"}
    if isinstance(node.func, ast.Attribute) and node.func.attr in others:
        function = ast.Attribute(node.func.value, others[node.func.attr], ast.Load())
        yield ast.Call(function, node.args, node.keywords)
