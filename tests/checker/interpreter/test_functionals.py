"""NumPy's functions that call a function, and those that go through all places of an array."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- a function is applied to each line along an axis
def right(x: Float[A, "n m"]) -> None:
    reveal_type(np.apply_along_axis(np.cumsum, 1, x))  # N: (n, m)
    reveal_type(np.apply_along_axis(np.sum, 0, x))  # N: (m,)
    reveal_type(np.apply_along_axis(lambda row: np.outer(row, row), 1, x))  # N: (n, m, m)
    reveal_type(np.apply_along_axis(lambda row: row[1:], axis=1, arr=x))  # N: (n, ...)
    reveal_type(np.apply_along_axis(np.convolve, 1, x, np.ones(3), "same"))  # N: (n, ?)
def wrong(x: Float[A, "n m"]) -> None:
    np.apply_along_axis(np.cumsum, 2, x)  # E: "apply_along_axis": axis 2 is out of range for shape (n, m)
    np.apply_along_axis(lambda row: row + np.ones(3), 0, x)  # E: "add": shapes (n,) and (3,) do not broadcast: n is not 3
# --- a function of numbers goes over all elements
def double(value: float) -> float:
    return 2 * value
def right(x: Float[A, "n m"]) -> None:
    reveal_type(np.vectorize(math.erf)(x))  # N: (n, m)
    reveal_type(np.vectorize(double, otypes=[float])(x))  # N: (n, m)
    add = np.vectorize(lambda a, b: a + b)
    reveal_type(add(x, x[0]))  # N: (n, m)
    np.vectorize(lambda a: (a, a))(x)[0]
    np.vectorize(math.frexp)(x)[1] + x[0]
def wrong(x: Float[A, "n m"]) -> None:
    np.vectorize(lambda a, b: a + b)(x, x.T)  # E: "vectorize": shapes (n, m) and (m, n) do not broadcast: m is not n
# --- a function of places makes an array of that shape
def right(n: int) -> None:
    reveal_type(np.fromfunction(lambda i, j: i + j, (3, n)))  # N: (3, n)
# --- all places of a shape have an index for each axis
def right(x: Float[A, "n m"]) -> None:
    for i, j in np.ndindex(x.shape):
        reveal_type(x[i, j])  # N: ()
    for i, j in np.ndindex(len(x), 3):
        x[i]
    for i, j in np.ndindex(x.shape):
        x[i - 1, (j + 1) % x.shape[1]]
    for (i, j), value in np.ndenumerate(x):
        x[i, j] = value
        reveal_type(x[:, j])  # N: (n,)
def wrong(x: Float[A, "n m"], y: Float[A, "n"]) -> None:
    for i, j in np.ndindex(x.shape):
        if y[i] < x[i,]:  # E: an array of shape (m,) is not one number
            pass
# --- items are folded one after the other
def f(a: Float[A, "n m"], b: Float[A, "m k"]) -> None:
    reveal_type(functools.reduce(np.matmul, [a, b]))  # N: (n, k)
    reveal_type(functools.reduce(lambda x, y: x @ y, [b, b.T], a))  # N: (n, m)
    functools.reduce(np.matmul, [a, b, a])  # E: "matmul": shapes (n, k) and (n, m) do not fit: k is not n
    reveal_type(functools.reduce(np.add, [a * i for i in a[0]]))  # N: (n, m)
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
