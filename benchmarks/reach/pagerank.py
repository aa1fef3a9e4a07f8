"""PageRank and HITS on an edge list."""

import numpy as np
from jaxtyping import Float, Int

Edges = Int[np.ndarray, "edges 2"]


def out_degree(edges: Edges, n: int) -> Int[np.ndarray, "{n}"]:
    return np.bincount(edges[:, 0], minlength=n)


def adjacency(edges: Edges, n: int) -> Float[np.ndarray, "{n} {n}"]:
    A = np.zeros((n, n))
    A[edges[:, 0], edges[:, 1]] = 1.0
    return A


def pagerank(
    edges: Edges, n: int, damping: float = 0.85, tol: float = 1e-10
) -> Float[np.ndarray, "{n}"]:
    src, dst = edges.T
    deg = out_degree(edges, n)
    dangling = deg == 0
    rank = np.full(n, 1 / n)
    while True:
        flow = np.zeros(n)
        np.add.at(flow, dst, rank[src] / deg[src])
        flow += rank[dangling].sum() / n
        new = damping * flow + (1 - damping) / n
        if np.abs(new - rank).sum() < tol:
            return new
        rank = new


def hits(
    A: Float[np.ndarray, "n n"], iters: int = 50
) -> tuple[Float[np.ndarray, "n"], Float[np.ndarray, "n"]]:
    hub = np.ones(A.shape[0])
    auth = np.ones(A.shape[0])
    for _ in range(iters):
        auth = A.T @ hub
        auth /= np.linalg.norm(auth)
        hub = A @ auth
        hub /= np.linalg.norm(hub)
    return hub, auth


def top_k(scores: Float[np.ndarray, "n"], k: int) -> dict[int, float]:
    best: Int[np.ndarray, "top"] = np.argsort(scores)[::-1][:k]
    return {int(i): float(scores[i]) for i in best}


def main() -> None:
    rng = np.random.default_rng(0)
    n = 9
    pairs = rng.integers(0, n, size=(30, 2))
    edges = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
    rank = pagerank(edges, n)
    hub, auth = hits(adjacency(edges, n))
    print(rank.sum(), top_k(rank, 3))
    print(top_k(hub, 2), top_k(auth, 4))


if __name__ == "__main__":
    main()
