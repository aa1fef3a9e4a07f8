"""k-means with k-means++ seeding, and Gaussian mixtures by EM with three covariance families."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from jaxtyping import Bool, Float, Int

Arr = np.ndarray
Labels = np.ndarray
Family = Literal["full", "diag", "spherical"]

LOG_2PI = float(np.log(2.0 * np.pi))


def pairwise_sq(x: Float[Arr, "n d"], c: Float[Arr, "k d"]) -> Float[Arr, "n k"]:
    return np.square(x[:, np.newaxis] - c).sum(axis=2)


def plus_plus(x: Float[Arr, "n d"], k: int, rng: np.random.Generator) -> Float[Arr, "{k} d"]:
    centers = [x[rng.integers(len(x))]]
    while len(centers) < k:
        nearest: Float[Arr, "n"] = pairwise_sq(x, np.array(centers)).min(axis=1)
        cdf = np.cumsum(nearest / nearest.sum())
        pick = min(int(np.searchsorted(cdf, rng.random())), len(x) - 1)
        centers.append(x[pick])
    return np.array(centers)


def group_means(
    x: Float[Arr, "n d"], labels: Int[Labels, "n"], old: Float[Arr, "k d"]
) -> Float[Arr, "k d"]:
    """Means by label; an empty group keeps its old center."""
    k = len(old)
    counts: Int[Labels, "k"] = np.bincount(labels, minlength=k)
    sums = np.zeros_like(old)
    np.add.at(sums, labels, x)
    return np.where(counts[:, None] > 0, sums / np.maximum(counts, 1)[:, None], old)


@dataclass(frozen=True)
class KMeansResult:
    centers: Float[Arr, "k d"]
    labels: Int[Labels, "n"]
    inertia: float


def lloyd(x: Float[Arr, "n d"], centers: Float[Arr, "k d"], iters: int = 100) -> KMeansResult:
    labels: Int[Labels, "n"] = np.full(len(x), -1)
    for _ in range(iters):
        new = pairwise_sq(x, centers).argmin(axis=1)
        if np.array_equal(new, labels):
            break
        labels = new
        centers = group_means(x, labels, centers)
    inertia = float(np.square(x - centers[labels]).sum())
    return KMeansResult(centers, labels, inertia)


def kmeans(
    x: Float[Arr, "n d"], k: int, rng: np.random.Generator, restarts: int = 4
) -> KMeansResult:
    runs = (lloyd(x, plus_plus(x, k, rng)) for _ in range(restarts))
    return min(runs, key=lambda r: r.inertia)


def silhouette(x: Float[Arr, "n d"], labels: Int[Labels, "n"], k: int) -> Float[Arr, "n"]:
    dist: Float[Arr, "n n"] = np.sqrt(pairwise_sq(x, x))
    member: Bool[np.ndarray, "n k"] = labels[:, None] == np.arange(k)
    counts = member.sum(axis=0)
    totals = dist @ member.astype(float)
    rows = np.arange(len(x))
    a = totals[rows, labels] / np.maximum(counts[labels] - 1, 1)
    b = np.where(member, np.inf, totals / np.maximum(counts, 1)).min(axis=1)
    return (b - a) / np.maximum(a, b)


@dataclass(frozen=True)
class Mixture:
    weights: Float[Arr, "k"]
    means: Float[Arr, "k d"]
    covs: Float[Arr, "k d d"]

    def log_joint(self, x: Float[Arr, "n d"]) -> Float[Arr, "n k"]:
        chol = np.linalg.cholesky(self.covs)
        diff = x[None] - self.means[:, None]
        solved: Float[Arr, "k d n"] = np.linalg.solve(chol, diff.swapaxes(1, 2))
        maha = np.einsum("kdn,kdn->nk", solved, solved)
        half_log_det = np.log(np.diagonal(chol, axis1=1, axis2=2)).sum(axis=-1)
        return np.log(self.weights) - 0.5 * (maha + x.shape[1] * LOG_2PI) - half_log_det

    def sample(
        self, n: int, rng: np.random.Generator
    ) -> tuple[Float[Arr, "{n} d"], Int[Labels, "{n}"]]:
        z = rng.choice(len(self.weights), size=n, p=self.weights)
        noise = rng.standard_normal((n, self.means.shape[1]))
        chol = np.linalg.cholesky(self.covs)
        return self.means[z] + np.einsum("nij,nj->ni", chol[z], noise), z

    def permuted(self, order: Int[Labels, "k"]) -> "Mixture":
        return replace(
            self, weights=self.weights[order], means=self.means[order], covs=self.covs[order]
        )


def logsumexp(a: Float[Arr, "n k"]) -> Float[Arr, "n"]:
    peak: Float[Arr, "n 1"] = a.max(axis=1, keepdims=True)
    return peak[:, 0] + np.log(np.exp(a - peak).sum(axis=1))


def full_cov(s: Float[Arr, "k d d"]) -> Float[Arr, "k d d"]:
    return s


def diag_cov(s: Float[Arr, "k d d"]) -> Float[Arr, "k d d"]:
    return s * np.eye(s.shape[-1])


def spherical_cov(s: Float[Arr, "k d d"]) -> Float[Arr, "k d d"]:
    d = s.shape[-1]
    level: Float[Arr, "k"] = np.trace(s, axis1=1, axis2=2) / d
    return level[:, None, None] * np.eye(d)


CONSTRAINTS: dict[Family, Callable[[Float[Arr, "k d d"]], Float[Arr, "k d d"]]] = {
    "full": full_cov,
    "diag": diag_cov,
    "spherical": spherical_cov,
}


def e_step(mix: Mixture, x: Float[Arr, "n d"]) -> tuple[Float[Arr, "n k"], float]:
    joint = mix.log_joint(x)
    evidence = logsumexp(joint)
    return np.exp(joint - evidence[:, None]), float(evidence.mean())


def m_step(
    x: Float[Arr, "n d"], resp: Float[Arr, "n k"], family: Family, ridge: float = 1e-6
) -> Mixture:
    mass = resp.sum(axis=0) + 1e-12
    means: Float[Arr, "k d"] = resp.T @ x / mass[:, None]
    diff: Float[Arr, "n k d"] = x[:, None, :] - means
    scatter = np.einsum("nk,nki,nkj->kij", resp, diff, diff) / mass[:, None, None]
    covs = CONSTRAINTS[family](scatter) + ridge * np.eye(x.shape[1])
    return Mixture(mass / mass.sum(), means, covs)


def em(
    x: Float[Arr, "n d"], resp: Float[Arr, "n k"], family: Family, tol: float = 1e-7
) -> Iterator[tuple[Mixture, float]]:
    previous: float | None = None
    while True:
        mix = m_step(x, resp, family)
        resp, score = e_step(mix, x)
        yield mix, score
        if previous is not None and score - previous < tol:
            return
        previous = score


def fit_mixture(
    x: Float[Arr, "n d"], k: int, family: Family, rng: np.random.Generator
) -> tuple[Mixture, list[float]]:
    hard = kmeans(x, k, rng).labels
    onehot: Float[Arr, "n {k}"] = np.eye(k)[hard]
    steps = list(em(x, onehot, family))
    mix = steps[-1][0]
    return mix.permuted(np.argsort(mix.means[:, 0])), [score for _, score in steps]


def main() -> None:
    rng = np.random.default_rng(9)
    roots = rng.uniform(-0.5, 0.5, (3, 2, 2)) + np.eye(2)
    true = Mixture(
        np.array([0.2, 0.3, 0.5]),
        np.array([[-6.0, 0.0], [0.0, 5.0], [6.0, -1.0]]),
        roots @ roots.swapaxes(1, 2),
    )
    x, z = true.sample(240, rng)

    km = kmeans(x, 3, rng)
    for j in range(3):
        assert np.bincount(z[km.labels == j]).max() / (km.labels == j).sum() > 0.9
    assert silhouette(x, km.labels, 3).mean() > 0.5

    finals: dict[Family, float] = {}
    for family in CONSTRAINTS:
        mix, scores = fit_mixture(x, 3, family, rng)
        assert np.all(np.diff(scores) > -1e-6)
        assert np.abs(mix.means - true.means).max() < 0.8
        finals[family] = scores[-1]
    assert finals["full"] >= finals["diag"] >= finals["spherical"]
