"""What names and attributes mean."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- attributes of arrays are known
def right(x: Float[A, "n m"], y: Float[A, "*batch n"]) -> None:
    reveal_type(x.T.mT.real.imag)  # N: (n, m)
    reveal_type(np.zeros(x.size))  # N: (m*n,)
    reveal_type(np.zeros(x.ndim))  # N: (2,)
    reveal_type(x * x.itemsize + x.nbytes)  # N: (n, m)
    x.dtype, x.strides, x.flat, x.nothing
    y.mT
    x[0].mT
# --- a method that is not called yet keeps its array
def right(x: Float[A, "n m"]) -> None:
    f = x.sum
    reveal_type(f(axis=0))  # N: (m,)
    g = np.add.outer
    reveal_type(g(x[0], x[:, 0]))  # N: (m, n)
    reveal_type(np.add.reduce(x))  # N: (m,)
    np.nothing(x)
    np.random.nothing
# --- NumPy's names are known under every name
import numpy.linalg as la
from numpy import newaxis, pi
from numpy.linalg import inv as invert
from numpy.random import RandomState, default_rng
from numpy.lib.stride_tricks import sliding_window_view
from numpy.fft import rfft
def right(x: Float[A, "n n"], state: RandomState) -> None:
    reveal_type(la.inv(x))  # N: (n, n)
    reveal_type(invert(x))  # N: (n, n)
    reveal_type(x[newaxis] * pi)  # N: (1, n, n)
    reveal_type(x[np.newaxis])  # N: (1, n, n)
    reveal_type(default_rng(0).normal(size=(3, 4)))  # N: (3, 4)
    reveal_type(state.normal(size=(3, 4)))  # N: (3, 4)
    reveal_type(sliding_window_view(np.zeros(5), 2))  # N: (4, 2)
    reveal_type(rfft(np.zeros(8)))  # N: (5,)
    reveal_type(x * np.pi * np.e)  # N: (n, n)
    math.pi * math.sqrt(2)
def wrong(x: Float[A, "n m"]) -> None:
    la.inv(np.zeros((3, 4)))  # E: "inv": shape (3, 4) is not square: 3 is not 4
    invert(np.zeros((3, 4)))  # E: "inv": shape (3, 4) is not square: 3 is not 4
# --- functions of the module are known through the decorators that keep their signature
def plain(function: Any) -> Any:
    return function
@functools.lru_cache
def cached(n: int) -> Float[A, "{n}"]:
    return np.zeros(n)
@functools.wraps(cached)
def wrapped(x: Float[A, "n"]) -> Float[A, "n"]:
    return x
@plain
def shaped(x: Float[A, "n"]) -> Float[A, "n n"]:
    return np.outer(x, x)
@plain
def other(x: Float[A, "n"]) -> Float[A, "n n"]:
    return np.outer(x, x)
def right(x: Float[A, "n"], y: Float[A, "m"]) -> None:
    other(x)
    shaped(x) @ np.zeros(3) @ np.zeros((3, 3))
    f = wrapped
    f(x)
    cached(3)
# --- properties have the shape that they declare
class Box:
    held: Float[A, "n m"]
    @property
    def turned(self) -> Float[A, "m n"]:
        return self.held.T
    @property
    def settable(self) -> Float[A, "n"]:
        return self.held[:, 0]
    @settable.setter
    def settable(self, value: Float[A, "n"]) -> None:
        self.held[:, 0] = value
    @functools.cached_property
    def cached(self) -> Float[A, "m"]:
        return self.held[0]
    @property
    def wrong(self) -> Float[A, "n m"]:
        return self.held.T  # E: Result of "wrong" has shape (m, n); expected (n, m)
    def untyped(self):
        return self.held
def right(box: Box) -> None:
    reveal_type(box.turned)  # N: (m, n)
    reveal_type(box.turned @ box.held)  # N: (m, m)
    reveal_type(box.cached)  # N: (m,)
    box.untyped()
    box.settable = box.settable
    box.settable + 1
    box.nothing
# --- attributes reached through attributes are told apart
class Inner:
    weight: Float[A, "n n"]
class Outer:
    one: Inner
    two: Inner
def right(outer: Outer, x: Float[A, "..."]) -> None:
    reveal_type(outer.one.weight @ outer.one.weight)  # N: (n, n)
    outer.one.weight = x
    reveal_type(outer.two.weight)  # N: (n, n)
def wrong(outer: Outer) -> None:
    outer.one.weight @ outer.two.weight
# --- super() is the next class's method for the same object
class Base(Generic[I]):
    def forward(self, x: Float[A, "i"]) -> Float[A, "i"]:
        return x
    @property
    def size(self) -> int:
        return 3
    field: int
class Child(Base[I]):
    def forward(self, x: Float[A, "i"]) -> Float[A, "i"]:
        super().field
        super().size
        reveal_type(super().forward(x))  # N: (i,)
        return super().forward(x)
    def wrong(self, x: Float[A, "i k"]) -> Float[A, "i"]:
        super().nothing
        return super().forward(x)  # E: Argument "x" of "forward" has shape (i, k); expected (i,)
def outside() -> None:
    super().forward(np.zeros(3))
# --- aliases and classes of the module are classes
class Box(Generic[I]):
    held: Float[A, "i"]
    def __init__(self, size: I) -> None:
        self.held = np.zeros(size)
    @classmethod
    def make(cls, size: I) -> "Box[I]":
        return cls(size)
    @classmethod
    def doubled(cls, size: int):
        return cls(2 * size)
Alias = Box
Vector = Float[A, "n"]
Number = Union[int, float]
def right() -> None:
    reveal_type(Alias(3).held)  # N: (3,)
    reveal_type(Box.make(4).held)  # N: (4,)
    Box.doubled(3).held + np.zeros(3)  # E: "add": shapes (6,) and (3,) do not broadcast: 6 is not 3
    Box.nothing
    Number
    Vector
    k: type[Box[Literal[5]]] = Box
    k.make
# --- a parameter of several types that mypy narrows is its one array
def right(x: Float[A, "n m"] | list[float]) -> None:
    if isinstance(x, np.ndarray):
        reveal_type(x)  # N: (n, m)
def wrong(x: Float[A, "n m"] | float) -> None:
    if isinstance(x, np.ndarray):
        x @ x  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
# --- a Final number is its value
SIZE: Final = 4
FLAG: Final = True
class Config:
    SIZE: Final = 5
def right() -> None:
    reveal_type(np.zeros(SIZE))  # N: (4,)
    reveal_type(np.zeros((SIZE, Config.SIZE)))  # N: (4, 5)
    np.zeros(3) if FLAG else 3
# --- names of the built-in kind are themselves
def right(x: Float[A, "n"]) -> None:
    __name__, __debug__, NotImplemented
    reveal_type(np.zeros(len(x)))  # N: (n,)
    reveal_type(np.zeros(max(2, 3)))  # N: (3,)
    reveal_type(np.zeros(int(3)))  # N: (3,)
    reveal_type(x if True else None)  # N: (n,)
    reveal_type(x[Ellipsis])  # N: (n,)
# --- methods may be called by their class, results by their names
def right(x: Float[A, "n m"]) -> None:
    reveal_type(np.ndarray.sum(x, axis=0))  # N: (m,)
    reveal_type(np.linalg.svd(x).Vh)  # N: (m, m)
    np.linalg.svd(x).nothing
    reveal_type(np.fft.fft(x))  # N: (n, m)
    list(itertools.chain.from_iterable([[x]]))
def wrong(x: Float[A, "n m"]) -> None:
    np.linalg.svd(x).Vh @ x  # E: "matmul": shapes (m, m) and (n, m) do not fit: m is not n
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
