"""Calls of functions with a declared signature."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- names that only a function's own type mentions are new at each of its calls
def right(
    x: Float[A, "n d"], y: Float[A, "m d"],
    kernel: Callable[[Float[A, "a d"], Float[A, "b d"]], Float[A, "a b"]],
) -> Float[A, "n m"]:
    reveal_type(kernel(x, x))  # N: (n, n)
    reveal_type(kernel(y, x))  # N: (m, n)
    return kernel(x, y)
def wrong(
    x: Float[A, "n d"], y: Float[A, "m d"],
    kernel: Callable[[Float[A, "a d"], Float[A, "b d"]], Float[A, "a b"]],
    step: Callable[[Float[A, "n"]], Float[A, "n"]] | None,
) -> Float[A, "n m"]:
    kernel(x, x.T)  # E: Argument "2" of "kernel" has shape (d, n); expected (b, d)
    if step is not None:
        step(y[:, 0])  # E: Argument "1" of "step" has shape (m,); expected (n,)
    return kernel(y, x)  # E: Result of "wrong" has shape (m, n); expected (n, m)
# --- an array that mypy takes for anything is no number
from numpy.typing import NDArray
def step(t: float, y: Float[NDArray[Any], "n"]) -> Float[NDArray[Any], "n"]:
    return t * y
def right(ts: Float[NDArray[Any], "t"], y: Float[NDArray[Any], "n"]) -> float:
    step(ts[0] + 1, y)
    return y[0] * 2
def wrong(ts: Float[NDArray[Any], "t"], y: Float[NDArray[Any], "n"]) -> float:
    step(ts + y[0], y)  # E: Argument "t" of "step" has shape (t,); expected ()
    return y * y[0]  # E: Result of "wrong" has shape (n,); expected ()
# --- sizes are unified across the arguments and substituted into the result
def product(x: Float[A, "a b"], y: Float[A, "b c"]) -> Float[A, "a c"]:
    return x @ y
def right(x: Float[A, "n m"], y: Float[A, "m k"]) -> None:
    reveal_type(product(x, y))  # N: (n, k)
    reveal_type(product(y=y, x=x))  # N: (n, k)
    reveal_type(product(np.zeros((2, 3)), np.zeros((3, 4))))  # N: (2, 4)
def wrong(x: Float[A, "n m"], y: Float[A, "m k"]) -> None:
    product(y, x)  # E: Argument "y" of "product" has shape (n, m); expected (b, c) where b is k (from argument "x")
    product(x=y, y=x)  # E: Argument "y" of "product" has shape (n, m); expected (b, c) where b is k (from argument "x")
    product(x[0], y)  # E: Argument "x" of "product" has shape (m,); expected (a, b)
    product(np.zeros((2, 3)), np.zeros((4, 4)))  # E: Argument "y" of "product" has shape (4, 4); expected (b, c) where b is 3 (from argument "x")
# --- a number between braces is that argument
def eye(n: int) -> Float[A, "{n} {n}"]:
    return np.eye(n)
def grow(x: Float[A, "n"], by: int = 1) -> Float[A, "n+{by}"]:
    return np.zeros(len(x) + by)
def right(x: Float[A, "n m"], k: int) -> None:
    reveal_type(eye(3))  # N: (3, 3)
    reveal_type(eye(k))  # N: (k, k)
    reveal_type(eye(x.shape[0]) @ x)  # N: (n, m)
    reveal_type(grow(x[0], 2))  # N: (m + 2,)
    reveal_type(grow(x[0]))  # N: (?,)
def wrong(x: Float[A, "n m"]) -> None:
    eye(x.shape[1]) @ x  # E: "matmul": shapes (m, m) and (n, m) do not fit: m is not n
def bad(n: int) -> Float[A, "{n} {n}"]:
    return np.zeros((n, n + 1))  # E: Result of "bad" has shape (n, n + 1); expected (n, n)
# --- size variables tie axes to numbers
def zeros(rows: I, columns: O) -> Float[A, "i o"]:
    return np.zeros((rows, columns))
def turned(rows: I, columns: O) -> Float[A, "i o"]:
    return np.zeros((columns, rows))  # E: Result of "turned" has shape (o, i); expected (i, o)
def right(n: int) -> None:
    reveal_type(zeros(3, 4))  # N: (3, 4)
    reveal_type(zeros(n, n))  # N: (n, n)
# --- items of containers may each have their own sizes, or one where they are alike
def total(xs: list[Float[A, "n"]]) -> Float[A, "n"]:
    return xs[0]
def named(xs: dict[str, Float[A, "n"]]) -> Float[A, "n"]:
    return xs["a"]
def couple(x: tuple[Float[A, "n"], Float[A, "n"]]) -> Float[A, "n"]:
    return x[0]
def right(x: Float[A, "n"], y: Float[A, "m"], xs: list[Float[A, "3"]]) -> None:
    reveal_type(total([x, x]))  # N: (n,)
    total([x, y])
    reveal_type(total(xs))  # N: (3,)
    reveal_type(named({"a": x}))  # N: (n,)
    named({"a": x, "b": y})
    reveal_type(couple((x, x)))  # N: (n,)
    for d in [dict(a=x)]:
        named(d)
def wrong(x: Float[A, "n"], y: Float[A, "m"]) -> None:
    total([x[None], x])  # E: Argument "xs" of "total" has shape (1, n); expected (n,)
    couple((x, y))  # E: Argument "x" of "couple" has shape (m,); expected (n,) where n is n
    named({"a": x[None]})  # E: Argument "xs" of "named" has shape (1, n); expected (n,)
# --- optional and alternative types take what fits one of them
def shift(x: Float[A, "n"], by: Float[A, "n"] | float | None = None) -> Float[A, "n"]:
    return x
def either(x: Float[A, "n"] | Float[A, "n n"]) -> Float[A, "n"]:
    return x if x.ndim == 1 else x[0]
def right(x: Float[A, "n"]) -> None:
    reveal_type(shift(x, None))  # N: (n,)
    reveal_type(shift(x, 3.0))  # N: (n,)
    reveal_type(shift(x, x))  # N: (n,)
    reveal_type(either(x))  # N: (n,)
    reveal_type(either(np.zeros((3, 3))))  # N: (3,)
def wrong(x: Float[A, "n"], y: Float[A, "m"]) -> None:
    shift(x, y)  # E: Argument "by" of "shift" has shape (m,); expected (n,) where n is n (from argument "x")
    either(np.zeros((3, 4)))  # E: Argument "x" of "either" has shape (3, 4); expected (n,)
    either(np.zeros((3, 3, 3)))  # E: Argument "x" of "either" has shape (3, 3, 3); expected (n,)
# --- functions passed as values are called as they will be
def twice(f: Callable[[Float[A, "n"]], Float[A, "n"]], x: Float[A, "n"]) -> Float[A, "n"]:
    return f(f(x))
def fold(f: Callable[[T, Float[A, "k"]], T], start: T, x: Float[A, "m k"]) -> T:
    return start
def keep(x: Float[A, "p"]) -> Float[A, "p"]:
    return x
def halve(x: Float[A, "2*p"]) -> Float[A, "p"]:
    return x[::2]
def right(x: Float[A, "n"]) -> None:
    reveal_type(twice(keep, x))  # N: (n,)
    reveal_type(twice(np.exp, x))  # N: (n,)
    reveal_type(fold(lambda s, row: s + 1, x, np.zeros((3, 4))))  # N: (n,)
def wrong(x: Float[A, "n"]) -> None:
    twice(lambda v: v[None], x)  # E: Argument "f" of "twice" has shape (1, n); expected (n,)
    twice(lambda v: np.outer(v, v), x)  # E: Argument "f" of "twice" has shape (n, n); expected (n,)
    twice(lambda v: v[1:], x)  # E: Argument "f" of "twice" has shape (n - 1,); expected (n,) where n is n (from argument "x")
# --- a broadcastable axis takes its size or one
def scale(x: Float[A, "n m"], y: Float[A, "#n m"]) -> Float[A, "n m"]:
    return x * y
def right(x: Float[A, "n m"]) -> None:
    reveal_type(scale(x, x[:1]))  # N: (n, m)
    reveal_type(scale(x, x))  # N: (n, m)
def wrong(x: Float[A, "n m"]) -> None:
    scale(x, np.zeros((2, 3)))  # E: Argument "y" of "scale" has shape (2, 3); expected (#n, m) where n is n (from argument "x")
# --- a run of axes is bound as one
def swap(x: Float[A, "*batch a b"]) -> Float[A, "*batch b a"]:
    return x.swapaxes(-1, -2)
def dot(x: Float[A, "*batch a"], y: Float[A, "*batch a"]) -> Float[A, "*batch"]:
    return (x * y).sum(axis=-1)
def right(x: Float[A, "2 3 4 5"], y: Float[A, "*run n"]) -> None:
    reveal_type(swap(x))  # N: (2, 3, 5, 4)
    reveal_type(dot(x, x))  # N: (2, 3, 4)
    reveal_type(dot(y, y))  # N: (*run,)
def wrong(x: Float[A, "2 3 4"], y: Float[A, "3 4"]) -> None:
    dot(x, y)  # E: Argument "y" of "dot" has shape (3, 4); expected (*batch, a) where *batch is (2, 3) (from argument "x")
    swap(x[0, 0])  # E: Argument "x" of "swap" has shape (4,); expected (*batch, a, b)
# --- a method's axes are those of its object
class Layer(Generic[I, O]):
    weight: Float[A, "o i"]
    def __init__(self, inputs: I, outputs: O) -> None:
        self.weight = np.zeros((outputs, inputs))
    def forward(self, x: Float[A, "*batch i"]) -> Float[A, "*batch o"]:
        return x @ self.weight.T
    def wrong(self, x: Float[A, "*batch i"]) -> Float[A, "*batch o"]:
        return x @ self.weight  # E: "matmul": shapes (*batch, i) and (o, i) do not fit: i is not o
    @classmethod
    def square(cls, size: I) -> "Layer[I, I]":
        return Layer(size, size)
    @staticmethod
    def apply(x: Float[A, "p"]) -> Float[A, "p"]:
        return x
def right(layer: Layer[Literal[3], Literal[4]], x: Float[A, "2 3"], h: Float[A, "n"]) -> None:
    reveal_type(layer.forward(x))  # N: (2, 4)
    reveal_type(Layer.square(5).weight)  # N: (5, 5)
    reveal_type(Layer.apply(h))  # N: (n,)
    reveal_type(layer.apply(h))  # N: (n,)
def wrong(layer: Layer[Literal[3], Literal[4]], x: Float[A, "2 4"]) -> None:
    layer.forward(x)  # E: Argument "x" of "forward" has shape (2, 4); expected (*batch, 3)
def generic(layer: Layer[I, O], x: Float[A, "i"]) -> Float[A, "o"]:
    return layer.forward(x)
def turned(layer: Layer[I, O], x: Float[A, "o"]) -> Float[A, "i"]:
    return layer.forward(x)  # E: Argument "x" of "forward" has shape (o,); expected (*batch, i)
def chained(one: Layer[I, O], two: Layer[O, I], x: Float[A, "i"]) -> Float[A, "i"]:
    return two.forward(one.forward(x))
def unchained(one: Layer[I, O], two: Layer[O, I], x: Float[A, "i"]) -> Float[A, "i"]:
    return one.forward(two.forward(x))  # E: Result of "unchained" has shape (..., o); expected (i,) ; E: Argument "x" of "forward" has shape (i,); expected (*batch, o)
# --- an object's fields bring their axes to a function's signature
@dataclass
class Data:
    x: Float[A, "n d"]
    y: Float[A, "n"]
def residual(data: Data, w: Float[A, "d"]) -> Float[A, "n"]:
    return data.x @ w - data.y
def wrong(data: Data, w: Float[A, "d"]) -> Float[A, "d"]:
    return data.x @ w - data.y  # E: Result of "wrong" has shape (n,); expected (d,)
def right(data: Data, x: Float[A, "p q"]) -> None:
    reveal_type(residual(data, np.zeros(data.x.shape[1])))  # N: (n,)
    reveal_type(residual(Data(x, x[:, 0]), x[0]))  # N: (p,)
    residual(data=data, w=np.zeros(3))
def bad(x: Float[A, "p q"]) -> None:
    residual(Data(x, x[:, 0]), x[:, 0])  # E: Argument "w" of "residual" has shape (p,); expected (q,)
# --- arguments of other kinds are no concern of shapes
def take(a: int, b: str, c: Any, d: Sequence[int], *rest: int, **named: float) -> None: ...
def right(x: Float[A, "n"]) -> None:
    take(1, "a", x, [1], 2, 3, e=1.0, f=2.0)
    take()
    take(x, x, x, x, x, x, x=x)
# --- a function that takes any number checks each
def stacked(*parts: Float[A, "n"], **more: Float[A, "n"]) -> Float[A, "k n"]:
    return np.stack(parts)
def right(x: Float[A, "n"]) -> None:
    stacked(x, x, a=x)
def wrong(x: Float[A, "n"], y: Float[A, "m"]) -> None:
    stacked(x, y)  # E: Argument "parts" of "stacked" has shape (m,); expected (n,) where n is n
    stacked(x, a=y)  # E: Argument "a" of "stacked" has shape (m,); expected (n,) where n is n (from argument "parts")
# --- sizes in expressions are settled when all arguments are known
def pairs(x: Float[A, "2*n"], y: Float[A, "n"]) -> Float[A, "n"]:
    return y
def half(x: Float[A, "2*n"]) -> Float[A, "n"]:
    return x[: len(x) // 2]
def right(x: Float[A, "n"]) -> None:
    reveal_type(pairs(np.zeros(4), np.zeros(2)))  # N: (2,)
    reveal_type(half(np.zeros(4)))  # N: (n,)
def wrong(x: Float[A, "n"]) -> None:
    pairs(np.zeros(5), np.zeros(2))  # E: Argument "x" of "pairs" has shape (5,); expected (2*n,) where n is 2 (from argument "y")
    half(np.zeros(5))
# --- a subclass's object binds nothing, an overload of unions takes what it may
class Base(Generic[I]):
    held: Float[A, "i"]
class Child(Base[I]): ...
def take(base: Base[I], x: Float[A, "i"]) -> Float[A, "i"]:
    return x
@overload
def many(x: Float[A, "n"] | int, y: Float[A, "n"]) -> Float[A, "n"]: ...
@overload
def many(x: str, y: str) -> str: ...
def many(x: Any, y: Any) -> Any:
    return x
def right(child: Child[Literal[3]], x: Float[A, "n"]) -> None:
    reveal_type(take(child, np.zeros(3)))  # N: (3,)
    reveal_type(many(3, x))  # N: (n,)
    reveal_type(many(x, x))  # N: (n,)
def wrong(base: Base[Literal[3]], x: Float[A, "n"], y: Float[A, "m"]) -> None:
    take(base, np.zeros(4))  # E: Argument "x" of "take" has shape (4,); expected (i,) where i is 3 (from argument "base")
    many(x, y)  # E: Argument "y" of "many" has shape (m,); expected (n,) where n is n (from argument "x")
# --- a function made on the spot holds for all sizes that it may be given
Kernel = Callable[[Float[A, "n d"], Float[A, "m d"]], Float[A, "n m"]]
def right(c: float) -> Kernel:
    return lambda x, z: x @ z.T + c
def crossed(c: float) -> Kernel:
    return lambda x, z: x @ z + c  # E: "matmul": shapes (n, d) and (m, d) do not fit: d is not m
def turned(c: float) -> Kernel:
    return lambda x, z: z @ x.T + c  # E: Result of "turned" has shape (m, n); expected (n, m)
def of_three(w: Float[A, "3"]) -> Callable[[Float[A, "n d"]], Float[A, "n"]]:
    return lambda x: x @ w
def own(w: Float[A, "d"]) -> Callable[[Float[A, "n d"]], Float[A, "n"]]:
    return lambda x: x @ w
# --- either of two functions that declare the same
def one(x: Float[A, "*s"]) -> tuple[Float[A, "*s"], Float[A, "*s"]]:
    return x, x
def two(x: Float[A, "*s"]) -> tuple[Float[A, "*s"], Float[A, "*s"]]:
    return x, x
def three(x: Float[A, "*s"]) -> tuple[Float[A, "*s"], Float[A, ""]]:
    return x, x.sum()
BY_NUMBER = {1.5: one, 2.5: two}
class Holder:
    def __init__(self, key: float) -> None:
        self.function = BY_NUMBER[key]
    def use(self, x: Float[A, "n d"]) -> None:
        reveal_type(self.function(x)[1])  # N: (n, d)
def f(x: Float[A, "n d"], name: str) -> None:
    reveal_type({"one": one, "two": two}[name](x)[1])  # N: (n, d)
    reveal_type({"one": one, "three": three}[name](x)[1])  # N: (...,)
# --- a function's type that has a name speaks of its own calls
Kernel = Callable[[Float[A, "n d"], Float[A, "m d"]], Float[A, "n m"]]
def diagonal(kernel: Kernel, x: Float[A, "n d"]) -> Float[A, "n"]:
    kernel(x, x.T)  # E: Argument "2" of "kernel" has shape (d, n); expected (m, d) where d is d (from argument "1")
    reveal_type(kernel(x[:1], x))  # N: (1, n)
    return np.array([kernel(row[None], row[None])[0, 0] for row in x])
@dataclass
class Process:
    kernel: Kernel
    points: Float[A, "m d"]
    def mean(self, x: Float[A, "t d"], other: Kernel | None = None) -> Float[A, "m t"]:
        if other is not None:
            other(x, self.points)
        return self.kernel(self.points, x)
# --- what a function gives back may name its axes as it likes
Front = Callable[[Float[A, "t"]], Float[A, "frames width"]]
def make(k: int) -> Front:
    def inner(x: Float[A, "t"]) -> Float[A, "frames coefficients"]:
        return np.zeros((len(x), k))
    return inner
def twice(front: Front) -> Front:
    def inner(x: Float[A, "t"]) -> Float[A, "frames features"]:
        return np.concatenate([front(x), front(x)], axis=1)
    return inner
def pair(x: Float[A, "n"]) -> tuple[Float[A, "m"], Callable[[Float[A, "k"]], Float[A, "k"]]]:
    def back(g: Float[A, "m"]) -> Float[A, "n"]:
        return np.zeros(len(x))
    return x[::2], back
def main() -> None:
    reveal_type(twice(make(3))(np.zeros(8)))  # N: (8, 6)
    half, back = pair(np.zeros(9))
    reveal_type(back(half))  # N: (9,)
# --- what replaces an operator is called by its parameter's name
class Ring:
    def __matmul__(self, other: A) -> A:
        return other + np.zeros(3)  # E: "add": shapes (4,) and (3,) do not broadcast: 4 is not 3
def main() -> None:
    Ring() @ np.zeros(3)
    Ring() @ np.zeros(4)
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
