"""Generators: what they give, and how many items."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- yields are counted where each turn of a loop makes one
def steps(x: Float[A, "n d"]) -> Iterator[Float[A, "d"]]:
    yield x[0]
    for row in x:
        for _ in range(2):
            yield row
def some(x: Float[A, "n d"]) -> Iterator[Float[A, "d"]]:
    for row in x:
        if row.sum() > 0:
            yield row
def until(x: Float[A, "n d"]) -> Iterator[Float[A, "d"]]:
    for row in x:
        if row.sum() > 0:
            break
        yield row
def sent(x: Float[A, "n d"]) -> Generator[Float[A, "d"], Any, None]:
    for row in x:
        got = yield row
def main() -> None:
    x = np.zeros((5, 3))
    reveal_type(np.stack(list(steps(x))))  # N: (11, 3)
    reveal_type(np.stack(list(some(x))))  # N: (?, 3)
    reveal_type(np.stack(list(until(x))))  # N: (?, 3)
    reveal_type(np.stack(list(sent(x))))  # N: (?, 3)
# --- each item may have a size of its own
def batches(x: Float[A, "n d"], size: int) -> Iterator[Float[A, "b d"]]:
    for start in range(0, len(x), size):
        yield x[start : start + size]
def folds(n: int, k: int) -> Iterator[tuple[Int[A, "train"], Int[A, "test"]]]:
    parts = np.array_split(np.arange(n), k)
    for i, test in enumerate(parts):
        yield np.concatenate([p for j, p in enumerate(parts) if j != i]), test
def main() -> None:
    for b in batches(np.zeros((7, 3)), 3):
        b @ np.zeros(4)  # E: "matmul": shapes (3, 3) and (4,) do not fit: 3 is not 4
    for i, (train, test) in enumerate(folds(11, 3)):
        np.zeros(11)[train] - np.zeros(7)
        np.zeros(11)[train] - np.zeros(8)  # E: "subtract": shapes (7,) and (8,) do not broadcast: 7 is not 8
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
