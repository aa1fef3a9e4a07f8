"""The top level of modules, and the values of their variables."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- the top level of a module is checked
X = np.zeros((3, 4))
Y = X @ X  # E: "matmul": shapes (3, 4) and (3, 4) do not fit: 4 is not 3
Z: Float[A, "3 4"] = X.T  # E: Value of "Z" has shape (4, 3); expected (3, 4)
if len(X) > 2:
    X + X.T  # E: "add": shapes (3, 4) and (4, 3) do not broadcast: 4 is not 3
# --- a variable that is set once is known everywhere
X = np.zeros((3, 4))
CHANGED = np.zeros(3)
CHANGED = np.zeros((4, 4))
COUNT = 3
COUNT += 1
DECLARED: Float[A, "5"] = np.zeros(5)
A_LIST, A_NUMBER = [1], 2
LOOP = LOOP2 = np.zeros(3)
def right() -> None:
    reveal_type(X)  # N: (3, 4)
    CHANGED + np.zeros(7)
    np.zeros(COUNT) + np.zeros(7)
    reveal_type(DECLARED)  # N: (5,)
    A_NUMBER
    LOOP + 1
def wrong() -> None:
    X @ X  # E: "matmul": shapes (3, 4) and (3, 4) do not fit: 4 is not 3
# --- the bodies of classes are checked, with the variables in them
class Box:
    weight = np.zeros((3, 4))
    wrong = weight @ weight  # E: "matmul": shapes (3, 4) and (3, 4) do not fit: 4 is not 3
    bias: Float[A, "3"] = np.zeros(4)  # E: Value of "bias" has shape (4,); expected (3,)
    def method(self) -> None:
        reveal_type(self.weight)  # N: (...,)
        self.weight @ self.weight
# --- a variable that is made of itself is unknown
first = second = None
def make() -> Any: ...
loop = make() or loop
def right() -> None:
    np.zeros(3) + loop
# --- overloads, decorated functions and nested classes of a module are bodies
class Outer:
    class Inner:
        def wrong(self, x: Float[A, "n m"]) -> None:
            x @ x  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
    @overload
    def method(self, x: Float[A, "n"]) -> Float[A, "n"]: ...
    @overload
    def method(self, x: int) -> int: ...
    def method(self, x: Any) -> Any:
        np.zeros(3) @ np.zeros(4)  # E: "matmul": shapes (3,) and (4,) do not fit: 3 is not 4
# --- functions that nobody annotates are looked into as well
def untyped(x, y=None):
    z = np.zeros((3, 4))
    return z @ z  # E: "matmul": shapes (3, 4) and (3, 4) do not fit: 4 is not 3
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
