"""Bodies without annotations are walked through for their calls, though mypy looks into none."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- what a function or a class of NumPy's makes is known by its signature
# mypy: no-check-untyped-defs
def made():
    rng = np.random.default_rng(0)
    return rng.normal(size=(5, 4)) + np.ones(5)  # E: "add": shapes (5, 4) and (5,) do not broadcast: 4 is not 5
def old():
    rng = np.random.RandomState(0)
    return rng.randn(5, 4) + np.ones(5)  # E: "add": shapes (5, 4) and (5,) do not broadcast: 4 is not 5
def f(x: Float[A, "n"]) -> Float[A, "n"]:
    return x
made()
old()
# --- a property without annotations is looked into
@dataclass
class Problem:
    x: Float[A, "n d"]
    y: Float[A, "n k"]
    @property
    def shape(self):
        return self.x.shape[1], self.y.shape[1]
    def gradient(self, w: Float[A, "d k"]) -> Float[A, "d k"]:
        return self.x.T @ (self.x @ w - self.y)
def solve(problem: Problem):
    d, k = problem.shape
    problem.gradient(np.zeros((d, k)))
    return problem.gradient(np.zeros((k, d)))  # E: Argument "w" of "gradient" has shape (3, 4); expected (4, 3)
solve(Problem(np.zeros((9, 4)), np.zeros((9, 3))))
# --- things of another kind than the declared one
# mypy: no-check-untyped-defs
class Config:
    def __init__(self, n: int) -> None:
        self.n = n
class Wide(Config): ...
def f(x: Float[A, "n d"], k: int = 2, scale: float = 1.0, name: str = "") -> Float[A, "n"]:
    return x[:, 0] * scale * k
def g(rng: np.random.Generator, config: Config, parts: Iterable[int] = ()) -> Float[A, "n"]:
    return rng.normal(size=config.n)
def right():
    rng = np.random.default_rng(0)
    g(rng, Config(3))
    g(rng, Wide(3), [1, 2])
    f(np.zeros((3, 2)), np.int64(2), 3)
    f(np.zeros((3, 2)), True, np.float64(3.0), "x")
def a_dictionary():
    f({"x": np.zeros((3, 2))})  # E: Argument "x" of "f" is a dictionary; expected an array
def a_list():
    f([np.zeros(2)])  # E: Argument "x" of "f" is a list; expected an array
def a_string():
    f(np.zeros((3, 2)), "a")  # E: Argument "k" of "f" is a string; expected "int"
def a_number():
    f(np.zeros((3, 2)), name=3)  # E: Argument "name" of "f" is a number; expected "str"
def an_object():
    g(Config(3), Config(3))  # E: Argument "rng" of "g" is of the class "Config"; expected "Generator"
def an_array():
    g(np.random.default_rng(0), np.zeros(3))  # E: Argument "config" of "g" is an array; expected "Config"
def exchanged():
    rng = np.random.default_rng(0)
    f(np.zeros((3, 2)), rng)  # E: Argument "k" of "f" is of the class "Generator"; expected "int"
right()
a_dictionary()
a_list()
a_string()
a_number()
an_object()
an_array()
exchanged()
# --- where mypy knows the type it speaks for itself
def f(x: Float[A, "n d"]) -> Float[A, "n"]:
    return x[:, 0]
def typed() -> None:
    f([np.zeros(2)])
typed()
# --- objects and dictionaries are no operands of arrays, unless they say so
@dataclass
class Config:
    n: int = 3
class Operand:
    def __rmatmul__(self, other: A) -> A:
        return other
class Holder:
    def __init__(self, config: Config, rng: Any) -> None:
        self.config, self.operand = config, Operand()
    def right(self, x: Float[A, "b n"]) -> Any:
        return x @ self.operand
    def wrong(self, x: Float[A, "b n"]) -> Any:
        return x @ self.config  # E: "matmul": an operand is of the class "Config"; expected an array
def wrong(x: Float[A, "n"]) -> Any:
    p: Any = {"w": x}
    return p @ x  # E: "matmul": an operand is a dictionary; expected an array
# --- a loop over an enumeration turns
# mypy: no-check-untyped-defs
from enum import Enum
class Kind(Enum):
    ONE = 1
    TWO = 2
def f(x: Float[A, "n d"], kind: Kind) -> Float[A, "n"]:
    return x[:, 0]
def main():
    for kind in Kind:
        f(np.zeros(3), kind)  # E: Argument "x" of "f" has shape (3,); expected (n, d)
main()
"""


def test_the_rule_holds(rule: Rule, checked: list[Rule]) -> None:
    """Exactly what its comments say is said of the rule."""
    assert rule.said == rule.expected
