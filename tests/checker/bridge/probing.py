"""mypy run on a few small files, with the real checker or with one that says what it is given.

As a mypy plugin this module puts a probe in the interpreter's place: of each body it reports the
name and the axes of the parameters and of the result.
"""

from __future__ import annotations

import gc
import itertools
import os
import textwrap
from dataclasses import dataclass
from pathlib import Path

import mypy.api
from mypy.nodes import FuncDef
from mypy.types import (
    CallableType,
    Instance,
    TupleType,
    Type,
    UnionType,
    get_proper_type,
)

from interlock.checker.bridge.encoding import array_kind, axes_text, is_array
from interlock.checker.bridge.hooks import ShapePlugin
from interlock.checker.target import Target

MOMENTS = itertools.count(1_700_000_000)


class Probe(ShapePlugin):
    """The plugin, with a probe in the interpreter's place."""

    def interpret(self, target: Target) -> None:
        """Say which body this is, and which axes its signature has."""
        node = target.node
        owner = f" of {target.info.fullname}" if target.info is not None else ""
        target.report(f"body {node.fullname}{owner}: {signature(node)}", node)


def plugin(version: str) -> type[ShapePlugin]:
    """The entry, as mypy asks for it."""
    return Probe


def signature(node: object) -> str:
    """The parameters and the result of a function; nothing for a module."""
    if not isinstance(node, FuncDef) or not isinstance(node.type, CallableType):
        return "-"
    parameters = ", ".join(map(spell, node.type.arg_types))
    return f"({parameters}) -> {spell(node.type.ret_type)}"


def spell(written: Type) -> str:
    """A type with the axes that are written into it: `f[o i]`, `list[f[n]]`, `f[n] | None`."""
    proper = get_proper_type(written)
    text = axes_text(written)
    if text is not None:
        return f"{array_kind(written) or '?'}[{text}]"
    match proper:
        case UnionType(items=items):
            return " | ".join(map(spell, items))
        case TupleType(items=items):
            return f"({', '.join(map(spell, items))})"
        case CallableType(arg_types=parameters, ret_type=result):
            return f"({', '.join(map(spell, parameters))}) -> {spell(result)}"
        case Instance(type=info, args=arguments) if arguments and not is_array(proper):
            return f"{info.name}[{', '.join(map(spell, arguments))}]"
        case Instance(type=info):
            return str(info.name)
    return str(proper)


@dataclass(frozen=True)
class Project:
    """A folder of files, and the cache that all runs of the test session share."""

    folder: Path
    cache: Path
    plugin: str = str(Path(__file__))
    settings: str = ""
    shows_tracebacks: bool = True

    def write(self, **files: str) -> None:
        """Write modules: `write(main="...")` makes `main.py`."""
        for name, text in files.items():
            path = self.folder / f"{name.replace('__', '/')}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text), encoding="utf-8")
            # mypy tells an edit of equal length by the whole second in which it was made
            moment = next(MOMENTS)
            os.utime(path, (moment, moment))

    def config(self) -> Path:
        """The configuration of the run, written anew."""
        path = self.folder / "mypy.ini"
        options = ["strict = True", f"cache_dir = {self.cache}"]
        options += ["show_traceback = True"] if self.shows_tracebacks else []
        lines = ["[mypy]", f"plugins = {self.plugin}", *options, self.settings]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def says(self, *modules: str, options: tuple[str, ...] = ()) -> list[str]:
        """What mypy says about the modules, each line without the path and the summary."""
        files = [str(self.folder / f"{name.replace('__', '/')}.py") for name in modules]
        config = ["--config-file", str(self.config()), "--no-error-summary"]
        out, err, status = mypy.api.run([*config, *options, *files])
        gc.collect()  # mypy keeps the collector away from its trees
        assert (err, status) == ("", 1 if "error:" in out else 0), (err, status)
        return [line.replace(f"{self.folder}/", "") for line in out.split("\n") if line]
