"""What is put into a list is held against what the list is declared to hold."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- an attribute's list takes what its declaration says
class Detector:
    def __init__(self) -> None:
        self.rows: list[Float[A, "lanes"]] = []
        self.any: list[A] = []
    def right(self, x: Float[A, "t lanes"], y: Float[A, "m"], z: Any) -> None:
        self.rows.append(x[0])
        self.rows.append(y)
        self.rows.extend(x)
        self.rows.extend([y, x[0]])
        self.rows.extend(z)
        self.rows.insert(0, y)
        self.any.append(x)
    def wrong(self, x: Float[A, "t lanes"], y: Float[A, "m"]) -> None:
        self.rows.append(x)  # E: Argument "object" of "append" has shape (t, lanes); expected (lanes,)
        self.rows.extend(y)  # E: Argument "object" of "extend" has shape (); expected (lanes,)
        self.rows.extend([y, x])  # E: Argument "object" of "extend" has shape (t, lanes); expected (lanes,)
        self.rows.insert(0, x)  # E: Argument "object" of "insert" has shape (t, lanes); expected (lanes,)
# --- so does a variable's, by its numbers of axes and its constants alone
def right(x: Float[A, "n d"], k: int) -> None:
    pairs: list[Float[A, "2 k"]] = []
    pairs.append(np.zeros((2, 5)))
    pairs.append(np.zeros((2, 6)))
    pairs.append(x[:k])
def wrong(x: Float[A, "n d"]) -> None:
    pairs: list[Float[A, "2 k"]] = []
    pairs.append(np.zeros((3, 5)))  # E: Argument "object" of "append" has shape (3, 5); expected (2, k)
    pairs.append(x[0])  # E: Argument "object" of "append" has shape (d,); expected (2, k)
# --- what a list holds that nobody declares is anything
def right(w: Float[A, "i o"], b: Float[A, "o"], many: dict[str, list[Float[A, "n"]]]) -> None:
    parameters = [w]
    parameters.append(b)
    for some in (parameters, [w]):
        some.append(b)
    many["a"].append(w)
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
