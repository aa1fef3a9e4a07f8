"""Which names a statement binds and reads, and where a cell is cut for them."""

import ast

import pytest

from interlock.notebook.names import uses_of
from interlock.notebook.parts import parts_of

BINDS = {
    "x = y = 1": "x y",
    "x, (y, *z) = v": "x y z",
    "x: int = 1": "x",
    "x += 1": "x",
    "x.a = x[0] = 1": "",
    "del x": "x",
    "for i in v: j = i": "i j",
    "with v as (a, b): c = 1": "a b c",
    "import a.b, c.d as e": "a e",
    "from m import a, b as c": "a c",
    "from m import *": "",
    "def f(a, b=(c := 1)):\n  d = 1\n  def g(): pass": "f",
    "async def f(): pass": "f",
    "def f():\n  global a, b\n  a = 1": "a b f",
    "class A(B):\n  x = 1\n  def f(self): self.y = 1": "A",
    "[x for x in v if (w := x)]": "w",
    "lambda x: x": "",
    "try: a = 1\nexcept E as e: b = 1": "a b e",
    "match v:\n  case {'k': a, **b}: pass\n  case [c, *d] as e: pass": "a b c d e",
    "if v:\n  a = 1\nelse:\n  b = 1": "a b",
}


@pytest.mark.parametrize(("code", "names"), BINDS.items())
def test_what_a_statement_binds(code: str, names: str) -> None:
    assert sorted(uses_of(ast.parse(code).body[0]).binds) == names.split()


def test_a_compound_statement_binds_nothing_for_sure() -> None:
    code = "if v:\n  x = 1", "for x in v: pass", "with v as x:\n  y = 1\n  if v: z = 1", "x = 1"
    sure = [sorted(uses_of(ast.parse(one).body[0]).surely) for one in code]
    assert sure == [[], [], ["x", "y"], ["x"]]


def test_the_body_of_a_function_reads_later_than_its_head() -> None:
    uses = uses_of(ast.parse("@a\ndef f(x: 'b', y=c):\n  return lambda: d").body[0])
    assert (uses.reads, uses.later, uses.mentioned) == ({"a", "c"}, {"d"}, {"b"})


CUTS = {
    "x = 1\ny = 1": [2],
    "x = 1\nx = 2": [2],
    "x = 1\ndef x(): pass\nx = 2": [1, 1, 1],
    "x: int = 1\nx: str = 'a'": [1, 1],
    "f(x)\ny = 1\nimport x": [2, 1],
    "def f(): return x\nx = 2": [2],
    "x = 1; x = 2": [2],
    "@overload\ndef f(): ...\n@overload\ndef f(): ...\ndef f(): ...\ndef f(): ...": [3, 1],
    "": [],
}


@pytest.mark.parametrize(("code", "lengths"), CUTS.items())
def test_a_second_meaning_begins_a_part(code: str, lengths: list[int]) -> None:
    assert [len(part.statements) for part in parts_of(ast.parse(code))] == lengths
