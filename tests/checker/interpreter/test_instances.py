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
