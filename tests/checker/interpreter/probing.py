"""Rules of the checker, each a few lines of source with what is said of them, checked in one run.

A text of rules is cut at its headings. A remark trails its line:

    # --- vectors of one length are added
    def right(x: Float[A, "n"], y: Float[A, "n"]) -> None:
        reveal_type(x + y)  # N: (n,)
    def wrong(x: Float[A, "n"], y: Float[A, "m"]) -> None:
        x + y  # E: "add": shapes (n,) and (m,) do not broadcast: n is not m
"""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import mypy.api

HEAD = """\
import enum, functools, itertools, math
import numpy as np
from collections.abc import *
from dataclasses import dataclass, field
from typing import *
from jaxtyping import Bool, Float, Int
from interlock.dimensions import Dim, Index
A = np.ndarray
I = TypeVar("I", bound=Dim)
O = TypeVar("O", bound=Dim)
T = TypeVar("T")
"""
HEADING = re.compile(r"^# --- (.+)\n", re.MULTILINE)
EXPECTATION = re.compile(r"# [EN]: .*$")
PLACE = r"(?P<module>\w+)\.py:(?P<line>\d+): "
REMARK = re.compile(PLACE + r"(?P<kind>error): (?P<text>.*)  \[shape\S*\]$")
REVEALED = re.compile(PLACE + r'(?P<kind>note): Revealed shape is "(?P<text>.*)"')
Remarks = list[tuple[int, str]]


@dataclass
class Rule:
    """One rule: its name, its source, and what mypy has said of it."""

    name: str
    source: str
    said: Remarks = field(default_factory=list)

    @property
    def expected(self) -> Remarks:
        """What the comments say will be said; a `;` of its own divides two remarks of a line."""
        return [
            (number, remark.strip())
            for number, line in enumerate(self.source.splitlines(), 1)
            for found in EXPECTATION.findall(line)
            for remark in found[2:].split(" ; ")
        ]

    def __str__(self) -> str:
        return self.name.replace(" ", "_")


def rules_of(text: str) -> list[Rule]:
    """The rules of a text, in order."""
    _, *parts = HEADING.split(text)
    return [Rule(name, source) for name, source in zip(parts[::2], parts[1::2], strict=True)]


def check(rules: list[Rule], folder: Path, cache: Path, settings: str = "") -> None:
    """Have mypy read the rules, each a module of its own, and tell each what was said of it."""
    for number, rule in enumerate(rules):
        (folder / f"rule_{number}.py").write_text(HEAD + rule.source, encoding="utf-8")
    for module, line, remark in remarks(folder, cache, settings):
        rule = rules[int(module.removeprefix("rule_"))]
        rule.said.append((line - HEAD.count("\n"), remark))


def remarks(folder: Path, cache: Path, settings: str = "") -> Iterator[tuple[str, int, str]]:
    """What mypy says of the modules of a folder: module, line, and text.

    What mypy says of types is left out: it depends on the version of NumPy.
    """
    config = folder / "mypy.ini"
    options = ["plugins = interlock.mypy_plugin", f"cache_dir = {cache}", "show_traceback = True"]
    options += ["check_untyped_defs = True", "disable_error_code = empty-body"]
    if sys.version_info < (3, 12):  # the syntax of type parameters is read all the same
        options.append("python_version = 3.12")
    config.write_text("\n".join(["[mypy]", *options, settings, ""]), encoding="utf-8")
    files = [str(path) for path in sorted(folder.glob("*.py"))]
    out, err, _ = mypy.api.run(["--config-file", str(config), "--no-error-summary", *files])
    gc.collect()  # mypy keeps the collector away from its trees
    assert err == "", (err, out)
    assert not re.search(r"INTERNAL ERROR|\[syntax\]", out), out
    for line in out.splitlines():
        found = REMARK.search(line) or REVEALED.search(line)
        if found is not None:
            yield (
                found["module"],
                int(found["line"]),
                f"{found['kind'][0].upper()}: {found['text']}",
            )
