# Clustering helpers: k-means++, silhouette, agglomerative (Lance-Williams) linkage.
import numpy as np
from jaxtyping import Bool, Float, Int, Integer
from numpy.random import Generator, default_rng


def distances(a: Float[np.ndarray, "n d"], b: Float[np.ndarray, "k d"]) -> Float[np.ndarray, "n k"]:
    return np.linalg.norm(a[:, None] - b[None], axis=-1)


def plus_plus(x: Float[np.ndarray, "n d"], k: int, rng: Generator) -> Float[np.ndarray, "{k} d"]:
    chosen = [int(rng.integers(len(x)))]
    while len(chosen) < k:
        d2 = distances(x, x[chosen]).min(axis=1) ** 2
        chosen.append(int(rng.choice(len(x), p=d2 / d2.sum())))
    return x[chosen]


def kmeans(
    x: Float[np.ndarray, "n d"], k: int, rng: Generator, n_iter: int = 100
) -> tuple[Float[np.ndarray, "{k} d"], Int[np.ndarray, "n"], float]:
    centres = plus_plus(x, k, rng)
    labels = np.full(len(x), -1)
    for _ in range(n_iter):
        new_labels = distances(x, centres).argmin(axis=1)
        if np.array_equal(new_labels, labels):
            break
        labels = new_labels
        onehot = np.eye(k)[labels]
        counts, sums = onehot.sum(axis=0), onehot.T @ x
        centres = np.where(counts[:, None] > 0, sums / np.maximum(counts, 1)[:, None], centres)
    inertia = float(((x - centres[labels]) ** 2).sum())
    return centres, labels, inertia


def silhouette(x: Float[np.ndarray, "n d"], labels: Int[np.ndarray, "n"]) -> Float[np.ndarray, "n"]:
    names, inverse = np.unique(labels, return_inverse=True)
    member = np.eye(len(names))[inverse]  # n x clusters
    sizes = member.sum(axis=0)
    totals = distances(x, x) @ member
    own = sizes[inverse]
    rows = np.arange(len(x))
    a = totals[rows, inverse] / np.maximum(own - 1, 1)
    mean_other = totals / sizes
    mean_other[rows, inverse] = np.inf
    b = mean_other.min(axis=1)
    scores = (b - a) / np.maximum(a, b)
    return np.where(own > 1, scores, 0.0)


def average_linkage(x: Float[np.ndarray, "n d"]) -> Float[np.ndarray, "n-1 4"]:
    """SciPy-style merge table: left id, right id, height, size."""
    n = x.shape[0]
    d = distances(x, x)
    np.fill_diagonal(d, np.inf)
    ids, size = np.arange(n), np.ones(n)
    alive: Bool[np.ndarray, "n"] = np.ones(n, dtype=bool)
    merges = np.zeros((n - 1, 4))
    for step in range(n - 1):
        masked = np.where(alive[:, None] & alive[None, :], d, np.inf)
        i, j = divmod(int(masked.argmin()), n)
        i, j = min(i, j), max(i, j)
        merges[step] = (ids[i], ids[j], masked[i, j], size[i] + size[j])
        row = (size[i] * d[i] + size[j] * d[j]) / (size[i] + size[j])
        row[i] = np.inf
        d[i, :] = d[:, i] = row
        alive[j] = False
        size[i] += size[j]
        ids[i] = n + step
    return merges


def cut(merges: Float[np.ndarray, "m 4"], k: int) -> Integer[np.ndarray, "m+1"]:
    n = merges.shape[0] + 1
    groups: dict[int, list[int]] = {i: [i] for i in range(n)}
    for step, (left, right) in enumerate(merges[: n - k, :2].astype(int)):
        groups[n + step] = groups.pop(int(left)) + groups.pop(int(right))
    labels = np.empty(n, dtype=np.int64)
    for name, members in enumerate(groups.values()):
        labels[members] = name
    return labels


def contingency(
    a: Integer[np.ndarray, "n"], b: Integer[np.ndarray, "n"]
) -> Int[np.ndarray, "rows cols"]:
    table = np.zeros((int(a.max()) + 1, int(b.max()) + 1), dtype=np.int64)
    np.add.at(table, (a, b), 1)
    return table


def adjusted_rand(a: Integer[np.ndarray, "n"], b: Integer[np.ndarray, "n"]) -> float:
    table = contingency(a, b)

    def pairs(v: Int[np.ndarray, "..."]) -> float:
        return float((v * (v - 1) / 2).sum())

    index = pairs(table)
    left, right = pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    total = len(a) * (len(a) - 1) / 2
    expected = left * right / total
    return (index - expected) / ((left + right) / 2 - expected)


def main() -> None:
    rng = default_rng(0)
    true_centres = np.array([[0.0, 0.0, 0.0], [4.0, 0.0, 1.0], [0.0, 5.0, -1.0], [4.0, 4.0, 4.0]])
    truth = rng.integers(0, 4, size=37)
    x = true_centres[truth] + 0.6 * rng.standard_normal((37, 3))

    best: dict[int, float] = {}
    for k in range(2, 7):
        runs = [kmeans(x, k, rng) for _ in range(3)]
        _, labels, _ = min(runs, key=lambda r: r[2])
        best[k] = float(silhouette(x, labels).mean())
    k = max(best, key=lambda key: best[key])
    _, labels, inertia = kmeans(x, k, rng)
    tree = average_linkage(x)
    print("k", k, "inertia", round(inertia, 3), "silhouette", round(best[k], 3))
    print(
        "ari kmeans",
        round(adjusted_rand(truth, labels), 3),
        "tree",
        round(adjusted_rand(truth, cut(tree, k)), 3),
    )
