"""What published packages do and runs right: nothing is said of it."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- what is added in place to something unknown leaves it unknown
def f(make):
    a = make()
    a += 1
    a **= 2
    return a[0] + np.maximum(a - 1.0, 0.0)[:, np.newaxis]
# --- objects have operators of their own, in place and compared
class Curve:
    def __init__(self, values) -> None:
        self.values = np.asarray(values)
    def __iadd__(self, other):
        self.values = self.values + other
        return self
    def __lt__(self, other):
        return self.values < other
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Curve)
    def __getitem__(self, place):
        return self.values[place]
curve = Curve([1.0, 2.0])
curve += 10
print(curve[0], (curve < 2)[0])
assert not curve == np.zeros(4)
# --- a setter of a property sets what it likes
class Line:
    def __init__(self, x) -> None:
        self._x = np.array([])
        self.x = x
    @property
    def x(self):
        return self._x
    @x.setter
    def x(self, value) -> None:
        self._x = np.asarray(value, float)
    def below(self, at: float) -> bool:
        return bool(at < self._x[0])
print(Line([1.0, 2.0]).below(0.5))
# --- what a descriptor gives is its own affair
class Parameter:
    def __get__(self, owner, kind=None):
        return np.zeros(3)
class Model:
    omega: Parameter = Parameter()
    def first(self):
        return (self.omega > 0)[0]
# --- a cell of an array of objects takes anything
def f(n: int, m: int) -> None:
    cells = np.empty((n, m), dtype=tuple)
    arrays = np.empty(n, dtype=np.ndarray)
    for i in range(n):
        arrays[i] = np.atleast_1d([1.0, 2.0])
        for j in range(m):
            cells[i, j] = (i, j)
            arrays[i][j] = len(arrays[i])
# --- one of a list of texts is a text
def named(kind: str) -> str: ...
named(np.random.choice(["free", "hinge"]))
reveal_type(np.random.choice([1, 2], 3))  # N: (3,)
# --- a tuple of numbers out of an array is an index along as many axes
def f(grid: Float[A, "4 12"], where: A) -> None:
    if grid[tuple(where)]:
        pass
    reveal_type(grid[tuple(np.array([1, 2]))])  # N: ()
# --- a constructor says how long its object's axes are, by a variable of its own too
class Builder:
    value: Float[A, "points dim"]
    def __init__(self) -> None:
        value: Float[A, "points dim"] = np.empty((0, 3))
        self.value = value
print(Builder().value.shape)
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
