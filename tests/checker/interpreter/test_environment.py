"""What is known where two ways through the code meet."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- a reassigned variable has its newest shape
def right(x: Float[A, "n m"]) -> Float[A, "m"]:
    x = x.sum(axis=0)
    reveal_type(x)  # N: (m,)
    return x
def wrong(x: Float[A, "n m"]) -> Float[A, "n"]:
    x = x.sum(axis=0)
    return x  # E: Result of "wrong" has shape (m,); expected (n,)
# --- equal shapes of two ways are kept
def right(x: Float[A, "n m"], c: bool) -> None:
    y = x + 1 if c else x * 2
    reveal_type(y)  # N: (n, m)
# --- a size that differs is lost, and the others are kept
def right(x: Float[A, "n m"], y: Float[A, "n k"], c: bool) -> None:
    z = x if c else y
    reveal_type(z)  # N: (n, ?)
def wrong(x: Float[A, "n m"], y: Float[A, "n k"], w: Float[A, "p q"], c: bool) -> None:
    z = x if c else y
    z.T @ w  # E: "matmul": shapes (?, n) and (p, q) do not fit: n is not p
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
