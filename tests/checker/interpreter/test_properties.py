"""Properties that say a size."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- a property of one expression is the size that it says, within the class and without
@dataclass
class Model:
    start: Float[A, "k"]
    trans: Float[A, "k k"]
    @property
    def k(self) -> int:
        \"\"\"How many states there are.\"\"\"
        return len(self.start)
    @property
    def twice(self) -> int:
        return 2 * self.k
    @property
    def endless(self) -> int:
        return self.endless
    def forward(self, x: Float[A, "t"]) -> Float[A, "t {self.k}"]:
        return np.zeros((len(x), self.k)) @ self.trans
    def wrong(self, x: Float[A, "t"]) -> Float[A, "t {self.twice}"]:
        return np.zeros((len(x), self.k))  # E: Result of "wrong" has shape (t, k); expected (t, 2*k)
def outside(m: Model, x: Float[A, "t"]) -> None:
    reveal_type(m.forward(x) @ m.start)  # N: (t,)
    reveal_type(np.zeros(m.twice))  # N: (2*k,)
    m.forward(x) + np.zeros(m.twice)  # E: "add": shapes (t, k) and (2*k,) do not broadcast: k is not 2*k
    reveal_type(np.zeros(m.endless))  # N: (?,)
def main() -> None:
    m = Model(np.zeros(3), np.eye(3))
    reveal_type(np.zeros((m.k, m.twice)))  # N: (3, 6)
# --- so is the length of an object, unless a subclass has another
@dataclass
class Batch:
    images: Float[A, "batch h w"]
    def __len__(self) -> int:
        'So many.'
        return self.images.shape[0]
class Base:
    def __init__(self, x: Float[A, "n"]) -> None:
        self.x: Float[A, "n"] = x
    def __len__(self) -> int:
        return len(self.x)
class Twice(Base):
    def __len__(self) -> int:
        return 2 * len(self.x)
def right(batch: Batch, base: Base, twice: Twice) -> None:
    reveal_type(np.zeros(len(batch)) + batch.images[:, 0, 0])  # N: (batch,)
    np.zeros(len(base)) + base.x
    np.zeros((3, len(base))) @ base.x
    reveal_type(np.zeros(len(twice)))  # N: (2*n,)
def wrong(batch: Batch, n: int) -> None:
    weights, labels = np.zeros(len(batch)), np.zeros((len(batch), n))
    weights[:, None] @ labels  # E: "matmul": shapes (batch, 1) and (batch, n) do not fit: 1 is not batch
# --- properties of one object that name an axis mean one size, of which nothing is known
class Spectrum:
    def __init__(self, count: int) -> None:
        self.count = count
    @property
    def power(self) -> Float[A, "frame bin"]:
        return np.zeros((self.count, 9))
    @property
    def hertz(self) -> Float[A, "bin"]:
        return np.zeros(9)
    def right(self, x: Float[A, "9"]) -> Float[A, "frame"]:
        self.power + x
        return self.power @ self.hertz
    def wrong(self, x: Float[A, "9"]) -> Float[A, "frame"]:
        return self.power.T @ self.hertz  # E: "matmul": shapes (bin, frame) and (bin,) do not fit: frame is not bin
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
