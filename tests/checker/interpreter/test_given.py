"""An object keeps the axes of the arrays, and the objects, that its constructor was given."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- an attribute has the shape of the array that the constructor was given, whatever it is
class Parameter:
    def __init__(self, value: Float[A, "..."]) -> None:
        self.value = value
        self.grad = np.zeros_like(value)
    def zero(self) -> None:
        self.grad = np.zeros_like(self.value)
    def step(self, rate: float) -> None:
        self.value -= rate * self.grad
class Linear:
    def __init__(self, n: int, m: int) -> None:
        self.n, self.m = n, m
        self.weight, self.bias = Parameter(np.zeros((n, m))), Parameter(np.zeros(m))
    def f(self, x: Float[A, "b {self.n}"]) -> Float[A, "b {self.m}"]:
        x @ self.weight.grad.T  # E: "matmul": shapes (b, self.n) and (self.m, self.n) do not fit: self.n is not self.m
        return x @ self.weight.value + self.bias.value
# --- a shape that a method turns round is not kept
class Parameter:
    def __init__(self, value: Float[A, "..."]) -> None:
        self.value = value
    def turn(self) -> None:
        self.value = self.value.T
class Linear:
    def __init__(self, n: int, m: int) -> None:
        self.weight = Parameter(np.zeros((n, m)))
    def f(self, x: Float[A, "k"]) -> None:
        self.weight.value @ self.weight.value
# --- nor is one that somebody else sets
class Parameter:
    def __init__(self, value: np.ndarray) -> None:
        self.value = value
class Linear:
    def __init__(self, n: int, m: int) -> None:
        self.weight = Parameter(np.zeros((n, m)))
    def f(self, x: Float[A, "k"]) -> None:
        self.weight.value @ self.weight.value
def load(parameter: Parameter, value: np.ndarray) -> None:
    parameter.value = value
# --- a run of axes with a name is kept, too
class Pair:
    def __init__(self, one: Float[A, "*s"], two: Float[A, "*s"]) -> None:
        self.gap = one - two
class Use:
    def __init__(self, n: int, m: int) -> None:
        self.pair = Pair(np.zeros((n, m)), np.ones((n, m)))
    def f(self, x: Float[A, "k"]) -> None:
        self.pair.gap @ self.pair.gap  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
# --- what a subclass hands on to its base is what the base makes of it
class Parameter:
    def __init__(self, value: np.ndarray, steps: int) -> None:
        self.value, self.past = value, np.zeros((steps, 3))
class Twice(Parameter):
    def __init__(self, value: np.ndarray, steps: int) -> None:
        super().__init__(np.concatenate([value, value]), 2 * steps)
class Use:
    def __init__(self, n: int) -> None:
        self.one = Twice(np.zeros(4), 5)
    def f(self, x: Float[A, "k"]) -> None:
        reveal_type(self.one.value)  # N: (...,)
        reveal_type(self.one.past)  # N: (10, 3)
# --- and what it hands on as it is keeps its shape
class Parameter:
    def __init__(self, value: np.ndarray) -> None:
        self.value = value
class Named(Parameter):
    def __init__(self, name: str, data: np.ndarray) -> None:
        super().__init__(data)
        self.name = name
class Use:
    def __init__(self, n: int) -> None:
        self.one = Named("w", np.zeros((n, 2)))
    def f(self, x: Float[A, "k"]) -> None:
        reveal_type(self.one.value)  # N: (n, 2)
# --- the axes of a base's attributes are not the subclass's of the same names
class Base:
    def __init__(self, w: Float[A, "a b"]) -> None:
        self.w = w
class Turned(Base):
    def __init__(self, w: Float[A, "a b"]) -> None:
        super().__init__(w.T)
class Use:
    def __init__(self) -> None:
        self.part = Turned(np.ones((2, 5)))
    def right(self) -> Float[A, "5 2"]:
        return self.part.w
# --- a dataclass keeps what it is given, and what it makes of it afterwards
@dataclass
class Slot:
    data: Float[A, "..."]
    steps: int
    grad: Float[A, "..."] = field(init=False)
    past: A = field(init=False)
    def __post_init__(self) -> None:
        self.grad = np.zeros_like(self.data)
        self.past = np.zeros((self.steps, 2))
    def f(self, x: Float[A, "k"]) -> None:
        reveal_type(self.past)  # N: (self.steps, 2)
class Use:
    def __init__(self, n: int, m: int) -> None:
        self.slot = Slot(np.zeros((n, m)), n)
    def f(self, x: Float[A, "k"]) -> None:
        reveal_type(self.slot.data)  # N: (n, m)
        reveal_type(self.slot.grad)  # N: (n, m)
        reveal_type(self.slot.past)  # N: (n, 2)
# --- an object keeps the objects that it is built of
class Linear:
    def __init__(self, n: int, m: int) -> None:
        self.weight = np.zeros((n, m))
class Block:
    def __init__(self, inner: Linear, n: int) -> None:
        self.inner, self.scale = inner, np.ones(n)
class Net:
    def __init__(self, n: int, m: int) -> None:
        self.blocks = [Block(Linear(n, m), n) for _ in range(3)]
        self.last = Block(Linear(m, n), n)
    def f(self, x: Float[A, "k"]) -> None:
        for block in self.blocks:
            block.inner.weight @ self.last.inner.weight + block.scale
            block.inner.weight + block.scale  # E: "add": shapes (n, m) and (n,) do not broadcast: m is not n
# --- one axis of an object is not the other, whatever number it is
class Basis:
    def __init__(self, k: int) -> None:
        self.k = k
    def fit(self, x: Float[A, "n d"]) -> None:
        self.rows: Float[A, "k d"] = x[: self.k]
        self.norms: Float[A, "k"] = np.zeros(self.k)
class Use:
    def __init__(self, k: int) -> None:
        self.basis = Basis(k)
    def f(self, x: Float[A, "k"]) -> None:
        self.basis.rows * self.basis.norms[:, None]
        self.basis.rows * self.basis.norms  # E: "multiply": shapes (k, d) and (k,) do not broadcast: d is not k
# --- an axis that only an object has may be meant to be a constant
@dataclass
class Box:
    sides: Float[A, "d"]
def lattice(n: int, box: Box) -> Float[A, "m 2"]:
    return np.zeros((n, 2)) * box.sides
# --- what a call may lead to is not known any more
class Model:
    def __init__(self, n: int) -> None:
        self.parts = [np.zeros(n)]
        change(self)
    def f(self, x: Float[A, "k"]) -> None:
        self.parts[0] + np.zeros((4, 3))
def change(model: Model) -> None:
    model.parts = [np.zeros(3)]
# --- what a call cannot lead to is
class Model:
    def __init__(self, n: int, m: int) -> None:
        self.parts = [np.zeros((n, m))]
        self.last = Other(n)
    def f(self, x: Float[A, "k"]) -> None:
        self.parts[0] @ self.parts[0]  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
class Other:
    def __init__(self, n: int) -> None:
        self.n = n
# --- a run of axes of a dataclass is kept for each of its arrays
@dataclass
class Parameter:
    value: Float[A, "*shape"]
    grad: Float[A, "*shape"] = field(init=False)
    def __post_init__(self) -> None:
        self.grad = np.zeros_like(self.value)
class Linear:
    def __init__(self, n: int, m: int) -> None:
        self.weight = Parameter(np.zeros((n, m)))
    def f(self, x: Float[A, "k"]) -> None:
        reveal_type(self.weight.grad)  # N: (n, m)
# --- an axis that the constructor makes a constant is one, unless a method makes it something else
class Agent:
    def __init__(self, n: int) -> None:
        self.w: Float[A, "k a"] = np.zeros((n, 3))
        self.last: Float[A, "b d"] = np.zeros((2, 2))
    def f(self, x: Float[A, "b d"]) -> Float[A, "3"]:
        self.w += np.ones((1, 3))
        self.last = x
        reveal_type(self.last)  # N: (b, d)
        return self.w[0]
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
