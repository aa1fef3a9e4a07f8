"""Behind a loop that turns at all, what its first turn makes and its second keeps."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- a variable that a loop gives a lasting shape has it behind the loop
def right(x: Float[A, "n d"]) -> None:
    total, grown = np.zeros(()), np.ones(1)
    for row in x:
        total = total + row
        grown = np.append(grown, 1.0)
    reveal_type(total)  # N: (d,)
    reveal_type(grown)  # N: (?,)
def wrong(a: Float[A, "n n"], b: Float[A, "n"], steps: int) -> Float[A, "n"]:
    x = b
    for _ in range(steps):
        x = b - a * x
    return x  # E: Result of "wrong" has shape (n, n); expected (n,)
# --- a window that ends in its axis has the size of the kernel's places
def right(x: Float[A, "h w"], k: int) -> None:
    size = x.shape[0] - k + 1
    for i in range(k):
        reveal_type(x[i : i + size])  # N: (h - k + 1, w)
def wrong(x: Float[A, "h w"], k: int) -> None:
    out = np.zeros((x.shape[0] - k + 1, 2))
    for i in range(k):
        out[:, 0] = x[i:, 0]  # E: assignment to an index: shape (h - i,) does not broadcast to (h - k + 1,): h - i is not h - k + 1
# --- a variable of the module that a function sets may have any shape
table = np.zeros(4)
rows = np.zeros(4)
fixed = np.zeros(4)
class Holder:
    def grow(self) -> None:
        global rows
        rows = np.zeros(5)
def grow() -> None:
    global table
    table = np.zeros(5)
def read() -> None:
    table + np.zeros(5)
    rows + np.zeros(5)
    fixed + np.zeros(5)  # E: "add": shapes (4,) and (5,) do not broadcast: 4 is not 5
grow()
table + np.zeros(5)
rows + np.zeros(5)
fixed + np.zeros(5)  # E: "add": shapes (4,) and (5,) do not broadcast: 4 is not 5
# --- an attribute that is declared keeps its shape, whatever a method sets it to
class Dense:
    def __init__(self, n: int, m: int) -> None:
        self.n, self.m = n, m
        self._x: Float[A, "b n"] = np.empty((0, n))
        self._y: Float[A, "b m"] | None = None
    def forward(self, x: Float[A, "b {self.n}"]) -> None:
        self._x = x
        self._y = np.zeros((len(x), self.m))
    def backward(self, dy: Float[A, "b m"]) -> Float[A, "n m"]:
        assert self._y is not None
        self._x @ self._y  # E: "matmul": shapes (b, n) and (b, m) do not fit: n is not b
        return self._x.T @ dy
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
