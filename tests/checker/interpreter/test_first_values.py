"""The type that mypy infers from a first value says nothing of the shapes that come after it."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- a variable that is given anything may have any shape
def again(load: Any) -> None:
    x = np.zeros(3)
    x = load()
    reveal_type(x)  # N: (...,)
    x[0, 0]
def on_one_way(load: Any, c: bool) -> None:
    if c:
        x = np.zeros(3)
    else:
        x = load()
        x[0, 0]
    x[0, 0]
def in_a_loop(load: Any) -> None:
    x = np.zeros(3)
    for _ in range(4):
        x = load(x)
        x[0, 0]
def in_a_tuple(load: Any) -> None:
    x, count = np.zeros(3), 2
    x, count = load()
    x[0, 0]
def number(load: Any) -> None:
    x = 0.0
    x = load()
    np.concatenate([x, x])
def wrong(load: Any) -> None:
    x = np.zeros(3)
    x[0, 0]  # E: too many indices for shape (3,): 2
    x = load()
    x = np.zeros(4)
    x[0, 0]  # E: too many indices for shape (4,): 2
# --- so may what stands in a list, a dictionary or a tuple
def right(load: Any) -> None:
    rows = [np.zeros(3)]
    rows = load()
    rows[0][0, 0]
    named = {"a": np.zeros(3)}
    named = load()
    named["a"][0, 0]
    pair = (np.zeros(3), 1)
    pair = load()
    pair[0][0, 0]
# --- so may a variable of the module that a function sets
X = np.zeros(3)
def use() -> None:
    X[0, 0]
def set_it(load: Any) -> None:
    global X
    X = load()
# --- so may an attribute
class Held:
    def __init__(self, load: Any) -> None:
        self.set, self.kept, self.load, self.count = np.zeros(3), np.zeros(3), load, 3
        self.given = np.zeros(3)
    def fit(self) -> None:
        self.set = self.load()
        self.set[0, 0]
    def right(self) -> None:
        self.set[0, 0]
        np.zeros(self.count)[0]
    def wrong(self) -> None:
        self.kept[0, 0]  # E: too many indices for shape (3,): 2
def give(held: Held) -> None:
    held.given = held.load()
    held.given[0, 0]
    held.set[0, 0]
# --- a declared type holds, whatever is assigned
def wrong(load: Any) -> None:
    x: Float[A, "3"] = np.zeros(3)
    x = load()
    x[0, 0]  # E: too many indices for shape (3,): 2
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
