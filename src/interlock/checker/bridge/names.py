"""Which of jaxtyping's names a name in the source stands for.

To type checkers jaxtyping's `Float` *is* `typing.Annotated`; only the way it was imported tells
the two apart, and one dtype from another. mypy's cache does not keep the imports of a module, so
those of a module that was not parsed in this run are read from its file.
"""

from __future__ import annotations

import ast
import functools
import os
from collections.abc import Callable, Iterator
from typing import Final

from mypy.nodes import ImportAll, ImportFrom, MypyFile

FindModule = Callable[[str], MypyFile | None]
PACKAGE: Final = "jaxtyping"


def jaxtyping_name(written: str, tree: MypyFile, find: FindModule) -> str | None:
    """The dtype's name in jaxtyping, or `None` where the name is not one of jaxtyping's.

    Args:
        written: The name as the source has it: `Float`, `jt.Float32`, `F`.
        tree: The module in which it is written.
        find: Finds a module of the program by its full name.
    """
    *qualifiers, name = written.split(".")
    module: MypyFile | None = tree
    for qualifier in qualifiers:
        symbol = module.names.get(qualifier) if module is not None else None
        node = symbol.node if symbol is not None else None
        module = node if isinstance(node, MypyFile) else None
    return _trace(name, module, find, set()) if module is not None else None


def _trace(name: str, module: MypyFile, find: FindModule, seen: set[tuple[str, str]]) -> str | None:
    """Follow a name from import to import, up to jaxtyping."""
    if module.fullname.partition(".")[0] == PACKAGE:
        return name
    if (module.fullname, name) in seen:
        return None
    seen.add((module.fullname, name))
    for origin, original in _origins(name, module, find):
        if origin.partition(".")[0] == PACKAGE:
            return original
        source = find(origin)
        found = _trace(original, source, find, seen) if source is not None else None
        if found is not None:
            return found
    return None


def _origins(name: str, module: MypyFile, find: FindModule) -> Iterator[tuple[str, str]]:
    """The modules a name may have been imported from, each with its name there."""
    for origin, names in _imports(module):
        if names is None:
            source = find(origin)
            names = [(name, None)] if source is not None and name in source.names else []
        yield from ((origin, old) for old, new in names if (new or old) == name)


_Names = list[tuple[str, str | None]] | None
"""What is imported, each with its new name; `None` for everything."""


def _imports(module: MypyFile) -> Iterator[tuple[str, _Names]]:
    if not module.imports and not module.defs:
        yield from _imports_of_file(module)
    for statement in module.imports:
        if isinstance(statement, ImportFrom):
            yield _absolute(module, statement.relative, statement.id), statement.names
        elif isinstance(statement, ImportAll):
            yield _absolute(module, statement.relative, statement.id), None


def _imports_of_file(module: MypyFile) -> Iterator[tuple[str, _Names]]:
    try:
        state = os.stat(module.path)
    except OSError:
        return
    for level, name, names in _statements(module.path, state.st_mtime_ns, state.st_size):
        yield _absolute(module, level, name), names


@functools.lru_cache(maxsize=4096)
def _statements(path: str, moment: int, length: int) -> list[tuple[int, str, _Names]]:
    """The imports in a file as it was at that moment: the level, the module and its names."""
    try:
        with open(path, "rb") as file:
            tree = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError):
        return []
    found: list[tuple[int, str, _Names]] = []
    for statement in ast.walk(tree):
        if isinstance(statement, ast.ImportFrom):
            everything = any(alias.name == "*" for alias in statement.names)
            names = None if everything else [(a.name, a.asname) for a in statement.names]
            found.append((statement.level, statement.module or "", names))
    return found


def _absolute(module: MypyFile, level: int, name: str) -> str:
    if not level:
        return name
    parts = module.fullname.split(".")
    kept = parts[: len(parts) - level + (1 if module.is_package_init_file() else 0)]
    return ".".join([*kept, name] if name else kept)
