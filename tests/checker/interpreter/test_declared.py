"""From declared types to what is known of their values."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- containers of arrays are known by their items
Matrix = Float[A, "n n"]
def right(
    a: list[Float[A, "3"]], b: tuple[Float[A, "4"], ...], c: Sequence[Float[A, "5"]],
    d: dict[str, Float[A, "6"]], e: Mapping[str, Float[A, "7"]], f: Iterable[Float[A, "8"]],
    g: tuple[Float[A, "9"], int], h: set[int], i: Iterator[Matrix], j: list, k: dict, l: tuple,
) -> None:
    reveal_type(a[0])  # N: (3,)
    reveal_type(b[0])  # N: (4,)
    reveal_type(c[0])  # N: (5,)
    reveal_type(d["a"])  # N: (6,)
    reveal_type(e["a"])  # N: (7,)
    for x in f:
        reveal_type(x)  # N: (8,)
    reveal_type(g[0])  # N: (9,)
    reveal_type(next(i))  # N: (?, ?)
    j[0], k[0], l[0], h
# --- unions, literals, type variables and callables are read
S = TypeVar("S", bound=np.ndarray)
D = TypeVar("D", bound=Dim)
def right(
    a: Float[A, "3"] | None, b: Float[A, "3"] | Float[A, "4"], c: Literal[3], d: Literal["a", True],
    e: S, f: Callable[[Float[A, "3"]], Float[A, "3 3"]], g: type[int], h: None, i: Literal[b"a"],
    j: Any | Float[A, "3"], k: D, l: int | None, m: T, n: type[Any], o: Literal[True],
) -> None:
    reveal_type(a)  # N: (3,)
    reveal_type(b)  # N: (?,)
    reveal_type(np.zeros(c))  # N: (3,)
    reveal_type(e + 1)  # N: (...,)
    reveal_type(f(np.zeros(3)))  # N: (3, 3)
    j + np.zeros(7)
    reveal_type(np.zeros(k))  # N: (d,)
    reveal_type(np.zeros(3) if o else 4)  # N: (3,)
    d, g, h, i, l, m, n
def wrong(f: Callable[[Float[A, "3"]], Float[A, "3 3"]]) -> None:
    f(np.zeros(4))  # E: Argument "1" of "f" has shape (4,); expected (3,)
    f(np.zeros(3)) @ np.zeros(4)  # E: "matmul": shapes (3, 3) and (4,) do not fit: 3 is not 4
# --- of a variable's bound all that is declared holds
class Risk(Protocol):
    def covariance(self, x: Float[A, "t a"]) -> Float[A, "a a"]: ...
R = TypeVar("R", bound=Risk)
class Weights(Generic[R]):
    def __init__(self, risk: R) -> None:
        self.risk = risk
    def right(self, x: Float[A, "t a"]) -> Float[A, "a"]:
        return self.risk.covariance(x).sum(axis=0)
    def wrong(self, x: Float[A, "t a"]) -> Float[A, "t"]:
        return self.risk.covariance(x).sum(axis=0)  # E: Result of "wrong" has shape (a,); expected (t,)
# --- bare arrays and scalars have the axes that their types say
def right(
    a: np.ndarray, b: np.ndarray[tuple[int, int], np.dtype[np.float64]], c: np.float64, d: float,
    e: complex, f: np.integer[Any], g: bool, h: np.ndarray[tuple[Literal[3], int], np.dtype[Any]],
    i: np.ndarray[Any, Any], j: np.dtype[Any],
) -> None:
    reveal_type(a)  # N: (...,)
    reveal_type(b)  # N: (?, ?)
    reveal_type(np.zeros(3) * c * d * e * f * g)  # N: (3,)
    reveal_type(h)  # N: (3, ?)
    reveal_type(i)  # N: (...,)
    j
# --- an index is within its bounds
def right(x: Float[A, "n"], i: Index[Literal[3]], k: int) -> None:
    np.zeros(3)[i]
    np.zeros(3)[2 - i]
    m: Index[Any] = Index(0, 3)
    list_of: list[Index[Literal[3]]] = []
def wrong(i: Index[Literal[3]]) -> None:
    np.zeros(3)[i + 1]  # E: index i + 1 reaches 3, out of bounds for an axis of size 3
    np.zeros(3)[3 - i]  # E: index 3 - i reaches 3, out of bounds for an axis of size 3
    np.zeros(3)[i - 1]  # E: index i - 1 reaches -1, which wraps round to the end of the axis
# --- every dtype of jaxtyping is understood
import jaxtyping as jt
from numpy.typing import NDArray
def right(
    a: jt.Float32[A, "n"], b: jt.Int[NDArray[np.int64], "n"], c: jt.Bool[A, "n"], d: jt.Num[A, "n"],
    e: jt.Shaped[A, "n"], f: jt.Complex[A, "n"], g: jt.Float[A, ""], h: jt.Float[A, "..."],
    i: jt.Float[A, "n=4"], j: jt.Float[A, "_ 3"], k: jt.Float[A, "?n"],
) -> None:
    reveal_type(a + b + c * d + e + f + g)  # N: (n,)
    reveal_type(h)  # N: (...,)
    reveal_type(i)  # N: (4,)
    reveal_type(j)  # N: (?, 3)
# --- awaited types are what they give
async def right(a: Awaitable[Float[A, "3"]], b: Coroutine[Any, Any, Float[A, "4"]]) -> None:
    reveal_type(await a)  # N: (3,)
    reveal_type(await b)  # N: (4,)
# --- NamedTuples, Protocols and dataclasses are objects with fields
class Pair(NamedTuple):
    left: Float[A, "n"]
    right: Float[A, "n"]
class Model(Protocol):
    weight: Float[A, "o i"]
    def forward(self, x: Float[A, "i"]) -> Float[A, "o"]: ...
@dataclass(frozen=True)
class Holder(Generic[I]):
    x: Float[A, "i"]
    k: int = 3
    others: list[Float[A, "i"]] = field(default_factory=list)
def right(pair: Pair, model: Model, holder: Holder[Literal[3]], pairs: list[Pair]) -> None:
    reveal_type(pair.left + pair.right)  # N: (n,)
    reveal_type(model.weight)  # N: (o, i)
    reveal_type(holder.x)  # N: (3,)
    reveal_type(holder.others[0])  # N: (3,)
    reveal_type(pair[0])  # N: (n,)
    left, other = pair
    for p in pairs:
        reveal_type(p.left)  # N: (?,)
def wrong(pair: Pair, holder: Holder[Literal[3]]) -> None:
    pair.left @ np.zeros((3, 4)) @ np.zeros(3)  # E: "matmul": shapes (n,) and (3, 4) do not fit: n is not 3
    holder.x + np.zeros(4)  # E: "add": shapes (3,) and (4,) do not broadcast: 3 is not 4
# --- an alias that names itself has no shape
Json = Union[None, float, list["Json"], dict[str, "Json"]]
def right(x: Json, n: Float[A, "n"]) -> list[Json]:
    made: list[Json] = [x, 1.0]
    reveal_type(n + 1)  # N: (n,)
    return made
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
