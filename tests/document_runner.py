"""The programs in a document's fenced blocks, and what the document says they do.

    python tests/document_runner.py docs/chapter.md plugin --config typecheck/plugin.ini

rewrites what the document says that a checker says.

    ```python           part of the document's program, with all other such parts
    ```python alone     a program of its own
    ```python alone X   the same, run where the package X is installed, and not shown to mypy
    ```text output      what the block before prints; `...` stands for anything
    ```text raises      the error that ends the block before
    ```text mypy        what stock `mypy --strict` says of the block before, line 1 its first
    ```text plugin      the same of mypy with the plugin
    ```ipython          a cell of a notebook in which the checks are switched on
    ```text said        what is said under the cell before
    ```sh               commands to type

A block that is followed by no `raises` must run to its end, and one followed by no `mypy` must be
accepted by mypy. Where there is no `plugin`, the plugin must say what stock mypy says.
"""

from __future__ import annotations

import argparse
import contextlib
import doctest
import io
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from typecheck_runner import NUMPY, Checker, Remark

FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```[ ]*$", re.MULTILINE | re.DOTALL)
# What a shape is to NumPy's stubs before 2.2, and what stock mypy says of bare arrays then.
SHAPE = re.compile(r"ndarray\[tuple\[[^\]]*\], ")
OF_ANY = 'error: Returning Any from function declared to return "ndarray['
LANGUAGES = ("python", "ipython", "sh", "ini", "toml", "yaml")
CLAIMS = ("output", "raises", "mypy", "plugin", "said")


@dataclass
class Block:
    """A fenced block: where its first line stands, and what is claimed of it."""

    line: int
    language: str
    alone: bool
    body: str
    package: str | None = None
    claims: dict[str, str] = field(default_factory=dict)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def length(self) -> int:
        return self.body.count("\n")


def blocks(text: str) -> list[Block]:
    """The blocks of a document, each with the claims that follow it.

    Raises:
        ValueError: a fence has words that the module's documentation does not know.
    """
    found: list[Block] = []
    for match in FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 2
        language, *words = match["info"].split()
        if language == "text" and len(words) == 1 and words[0] in CLAIMS and found:
            found[-1].claims[words[0]] = match["body"].rstrip("\n")
            found[-1].spans[words[0]] = match.span("body")
        elif language == "python" and words[:1] == ["alone"] and len(words) == 2:
            found.append(Block(line, language, True, match["body"], words[1]))
        elif language in ("python", "ipython", "sh", "ini", "toml", "yaml") and words in (
            [],
            ["alone"],
        ):
            found.append(Block(line, language, bool(words), match["body"]))
        else:
            raise ValueError(f"line {line}: nobody would check a block of ```{match['info']}")
    return found


def programs(text: str) -> list[list[Block]]:
    """The blocks of each program of a document: the joint one first, if there is one."""
    python = [block for block in blocks(text) if block.language == "python" and _can_run(block)]
    joint = [block for block in python if not block.alone]
    return ([joint] if joint else []) + [[block] for block in python if block.alone]


def _can_run(block: Block) -> bool:
    return block.package is None or find_spec(block.package) is not None


def source(program: list[Block]) -> str:
    """The program as a file in which every line has the number that it has in the document."""
    lines: list[str] = []
    for block in program:
        lines += [""] * (block.line - 1 - len(lines)) + block.body.splitlines()
    return "\n".join([*lines, ""])


def run(program: list[Block], name: str) -> list[str]:
    """Run the blocks in order as one module; where they do not do what is claimed, say so."""
    module = sys.modules[name] = ModuleType(name)
    try:
        return [text for block in program for text in _run_block(block, module.__dict__, name)]
    finally:
        del sys.modules[name]


def _run_block(block: Block, names: dict[str, object], name: str) -> list[str]:
    printed, raised = io.StringIO(), ""
    with contextlib.redirect_stdout(printed):
        try:
            exec(compile("\n" * (block.line - 1) + block.body, name, "exec"), names)
        except Exception as error:
            raised = f"{type(error).__name__}: {error}"
    claims = {"output": printed.getvalue().rstrip("\n"), "raises": raised}
    return [
        f"line {block.line}: {claim}: {got}"
        for claim, got in claims.items()
        if not _alike(block.claims.get(claim, ""), got)
    ]


def _alike(wanted: str, got: str) -> bool:
    flags = doctest.ELLIPSIS
    return doctest.OutputChecker().check_output(wanted + "\n", got + "\n", flags)


def judge(
    documents: list[Path], checker: Checker, claim: str, folder: Path
) -> dict[str, list[str]]:
    """Where mypy says something else about the programs of the documents than they claim."""
    differences: dict[str, list[str]] = {}
    for document, block, got in words(documents, checker, folder):
        wanted = block.claims.get(claim, block.claims.get("mypy", ""))
        if NUMPY < (2, 2) and claim == "mypy":
            got = [text for text in got if OF_ANY not in text]
        if _in_words_of_stubs(_without_file(wanted)) != _in_words_of_stubs(got):
            differences.setdefault(document.name, []).append(f"line {block.line}: {got}")
    return differences


def _in_words_of_stubs(said: list[str]) -> list[str]:
    """What is said, sorted, with any shape as Any, if NumPy's stubs are so old that it is."""
    return sorted(SHAPE.sub("ndarray[Any, ", text) if NUMPY < (2, 2) else text for text in said)


def words(
    documents: list[Path], checker: Checker, folder: Path
) -> Iterator[tuple[Path, Block, list[str]]]:
    """What one run of mypy says of each block, counting lines from its first."""
    places = {}
    for document in documents:
        for number, program in enumerate(programs(document.read_text())):
            if program[0].package:
                continue
            file = folder / f"{document.stem.replace('-', '_').lower()}_{number}.py"
            file.write_text(source(program))
            places[file.resolve()] = (document, program)
    said = checker.remarks(sorted(places)) if places else {}
    for file, (document, program) in places.items():
        for block in program:
            yield document, block, _words(block, said[file])


def rewrite(document: Path, checker: Checker, claim: str, folder: Path) -> None:
    """Have every such claim of the document say what the checker says now."""
    text = document.read_text()
    found = [
        (block.spans[claim], got)
        for _, block, got in words([document], checker, folder)
        if claim in block.claims
    ]
    for (start, end), got in sorted(found, reverse=True):
        lines = "".join(f"{document.stem.lower()}.py:{line}\n" for line in got)
        text = text[:start] + lines + text[end:]
    document.write_text(text)


def _words(block: Block, said: list[Remark]) -> list[str]:
    kinds = {"E": "error", "N": "note"}
    inside = range(block.line, block.line + block.length)
    return [
        f"{remark.line - block.line + 1}: {kinds[remark.kind]}: {remark.text}"
        for remark in said
        if remark.line in inside
    ]


def _without_file(words: str) -> list[str]:
    lines = [line for line in words.splitlines() if line.strip()]
    return [line.split(":", 1)[1] for line in lines if not line.startswith("Found ")]


def main() -> None:
    """Rewrite one kind of claim in one document."""
    parser = argparse.ArgumentParser(description="rewrite what a document says a checker says")
    parser.add_argument("document", type=Path)
    parser.add_argument("claim", choices=["mypy", "plugin"])
    parser.add_argument("--config", type=Path, required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rewrite(options.document, Checker(options.config), options.claim, Path(folder))


if __name__ == "__main__":
    main()
