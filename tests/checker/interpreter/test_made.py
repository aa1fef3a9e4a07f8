"""Attributes that nobody annotates have the shape that the constructor gives them."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- an attribute has the shape that it is made with, in the constructor's numbers
class Cell:
    def __init__(self, n: int, m: int) -> None:
        self.n = n
        self.m = m
        self.weight = np.zeros((m, n))
        self.bias = np.zeros(m)
    def right(self, x: Float[A, "b {self.n}"]) -> Float[A, "b {self.m}"]:
        return x @ self.weight.T + self.bias
    def wrong(self, x: Float[A, "b {self.n}"]) -> Float[A, "{self.n} b"]:
        return self.weight @ x.T  # E: Result of "wrong" has shape (self.m, b); expected (self.n, b)
def outside(x: Float[A, "k"]) -> None:
    cell = Cell(3, 4)
    reveal_type(cell.weight)  # N: (4, 3)
# --- an attribute that a method sets to the same shape keeps it
class Model:
    def __init__(self, n: int, m: int) -> None:
        self.w = np.zeros((n, m))
    def step(self, rate: float) -> None:
        self.w = self.w - rate * self.w
        self.w -= rate * self.w
    def look(self, x: Float[A, "k"]) -> None:
        reveal_type(self.w)  # N: (n, m)
# --- an axis of a method may be a number of the constructor, of whatever name
class Model:
    def __init__(self, n: int, m: int) -> None:
        self.w = np.zeros((n, m))
    def right(self, x: Float[A, "b n"]) -> Float[A, "b m"]:
        return x @ self.w
    def also_right(self, y: Float[A, "b k"]) -> Float[A, "b j"]:
        return y @ self.w
# --- two axes that meet one number of the constructor would have to be one
class Model:
    def __init__(self, n: int, m: int) -> None:
        self.w = np.zeros((n, m))
    def wrong(self, x: Float[A, "b n"], y: Float[A, "b k"]) -> Float[A, "b m"]:
        y @ self.w
        return x @ self.w  # E: "matmul": shapes (b, n) and (n, m) do not fit: n is not the other n
# --- what another class keeps under the same name changes nothing
class Cell:
    def __init__(self, n: int) -> None:
        self.n = n
        self.w = np.zeros((2 * n, 3))
    def right(self, x: Float[A, "3"]) -> Float[A, "k"]:
        return (self.w @ x)[self.n :] + np.zeros(self.n)
    def wrong(self, x: Float[A, "3"]) -> Float[A, "k"]:
        return (self.w @ x)[self.n :] + np.zeros(2 * self.n)  # E: "add": shapes (self.n,) and (2*self.n,) do not broadcast: self.n is not 2*self.n
class Net:
    def __init__(self, n: int) -> None:
        self.n = n + 1
# --- a number that something else may set is not taken to differ from another
class Cell:
    def __init__(self, n: int) -> None:
        self.n = n
        self.w = np.zeros((n, 3))
    def right(self, x: Float[A, "3"]) -> Float[A, "k"]:
        return self.w @ x + np.zeros(self.n)
def change(cell: Cell) -> None:
    cell.n = 4
# --- an attribute that a method sets to another shape has none of its own
class Model:
    def __init__(self, n: int, m: int) -> None:
        self.w = np.zeros((n, 2))
    def turn(self) -> None:
        self.w = self.w.T
    def look(self, x: Float[A, "k 7"]) -> None:
        x + self.w
# --- an attribute that something else sets has no shape of its own
class Model:
    def __init__(self, n: int) -> None:
        self.w = np.zeros((n, 2))
    def look(self, x: Float[A, "k 7"]) -> None:
        x + self.w
def change(model: Model) -> None:
    model.w = np.zeros((3, 7))
# --- a dictionary of parameters knows the shape of each
class Model:
    def __init__(self, n: int, m: int) -> None:
        self.p = {"w": np.zeros((n, m)), "b": np.zeros(m)}
    def right(self, x: Float[A, "k"]) -> None:
        reveal_type(self.p["w"] + self.p["b"])  # N: (n, m)
    def wrong(self, x: Float[A, "k"]) -> None:
        self.p["w"].T + self.p["b"]  # E: "add": shapes (m, n) and (m,) do not broadcast: n is not m
# --- the constructor says what the axes of its object are
class Cache:
    keys: Float[A, "c h"]
    values: Float[A, "c h"]
    def __init__(self, n: int, m: int) -> None:
        self.keys = np.zeros((n, m))
        self.values = np.zeros((m, n))  # E: Value of "self.values" has shape (m, n); expected (n, m)
# --- so it does by plain numbers, and by a variable of its own
class Buffer:
    keys: Float[A, "c h"]
    values: Float[A, "c h"]
    def __init__(self, width: int = 3) -> None:
        keys: Float[A, "c h"] = np.zeros((0, width))
        self.keys = keys
        self.values = np.zeros((0, width))
class Table:
    keys: Float[A, "r c"]
    values: Float[A, "r c"]
    def __init__(self) -> None:
        self.keys = np.zeros((4, 3))
        self.values = np.zeros((5, 3))  # E: Value of "self.values" has shape (5, 3); expected (4, 3)
class Named:
    keys: Float[A, "r c"]
    def __init__(self, r: int, c: int) -> None:
        self.keys = np.zeros((c, r))  # E: Value of "self.keys" has shape (c, r); expected (r, c)
class Given:
    keys: Float[A, "r c"]
    def __init__(self, keys: Float[A, "r c"]) -> None:
        self.keys = keys.T  # E: Value of "self.keys" has shape (c, r); expected (r, c)
# --- an array stands for no whole number, and real numbers for no index
def wrong(x: Float[A, "n m"], y: Float[A, "n"], k) -> None:
    np.zeros((3, y))  # E: "zeros": an array of shape (n,) stands where a whole number is expected
    x[: x.shape]  # E: a tuple stands where a whole number is expected
    float(x)  # E: an array of shape (n, m) is not one number
    k = 2
    k[None]  # E: a whole number has no items
    p, q = np.split(x, 3)  # E: 3 values do not unpack into 2
    x[y]  # E: floating numbers cannot be used as an index; expected whole numbers
# --- containers, objects and truths that a constructor makes are known as well
class Part:
    def __init__(self, n: int) -> None:
        self.n = n
        self.held = np.zeros(n)
class Model:
    def __init__(self, n: int, m: int) -> None:
        self.part = Part(n)
        self.pair = (np.zeros((n, m)), True, "name")
        self.parts = [np.zeros((n, m)), np.zeros(m)]
        self.many = [np.zeros((n, m)) for _ in range(30)]
        self.flag = False
        self.count = n * m
        self.scale = 0.5
        self.run = np.zeros(3)
    def look(self, x: Float[A, "n m"], k: int) -> None:
        reveal_type(self.pair[0])  # N: (n, m)
        reveal_type(self.parts[1])  # N: (m,)
        reveal_type(self.many[0])  # N: (n, m)
        reveal_type(self.part.held)  # N: (n,)
        reveal_type(np.zeros(self.count))  # N: (m*n,)
        reveal_type(x * self.scale)  # N: (n, m)
        reveal_type(x if self.flag else x.T)  # N: (?, ?)
    @overload
    def change(self, x: int) -> None: ...
    @overload
    def change(self, x: str) -> None: ...
    def change(self, x: Any) -> None:
        self.run = x
        np.zeros(3) + self.run
    def wrong(self, x: Float[A, "n m"]) -> None:
        self.pair[0] @ self.pair[0]  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
# --- a subclass says what is in a dictionary that its base leaves empty
class Layer:
    def __init__(self) -> None:
        self.params: dict[str, Float[A, "..."]] = {}
    def step(self) -> None:
        for name in self.params:
            self.params[name] -= 0.1
class Linear(Layer):
    def __init__(self, n: int, m: int) -> None:
        super().__init__()
        self.n, self.m = n, m
        self.params = {"w": np.zeros((n, m)), "b": np.zeros(m)}
    def f(self, x: Float[A, "b {self.n}"]) -> Float[A, "b {self.m}"]:
        x @ self.params["w"].T  # E: "matmul": shapes (b, self.n) and (self.m, self.n) do not fit: self.n is not self.m
        return x @ self.params["w"] + self.params["b"]
class Norm(Layer):
    def __init__(self, n: int) -> None:
        super().__init__()
        self.params = {"scale": np.ones(n)}
    def reset(self, n: int) -> None:
        self.params = {"scale": np.ones(n + 1)}
    def f(self, x: Float[A, "b n"]) -> None:
        x @ self.params["scale"]
# --- an attribute may be the variable of a loop, or of a `with`
class Model:
    def __init__(self) -> None:
        self.turn, self.file = 0, np.zeros(2)
    def run(self, x: Float[A, "3"], maker: Any) -> None:
        for self.turn in range(4):
            pass
        with maker as self.file:
            pass
    def look(self, x: Float[A, "3"]) -> None:
        x + np.zeros(self.turn)
        x + self.file
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
