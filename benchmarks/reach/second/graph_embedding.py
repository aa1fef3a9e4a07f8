"""Graph Laplacians on edge lists: spectral embedding, and preconditioned conjugate gradients."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

import numpy as np
from jaxtyping import Bool, Float, Int

Array: TypeAlias = np.ndarray
Operator: TypeAlias = Callable[[Float[Array, "n"]], Float[Array, "n"]]


@dataclass(frozen=True)
class CSR:
    data: Float[Array, "nnz"]
    indices: Int[Array, "nnz"]
    indptr: Int[Array, "bounds"]

    @property
    def n(self) -> int:
        return self.indptr.size - 1

    @cached_property
    def rows(self) -> Int[Array, "nnz"]:
        return np.repeat(np.arange(self.n), np.diff(self.indptr))

    def matvec(self, x: Float[Array, "m"]) -> Float[Array, "{self.n}"]:
        return np.bincount(self.rows, weights=self.data * x[self.indices], minlength=self.n)

    def to_dense(self) -> Float[Array, "{self.n} {self.n}"]:
        out = np.zeros((self.n, self.n))
        np.add.at(out, (self.rows, self.indices), self.data)
        return out

    def row(self, i: int) -> tuple[Int[Array, "deg"], Float[Array, "deg"]]:
        window = slice(int(self.indptr[i]), int(self.indptr[i + 1]))
        return self.indices[window], self.data[window]


def from_edges(n: int, edges: Int[Array, "e 2"], weights: Float[Array, "e"]) -> CSR:
    """Symmetric adjacency with both directions of each edge."""
    both: Int[Array, "2*e 2"] = np.concatenate([edges, edges[:, ::-1]])
    w: Float[Array, "2*e"] = np.tile(weights, 2)
    order = np.lexsort((both[:, 1], both[:, 0]))
    counts = np.bincount(both[:, 0], minlength=n)
    indptr = np.concatenate([[0], np.cumsum(counts)])
    return CSR(w[order], both[order, 1], indptr)


def knn_edges(x: Float[Array, "n d"], k: int) -> tuple[Int[Array, "e 2"], Float[Array, "e"]]:
    """Undirected k-nearest-neighbour graph with Gaussian weights, each edge once."""
    dist: Float[Array, "n n"] = np.linalg.norm(x[:, None] - x[None, :], axis=-1)
    np.fill_diagonal(dist, np.inf)
    near: Int[Array, "n {k}"] = np.argpartition(dist, k - 1, axis=1)[:, :k]
    pairs = np.stack([np.repeat(np.arange(len(x)), k), near.ravel()], axis=1)
    pairs = np.unique(np.sort(pairs, axis=1), axis=0)
    length = dist[pairs[:, 0], pairs[:, 1]]
    return pairs, np.exp(-((length / np.median(length)) ** 2))


def degrees(adj: CSR) -> Float[Array, "n"]:
    return adj.matvec(np.ones(adj.n))


def normalized_laplacian(adj: CSR) -> Float[Array, "n n"]:
    inv_root = 1.0 / np.sqrt(degrees(adj))
    return np.eye(adj.n) - inv_root[:, None] * adj.to_dense() * inv_root[None, :]


def spectral_embedding(adj: CSR, k: int) -> tuple[Float[Array, "n {k}"], Float[Array, "{k}"]]:
    """The first k non-trivial eigenvectors, with rows of the random-walk form."""
    if k >= adj.n:
        raise ValueError("too many coordinates for this graph")
    values, vectors = np.linalg.eigh(normalized_laplacian(adj))
    vectors = vectors[:, 1 : k + 1] / np.sqrt(degrees(adj))[:, None]
    return vectors, values[1 : k + 1]


def components(adj: CSR) -> Int[Array, "n"]:
    """Component label of each vertex, by depth-first search."""
    label = np.full(adj.n, -1)
    current = 0
    for seed in range(adj.n):
        if label[seed] >= 0:
            continue
        stack = [seed]
        label[seed] = current
        while stack:
            neighbours, _ = adj.row(stack.pop())
            fresh = neighbours[label[neighbours] < 0]
            label[fresh] = current
            stack.extend(int(v) for v in fresh)
        current += 1
    return label


class CGResult(NamedTuple):
    x: Float[Array, "n"]
    residuals: Float[Array, "steps"]


def conjugate_gradients(
    op: Operator,
    b: Float[Array, "n"],
    precondition: Operator | None = None,
    tol: float = 1e-10,
    max_iter: int = 1000,
) -> CGResult:
    x = np.zeros_like(b)
    r = b - op(x)
    z = r if precondition is None else precondition(r)
    p = z.copy()
    rz = float(r @ z)
    norms = [float(np.linalg.norm(r))]
    while norms[-1] > tol * norms[0] and len(norms) <= max_iter:
        ap: Float[Array, "n"] = op(p)
        step = rz / float(p @ ap)
        x = x + step * p
        r = r - step * ap
        z = r if precondition is None else precondition(r)
        rz, old = float(r @ z), rz
        p = z + (rz / old) * p
        norms.append(float(np.linalg.norm(r)))
    return CGResult(x, np.array(norms))


def laplacian_operator(adj: CSR, shift: float | Float[Array, "n"] = 0.0) -> Operator:
    deg = degrees(adj)

    def apply(x: Float[Array, "n"]) -> Float[Array, "n"]:
        return (deg + shift) * x - adj.matvec(x)

    return apply


def jacobi(diagonal: Float[Array, "n"]) -> Operator:
    inverse = 1.0 / diagonal
    return lambda r: inverse * r


def propagate_labels(
    adj: CSR, seeds: Int[Array, "s"], labels: Int[Array, "s"], n_classes: int, strength: float = 1e3
) -> Float[Array, "n {n_classes}"]:
    """Harmonic functions, one per class, pinned near one at that class's seeds."""
    pinned: Float[Array, "n"] = np.zeros(adj.n)
    pinned[seeds] = strength
    shift = pinned + 1e-6
    op = laplacian_operator(adj, shift)
    pre = jacobi(degrees(adj) + shift)
    rhs: Float[Array, "n c"] = np.zeros((adj.n, n_classes))
    rhs[seeds, labels] = strength
    return np.column_stack([conjugate_gradients(op, column, pre).x for column in rhs.T])


def effective_resistance(adj: CSR, pairs: Int[Array, "q 2"]) -> Float[Array, "q"]:
    pinv = np.linalg.pinv(np.diag(degrees(adj)) - adj.to_dense(), hermitian=True)
    i, j = pairs.T
    d = np.diag(pinv)
    return d[i] + d[j] - 2.0 * pinv[i, j]


def incidence(n: int, edges: Int[Array, "e 2"]) -> Float[Array, "e {n}"]:
    out = np.zeros((len(edges), n))
    rows = np.arange(len(edges))[:, None]
    out[rows, edges] = np.array([1.0, -1.0])
    return out


def blobs(
    sizes: list[int], centers: Float[Array, "c d"], rng: np.random.Generator
) -> tuple[Float[Array, "{sum(sizes)} d"], Int[Array, "{sum(sizes)}"]]:
    y = np.repeat(np.arange(len(sizes)), sizes)
    return centers[y] + 0.6 * rng.standard_normal((y.size, centers.shape[1])), y


def main() -> None:
    rng = np.random.default_rng(8)
    x, y = blobs([17, 23, 15], 4.0 * np.eye(3, 4), rng)
    n = len(x)
    edges, w = knn_edges(x, 6)
    bridge = np.array([[0, 17], [17, 40]])
    edges, w = np.concatenate([edges, bridge]), np.append(w, [0.05, 0.05])
    adj = from_edges(n, edges, w)
    assert components(adj).max() == 0

    d = incidence(n, edges)
    lap = d.T @ (w[:, None] * d)
    v = rng.standard_normal(n)
    np.testing.assert_allclose(laplacian_operator(adj)(v), lap @ v, atol=1e-10)

    z, evals = spectral_embedding(adj, 2)
    assert np.all(np.diff(evals) >= 0) and evals[0] > 0
    means = np.stack([z[y == c].mean(axis=0) for c in range(3)])
    nearest = np.linalg.norm(z[:, None] - means, axis=2).argmin(axis=1)
    assert np.mean(nearest == y) > 0.9

    scores = propagate_labels(adj, np.array([1, 20, 30, 45, 50]), np.array([0, 1, 1, 2, 2]), 3)
    assert np.mean(scores.argmax(axis=1) == y) > 0.9

    solved = conjugate_gradients(laplacian_operator(adj, 0.5), v)
    np.testing.assert_allclose((lap + 0.5 * np.eye(n)) @ solved.x, v, atol=1e-7)
    resist = effective_resistance(adj, edges)
    np.testing.assert_allclose(float(w @ resist), n - 1.0, rtol=1e-6)
    heavy: Bool[Array, "e"] = w > 0.5
    assert resist[heavy].mean() < resist[~heavy].mean()
