"""Where programs start, and which functions of a program are looked into."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- functions without annotations are looked into, from the top level of the module
def relu(x):
    return np.maximum(x, 0)
class Net:
    def __init__(self, i, o):
        rng = np.random.default_rng(0)
        self.w = rng.normal(size=(i, o))
    def __call__(self, x):
        return relu(x @ self.w) + np.zeros(3)  # E: "add": shapes (5, 4) and (3,) do not broadcast: 4 is not 3
def main():
    Net(2, 3)(np.zeros((5, 2)))
    Net(2, 4)(np.zeros((5, 2)))
def seen(x: Float[A, "n"]) -> None:
    np.sum(x)
if __name__ == "__main__":
    main()
# --- a main function counts that touches no array itself
class Net:
    def __init__(self, size: int) -> None:
        self.w = np.zeros(size)
    def add(self, size: int) -> None:
        self.w + np.zeros(size)  # E: "add": shapes (3,) and (4,) do not broadcast: 3 is not 4
def main() -> None:
    Net(3).add(3)
    Net(3).add(4)
# --- any number of arguments
def weights(*shape: int) -> A:
    return np.zeros(shape)
def main() -> None:
    weights(2, 3) + weights(3)
    weights(2, 3) @ weights(2)  # E: "matmul": shapes (2, 3) and (2,) do not fit: 3 is not 2
"""


def test_the_rule_holds(rule: Rule, checked: list[Rule]) -> None:
    """Every remark is expected, and every expected one is made."""
    assert rule.said == rule.expected
