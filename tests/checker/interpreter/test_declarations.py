"""Results, annotated variables and yields held against what is declared."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- a result has the declared shape
def right(x: Float[A, "n m"]) -> tuple[Float[A, "m"], Float[A, "n"]]:
    return x[0], x[:, 0]
def wrong(x: Float[A, "n m"]) -> tuple[Float[A, "m"], Float[A, "n"]]:
    return x[:, 0], x[0]  # E: Result of "wrong" has shape (n,); expected (m,)
def listed(x: Float[A, "n m"]) -> list[Float[A, "n"]]:
    return [x[0], x[1]]  # E: Result of "listed" has shape (m,); expected (n,)
def mapped(x: Float[A, "n m"]) -> dict[str, Float[A, "n"]]:
    return {"a": x[0]}  # E: Result of "mapped" has shape (m,); expected (n,)
def optional(x: Float[A, "n m"]) -> Float[A, "n"] | None:
    if len(x) > 3:
        return None
    return x  # E: Result of "optional" has shape (n, m); expected (n,)
def free(x: Float[A, "n"]) -> Float[A, "k"]:
    return np.concatenate([x, x])
def nothing(x: Float[A, "n"]):
    return x
# --- an array holds numbers of the declared kind
from jaxtyping import Complex, Num, Shaped, UInt
def places(x: Float[A, "n"]) -> Int[A, "n"]:
    return np.argsort(x)
def right(x: Float[A, "n"], k: Int[A, "n"], m: Bool[A, "n"], any_: A) -> Float[A, "n"]:
    either: Float[A, "n"] | Int[A, "n"] = k
    real: Num[A, "n"] = k
    mypys: Float[np.ndarray[tuple[int], np.dtype[np.float64]], "n"] = np.zeros(len(x), int)
    whatever: Shaped[A, "n"] = m
    total: Float[A, ""] = np.sum(k)
    unsigned: UInt[A, "n"] = k
    y = np.zeros(len(x), dtype=int)
    y[0] = 0.5
    places(any_)
    for _ in range(3):
        k = k / 2
    return np.where(m, k, 0.0) + y
def wrong(x: Float[A, "n"], k: Int[A, "n"]) -> tuple[Float[A, "n"], Int[A, "n"]]:
    places(x > 0)  # E: Argument "x" of "places" holds truth values; expected floating numbers
    z: Complex[A, "n"] = x  # E: Value of "z" holds floating numbers; expected complex numbers
    w: Float[A, "n"] = np.stack([x, x], dtype=int)[0]  # E: Value of "w" holds whole numbers; expected floating numbers
    if len(x) > 3:
        return x[1:], x  # E: Result of "wrong" has shape (n - 1,); expected (n,)
    return x * k, k / 2  # E: Result of "wrong" holds floating numbers; expected whole numbers
# --- a name that a body binds is held against its first value
def wrong(x: Float[A, "n m"]) -> Float[A, "n"]:
    y: Float[A, "k"] = x[0]
    z: Float[A, "k k"] = np.outer(y, y)
    w: Float[A, "k"] = x[:, 0]  # E: Value of "w" has shape (n,); expected (m,)
    return w  # E: Result of "wrong" has shape (m,); expected (n,)
# --- runs of axes are fixed in a body
def right(x: Float[A, "*batch n"]) -> Float[A, "*batch"]:
    return x.sum(axis=-1)
def wrong(x: Float[A, "*batch n"]) -> Float[A, "*batch n"]:
    return x.sum(axis=-1)  # E: Result of "wrong" has shape (*batch,); expected (*batch, n)
# --- a run of axes with more axes beside it is not the run alone
def right(x: Float[A, "*batch n"]) -> Float[A, "*batch n"]:
    return 2 * x
def fewer(x: Float[A, "*batch n"]) -> Float[A, "*batch n"]:
    return x.sum(axis=-1)  # E: Result of "fewer" has shape (*batch,); expected (*batch, n)
def more(x: Float[A, "*batch n"]) -> Float[A, "*batch n"]:
    return x[..., None]  # E: Result of "more" has shape (*batch, n, 1); expected (*batch, n)
# --- a generator's results are of no shape, its yields are
def right(x: Float[A, "n m"]) -> Generator[Float[A, "m"], None, None]:
    yield x[0]
    return
def wrong(x: Float[A, "n m"]) -> Generator[Float[A, "m"], None, None]:
    yield x  # E: Result of "wrong" has shape (n, m); expected (m,)
def plain(x: Float[A, "n m"]) -> Iterator:
    yield x
# --- a variable's declaration and its value are known together
def right(x: Float[A, "n m"], y: Any) -> None:
    a: Float[A, "_ m"] = x
    reveal_type(a)  # N: (n, m)
    b: Float[A, "n m"] = y
    reveal_type(b)  # N: (n, m)
    c: np.ndarray = x
    reveal_type(c)  # N: (n, m)
    d: Float[A, "..."] = x
    reveal_type(d)  # N: (n, m)
# --- a name of a loop's body may be another size in the next turn
def f(rows: list[Float[A, "_"]]) -> None:
    for row in rows:
        y: Float[A, "time"] = row + 1
        y - row
def main() -> None:
    f([np.zeros(3), np.zeros(4)])
# --- a new name of what is not known is none of the others, but may be a number
def unknown(x: Any) -> Any: ...
def f(x: Float[A, "n d"]) -> None:
    a: Float[A, "p q"] = unknown(x)
    b: Float[A, "q r"] = unknown(x)
    a @ b - np.zeros((3, 1))
    b @ a  # E: "matmul": shapes (q, r) and (p, q) do not fit: r is not p
    x @ a  # E: "matmul": shapes (n, d) and (p, q) do not fit: d is not p
    onehot: Float[A, "n k"] = np.eye(len(np.unique(x)))[unknown(x)]
    x.T @ onehot
    x @ onehot  # E: "matmul": shapes (n, d) and (n, k) do not fit: d is not n
# --- a default value is of a size of its own
@dataclass
class Model:
    weight: Float[A, "k d"] = field(default_factory=lambda: np.zeros((0, 0)))
    bias: Float[A, "k"] = field(default_factory=lambda: np.zeros(0))
    square: Float[A, "k k"] = field(default_factory=lambda: np.zeros((2, 3)))  # E: Value of "square" has shape (2, 3); expected (2, 2)
    fixed: Float[A, "3"] = field(default_factory=lambda: np.zeros(4))  # E: Value of "fixed" has shape (4,); expected (3,)
# --- a name of the body may be part of an axis
def f(gate: Float[A, "k k"], psi: Float[A, "d"], site: int) -> Float[A, "d"]:
    tensor: Float[A, "left k right"] = psi.reshape(2**site, gate.shape[0], -1)
    np.einsum("ab,lbr->lar", gate, tensor) @ gate  # E: "matmul": shapes (left, k, right) and (k, k) do not fit: right is not k
    return np.einsum("ab,lbr->lar", gate, tensor).reshape(-1)
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
