"""What is certainly no `None`: arguments that a call gives."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- an argument that is given is no None, one that may be None is not known to be there
def f(x: A, y: A | None = None) -> None:
    if y is not None:
        x + y  # E: "add": shapes (3,) and (4,) do not broadcast: 3 is not 4
def g(x: A, y: A | None = None) -> A:
    z = np.zeros((5, 5)) if y is None else y
    return z
def maybe(n: int) -> Float[A, "n"] | None:
    return np.zeros(4) if n else None
def main() -> None:
    f(np.zeros(3), maybe(1))
    f(np.zeros(3), eval("None"))
    f(np.zeros(3), np.zeros(4))
    reveal_type(g(np.zeros(3), np.zeros(4)))  # N: (4,)
    reveal_type(g(np.zeros(3)))  # N: (5, 5)
    reveal_type(g(np.zeros(3), maybe(1)))  # N: (...,)
# --- an argument stays what it is until it is assigned anew
def f(y: A | None = None) -> None:
    y = y[1:] if y is not None else None
    if y is not None:
        y + np.zeros(5)
def g(y: A | None = None) -> None:
    h(y)
def h(y: A | None) -> None:
    if y is not None:
        y + np.zeros(5)  # E: "add": shapes (4,) and (5,) do not broadcast: 4 is not 5
def main() -> None:
    f(np.zeros(4))
    g(np.zeros(4))
# --- what mypy takes for anything is there where a rule says what it is
def f(x: A, m: A | None = None) -> None:
    if m is not None:
        x[m]  # E: mask of shape (4,) does not fit axis 0: 4 is not 3
def main() -> None:
    x = np.zeros((4, 3))
    f(x[0], x[:, 0] > 0)
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
