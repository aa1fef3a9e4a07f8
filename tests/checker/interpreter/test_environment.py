"""What is known where two ways through the code meet."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
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
# --- shapes of different numbers of axes leave nothing known
def right(x: Float[A, "n m"], b: Float[A, "*batch n"], r: Float[A, "*run n"], c: bool) -> None:
    reveal_type(x if c else x[0])  # N: (...,)
    reveal_type(b if c else b)  # N: (*batch, n)
    reveal_type(b if c else r)  # N: (..., n)
    reveal_type(b if c else x)  # N: (...,)
# --- tuples and lists are joined item by item
def right(x: Float[A, "n m"], xs: list[Float[A, "n m"]], c: bool) -> None:
    p = (x, x.T) if c else (x, x)
    reveal_type(p[0])  # N: (n, m)
    reveal_type(p[1])  # N: (?, ?)
    q = [x, x.T] if c else [x, x]
    reveal_type(q[0])  # N: (n, m)
    r = [x] if c else [x + 1, x]
    reveal_type(r[0])  # N: (n, m)
    s = xs if c else [x]
    reveal_type(s[0])  # N: (n, m)
    t = [] if c else []
    u = [] if c else [x]
    reveal_type(u[0])  # N: (n, m)
    v = (x, x) if c else (x,)
# --- numbers that differ are some number
def right(x: Float[A, "n m"], c: bool, f: float) -> None:
    n = x.shape[0] if c else x.shape[1]
    reveal_type(np.zeros(n))  # N: (n,)
    reveal_type(x + (3 if c else f))  # N: (n, m)
    reveal_type(x + (f if c else 3))  # N: (n, m)
# --- an array or nothing is that array where it is used
def right(x: Float[A, "n m"], mask: Float[A, "n n"] | None, c: bool) -> None:
    y = None
    if c:
        y = x.T
    if mask is not None:
        x = mask @ x
    if y is None:
        return
    reveal_type(y)  # N: (m, n)
    if mask is not None:
        reveal_type(mask)  # N: (n, n)
def wrong(x: Float[A, "n m"], mask: Float[A, "n n"] | None) -> None:
    if mask is not None:
        mask @ x
    if mask is not None:
        x @ mask  # E: "matmul": shapes (n, m) and (n, n) do not fit: m is not n
def number(x: Float[A, "n m"], c: bool) -> None:
    k = None
    if c:
        k = 3
    y = x if k is None else x.T
    reveal_type(y)  # N: (?, ?)
# --- what is known of an attribute on one way only is not known behind
class Box:
    held: Float[A, "..."]
def right(box: Box, x: Float[A, "n m"], c: bool) -> None:
    if c:
        box.held = x
    reveal_type(box.held)  # N: (...,)
    box.held = x
    box = Box()
    reveal_type(box.held)  # N: (...,)
# --- what one way alone says of sizes is forgotten
def right(x: Float[A, "n m"], y: Float[A, "m"], c: bool) -> None:
    if c:
        assert x.shape[0] == y.shape[0]
        x[:, 0] + y
        d: Float[A, "k"] = y
def wrong(x: Float[A, "n m"], y: Float[A, "m"], c: bool) -> None:
    if c:
        assert x.shape[0] == y.shape[0]
    x[:, 0] + y  # E: "add": shapes (n,) and (m,) do not broadcast: n is not m
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
