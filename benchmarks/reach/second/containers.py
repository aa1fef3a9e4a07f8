"""Containers of arrays: meshes, a KV cache, ragged batches, a graph and a typed checkpoint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, NotRequired, TypedDict

import numpy as np
from jaxtyping import Bool, Float, Int, Shaped


class Box(NamedTuple):
    lo: Float[np.ndarray, "dim"]
    hi: Float[np.ndarray, "dim"]

    def contains(self, points: Float[np.ndarray, "*batch dim"]) -> Bool[np.ndarray, "*batch"]:
        return ((points >= self.lo) & (points <= self.hi)).all(axis=-1)


@dataclass(frozen=True)
class Mesh:
    vertices: Float[np.ndarray, "v 3"]
    faces: Int[np.ndarray, "f 3"]
    uv: Float[np.ndarray, "v 2"] | None = None

    @property
    def triangles(self) -> Float[np.ndarray, "f 3 3"]:
        return self.vertices[self.faces]

    def face_normals(self) -> tuple[Float[np.ndarray, "f 3"], Float[np.ndarray, "f"]]:
        a, b, c = np.moveaxis(self.triangles, 1, 0)
        cross: Float[np.ndarray, "f 3"] = np.cross(b - a, c - a)
        norm = np.linalg.norm(cross, axis=1)
        return cross / norm[:, None], 0.5 * norm

    def vertex_normals(self) -> Float[np.ndarray, "v 3"]:
        unit, area = self.face_normals()
        total = np.zeros_like(self.vertices)
        np.add.at(total, self.faces, (unit * area[:, None])[:, None, :])
        return total / np.linalg.norm(total, axis=1, keepdims=True)

    def edges(self) -> Int[np.ndarray, "e 2"]:
        pairs = self.faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2)
        return np.unique(np.sort(pairs, axis=1), axis=0)

    def bounds(self) -> Box:
        return Box(self.vertices.min(axis=0), self.vertices.max(axis=0))

    def moved(self, rotation: Float[np.ndarray, "3 3"], shift: Float[np.ndarray, "3"]) -> Mesh:
        return replace(self, vertices=self.vertices @ rotation.T + shift)

    def volume(self) -> float:
        return float(np.linalg.det(self.triangles).sum() / 6.0)


def octahedron() -> Mesh:
    vertices = np.concatenate([np.eye(3), -np.eye(3)])
    octants: Int[np.ndarray, "8 3"] = np.stack(np.meshgrid(*[[0, 1]] * 3), axis=-1).reshape(8, 3)
    faces = np.arange(3) + 3 * octants
    flipped: Bool[np.ndarray, "8"] = octants.sum(axis=1) % 2 == 1
    faces[flipped] = faces[flipped, ::-1]
    return Mesh(vertices, faces)


@dataclass
class KVCache:
    """Keys and values of the tokens seen so far, in preallocated storage."""

    keys: Float[np.ndarray, "heads capacity head_dim"]
    values: Float[np.ndarray, "heads capacity head_dim"]
    length: int = 0

    @classmethod
    def empty(cls, heads: int, capacity: int, head_dim: int) -> KVCache:
        shape = (heads, capacity, head_dim)
        return cls(np.zeros(shape), np.zeros(shape))

    def append(
        self, k: Float[np.ndarray, "heads t head_dim"], v: Float[np.ndarray, "heads t head_dim"]
    ) -> None:
        stop = self.length + k.shape[1]
        if stop > self.keys.shape[1]:
            raise ValueError("cache is full")
        self.keys[:, self.length : stop] = k
        self.values[:, self.length : stop] = v
        self.length = stop

    def view(
        self,
    ) -> tuple[
        Float[np.ndarray, "heads {self.length} head_dim"],
        Float[np.ndarray, "heads {self.length} head_dim"],
    ]:
        return self.keys[:, : self.length], self.values[:, : self.length]

    def attend(
        self, q: Float[np.ndarray, "heads t head_dim"]
    ) -> Float[np.ndarray, "heads t head_dim"]:
        """Causal attention of the last `t` positions to everything cached."""
        k, v = self.view()
        t = q.shape[1]
        scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
        position = np.arange(self.length - t, self.length)
        visible: Bool[np.ndarray, "t length"] = np.arange(self.length) <= position[:, None]
        scores = np.where(visible, scores, -np.inf)
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        return (weights / weights.sum(axis=-1, keepdims=True)) @ v


class Ragged(NamedTuple):
    """Rows of different lengths, back to back in `flat`; `offsets` has one more entry than rows."""

    flat: Float[np.ndarray, "total"]
    offsets: Int[np.ndarray, "rows+1"]

    @classmethod
    def from_rows(cls, rows: Iterable[Float[np.ndarray, "_"]]) -> Ragged:
        kept = list(rows)
        offsets = np.zeros(len(kept) + 1, dtype=np.int64)
        np.cumsum([len(r) for r in kept], out=offsets[1:])
        return cls(np.concatenate(kept), offsets)

    @property
    def lengths(self) -> Int[np.ndarray, "rows"]:
        return np.diff(self.offsets)

    def segment_ids(self) -> Int[np.ndarray, "total"]:
        return np.repeat(np.arange(len(self.offsets) - 1), self.lengths)

    def row(self, i: int) -> Float[np.ndarray, "_"]:
        return self.flat[self.offsets[i] : self.offsets[i + 1]]

    def sums(self) -> Float[np.ndarray, "rows"]:
        return np.bincount(self.segment_ids(), weights=self.flat, minlength=len(self.offsets) - 1)

    def softmax(self) -> Ragged:
        shift = np.array([self.row(i).max() for i in range(len(self.lengths))])[self.segment_ids()]
        expd = self._replace(flat=np.exp(self.flat - shift))
        return expd._replace(flat=expd.flat / expd.sums()[self.segment_ids()])


@dataclass
class Graph:
    nodes: Float[np.ndarray, "nodes features"]
    senders: Int[np.ndarray, "edges"]
    receivers: Int[np.ndarray, "edges"]
    weights: Float[np.ndarray, "edges"]

    def degree(self) -> Float[np.ndarray, "nodes"]:
        return np.bincount(self.receivers, weights=self.weights, minlength=len(self.nodes))

    def adjacency(self) -> Float[np.ndarray, "nodes nodes"]:
        dense = np.zeros((len(self.nodes), len(self.nodes)))
        np.add.at(dense, (self.receivers, self.senders), self.weights)
        return dense

    def propagate(self) -> Graph:
        messages: Float[np.ndarray, "edges features"] = (
            self.nodes[self.senders] * self.weights[:, None]
        )
        gathered = np.zeros_like(self.nodes)
        np.add.at(gathered, self.receivers, messages)
        return replace(self, nodes=gathered / np.maximum(self.degree(), 1e-12)[:, None])


class Checkpoint(TypedDict):
    step: int
    params: dict[str, Float[np.ndarray, "..."]]
    rng_key: Int[np.ndarray, "2"]
    ema: NotRequired[dict[str, Float[np.ndarray, "..."]]]


def update_ema(ckpt: Checkpoint, decay: float) -> Checkpoint:
    old = ckpt.get("ema", ckpt["params"])
    blended = {
        name: decay * old[name] + (1.0 - decay) * value for name, value in ckpt["params"].items()
    }
    return {
        "step": ckpt["step"] + 1,
        "params": ckpt["params"],
        "rng_key": ckpt["rng_key"],
        "ema": blended,
    }


def flatten(tree: dict[str, Float[np.ndarray, "..."]]) -> Float[np.ndarray, "total"]:
    return np.concatenate([tree[k].ravel() for k in sorted(tree)])


def unflatten(
    flat: Float[np.ndarray, "total"], like: dict[str, Shaped[np.ndarray, "..."]]
) -> dict[str, Float[np.ndarray, "..."]]:
    def pieces() -> Iterator[tuple[str, Float[np.ndarray, "..."]]]:
        start = 0
        for k in sorted(like):
            yield k, flat[start : start + like[k].size].reshape(like[k].shape)
            start += like[k].size

    return dict(pieces())


def main() -> None:
    rng = np.random.default_rng(13)
    mesh = octahedron()
    rotation, _ = np.linalg.qr(rng.standard_normal((3, 3)))
    moved = mesh.moved(rotation * np.linalg.det(rotation), rng.standard_normal(3))
    assert np.isclose(mesh.volume(), 4 / 3) and np.isclose(moved.volume(), 4 / 3)
    assert mesh.edges().shape == (12, 2) and mesh.vertex_normals().shape == (6, 3)
    assert moved.bounds().contains(moved.vertices).all()

    q, k, v = rng.standard_normal((3, 2, 9, 5))
    whole = KVCache.empty(2, 12, 5)
    whole.append(k, v)
    stepwise = KVCache.empty(2, 12, 5)
    outs: list[np.ndarray] = []
    for t in range(9):
        stepwise.append(k[:, t : t + 1], v[:, t : t + 1])
        outs.append(stepwise.attend(q[:, t : t + 1]))
    assert np.allclose(np.concatenate(outs, axis=1), whole.attend(q))

    ragged = Ragged.from_rows(rng.standard_normal(n) for n in (3, 1, 6, 4))
    assert np.allclose(ragged.softmax().sums(), 1.0)

    graph = Graph(
        rng.standard_normal((13, 4)),
        rng.integers(0, 13, 20),
        rng.integers(0, 13, 20),
        rng.random(20),
    )
    scaled = graph.adjacency() / np.maximum(graph.degree(), 1e-12)[:, None]
    assert np.allclose(graph.propagate().nodes, scaled @ graph.nodes)

    params = {"w": rng.standard_normal((5, 7)), "b": np.zeros(7), "scale": np.array(2.0)}
    ckpt = update_ema(Checkpoint(step=0, params=params, rng_key=np.array([1, 2])), 0.9)
    assert "ema" in ckpt and np.allclose(flatten(ckpt["ema"]), flatten(params))
    assert all(np.array_equal(a, params[n]) for n, a in unflatten(flatten(params), params).items())


if __name__ == "__main__":
    main()
