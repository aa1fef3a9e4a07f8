"""Immutable triangle meshes with lazily computed geometry and curvature-flow smoothing.

Written in the geometry-processing style: V is the vertex table, F the face table.
"""

from collections.abc import Callable
from functools import cached_property

import numpy as np
from jaxtyping import Bool, Float, Int, Shaped


def normalise(x: Float[np.ndarray, "*batch dim"]) -> Float[np.ndarray, "*batch dim"]:
    """Scale trailing-axis vectors to unit length (null vectors stay null)."""
    length = np.linalg.norm(x, axis=-1, keepdims=True)
    return np.divide(x, length, out=np.zeros_like(x), where=length > 0)


def scatter_add(
    values: Float[np.ndarray, "items dim"], index: Int[np.ndarray, "items"], size: int
) -> Float[np.ndarray, "{size} dim"]:
    out = np.zeros((size, values.shape[1]))
    np.add.at(out, index, values)
    return out


class TriMesh:
    def __init__(self, V: Float[np.ndarray, "verts 3"], F: Int[np.ndarray, "faces 3"]) -> None:
        if F.size and (F.min() < 0 or F.max() >= len(V)):
            raise ValueError("face index out of range")
        self.V = V
        self.F = F

    def __repr__(self) -> str:
        return f"TriMesh({self.n_verts} verts, {self.n_faces} faces, {len(self.edges)} edges)"

    @property
    def n_verts(self) -> int:
        return int(self.V.shape[0])

    @property
    def n_faces(self) -> int:
        return int(self.F.shape[0])

    @cached_property
    def corners(self) -> Float[np.ndarray, "faces 3 3"]:
        return self.V[self.F]

    @cached_property
    def _area_vectors(self) -> Float[np.ndarray, "faces 3"]:
        a, b, c = (self.corners[:, k] for k in range(3))
        return 0.5 * np.cross(b - a, c - a)

    @cached_property
    def face_areas(self) -> Float[np.ndarray, "faces"]:
        return np.linalg.norm(self._area_vectors, axis=1)

    @cached_property
    def face_normals(self) -> Float[np.ndarray, "faces 3"]:
        return normalise(self._area_vectors)

    @cached_property
    def vertex_normals(self) -> Float[np.ndarray, "verts 3"]:
        spread = np.repeat(self._area_vectors, 3, axis=0)
        return normalise(scatter_add(spread, self.F.ravel(), self.n_verts))

    @cached_property
    def _half_edges(self) -> Int[np.ndarray, "halfedges 2"]:
        return np.concatenate([self.F[:, [0, 1]], self.F[:, [1, 2]], self.F[:, [2, 0]]])

    @cached_property
    def _edge_table(self) -> tuple[Int[np.ndarray, "edges 2"], Int[np.ndarray, "edges"]]:
        edges, counts = np.unique(np.sort(self._half_edges, axis=1), axis=0, return_counts=True)
        return edges, counts

    @property
    def edges(self) -> Int[np.ndarray, "edges 2"]:
        return self._edge_table[0]

    @cached_property
    def edge_lengths(self) -> Float[np.ndarray, "edges"]:
        i, j = self.edges.T
        return np.sqrt(np.sum((self.V[i] - self.V[j]) ** 2, axis=1))

    @cached_property
    def boundary_mask(self) -> Bool[np.ndarray, "verts"]:
        edges, counts = self._edge_table
        mask = np.zeros(self.n_verts, dtype=bool)
        mask[edges[counts == 1].reshape(-1)] = True
        return mask

    @property
    def euler_characteristic(self) -> int:
        return self.n_verts - len(self.edges) + self.n_faces

    @cached_property
    def corner_angles(self) -> Float[np.ndarray, "faces 3"]:
        out = np.empty(self.F.shape)
        for k in range(3):
            p, q, r = (self.corners[:, (k + s) % 3] for s in range(3))
            u, v = normalise(q - p), normalise(r - p)
            out[:, k] = np.arccos(np.clip(np.einsum("fd,fd->f", u, v), -1.0, 1.0))
        return out

    @cached_property
    def angle_defect(self) -> Float[np.ndarray, "verts"]:
        total = np.bincount(
            self.F.ravel(), weights=self.corner_angles.ravel(), minlength=self.n_verts
        )
        return np.where(self.boundary_mask, np.pi, 2 * np.pi) - total

    @cached_property
    def laplacian(self) -> Float[np.ndarray, "verts verts"]:
        """Cotangent stiffness matrix (dense, positive semi-definite)."""
        L = np.zeros((self.n_verts, self.n_verts))
        cot = 0.5 / np.tan(self.corner_angles)
        for k in range(3):
            i, j = self.F[:, (k + 1) % 3], self.F[:, (k + 2) % 3]
            np.subtract.at(L, (i, j), cot[:, k])
            np.subtract.at(L, (j, i), cot[:, k])
        L[np.diag_indices_from(L)] = -L.sum(axis=1)
        return L

    @cached_property
    def lumped_mass(self) -> Float[np.ndarray, "verts"]:
        thirds = np.repeat(self.face_areas / 3.0, 3)
        return np.bincount(self.F.ravel(), weights=thirds, minlength=self.n_verts)

    def gather(
        self, attribute: Shaped[np.ndarray, "verts *rest"]
    ) -> Shaped[np.ndarray, "faces 3 *rest"]:
        return attribute[self.F]

    def integrate(self, f: Float[np.ndarray, "verts"]) -> float:
        return float(np.dot(self.gather(f).mean(axis=1), self.face_areas))

    def with_vertices(self, V: Float[np.ndarray, "verts 3"]) -> "TriMesh":
        return TriMesh(V, self.F)

    def displaced(self, amount: Float[np.ndarray, "verts"]) -> "TriMesh":
        return self.with_vertices(self.V + amount[:, None] * self.vertex_normals)

    def smoothed(self, dt: float) -> "TriMesh":
        M = np.diag(self.lumped_mass)
        V = np.linalg.solve(M + dt * self.laplacian, M @ self.V)
        V[self.boundary_mask] = self.V[self.boundary_mask]
        return self.with_vertices(V)


def height_field(nx: int, ny: int, h: Callable[[float, float], float]) -> TriMesh:
    xs, ys = np.linspace(-1, 1, nx), np.linspace(-1, 1, ny)
    V = np.array([[x, y, h(float(x), float(y))] for x in xs for y in ys])
    ids = np.arange(nx * ny).reshape(nx, ny)
    a, b, c, d = ids[:-1, :-1], ids[1:, :-1], ids[1:, 1:], ids[:-1, 1:]
    lower = np.stack([a, b, c], axis=-1).reshape(-1, 3)
    upper = np.stack([a, c, d], axis=-1).reshape(-1, 3)
    return TriMesh(V, np.vstack((lower, upper)))


def main() -> None:
    rng = np.random.default_rng(1)
    mesh = height_field(7, 5, lambda x, y: 0.3 * x * x - 0.2 * y)
    print(mesh, "chi", mesh.euler_characteristic)
    print(
        "area",
        round(float(mesh.face_areas.sum()), 4),
        "mean edge",
        round(float(mesh.edge_lengths.mean()), 4),
    )
    print("total curvature / 2pi", round(float(mesh.angle_defect.sum() / (2 * np.pi)), 6))
    rough = mesh.displaced(0.05 * rng.standard_normal(mesh.n_verts))
    calm = rough.smoothed(0.05)
    for m in (rough, calm):
        energy = np.einsum("id,ij,jd->", m.V, m.laplacian, m.V)
        print(
            round(float(energy), 4),
            round(m.integrate(m.V[:, 2]), 4),
            m.face_normals.mean(axis=0).round(3),
        )
    print("boundary", int(mesh.boundary_mask.sum()), mesh.gather(mesh.vertex_normals).shape)
