"""Every block of every document runs, is checked by mypy, and does what the document says."""

import configparser
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from document_runner import Block, blocks, judge, programs, rewrite, run
from typecheck_runner import Checker

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/*.md")])
PROGRAMS = [
    pytest.param(program, id=f"{document.stem}-{program[0].line}")
    for document in DOCUMENTS
    for program in programs(document.read_text())
]


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_does_what_its_document_says(
    program: list[Block], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(program, "document") == []


def test_stock_mypy_says_what_the_documents_say_it_says(tmp_path: Path) -> None:
    assert judge(DOCUMENTS, Checker(ROOT / "typecheck" / "stock.ini"), "mypy", tmp_path) == {}


def test_mypy_with_the_plugin_says_what_the_documents_say_it_says(tmp_path: Path) -> None:
    assert judge(DOCUMENTS, Checker(ROOT / "typecheck" / "plugin.ini"), "plugin", tmp_path) == {}


SETTINGS = [
    pytest.param(block, id=f"{document.stem}-{block.line}")
    for document in DOCUMENTS
    for block in blocks(document.read_text())
    if block.language in ("ini", "toml", "yaml")
]


@pytest.mark.parametrize("block", SETTINGS)
def test_settings_can_be_read(block: Block) -> None:
    if block.language == "toml":
        assert tomllib.loads(block.body)
    elif block.language == "yaml":
        assert yaml.safe_load(block.body)
    else:
        settings = configparser.ConfigParser()
        settings.read_string(block.body)
        assert settings.sections()


COMMANDS = sorted(
    {
        line.split("  #")[0].strip()
        for document in DOCUMENTS
        for block in blocks(document.read_text())
        if block.language == "sh"
        for line in block.body.splitlines()
        if line.strip() and not line.startswith("#")
    }
)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_exists(command: str) -> None:
    program, *arguments = shlex.split(command)
    known = {"make": _is_target, "pip": _is_extra, "python": _is_file, "interlock": _is_subcommand}
    assert known[program](arguments), f"{command}: no such thing"


def _is_target(arguments: list[str]) -> bool:
    makefile = (ROOT / "Makefile").read_text()
    return all(re.search(rf"^{name}:", makefile, re.MULTILINE) for name in arguments)


def _is_extra(arguments: list[str]) -> bool:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    match = re.fullmatch(r"interlock(?:\[(.*)\])?", arguments[-1])
    extras = match[1].split(",") if match and match[1] else []
    return match is not None and set(extras) <= set(project["optional-dependencies"])


def _is_file(arguments: list[str]) -> bool:
    return (ROOT / arguments[0]).exists()


def _is_subcommand(arguments: list[str]) -> bool:
    command = [sys.executable, "-m", "interlock.command", arguments[0], "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    options = [argument for argument in arguments if argument.startswith("--")]
    return done.returncode == 0 and all(option in done.stdout for option in options)


WRONG = """\
# Wrong

```python
print(1)
x: int = "one"
```

```text output
2
```

```python alone
y = 1 / 0
```
"""


def test_a_document_that_is_wrong_is_found_out(tmp_path: Path) -> None:
    joint, alone = programs(WRONG)
    assert run(joint, "document") == ["line 4: output: 1"]
    assert run(alone, "document") == ["line 13: raises: ZeroDivisionError: division by zero"]
    document = tmp_path / "wrong.md"
    document.write_text(WRONG)
    text = (
        'Incompatible types in assignment (expression has type "str", variable has type "int")'
        "  [assignment]"
    )
    assert judge([document], Checker(_bare(tmp_path)), "mypy", tmp_path) == {
        "wrong.md": [f"line 4: ['2: error: {text}']"]
    }


def test_rewriting_a_claim_makes_it_true(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text("```python\nx = y\n```\n```text mypy\npage.py:9: error: No\n```\n")
    checker = Checker(_bare(tmp_path))
    rewrite(document, checker, "mypy", tmp_path)
    assert judge([document], checker, "mypy", tmp_path) == {}
    assert document.read_text() == (
        "```python\nx = y\n```\n```text mypy\n"
        'page.py:1: error: Name "y" is not defined  [name-defined]\n```\n'
    )


def test_an_unclaimed_block_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^line 2: nobody would check a block of ```text$"):
        blocks("```text\nanything\n```\n")


def _bare(folder: Path) -> Path:
    config = folder / "bare.ini"
    config.write_text(f"[mypy]\nstrict = True\ncache_dir = {folder / 'cache'}\n")
    return config
