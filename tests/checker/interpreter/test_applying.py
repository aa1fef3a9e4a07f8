"""What rules are given, and shapes that are lost on the way."""

from __future__ import annotations

from checker.interpreter.probing import Rule

SETTINGS = "[interlock]\nwarn_shape_lost = True"

RULES = """
# --- a shape that is lost is told of, once
def right(x: Float[A, "n m"], f: Any, k: int) -> None:
    y = np.frombuffer(b"1234", np.float64)
    z = np.sort_complex(x)  # E: The shape is lost in "sort_complex"
    z + 1
    [np.apply_over_axes(f, x, 0) for _ in range(3)]  # E: The shape is lost in "apply_over_axes"
    for j in range(3):
        np.block([[x, x]])
    np.piecewise(x, [x > 0], [1])
    x.choose([x, x])
# --- arguments that no rule takes leave the result to mypy
def right(x: Float[A, "n m"]) -> None:
    reveal_type(np.sum(x, nothing=3))
    reveal_type(np.zeros())
    np.sum()
# --- a shape's sizes are counted by one number
def right(x: Float[A, "*b n"]) -> None:
    x.shape[()]
    x.shape[1, 2]
    reveal_type(np.zeros(x.shape[-1]))  # N: (n,)
# --- dtypes and functions are given by name
def right(x: Float[A, "n m"]) -> None:
    reveal_type(x.astype(np.float32))  # N: (n, m)
    reveal_type(np.zeros(3, dtype=float))  # N: (3,)
    reveal_type(np.add.outer(x, x))  # N: (n, m, n, m)
    reveal_type(x[(slice(None), slice(0, 2))])  # N: (...,) ; E: The shape is lost in "getitem"
    reveal_type(np.pad(x, ((1, 1), (0, 0))))  # N: (n + 2, m)
    np.array([np.sum, float])
    reveal_type(np.array([y for y in x]))  # N: (n, m)
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
