"""What an operation needs to be equal is equal behind it."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- an axis is the number that it has met
def right(x: Float[A, "n d"], k: int) -> Float[A, "n"]:
    y = x @ np.zeros(k)
    reveal_type(x)  # N: (n, k)
    return y
def wrong(x: Float[A, "n d"], k: int) -> Float[A, "n"]:
    x @ np.zeros(k)
    return np.zeros(k)  # E: Result of "wrong" has shape (k,); expected (n,)
# --- operands evaluated before are known by the same name
def right(x: Float[A, "n d"], k: int) -> Float[A, "d"]:
    return np.zeros(k) + (np.zeros(k) + x @ np.zeros(k) @ x)
# --- two numbers of the constructor are not one axis
class Model:
    def __init__(self, n: int, m: int) -> None:
        self.n = n
        self.v = np.zeros(n)
        self.w = np.zeros((n, m))
    def right(self, x: Float[A, "b k"]) -> Float[A, "b j"]:
        return (x + self.v) @ self.w
    def wrong(self, x: Float[A, "b k"]) -> Float[A, "b j"]:
        return (x + self.v) @ self.w.T  # E: "matmul": shapes (b, self.n) and (m, self.n) do not fit: self.n is not m
    def half(self, x: Float[A, "b k"]) -> Float[A, "b k"]:
        return x * self.v + x @ np.zeros((2 * self.n, 3))  # E: "matmul": shapes (b, self.n) and (2*self.n, 3) do not fit: self.n is not 2*self.n
# --- an attribute that a method sets lasts, whatever its argument's axes are called
class Model:
    def __init__(self, n: int, m: int) -> None:
        self.w = np.zeros((n, m))
    def step(self, x: Float[A, "b k"], y: Float[A, "b j"]) -> None:
        self.w = self.w - x.T @ y
    def look(self, x: Float[A, "b"]) -> None:
        reveal_type(self.w)  # N: (n, m)
# --- what a call needs is learned as well
def dot(x: Float[A, "n"], y: Float[A, "n"]) -> Float[A, ""]:
    return x @ y
def wrong(x: Float[A, "n"], y: Float[A, "m"], k: int) -> None:
    dot(x, np.zeros(k))
    dot(y, np.zeros(k))  # E: Argument "y" of "dot" has shape (k,); expected (n,) where n is m (from argument "x")
# --- another object's sizes may be equal by the choice of its maker
@dataclass
class Linear:
    w: Float[A, "i o"]
    def __call__(self, x: Float[A, "b i"]) -> Float[A, "b o"]:
        return x @ self.w
class Block:
    def __init__(self, size: int) -> None:
        self.first = Linear(np.zeros((size, size)))
    def right(self, x: Float[A, "b d"]) -> Float[A, "b d"]:
        return x + self.first(x)
def right(x: Float[A, "b d"], layer: Linear) -> Float[A, "b d"]:
    return x + layer(x)
# --- what one way needs is not known behind the condition
def right(x: Float[A, "n"], y: Float[A, "m"], k: int, first: bool) -> None:
    if first:
        x + np.zeros(k)
    else:
        y + np.zeros(k)
    y + np.zeros(k)
# --- what cannot be equal after the first of two is not learned
class Net:
    w: Float[A, "i o"]
    b: Float[A, "o"]
    def right(self, x: Float[A, "batch features"]) -> Float[A, "batch o"]:
        return x @ self.w + self.b
    def wrong(self, x: Float[A, "batch i"], g: Float[A, "batch o"]) -> None:
        self.w -= x.T @ g
        self.w -= x.T * g  # E: "multiply": shapes (i, batch) and (batch, o) do not broadcast: batch is not o
# --- what only one way found to be equal is not known behind both
class PCA:
    def __init__(self, n: int) -> None:
        self.n = n
        self.whiten = n > 3
    def fit(self, x: Float[A, "b d"]) -> None:
        self.parts: Float[A, "k d"] = x[: self.n]
        self.spread: Float[A, "k"] = x[: self.n, 0]
    def back(self, z: Float[A, "b {self.n}"]) -> Float[A, "b d"]:
        scaled = z * self.spread if self.whiten else z
        return scaled @ self.parts
"""


def test_the_rule_holds(rule: Rule, checked: list[Rule]) -> None:
    """Every remark is expected, and every expected one is made."""
    assert rule.said == rule.expected
