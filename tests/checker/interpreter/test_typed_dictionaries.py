"""The items of a `TypedDict` have axes that are those of the one dictionary."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- a parameter's items have axes of their own, which the signature may name
class Dense(TypedDict):
    w: Float[A, "i o"]
    b: Float[A, "o"]
def right(p: Dense, x: Float[A, "n i"]) -> Float[A, "n o"]:
    p["w"] -= 0.1 * p["b"]
    return x @ p["w"] + p["b"]
def other(p: Dense, x: Float[A, "n k"]) -> Float[A, "n m"]:
    return x @ p["w"] + p["b"]
def wrong(p: Dense, x: Float[A, "n k"]) -> None:
    p["b"] @ p["w"]  # E: "matmul": shapes (o,) and (i, o) do not fit: o is not i
# --- dictionaries in dictionaries are apart
class Dense(TypedDict):
    w: Float[A, "i o"]
class Net(TypedDict):
    one: Dense
    two: Dense
def right(p: Net, x: Float[A, "n k"]) -> Float[A, "n m"]:
    return x @ p["one"]["w"] @ p["two"]["w"]
def wrong(p: Net, x: Float[A, "n k"]) -> None:
    p["one"]["w"] @ p["one"]["w"]  # E: "matmul": shapes (i, o) and (i, o) do not fit: o is not i
# --- an attribute, too
class Dense(TypedDict):
    w: Float[A, "i o"]
class Net:
    def __init__(self, p: Dense) -> None:
        self.p = p
    def f(self, x: Float[A, "n k"]) -> Float[A, "n m"]:
        self.p["w"] @ self.p["w"]  # E: "matmul": shapes (i, o) and (i, o) do not fit: o is not i
        return x @ self.p["w"]
# --- a program knows what is in the dictionaries that it makes
class Dense(TypedDict):
    w: Float[A, "i o"]
    b: NotRequired[Float[A, "o"]]
def literal(n: int, m: int) -> Dense:
    return {"w": np.zeros((n, m))}
def called(n: int, m: int) -> Dense:
    return Dense(w=np.zeros((n, m)), b=np.zeros(m))
def use(p: Dense, x: Float[A, "n i"]) -> Float[A, "n o"]:
    return x @ p["w"]  # E: "matmul": shapes (2, 4) and (3, 4) do not fit: 4 is not 3
def main() -> None:
    reveal_type(use(literal(3, 4), np.zeros((2, 3))))  # N: (2, 4)
    reveal_type(called(3, 4)["b"])  # N: (4,)
    use(called(3, 4), np.zeros((2, 4)))
# --- what else is done with a dictionary is not looked at
class Dense(TypedDict):
    w: Float[A, "i o"]
def right(p: Dense, key: str, x: Float[A, "n k"]) -> None:
    for name, value in p.items():
        print(name, value)
    {**p, "b": x}["b"] + x
    p.get("w", x) + x
    p.update({"w": x})
    len(p), list(p), "w" in p
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
