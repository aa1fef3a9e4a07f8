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
# --- elements that are records, texts or of a dtype that is not known may have axes of their own
def f(n: int, dtype: np.typing.DTypeLike, raw: bytes) -> None:
    table = np.zeros(n, dtype=[("x", float), ("p", float, 3)])
    table["p"][:, 0] + table["x"]
    table[0]["p"] = [1, 2, 3]
    np.zeros(5, dtype=np.dtype((float, 3)))[:, 2] = 1
    np.array(["abc", "def"])[0][1]
    np.array(["abc", "def"], dtype="c")[0, 2]
    for made in (np.frombuffer(raw, dtype), np.zeros(4, dtype), np.zeros(4).astype(dtype)):
        made[:, 1]
    np.full(2, None)[0][1]
    reveal_type(np.zeros((n, 3), dtype=dtype))  # N: (n, 3)
    reveal_type(np.zeros((n, 3), dtype=object))  # N: (n, 3)
def g(x: Float[A, "n m"], n: int) -> None:
    np.zeros(n, dtype=x.dtype)[0, 0]  # E: too many indices for shape (n,): 2
    np.zeros(n, dtype=np.dtype("float32"))[0, 0]  # E: too many indices for shape (n,): 2
    np.zeros(n, dtype=x.dtype)["p"]  # E: a string cannot be used as an index; expected whole numbers
# --- a sum of objects is an object
def f(parts: list[object], some: list[Any], make) -> None:
    np.sum(some)[0]
    np.sum([make(i) for i in range(4)])[0, 1]
    for one in np.ravel(np.array(parts)):
        one[0]
    for one in np.array(parts).flat:
        one[0]
# --- a run of axes that no argument has is another one in each result
def made(n: int) -> Float[A, "*shape"]:
    return np.zeros((n, 3))
def both(n: int) -> tuple[Float[A, "*shape"], Float[A, "*shape"]]:
    if n:
        return np.zeros((n, 3)), np.zeros((n, 3))
    return np.zeros(n), np.zeros((n, 1))  # E: Result of "both" has shape (n, 1); expected (n,)
def each(n: int) -> Iterator[tuple[Float[A, "*shape"], Float[A, "*shape"]]]:
    yield np.zeros((n, 3)), np.zeros((n, 3))
    yield np.zeros(n), np.zeros(n)
    yield np.zeros(n), np.zeros((n, 1))  # E: Result of "each" has shape (n, 1); expected (n,)
def kept(x: Float[A, "*shape"]) -> Float[A, "*shape"]:
    return x[None]  # E: Result of "kept" has shape (1, *shape); expected (*shape,)
# --- a tuple of open length is an index along no one knows how many axes
def f(values: list[Float[A, "..."]], places: list[int]) -> None:
    reveal_type(np.zeros((3, 4))[places])  # N: (?, 4)
    for value in values:
        at = tuple(size - 1 for size in value.shape)
        float(value[at])
        value[at] = 1.0
# --- what mypy takes for a tuple without items may be any
def f(x) -> None:
    if isinstance(x, type(())):
        x[0][0]
# --- an attribute is one number, whoever asks its object for it
class Cell:
    def __init__(self, n: int) -> None:
        self.n = n
        self.weight: Float[A, "n"] = np.zeros(n)
    def step(self, h: Float[A, "b {self.n}"]) -> Float[A, "b {self.n}"]:
        return h * self.weight
class Net:
    def __init__(self, n: int, m: int) -> None:
        self.cell = Cell(n)
        self.out: Float[A, "n m"] = np.zeros((n, m))
    def forward(self, b: int) -> Float[A, "b m"]:
        self.cell.step(self.out)  # E: Argument "h" of "step" has shape (n, m); expected (b, n)
        return self.cell.step(np.zeros((b, self.cell.n))) @ self.out
# --- a record is one element, and a dtype may have axes
def f(raw: bytes) -> None:
    record = np.array((1, 0, 0), dtype=[("a", int), ("b", int), ("c", int)])
    assert record == record
    np.array([(1, 2)], dtype=np.dtype([("a", int), ("b", int)]))[0] == 1
    np.sum(np.fromiter([], np.dtype((float, (3,)))), axis=1)
    np.zeros(3, dtype=np.dtype((float, 2))) + np.zeros((3, 2))
# --- a function inside of a program may use the program's numbers
def main() -> None:
    model = np.zeros((6, 4))
    def move(p: Float[A, "n s"], gen: np.random.Generator) -> Float[A, "n k"]:
        p @ p  # E: "matmul": shapes (n, s) and (n, s) do not fit: s is not n
        return p @ model
    move(np.zeros((3, 6)), np.random.default_rng(1))
main()
# --- a method that sets an attribute may be given one of another size
class Process:
    def fit(self, x: Float[A, "n d"], y: Float[A, "n"]) -> "Process":
        self.x_: Float[A, "n d"] = x
        self.y_ = y
        return self
    def step(self, g: Float[A, "n"]) -> None:
        self.x_.T @ g
class Search:
    def __init__(self, process: Process) -> None:
        self.process = process
    def more(self, picked: Float[A, "k d"], value: Float[A, "k"]) -> None:
        self.process.fit(np.vstack([self.process.x_, picked]), np.append(self.process.y_, value))
    def wrong(self) -> None:
        self.process.step(self.process.x_[1:, 0])  # E: Argument "g" of "step" has shape (n - 1,); expected (n,)
# --- a number that a comparison has bounded may still be any
class Decoder:
    def __init__(self, longest: int) -> None:
        self.longest = longest
    def __call__(self, ids: Int[A, "b t"], offset: int) -> Int[A, "b t"]:
        if offset + ids.shape[1] > self.longest:
            raise ValueError
        return ids + 1
    def generate(self, prompt: Int[A, "b t"], steps: int) -> None:
        feed = prompt
        for k in range(steps):
            feed = self(feed, k)[:, -1:]
def main() -> None:
    Decoder(19).generate(np.zeros((5, 7), dtype=int), 9)
main()
# --- one that has been checked is no index of a loop
@dataclass
class Molecule:
    atoms: Float[A, "atoms 3"]
    def __len__(self) -> int:
        return self.atoms.shape[0]
def padded(molecule: Molecule, size: int) -> Float[A, "{size} 3"]:
    n = len(molecule)
    if n > size:
        raise ValueError
    out = np.zeros((size, 3))
    out[:n] = molecule.atoms
    return out
# --- lists and tuples are joined by a sum that starts with one
def flat(xs: list[Float[A, "n"]], many: dict[str, tuple[str, ...]]) -> None:
    sum((np.unique(x).tolist() for x in xs), list())
    sum(many.values(), ())
    sum([(1, 2), (1, 2, 3)], ())
# --- a row of an array of objects may be an array
def samples(y: Float[A, "n 3"], chosen: list[A], keep: Bool[A, "n"]) -> None:
    labels = np.zeros(len(y), dtype=object)
    labels[:] = [y[some, 0] for some in chosen]
    for label in labels:
        np.bincount(label, minlength=3)
    for k, label in enumerate(labels[keep]):
        np.bincount(label, minlength=3)
# --- what a keyword brings is compared like the rest
class Mixture:
    def __init__(self, k: int) -> None:
        self.k = k
    def fit(self, x: Float[A, "n d"], weights: Float[A, "parts"]) -> None:
        total: Float[A, "parts"] = weights
        self.weights_ = total / total.sum()
    def sample(self, count: int, rng: np.random.Generator) -> Int[A, "{count}"]:
        return rng.choice(self.k, size=count, p=self.weights_)
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
