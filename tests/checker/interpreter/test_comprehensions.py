"""Comprehensions: their elements, one by one or one for all; lists made of several."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- a comprehension over few known items has an element for each
def right(x: Float[A, "n m"]) -> None:
    a, b = (x[j:] for j in range(2))
    reveal_type(b)  # N: (n - 1, m)
    c = [np.zeros((i, j)) for i in (2, 3) for j in (4, 5)]
    reveal_type(c[1])  # N: (2, 5)
    sum(np.roll(x, s, axis=a) for s in (-1, 1) for a in (0, 1))
def wrong(x: Float[A, "n m"]) -> None:
    sum(np.roll(x, s, axis=a + 1) for s in (-1, 1) for a in (0, 1))  # E: "roll": axis 2 is out of range for shape (n, m)
    np.stack([x[j:] for j in range(2)])  # E: "stack": axis 0 of argument 2 is n - 1; expected n
# --- what changes from element to element is not known of one of them
def right(x: Float[A, "n"], y: Float[A, "m"], k: int) -> None:
    q = [x[j:] for j in range(k)]
    q[1] + x[1:]
    q[-1] + y
    for j, v in enumerate(q):
        v + x[j:]
    reveal_type(np.concatenate([x[:j] for j in range(k)]))  # N: (?,)
    reveal_type(np.array([x[: j + 1].sum() for j in range(len(x))]))  # N: (n,)
    places = [j + 1 for j in range(len(x))]
    x[places[0]]
# --- what changes from element to element does not make one array
def right(x: Float[A, "n m"], k: int) -> None:
    reveal_type(np.array([x[j : j + k] for j in range(0, len(x) - k + 1, k)]))  # N: (?, k, m)
    reveal_type(np.stack([x[j : j + 2] for j in range(len(x) - 1)]))  # N: (n - 1, 2, m)
    np.stack([x[j:] for j in range(k) if j == 1])
def wrong(x: Float[A, "n m"], k: int) -> None:
    np.array([x[j:] for j in range(k)])  # E: "array": rows of shapes (n - j, m) and (n - j - 1, m) do not make an array
    np.hstack([x[j:] for j in range(k)])  # E: "hstack": axis 0 of argument 2 is n - j - 1; expected n - j
    np.stack([x[:k], *[x[j:] for j in range(k)]])  # E: "stack": axis 0 of argument 2 is n - j; expected k
# --- a display with a starred list, and a sum of lists, are as long as all of it
def right(x: Float[A, "n m"], k: int) -> None:
    rows = [x[j : j + 2] for j in range(k)]
    reveal_type(np.vstack([x[:1], *rows]))  # N: (2*k + 1, m)
    reveal_type(np.stack([x[:2], *rows, x[:2]]))  # N: (k + 2, 2, m)
    reveal_type(np.vstack([x[:1]] + rows))  # N: (2*k + 1, m)
    reveal_type(np.vstack([*x, *x]))  # N: (...,)
    more = [x, *rows]
    reveal_type(more[0])  # N: (?, m)
    more.append(x)
    reveal_type(np.concatenate(more))  # N: (?, m)
def wrong(x: Float[A, "n m"], k: int) -> None:
    rows = [x[j : j + 2] for j in range(k)]
    np.hstack([x[:3], *rows])  # E: "hstack": axis 0 of argument 2 is 2; expected 3
    np.stack([x[:3]] + rows)  # E: "stack": axis 0 of argument 2 is 2; expected 3
# --- a condition that is known for each item leaves the others out
def main() -> None:
    parts = [np.zeros(3), np.zeros(4), np.zeros(5)]
    reveal_type(np.concatenate([p for k, p in enumerate(parts) if k != 1]))  # N: (8,)
    reveal_type(np.concatenate([p for p in parts if p.sum() > 0]))  # N: (?,)
# --- all pairs are as many as there are of both
def f(x: Float[A, "n"], y: Float[A, "m"], k: int) -> None:
    reveal_type(np.array([a * b for a in x for b in y]))  # N: (m*n,)
    reveal_type(np.array([i + j for i in range(k) for j in range(i)]))  # N: (?,)
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
