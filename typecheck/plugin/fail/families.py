"""What each family of NumPy's functions gives, said by the complaint that it has not five axes of 9."""

import numpy as np
from interlock.dimensions import Array
from jaxtyping import Bool, Float, Int, Shaped

Wrong = Shaped[np.ndarray, "9 9 9 9 9"]


def elementwise(a: Float[Array, "n 1"], b: Float[Array, "m"], c: Float[Array, "*run m"]) -> None:
    """Ufuncs and operators, with full broadcasting."""
    # E: Value of "outer" has shape (n, m); expected (9, 9, 9, 9, 9)  [shape]
    outer: Wrong = np.hypot(a, b)
    # E: Value of "longer" has shape (*run, m); expected (9, 9, 9, 9, 9)  [shape]
    longer: Wrong = c * b
    # E: Value of "compared" has shape (n, m); expected (9, 9, 9, 9, 9)  [shape]
    compared: Wrong = a < b
    # E: Value of "several" has shape (n, m); expected (9, 9, 9, 9, 9)  [shape]
    several: Wrong = np.divmod(a, b)[0]
    # E: "+=": shape (n, m) does not broadcast to (m,)  [shape]
    b += a
    # E: "*=": shape (n, m) does not broadcast to (n, 1): m is not 1  [shape]
    a *= b


def products(a: Float[Array, "n k"], b: Float[Array, "k m"], v: Float[Array, "k"]) -> None:
    """Products of every kind."""
    # E: Value of "both" has shape (n, m); expected (9, 9, 9, 9, 9)  [shape]
    both: Wrong = a @ b
    # E: Value of "dotted" has shape (n,); expected (9, 9, 9, 9, 9)  [shape]
    dotted: Wrong = np.dot(a, v)
    # E: Value of "inner" has shape (n,); expected (9, 9, 9, 9, 9)  [shape]
    inner: Wrong = np.inner(v, a)
    # E: Value of "outer" has shape (k*n, k); expected (9, 9, 9, 9, 9)  [shape]
    outer: Wrong = np.outer(a, v)
    # E: Value of "tensor" has shape (n, m); expected (9, 9, 9, 9, 9)  [shape]
    tensor: Wrong = np.tensordot(a, b, axes=1)
    # E: Value of "traced" has shape (m, n); expected (9, 9, 9, 9, 9)  [shape]
    traced: Wrong = np.einsum("nk,km->mn", a, b)
    # E: Value of "kron" has shape (k*n, k*m); expected (9, 9, 9, 9, 9)  [shape]
    kron: Wrong = np.kron(a, b)
    # E: "matmul": shapes (n, k) and (n, k) do not fit: k is not n  [shape]
    a @ a
    # E: "einsum": "k" is k and m  [shape]
    np.einsum("nk,mk->nm", a, b)
    # E: "vdot": shapes (n, k) and (k,) do not fit: k*n is not k  [shape]
    np.vdot(a, v)


def reductions(a: Float[Array, "n m k"]) -> None:
    """Reductions along every sort of axis."""
    # E: Value of "columns" has shape (m, k); expected (9, 9, 9, 9, 9)  [shape]
    columns: Wrong = a.sum(axis=0)
    # E: Value of "last" has shape (n, m); expected (9, 9, 9, 9, 9)  [shape]
    last: Wrong = a.mean(-1)
    # E: Value of "kept" has shape (1, m, 1); expected (9, 9, 9, 9, 9)  [shape]
    kept: Wrong = np.max(a, axis=(0, 2), keepdims=True)
    # E: Value of "places" has shape (n, k); expected (9, 9, 9, 9, 9)  [shape]
    places: Wrong = a.argmax(axis=1)
    # E: Value of "running" has shape (k*m*n,); expected (9, 9, 9, 9, 9)  [shape]
    running: Wrong = a.cumsum()
    # E: Value of "steps" has shape (n, m - 1, k); expected (9, 9, 9, 9, 9)  [shape]
    steps: Wrong = np.diff(a, axis=1)
    # E: Value of "ordered" has shape (n, m, k); expected (9, 9, 9, 9, 9)  [shape]
    ordered: Wrong = np.argsort(a, axis=0)
    # E: "sum": axis 3 is out of range for shape (n, m, k)  [shape]
    a.sum(axis=3)


def creation(n: int, a: Float[Array, "r c"], rng: np.random.Generator) -> None:
    """Arrays made of sizes, of literals, and by a generator."""
    # E: Value of "zeros" has shape (n, n + 1); expected (9, 9, 9, 9, 9)  [shape]
    zeros: Wrong = np.zeros((n, n + 1))
    # E: Value of "eye" has shape (n, n); expected (9, 9, 9, 9, 9)  [shape]
    eye: Wrong = np.eye(n)
    # E: Value of "counted" has shape (n,); expected (9, 9, 9, 9, 9)  [shape]
    counted: Wrong = np.arange(n)
    # E: Value of "spaced" has shape (2*n,); expected (9, 9, 9, 9, 9)  [shape]
    spaced: Wrong = np.linspace(0.0, 1.0, 2 * n)
    # E: Value of "literal" has shape (2, 3); expected (9, 9, 9, 9, 9)  [shape]
    literal: Wrong = np.array([[1, 2, 3], [4, 5, 6]])
    # E: Value of "alike" has shape (r, c); expected (9, 9, 9, 9, 9)  [shape]
    alike: Wrong = np.ones_like(a)
    # E: Value of "normal" has shape (n, 3); expected (9, 9, 9, 9, 9)  [shape]
    normal: Wrong = rng.normal(size=(n, 3))
    # E: Value of "integers" has shape (n,); expected (9, 9, 9, 9, 9)  [shape]
    integers: Wrong = rng.integers(0, 10, size=n)
    # E: Value of "drawn" has shape (5, c); expected (9, 9, 9, 9, 9)  [shape]
    drawn: Wrong = rng.choice(a, size=5)
    # E: Value of "shuffled" has shape (n,); expected (9, 9, 9, 9, 9)  [shape]
    shuffled: Wrong = rng.permutation(n)


def rearranging(a: Float[Array, "h w c"]) -> None:
    """The same elements in other shapes."""
    h, w, c = a.shape
    # E: Value of "flat" has shape (h*w, c); expected (9, 9, 9, 9, 9)  [shape]
    flat: Wrong = a.reshape(-1, c)
    # E: Value of "grouped" has shape (h, c*w); expected (9, 9, 9, 9, 9)  [shape]
    grouped: Wrong = a.reshape(h, w * c)
    # E: Value of "turned" has shape (c, w, h); expected (9, 9, 9, 9, 9)  [shape]
    turned: Wrong = a.T
    # E: Value of "moved" has shape (c, h, w); expected (9, 9, 9, 9, 9)  [shape]
    moved: Wrong = np.moveaxis(a, -1, 0)
    # E: Value of "swapped" has shape (w, h, c); expected (9, 9, 9, 9, 9)  [shape]
    swapped: Wrong = a.swapaxes(0, 1)
    # E: Value of "wider" has shape (h, 1, w, c); expected (9, 9, 9, 9, 9)  [shape]
    wider: Wrong = np.expand_dims(a, 1)
    # E: Value of "narrow" has shape (w, c); expected (9, 9, 9, 9, 9)  [shape]
    narrow: Wrong = a[:1].squeeze(0)
    # E: Value of "tiled" has shape (2*h, w, c); expected (9, 9, 9, 9, 9)  [shape]
    tiled: Wrong = np.tile(a, (2, 1, 1))
    # E: Value of "repeated" has shape (h, 3*w, c); expected (9, 9, 9, 9, 9)  [shape]
    repeated: Wrong = np.repeat(a, 3, axis=1)
    # E: "reshape": shape (h, w, c) has c*h*w elements; (w, h*h) has h*h*w  [shape]
    a.reshape(w, h * h)
    # E: "broadcast_to": shape (h, w, c) does not broadcast to (h, h, c): w is not h  [shape]
    np.broadcast_to(a, (h, h, c))


def joining(a: Float[Array, "n d"], b: Float[Array, "m d"]) -> None:
    """Arrays put together and taken apart."""
    # E: Value of "joined" has shape (m + n, d); expected (9, 9, 9, 9, 9)  [shape]
    joined: Wrong = np.concatenate([a, b])
    # E: Value of "stacked" has shape (n, 2, d); expected (9, 9, 9, 9, 9)  [shape]
    stacked: Wrong = np.stack([a, a], axis=1)
    # E: Value of "below" has shape (m + n, d); expected (9, 9, 9, 9, 9)  [shape]
    below: Wrong = np.vstack([a, b])
    # E: Value of "beside" has shape (n, 2*d); expected (9, 9, 9, 9, 9)  [shape]
    beside: Wrong = np.hstack([a, a])
    # E: Value of "columns" has shape (n, d + 1); expected (9, 9, 9, 9, 9)  [shape]
    columns: Wrong = np.column_stack([a[:, 0], a])
    # E: Value of "half" has shape (n, 2); expected (9, 9, 9, 9, 9)  [shape]
    half: Wrong = np.split(a, [3, 5], axis=1)[1]
    # E: Value of "padded" has shape (n, d + 3); expected (9, 9, 9, 9, 9)  [shape]
    padded: Wrong = np.pad(a, ((0, 0), (1, 2)))
    # E: "concatenate": axis 0 of argument 2 is m; expected n  [shape]
    np.concatenate([a, b], axis=1)
    # E: "stack": axis 0 of argument 2 is m; expected n  [shape]
    np.stack([a, b])


def indices(a: Float[Array, "n m"], rows: Int[Array, "k"], mask: Bool[Array, "m"]) -> None:
    """Basic and advanced indices."""
    # E: Value of "row" has shape (m,); expected (9, 9, 9, 9, 9)  [shape]
    row: Wrong = a[0]
    # E: Value of "column" has shape (n,); expected (9, 9, 9, 9, 9)  [shape]
    column: Wrong = a[:, -1]
    # E: Value of "part" has shape (n - 1, 1, (m + 1)//2); expected (9, 9, 9, 9, 9)  [shape]
    part: Wrong = a[1:, None, ::2]
    # E: Value of "last" has shape (n,); expected (9, 9, 9, 9, 9)  [shape]
    last: Wrong = a[..., 0]
    # E: Value of "taken" has shape (k, m); expected (9, 9, 9, 9, 9)  [shape]
    taken: Wrong = a[rows]
    # E: Value of "pairs" has shape (k, k); expected (9, 9, 9, 9, 9)  [shape]
    pairs: Wrong = a[rows[:, None], rows]
    # E: Value of "where" has shape (n, m); expected (9, 9, 9, 9, 9)  [shape]
    where: Wrong = np.where(a > 0, a, 0.0)
    # E: Value of "along" has shape (n, m); expected (9, 9, 9, 9, 9)  [shape]
    along: Wrong = np.take_along_axis(a, np.argsort(a, axis=1), axis=1)
    # E: mask of shape (m,) does not fit axis 0: m is not n  [shape]
    a[mask]
    # E: too many indices for shape (n, m): 3  [shape]
    a[0, 0, 0]
    # E: assignment to an index: shape (3,) does not broadcast to (k, m): 3 is not m  [shape]
    a[rows] = np.zeros(3)


def bounds(n: int, a: Float[Array, "n"], b: Float[Array, "3"]) -> None:
    """Indices of known size; a literal negative index is Python's own idiom."""
    # E: index 3 is out of bounds for an axis of size 3  [shape]
    b[3]
    # E: index -4 is out of bounds for an axis of size 3  [shape]
    b[-4]
    b[-1]
    for i in range(len(a)):
        # E: index i + 1 reaches n, out of bounds for an axis of size n  [shape]
        a[i + 1]
        # E: index i - 1 reaches -1, which wraps round to the end of the axis  [shape]
        a[i - 1]
        a[len(a) - i - 1]
    for i in range(len(a) - 1):
        a[i + 1]


def linear(a: Float[Array, "n n"], b: Float[Array, "m"], c: Float[Array, "n m"]) -> None:
    """Linear algebra."""
    # E: Value of "solved" has shape (n, m); expected (9, 9, 9, 9, 9)  [shape]
    solved: Wrong = np.linalg.solve(a, c)
    # E: Value of "inverse" has shape (n, n); expected (9, 9, 9, 9, 9)  [shape]
    inverse: Wrong = np.linalg.inv(a)
    # E: Value of "pseudo" has shape (m, n); expected (9, 9, 9, 9, 9)  [shape]
    pseudo: Wrong = np.linalg.pinv(c)
    # E: Value of "determinant" has shape (); expected (9, 9, 9, 9, 9)  [shape]
    determinant: Wrong = np.linalg.det(a)
    # E: Value of "lengths" has shape (n,); expected (9, 9, 9, 9, 9)  [shape]
    lengths: Wrong = np.linalg.norm(c, axis=1)
    # E: Value of "right" has shape (?, m); expected (9, 9, 9, 9, 9)  [shape]
    right: Wrong = np.linalg.svd(c, full_matrices=False)[2]
    # E: Value of "vectors" has shape (n, n); expected (9, 9, 9, 9, 9)  [shape]
    vectors: Wrong = np.linalg.eigh(a)[1]
    # E: Value of "lower" has shape (n, n); expected (9, 9, 9, 9, 9)  [shape]
    lower: Wrong = np.linalg.cholesky(a)
    # E: "solve": shapes (n, n) and (m,) do not fit: n is not m  [shape]
    np.linalg.solve(a, b)
    # E: "inv": shape (n, m) is not square: n is not m  [shape]
    np.linalg.inv(c)


def sizes(a: Float[Array, "n m"]) -> None:
    """Sizes as values, and their arithmetic in normal form."""
    n, m = a.shape
    # E: Value of "length" has shape (n + 1,); expected (9, 9, 9, 9, 9)  [shape]
    length: Wrong = np.zeros(len(a) + 1)
    # E: Value of "number" has shape (m*n,); expected (9, 9, 9, 9, 9)  [shape]
    number: Wrong = np.zeros(a.size)
    # E: Value of "rank" has shape (2,); expected (9, 9, 9, 9, 9)  [shape]
    rank: Wrong = np.zeros(a.ndim)
    # E: Value of "normal" has shape (n,); expected (9, 9, 9, 9, 9)  [shape]
    normal: Wrong = np.zeros((n - 1) + 1)
    # E: Value of "halves" has shape (m,); expected (9, 9, 9, 9, 9)  [shape]
    halves: Wrong = np.zeros(2 * m // 2)


def walking(a: Float[Array, "n m"], b: Float[Array, "n k"]) -> None:
    """Iteration over the first axis."""
    for row in a:
        # E: Value of "one" has shape (m,); expected (9, 9, 9, 9, 9)  [shape]
        one: Wrong = row
    for left, right in zip(a, b):
        # E: "add": shapes (m,) and (k,) do not broadcast: m is not k  [shape]
        left + right
    for place, row in enumerate(a):
        # E: assignment to an index: shape (m,) does not broadcast to (k,): m is not k  [shape]
        # N: Annotate "b" of "walking" as Float[Array, "n m"]
        b[place] = row
    # E: Value of "rows" has shape (m,); expected (9, 9, 9, 9, 9)  [shape]
    rows: list[Wrong] = [row * 2 for row in a]
