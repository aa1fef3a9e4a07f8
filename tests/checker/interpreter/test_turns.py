"""The turns of loops that a program certainly makes."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- what the first turn does not come to sees what an earlier turn has left
def right(x: Float[A, "n"], m: int) -> None:
    k = np.empty([])
    for i in range(1, 51):
        if i > 1 and k.shape[0] == 3:
            break
        if i > 1:
            k[0]
        k = x[x > 0]
    y = np.array([])
    for i in range(m):
        for j in range(m):
            if i == 0 and j == 0:
                y = x[:, None]
            else:
                y = np.concatenate((y, x[:, None]), axis=1)
    z = np.array([])
    for i in range(int(x.sum())):
        z = x[:, None] if i == 0 else np.concatenate((z, x[:, None]), axis=1)
def wrong(x: Float[A, "n"], m: int) -> None:
    k = np.empty([])
    for i in range(1, 51):
        if i < 2:
            k[0]  # E: too many indices for shape (): 1
        if i > 1:
            x + np.zeros(3)  # E: "add": shapes (n,) and (3,) do not broadcast: n is not 3
        k = x[x > 0]
    for i in range(len(x)):
        if i == 0:
            continue
        x[i + 1]  # E: index i + 1 reaches n, out of bounds for an axis of size n
# --- pieces of data are as long as the first of them
def step(x: Float[A, "n d"], k: int) -> Float[A, "n"]:
    return x @ np.zeros(k)  # E: "matmul": shapes (8, 3) and (4,) do not fit: 3 is not 4
def train(x: Float[A, "n d"], y: Float[A, "n"], size: int, k: int) -> None:
    for at in range(0, len(x), size):
        x[at:at + size] @ np.zeros(k - 1) + y[at:at + size]
        step(x[at:at + size], k)
def main() -> None:
    train(np.zeros((20, 3)), np.zeros(20), 8, 4)
# --- what a generator gives first is certain, of the others the kind is known
class Loader:
    def __init__(self, x: Float[A, "n d"], y: Int[A, "n"], size: int) -> None:
        self.x, self.y, self.size = x, y, size
    def __iter__(self) -> Iterator[tuple[A, A]]:
        order = np.random.permutation(len(self.x))
        for start in range(0, len(self.x), self.size):
            chosen = order[start:start + self.size]
            yield self.x[chosen], self.y[chosen]
def right(x: Float[A, "n d"], y: Int[A, "n"], k: int) -> None:
    x @ np.zeros(k) + y
def wrong(x: Float[A, "n d"], y: Int[A, "n"], k: int) -> None:
    y + np.zeros(k)  # E: "add": shapes (8,) and (3,) do not broadcast: 8 is not 3
def main() -> None:
    loader = Loader(np.zeros((20, 3)), np.zeros(20, dtype=int), 8)
    for a, b in loader:
        right(a, b, 3)
    for k, (a, b) in enumerate(loader):
        wrong(a, b, 3)
# --- a generator that may give nothing proves nothing
def some(x: Float[A, "n"], flag: str) -> Iterator[A]:
    if flag:
        yield x
def f(x: Float[A, "n"], k: int) -> None:
    x + np.zeros(k)
def main(flag: str) -> None:
    for x in some(np.zeros(3), flag):
        f(x, 4)
# --- a condition on the turn comes out both ways
def f(x: Float[A, "n"], k: int) -> None:
    x + np.zeros(k)  # E: "add": shapes (3,) and (4,) do not broadcast: 3 is not 4
def g(x: Float[A, "n"], k: int) -> None:
    x + np.zeros(k)  # E: "add": shapes (2,) and (4,) do not broadcast: 2 is not 4
def h(x: Float[A, "n"], k: int) -> None:
    x + np.zeros(k)
def main() -> None:
    for turn in range(30):
        if turn >= 8:
            f(np.zeros(3), 4)
        if turn % 10 == 0 and not turn == 3:
            g(np.zeros(2), 4)
        if turn > 50:
            h(np.zeros(3), 4)
# --- numbers that a range begins with
def f(x: Float[A, "n"], m: int) -> Float[A, "n"]:
    for k in range(1, m):
        x[k:] + np.zeros(m - k)  # E: "add": shapes (7,) and (8,) do not broadcast: 7 is not 8
    return x
f(np.zeros(9), 9)
f(np.zeros(8), 9)
# --- in a turn over a range the range stops behind its start
def right(x: Float[A, "n n"]) -> None:
    for i in range(len(x)):
        for j in range(i):
            x[i - 1, j]
        [x[i - 1, k] for k in range(i)]
        for j in range(i + 1, len(x)):
            x[i + 1, j]
        for j in range(len(x) - 1, i, -1):
            x[i + 1, j]
def wrong(x: Float[A, "n n"]) -> None:
    for i in range(len(x)):
        for j in range(i + 1):
            x[i - 1, j]  # E: index i - 1 reaches -1, which wraps round to the end of the axis
        for j in range(i):
            x[i - 2, j]  # E: index i - 2 reaches -1, which wraps round to the end of the axis
        x[i - 1]  # E: index i - 1 reaches -1, which wraps round to the end of the axis
"""


def test_the_rule_holds(rule: Rule, checked: list[Rule]) -> None:
    """Every remark is expected, and every expected one is made."""
    assert rule.said == rule.expected
