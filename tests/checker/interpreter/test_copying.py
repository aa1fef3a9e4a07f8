"""Copies of objects: what is known of the original is known of the copy, and no longer."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- a copy has attributes of its own
import copy
class Net:
    def __init__(self, n: int) -> None:
        self.w = np.zeros(n)
        self.inner: list[Any] = []
    def use(self, x: Float[A, "k"]) -> None:
        self.w + x  # E: "add": shapes (3,) and (4,) do not broadcast: 3 is not 4
def main() -> None:
    net = Net(3)
    other = copy.deepcopy(net)
    net.use(np.zeros(3))
    other.w = np.zeros(5)
    other.use(np.zeros(5))
    net.use(np.zeros(3))
    net.use(np.zeros(4))
# --- a deep copy copies what an object holds, another one does not
import copy
class Part:
    def __init__(self, n: int) -> None:
        self.w = np.zeros(n)
    def __len__(self) -> int:
        return len(self.w)
class Whole:
    def __init__(self, part: Part) -> None:
        self.part = part
        self.parts = [part]
def main() -> None:
    whole = Whole(Part(3))
    deep, flat = copy.deepcopy(whole), copy.copy(whole)
    whole.part.w = np.zeros(4)
    reveal_type(np.zeros(len(deep.part)))  # N: (3,)
    reveal_type(np.zeros(len(flat.part)))  # N: (4,)
    rows = [np.zeros(3)]
    more = copy.deepcopy(rows)
    more.append(np.zeros(4))
    reveal_type(np.stack(rows))  # N: (1, 3)
# --- what replaces a field must fit the others
from dataclasses import replace
@dataclass(frozen=True)
class Belief:
    mean: Float[A, "n"]
    cov: Float[A, "n n"]
class State(NamedTuple):
    x: Float[A, "n d"]
    w: Float[A, "n"]
def right(b: Belief, s: State) -> Belief:
    s._replace(w=s.x.sum(axis=1))
    return replace(b, mean=b.cov @ b.mean, cov=b.cov.T)
def wrong(b: Belief, s: State) -> Belief:
    s._replace(w=s.x.sum(axis=0))  # E: Argument "w" of "State" has shape (d,); expected (n,) where n is n (from argument "x")
    return replace(b, mean=b.cov)  # E: Argument "mean" of "Belief" has shape (n, n); expected (n,)
def main() -> None:
    b = replace(Belief(np.zeros(3), np.eye(3)), mean=np.ones(3))
    reveal_type(b.cov @ b.mean)  # N: (3,)
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
