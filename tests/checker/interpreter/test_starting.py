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
# --- what stands behind a loop is reached, whichever turn breaks off
def search(x: Float[A, "n d"], stop: str, leave: bool) -> Float[A, "d"]:
    for k in range(5):
        if stop == str(k):
            break
        if leave:
            continue
    return x.sum(axis=1)  # E: Result of "search" has shape (n,); expected (d,)
def given(k: int, stop: str, leave: bool) -> None:
    for _ in range(5):
        if stop == "x":
            break
        if leave:
            continue
    np.zeros(k) + np.zeros(3)  # E: "add": shapes (4,) and (3,) do not broadcast: 4 is not 3
def left(k: int, leave: bool) -> None:
    for _ in range(5):
        if leave:
            return
    np.zeros(k) + np.zeros(3)
def main() -> None:
    given(4, input(), bool(input()))
    left(4, bool(input()))
# --- names that are put together
def f(x: Float[A, "n d"]) -> None:
    p = {}
    for name in ("a", "b"):
        p["W" + name] = x
        p[f"b{name}"] = x[0]
        p["u_{}".format(name)] = x.T
    for k, size in enumerate((4, 5)):
        p["v" + str(k)] = np.zeros(size)
        p[f"w{k:02d}_{size}"] = np.zeros((2, size))
    reveal_type(p["Wa"])  # N: (n, d)
    reveal_type(p["bb"])  # N: (d,)
    reveal_type(p["u_a"])  # N: (d, n)
    reveal_type(p["v1"])  # N: (5,)
    reveal_type(p["w00_4"])  # N: (2, 4)
"""


def test_the_rule_holds(rule: Rule, checked: list[Rule]) -> None:
    """Every remark is expected, and every expected one is made."""
    assert rule.said == rule.expected
