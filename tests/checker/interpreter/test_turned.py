"""What may fit, because a size is not known, but certainly fits with two axes exchanged."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- a product that fits with one operand transposed lacks the transposition
def right(x: Float[A, "n d"], count: int) -> Float[A, "n m"]:
    rank = min(count, 3)
    basis = np.linalg.svd(x)[2][:rank]
    return x @ basis.T
def wrong(x: Float[A, "n d"], count: int) -> None:
    rank = min(count, 3)
    basis = np.zeros((rank, x.shape[1]))
    x @ basis  # E: "matmul": shapes (n, d) and (rank, d) do not fit: d is not rank
    x.T @ basis.T @ basis  # E: "matmul": shapes (d, n) and (d, rank) do not fit: n is not d
    basis @ basis  # E: "matmul": shapes (rank, d) and (rank, d) do not fit: d is not rank
# --- so does one with a vector
def right(x: Float[A, "n"], count: int) -> None:
    x @ np.zeros((count, 3))
    np.zeros((3, count)) @ x
def wrong(x: Float[A, "n"], count: int) -> None:
    x @ np.zeros((count, len(x)))  # E: "matmul": shapes (n,) and (count, n) do not fit: n is not count
    np.zeros((len(x), count)) @ x  # E: "matmul": shapes (n, count) and (n,) do not fit: count is not n
# --- a square matrix may have the size of both
def right(x: Float[A, "n n"], count: int) -> None:
    y = np.zeros((count, count))
    x @ y @ x.T
    y @ x @ y.T
    np.zeros((count, 2)).T @ x
# --- an argument whose axes are exchanged is not taken for a square one
def gaps(x: Float[A, "n d"], y: Float[A, "m d"]) -> Float[A, "n m"]:
    return x @ y.T
def right(x: Float[A, "n d"], count: int) -> None:
    gaps(x, np.zeros((count, x.shape[1])))
    gaps(x, np.zeros((count, count)))
def wrong(x: Float[A, "n d"], count: int) -> None:
    gaps(x, np.zeros((x.shape[1], count)))  # E: Argument "y" of "gaps" has shape (d, count); expected (m, d) where d is d (from argument "x")
# --- nor is a result
def right(x: Float[A, "n d"], count: int) -> Float[A, "k d"]:
    return np.zeros((count, x.shape[1]))
def wrong(x: Float[A, "n d"], count: int) -> Float[A, "d k"]:
    return np.zeros((count, x.shape[1]))  # E: Result of "wrong" has shape (count, d); expected (d, k)
def unknown(x: Float[A, "n d"], y: A) -> Float[A, "d k"]:
    return np.stack([x[0] for _ in y])  # E: Result of "unknown" has shape (?, d); expected (d, k)
def square(x: Float[A, "n d"], count: int) -> Float[A, "d d"]:
    return np.zeros((count, x.shape[1]))
# --- braces count as names do
def right(x: Float[A, "n"], shots: int) -> Float[A, "{shots} k"]:
    return np.zeros((shots, int(x.sum())))
def wrong(x: Float[A, "n"], shots: int) -> Float[A, "k {shots}"]:
    return np.zeros((shots, int(x.sum())))  # E: Result of "wrong" has shape (shots, ?); expected (k, shots)
def square(x: Float[A, "n"], shots: int) -> Float[A, "{shots} {shots}"]:
    return np.zeros((shots, int(x.sum())))
# --- rows of pairs do not unpack into two columns
def right(x: Float[A, "n 2"], y: Float[A, "2 2"], unknown: A) -> None:
    points = x[x[:, 0] > 0]
    a, b = points.T
    a + b + points[:, 0]
    a, b = y
    a, b = unknown
    a, b = points[[0, 1]]
    for a, b in points:
        a + np.zeros(3)
def wrong(x: Float[A, "n 2"]) -> None:
    points = x[x[:, 0] > 0]
    a, b = points  # E: an array of shape (count, 2) does not unpack into 2 values
    a, b, c = points
# --- an operand that fits another axis lacks an axis of length 1
def right(x: Float[A, "n d"], count: int) -> None:
    y = np.zeros((len(x), count))
    y / y.sum(axis=0) - y.sum(axis=1, keepdims=True)
    y + np.zeros((count, count))
    y + y.T
    y @ np.zeros((count, 2))
def wrong(x: Float[A, "n d"], count: int) -> None:
    y = np.zeros((len(x), count))
    y / y.sum(axis=1)  # E: "divide": shapes (n, count) and (n,) do not broadcast: count is not n
    np.zeros((count, 2)) * y  # E: "multiply": shapes (count, 2) and (n, count) do not broadcast: count is not n
    y[:] = y.sum(axis=1)  # E: assignment to an index: shape (n,) does not broadcast to (n, count): n is not count
# --- an axis that is there already may be any
def mask(x: Float[A, "b t s"], past: int) -> None:
    t = x.shape[1]
    scores = np.zeros((t, t + past))
    scores + np.zeros((t, t))[:, : t + past]
    np.where(np.zeros((t, t)) > 0, np.zeros((x.shape[0], t, past)), 0.0)
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
