"""In what a program calls, each object keeps its own attributes, as they are at that point."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- what one method leaves in an object, the next one finds
class Linear:
    def __init__(self, i: int, o: int) -> None:
        self.w = np.zeros((i, o))
        self.x = None
    def forward(self, x: Float[A, "n a"]) -> Float[A, "n b"]:
        self.x = x
        return x @ self.w
    def right(self, g: Float[A, "n b"]) -> Float[A, "n a"]:
        self.w = self.w - self.x.T @ g
        return g @ self.w.T
    def wrong(self, g: Float[A, "n b"]) -> Float[A, "n a"]:
        return g @ self.w  # E: "matmul": shapes (5, 2) and (3, 2) do not fit: 2 is not 3
def main() -> None:
    layer = Linear(3, 2)
    layer.forward(np.zeros((5, 3)))
    layer.right(np.zeros((5, 2)))
    layer.wrong(np.zeros((5, 2)))
# --- a configuration is an object with numbers, given or not
@dataclass
class Config:
    size: int = 4
    depth: int = field(default=2)
    names: list[str] = field(default_factory=list)
class Net:
    def __init__(self, config: Config) -> None:
        self.config = config
        self.w = np.zeros((config.size, config.depth))
    def right(self, x: Float[A, "n a"]) -> Float[A, "n b"]:
        return x @ self.w + np.zeros(self.config.depth)
    def wrong(self, x: Float[A, "n a"]) -> Float[A, "n b"]:
        return x @ self.w + np.zeros(self.config.size)  # E: "add": shapes (7, 2) and (4,) do not broadcast: 2 is not 4
def main() -> None:
    net = Net(Config())
    net.right(np.zeros((7, 4)))
    net.wrong(np.zeros((7, 4)))
    Net(Config(5)).right(np.zeros((7, 5)))
    Net(Config(depth=3)).right(np.zeros((7, 4)))
# --- a field that is set anew is the new number
@dataclass
class Config:
    size: int = 4
def f(config: Config, x: Float[A, "n"]) -> Float[A, "n"]:
    return x + np.zeros(config.size)  # E: "add": shapes (5,) and (4,) do not broadcast: 5 is not 4
def main() -> None:
    config = Config()
    f(config, np.zeros(4))
    config.size = 5
    f(config, np.zeros(5))
    config.size = 4
    f(config, np.zeros(5))
# --- what only the class body sets
class Sizes:
    hidden = 4
    moved = 3
class Other(Sizes):
    moved = 2
def f(x: Float[A, "n"], sizes: Sizes) -> None:
    x + np.zeros(sizes.moved)
def main() -> None:
    np.zeros(3) + np.zeros(Sizes.hidden)  # E: "add": shapes (3,) and (4,) do not broadcast: 3 is not 4
    np.zeros(3) + np.zeros(Sizes().hidden)  # E: "add": shapes (3,) and (4,) do not broadcast: 3 is not 4
    f(np.zeros(2), Other())
    f(np.zeros(3), Sizes())
# --- a number of the class that something sets is not known
class Sizes:
    hidden = 4
def grow() -> None:
    Sizes.hidden = 5
def main() -> None:
    grow()
    np.zeros(5) + np.zeros(Sizes.hidden)
# --- two objects that one function makes are two
class Box:
    def __init__(self, size: int) -> None:
        self.x = np.zeros(size)
def make() -> Box:
    return Box(2)
def main() -> None:
    one, other = make(), make()
    other.x = np.zeros(3)
    one.x + np.zeros(2)
    other.x + np.zeros(3)
    one.x + np.zeros(4)  # E: "add": shapes (2,) and (4,) do not broadcast: 2 is not 4
# --- a call that was looked into before changes nothing but what it changes
class Box:
    def __init__(self, size: int) -> None:
        self.x = np.zeros(size)
def double(x: Float[A, "n"]) -> Float[A, "n"]:
    return x + x
def one() -> None:
    box = Box(2)
    double(np.zeros(5))
    box.x + np.zeros(2)
def other() -> None:
    box = Box(3)
    double(np.zeros(5))
    box.x + np.zeros(3)
    box.x = np.zeros(4)
    double(np.zeros(5))
    box.x + np.zeros(4)
# --- objects in a list have each their sizes, also backwards
class Layer:
    def __init__(self, i: int, o: int) -> None:
        self.w = np.zeros((i, o))
    def up(self, x: Float[A, "n a"]) -> Float[A, "n b"]:
        return x @ self.w  # E: "matmul": shapes (5, 2) and (3, 4) do not fit: 2 is not 3
    def down(self, g: Float[A, "n b"]) -> Float[A, "n a"]:
        return g @ self.w.T
class Net:
    def __init__(self, sizes: Sequence[int]) -> None:
        self.layers: list[Layer] = []
        for i, o in zip(sizes[:-1], sizes[1:]):
            self.layers.append(Layer(i, o))
        self.same = [Layer(sizes[k], sizes[k + 1]) for k in range(len(sizes) - 1)]
    def run(self, x: Float[A, "n a"], g: Float[A, "n b"]) -> None:
        for layer in self.layers:
            x = layer.up(x)
        for k, layer in enumerate(self.same):
            layer.w = layer.w + self.layers[k].w
        for layer in reversed(self.same):
            g = layer.down(g)
def main() -> None:
    Net([2, 3, 4]).run(np.zeros((5, 2)), np.zeros((5, 4)))
    Net([3, 4]).run(np.zeros((5, 2)), np.zeros((5, 4)))
# --- a loop that makes objects leaves any of them
class Box:
    def __init__(self, size: int) -> None:
        self.x = np.zeros(size)
def main() -> None:
    boxes: list[Box] = []
    for k in range(30):
        boxes.append(Box(k))
    boxes[0].x = np.zeros(7)
    boxes[1].x + np.zeros(3)
# --- what is given away may come back changed
class Box:
    def __init__(self) -> None:
        self.x = np.zeros(2)
        self.parts = [1, 2]
def change() -> None:
    box = Box()
    setattr(box, "x", np.zeros(3))
    box.x + np.zeros(3)
def alias() -> None:
    box = Box()
    parts = box.parts
    parts.append(3)
    np.zeros(3) + np.zeros(len(box.parts))
def lazily() -> None:
    box = Box()
    def grow() -> None:
        box.x = np.zeros(3)
    grow()
    box.x + np.zeros(3)
def among_others() -> None:
    boxes = [Box(), Box()]
    for box in [*boxes, *boxes, *boxes, *boxes, *boxes, *boxes, *boxes]:
        box.x = np.zeros(3)
    boxes[0].x + np.zeros(3)
# --- a constructor of a base is looked into
class Base:
    def __init__(self, size: int) -> None:
        self.w = np.zeros(size)
class Derived(Base):
    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.v = self.w + np.zeros(3)  # E: "add": shapes (4,) and (3,) do not broadcast: 4 is not 3
def main() -> None:
    Derived(3)
    Derived(4)
# --- dictionaries that an object keeps
class State:
    def __init__(self) -> None:
        self.m: dict[str, A] = {}
    def step(self, name: str, x: Float[A, "..."]) -> None:
        m = self.m.get(name, np.zeros_like(x))
        self.m[name] = m + x  # E: "add": shapes (2,) and (3,) do not broadcast: 2 is not 3
def main() -> None:
    state = State()
    state.step("a", np.zeros(2))
    state.step("b", np.zeros(3))
    state.step("a", np.zeros(2))
    state.step("a", np.zeros(3))
"""


def test_the_rule_holds(rule: Rule, checked: list[Rule]) -> None:
    """Every remark is expected, and every expected one is made."""
    assert rule.said == rule.expected
