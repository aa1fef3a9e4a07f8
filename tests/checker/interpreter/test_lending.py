"""What a call makes of the lists and dictionaries that it is given."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- what a function only reads, or changes in place, is what it was
def make(n, m):
    return {"w": np.zeros((n, m)), "b": np.zeros(n)}
def use(p, x: Float[A, "m"]):
    return p["w"] @ x + p["b"]  # E: "matmul": shapes (3, 2) and (3,) do not fit: 2 is not 3
def step(p, g, rate):
    for key in p:
        p[key] -= rate * g[key]
    for key in p:
        p[key] = p[key] - rate * g[key]
def main() -> None:
    p, xs = make(3, 2), [np.zeros(2)]
    use(p, np.zeros(2))
    reveal_type(p["w"])  # N: (3, 2)
    step(p, make(3, 2), 0.1)
    reveal_type(p["b"])  # N: (3,)
    use(p, np.zeros(3))
# --- what it changes is changed, under every name
def turn(p):
    p["w"] = p["w"].T
def push(xs, x):
    xs.append(x)
def main() -> None:
    p = {"w": np.zeros((3, 2))}
    q = p
    turn(p)
    reveal_type(p["w"])  # N: (2, 3)
    q["w"] + np.zeros(7)
    xs = [np.zeros(2)]
    push(xs, np.ones(2))
    reveal_type(np.stack(xs))  # N: (2, 2)
# --- of what is kept somewhere nothing is known
class Box:
    def __init__(self, p):
        self.p = p
    def turn(self):
        self.p["w"] = self.p["w"].T
def give_back(p):
    return p
def lazily(p):
    p["w"] = np.zeros(7)
    yield 1
def late(p):
    def change():
        p["w"] = np.zeros(7)
    change()
def by_another_name(p):
    q = p
    q["w"] = np.zeros(7)
def rebound(p):
    p = {"w": np.zeros(7)}
def two(p, q):
    p["w"] = np.zeros(7)
def kept() -> None:
    p = {"w": np.zeros((3, 2))}
    Box(p)
    p["w"] + np.zeros(7)
def returned() -> None:
    p = {"w": np.zeros((3, 2))}
    give_back(p)
    p["w"] + np.zeros(7)
def generated() -> None:
    p = {"w": np.zeros((3, 2))}
    lazily(p)
    p["w"] + np.zeros(7)
def captured() -> None:
    p = {"w": np.zeros((3, 2))}
    late(p)
    p["w"] + np.zeros(7)
def renamed() -> None:
    p = {"w": np.zeros((3, 2))}
    by_another_name(p)
    p["w"] + np.zeros(7)
def forgotten() -> None:
    p = {"w": np.zeros((3, 2))}
    rebound(p)
    p["w"] + np.zeros(7)
def twice() -> None:
    p = {"w": np.zeros((3, 2))}
    two(p, p)
    p["w"] + np.zeros(7)
"""


def test_the_rule_holds(rule: Rule, checked: list[Rule]) -> None:
    """Exactly what its comments say is said of the rule."""
    assert rule.said == rule.expected
