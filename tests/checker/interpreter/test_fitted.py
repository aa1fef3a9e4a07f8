"""Attributes that no constructor sets have the shape that the methods give them that set them."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- an attribute that one method sets has the axes of the class
class Model:
    def fit(self, x: Float[A, "n d"], y: Float[A, "n"]) -> None:
        self.x, self.gram = x, x.T @ x
    def f(self, x: Float[A, "m d"]) -> None:
        reveal_type(self.gram)  # N: (d, d)
        x @ self.x.T
        x @ self.x  # E: "matmul": shapes (m, d) and (n, d) do not fit: d is not n
# --- sizes that only that method knows are sizes of the object, of which nothing is known
class Model:
    def fit(self, x: Float[A, "n d"], y: Float[A, "n"]) -> None:
        count = int(y.max())
        self.means = np.zeros((count, 3))
    def f(self, x: Float[A, "m"]) -> None:
        self.means + np.zeros((3, 3))
        self.means[:, 0] + x
        self.means.T + x[:, None]  # E: "add": shapes (3, count) and (m, 1) do not broadcast: 3 is not m
# --- two methods that set it to one shape agree; to two, nothing is known
class Model:
    def one(self, x: Float[A, "n d"]) -> None:
        self.w = np.zeros((4, 3))
        self.v = np.zeros((4, 3))
    def two(self, x: Float[A, "n d"]) -> None:
        self.w = np.ones((4, 3))
        self.v = np.ones((2, 3))
    def f(self) -> None:
        self.w @ self.w  # E: "matmul": shapes (4, 3) and (4, 3) do not fit: 3 is not 4
        self.v + np.zeros((2, 1))
# --- nor of what a base in another module has, which may set it
import argparse
class Model(argparse.Action):
    def fit(self) -> None:
        self.default = np.zeros((4, 3))
        self.w = np.zeros((4, 3))
    def f(self, x: Float[A, "n"]) -> None:
        self.default @ self.default
        self.w @ self.w  # E: "matmul": shapes (4, 3) and (4, 3) do not fit: 3 is not 4
# --- nor where somebody else sets it
class Model:
    def fit(self) -> None:
        self.w = np.zeros((4, 3))
    def f(self) -> None:
        self.w @ self.w
def load(model: Model, w: Float[A, "n n"]) -> None:
    model.w = w
# --- nor where a subclass does
class Model:
    def fit(self) -> None:
        self.w = np.zeros((4, 3))
    def f(self) -> None:
        self.w @ self.w
class Square(Model):
    def fit(self) -> None:
        self.w = np.zeros((4, 4))
# --- a list that a method fills is not known
class Model:
    def fit(self) -> None:
        self.parts = [np.zeros(3)]
    def add(self, x: Float[A, "4"]) -> None:
        self.parts.append(x)
    def f(self) -> None:
        self.parts[-1] + np.zeros(4)
# --- an axis of that method's own goes by no name
class Model:
    def fit(self, x: Float[A, "n d"], k: int) -> None:
        self.rows = x.sum(axis=0)[:k]
    def f(self, z: Float[A, "k"]) -> None:
        self.rows + z
# --- nor one that a function inside of a method sets
class Model:
    def fit(self, x: Float[A, "n d"]) -> None:
        def turn() -> None:
            self.w = x.T
        self.w = x
        turn()
    def f(self, x: Float[A, "n d"]) -> None:
        self.w @ x
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
