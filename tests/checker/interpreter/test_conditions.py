"""Which way conditions go, and what holds behind them."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- a guarded index keeps its bound
def right(x: Float[A, "n"], i: int) -> None:
    if 0 <= i:
        x[i]
    for k in range(len(x)):
        if k > 0:
            x[k - 1]
        if k < len(x) - 1:
            x[k + 1]
        if k != 0:
            x[k - 1]
        if k + 1 < len(x):
            x[k + 1]
        if k >= 1 and k <= len(x) - 2:
            x[k - 1] + x[k + 1]
        if len(x) - k > 1:
            x[k + 1]
        if 0 <= k - 2:
            x[k - 2]
        if 2 * k + 1 < len(x):
            x[2 * k + 1]
        for j in range(len(x)):
            if k + j < len(x):
                x[k + j]
            if j > k:
                x[j - 1]
                x[k + 1]
        if len(x) - 1 > k:
            x[k + 1]
        if k == 0:
            continue
        x[k - 1]
def wrong(x: Float[A, "n"]) -> None:
    for k in range(len(x)):
        x[k + 1]  # E: index k + 1 reaches n, out of bounds for an axis of size n
        x[k - 1]  # E: index k - 1 reaches -1, which wraps round to the end of the axis
        if k > 1:
            x[k + 1]  # E: index k + 1 reaches n, out of bounds for an axis of size n
        if not k > 0:
            x[k - 1]
        if k == 0:
            x[k - 1]
        if k == len(x) - 1:
            pass
        else:
            x[k + 1]
# --- a condition that is not about sizes leaves an index unproved and unreported
def right(x: Float[A, "n"], c: bool) -> None:
    for k in range(len(x)):
        if c:
            x[k + 1]
        if c or k > 0:
            x[k - 1]
        y = x[k - 1] if c else x[k]
        if not c:
            continue
        x[k + 1]
def early(x: Float[A, "n"], c: bool, box: list[int]) -> None:
    for k in range(len(x)):
        if x[k] > 0:
            continue
        x[k + 1]
# --- equal sizes are one size from there on
def right(x: Float[A, "n m"], y: Float[A, "k p"]) -> None:
    if x.shape[1] == y.shape[0]:
        reveal_type(x @ y)  # N: (n, p)
    if x.shape[1] != y.shape[0]:
        return
    reveal_type(x @ y)  # N: (n, p)
    if x.shape == y.shape:
        reveal_type(x + y)  # N: (n, p)
    if x.shape[0] == y.shape[0] + 1:
        reveal_type(x[1:, 0] + y[:, 0])  # N: (n - 1,)
    if x.shape == (3, 4):
        reveal_type(x)  # N: (3, 4)
def wrong(x: Float[A, "n m"], y: Float[A, "k p"]) -> None:
    if x.shape[1] == y.shape[0]:
        pass
    else:
        x @ y  # E: "matmul": shapes (n, m) and (k, p) do not fit: m is not k
    if x.shape[0] * 2 == y.shape[0] * 3:
        x @ y  # E: "matmul": shapes (n, m) and (k, p) do not fit: m is not k
# --- the number of axes is learned from conditions
def right(x: Float[A, "..."], y: np.ndarray, z: Float[A, "*batch d"]) -> None:
    if x.ndim == 2:
        reveal_type(x)  # N: (?, ?)
    if len(x.shape) == 1:
        reveal_type(x)  # N: (?,)
    if np.ndim(y) == 3:
        reveal_type(y)  # N: (?, ?, ?)
    if y.shape == (2, 3):
        reveal_type(y)  # N: (2, 3)
    if z.ndim == 2:
        reveal_type(z)  # N: (?, d)
    elif z.ndim == 1:
        reveal_type(z)  # N: (d,)
    else:
        reveal_type(z)  # N: (..., d)
    if z.shape == (4, 5):
        reveal_type(z)  # N: (4, 5)
    if z.ndim == 0:
        reveal_type(z)  # N: ()
    if x.ndim != 2:
        raise ValueError
    reveal_type(x)  # N: (?, ?)
    if x[0].ndim == 1:
        pass
def wrong(x: Float[A, "..."], w: Float[A, "n m"]) -> None:
    if x.ndim == 3:
        x[0, 0, 0, 0]  # E: too many indices for shape (?, ?, ?): 4
    if x.shape == (3, 4):
        x @ w @ x  # E: "matmul": shapes (3, 4) and (n, m) do not fit: 4 is not n
    assert x.ndim == 2, "two axes"
    x[0, 0, 0]  # E: too many indices for shape (?, ?): 3
def unknown(x: Any, y: int) -> None:
    if x.ndim == 2 and y.ndim == 2 and x.shape == y:
        x + np.zeros(3)
# --- several comparisons are taken over together
def right(x: Float[A, "..."], y: Float[A, "..."], c: bool) -> None:
    if x.ndim == 2 and y.ndim == 1:
        reveal_type(x)  # N: (?, ?)
        reveal_type(y)  # N: (?,)
    if not (x.ndim != 2 or y.ndim != 1):
        reveal_type(x)  # N: (?, ?)
    if x.ndim != 2 or y.ndim != 1:
        return
    reveal_type(y)  # N: (?,)
    if 1 < x.ndim < 3 or x is y or x in y:
        pass
# --- none is told from an array
def right(x: Float[A, "n m"] | None, y: Float[A, "n"]) -> None:
    if x is None:
        x = np.zeros((len(y), 3))
    reveal_type(x)  # N: (n, ?)
    z = None
    if z is not None:
        z @ y @ y @ y
    a = None if y is None else y
    reveal_type(a)  # N: (n,)
    if x is None or y is not None:
        pass
    if x is y:
        pass
    if "a" is None or (y + 1) is None:
        pass
def wrong(x: Float[A, "n m"] | None, y: Float[A, "n"]) -> None:
    if x is None:
        return
    x + y  # E: "add": shapes (n, m) and (n,) do not broadcast: m is not n
# --- the sides of and, or and conditional expressions are guarded
def right(x: Float[A, "n"], y: Float[A, "..."]) -> None:
    for k in range(len(x)):
        k > 0 and x[k - 1] > 0
        k == 0 or x[k - 1] > 0
        x[k - 1] if k > 0 else x[0]
        y.ndim == 2 and y[0, 0]
        [x[j - 1] for j in range(len(x)) if j > 0]
def wrong(x: Float[A, "n"], y: Float[A, "..."]) -> None:
    for k in range(len(x)):
        k > 0 or x[k - 1] > 0
        y.ndim == 1 and y[0, 0]  # E: too many indices for shape (?,): 2
# --- a constant decides
DEBUG: Final = False
SIZE: Final = 3
def right(x: Float[A, "n m"]) -> None:
    if SIZE == 3:
        y = x
    else:
        y = x @ x
    if SIZE:
        z = y
    else:
        z = y @ y
    reveal_type(z)  # N: (n, m)
    w = x if "" else x.T
    reveal_type(w)  # N: (m, n)
    if None:
        x @ x
# --- what is compared with nothing, with itself or with something open says what it can
def right(x: Float[A, "_ m"], y: Float[A, "n"], k: int) -> None:
    z = None
    while z is not None:
        z = z @ y
    if x.shape == (3, len(x[0])):
        reveal_type(x)  # N: (3, m)
    if x.ndim == k and y.ndim == -1:
        pass
    for j in range(len(y)):
        if j != 5:
            y[j]
        if j != len(y) - 1:
            y[j + 1]
# --- a comparison of two axes takes the claim away that they are any sizes
def right(x: Float[A, "n"], y: Float[A, "m"]) -> float:
    if len(x) <= len(y):
        for i in range(len(x)):
            print(y[i])
    if x.shape[0] > y.shape[0]:
        raise ValueError
    for i in range(len(x)):
        print(y[i])
    return sum(x[i] * y[i] for i in range(len(x)))
def asserted(x: Float[A, "n"], y: Float[A, "m"]) -> float:
    assert len(y) > len(x)
    return sum(x[i] * y[i] for i in range(len(x)))
def wrong(x: Float[A, "n"], y: Float[A, "m"]) -> None:
    if len(x) != 3:
        for i in range(len(x)):
            print(y[i])  # E: index i reaches n - 1, out of bounds for an axis of size m
# --- what is negated must be one truth
def f(x: Bool[A, "n m"], k: int) -> None:
    if not x[0, 0]:
        pass
    if not x[0]:  # E: an array of shape (m,) is not one number
        pass
# --- each comparison of a chain must be one truth, but for the last
def f(x: Float[A, "n m"], k: int) -> None:
    reveal_type(0.0 < k < x)  # N: (n, m)
    if 0.0 < x[0, 0] < 1.0:
        pass
    0.0 < x[0] < 1.0  # E: an array of shape (m,) is not one number
    assert k > 0 and np.isclose(x[0], 0.0)  # E: an array of shape (m,) is not one number
    x is x[0] is None
    0 < k in [1, 2]
    0 < x[0, 0] is not None
    x.T + x  # E: "add": shapes (m, n) and (n, m) do not broadcast: n is not m
# --- a shape is no number
def f(x: Float[A, "n m"], k: int, axes: int | tuple[int, int]) -> None:
    if axes == (0, 1) or axes == 1:
        pass
    assert x.shape == (3, k) and x.shape[0] == k
    if x.shape != k:  # E: a shape is a tuple, and never equal to a whole number
        pass
    assert x.shape == x.shape[0]  # E: a shape is a tuple, and never equal to a whole number
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
