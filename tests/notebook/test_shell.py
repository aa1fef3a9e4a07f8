"""What is said under a cell, and that nothing is said that is not so."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from IPython.core.interactiveshell import InteractiveShell

# A cell of `!true` forks, of which JAX warns where an earlier test has had it compute.
pytestmark = pytest.mark.filterwarnings(r"ignore:os\.fork\(\) was called:RuntimeWarning")

Run = Callable[..., list[str]]
IMPORTS = """\
import numpy as np
from interlock import Layer, Network, network
from jaxtyping import Float
"""


def test_layers_that_do_not_fit_are_told_at_their_line(run: Run) -> None:
    cell = """\
    first = Layer(784, 40)

    net = network(
        first,
        Layer(40, 30),
        Layer(40, 10),
    )"""
    assert run(IMPORTS, dedent(cell)) == [
        "",
        "cell N, line 6: error: Layers do not fit: layer 2 gives 30, layer 3 takes 40  [shape]\n"
        "        Layer(40, 10),\n"
        "        ^^^^^^^^^^^^^",
    ]


def test_an_arrow_between_layers_that_do_not_fit(run: Run) -> None:
    assert run(IMPORTS, "hidden = Layer(784, 30)", "net = hidden >> Layer(40, 10)")[2] == (
        'cell N, line 1: error: Argument 1 to "Layer" has incompatible type "Literal[40]"; '
        'expected "Literal[30]"  [arg-type]\n'
        "    net = hidden >> Layer(40, 10)\n"
        "                          ^^"
    )


def test_the_body_of_a_function_is_proved_before_anyone_calls_it(run: Run) -> None:
    cell = """\
    def centred(rows: Float[np.ndarray, "n d"]) -> Float[np.ndarray, "n d"]:
        return rows - rows.mean(axis=1)
    """
    assert run(IMPORTS, dedent(cell))[1] == (
        'cell N, line 2: error: "subtract": shapes (n, d) and (n,) do not broadcast: '
        "d is not n  [shape]\n"
        "        return rows - rows.mean(axis=1)\n"
        "               ^^^^^^^^^^^^^^^^^^^^^^^^"
    )


def test_a_number_in_a_variable_is_a_size(run: Run) -> None:
    cells = ["hidden = 30", "Layer(784, hidden) >> Layer(40, 10)", "hidden = 40"]
    said = run(IMPORTS, *cells, cells[1])
    assert said[2].splitlines()[0].endswith('expected "Literal[30]"  [arg-type]')
    assert said[4] == ""


def test_an_array_of_an_earlier_cell_has_its_shape(run: Run) -> None:
    cells = ["x = np.ones((3, 4))", "x @ np.ones((5, 5))", "x = x @ x.T\nx @ np.ones((5, 5))"]
    said = run(IMPORTS, *cells, "exec('y = np.arange(3)')", "y + np.ones(4)", "y = y[1:]\ny + x[0]")
    matmul = 'error: "matmul": shapes'
    add = 'error: "add": shapes'
    assert [words.splitlines()[0] for words in said if words] == [
        f"cell N, line 1: {matmul} (3, 4) and (5, 5) do not fit: 4 is not 5  [shape]",
        f"cell N, line 2: {matmul} (3, 3) and (5, 5) do not fit: 3 is not 5  [shape]",
        f"cell N, line 1: {add} (3,) and (4,) do not broadcast: 3 is not 4  [shape]",
        f"cell N, line 2: {add} (2,) and (3,) do not broadcast: 2 is not 3  [shape]",
    ]


def test_a_number_that_was_computed_is_a_size(run: Run) -> None:
    said = run(IMPORTS, "hidden = int('30')", "Layer(784, hidden) >> Layer(40, 10)")
    assert said[2].splitlines()[0].endswith('expected "Literal[30]"  [arg-type]')


def test_an_error_is_told_once(run: Run) -> None:
    said = run(IMPORTS, "bad = np.ones((3, 4)) @ np.ones((5, 5))", "x = 1", "y = x + 1")
    assert [bool(words) for words in said] == [False, True, False, False]


def test_every_function_of_an_earlier_cell_is_known(run: Run) -> None:
    cell = """\
    def twice(x: Float[np.ndarray, "n"]) -> Float[np.ndarray, "2*n"]:
        return np.concatenate([x, x])
    """
    assert run(IMPORTS, dedent(cell), "twice(np.ones(3)) + np.ones(5)")[2].splitlines()[0] == (
        'cell N, line 1: error: "add": shapes (6,) and (5,) do not broadcast: 6 is not 5  [shape]'
    )


REDEFINITIONS = {
    "a name of another type": ["x = 3", "x = 'three'", "x.upper()"],
    "the same in one cell": ["x = 3\nx = 'three'\nx.upper()\nx = [x]\nx.append('four')"],
    "a name in terms of itself": ["x = 3", "x = str(x)", "x.upper()", "x = x + '!'; x.upper()"],
    "a number that becomes a fraction": ["x = 3", "x /= 2", "x = 4\nx /= 2\nx.hex()"],
    "in a loop": ["x = 0\nfor i in range(3):\n    x = x + i / 2", "x.hex()"],
    "by a condition": ["x = 1", "if x > 0:\n    x = 'positive'", "x.upper()"],
    "a function": ["def f(): return 1", "def f(x): return x", "f(1)"],
    "a function in one cell": ["def f(): return 1\nf()\ndef f(x): return x\nf(1)"],
    "a wrapped function": ["def f(x): return x", "import functools\nf = functools.cache(f)\nf(1)"],
    "a wrapped function in one cell": ["def f(x): return x\nf = staticmethod(f)\nf = 3\nf + 1"],
    "a class": ["class A: pass\na = A()", "class A:\n    x = 1\ndef f(a: A): pass\nf(a)"],
    "a class by itself": ["class A: pass", "class A(A):\n    x = 1", "A().x"],
    "an import": ["import json as j", "import math as j\nj.pi", "j = 1\nj + 1"],
    "a deleted name": ["x = 1", "del x", "x = 'a'", "x.upper()"],
    "an underscore": ["_x = 1", "_x = 'a'", "_x.upper()"],
    "an annotation": ["x: int = 1", "x: str = 'a'", "x.upper()"],
    "a loop variable": ["for i in range(3): pass", "for i in 'abc': i.upper()", "i.upper()"],
    "a with": ["import io\nwith io.StringIO('a') as f: text = f.read()", "f = 1\ntext.upper()"],
    "an overload": [
        "from typing import overload\n"
        "@overload\ndef f(x: int) -> int: ...\n"
        "@overload\ndef f(x: str) -> str: ...\n"
        "def f(x): return x",
        "f('a').upper()",
    ],
    "an except": ["try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    x = str(e)", "x.upper()"],
    "a match": ["match [1, 'a']:\n    case [x, str(y)]: pass", "y.upper()"],
    "a walrus": ["if (n := 3) > 2: pass", "[m := k for k in 'abc']", "m.upper()"],
    "a global": ["n = 1\ndef f():\n    global n\n    n = 'a'", "f()", "n.upper()"],
    "a type": ["Vector = Float[np.ndarray, 'n']", "def f(x: Vector) -> Vector: return x"],
    "an optional that is none": ["x: int | None = 1", "x + 1"],
}


@pytest.mark.parametrize("cells", REDEFINITIONS.values(), ids=REDEFINITIONS)
def test_a_redefinition_is_no_error(cells: list[str], run: Run, shell: InteractiveShell) -> None:
    assert run(IMPORTS, *cells) == [""] * (1 + len(cells))
    assert shell.last_execution_succeeded


EXPLORING = {
    "a list of anything": ["x = ['a']", "x.append(1)\nx += [2]", "x[0] = 3", "d = {}\nd['a'] = 1"],
    "a dict of anything": ["d = {'a': 1}", "d['b'] = 'c'", "d.get('a') + 1"],
    "an attribute more": ["class A: pass", "a = A()\na.x = 1", "A.y = 2\na.y + a.x"],
    "an attribute that begins as none": [
        "class A:\n    def __init__(self): self.x = None\n    def f(self): self.x = 1; return self",
        "A().f().x + 1",
    ],
    "what may not be there": ["import re", "re.match('a', 'a').group()"],
    "a function that is written later": ["def f(): return g(1)", "def g(n): return n", "f()"],
    "a function below": ["def f(): return g(1)\ndef g(n): return n\nf()"],
    "a new helper below": [
        "def g(): return 1",
        "def f(): return g(1)\nx = 1\nx = 'a'\ndef g(n): return n\nf()",
    ],
    "no annotation at all": ["def f(x, y=None):\n    return x if y is None else y", "f(1, 'a')"],
    "an import that may fail": ["try:\n    import tomllib\nexcept ImportError: tomllib = None"],
    "everything of a module": [
        "from math import *\ny = cos(pi)",
        "sin(y)",
        "def pi(): 1",
        "pi()",
    ],
    "a package without types": ["import sys, IPython", "IPython.version_info + (1,)"],
    "names made by exec": ["exec('x = 1')", "x + 1", "x = 'a'", "exec('x = 1')", "x + 1"],
    "names of the shell": ["get_ipython().user_ns", "In[0] + ''\n_ih", "1 + 1", "_ + 1\n__"],
    "magics": ["%time x = 1", "x + 1", "%%time\ny = 1", "y + 1", "z = !echo a", "z[0] + ''"],
    "a captured cell": ["%%capture out\ny = 1", "y + 1\nout.stdout"],
    "help": ["np.ones?", "np.ones??"],
    "a cell that is none": ["", "# only a comment", "%%bash\ntrue"],
    "waiting": ["import asyncio\nx = await asyncio.sleep(0, 'a')", "x.upper()"],
    "a syntax error": ["x = = 1", "x = 1\nreturn", "y = 1"],
    "names in comprehensions": [
        "x = 'a'",
        "[x for x in range(3)]",
        "sum(x for x in [1])",
        "x + 'b'",
    ],
    "quoted annotations": ["class A: pass", "def f(a: 'A') -> 'A': return a", "f(A())"],
    "from the future": ["from __future__ import annotations\nx = 1", "def f(a: int) -> None: x"],
    "a global of nowhere": ["def f():\n    global n\n    n = 1", "f()", "n + 1"],
}


@pytest.mark.parametrize("cells", EXPLORING.values(), ids=EXPLORING)
def test_exploring_is_no_error(cells: list[str], run: Run) -> None:
    assert run(IMPORTS, *cells) == [""] * (1 + len(cells))


def test_what_a_failed_cell_did_before_it_failed_counts(run: Run) -> None:
    cells = ["x = 1\ny = 'b'", "x = 'a'\ny = x / 0\nz = 3", "x + 1", "y + 1", "z"]
    assert [words.split("  [")[0] for words in run(*cells)] == [
        "",
        'cell N, line 2: error: Unsupported operand types for / ("str" and "int")',
        'cell N, line 1: error: Unsupported operand types for + ("str" and "int")',
        "",  # whether it was bound, when its line failed, nobody knows
        'cell N, line 1: error: Name "z" is not defined',
    ]


def test_a_function_that_fails_fails_the_line_that_called_it(run: Run) -> None:
    cells = ["def f():\n    raise ValueError", "x = 1\nf()\nx = 'a'", "x + 1", "x + 'a'"]
    assert [bool(words) for words in run(*cells)] == [False, False, False, True]


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        ("\n\n{}", 3),
        ("%time 1\n{}", 2),
        ("!true \\\n  \\\n  true\n{}", 4),
        ("files = !ls\n\n{}", 3),
        ("%%time\n\n{}", 3),
        ("\n%%time\n{}", 3),
        ("  {}", 1),
        (">>> x = 1\n>>> {}", 2),
        ("x = 1; x = 'a'; {}", 1),
        ("x = '''\n\n'''\nx = 2\n{}", 5),
    ],
)
def test_lines_are_those_that_were_typed(cell: str, line: int, run: Run) -> None:
    typed = cell.format("np.ones((3, 4)) @ np.ones((5, 5))")
    said = run(IMPORTS, typed)[1].splitlines()
    assert said[0].startswith(f"cell N, line {line}: error: ")
    assert said[1] == f"    {typed.splitlines()[line - 1]}"


def test_the_users_own_modules_are_read_again_when_they_change(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(home)
    module = home / "own.py"
    module.write_text("def size() -> int: return 3\n")
    said = run("from own import size", "size() + 1", "size() + 'a'")
    assert [bool(words) for words in said] == [False, False, True]
    module.write_text("def size() -> str: return 'three'\n")
    assert run("size() + 'a'") == [""]


def test_a_module_that_cannot_be_read_is_named_until_it_can(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(home)
    module = home / "broken.py"
    module.write_text("size = 3\n")
    assert run("from broken import size") == [""]
    module.write_text("size = (\n")
    capsys.readouterr()
    assert run("bad = size + 'a'") == [""]
    assert capsys.readouterr().out.startswith(
        "interlock: the cell was not checked.\n"
        "  got:      broken.py:2:2:2:2: error: Unexpected EOF while parsing  [syntax]\n"
    )
    module.write_text("size = 3\n")
    assert [bool(words) for words in run("x = 1", "bad = size + 'a'")] == [False, True]


def test_reveal_type_is_answered(run: Run) -> None:
    cell = "from typing import TYPE_CHECKING\nif TYPE_CHECKING: reveal_type(Layer(3, 4))"
    assert run(IMPORTS, cell)[1].splitlines()[0] == (
        'cell N, line 2: note: Revealed type is "interlock.layer.Layer[Literal[3], Literal[4]]"'
    )
