"""`isinstance` rules ways out, and tells of an array where there was a number."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- an array is no list, tuple or number
def entered(x):
    if isinstance(x, tuple):
        a, b = x
    if isinstance(x, (list, tuple)):
        a, b = x
    return x
entered(np.zeros(3))
# --- a list is no array
def entered(x):
    if isinstance(x, np.ndarray):
        return x.reshape(2, 2)
    return np.array(x)
entered([1, 2, 3])
# --- a slice is a slice, and nothing else is
class Rows:
    def __init__(self, x: Float[A, "n"]) -> None:
        self.x = x
    def __getitem__(self, key: int | slice) -> Any:
        if isinstance(key, slice):
            return self.x[key] + np.zeros(2)  # E: "add": shapes (3,) and (2,) do not broadcast: 3 is not 2
        return self.x[key] + np.zeros(2) @ np.zeros(key)  # E: "matmul": shapes (2,) and (4,) do not fit: 2 is not 4
def main() -> None:
    rows = Rows(np.zeros(5))
    rows[1:3], rows[2]
    rows[1:4], rows[4]
# --- what has been a number is an array where it is found to be one
class Fit:
    def __init__(self) -> None:
        self.count = 0
    def right(self) -> None:
        if not hasattr(self, "residual"):
            self.residual = -np.inf
        if isinstance(self.residual, np.ndarray):
            self.count = len(self.residual)
def right(x: float | Float[A, "n"]) -> None:
    y = 0.0
    if isinstance(y, (list, np.ndarray)):
        len(y)
def wrong(x: float | Float[A, "n"]) -> None:
    y = 0.0
    if not isinstance(y, np.ndarray):
        np.concatenate([y, y])  # E: "concatenate": arrays without axes cannot be joined
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
