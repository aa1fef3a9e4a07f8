"""The library is proved by its own plugin, and the page says where a shape is lost in it."""

from __future__ import annotations

import re
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFIG = """
[mypy]
plugins = interlock.mypy_plugin
show_traceback = true
mypy_path = src
follow_imports = silent
ignore_missing_imports = true
cache_dir = {cache}

[mypy-torch.*,onnx.*,sklearn.*,matplotlib.*]
follow_imports = skip

[interlock]
warn_shape_lost = true
"""
LOST = re.compile(r'src/interlock/(\S+?):\d+: error: The shape is lost in "(\w+)"  \[shape-lost\]')
ROW = re.compile(r"^\| `(\S+)` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What mypy with the plugin says of the library, lost shapes included."""
    config = tmp_path_factory.mktemp("own") / "mypy.ini"
    config.write_text(CONFIG.format(cache=config.parent / "cache"))
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(config), "src/interlock"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert not run.stderr, run.stderr
    return run.stdout.splitlines()


def test_no_shape_in_the_library_is_wrong(said: list[str]) -> None:
    assert [line for line in said if line.endswith("[shape]")] == []


def test_the_page_lists_every_place_where_a_shape_is_lost(said: list[str]) -> None:
    found: dict[str, set[str]] = {}
    for line in said:
        if match := LOST.match(line):
            found.setdefault(match[1], set()).add(match[2])
    page = (ROOT / "docs" / "plugin.md").read_text()
    table = page.partition("## Where this library loses a shape")[2]
    listed = {m[1]: {word.strip(" `") for word in m[2].split(",")} for m in ROW.finditer(table)}
    assert listed == found


def test_nothing_is_ignored_for_its_shape() -> None:
    ignored = re.compile(r"# type: ?ignore\[[^]]*shape")
    found = []
    for path in (ROOT / "src").rglob("*.py"):
        with tokenize.open(path) as lines:
            tokens = list(tokenize.generate_tokens(lines.readline))
        comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
        found += [str(path) for comment in comments if ignored.match(comment)]
    assert found == []
