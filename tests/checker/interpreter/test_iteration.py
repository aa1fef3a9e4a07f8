"""Going through things: loops and comprehensions."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- a loop over a known list is unrolled
def right(x: Float[A, "n m"]) -> None:
    y = x
    for w in [np.zeros((3, 4)), np.zeros((4, 5))]:
        reveal_type(w)  # N: (3, 4) ; N: (4, 5)
    h = np.zeros((2, 3))
    for w in (np.zeros((3, 4)), np.zeros((4, 5))):
        h = h @ w
    reveal_type(h)  # N: (2, 5)
    for key in {"a": 1, "b": 2}:
        z = {"a": x, "b": x.T}[key]
        reveal_type(z)  # N: (n, m) ; N: (m, n)
def wrong(x: Float[A, "n m"]) -> None:
    h = np.zeros((2, 3))
    for w in (np.zeros((3, 4)), np.zeros((5, 6))):
        h = h @ w  # E: "matmul": shapes (2, 4) and (5, 6) do not fit: 4 is not 5
# --- a list that is too long to unroll has one item for all
def right() -> None:
    for k in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]:
        reveal_type(np.zeros(k))  # N: (k,)
# --- what a loop changes is known only as far as every turn agrees
def right(x: Float[A, "n m"]) -> None:
    y = x
    for k in range(10):
        y = y.T
    reveal_type(y)  # N: (?, ?)
    z = x
    for k in range(10):
        z = z[None]
    reveal_type(z)  # N: (...,)
    v = x
    while v.sum() > 0:
        v = v * 0.5
    reveal_type(v)  # N: (n, m)
def wrong(x: Float[A, "n m"]) -> None:
    for k in range(10):
        y = x @ x  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
    for k in range(10):
        for j in range(3):
            x + x.T  # E: "add": shapes (n, m) and (m, n) do not broadcast: m is not n
# --- the way out by break is joined with the way to the end
def right(x: Float[A, "n m"], c: bool) -> None:
    y = x
    for k in range(3):
        if c:
            y = x.T
            break
    else:
        reveal_type(y)  # N: (?, ?)
        y = x.T
    reveal_type(y)  # N: (m, n)
def wrong(x: Float[A, "n m"], c: bool) -> None:
    for k in range(3):
        if c:
            break
    else:
        x @ x  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
# --- a turn cut short by continue goes on to the next
def right(x: Float[A, "n m"], c: bool) -> None:
    y = x
    for k in range(3):
        if c:
            y = x.T
            continue
        y = x
    reveal_type(y)  # N: (?, ?)
    for a in (1, 2):
        if a == 1:
            continue
        reveal_type(np.zeros(a))  # N: (2,)
# --- a loop that always leaves ends after one turn
def right(x: Float[A, "n m"], xs: list[Float[A, "3"]]) -> Float[A, "3"]:
    for y in xs:
        return y
    for row in x:
        break
    for a in (1, 2):
        return np.zeros(3)
    x @ x
# --- an endless loop is left by break alone
def right(x: Float[A, "n m"], c: bool) -> Float[A, "m n"]:
    while True:
        x = x * 2
        if c:
            break
    reveal_type(x)  # N: (n, m)
    while True:
        if c:
            return x.T
    x @ x  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
def counted(x: Float[A, "n m"], k: int) -> None:
    i = 0
    while i < k:
        i += 1
        reveal_type(np.zeros(i))  # N: (1,) ; N: (i,)
    while k > 0:
        k -= 1
# --- an index of a while loop is not held to bounds it may not have
def right(x: Float[A, "n"]) -> None:
    i = 0
    while i < len(x) - 1:
        x[i + 1]
        i += 1
    while x[i] > 0:
        i += 1
# --- rows, items, keys and indices are gone through
def right(x: Float[A, "n m"], xs: list[Float[A, "3"]], d: dict[str, Float[A, "2"]]) -> None:
    for row in x:
        reveal_type(row)  # N: (m,)
    for i, row in enumerate(x):
        reveal_type(row)  # N: (m,)
        x[i]
    for a, b in zip(x, x.T):
        reveal_type(a)  # N: (m,)
        reveal_type(b)  # N: (n,)
    for item in xs:
        reveal_type(item)  # N: (3,)
    for key, value in d.items():
        reveal_type(value)  # N: (2,)
    for value in d.values():
        reveal_type(value)  # N: (2,)
    for i in reversed(range(len(x))):
        x[i]
    for row in reversed(x):
        reveal_type(row)  # N: (m,)
    for i in range(0, len(x), 2):
        x[i]
    for i in range(len(x) - 1, -1, -1):
        x[i]
    for unknown in object():
        unknown + x
def wrong(x: Float[A, "n m"]) -> None:
    for row in x:
        row + x[:, 0]  # E: "add": shapes (m,) and (n,) do not broadcast: m is not n
    for i in range(len(x)):
        x[:, 0][i + 1]  # E: index i + 1 reaches n, out of bounds for an axis of size n
    for number in np.float64(3):  # E: iteration over an array without axes
        pass
# --- the sizes that a turn makes are not those of the next
def right(x: Float[A, "n m"], xs: list[np.ndarray]) -> None:
    kept = [np.zeros(1)]
    for y in xs:
        a, b = y.shape
        kept.append(np.zeros(a))
        previous = np.zeros((a, b))
        pair = (np.zeros(a), [np.zeros(b)])
        many = [np.zeros(a) for _ in xs]
    reveal_type(previous)  # N: (?, ?)
    reveal_type(pair[1][0])  # N: (?,)
    reveal_type(many[0])  # N: (?,)
    reveal_type(np.zeros(a))  # N: (?,)
# --- a comprehension makes a list of its elements
def right(x: Float[A, "n m"], xs: list[Float[A, "3"]]) -> None:
    reveal_type([y[None] for y in xs][0])  # N: (1, 3)
    reveal_type(np.array([row for row in x]))  # N: (n, m)
    reveal_type(np.stack([y for y in (x, x + 1)]))  # N: (2, n, m)
    reveal_type(np.array([[i * j for i in range(3)] for j in range(4)]))  # N: (4, 3)
    reveal_type([a + b for a in xs for b in xs][0])  # N: (3,)
    reveal_type([a for a in xs if a.sum() > 0][0])  # N: (3,)
    reveal_type(sum(y for y in xs))  # N: (3,)
    reveal_type({k: y for k, y in enumerate(xs)}[0])  # N: (3,)
    reveal_type({k: np.zeros(3) for k in ("a", "b")}["a"])  # N: (3,)
    {1: x for k in xs}
    {k: x for k in (1, 2)}
    [k for k in object()]
    reveal_type(np.array([a for a, b in zip(x, x)]))  # N: (n, m)
def wrong(x: Float[A, "n m"], xs: list[Float[A, "3"]]) -> None:
    [y + x[0] + np.zeros(4) for y in xs]  # E: "add": shapes (3,) and (m,) do not broadcast: 3 is not m
    [x[i + 1] for i in range(len(x))]  # E: index i + 1 reaches n, out of bounds for an axis of size n
    [x @ x for _ in range(3)]  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
    {k: x @ x for k in range(3)}  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
# --- an async loop and an async with are followed too
async def right(xs: AsyncIterator[Float[A, "3"]]) -> None:
    async for x in xs:
        reveal_type(x)  # N: (3,)
    y = [x async for x in xs]
# --- what changes with every turn is unknown at last
def right(x: Float[A, "n m"]) -> None:
    a, b, c, d, e, f = x, x, x, x, x, 3
    for k in range(9):
        a, b, c, d, e, f = b, c, d, e, f, [x]
    for k in reversed(range(0, 9, 2)):
        x[k]
    for k in range(0, 9, 3):
        pass
# --- what changes only after some turns is not known behind them
def right(x: Float[A, "n m"]) -> None:
    a, b, c, d, e = x, x, x, x, x
    for k in range(9):
        a = b
        b = c
        c = d
        d = e
        e = e[None]
    reveal_type(a)  # N: (...,)
# --- what is gone through strictly side by side is of one length
def f(x: Float[A, "n d"], y: Float[A, "n"]) -> None:
    for a, b in zip(x, y, strict=True):
        a * b
    for a, b in zip(x.T, y):
        a * b
    list(zip(x.T, y, strict=True))  # E: "zip": lengths d and n differ
# --- the members of an enumeration are counted, but those of one value
class Move(enum.Enum):
    UP = 0
    DOWN = 1
class Same(enum.Enum):
    ONE = 1
    UNO = 1
class Made(enum.Enum):
    A = enum.auto()
    B = enum.auto()
    C = enum.auto()
def right(x: Float[A, "n"]) -> None:
    reveal_type(np.zeros((len(Move), len(Made))))  # N: (2, 3)
    reveal_type(np.array([x for _ in list(Made)]))  # N: (3, n)
    np.zeros(len(Same)) + np.zeros(1)
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
