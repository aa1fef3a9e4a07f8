"""Plane trusses solved by the direct stiffness method."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float, Int

Array = np.ndarray


class Solution(NamedTuple):
    displacement: Float[Array, "nodes 2"]
    reaction: Float[Array, "nodes 2"]
    axial: Float[Array, "bars"]


@dataclass(frozen=True)
class Material:
    young: float
    density: float
    yield_stress: float


MATERIALS: dict[str, Material] = {
    "steel": Material(young=210e9, density=7850.0, yield_stress=250e6),
    "aluminium": Material(young=70e9, density=2700.0, yield_stress=120e6),
}


@dataclass(frozen=True)
class Truss:
    nodes: Float[Array, "nodes 2"]
    bars: Int[Array, "bars 2"]
    area: Float[Array, "bars"]
    fixed: Bool[Array, "nodes 2"]
    material: Material

    @classmethod
    def pratt(cls, bays: int, width: float, height: float, material: str = "steel") -> "Truss":
        x = np.arange(bays + 1) * width
        bottom = np.stack([x, np.zeros_like(x)], axis=1)
        top = np.stack([x[1:-1], np.full(bays - 1, height)], axis=1)
        chord = np.arange(bays)
        lower = np.stack([chord, chord + 1], axis=1)
        upper_ids = bays + 1 + np.arange(bays - 1)
        upper = np.stack([upper_ids[:-1], upper_ids[1:]], axis=1)
        posts = np.stack([np.arange(1, bays), upper_ids], axis=1)
        ends = np.array([[0, upper_ids[0]], [bays, upper_ids[-1]]])
        braces = np.stack([np.arange(2, bays), upper_ids[:-1]], axis=1)
        bars = np.concatenate([lower, upper, posts, ends, braces], axis=0)
        fixed = np.zeros((2 * bays, 2), dtype=bool)
        fixed[0] = True
        fixed[bays, 1] = True
        return cls(
            nodes=np.vstack([bottom, top]),
            bars=bars,
            area=np.full(len(bars), 1e-3),
            fixed=fixed,
            material=MATERIALS[material],
        )

    @property
    def node_count(self) -> int:
        return len(self.nodes)

    @property
    def spans(self) -> Float[Array, "bars 2"]:
        return self.nodes[self.bars[:, 1]] - self.nodes[self.bars[:, 0]]

    @property
    def lengths(self) -> Float[Array, "bars"]:
        return np.linalg.norm(self.spans, axis=1)

    @property
    def directions(self) -> Float[Array, "bars 2"]:
        return self.spans / self.lengths[:, None]

    @property
    def dofs(self) -> Int[Array, "bars 4"]:
        """Global degrees of freedom of each bar: x and y of its two ends."""
        starts = 2 * self.bars
        return np.stack([starts, starts + 1], axis=-1).reshape(-1, 4)

    @property
    def mass(self) -> float:
        return float(self.material.density * np.dot(self.area, self.lengths))

    def with_area(self, area: Float[Array, "bars"]) -> "Truss":
        return replace(self, area=area)

    def shifted(self, offset: Float[Array, "2"]) -> "Truss":
        return replace(self, nodes=self.nodes + offset)

    def bar_stiffness(self) -> Float[Array, "bars 4 4"]:
        ends = np.concatenate([-self.directions, self.directions], axis=1)
        rigidity = self.material.young * self.area / self.lengths
        return rigidity[:, None, None] * ends[:, :, None] * ends[:, None, :]

    def stiffness(self) -> Float[Array, "dof dof"]:
        size = 2 * self.node_count
        total = np.zeros((size, size))
        for dofs, local in zip(self.dofs, self.bar_stiffness()):
            total[np.ix_(dofs, dofs)] += local
        return total


class TrussSolver:
    """Keeps the factor-independent parts of one truss, so that load cases are cheap."""

    def __init__(self, truss: Truss) -> None:
        self.truss = truss
        self.matrix: Float[Array, "dof dof"] = truss.stiffness()
        self.free: Bool[Array, "dof"] = ~truss.fixed.ravel()

    def solve(self, load: Float[Array, "nodes 2"]) -> Solution:
        force = load.ravel()
        free = self.free
        flat = np.zeros(force.shape)
        flat[free] = np.linalg.solve(self.matrix[np.ix_(free, free)], force[free])
        reaction = np.where(free, 0.0, self.matrix @ flat - force)
        displacement = flat.reshape(load.shape)
        return Solution(displacement, reaction.reshape(-1, 2), self.axial(displacement))

    def axial(self, displacement: Float[Array, "nodes 2"]) -> Float[Array, "bars"]:
        truss = self.truss
        start, end = truss.bars.T
        stretch = np.einsum("bi,bi->b", displacement[end] - displacement[start], truss.directions)
        return truss.material.young * truss.area * stretch / truss.lengths


class LoadBook:
    """Named load cases for one truss."""

    def __init__(self, truss: Truss) -> None:
        self.truss = truss
        self.cases: dict[str, Float[Array, "nodes 2"]] = {}

    def __getitem__(self, name: str) -> Float[Array, "nodes 2"]:
        return self.cases[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.cases)

    def __len__(self) -> int:
        return len(self.cases)

    def point(self, name: str, node: int, fx: float = 0.0, fy: float = 0.0) -> None:
        load = np.zeros(self.truss.nodes.shape)
        load[node] = fx, fy
        self.cases[name] = load

    def gravity(self, name: str, g: float = 9.81) -> None:
        weight = self.truss.material.density * g * self.truss.area * self.truss.lengths
        load = np.zeros((self.truss.node_count, 2))
        for end in range(2):
            np.add.at(load[:, 1], self.truss.bars[:, end], -weight / 2)
        self.cases[name] = load

    def stacked(self) -> Float[Array, "cases nodes 2"]:
        return np.stack([self.cases[name] for name in self], axis=0)


def envelope(solver: TrussSolver, book: LoadBook) -> Float[Array, "bars"]:
    forces = np.array([solver.solve(load).axial for load in book.stacked()])
    return np.abs(forces).max(axis=0)


def fully_stressed(truss: Truss, peak: Float[Array, "bars"], floor: float = 1e-5) -> Truss:
    wanted = peak / truss.material.yield_stress
    return truss.with_area(np.maximum(wanted, floor))


def main() -> None:
    for material in MATERIALS:
        truss = Truss.pratt(bays=7, width=2.0, height=1.5, material=material)
        truss = truss.shifted(np.array([3.0, 0.5]))
        book = LoadBook(truss)
        book.point("crane", node=3, fy=-40e3)
        book.point("wind", node=10, fx=12e3)
        book.gravity("self weight")
        solver = TrussSolver(truss)
        displacement, reaction, axial = solver.solve(book["crane"])
        lighter = fully_stressed(truss, envelope(solver, book))
        print(
            material,
            len(book),
            round(float(reaction[:, 1].sum()), 2),
            float(np.abs(displacement).max()),
        )
        print("  bars", len(axial), "mass", round(truss.mass, 1), "->", round(lighter.mass, 1))


if __name__ == "__main__":
    main()
