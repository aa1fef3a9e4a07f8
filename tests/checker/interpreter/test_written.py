"""Texts that a program writes out, and the numbers that come of them."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- the letters of a text are counted, and so is what is made of them
def main() -> None:
    text = "hello shapes. " * 3 + "bye"
    letters = sorted(set(text))
    number = {c: k for k, c in enumerate(letters)}
    reveal_type(np.zeros((len(text), len(letters))))  # N: (45, 11)
    reveal_type(np.array([number[c] for c in text]))  # N: (45,)
    words = text.lower().split()
    reveal_type(np.zeros(len(words)))  # N: (7,)
    reveal_type(np.zeros(len(set(words))))  # N: (3,)
    reveal_type(np.zeros(len(" ".join(words))))  # N: (45,)
    reveal_type(np.zeros(len(text[3:10])))  # N: (7,)
    reveal_type(np.zeros("ACGT".index("G")))  # N: (2,)
    reveal_type(np.zeros((len(text[0]), len(f"{text[1]}{words[0]}"))))  # N: (1, 6)
# --- a text of which nothing is known has some length
def f(text: str, k: int) -> None:
    letters = sorted(set(text))
    np.zeros(len(letters)) + np.zeros(len(text))
    np.zeros(len(text.split())) + np.zeros(7)
    np.zeros(len(text * 3)) + np.zeros(7)
    np.zeros(len("ab" * k)) + np.zeros(7)
    np.zeros(len("ab"[k:])) + np.zeros(7)
    np.zeros(len("ab".center(k))) + np.zeros(7)
    np.zeros(len(f"{k}{text}")) + np.zeros(7)
# --- a part of a text is as long as its slice
def f(k: int) -> None:
    text = "abcdefgh"
    reveal_type(np.array([ord(c) for c in text[2:]]))  # N: (6,)
    for c in text[:2]:
        np.zeros(len(c)) + np.zeros(1)
# --- parameters are told apart by the names that are put together
class Net:
    def __init__(self, sizes: list[int]) -> None:
        self.depth = len(sizes) - 1
        self.params: dict[str, A] = {}
        for k, (i, o) in enumerate(zip(sizes[:-1], sizes[1:])):
            self.params[f"w{k}"] = np.zeros((i, o))
            self.params["b" + str(k)] = np.zeros(o)
    def right(self, x: Float[A, "n i"]) -> list[A]:
        found = [x]
        for k in range(self.depth):
            x = x @ self.params[f"w{k}"] + self.params[f"b{k}"]
            found.append(x)
        return found
    def wrong(self, x: Float[A, "n i"]) -> A:
        for k in range(self.depth):
            x = self.params[f"w{k}"] @ x  # E: "matmul": shapes (6, 4) and (5, 6) do not fit: 4 is not 5
        return x
def main() -> None:
    net = Net([6, 4, 2])
    reveal_type(net.right(np.zeros((5, 6)))[1])  # N: (5, 4)
    x = np.zeros((5, 6))
    for k in range(net.depth):
        x = x @ net.params[f"w{k}"]
    reveal_type(x)  # N: (5, 2)
    net.wrong(np.zeros((5, 6)))
"""


def test_the_rule_holds(rule: Rule, checked: list[Rule]) -> None:
    """Exactly what its comments say is said of the rule."""
    assert rule.said == rule.expected
