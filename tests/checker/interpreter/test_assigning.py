"""Assignment to names, attributes, items, and several at once."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- a shape is unpacked into its sizes
def right(x: Float[A, "n m"]) -> None:
    n, m = x.shape
    reveal_type(np.zeros((m, n)))  # N: (m, n)
def wrong(x: Float[A, "n m"]) -> None:
    n, m = x.shape
    x + np.zeros((m, n))  # E: "add": shapes (n, m) and (m, n) do not broadcast: m is not n
    n, m, k = x.shape  # E: 2 values do not unpack into 3
    (k,) = x.shape  # E: 2 values do not unpack into 1
# --- unpacking a shape gives nameless axes a name
def right(x: np.ndarray) -> None:
    n, d = x.shape
    reveal_type(x)  # N: (n, d)
    reveal_type(x.T @ np.ones(n))  # N: (d,)
def wrong(x: np.ndarray) -> None:
    n, d = x.shape
    x @ np.ones(n)  # E: "matmul": shapes (n, d) and (n,) do not fit: d is not n
# --- a shape with a run of axes is unpacked around a star
def right(x: Float[A, "*batch t d"]) -> None:
    *batch, t, d = x.shape
    reveal_type(x.reshape(*batch, d, t))  # N: (*batch, d, t)
    b, *rest = x.shape
    first, *more, last = x.shape
    *a, p, q, r = x.shape
    reveal_type(np.zeros((d, t)))  # N: (d, t)
def open(x: Float[A, "... d"]) -> None:
    t, d = x.shape
    reveal_type(np.zeros((t, d)))  # N: (t, d)
    a, b, c = x.shape
def small(x: Float[A, "*batch a b c"]) -> None:
    t, d = x.shape
# --- a star takes what is left
def right(x: Float[A, "n m k"], pair: tuple[int, int]) -> None:
    first, *rest = x.shape
    reveal_type(np.zeros((first,)))  # N: (n,)
    a, *b, c = x, x[0], x[1], x.T
    reveal_type(a)  # N: (n, m, k)
    reveal_type(b[0])  # N: (m, k)
    reveal_type(c)  # N: (k, m, n)
    d, e, f, *g = pair
# --- rows of an array are unpacked, as many as there are
def right(x: Float[A, "2 m"], y: Float[A, "n m"]) -> None:
    a, b = x
    reveal_type(a)  # N: (m,)
    c, d = y  # E: an array of shape (n, m) does not unpack into 2 values
    e, *f = y
def wrong(x: Float[A, "3 m"]) -> None:
    a, b = x  # E: an array of shape (3, m) does not unpack into 2 values
def scalar(x: Float[A, ""]) -> None:
    a, b = x  # E: iteration over an array without axes
# --- tuples are unpacked one by one, lists of unknown length all alike
def right(x: Float[A, "n m"], xs: list[Float[A, "3"]]) -> None:
    (a, b), [c, d] = (x, x.T), [x[0], x[:, 0]]
    reveal_type(a)  # N: (n, m)
    reveal_type(b)  # N: (m, n)
    reveal_type(c)  # N: (m,)
    reveal_type(d)  # N: (n,)
    e, f = xs
    reveal_type(e)  # N: (3,)
    g, *h = xs
    i, j = x, x, x
def unknown(value: Any) -> None:
    a, b = value
    reveal_type(np.zeros(3) + a)  # N: (..., 3)
# --- an attribute keeps what it is set to until something may change it
class Box:
    held: Float[A, "..."]
    loose: Any
def right(box: Box, x: Float[A, "n m"]) -> None:
    box.held = x
    reveal_type(box.held)  # N: (n, m)
    box.loose = x
    reveal_type(box.loose)  # N: (n, m)
    print(box)
    reveal_type(box.held)  # N: (n, m)
    change(box)
    reveal_type(box.held)  # N: (...,)
    box.loose.deeper = 3
    box.loose = x
def change(box: Box) -> None: ...
# --- an attribute's annotation is held against what it is set to
class Box(Generic[I, O]):
    rows: I
    columns: O
    weight: Float[A, "o i"]
    def right(self) -> None:
        self.weight = np.zeros((self.columns, self.rows))
        reveal_type(self.weight)  # N: (o, i)
    def wrong(self) -> None:
        self.weight = np.zeros((self.rows, self.columns))  # E: Value of "self.weight" has shape (i, o); expected (o, i)
        reveal_type(self.weight)  # N: (o, i)
def outside(box: Box[Literal[3], Literal[4]]) -> None:
    box.weight = np.zeros((4, 3))
    box.weight = np.zeros((3, 4))  # E: Value of "box.weight" has shape (3, 4); expected (4, 3)
# --- items of arrays take what fits them
def right(x: Float[A, "n m"], y: Float[A, "m"]) -> None:
    x[0] = y
    x[:, 0] = 1
    x[x > 0] = 0
    x[...] = y
def wrong(x: Float[A, "n m"], y: Float[A, "n"]) -> None:
    x[0] = y  # E: assignment to an index: shape (n,) does not broadcast to (m,): n is not m
    x[7, 0, 0] = 1  # E: too many indices for shape (n, m): 3
    x[:, 0] += np.ones(3)  # E: "+=": shapes (n,) and (3,) do not broadcast: n is not 3
# --- items of objects are set by their own method
class Store:
    def __setitem__(self, key: int, value: Float[A, "3"]) -> None: ...
class Plain: ...
def right(store: Store, plain: Any) -> None:
    store[0] = np.zeros(3)
    plain[0] = 1
    Plain()[0] = 1
def wrong(store: Store) -> None:
    store[0] = np.zeros(4)  # E: Argument "value" of "__setitem__" has shape (4,); expected (3,)
# --- items of lists and dictionaries are followed
def right(x: Float[A, "n m"], names: dict[str, Float[A, "3"]], k: int) -> None:
    params = {"w": x}
    params["v"] = x.T
    reveal_type(params["v"])  # N: (m, n)
    params["w"] = x[0]
    reveal_type(params["w"])  # N: (m,)
    parts = [x, x]
    parts[1] = x.T
    reveal_type(parts[1])  # N: (m, n)
    reveal_type(parts[0])  # N: (n, m)
    parts[-1] = x[0]
    reveal_type(parts[1])  # N: (m,)
    parts[k] = x
    parts[7] = x
    names["a"] = np.zeros(3)
    reveal_type(names["b"])  # N: (3,)
    [x, x][0] = x
def wrong(x: Float[A, "n m"]) -> None:
    params = {"w": x}
    params["w"] = x.T
    params["w"] + x  # E: "add": shapes (m, n) and (n, m) do not broadcast: n is not m
# --- a dictionary that is filled holds what all that is put into it has in common
def right(x: Float[A, "n m"], k: int, c: bool) -> None:
    xs: dict[int, A] = {}
    hs = {-1: np.zeros((5, 1))}
    ws = {}
    for t in range(k):
        xs[t] = np.zeros((3, 1))
        hs[t] = np.tanh(np.ones((5, 3)) @ xs[t] + hs[t - 1])
        ws[f"w{t}"] = np.zeros((t, 4))
    reveal_type(xs[0])  # N: (3, 1)
    reveal_type(hs[k - 1])  # N: (5, 1)
    reveal_type(ws["w1"])  # N: (?, 4)
    if c:
        ws["last"] = x
    reveal_type(ws["last"])  # N: (?, ?)
    for name in ws:
        reveal_type(ws[name])  # N: (?, ?)
def wrong(k: int) -> None:
    hs = {-1: np.zeros((5, 1))}
    for t in range(k):
        hs[t] = hs[t - 1] + np.zeros((4, 1))  # E: "add": shapes (5, 1) and (4, 1) do not broadcast: 5 is not 4
# --- a list inside a dictionary changes unseen
def right(x: Float[A, "n m"]) -> None:
    rows: dict[str, list[A]] = {"a": [], "b": []}
    for row in x:
        rows["a"].append(row)
    reveal_type(np.array(rows["a"]))  # N: (?, ...)
    np.array(rows["a"]) + x
# --- a new name of the body's own is bound by its first annotation
def right(x: Float[A, "n m"]) -> None:
    a: Float[A, "k"] = x[:, 0]
    b: Float[A, "k"] = np.zeros(x.shape[0])
    reveal_type(b)  # N: (n,)
def wrong(x: Float[A, "n m"]) -> None:
    a: Float[A, "k"] = x[:, 0]
    b: Float[A, "k"] = x[0]  # E: Value of "b" has shape (m,); expected (n,)
# --- a declared variable without a value has its declared shape
def right(c: bool) -> None:
    x: Float[A, "3 4"]
    for k in range(3):
        x = np.zeros((3, 4))
    reveal_type(x)  # N: (3, 4)
# --- a variable that is annotated anew has its new shape from there on
def right(x: Float[A, "h w 3"], other: Any) -> None:
    c: Float[A, "h w 2"] = x[..., :2]
    c: Float[A, "1 h w 2"] = c[None]
    reveal_type(c)  # N: (1, h, w, 2)
    c = c + 1
    x: Float[Any, "1 c h w"] = other.of(x)
    _, _, h, w = x.shape
    x: Float[A, "3 h w"] = other
    reveal_type(x)  # N: (3, h, w)
def wrong(x: Float[A, "h w"]) -> None:
    x: Float[A, "h w 1"] = x[None]  # E: Value of "x" has shape (1, h, w); expected (h, w, 1)
# --- a named tuple is unpacked and indexed like a tuple
class Windows(NamedTuple):
    inputs: Float[A, "windows width"]
    targets: Float[A, "windows"]
def cut(x: Float[A, "n"], width: int) -> Windows:
    return Windows(np.lib.stride_tricks.sliding_window_view(x[:-1], width), x[width:])
def use(w: Windows) -> None:
    inputs, targets = w
    reveal_type(inputs)  # N: (windows, width)
    inputs @ targets  # E: "matmul": shapes (windows, width) and (windows,) do not fit: width is not windows
    w[0] @ w[1]  # E: "matmul": shapes (windows, width) and (windows,) do not fit: width is not windows
    w[1] @ w[0]
    for inputs, targets in [w]:
        targets @ inputs
def main() -> None:
    inputs, targets = cut(np.zeros(9), 4)
    reveal_type(inputs)  # N: (5, 4)
    first, *_ = cut(np.zeros(9), 4)
    first @ targets  # E: "matmul": shapes (5, 4) and (5,) do not fit: 4 is not 5
main()
# --- each item of a list has names of its own
def f(x: Float[A, "m d"], keep: Bool[A, "m"]) -> Float[A, "m"]:
    out = np.empty(x.shape[0])
    stack: list[tuple[int, Int[A, "k"]]] = [(0, np.arange(x.shape[0]))]
    while stack:
        _, rows = stack.pop()
        left = x[rows, 0] <= 0.5
        stack += [(1, rows[left]), (2, rows[~left])]
        out[rows] = 1.0
    return out
# --- a method may make its object longer or shorter, axis by axis
class Store:
    def __init__(self, x: Float[A, "n d"], y: Float[A, "n"]) -> None:
        self.x: Float[A, "n d"] = x
        self.y: Float[A, "n"] = y
    def keep(self, limit: float) -> None:
        good = self.y > limit
        self.x, self.y = self.x[good], self.y[good]
        self.x + self.y[:, None]
    def add(self, x: Float[A, "m d"], y: Float[A, "m"]) -> None:
        self.x = np.concatenate([self.x, x])
        self.y = np.append(self.y, y)
    def wrong(self, x: Float[A, "m d"], y: Float[A, "m"]) -> None:
        self.x = self.x.T  # E: Value of "self.x" has shape (d, n); expected (n, d)
        self.y = np.zeros(len(self.x) + 1)[:, None] * self.y  # E: Value of "self.y" has shape (n + 1, n); expected (n,)
        self.y = x[:, 0]
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
