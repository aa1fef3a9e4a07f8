"""What each kind of expression is known to be."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- numbers, strings and dots are themselves
def right(x: Float[A, "n m"]) -> None:
    reveal_type(x * 2.5 + 1)  # N: (n, m)
    reveal_type(x * 1j)  # N: (n, m)
    reveal_type(x[..., 0])  # N: (n,)
    reveal_type(np.einsum("ij->ji", x))  # N: (m, n)
    f"{x.shape} {x @ x.T}"
def wrong(x: Float[A, "n m"]) -> None:
    print(f"{x @ x}")  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
# --- a starred item is spread out in tuples, lists and sets
def right(x: Float[A, "n m"], xs: list[Float[A, "3"]]) -> None:
    pair = (x, x.T)
    a = (*pair, x[0])
    reveal_type(a[2])  # N: (m,)
    b = [*pair, x[0]]
    reveal_type(b[1])  # N: (m, n)
    c = [*xs, np.zeros(3)]
    reveal_type(c[0])  # N: (3,)
    d = (*xs, x)
    {x.shape[0], *x.shape, 3}
    reveal_type(np.zeros((*x.shape, 3)))  # N: (n, m, 3)
def run(x: Float[A, "*batch d"]) -> None:
    reveal_type(np.zeros((*x.shape[:-1], 3)))  # N: (*batch, 3)
# --- a dictionary with constant keys knows its values
def right(x: Float[A, "n m"], key: str) -> None:
    a = {"x": x, "y": x.T}
    reveal_type(a["y"])  # N: (m, n)
    b = {**a, "z": x[0]}
    reveal_type(b["z"])  # N: (m,)
    reveal_type(b["x"])  # N: (n, m)
    reveal_type({1: x, 3: x.T}[3])  # N: (m, n)
    c = {key: x, **{}}
    d = {**vars(x), "a": x}
    {1: x}[2]
    reveal_type(a[key] + 0)  # N: (?, ?)
# --- a conditional expression is what both ways have in common
def right(x: Float[A, "n m"], c: bool) -> None:
    reveal_type(x if c else x + 1)  # N: (n, m)
    reveal_type(x if c else x.T)  # N: (?, ?)
    reveal_type(x if True else x.T)  # N: (n, m)
def wrong(x: Float[A, "n m"], c: bool) -> None:
    x @ x if c else x + x.T  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n ; E: "add": shapes (n, m) and (m, n) do not broadcast: m is not n
# --- a walrus sets its variable
def right(x: Float[A, "n m"]) -> None:
    if (y := x.T).size > 3:
        pass
    reveal_type(y)  # N: (m, n)
# --- a cast is believed
def right(x: Any) -> None:
    reveal_type(cast(Float[A, "2 3"], x))  # N: (2, 3)
# --- an unknown value may be anything
def right(x: Any, y: Float[A, "n"]) -> None:
    x @ y
    x[0].anything(y)(y)
    -x
    not x
    x + 1
    y + x
    y[x]
    x < y
    x < 3 < y[0]
# --- signs of arrays and numbers
def right(x: Float[A, "n m"], b: Bool[A, "n"], k: bool) -> None:
    reveal_type(-x)  # N: (n, m)
    reveal_type(+x)  # N: (n, m)
    reveal_type(~b)  # N: (n,)
    reveal_type(x[-1])  # N: (m,)
    reveal_type(np.zeros(+3))  # N: (3,)
    reveal_type(np.zeros(-(-3)))  # N: (3,)
    reveal_type(np.zeros(5 + ~1))  # N: (3,)
    reveal_type(x[not k])  # N: (...,)
    not True
    -1.5
    -"a"
# --- a boolean operator gives one of its sides
def right(x: Float[A, "n m"], y: Float[A, "n m"] | None, k: int) -> None:
    reveal_type(x if k and x.size else x)  # N: (n, m)
    reveal_type(y or x)  # N: (n, m)
    reveal_type(None or x)  # N: (n, m)
    reveal_type(True and x)  # N: (n, m)
    None and x
    False or x
    z = False and x @ x
    z = True or x @ x
    z = None and x @ x
def wrong(x: Float[A, "n m"], k: int) -> None:
    k > 1 and x @ x  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
    k > 1 or x + x.T  # E: "add": shapes (n, m) and (m, n) do not broadcast: m is not n
# --- whole numbers are reckoned with
def right(x: Float[A, "n m"], k: int) -> None:
    n, m = x.shape
    reveal_type(np.zeros(n + m))  # N: (m + n,)
    reveal_type(np.zeros(n * m - n * m + 1))  # N: (1,)
    reveal_type(np.zeros(2 * n // 2))  # N: (n,)
    reveal_type(np.zeros(7 % 4))  # N: (3,)
    reveal_type(np.zeros(n**2))  # N: (n*n,)
    reveal_type(np.zeros(2**n))  # N: (?,)
    reveal_type(np.zeros(n // 0))  # N: (?,)
    reveal_type(np.zeros(n & 1))  # N: (?,)
    reveal_type(np.zeros(divmod(n, 2)[0]))  # N: (n//2,)
    reveal_type(x * (n / 2))  # N: (n, m)
def wrong(x: Float[A, "n m"]) -> None:
    n, m = x.shape
    x + np.zeros((n + 1, m))  # E: "add": shapes (n, m) and (n + 1, m) do not broadcast: n is not n + 1
# --- operators of arrays are their ufuncs
def right(x: Float[A, "n m"], y: Float[A, "m"]) -> None:
    reveal_type(x + y)  # N: (n, m)
    reveal_type(2 - x)  # N: (n, m)
    reveal_type(x // y % 2 ** y)  # N: (n, m)
    reveal_type(x < y)  # N: (n, m)
    reveal_type(x == 1)  # N: (n, m)
    reveal_type((x > 0) & (x < 1) | (x != y))  # N: (n, m)
    divmod(x, y)
    x << y
def wrong(x: Float[A, "n m"], y: Float[A, "n"]) -> None:
    x + y  # E: "add": shapes (n, m) and (n,) do not broadcast: m is not n
    x < y  # E: "less": shapes (n, m) and (n,) do not broadcast: m is not n
    x == y  # E: "equal": shapes (n, m) and (n,) do not broadcast: m is not n
    x @ y  # E: "matmul": shapes (n, m) and (n,) do not fit: m is not n
    (x > 0) ^ (y > 0)  # E: "bitwise_xor": shapes (n, m) and (n,) do not broadcast: m is not n
# --- objects answer operators by their own methods
class Vector:
    held: Float[A, "3"]
    def __add__(self, other: Float[A, "3"]) -> Float[A, "3"]: ...
    def __matmul__(self, other: "Vector") -> "Vector": ...
    def __getitem__(self, k: int) -> Float[A, "3"]: ...
    def __call__(self, x: Float[A, "3"]) -> Float[A, "3 3"]: ...
class Mute: ...
def right(v: Vector, m: Mute, x: Float[A, "3"]) -> None:
    reveal_type(v + x)  # N: (3,)
    reveal_type((v @ v).held)  # N: (3,)
    reveal_type(v[0])  # N: (3,)
    reveal_type(v(x))  # N: (3, 3)
    v - x
    m + x
    m[0]
    m()
def wrong(v: Vector, x: Float[A, "4"]) -> None:
    v + x  # E: Argument "other" of "__add__" has shape (4,); expected (3,)
    v(x)  # E: Argument "x" of "__call__" has shape (4,); expected (3,)
# --- tuples and lists are joined and repeated
def right(x: Float[A, "n m"], xs: list[Float[A, "3"]], n: int) -> None:
    reveal_type(np.zeros(x.shape + (2,)))  # N: (n, m, 2)
    reveal_type(np.zeros((2,) + x.shape[1:]))  # N: (2, m)
    reveal_type(np.zeros((3,) * 2))  # N: (3, 3)
    reveal_type(([x] + [x.T])[1])  # N: (m, n)
    reveal_type((xs + [np.zeros(3)])[0])  # N: (3,)
    reveal_type(np.array([0.0] * 3))  # N: (3,)
    reveal_type(np.array([0.0] * n))  # N: (n,)
    reveal_type(np.array(3 * [1]))  # N: (3,)
    reveal_type(np.array([1, 2] * n))  # N: (?, ...)
    (1, 2) * n
    "ab" * 2 + "c"
def run(x: Float[A, "*batch d"]) -> None:
    reveal_type(np.zeros(x.shape[:-1] + (3,)))  # N: (*batch, 3)
# --- a list so many times over, where that is no known number, is of any length
def right(x: Float[A, "n"], image: Float[A, "..."], times: list[int]) -> None:
    ones = [1] * len(times)
    ones[2] = 3
    shape = [1] * image.ndim
    shape[-2] = 4
    pair = (0, 1) * len(times)
    pair[3]
    rows = len(times) * [x]
    reveal_type(rows[2])  # N: (n,)
    scaled = [1.0, 2.0] * np.float64(3)
    scaled[1] + np.zeros(5)
def wrong(x: Float[A, "n"], times: list[int]) -> None:
    ([x] * len(times))[1] + np.zeros((3, 2))  # E: "add": shapes (n,) and (3, 2) do not broadcast: n is not 2
    ([np.zeros(3)] * len(times))[1] + np.zeros(2)  # E: "add": shapes (3,) and (2,) do not broadcast: 3 is not 2
# --- comparisons are decided where sizes are known
def right(x: Float[A, "n m"], s: str, y: Float[A, "n"] | None) -> None:
    a = x if x.shape[0] == x.shape[0] else x.T
    reveal_type(a)  # N: (n, m)
    b = x if x.shape[0] < x.shape[0] + 1 else x.T
    reveal_type(b)  # N: (n, m)
    c = x if "a" == "b" else x.T
    reveal_type(c)  # N: (m, n)
    d = x if x.shape == x.shape else x.T
    reveal_type(d)  # N: (n, m)
    e = x if x.shape != (1, 2, 3) else x.T
    reveal_type(e)  # N: (n, m)
    f = x if s == "a" else x.T
    g = x if 1 < x.shape[0] < 3 else x.T
    h = x if 3 in x.shape else x.T
    i = x if x is None else x.T
    j = x if 3 is None else x.T
    reveal_type(j)  # N: (m, n)
    k = x if None is not None else x.T
    reveal_type(k)  # N: (m, n)
    reveal_type(x[x != None])  # N: (?,)
    reveal_type(x >= "a")  # N: (n, m)
    reveal_type(x if x.shape == x.T.shape else x)  # N: (n, ?)
    reveal_type(x == "a")  # N: (n, m)
# --- subscripts of containers give what is in them
def right(x: Float[A, "n m"], d: dict[str, Float[A, "3"]], t: tuple[Float[A, "2"], ...]) -> None:
    reveal_type(d["a"])  # N: (3,)
    reveal_type(t[0])  # N: (2,)
    reveal_type(t[1:][0])  # N: (2,)
    reveal_type([x, x[0]][-1])  # N: (m,)
    reveal_type({"a": x}["a"])  # N: (n, m)
    "abc"[0]
    list[int]()
    range(3)[1]
    reveal_type(x.shape[1:])
def wrong(x: Float[A, "n m"]) -> None:
    (x, x)[2]  # E: index 2 is out of range for a tuple of length 2
    x[0, 0, 0]  # E: too many indices for shape (n, m): 3
    x.shape[2]  # E: index 2 is out of range for a tuple of length 2
# --- what is yielded and awaited is checked
async def coroutine(x: Float[A, "n"]) -> Float[A, "n n"]:
    return np.outer(x, x)
async def right(x: Float[A, "n"]) -> Float[A, "n n"]:
    y = await coroutine(x)
    reveal_type(y)  # N: (n, n)
    return y
async def wrong(x: Float[A, "n"]) -> Float[A, "n"]:
    return await coroutine(x)  # E: Result of "wrong" has shape (n, n); expected (n,)
def rows(x: Float[A, "n m"]) -> Iterator[Float[A, "m"]]:
    for row in x:
        yield row
    yield from rows(x)
    y = yield x[0]
    yield
def bad_rows(x: Float[A, "n m"]) -> Iterator[Float[A, "m"]]:
    yield x[:, 0]  # E: Result of "bad_rows" has shape (n,); expected (m,)
async def later(x: Float[A, "n m"]) -> AsyncIterator[Float[A, "m"]]:
    yield x[:, 0]  # E: Result of "later" has shape (n,); expected (m,)
def untyped(x):
    yield x
# --- a set is no value that is followed
def right(x: Float[A, "n m"]) -> None:
    s = {x.shape[0], 3}
    t = {k for k in range(3)}
    t | s
def wrong(x: Float[A, "n m"]) -> None:
    {(x @ x).size, 3}  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
    {(x @ x).size for k in range(3)}  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
# --- every reveal is told
def right(x: Float[A, "n m"], y: Float[A, "*batch d"], z: Any) -> None:
    reveal_type(x)  # N: (n, m)
    reveal_type(y)  # N: (*batch, d)
    reveal_type(z)
    reveal_locals()
# --- a comparison with something unknown is as unknown
def right(x: Any, y: Float[A, "n"]) -> None:
    mask: Bool[A, "n"] = x["volume"] < 0
    reveal_type(y[mask])  # N: (count,)
    (x == 0).any(axis=1)
    other: Bool[A, "n"] = 0 < x
# --- what is written as an index makes an array
def right(x: Float[A, "n"], y: Float[A, "n 2"], k: int) -> None:
    reveal_type(np.r_[2, x[1:], 0])  # N: (n + 1,)
    reveal_type(np.c_[x, y, x])  # N: (n, 4)
    reveal_type(np.r_["-1", x, x])  # N: (...,)
    rows, columns = np.ogrid[:3, :k]
    reveal_type(rows + columns)  # N: (3, k)
    reveal_type(np.mgrid[0:3, 0:4])  # N: (2, 3, 4)
    corner = np.s_[1:3, ..., None]
    reveal_type(np.zeros((4, 5))[corner])  # N: (2, 5, 1)
def wrong(x: Float[A, "n"], y: Float[A, "n 2"]) -> None:
    np.r_[2, x[1:]] - np.r_[x, 0]  # E: "subtract": shapes (n,) and (n + 1,) do not broadcast: n is not n + 1
    np.c_[x[1:], y]  # E: "c_": axis 0 of argument 2 is n; expected n - 1
# --- an array is no shape, unless it is a vector of whole numbers
def f(x: Float[A, "n m"], sizes: Int[A, "3"], rng: np.random.Generator) -> None:
    np.zeros(sizes)
    rng.normal(size=x)  # E: "normal": an array of shape (n, m) stands where a whole number is expected
    np.zeros(x[0])  # E: "zeros": an array of shape (m,) stands where a whole number is expected
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
