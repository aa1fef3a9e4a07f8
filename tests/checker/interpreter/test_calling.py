"""Calls: of rules, classes, closures, partials and methods of lists."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- partial arguments are filled in
def scaled(x: Float[A, "n"], y: Float[A, "n"], *, z: Float[A, "n"] | None = None) -> Float[A, "n"]:
    return x
def right(x: Float[A, "n"]) -> None:
    f = functools.partial(scaled, x)
    reveal_type(f(x))  # N: (n,)
    g = functools.partial(scaled, z=x)
    g(x, x)
    h = functools.partial(np.sum, axis=0)
    reveal_type(h(np.zeros((3, 4))))  # N: (4,)
    functools.partial()
def wrong(x: Float[A, "n"], y: Float[A, "m"]) -> None:
    f = functools.partial(scaled, x)
    f(y)  # E: Argument "y" of "scaled" has shape (m,); expected (n,) where n is n (from argument "x")
    functools.partial(scaled, z=y)(x, x)  # E: Argument "z" of "scaled" has shape (m,); expected (n,) where n is n (from argument "x")
# --- map, zip, enumerate, reversed and sorted hand on their items
def double(x: Float[A, "n"]) -> Float[A, "2*n"]:
    return np.concatenate([x, x])
def right(x: Float[A, "n m"]) -> None:
    for y in map(double, x):
        reveal_type(y)  # N: (2*m,)
    reveal_type(list(map(lambda row: row[None], x))[0])  # N: (1, m)
    for k, (a, b) in enumerate(zip(x, x)):
        reveal_type(a + b)  # N: (m,)
        x[k]
    for k, name in enumerate(("a", "b")):
        pass
    for k in reversed(range(1, len(x))):
        x[k - 1]
    for k in reversed([1, 2]):
        pass
    for k, y in enumerate(x, 1):
        x[k]
    isinstance(x, np.ndarray)
def wrong(x: Float[A, "n m"], w: Float[A, "k p"]) -> None:
    list(map(lambda row: w @ row, x))  # E: "matmul": shapes (k, p) and (m,) do not fit: p is not m
    for k, y in enumerate(x):
        x[k + 1]  # E: index k + 1 reaches n, out of bounds for an axis of size n
# --- map gives an overloaded function each item, whatever mypy takes its result for
def right() -> None:
    signs = [[1, -1, 1], [1, 1, -1], [-1, 1, 1]]
    reveal_type(np.array(list(map(np.diag, signs))))  # N: (?, 3, 3)
def wrong() -> None:
    signs = [[1, -1, 1], [1, 1, -1]]
    for made in map(np.diag, signs):
        made + np.zeros(2)  # E: "add": shapes (3, 3) and (2,) do not broadcast: 3 is not 2
# --- lambdas are looked into with what they are given
def apply(f: Callable[[Float[A, "n"]], Float[A, "n"]], x: Float[A, "n"]) -> Float[A, "n"]:
    return f(x)
def right(x: Float[A, "n"], w: Float[A, "n n"]) -> None:
    reveal_type(apply(lambda v: w @ v, x))  # N: (n,)
    f = lambda v, u=3: v[None]
    reveal_type(f(x))  # N: (1, n)
    g = lambda: x
    reveal_type(g())  # N: (n,)
    h = lambda v: h(v)
    h(x)
def wrong(x: Float[A, "n"], w: Float[A, "m n"], unknown: Any) -> None:
    apply(lambda v: w @ v, x)  # E: Argument "f" of "apply" has shape (m,); expected (n,) where n is n (from argument "x")
    apply(lambda v: v @ w, x)  # E: "matmul": shapes (n,) and (m, n) do not fit: n is not m
    unknown(lambda: w @ w)  # E: "matmul": shapes (m, n) and (m, n) do not fit: n is not m
    sorted([1], key=lambda k: w @ w)  # E: "matmul": shapes (m, n) and (m, n) do not fit: n is not m
    np.apply_along_axis(lambda row: w @ w, 0, x)  # E: "matmul": shapes (m, n) and (m, n) do not fit: n is not m
# --- lists that change keep what they hold
def right(x: Float[A, "n m"], xs: list[Float[A, "3"]], k: int) -> None:
    parts = []
    parts.append(x)
    parts.append(x.T)
    reveal_type(parts[1])  # N: (m, n)
    parts.extend([x[0]])
    reveal_type(parts[2])  # N: (m,)
    reveal_type(parts.pop())  # N: (m,)
    reveal_type(parts.pop(0))  # N: (n, m)
    reveal_type(parts[0])  # N: (m, n)
    parts.append(x)
    parts.reverse()
    reveal_type(parts[0])  # N: (n, m)
    reveal_type(parts.copy()[1])  # N: (m, n)
    parts.index(x)
    parts.insert(0, x)
    parts.clear()
    xs.append(np.zeros(3))
    reveal_type(xs[0])  # N: (3,)
    xs.extend([np.zeros(3), np.zeros(3)])
    xs.extend(xs)
    reveal_type(xs[0])  # N: (3,)
    reveal_type(xs.pop())  # N: (3,)
    more = [x]
    more.pop(k)
    more = [x]
    more.pop(7)
    [x].append(x)
    [x].pop(0)
    [x].pop(3)
    rows = [x]
    rows.extend(xs)
    empty = []
    empty.extend(xs)
    reveal_type(empty[0])  # N: (3,)
    rows.extend(k)
    rows.append()
def loop(x: Float[A, "n m"]) -> None:
    rows = []
    for k in range(3):
        rows.append(x[0])
    reveal_type(np.stack(rows)[0])  # N: (m,)
    sums = [x]
    for row in x:
        sums.append(sums[-1] + row)
    reveal_type(sums[-1])  # N: (n, m)
def wrong(x: Float[A, "n m"]) -> None:
    rows = []
    for k in range(3):
        rows.append(x[0])
    rows[-1] + x[:, 0]  # E: "add": shapes (m,) and (n,) do not broadcast: m is not n
# --- dictionaries tell what they hold
def right(x: Float[A, "n m"], d: dict[str, Float[A, "3"]]) -> None:
    r = {"a": x, "b": x.T}
    for v in r.values():
        reveal_type(v)  # N: (n, m) ; N: (m, n)
    for k, v in r.items():
        reveal_type(r[k])  # N: (n, m) ; N: (m, n)
    for k in r.keys():
        reveal_type(r[k])  # N: (n, m) ; N: (m, n)
    reveal_type(r.get("a"))  # N: (n, m)
    r.get("a", None)
    reveal_type(r.copy()["b"])  # N: (m, n)
    reveal_type(list(d.values())[0])  # N: (3,)
    for k, v in d.items():
        reveal_type(v)  # N: (3,)
    d.keys()
    d.copy()
    d.get("a")
    reveal_type(d["a"])  # N: (3,)
    r.update(a=x.T)
    reveal_type(r["a"] + 0)  # N: (...,)
    d.setdefault("a", np.zeros(3))
    {"a": x}.pop("a")
# --- a function may change the lists that it is given
def change(xs: list[Float[A, "..."]]) -> None: ...
def right(x: Float[A, "n m"]) -> None:
    rows = [x, x]
    change(rows)
    rows[0] + np.zeros((7, 8, 9))
    np.stack(rows)
# --- a class makes objects with the sizes of its arguments
class Layer(Generic[I, O]):
    weight: Float[A, "o i"]
    def __init__(self, inputs: I, outputs: O) -> None:
        self.weight = np.zeros((outputs, inputs))
class Point(NamedTuple):
    x: Float[A, "n"]
    y: Float[A, "n"]
    label: str = ""
@dataclass
class Pair:
    left: Float[A, "n"]
    right: Float[A, "n"]
    size: int = 3
class Bare: ...
class Made:
    def __new__(cls, size: int) -> "Made":
        return super().__new__(cls)
def right(x: Float[A, "n"], k: int) -> None:
    reveal_type(Layer(3, 4).weight)  # N: (4, 3)
    reveal_type(Layer(len(x), k).weight @ x)  # N: (k,)
    reveal_type(Pair(x, x).left)  # N: (n,)
    reveal_type(np.zeros(Pair(x, x, k).size))  # N: (k,)
    reveal_type(Point(x, x).y)  # N: (n,)
    Bare()
    Made(3)
    a, b, c = Point(x, x)
def wrong(x: Float[A, "n"], y: Float[A, "m"]) -> None:
    Layer(3, 4).weight @ np.zeros(4)  # E: "matmul": shapes (4, 3) and (4,) do not fit: 3 is not 4
    Pair(x, y)  # E: Argument "right" of "Pair" has shape (m,); expected (n,) where n is n (from argument "left")
    Point(x, y)  # E: Argument "y" of "Point" has shape (m,); expected (n,) where n is n (from argument "x")
    Layer(3, 4).weight + Layer(4, 3).weight  # E: "add": shapes (4, 3) and (3, 4) do not broadcast: 3 is not 4
# --- starred arguments that are known are spread out
def both(x: Float[A, "n"], y: Float[A, "n"]) -> Float[A, "n"]:
    return x
def right(x: Float[A, "n"], xs: list[Float[A, "3"]], d: dict[str, Float[A, "3"]]) -> None:
    pair = (x, x)
    reveal_type(both(*pair))  # N: (n,)
    reveal_type(both(**{"x": x, "y": x}))  # N: (n,)
    both(*xs)
    both(**d)
    both(np.zeros(3), *xs)
    np.add(*pair)
    np.add(*xs)
    np.concatenate(*[xs])
    np.zeros(3).reshape(*xs)
    reveal_type(x.reshape(*(1, len(x))))  # N: (1, n)
def run(x: Float[A, "*batch t d"]) -> None:
    reveal_type(x.reshape(*x.shape[:-2], -1))  # N: (*batch, d*t)
    x.reshape(*x.shape[:-1], order="C")
def wrong(x: Float[A, "n"], y: Float[A, "m"]) -> None:
    both(*(x, y))  # E: Argument "y" of "both" has shape (m,); expected (n,) where n is n (from argument "x")
    both(**{"x": x, "y": y})  # E: Argument "y" of "both" has shape (m,); expected (n,) where n is n (from argument "x")
    np.add(*(x, y))  # E: "add": shapes (n,) and (m,) do not broadcast: n is not m
# --- so are the fields of a named tuple
class Bands(NamedTuple):
    diagonal: Float[A, "n"]
    below: Float[A, "n-1"]
def multiply(diagonal: Float[A, "n"], below: Float[A, "n-1"], x: Float[A, "n c"]) -> Float[A, "n c"]:
    return x
def right(bands: Bands, x: Float[A, "n c"]) -> Float[A, "n c"]:
    reveal_type(multiply(*bands, np.zeros((len(bands.diagonal), 3))))  # N: (n, 3)
    return multiply(np.zeros(len(x)), np.zeros(len(x) - 1), x)
def wrong(bands: Bands) -> None:
    multiply(*bands, np.zeros((3, len(bands.diagonal))))  # E: Argument "x" of "multiply" has shape (3, n); expected (n, c) where n is n (from argument "diagonal")
# --- what is called may be anything
def right(x: Float[A, "n"], f: Any, k: int, s: str) -> None:
    f(x)(x) @ x
    k.bit_length()
    s.join(["a"])
    (3)(x)
    type(x)(3)
    vars()[x]
    open(s).read()
# --- an overload for one literal is not chosen by another
@overload
def read(x: Any, *, both: Literal[False], **options: int) -> tuple[Float[A, "n"], Float[A, "n"]]: ...
@overload
def read(x: Any, *, both: Literal[True], **options: int) -> tuple[Float[A, "n"], Float[A, "n"], int]: ...
def read(x: Any, *, both: bool = False, **options: int) -> Any: ...
@overload
def axis(x: Float[A, "n m"], by: Literal["rows", 0]) -> Float[A, "n"]: ...
@overload
def axis(x: Float[A, "n m"], by: Literal["columns", 1]) -> Float[A, "m"]: ...
def axis(x: Any, by: Any) -> Any: ...
def right(unknown: Any, x: Float[A, "n m"], **options: Any) -> None:
    a, b, c = read(unknown, both=True, **options)
    d, e = read(unknown, both=False, **options)
    reveal_type(axis(x, "columns"))  # N: (m,)
    reveal_type(axis(x, 0))  # N: (n,)
# --- a list takes over the rows of an array, and all of another list
def f(x: Float[A, "n d"], y: Float[A, "d"]) -> None:
    rows: list[Any] = []
    rows.extend(x)
    reveal_type(np.stack(rows))  # N: (?, d)
    single: list[Any] = []
    single.extend(y)
    reveal_type(np.stack(single))  # N: (?,)
    some = [y]
    some.extend((y, y))
    reveal_type(np.stack(some))  # N: (3, d)
    some.extend(eval("[]"))
    reveal_type(np.stack(some))  # N: (?, ...)
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
