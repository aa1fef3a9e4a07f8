"""Internal coordinates, descriptors and periodic pair statistics of molecules."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from jaxtyping import Bool, Float, Int

COVALENT_RADII = {1: 0.31, 6: 0.76, 7: 0.71, 8: 0.66}
MASSES = {1: 1.008, 6: 12.011, 7: 14.007, 8: 15.999}


@dataclass
class Molecule:
    """Atomic numbers and Cartesian positions in angstrom."""

    numbers: Int[np.ndarray, "atoms"]
    positions: Float[np.ndarray, "atoms 3"]
    name: str = field(default="", kw_only=True)

    def __len__(self) -> int:
        return self.numbers.shape[0]

    @property
    def masses(self) -> Float[np.ndarray, "atoms"]:
        return _lookup(self.numbers, MASSES)

    def center_of_mass(self) -> Float[np.ndarray, "3"]:
        """Mass-weighted mean position."""
        return np.average(self.positions, axis=0, weights=self.masses)

    def select(self, mask: Bool[np.ndarray, "atoms"]) -> "Molecule":
        """The atoms where ``mask`` holds."""
        return Molecule(self.numbers[mask], self.positions[mask], name=self.name)


@dataclass
class PairDistribution:
    """Radial distribution function."""

    r: Float[np.ndarray, "bins"]
    g: Float[np.ndarray, "bins"]
    coordination: Float[np.ndarray, "bins"]


def _lookup(
    numbers: Int[np.ndarray, "atoms"], table: dict[int, float]
) -> Float[np.ndarray, "atoms"]:
    try:
        return np.array([table[int(z)] for z in numbers], dtype=float)
    except KeyError as error:
        raise ValueError(f"no entry for element {error}") from None


def displacement_table(
    positions: Float[np.ndarray, "atoms 3"], cell: Float[np.ndarray, "3"] | None = None
) -> tuple[Float[np.ndarray, "atoms atoms 3"], Float[np.ndarray, "atoms atoms"]]:
    """All displacement vectors and distances; minimum image when ``cell`` is given."""
    delta = positions[None, :, :] - positions[:, None, :]
    if cell is not None:
        delta = delta - cell * np.round(delta / cell)
    return delta, np.sqrt(np.sum(delta**2, axis=-1))


def bond_matrix(molecule: Molecule, *, tolerance: float = 0.4) -> Bool[np.ndarray, "atoms atoms"]:
    """Which atoms lie within the sum of their covalent radii."""
    radii = _lookup(molecule.numbers, COVALENT_RADII)
    _, distances = displacement_table(molecule.positions)
    bonded = distances < radii[:, None] + radii[None, :] + tolerance
    np.fill_diagonal(bonded, False)
    return bonded


def bond_list(bonded: Bool[np.ndarray, "atoms atoms"]) -> Int[np.ndarray, "bonds 2"]:
    """Bonded pairs with the lower index first."""
    return np.argwhere(np.triu(bonded, k=1))


def angle_list(bonded: Bool[np.ndarray, "atoms atoms"]) -> Int[np.ndarray, "angles 3"]:
    """Triples (i, j, k) with j bonded to both ends."""
    triples = [
        (i, j, k)
        for j in range(bonded.shape[0])
        for i in np.flatnonzero(bonded[j])
        for k in np.flatnonzero(bonded[j])
        if i < k
    ]
    return np.array(triples, dtype=np.int64).reshape(-1, 3)


def angles(
    positions: Float[np.ndarray, "atoms 3"],
    triples: Int[np.ndarray, "angles 3"],
    *,
    degrees: bool = True,
) -> Float[np.ndarray, "angles"]:
    """Angle at the middle atom of each triple."""
    i, j, k = triples.T
    u = positions[i] - positions[j]
    v = positions[k] - positions[j]
    cosine = np.einsum("ad,ad->a", u, v) / (np.linalg.norm(u, axis=1) * np.linalg.norm(v, axis=1))
    theta = np.arccos(np.clip(cosine, -1.0, 1.0))
    return np.rad2deg(theta) if degrees else theta


def dihedral(
    p0: Float[np.ndarray, "*batch 3"],
    p1: Float[np.ndarray, "*batch 3"],
    p2: Float[np.ndarray, "*batch 3"],
    p3: Float[np.ndarray, "*batch 3"],
) -> Float[np.ndarray, "*batch"]:
    """Signed torsion angle about the p1-p2 axis, in degrees."""
    b0, b1, b2 = p0 - p1, p2 - p1, p3 - p2
    axis = b1 / np.linalg.norm(b1, axis=-1, keepdims=True)
    v = b0 - np.sum(b0 * axis, axis=-1, keepdims=True) * axis
    w = b2 - np.sum(b2 * axis, axis=-1, keepdims=True) * axis
    x = np.sum(v * w, axis=-1)
    y = np.sum(np.cross(axis, v) * w, axis=-1)
    return np.asarray(np.rad2deg(np.arctan2(y, x)))


def principal_moments(
    molecule: Molecule,
) -> tuple[Float[np.ndarray, "3"], Float[np.ndarray, "3 3"]]:
    """Ascending moments of inertia and the axes as columns."""
    r = molecule.positions - molecule.center_of_mass()
    m = molecule.masses
    inertia = np.sum(m * np.sum(r**2, axis=1)) * np.eye(3) - (m[:, None] * r).T @ r
    moments, axes = np.linalg.eigh(inertia)
    return moments, axes


def coulomb_matrix(
    molecule: Molecule, *, size: int, order: Literal["input", "sorted"] = "sorted"
) -> Float[np.ndarray, "{size} {size}"]:
    """Coulomb matrix padded with zeros to ``size`` rows."""
    n = len(molecule)
    if n > size:
        raise ValueError(f"molecule has {n} atoms, more than size={size}")
    z = molecule.numbers.astype(float)
    _, distances = displacement_table(molecule.positions)
    np.fill_diagonal(distances, 1.0)
    block = np.outer(z, z) / distances
    np.fill_diagonal(block, 0.5 * z**2.4)
    if order == "sorted":
        ranking = np.argsort(-np.linalg.norm(block, axis=1))
        block = block[ranking][:, ranking]
    out = np.zeros((size, size))
    out[:n, :n] = block
    return out


def featurize(molecules: Sequence[Molecule], size: int) -> Float[np.ndarray, "molecules {size}"]:
    """Sorted Coulomb eigenvalues, one row for each molecule."""
    if not molecules:
        return np.zeros((0, size))
    matrices = np.stack([coulomb_matrix(m, size=size) for m in molecules])
    return np.linalg.eigvalsh(matrices)[:, ::-1]


def laplacian_kernel(
    a: Float[np.ndarray, "n features"], b: Float[np.ndarray, "m features"], sigma: float = 10.0
) -> Float[np.ndarray, "n m"]:
    """Exponential of the negative city-block distance."""
    return np.exp(-np.abs(a[:, None] - b[None, :]).sum(axis=2) / sigma)


def pair_distribution(
    frames: Float[np.ndarray, "frames atoms 3"],
    cell: Float[np.ndarray, "3"],
    *,
    n_bins: int = 50,
    r_max: float | None = None,
) -> PairDistribution:
    """Radial distribution function averaged over the frames of a trajectory."""
    n_frames, n_atoms, _ = frames.shape
    limit = 0.5 * float(cell.min()) if r_max is None else r_max
    edges = np.linspace(0.0, limit, n_bins + 1)
    rows, cols = np.triu_indices(n_atoms, k=1)
    counts = np.zeros(n_bins)
    for frame in frames:
        _, distances = displacement_table(frame, cell)
        counts += np.histogram(distances[rows, cols], bins=edges)[0]
    neighbours = 2.0 * counts / (n_frames * n_atoms)
    shell = 4.0 / 3.0 * np.pi * (edges[1:] ** 3 - edges[:-1] ** 3)
    density = n_atoms / cell.prod()
    centres = 0.5 * (edges[1:] + edges[:-1])
    return PairDistribution(centres, neighbours / (shell * density), np.cumsum(neighbours))


def main() -> None:
    methanol = Molecule(
        np.array([6, 8, 1, 1, 1, 1]),
        np.array(
            [
                [0.0, 0.0, 0.0],
                [1.42, 0.0, 0.0],
                [1.74, 0.9, 0.0],
                [-0.36, 1.03, 0.0],
                [-0.36, -0.51, 0.89],
                [-0.36, -0.51, -0.89],
            ]
        ),
        name="methanol",
    )
    ammonia = Molecule(
        np.array([7, 1, 1, 1]),
        np.array(
            [[0.0, 0.0, 0.1], [0.94, 0.0, -0.27], [-0.47, 0.81, -0.27], [-0.47, -0.81, -0.27]]
        ),
        name="ammonia",
    )
    bonded = bond_matrix(methanol)
    triples = angle_list(bonded)
    print(
        "bonds", bond_list(bonded).tolist(), "angles", angles(methanol.positions, triples).round(1)
    )
    print(
        "none",
        angles(methanol.positions, angle_list(np.zeros((6, 6), dtype=bool)), degrees=False).shape,
    )
    chain = methanol.positions[[4, 0, 1, 2]]
    print("torsion", dihedral(*chain), methanol.center_of_mass().round(3))
    rng = np.random.default_rng(6)
    wiggled = chain[:, None, :] + 0.05 * rng.normal(size=(4, 9, 3))
    print("torsions", dihedral(wiggled[0], wiggled[1], wiggled[2], wiggled[3]).std().round(3))
    moments, axes = principal_moments(ammonia)
    print("moments", moments.round(3), np.abs(np.linalg.det(axes)).round(6))
    heavy = methanol.select(methanol.numbers > 1)
    features = featurize([ammonia, methanol, heavy, ammonia, heavy], 8)
    print(
        "kernel",
        laplacian_kernel(features, features[:2]).round(3)[0],
        coulomb_matrix(ammonia, size=7, order="input")[0, 0],
    )
    cell = np.array([9.0, 10.0, 11.0])
    rdf = pair_distribution(rng.uniform(size=(8, 37, 3)) * cell, cell, n_bins=21)
    print("g(r)", rdf.g[-4:].round(2), rdf.coordination[-1].round(2), rdf.r[0].round(3))


if __name__ == "__main__":
    main()
