"""The unscented transform: sigma points through a measurement that is not linear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray

if TYPE_CHECKING:
    Arr = NDArray[np.float64]
else:
    Arr = np.ndarray


class Gaussian(NamedTuple):
    mean: Float[Arr, "n"]
    cov: Float[Arr, "n n"]


@dataclass
class UnscentedTransform:
    alpha: float = 0.5
    beta: float = 2.0
    kappa: float = 1.0

    def weights(self, n: int) -> tuple[Float[Arr, "2*{n}+1"], Float[Arr, "2*{n}+1"]]:
        lam = self.alpha**2 * (n + self.kappa) - n
        wm = np.full(2 * n + 1, 0.5 / (n + lam))
        wc = wm.copy()
        wm[0] = lam / (n + lam)
        wc[0] = lam / (n + lam) + 1 - self.alpha**2 + self.beta
        return wm, wc

    def sigma_points(self, mean: Float[Arr, "n"], cov: Float[Arr, "n n"]) -> Float[Arr, "2*n+1 n"]:
        n = mean.shape[0]
        lam = self.alpha**2 * (n + self.kappa) - n
        root = np.linalg.cholesky((n + lam) * cov)
        points = np.empty((2 * n + 1, n))
        points[0] = mean
        points[1 : n + 1] = mean + root.T
        points[n + 1 :] = mean - root.T
        return points


def recombine(
    points: Float[Arr, "p n"], wm: Float[Arr, "p"], wc: Float[Arr, "p"], noise: Float[Arr, "n n"]
) -> tuple[Float[Arr, "n"], Float[Arr, "n n"]]:
    mean = wm @ points
    centred = points - mean
    cov = (wc[:, None] * centred).T @ centred + noise
    return mean, cov


def cross_covariance(
    xs: Float[Arr, "p n"],
    zs: Float[Arr, "p m"],
    xm: Float[Arr, "n"],
    zm: Float[Arr, "m"],
    wc: Float[Arr, "p"],
) -> Float[Arr, "n m"]:
    return np.einsum("p,pi,pj->ij", wc, xs - xm, zs - zm)


def update(
    prior_mean: Float[Arr, "n"],
    prior_cov: Float[Arr, "n n"],
    z: Float[Arr, "m"],
    observe: Callable[[Float[Arr, "n"]], Float[Arr, "m"]],
    R: Float[Arr, "m m"],
    ut: UnscentedTransform,
) -> tuple[Float[Arr, "n"], Float[Arr, "n n"]]:
    xs = ut.sigma_points(prior_mean, prior_cov)
    zs = np.stack([observe(x) for x in xs])
    wm, wc = ut.weights(len(prior_mean))
    zm, S = recombine(zs, wm, wc, R)
    C = cross_covariance(xs, zs, prior_mean, zm, wc)
    K = C @ np.linalg.inv(S)
    mean = prior_mean + K @ (z - zm)
    cov = prior_cov - K @ S @ K.T
    return mean, cov


def range_bearing(x: Float[Arr, "n"]) -> Float[Arr, "2"]:
    r = np.hypot(x[0], x[1])
    return np.array([r, np.arctan2(x[1], x[0])])


def main() -> None:
    rng = np.random.default_rng(3)
    for n in (3, 4, 5):
        ut = UnscentedTransform()
        belief = Gaussian(np.ones(n), np.eye(n) * 0.1)
        R = np.eye(2) * 0.05
        for _ in range(3):
            z = range_bearing(belief.mean) + rng.normal(size=2) * 0.01
            mean, cov = update(belief.mean, belief.cov, z, range_bearing, R, ut)
            belief = Gaussian(mean, cov)
        print(belief.mean.shape, belief.cov.shape)


if __name__ == "__main__":
    main()
