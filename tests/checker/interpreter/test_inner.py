"""Functions that a function defines are walked through where they are called."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- an inner function gives what its body gives, with the variables as they are at the call
def f(n: int, m: int) -> None:
    w = np.zeros((n, m))
    def apply(x):
        return x @ w
    reveal_type(apply(np.zeros((2, n))))  # N: (2, m)
    w = np.zeros((n, 9))
    reveal_type(apply(np.zeros((2, n))))  # N: (2, 9)
# --- it is the same one where another function is given it
def twice(g, x):
    return g(g(x))
def main() -> None:
    w = np.zeros((4, 4))
    def apply(x):
        return x @ w
    reveal_type(twice(apply, np.zeros((2, 4))))  # N: (2, 4)
# --- a shape of as many numbers as are given
class Block:
    def __init__(self, w: Float[A, "d d"]) -> None:
        self.w = w
    @classmethod
    def right(cls, width: int) -> "Block":
        def init(*shape: int) -> A:
            return np.ones(shape) / np.sqrt(shape[0])
        return cls(init(width, width))
    @classmethod
    def wrong(cls, width: int, heads: int) -> "Block":
        def init(*shape: int) -> A:
            return np.ones(shape) / np.sqrt(shape[0])
        return cls(init(width, heads))  # E: Argument "w" of "Block" has shape (width, heads); expected (d, d) where d is width
def main() -> None:
    Block.right(3)
# --- what fails in it for one call is said once, where it fails
def main() -> None:
    w = np.zeros((3, 2))
    def apply(x):
        return w @ x  # E: "matmul": shapes (3, 2) and (3,) do not fit: 2 is not 3
    apply(np.zeros(2))
    apply(np.zeros(3))
    apply(np.zeros(3))
# --- what it changes of the variables around it is not known any more
def main() -> None:
    p, xs = {"w": np.zeros((3, 2))}, [np.zeros(2)]
    def change() -> None:
        p["w"] = np.zeros(7)
        xs.append(np.zeros(7))
    def hand_on() -> None:
        change()
    hand_on()
    p["w"] + np.zeros(7)
    xs[0] + np.zeros(7)
# --- one that calls itself is not gone through for ever
def main() -> None:
    p = {"w": np.zeros((3, 2))}
    def again(k: int) -> A:
        if k > 0:
            p["w"] = np.zeros(7)
            return again(k - 1)
        return np.zeros(4)
    again(3) + np.zeros(4)
    p["w"] + np.zeros(7)
# --- two of one name are told apart
def pick(first: bool):
    if first:
        def g(x):
            return x[:2]
    else:
        def g(x):
            return x[:3]
    return g(np.zeros(5))
def main() -> None:
    pick(True) + np.zeros(2)
    pick(False) + np.zeros(3)
# --- one that is given back keeps the variables that it was made among
def powers(degree: int) -> Callable[[Float[A, "n"]], Float[A, "n p"]]:
    def features(x: Float[A, "n"]) -> Float[A, "n p"]:
        return np.stack([x**k for k in range(degree + 1)], axis=1)
    return features
def scaled(w: A):
    def apply(x):
        return x @ w  # E: "matmul": shapes (4, 5) and (3, 2) do not fit: 5 is not 3
    return apply
def main() -> None:
    x = np.zeros(7)
    reveal_type(powers(2)(x))  # N: (7, 3)
    cubes, squares = powers(3), powers(2)
    reveal_type(cubes(x).T @ squares(x))  # N: (4, 3)
    first, second = scaled(np.zeros((3, 2))), scaled(np.zeros((2, 5)))
    reveal_type(second(first(np.zeros((4, 3)))))  # N: (4, 5)
    first(second(np.zeros((4, 2))))
# --- one that is given back twice is not known
def either(wide: bool):
    def three(x):
        return x[:3]
    def two(x):
        return x[:2]
    if wide:
        return three
    return two
def main() -> None:
    either(True)(np.zeros(5)) + np.zeros(3)
    either(False)(np.zeros(5)) + np.zeros(2)
# --- a function that is a value is taken to leave objects alone, if its type has shapes
class Model:
    def __init__(self, kernel: Callable[[Float[A, "n d"]], Float[A, "n n"]]) -> None:
        self.kernel = kernel
        self.x = np.zeros((0, 0))
    def fit(self, x: Float[A, "n d"]) -> None:
        self.x = x
    def right(self) -> A:
        gram = self.kernel(self.x)
        return gram @ self.x
    def wrong(self) -> A:
        gram = self.kernel(self.x)
        return self.x @ gram  # E: "matmul": shapes (5, 2) and (5, 5) do not fit: 2 is not 5
def main() -> None:
    model = Model(lambda x: x @ x.T)
    model.fit(np.zeros((5, 2)))
    model.right()
    model.wrong()
"""


def test_the_rule_holds(rule: Rule, checked: list[Rule]) -> None:
    """Exactly what its comments say is said of the rule."""
    assert rule.said == rule.expected
