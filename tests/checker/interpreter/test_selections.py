"""Rows that a mask selects."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- a mask selects a number of rows that is not that of the columns, nor of all rows
def right(x: Float[A, "n d"], y: Int[A, "n"], w: Float[A, "d"]) -> None:
    rows = x[y == 2]
    reveal_type(rows)  # N: (count, d)
    (rows - rows.mean(axis=0)).T @ rows + np.eye(len(w))
    reveal_type(x[:, w > 0])  # N: (n, count)
    reveal_type(x[y == 2, 1:])  # N: (count, d - 1)
    reveal_type(x[x > 0])  # N: (?,)
    reveal_type(x[y == 2, 0])  # N: (count,)
def wrong(x: Float[A, "n d"], y: Int[A, "n"], w: Float[A, "d"]) -> None:
    rows = x[y == 2]
    rows - rows.mean(axis=1)  # E: "subtract": shapes (count, d) and (count,) do not broadcast: d is not count
    rows @ w - y  # E: "subtract": shapes (count,) and (n,) do not broadcast: count is not n
    w - (y[y == 2][:, None] * rows).sum(axis=1)
def wrong_mean(x: Float[A, "n d"], y: Int[A, "n"], k: int) -> Float[A, "{k} d"]:
    return np.stack([x[y == j].mean(axis=1) for j in range(k)])  # E: Result of "wrong_mean" has shape (k, count); expected (k, d)
# --- one mask selects as many rows wherever it does
def right(x: Float[A, "n d"], y: Float[A, "n"], m: Bool[A, "n"], w: Float[A, "d"]) -> None:
    x[m] @ w - y[m]
    m = ~m
    reveal_type(x[m] * y[m][:, None])  # N: (count, d)
# --- rows may be selected to make a square, or to be as many as others
def right(x: Float[A, "n d"], y: Float[A, "n"], m: Bool[A, "n"], v: Float[A, "p"]) -> None:
    reveal_type(np.linalg.solve(x[m], y[m]))  # N: (d,)
    reveal_type(np.linalg.inv(x[m]))  # N: (d, d)
    x[m] - v[:, None]
    out = np.zeros(len(x))
    out[m] = v
    np.concatenate([x[m], x[~m]]) - x
    for j in range(3):
        rows = x[y == j]
        rows - rows.mean(axis=0)
        if j:
            rows - before
        before = rows
def off_diagonal(a: Float[A, "n n"]) -> Float[A, "n n-1"]:
    return a[~np.eye(len(a), dtype=bool)].reshape(len(a), -1)
def wrong(x: Float[A, "n 3"], m: Bool[A, "n"]) -> Float[A, "3 3"]:
    return x[m] - x[m].mean(axis=1)  # E: "subtract": shapes (count, 3) and (count,) do not broadcast: 3 is not count
# --- it is the same number in an index of several
def right(x: Float[A, "n d"], y: Float[A, "d n"], m: Bool[A, "n"]) -> None:
    reveal_type(x[m] * y[:, m].T)  # N: (count, d)
def wrong(x: Float[A, "n d"], y: Float[A, "n"], m: Bool[A, "n"]) -> None:
    x[m] / y[m,]  # E: "divide": shapes (count, d) and (count,) do not broadcast: d is not count
# --- in a program it is not the number of all rows, but may be that of the columns
def columns(x: Float[A, "n d"], m: Bool[A, "n"], w: Float[A, "k"]) -> Float[A, "d k"]:
    return x[m].T * w
def rows(x: Float[A, "n d"], m: Bool[A, "n"], w: Float[A, "k d"]) -> Float[A, "k d"]:
    return w * x[m]  # E: "multiply": shapes (15, 6) and (count, 6) do not broadcast: 15 is not count
def others(x: Float[A, "n d"], m: Bool[A, "n"], w: Float[A, "k d"]) -> Float[A, "k d"]:
    return w * x[m]
def main() -> None:
    x, m = np.zeros((15, 6)), np.zeros(15) > 1
    columns(x, m, np.zeros(6))
    rows(x, m, x)
    others(x, m, np.zeros((7, 6)))
# --- so many places are found as elements are true
def right(x: Float[A, "n d"], y: Float[A, "n"], m: Bool[A, "n"]) -> None:
    idx = np.flatnonzero(m)
    reveal_type(x[idx].T @ y[idx])  # N: (d,)
    (found,) = np.where(m)
    reveal_type(x[found] * y[found][:, None])  # N: (count, d)
    one, two = np.nonzero(x)
    reveal_type(x[one, two] - y[one])  # N: (count,)
    reveal_type(np.where(m, y, 0))  # N: (n,)
    if len(idx) == x.shape[1]:
        x[idx] @ x[idx].T + np.eye(x.shape[1])
def wrong(x: Float[A, "n d"], y: Float[A, "n"], m: Bool[A, "n"]) -> None:
    idx = np.flatnonzero(m)
    x[idx] @ x[idx].T + np.eye(x.shape[1])  # E: "add": shapes (count, count) and (d, d) do not broadcast: count is not d
    y[idx] - y  # E: "subtract": shapes (count,) and (n,) do not broadcast: count is not n
# --- a mask selects beside single places and new axes
def f(x: Float[A, "n d"], y: Int[A, "n"], k: int) -> None:
    m = y > 0
    x[m, k] - y[m]
    y[m, None] * x[m]
    x[m, None, 1:] - y[m, None, None]
    reveal_type(x[None, m, k])  # N: (1, count)
    x[m, k] - y  # E: "subtract": shapes (count,) and (n,) do not broadcast: count is not n
# --- what is different in an array is so much, in all that is said of it
def right(x: Float[A, "n"], y: A) -> None:
    found, inverse, counts = np.unique(x, return_inverse=True, return_counts=True)
    reveal_type(np.zeros((len(found), 2)) * counts[:, None])  # N: (count, 2)
    reveal_type(found[inverse] - x)  # N: (n,)
    reveal_type(np.unique(x[:, None] * x, axis=0))  # N: (count, n)
    nothing, places = np.unique(y, return_inverse=True)
    nothing + np.zeros(3), places + np.zeros(4)
def wrong(x: Float[A, "n"], y: Int[A, "n"]) -> Float[A, "n"]:
    x[None] > np.unique(x[y > 0])  # E: "greater": shapes (1, n) and (count,) do not broadcast: n is not count
    x[y > 0] + np.unique(x[y > 0])
    return np.unique(x)  # E: Result of "wrong" has shape (count,); expected (n,)
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
