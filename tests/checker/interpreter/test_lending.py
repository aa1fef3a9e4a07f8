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
# --- what keeps it without changing it leaves it as it was
class Box:
    def __init__(self, p: dict[str, A]) -> None:
        self.p = p
@dataclass
class Fields:
    p: dict[str, A]
def same(p):
    return p
def rebound(p):
    p = {"w": np.zeros(7)}
def main() -> None:
    p = {"w": np.zeros((3, 2))}
    box, fields, q = Box(p), Fields(p), same(p)
    rebound(p)
    reveal_type(p["w"])  # N: (3, 2)
    reveal_type(box.p["w"])  # N: (3, 2)
    reveal_type(fields.p["w"])  # N: (3, 2)
    reveal_type(q["w"])  # N: (3, 2)
# --- what is changed is no longer known under its other names
class Box:
    def __init__(self, p: dict[str, A]) -> None:
        self.p = p
    def turn(self):
        self.p["w"] = self.p["w"].T
    def turn_deep(self):
        self.turn()
@dataclass
class Fields:
    p: dict[str, A]
def same(p):
    return p
def declared(p: dict[str, A]) -> dict[str, A]:
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
def two(p, q):
    p["w"] = np.zeros(7)
def in_a_list(layers):
    layers[0]["w"] = np.zeros(7)
def by_the_box() -> None:
    p = {"w": np.zeros((3, 2))}
    box, other = Box(p), Box(p)
    box.turn()
    p["w"] + np.zeros(7)
    other.p["w"] + np.zeros(7)
def by_the_box_inside() -> None:
    p = {"w": np.zeros((3, 2))}
    Box(p).turn_deep()
    p["w"] + np.zeros(7)
def under_the_box() -> None:
    p = {"w": np.zeros((3, 2))}
    box, fields = Box(p), Fields(p)
    p["w"] = np.zeros(7)
    box.p["w"] + np.zeros(7)
    fields.p["w"] + np.zeros(7)
def by_the_result() -> None:
    p, r = {"w": np.zeros((3, 2))}, {"w": np.zeros((3, 2))}
    q, s = same(p), declared(r)
    q["w"] = s["w"] = np.zeros(7)
    p["w"] + np.zeros(7)
    r["w"] + np.zeros(7)
def generated() -> None:
    p = {"w": np.zeros((3, 2))}
    list(lazily(p))
    p["w"] + np.zeros(7)
def captured() -> None:
    p = {"w": np.zeros((3, 2))}
    late(p)
    p["w"] + np.zeros(7)
def renamed() -> None:
    p = {"w": np.zeros((3, 2))}
    by_another_name(p)
    p["w"] + np.zeros(7)
def twice() -> None:
    p = {"w": np.zeros((3, 2))}
    two(p, p)
    p["w"] + np.zeros(7)
def nested() -> None:
    p = {"w": np.zeros((3, 2))}
    layers = [p]
    in_a_list(layers)
    p["w"] + np.zeros(7)
    layers[0]["w"] + np.zeros(7)
# --- results of one function are lists of their own
def make():
    return {"w": np.zeros((3, 2))}
def main() -> None:
    p, g = make(), make()
    p["w"] = np.zeros(7)
    reveal_type(g["w"])  # N: (3, 2)
# --- an array changed in place stays the one that it was
def step(p: dict[str, A], g: dict[str, A]) -> None:
    for key in g:
        p[key] -= 0.1 * g[key]
def main() -> None:
    p = {"w": np.zeros((3, 2)), "b": np.zeros(3)}
    q = p
    step(p, {"w": np.ones((3, 2))})
    reveal_type(q["b"])  # N: (3,)
    q["b"] = np.zeros(3) + 1
    totals = {"w": 0.0}
    totals["w"] += np.zeros(4)
    reveal_type(totals["w"] + np.zeros(4))  # N: (4,)
# --- what holds a changed list holds the changed one
def main() -> None:
    layers = [{"w": np.zeros((3, 2))}, {"w": np.zeros((2, 4))}]
    first = layers[0]
    layers[0]["w"] = np.zeros((9, 9))
    reveal_type(layers[0]["w"])  # N: (9, 9)
    reveal_type(layers[1]["w"])  # N: (2, 4)
    first["w"] + np.zeros(9)
"""


def test_the_rule_holds(rule: Rule, checked: list[Rule]) -> None:
    """Exactly what its comments say is said of the rule."""
    assert rule.said == rule.expected
