"""Lattice dynamics of harmonic crystals.

A :class:`Crystal` is a lattice plus a basis.  A :class:`BondFinder` enumerates its bonds, an
interaction turns the bonds into force constants, and :class:`Phonons` diagonalises the result.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Generic, Protocol, TypeVar, runtime_checkable

import numpy as np
from jaxtyping import Bool, Complex, Float, Int


class Lattice:
    """Three primitive vectors, stored as rows."""

    def __init__(self, vectors: Float[np.ndarray, "3 3"]) -> None:
        self._vectors = vectors

    @classmethod
    def face_centred(cls, a: float) -> Lattice:
        return cls(0.5 * a * (np.ones((3, 3)) - np.eye(3)))

    @property
    def vectors(self) -> Float[np.ndarray, "3 3"]:
        return self._vectors

    @property
    def reciprocal(self) -> Float[np.ndarray, "3 3"]:
        return 2.0 * np.pi * np.linalg.inv(self._vectors).T

    @property
    def volume(self) -> float:
        return float(abs(np.linalg.det(self._vectors)))

    def cartesian(self, fractional: Float[np.ndarray, "*batch 3"]) -> Float[np.ndarray, "*batch 3"]:
        return fractional @ self._vectors

    def translations(self, reach: int) -> Int[np.ndarray, "cells 3"]:
        span = range(-reach, reach + 1)
        return np.array(list(product(span, repeat=3)))


class Crystal:
    def __init__(
        self,
        lattice: Lattice,
        fractional: Float[np.ndarray, "atoms 3"],
        masses: Float[np.ndarray, " atoms"],
    ) -> None:
        self.lattice = lattice
        self.fractional = fractional
        self.masses = masses

    def __len__(self) -> int:
        return len(self.masses)

    @property
    def positions(self) -> Float[np.ndarray, "atoms 3"]:
        return self.lattice.cartesian(self.fractional)

    @property
    def density(self) -> float:
        return float(self.masses.sum()) / self.lattice.volume


@dataclass(frozen=True)
class Bonds:
    """Directed bonds `first -> second`; every bond is listed in both directions."""

    first: Int[np.ndarray, " bonds"]
    second: Int[np.ndarray, " bonds"]
    vector: Float[np.ndarray, "bonds 3"]

    @property
    def length(self) -> Float[np.ndarray, " bonds"]:
        return np.linalg.norm(self.vector, axis=1)

    @property
    def direction(self) -> Float[np.ndarray, "bonds 3"]:
        return self.vector / self.length[:, np.newaxis]

    def coordination(self, atoms: int) -> Int[np.ndarray, " atoms"]:
        return np.bincount(self.first, minlength=atoms)


class BondFinder:
    def __init__(self, cutoff: float, reach: int = 2) -> None:
        self.cutoff = cutoff
        self.reach = reach

    def __call__(self, crystal: Crystal) -> Bonds:
        shift = crystal.lattice.cartesian(crystal.lattice.translations(self.reach).astype(float))
        pos = crystal.positions
        offset = pos[None, :, None, :] - pos[:, None, None, :] + shift[None, None, :, :]
        distance = np.sqrt(np.sum(offset**2, axis=-1))
        close: Bool[np.ndarray, "atoms atoms cells"] = (distance > 1e-8) & (distance < self.cutoff)
        first, second, _ = np.nonzero(close)
        return Bonds(first, second, offset[close])


@runtime_checkable
class Interaction(Protocol):
    def force_constants(self, bonds: Bonds) -> Float[np.ndarray, "bonds 3 3"]: ...


class CentralSpring:
    def __init__(self, stiffness: Callable[[np.ndarray], np.ndarray]) -> None:
        self.stiffness = stiffness

    def force_constants(self, bonds: Bonds) -> Float[np.ndarray, "bonds 3 3"]:
        unit = bonds.direction
        projector = unit[:, :, None] * unit[:, None, :]
        return self.stiffness(bonds.length)[:, None, None] * projector


class BornSpring(CentralSpring):
    """Adds a non-central restoring force to the central one."""

    def __init__(self, stiffness: Callable[[np.ndarray], np.ndarray], transverse: float) -> None:
        super().__init__(stiffness)
        self.transverse = transverse

    def force_constants(self, bonds: Bonds) -> Float[np.ndarray, "bonds 3 3"]:
        return super().force_constants(bonds) + self.transverse * np.eye(3)


I_co = TypeVar("I_co", bound=Interaction, covariant=True)


class Model(Generic[I_co]):
    def __init__(self, crystal: Crystal, finder: BondFinder, interaction: I_co) -> None:
        self.crystal = crystal
        self.bonds = finder(crystal)
        self.phi = interaction.force_constants(self.bonds)
        self.onsite = np.zeros((len(crystal), 3, 3))
        np.add.at(self.onsite, self.bonds.first, self.phi)

    def dynamical_matrix(self, q: Float[np.ndarray, "q 3"]) -> Complex[np.ndarray, "q modes modes"]:
        atoms = len(self.crystal)
        blocks = np.zeros((len(q), atoms, atoms, 3, 3), dtype=complex)
        phase = np.exp(1j * (q @ self.bonds.vector.T))
        for b, (i, j) in enumerate(zip(self.bonds.first, self.bonds.second)):
            blocks[:, i, j] -= phase[:, b, None, None] * self.phi[b]
        for i in range(atoms):
            blocks[:, i, i] += self.onsite[i]
        scale = np.sqrt(np.outer(self.crystal.masses, self.crystal.masses))
        blocks /= scale[:, :, None, None]
        return blocks.transpose(0, 1, 3, 2, 4).reshape(len(q), 3 * atoms, 3 * atoms)


class Phonons:
    """Frequencies and polarisations over a set of wave vectors."""

    def __init__(self, model: Model[Interaction], q: Float[np.ndarray, "q 3"]) -> None:
        squared, vectors = np.linalg.eigh(model.dynamical_matrix(q))
        self.q = q
        self.frequency = np.sign(squared) * np.sqrt(np.abs(squared))
        self.polarisation = np.swapaxes(vectors, 1, 2)
        self._atoms = len(model.crystal)

    @property
    def weights(self) -> Float[np.ndarray, "q modes atoms"]:
        split = self.polarisation.reshape(*self.frequency.shape, self._atoms, 3)
        return np.sum(np.abs(split) ** 2, axis=-1)

    def density_of_states(
        self, grid: Float[np.ndarray, " grid"], width: float
    ) -> Float[np.ndarray, "atoms grid"]:
        gap = grid - self.frequency[..., None]
        line = np.exp(-0.5 * (gap / width) ** 2) / (width * np.sqrt(2.0 * np.pi))
        return np.tensordot(self.weights, line, axes=([0, 1], [0, 1])) / len(self.q)

    def heat_capacity(self, temperature: Float[np.ndarray, " temp"]) -> Float[np.ndarray, " temp"]:
        positive = self.frequency[self.frequency > 1e-6]
        x = np.divide.outer(positive, temperature)
        return np.sum((0.5 * x / np.sinh(0.5 * x)) ** 2, axis=0) / len(self.q)


class Sampler:
    def __init__(self, lattice: Lattice) -> None:
        self.lattice = lattice

    def path(
        self, corners: Float[np.ndarray, "corners 3"], per_leg: int
    ) -> Float[np.ndarray, "q 3"]:
        s = np.linspace(0.0, 1.0, per_leg, endpoint=False)[None, :, None]
        legs = corners[:-1, None, :] * (1.0 - s) + corners[1:, None, :] * s
        return np.concatenate([legs.reshape(-1, 3), corners[-1:]]) @ self.lattice.reciprocal

    def mesh(self, counts: tuple[int, int, int]) -> Float[np.ndarray, "q 3"]:
        axes = [(np.arange(c) + 0.5) / c for c in counts]
        points = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
        return points.reshape(-1, 3) @ self.lattice.reciprocal


def main() -> None:
    rng = np.random.default_rng(14)
    lattice = Lattice.face_centred(2.0)
    sites = np.array([[0.0, 0.0, 0.0], [0.25, 0.25, 0.25]])
    crystal = Crystal(lattice, sites, rng.uniform(1.0, 3.0, size=2))
    sampler = Sampler(lattice)
    corners = np.array([[0.0, 0.0, 0.0], [0.5, 0.0, 0.5], [0.625, 0.25, 0.625], [0.5, 0.5, 0.5]])
    for spring in (
        CentralSpring(lambda r: 4.0 * np.exp(-r)),
        BornSpring(lambda r: 2.0 / r**2, 0.15),
    ):
        model = Model[Interaction](crystal, BondFinder(1.5), spring)
        band = Phonons(model, sampler.path(corners, 7))
        bulk = Phonons(model, sampler.mesh((3, 4, 5)))
        dos = bulk.density_of_states(np.linspace(0.0, 5.0, 41), 0.15)
        print(
            type(spring).__name__, model.bonds.coordination(len(crystal)), round(crystal.density, 4)
        )
        print("  top of band", np.round(band.frequency.max(axis=0), 3))
        print("  dos norm", np.round(dos.sum(axis=1) * 0.125, 3))
        print("  heat capacity", np.round(bulk.heat_capacity(np.geomspace(0.1, 10.0, 8))[::3], 4))


if __name__ == "__main__":
    main()
