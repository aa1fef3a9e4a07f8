"""A weighted graph class with walks, centralities and spectral tools, and label propagation on top of it."""

from collections import deque
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int

Array = np.ndarray


@dataclass(frozen=True)
class EdgeList:
    source: Int[Array, "edges"]
    target: Int[Array, "edges"]
    weight: Float[Array, "edges"]

    def __len__(self) -> int:
        return len(self.weight)

    def reversed(self) -> "EdgeList":
        return EdgeList(self.target, self.source, self.weight)

    def heavier_than(self, threshold: float) -> "EdgeList":
        keep = self.weight > threshold
        return EdgeList(self.source[keep], self.target[keep], self.weight[keep])


class Graph:
    """A directed weighted graph stored densely; `adjacency[i, j]` is the weight of i -> j."""

    def __init__(self, adjacency: Float[Array, "nodes nodes"]) -> None:
        self.adjacency: Float[Array, "nodes nodes"] = adjacency
        self.n_nodes = adjacency.shape[0]

    @classmethod
    def from_edges(cls, n_nodes: int, edges: EdgeList) -> "Graph":
        adjacency = np.zeros((n_nodes, n_nodes))
        np.add.at(adjacency, (edges.source, edges.target), edges.weight)
        return cls(adjacency)

    def edges(self) -> EdgeList:
        source, target = np.nonzero(self.adjacency)
        return EdgeList(source, target, self.adjacency[source, target])

    def out_degree(self) -> Float[Array, "nodes"]:
        return self.adjacency.sum(axis=1)

    def in_degree(self) -> Float[Array, "nodes"]:
        return self.adjacency.sum(axis=0)

    def neighbors(self, node: int) -> Int[Array, "deg"]:
        return np.flatnonzero(self.adjacency[node])

    def transition_matrix(self) -> Float[Array, "nodes nodes"]:
        degree = self.out_degree()[:, None]
        uniform = np.full_like(self.adjacency, 1.0 / self.n_nodes)
        return np.where(degree > 0, self.adjacency / np.where(degree > 0, degree, 1.0), uniform)

    def pagerank(self, damping: float = 0.85, tol: float = 1e-10) -> Float[Array, "nodes"]:
        p = self.transition_matrix()
        rank = np.full(self.n_nodes, 1.0 / self.n_nodes)
        for _ in range(200):
            updated = damping * rank @ p + (1.0 - damping) / self.n_nodes
            if np.abs(updated - rank).sum() < tol:
                return updated
            rank = updated
        return rank

    def hops_from(self, start: int) -> Int[Array, "nodes"]:
        """Breadth-first distances; -1 where unreachable."""
        hops = np.full(self.n_nodes, -1, dtype=np.int64)
        hops[start] = 0
        queue = deque([start])
        while queue:
            node = queue.popleft()
            for other in self.neighbors(node):
                if hops[other] < 0:
                    hops[other] = hops[node] + 1
                    queue.append(int(other))
        return hops

    def shortest_paths(self) -> Float[Array, "nodes nodes"]:
        dist = np.where(self.adjacency > 0, self.adjacency, np.inf)
        np.fill_diagonal(dist, 0.0)
        for k in range(self.n_nodes):
            dist = np.minimum(dist, dist[:, k, None] + dist[None, k, :])
        return dist

    def random_walks(
        self, starts: Int[Array, "walks"], length: int, rng: np.random.Generator
    ) -> Int[Array, "walks steps"]:
        cumulative = np.cumsum(self.transition_matrix(), axis=1)
        path = [starts]
        for _ in range(length):
            u = rng.random(len(starts)) * cumulative[path[-1], -1]
            path.append((cumulative[path[-1]] <= u[:, None]).sum(axis=1))
        return np.stack(path, axis=1)

    def subgraph(self, nodes: Int[Array, "kept"]) -> "Graph":
        return Graph(self.adjacency[np.ix_(nodes, nodes)])


class UndirectedGraph(Graph):
    def __init__(self, adjacency: Float[Array, "nodes nodes"]) -> None:
        super().__init__(np.maximum(adjacency, adjacency.T))

    def normalized_laplacian(self) -> Float[Array, "nodes nodes"]:
        degree = self.out_degree()
        inv_sqrt = np.zeros(self.n_nodes)
        inv_sqrt[degree > 0] = degree[degree > 0] ** -0.5
        return np.eye(self.n_nodes) - inv_sqrt[:, None] * self.adjacency * inv_sqrt

    def spectral_embedding(self, k: int) -> tuple[Float[Array, "k"], Float[Array, "nodes k"]]:
        """The eigenpairs 1..k of the normalized Laplacian, skipping the trivial one."""
        values, vectors = np.linalg.eigh(self.normalized_laplacian())
        return values[1 : k + 1], vectors[:, 1 : k + 1]

    def clustering(self) -> Float[Array, "nodes"]:
        link = (self.adjacency > 0).astype(np.float64)
        np.fill_diagonal(link, 0.0)
        triangles = np.diag(link @ link @ link)
        degree = link.sum(axis=1)
        return triangles / np.maximum(degree * (degree - 1), 1.0)

    def components(self) -> Int[Array, "nodes"]:
        label = np.full(self.n_nodes, -1, dtype=np.int64)
        for node in range(self.n_nodes):
            if label[node] < 0:
                label[self.hops_from(node) >= 0] = label.max() + 1
        return label


class LabelPropagation:
    """Spreads known labels over a graph: F <- alpha S F + (1 - alpha) Y."""

    def __init__(self, n_classes: int, alpha: float = 0.9) -> None:
        self.n_classes = n_classes
        self.alpha = alpha
        self.scores: Float[Array, "nodes classes"] = np.zeros((0, n_classes))

    def one_hot(
        self, labels: Int[Array, "nodes"], known: Bool[Array, "nodes"]
    ) -> Float[Array, "nodes classes"]:
        return np.eye(self.n_classes)[labels] * known[:, None]

    def fit(
        self, graph: UndirectedGraph, labels: Int[Array, "nodes"], known: Bool[Array, "nodes"]
    ) -> None:
        spread = np.eye(graph.n_nodes) - graph.normalized_laplacian()
        seeds = self.one_hot(labels, known)
        system = np.eye(graph.n_nodes) - self.alpha * spread
        self.scores = (1.0 - self.alpha) * np.linalg.solve(system, seeds)

    def predict(self) -> Int[Array, "nodes"]:
        return self.scores.argmax(axis=1)

    def confidence(self) -> Float[Array, "nodes"]:
        total = self.scores.sum(axis=1, keepdims=True)
        share = self.scores / np.where(total > 0, total, 1.0)
        top_two = np.sort(share, axis=1)[:, -2:]
        return top_two[:, -1] - top_two[:, 0]


def planted_partition(
    block: Int[Array, "nodes"], p_in: float, p_out: float, rng: np.random.Generator
) -> UndirectedGraph:
    same = block[:, None] == block[None, :]
    linked = rng.random(same.shape) < np.where(same, p_in, p_out)
    upper = np.triu(linked, k=1)
    weight = rng.uniform(0.5, 1.5, size=same.shape)
    return UndirectedGraph(np.where(upper, weight, 0.0))


def main() -> None:
    rng = np.random.default_rng(4)
    nodes, classes, k, walks, length = 61, 3, 4, 13, 7
    block = rng.integers(classes, size=nodes)
    graph = planted_partition(block, p_in=0.4, p_out=0.03, rng=rng)
    print("edges", len(graph.edges()), "heavy", len(graph.edges().heavier_than(1.0)))
    print(
        "components", graph.components().max() + 1, "clustering", graph.clustering().mean().round(3)
    )
    rank = graph.pagerank()
    print("pagerank sum", rank.sum().round(6), "top", np.argsort(-rank)[:3])
    values, vectors = graph.spectral_embedding(k)
    print("spectrum", values.round(3), vectors.shape)
    paths = graph.random_walks(rng.integers(nodes, size=walks), length, rng)
    print(
        "walks",
        paths.shape,
        "mean stay",
        np.mean(block[paths[:, 1:]] == block[paths[:, :-1]]).round(3),
    )
    dist = graph.shortest_paths()
    print(
        "mean distance", dist[np.isfinite(dist)].mean().round(3), "hops", graph.hops_from(0).max()
    )
    known = rng.random(nodes) < 0.25
    model = LabelPropagation(classes)
    model.fit(graph, block, known)
    print(
        "accuracy",
        np.mean(model.predict()[~known] == block[~known]).round(3),
        model.confidence().mean().round(3),
    )
    core = graph.subgraph(np.flatnonzero(block == 0))
    ring = Graph.from_edges(5, EdgeList(np.arange(5), (np.arange(5) + 1) % 5, np.ones(5)))
    print(
        "core",
        core.n_nodes,
        "ring",
        ring.hops_from(0),
        ring.in_degree(),
        len(ring.edges().reversed()),
    )
