"""Whatever a function says, right or wrong: the checker comes to its end."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from checker.interpreter.probing import HEAD, remarks

FUNCTIONS = """
    np.zeros np.ones np.full np.eye np.arange np.linspace np.array np.stack np.concatenate np.reshape
    np.sum np.mean np.argmax np.cumsum np.where np.take np.dot np.matmul np.einsum np.tensordot
    np.outer np.pad np.tile np.repeat np.split np.linalg.inv np.linalg.solve np.linalg.svd np.add
    np.add.reduce np.random.default_rng np.random.normal np.meshgrid np.broadcast_to np.expand_dims
    np.squeeze np.moveaxis np.transpose np.diag np.trace np.unique np.fft.rfft np.interp np.clip
    x.sum x.reshape x.transpose x.dot x.astype x.argmax x.nothing y.T.mean y.copy z z.anything len
    sum max min range zip map enumerate reversed list tuple dict sorted int float isinstance
    functools.partial shaped Layer Layer.make layer.forward layer Pair xs.append xs.extend xs.pop
    d.get d.update d.items super type print
""".split()
ATOMS = """
    x y z k xs d layer pair None True ... 0 1 -1 3 2.5 1j "a" "ij,jk->ik" (3,) (2,3) () [] {} -x.T
    x.shape x.shape[0] x.ndim len(x) slice(None) np.float32 np.newaxis np.nan x.T self.w float
    lambda:x (lambda*a,**b:a) [[1,2],[3,4]] {"w":x} layer.weight pair.left (yield) nothing b"b"
""".split()
OPERATORS = "+ - * / // % ** @ << >> & | ^ < <= == != > >= in and or is".split()
NAMES = (
    "x y z k xs d v w self.w layer.weight x[0] xs[k] d['a'] x.shape v,w *v,w (v,*w) v[:,k]".split()
)
KEYWORDS = "axis keepdims out dtype size shape x inputs nothing".split()
PRELUDE = """
class Layer(Generic[I, O]):
    weight: Float[A, "o i"]
    def __init__(self, inputs: I, outputs: O) -> None: ...
    def forward(self, x: Float[A, "*batch i"]) -> Float[A, "*batch o"]: ...
    @classmethod
    def make(cls, size: I) -> "Layer[I, I]": ...
class Pair(NamedTuple):
    left: Float[A, "n"]
    right: Float[A, "{self.size} n+1"]
def shaped(x: Float[A, "n m"], *more: Float[A, "n"], k: int = 3, **named: Any) -> Float[A, "m {k}"]: ...
"""
TYPES = """
    Any Float[A,"n"] Float[A,"n~m"] Float[A,"*b~n"] Float[A,"..."] Float[A,""] Float[A,"#n"] int I
    list[Float[A,"n"]] dict[str,Float[A,"n~2*n"]] Layer[I,O] Layer[Any,Any] Pair A T
    Float[A,"n"]|None Float[A,"n"]|float tuple[Float[A,"n"],...] Callable[[Float[A,"n"]],Any] str
    Index[I] type[Layer[I,O]] Float[A,"{k}~n-1"] Float[A,"*~n"]
""".replace("\n", " ").split()


class Writer:
    """Writes functions of random statements of a random choice's making."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def one(self, items: list[str]) -> str:
        """One of these."""
        return self.random.choice(items)

    def expression(self, depth: int) -> str:
        """Any expression; deeper ones are made of others."""
        if depth == 0 or self.random.random() < 0.25:
            return self.one(ATOMS)
        a, b, c = (self.expression(depth - 1) for _ in range(3))
        return self.random.choice(
            [
                f"({a} {self.one(OPERATORS)} {b})", f"({a} {self.one(OPERATORS)} {b})",
                self.call(depth), self.call(depth), self.call(depth),
                f"({a})[{b}]", f"({a})[{b}:{c}]", f"({a})[:, {b}, None]", f"({a} if {b} else {c})",
                f"[{a} for v in {b} if {c}]", f"{{v: {a} for v in {b}}}", f"({a}, {b})",
                f"[{a}, *{b}]", f"({a}, *{b})", f"{{'a': {a}, **{b}}}", f"{{{a}, {b}}}",
                f"(not {a})", f"(~{a})", f"(w := {a})", f"sum({a} for v, w in {b})",
                f"f'{{{self.one(NAMES[:6])}}}'", f"(lambda v, w=k: {a})", f"({a} < {b} < {c})",
                f"cast({self.type()}, {a})",
            ]
        )  # fmt: skip

    def call(self, depth: int) -> str:
        """A call with too few, too many, starred and misnamed arguments."""
        parts = [self.expression(depth - 1) for _ in range(self.random.randrange(4))]
        parts += ["*" + self.expression(depth - 1)] * (self.random.random() < 0.15)
        names = self.random.sample(KEYWORDS, self.random.randrange(3))
        parts += [f"{name}={self.expression(depth - 1)}" for name in names]
        parts += ["**" + self.expression(depth - 1)] * (self.random.random() < 0.1)
        return f"{self.one(FUNCTIONS)}({', '.join(parts)})"

    def type(self) -> str:
        """Any annotation."""
        return self.one(TYPES).replace("~", " ")

    def block(self, depth: int, indent: str) -> str:
        """A few statements."""
        lines = [self.statement(depth, indent) for _ in range(self.random.randrange(1, 4))]
        return "".join(lines)

    def statement(self, depth: int, indent: str) -> str:
        """Any statement; deeper ones hold blocks."""
        a, b, name = self.expression(2), self.expression(1), self.one(NAMES)
        simple = [
            f"{name} = {a}", f"{name} = {a}", f"v = w = {a}", a, a, f"return {a}", f"assert {a}",
            f"u: {self.type()} = {a}", f"del {self.one(NAMES[:8])}", "pass", "return",
            f"raise {b}", f"yield {a}", f"{self.one(NAMES[:12])} {self.one(OPERATORS[:13])}= {a}",
            f"reveal_type({a})",
        ]  # fmt: skip
        if depth == 0 or self.random.random() < 0.5:
            return f"{indent}{self.one(simple)}\n"
        inner = indent + "    "
        body, other = self.block(depth - 1, inner), self.block(depth - 1, inner)
        return self.one(
            [
                f"{indent}if {a}:\n{body}{indent}elif {b}:\n{other}",
                f"{indent}for {name} in {a}:\n{body}{inner}break\n{indent}else:\n{other}",
                f"{indent}while {a}:\n{body}{inner}continue\n",
                f"{indent}with {a} as w:\n{body}",
                f"{indent}try:\n{body}{indent}except {b}:\n{other}{indent}finally:\n{inner}pass\n",
                f"{indent}match {a}:\n{inner}case [v, *w]:\n{self.block(0, inner + '    ')}",
                f"{indent}def inner(v: {self.type()}, w=None):\n{inner}nonlocal x\n{body}",
                f"{indent}class Inner:\n{body.replace('return', 'pass;')}",
            ]
        )

    def function(self, number: int) -> str:
        """A function of the usual parameters, of any types."""
        types = [self.type() for _ in range(9)]
        parameters = zip("self x y z k xs d layer pair".split(), types, strict=True)
        signature = ", ".join(f"{name}: {typ}" for name, typ in parameters)
        return f"def f{number}({signature}) -> {self.type()}:\n{self.block(2, '    ')}"


def compiles(text: str) -> bool:
    """Whether Python takes a text for a program."""
    try:
        compile(text, "text", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("seed", range(4))
def test_no_function_makes_the_checker_fail(seed: int, tmp_path: Path, mypy_cache: Path) -> None:
    """A failure of the checker would be raised, and end the run of mypy."""
    writer, found = Writer(seed), []
    while len(found) < 150:
        text = writer.function(len(found))
        found += [text] * compiles(text)
    (tmp_path / "main.py").write_text(HEAD + PRELUDE + "\n".join(found), encoding="utf-8")
    assert len(list(remarks(tmp_path, mypy_cache))) > 10
