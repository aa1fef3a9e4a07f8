"""Bodies are walked through once more for the calls that a program makes."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- the numbers that an object is built with meet the arrays that its methods are given
class Cell:
    def __init__(self, hidden: int) -> None:
        self.hidden = hidden
        self.w = np.zeros((hidden, hidden))
    def step(self, x: Float[A, "batch k"]) -> Float[A, "batch k"]:
        return x @ self.w
    def right(self, x: Float[A, "batch k"]) -> Float[A, "batch k"]:
        return self.step(np.zeros((len(x), self.hidden))) + x
    def wrong(self, x: Float[A, "batch k"]) -> Float[A, "batch k"]:
        return x + np.zeros((self.hidden, 1))  # E: "add": shapes (3, 6) and (6, 1) do not broadcast: 3 is not 6
def main() -> None:
    cell = Cell(6)
    cell.right(np.zeros((3, 6)))
    cell.wrong(np.zeros((3, 6)))
# --- what is called by what is called is looked into as well, and said once
def inner(x: Float[A, "n d"], k: int) -> Float[A, "n"]:
    return x @ np.zeros(k)  # E: "matmul": shapes (2, 3) and (4,) do not fit: 3 is not 4
def outer(x: Float[A, "n d"], k: int) -> Float[A, "n"]:
    return inner(x, k)
outer(np.zeros((2, 3)), 3)
outer(np.zeros((2, 3)), 4)
outer(np.zeros((2, 3)), 4)
# --- a body that fails anyhow speaks for itself
def f(x: Float[A, "n d"], k: int) -> Float[A, "n"]:
    return x.T  # E: Result of "f" has shape (d, n); expected (n,)
f(np.zeros((2, 3)), 3)
# --- defaults count as arguments, and so do keywords
def f(x: Float[A, "n d"], k: int = 3) -> Float[A, "n"]:
    return x @ np.zeros(k)  # E: "matmul": shapes (2, 4) and (3,) do not fit: 4 is not 3
f(np.zeros((2, 3)))
f(np.zeros((2, 4)), k=4)
f(np.zeros((2, 4)))
# --- a class, a class method, a function kept in a variable
class Pair:
    def __init__(self, x: Float[A, "n"], k: int) -> None:
        self.y = x + np.zeros(k)  # E: "add": shapes (3,) and (4,) do not broadcast: 3 is not 4
    @classmethod
    def of(cls, k: int, m: int) -> "Pair":
        return cls(np.zeros(k), m)
def main() -> None:
    Pair(np.zeros(3), 3)
    Pair.of(3, 3)
    Pair.of(3, 4)
# --- what may not be reached is left alone
def f(x: Float[A, "n d"], k: int, mode: str, size: int, deep: bool = False) -> Float[A, "n"]:
    if deep and mode == "sum":
        return x @ np.zeros(k)
    if mode.startswith("s"):
        return x.sum(axis=1)
    for _ in range(size):
        x @ np.zeros(k)
    try:
        x @ np.zeros(k)
    except ValueError:
        pass
    match mode:
        case "a":
            x @ np.zeros(k)
    while size:
        x @ np.zeros(k)
        size -= 1
    return x @ np.zeros(k)
def main(size: str) -> None:
    f(np.zeros((2, 3)), 4, size, int(size))
# --- what stands in an array decides nothing about its shape
def f(x: Float[A, "n d"], k: int) -> Float[A, "n"]:
    if x.max() < 0.0 or not x.any():
        return np.zeros(len(x))
    if len(x) > 100:
        raise ValueError(k)
    return x @ np.zeros(k)  # E: "matmul": shapes (2, 3) and (4,) do not fit: 3 is not 4
def main() -> None:
    f(np.zeros((2, 3)), 4)
# --- nor does what NumPy says of it, and a loop turns until something stops it
def f(x: Float[A, "n d"], k: int) -> None:
    for row in x:
        if np.isnan(row).any():
            row @ np.zeros(k)  # E: "matmul": shapes (3,) and (4,) do not fit: 3 is not 4
def g(x: Float[A, "n d"], k: int) -> None:
    for _ in range(100):
        if input() == "q":
            break
        x @ np.zeros(k)  # E: "matmul": shapes (2, 3) and (4,) do not fit: 3 is not 4
def main() -> None:
    f(np.zeros((2, 3)), 3)
    f(np.zeros((2, 3)), 4)
    g(np.zeros((2, 3)), 3)
    g(np.zeros((2, 3)), 4)
# --- a dictionary is there to be gone through
MATERIALS: dict[str, float] = {"steel": 210e9, "oak": 11e9}
def f(x: Float[A, "n d"], k: int) -> Float[A, "n"]:
    return x @ np.zeros(k)  # E: "matmul": shapes (2, 3) and (4,) do not fit: 3 is not 4
def main() -> None:
    for material in MATERIALS:
        f(np.zeros((2, 3)), 4)
    for nothing in {}:
        f(np.zeros((2, 5)), 4)
# --- what is there to fail is left alone
import contextlib
def f(x: Float[A, "n d"], k: int) -> Float[A, "n"]:
    return x @ np.zeros(k)
def test_f() -> None:
    with contextlib.suppress(ValueError):
        f(np.zeros((2, 3)), 4)
    try:
        f(np.zeros((2, 3)), 4)
    except ValueError:
        pass
# --- parts of one class are gone through by a whole of the same class
class Module:
    def __call__(self, x: Float[A, "n i"]) -> Float[A, "n o"]:
        return self.forward(x)
    def forward(self, x: Float[A, "n i"]) -> Float[A, "n o"]:
        raise NotImplementedError
class Linear(Module):
    def __init__(self, k: int, m: int) -> None:
        self.weight = np.zeros((k, m))
    def forward(self, x: Float[A, "n i"]) -> Float[A, "n o"]:
        return x @ self.weight  # E: "matmul": shapes (5, 3) and (4, 2) do not fit: 3 is not 4
class Sequential(Module):
    def __init__(self, *layers: Module) -> None:
        self.layers = list(layers)
    def forward(self, x: Float[A, "n i"]) -> Float[A, "n o"]:
        for layer in self.layers:
            x = layer(x)
        return x
def main() -> None:
    x = np.zeros((5, 6))
    reveal_type(Sequential(Linear(6, 3), Sequential(Linear(3, 2)))(x))  # N: (5, 2)
    Sequential(Linear(6, 3), Sequential(Linear(4, 2)))(x)
# --- a tree that makes its branches itself is looked into once
class Node:
    def __init__(self, points: Float[A, "n 2"]) -> None:
        self.points = points
        if len(points) > 1:
            self.left = Node(points[points[:, 0] > 0.5])
            self.right = Node(points[points[:, 0] <= 0.5])
    def count(self) -> int:
        return len(self.points) + self.left.count() + self.right.count()
def main() -> None:
    Node(np.zeros((50, 2))).count()
# --- a subclass may bring another body
class Base:
    def f(self, x: Float[A, "n"], k: int) -> Float[A, "n"]:
        return x + np.zeros(k)
class Derived(Base):
    def f(self, x: Float[A, "n"], k: int) -> Float[A, "n"]:
        return x
def make() -> Base:
    return Derived()
make().f(np.zeros(3), 4)
# --- names that a call leaves open may be anything
def f(x: Float[A, "*batch d"], y: Float[A, "m"] | None = None, k: int = 3) -> Float[A, "..."]:
    z = np.zeros(k) if y is None else y
    return x + z
def g(rows: list[Float[A, "n"]], k: int) -> Float[A, "k"]:
    return rows[0] + np.zeros(k)
def main(unknown: str) -> None:
    f(np.zeros((5, 2, 3)))
    g([np.array(eval(unknown))], 3)
# --- a result is known as far as the body says so
def f(k: int) -> np.ndarray:
    return np.zeros((k, 2))
def main() -> None:
    reveal_type(f(3) + np.zeros(2))  # N: (3, 2)
# --- a function that calls itself is looked into once
def f(x: Float[A, "n"], k: int) -> Float[A, "n"]:
    return f(x, k) + np.zeros(k)  # E: "add": shapes (3,) and (4,) do not broadcast: 3 is not 4
f(np.zeros(3), 4)
# --- sizes that only a body knows are the same in all that it gives
def split(x: Float[A, "n d"]) -> tuple[Float[A, "k d"], Float[A, "k"]]:
    rows = x[x[:, 0] > 0]
    return rows, rows[:, 0]
def count(x: Float[A, "n"]) -> int:
    return int((x > 0).sum())
def main() -> None:
    rows, first = split(np.zeros((5, 3)))
    others, _ = split(np.zeros((5, 3)))
    rows.T @ first
    others.T @ first
    rows.T @ first[1:]  # E: "matmul": shapes (3, count) and (count - 1,) do not fit: count is not count - 1
    k = count(np.zeros(4))
    np.zeros(k) + np.zeros(k + 1)  # E: "add": shapes (k,) and (k + 1,) do not broadcast: k is not k + 1
# --- an axis that a call leaves open is one size, wherever its result has it
class Graph:
    def __init__(self, weights: Float[A, "nodes nodes"]) -> None:
        self.weights: Float[A, "nodes nodes"] = weights
    def degree(self) -> Float[A, "nodes"]:
        return self.weights.sum(axis=1)
    def flow(self) -> Float[A, "nodes nodes"]:
        return self.weights / self.degree()[:, None]
    def rank(self) -> Float[A, "nodes"]:
        flow, rank = self.flow(), np.full(len(self.weights), 0.1)
        for _ in range(200):
            rank = rank @ flow
        return rank
class Loop(Graph): ...
def cut(weights: Float[A, "n n"]) -> Loop:
    return Loop(np.where(weights > 0, weights, 0.0))
def main() -> None:
    cut(np.zeros((61, 61))).rank()
def both(x: Float[A, "n"], k: int) -> tuple[Float[A, "m"], Float[A, "m d"]]:
    keep = x > 0
    return x[keep], np.zeros((int(keep.sum()), k))
def use() -> None:
    one, two = both(np.zeros(5), 3)
    reveal_type(two)  # N: (count, 3)
    one @ two
    two @ one  # E: "matmul": shapes (count, 3) and (count,) do not fit: 3 is not count
# --- whole numbers are known as far as the body says so, and so is the length of an object
class Data:
    width, height = 3, 2
    def __init__(self, x: Float[A, "n"]) -> None:
        self.x = x
    def __len__(self) -> int:
        return len(self.x)
def out(n: int, k: int, stride: int = 1) -> int:
    return (n - k) // stride + 1
def main() -> None:
    data = Data(np.zeros(9))
    reveal_type(np.zeros((out(9, 3), len(data))))  # N: (7, 9)
    reveal_type(np.zeros((data.width, data.height)))  # N: (3, 2)
# --- a loop over what data has selected is there to be reached, and so is a state
class Store:
    def __init__(self) -> None:
        self.size = 0
    def add(self) -> None:
        self.size += 1
def f(x: Float[A, "n d"], k: int) -> None:
    for i in np.flatnonzero(x[:, 0] > 0):
        x[i] + np.zeros(k)  # E: "add": shapes (3,) and (4,) do not broadcast: 3 is not 4
def g(x: Float[A, "n d"], k: int) -> None:
    x + np.zeros(k)  # E: "add": shapes (5, 3) and (4,) do not broadcast: 3 is not 4
def main() -> None:
    f(np.zeros((5, 3)), 4)
    buffer = Store()
    for _ in range(100):
        buffer.add()
        if buffer.size > 20:
            g(np.zeros((5, 3)), 4)
"""


def test_the_rule_holds(rule: Rule, checked: list[Rule]) -> None:
    """Every remark is expected, and every expected one is made."""
    assert rule.said == rule.expected
