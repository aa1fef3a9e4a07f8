"""What a statement does with the names of its module: which it binds, and which it reads."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Uses", "defines", "uses_of"]

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True)
class Uses:
    """The names of one statement.

    `reads` errs on the side of too many: a name that a comprehension makes for itself is in it.

    Attributes:
        binds: Names that it gives a meaning, or takes it from.
        surely: Those of them that it binds whatever happens.
        globals: Those of them that its functions bind when they are called.
        reads: Names that it looks up when it runs.
        later: Names that its functions look up when they are called.
        mentioned: Names in its strings, which may be annotations.
    """

    binds: frozenset[str]
    surely: frozenset[str]
    globals: frozenset[str]
    reads: frozenset[str]
    later: frozenset[str]
    mentioned: frozenset[str]


def uses_of(statement: ast.stmt) -> Uses:
    """The names of a statement that stands at the top of a module.

    Example:
        >>> uses = uses_of(ast.parse("total += sum(size(row) for row in rows)").body[0])
        >>> sorted(uses.binds), sorted(uses.reads)
        (['total'], ['row', 'rows', 'size', 'sum', 'total'])
    """
    reads, later = set(_augmented(statement)), set[str]()
    for name, is_later in _loaded(statement, False):
        (later if is_later else reads).add(name)
    return Uses(
        binds=frozenset(_bound(statement)),
        surely=frozenset(_surely(statement)),
        globals=frozenset(_globals(statement)),
        reads=frozenset(reads),
        later=frozenset(later - reads),
        mentioned=frozenset(_in_strings(statement)),
    )


def defines(statement: ast.stmt) -> bool:
    """Whether a statement binds by definition or import, so that nothing else may rebind it."""
    return isinstance(
        statement,
        (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom),
    )


def _surely(statement: ast.stmt) -> Iterator[str]:
    if defines(statement) or isinstance(statement, (ast.Assign, ast.AnnAssign)):
        yield from {*_bound(statement)} - {*_globals(statement)}
    elif isinstance(statement, (ast.With, ast.AsyncWith)):
        for item in statement.items:
            yield from _bound(item)
        for inner in statement.body:
            yield from _surely(inner)


def _augmented(statement: ast.stmt) -> Iterator[str]:
    for node in ast.walk(statement):
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def _loaded(node: ast.AST, is_later: bool) -> Iterator[tuple[str, bool]]:
    """The names that are looked up, each with whether that waits for a call."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield node.id, is_later
    body = node.body if isinstance(node, _FUNCTIONS) else []
    inside = body if isinstance(body, list) else [body]
    for child in ast.iter_child_nodes(node):
        yield from _loaded(child, is_later or child in inside)


def _in_strings(statement: ast.stmt) -> Iterator[str]:
    """The names of what may be an annotation in quotes."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                inside = ast.parse(node.value.strip(), mode="eval")
            except (SyntaxError, ValueError):
                continue
            yield from (name for name, _ in _loaded(inside, False))


def _bound(node: ast.AST) -> Iterator[str]:
    """The names of the module that running this changes, functions being called included."""
    yield from _bound_by(node)
    for child in ast.iter_child_nodes(node):
        if isinstance(node, _COMPREHENSIONS):
            yield from _walruses(child)
        elif isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            yield from _globals(child)
        else:
            yield from _bound(child)


def _bound_by(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.alias(name=name, asname=alias) if name != "*":
            yield alias or name.partition(".")[0]
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
            yield name
        case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
            yield name


def _walruses(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.NamedExpr):
            yield inner.target.id


def _globals(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Global):
            yield from inner.names
