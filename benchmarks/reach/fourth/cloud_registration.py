"""Rigid registration of point clouds by iterative closest point."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int

Array = np.ndarray


@dataclass(frozen=True)
class Rigid:
    """x -> R x + t, in any number of dimensions."""

    rotation: Float[Array, "dim dim"]
    shift: Float[Array, "dim"]

    @classmethod
    def identity(cls, dim: int) -> "Rigid":
        return cls(np.eye(dim), np.zeros(dim))

    @classmethod
    def about_axis(cls, axis: Float[Array, "3"], angle: float, shift: Float[Array, "3"]) -> "Rigid":
        x, y, z = axis / np.linalg.norm(axis)
        cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
        rotation = np.eye(3) + np.sin(angle) * cross + (1.0 - np.cos(angle)) * cross @ cross
        return cls(rotation, shift)

    @classmethod
    def fit(
        cls,
        source: Float[Array, "points dim"],
        target: Float[Array, "points dim"],
        weight: Float[Array, "points"],
    ) -> "Rigid":
        share = weight / weight.sum()
        mean_s = share @ source
        mean_t = share @ target
        covariance = (source - mean_s).T @ (share[:, None] * (target - mean_t))
        u, _, vt = np.linalg.svd(covariance)
        flip = np.ones(len(mean_s))
        flip[-1] = np.sign(np.linalg.det(u @ vt))
        rotation = vt.T @ np.diag(flip) @ u.T
        return cls(rotation, mean_t - rotation @ mean_s)

    def __call__(self, points: Float[Array, "points dim"]) -> Float[Array, "points dim"]:
        return points @ self.rotation.T + self.shift

    def __matmul__(self, other: "Rigid") -> "Rigid":
        return Rigid(self.rotation @ other.rotation, self.rotation @ other.shift + self.shift)

    @property
    def inverse(self) -> "Rigid":
        back = self.rotation.T
        return Rigid(back, -back @ self.shift)

    @property
    def homogeneous(self) -> Float[Array, "hom hom"]:
        dim = self.shift.shape[0]
        out = np.eye(dim + 1)
        out[:dim, :dim] = self.rotation
        out[:dim, dim] = self.shift
        return out

    def distance(self, other: "Rigid") -> float:
        delta = self.homogeneous - other.homogeneous
        return float(np.sqrt((delta**2).sum()))


@dataclass(frozen=True)
class Cloud:
    points: Float[Array, "points dim"]
    color: Float[Array, "points channels"]

    def __len__(self) -> int:
        return len(self.points)

    def __getitem__(self, index: Int[Array, "picked"]) -> "Cloud":
        return Cloud(self.points[index], self.color[index])

    def __add__(self, other: "Cloud") -> "Cloud":
        return Cloud(np.vstack([self.points, other.points]), np.vstack([self.color, other.color]))

    @property
    def centroid(self) -> Float[Array, "dim"]:
        return self.points.mean(axis=0)

    @property
    def extent(self) -> Float[Array, "dim"]:
        return np.ptp(self.points, axis=0)

    def moved(self, motion: Rigid) -> "Cloud":
        return replace(self, points=motion(self.points))

    def jittered(self, sigma: float, rng: np.random.Generator) -> "Cloud":
        return replace(self, points=self.points + sigma * rng.standard_normal(self.points.shape))

    def thinned(self, keep: int, rng: np.random.Generator) -> "Cloud":
        return self[rng.permutation(len(self))[:keep]]

    def voxel_grid(self, pitch: float) -> "Cloud":
        keys = np.floor(self.points / pitch).astype(np.int64)
        _, owner, count = np.unique(keys, axis=0, return_inverse=True, return_counts=True)
        owner = owner.reshape(-1)
        points = np.zeros((len(count), self.points.shape[1]))
        color = np.zeros((len(count), self.color.shape[1]))
        np.add.at(points, owner, self.points)
        np.add.at(color, owner, self.color)
        return Cloud(points / count[:, None], color / count[:, None])


class Matches(NamedTuple):
    index: Int[Array, "source"]
    distance: Float[Array, "source"]


class Matcher:
    def __init__(self, target: Cloud, color_weight: float = 0.0) -> None:
        self.target = target
        self.color_weight = color_weight

    def features(self, cloud: Cloud) -> Float[Array, "points features"]:
        return np.concatenate([cloud.points, self.color_weight * cloud.color], axis=1)

    def __call__(self, source: Cloud) -> Matches:
        a, b = self.features(source), self.features(self.target)
        squared = (a**2).sum(1)[:, None] - 2.0 * a @ b.T + (b**2).sum(1)[None, :]
        nearest = squared.argmin(axis=1)
        gap = source.points - self.target.points[nearest]
        return Matches(nearest, np.linalg.norm(gap, axis=1))


class Robust(Enum):
    NONE = "none"
    HUBER = "huber"
    TRIMMED = "trimmed"


def no_weight(distance: Float[Array, "n"]) -> Float[Array, "n"]:
    return np.ones_like(distance)


def huber_weight(distance: Float[Array, "n"]) -> Float[Array, "n"]:
    scale = 1.5 * np.median(distance) + 1e-12
    return np.where(distance <= scale, 1.0, scale / np.maximum(distance, scale))


def trimmed_weight(distance: Float[Array, "n"]) -> Float[Array, "n"]:
    return (distance <= np.quantile(distance, 0.8)).astype(float)


WEIGHTS: dict[Robust, Callable[[Float[Array, "n"]], Float[Array, "n"]]] = {
    Robust.NONE: no_weight,
    Robust.HUBER: huber_weight,
    Robust.TRIMMED: trimmed_weight,
}


@dataclass
class Registration:
    matcher: Matcher
    robust: Robust = Robust.NONE

    def iterate(self, source: Cloud, limit: int) -> Iterator[tuple[Rigid, float]]:
        weigh = WEIGHTS[self.robust]
        motion = Rigid.identity(source.points.shape[1])
        for _ in range(limit):
            current = source.moved(motion)
            index, distance = self.matcher(current)
            update = Rigid.fit(current.points, self.matcher.target.points[index], weigh(distance))
            motion = update @ motion
            yield motion, float(np.sqrt(np.mean(distance**2)))

    def align(
        self, source: Cloud, limit: int = 30, tolerance: float = 1e-7
    ) -> tuple[Rigid, list[float]]:
        errors: list[float] = []
        motion = Rigid.identity(len(source.centroid))
        for motion, error in self.iterate(source, limit):
            if errors and abs(errors[-1] - error) < tolerance:
                break
            errors.append(error)
        return motion, errors


def main() -> None:
    rng = np.random.default_rng(8)
    points = rng.uniform(-1.0, 1.0, size=(173, 3)) * np.array([2.0, 1.0, 0.5])
    target = Cloud(points, rng.random((173, 4)))
    truth = Rigid.about_axis(np.array([1.0, 2.0, -1.0]), 0.25, np.array([0.1, -0.05, 0.02]))
    source = target.moved(truth.inverse).jittered(0.002, rng).thinned(97, rng)
    clutter = Cloud(rng.uniform(-1.5, 1.5, size=(11, 3)), rng.random((11, 4)))
    for robust in Robust:
        found, errors = Registration(Matcher(target, 0.3), robust).align(source + clutter)
        print(robust.value, len(errors), round(errors[-1], 4), round(found.distance(truth), 4))
    coarse = (target + clutter).voxel_grid(pitch=0.4)
    print(len(coarse), np.round(coarse.extent, 3), round(truth.distance(truth.inverse.inverse), 6))


if __name__ == "__main__":
    main()
