"""What the names in annotations stand for."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- an axis of the signature is an unknown but fixed number in the body
def right(x: Float[A, "n"]) -> Float[A, "n"]:
    return np.zeros(len(x))
def wrong(x: Float[A, "n"]) -> Float[A, "n"]:
    return np.zeros(3)  # E: Result of "wrong" has shape (3,); expected (n,)
# --- a size parameter of the class is the axis of that name in every method
class Layer(Generic[I, O]):
    rows: I
    weight: Float[A, "o i"]
    other: Float[A, "I O"]
    def right(self, x: Float[A, "i"]) -> Float[A, "o"]:
        reveal_type(self.other)  # N: (i, o)
        reveal_type(np.zeros(self.rows))  # N: (i,)
        return self.weight @ x
    def wrong(self, x: Float[A, "o"]) -> Float[A, "o"]:
        return self.weight @ x  # E: "matmul": shapes (o, i) and (o,) do not fit: i is not o
def outside(layer: Layer[Literal[2], O], any: Layer[Any, int], two: Layer[O, I]) -> None:
    reveal_type(layer.weight)  # N: (o, 2)
    reveal_type(layer.other)  # N: (2, o)
    reveal_type(any.weight)  # N: (o, i)
    reveal_type(two.weight)  # N: (i, o)
# --- classes with parameters in the new syntax work alike
class Layer[I: int, O: int]:
    weight: Float[A, "o i"]
    def right(self, x: Float[A, "i"]) -> Float[A, "o"]:
        return self.weight @ x
    def wrong(self, x: Float[A, "i"]) -> Float[A, "i"]:
        return self.weight @ x  # E: Result of "wrong" has shape (o,); expected (i,)
def zeros[N: int](n: N) -> Float[A, "n"]:
    return np.zeros(n)
def right() -> None:
    reveal_type(zeros(3))  # N: (3,)
# --- a base class's size parameters are those that it is given
class Base(Generic[I, O]):
    weight: Float[A, "o i"]
class Turned(Base[O, I]):
    def right(self, x: Float[A, "..."]) -> None:
        reveal_type(self.weight)  # N: (o, i)
class Square(Base[I, I]):
    more: Float[A, "i"]
class Fixed(Base[Literal[3], Literal[4]]):
    def right(self) -> None:
        reveal_type(self.weight)  # N: (4, 3)
class Open(Base): ...
def right(turned: Turned[Literal[2], Literal[5]], square: Square[Literal[6]], f: Fixed, o: Open) -> None:
    reveal_type(turned.weight)  # N: (5, 2)
    reveal_type(square.weight)  # N: (6, 6)
    reveal_type(f.weight)  # N: (4, 3)
    reveal_type(o.weight)  # N: (?, ?)
# --- fields of a class without size parameters share their axes in a method
class Data:
    x: Float[A, "n d"]
    y: Float[A, "n"]
    run: Float[A, "*batch n"]
    def right(self, w: Float[A, "d"]) -> Float[A, "n"]:
        reveal_type(self.run)  # N: (..., n)
        return self.x @ w - self.y
    def wrong(self) -> Float[A, "d"]:
        return self.y  # E: Result of "wrong" has shape (n,); expected (d,)
def right(data: Data) -> None:
    reveal_type(data.x.T @ data.y)  # N: (d,)
    reveal_type(data.run)  # N: (..., n)
def two(one: Data, two: Data) -> None:
    one.y + two.y
# --- braces of the object's attributes are sizes
class Window:
    size: int
    kernel: Float[A, "{self.size}"]
    odd: Float[A, "{self.size+1} {nothing} {self.a.b} {1(} {self.none}"]
    def right(self, x: Float[A, "n {self.size}"]) -> Float[A, "n"]:
        reveal_type(self.kernel)  # N: (self.size,)
        reveal_type(self.odd)  # N: (self.size + 1, ?, ?, ?, ?)
        return x @ self.kernel
    def wrong(self, x: Float[A, "n {self.size}"]) -> Float[A, "{self.size}"]:
        return x @ self.kernel  # E: Result of "wrong" has shape (n,); expected (self.size,)
class Sized(Generic[I]):
    size: I
    kernel: Float[A, "{self.size}"]
def outside(w: Window, s: Sized[Literal[3]]) -> None:
    reveal_type(w.kernel)  # N: (self.size,)
    reveal_type(s.kernel)
    reveal_type(w.odd)  # N: (self.size + 1, ?, self.a.b, ?, self.none)
# --- so are those of a parameter that is an object
@dataclass
class Plan:
    n: int
    @property
    def half(self) -> int:
        return self.n // 2 + 1
def bank(plan: Plan, k: int) -> Float[A, "{k} {plan.half}"]:
    return np.zeros((k, plan.half))
def right(plan: Plan, x: Float[A, "t {plan.half}"]) -> Float[A, "t 3"]:
    return x @ bank(plan, 3).T
def wrong(plan: Plan, x: Float[A, "t {plan.half}"]) -> Float[A, "t 3"]:
    return x @ bank(plan, 3)  # E: "matmul": shapes (t, plan.n//2 + 1) and (3, plan.n//2 + 1) do not fit: plan.n//2 + 1 is not 3
def main() -> None:
    reveal_type(bank(Plan(8), 3))  # N: (3, 5)
# --- a malformed or doubly variadic shape is unknown
def right(x: Float[A, "*a *b"], y: Float[A, "n n +"]) -> None:  # E: Invalid axes "*a *b": only one axis may be "*name" or "..."
    reveal_type(x)  # N: (...,)
    y
# --- an inner function knows the axes of the one around it
def outer(x: Float[A, "n m"]) -> None:
    def right(y: Float[A, "m"]) -> Float[A, "n"]:
        return x @ y
    def wrong(y: Float[A, "n"]) -> Float[A, "n"]:
        return x @ y  # E: Result of "wrong" has shape (n,); expected (m,)
    reveal_type(right(x[0]))  # N: (n,)
    def three() -> None:
        def four() -> None:
            def five() -> None:
                def six() -> None:
                    def seven() -> None:
                        x @ x
    @functools.cache
    def decorated() -> Float[A, "n"]:
        return x[0]  # E: Result of "decorated" has shape (m,); expected (n,)
# --- an async function's result is what it is awaited to give
async def right(x: Float[A, "n"]) -> Float[A, "n"]:
    return x
async def wrong(x: Float[A, "n"]) -> Float[A, "n 1"]:
    return x  # E: Result of "wrong" has shape (n,); expected (n, 1)
# --- signatures of every kind are read
def stars(*xs: Float[A, "n"], k: int = 3, **named: Float[A, "n"]) -> Float[A, "n"]:
    reveal_type(xs[0])  # N: (n,)
    reveal_type(named["a"])  # N: (n,)
    reveal_type(np.zeros(k))  # N: (k,)
    return xs[0]
def untyped(x, *y, **z):
    np.zeros(3) + x
    np.zeros(3) @ np.zeros(4)  # E: "matmul": shapes (3,) and (4,) do not fit: 3 is not 4
class Things:
    @staticmethod
    def static(x: Float[A, "n"]) -> Float[A, "n"]:
        return x[1:]  # E: Result of "static" has shape (n - 1,); expected (n,)
    @classmethod
    def make(cls, x: Float[A, "n"]) -> Float[A, "n"]:
        cls.static(x)
        return x[1:]  # E: Result of "make" has shape (n - 1,); expected (n,)
    def __call__(self, x: Float[A, "n"]) -> Float[A, "n"]:
        return self.static(x)
# --- an object's own number is its size, from outside too
class Layer(Generic[I]):
    rows: I
    weight: Float[A, "*batch i"]
def right(one: Layer[Literal[3]], two: Layer[Any]) -> None:
    reveal_type(np.zeros(one.rows))  # N: (3,)
    reveal_type(np.zeros(two.rows))  # N: (i,)
    reveal_type(one.weight)  # N: (..., 3)
# --- a size that is plainly `int` is one number, which may be any
class Layer(Generic[I, O]):
    weight: Float[A, "o i"]
    def forward(self, x: Float[A, "i"]) -> Float[A, "o"]:
        return self.weight @ x
def right(net: Layer[int, int], open_: Layer[Any, Any], x: Float[A, "n"]) -> None:
    net.forward(np.array([0.5, 0.25]))
    open_.forward(np.ones(2))
    net.forward(net.forward(x))
    reveal_type(net.forward(x))  # N: (o,)
    net.forward(x) + net.weight.sum(axis=1)
    net.weight @ x
def wrong(net: Layer[int, int], known: Layer[I, int], x: Float[A, "n"]) -> None:
    net.forward(x) + net.forward(x)[1:]  # E: "add": shapes (o,) and (o - 1,) do not broadcast: o is not o - 1
    net.forward(x[None])  # E: Argument "x" of "forward" has shape (1, n); expected (i,)
    known.forward(np.ones(2))  # E: Argument "x" of "forward" has shape (2,); expected (i,)
# --- parameters of other kinds are no sizes
P = ParamSpec("P")
class Wrapped(Generic[P, I]):
    held: Float[A, "i"]
def wrapped(w: Wrapped[[int], Literal[3]]) -> None:
    reveal_type(w.held)  # N: (3,)
# --- what a method gives under a name of its own is a size of that call
class Source(Protocol):
    def nodes(self) -> Float[A, "nodes"]: ...
    def buses(self) -> Float[A, "buses"]: ...
class Held:
    rows: Float[A, "n"]
    def column(self) -> Float[A, "n"]: ...
    def other(self) -> Float[A, "m"]: ...
def right(source: Source, held: Held) -> None:
    source.nodes() + source.buses()
    held.rows + held.other()
    reveal_type(held.column())  # N: (n,)
# --- a signature that uses no name of an object has names of its own for the same sizes
class Table:
    rows: Float[A, "n d"]
    kept: Float[A, "n"]
def right(table: Table, mask: Bool[A, "before"]) -> None:
    table.kept[mask]
def wrong(table: Table, mask: Bool[A, "before"], w: Float[A, "d"]) -> None:
    table.kept[mask]  # E: mask of shape (before,) does not fit axis 0: before is not n
def inside(table: Table) -> None:
    table.rows @ table.kept  # E: "matmul": shapes (n, d) and (n,) do not fit: d is not n
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
