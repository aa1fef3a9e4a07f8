"""Clustering estimators: k-means with ++ seeding, and a full-covariance Gaussian mixture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from jaxtyping import Float, Int


class Init(Enum):
    RANDOM = "random"
    PLUSPLUS = "k-means++"


def pairwise_sq_dists(
    a: Float[np.ndarray, "n d"], b: Float[np.ndarray, "k d"]
) -> Float[np.ndarray, "n k"]:
    sq = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1)[None, :] - 2.0 * a @ b.T
    return np.maximum(sq, 0.0)


def logsumexp(a: Float[np.ndarray, "*lead k"]) -> Float[np.ndarray, "*lead"]:
    top = a.max(axis=-1, keepdims=True)
    return np.log(np.exp(a - top).sum(axis=-1)) + top[..., 0]


class KMeans:
    cluster_centers_: Float[np.ndarray, "k d"]
    labels_: Int[np.ndarray, " n"]
    inertia_: float
    n_iter_: int

    def __init__(
        self, n_clusters: int, init: Init = Init.PLUSPLUS, max_iter: int = 50, seed: int = 0
    ) -> None:
        self.n_clusters = n_clusters
        self.init = init
        self.max_iter = max_iter
        self.seed = seed

    def _seed_centers(
        self, x: Float[np.ndarray, "n d"]
    ) -> Float[np.ndarray, "{self.n_clusters} d"]:
        rng = np.random.default_rng(self.seed)
        n = x.shape[0]
        if self.init is Init.RANDOM:
            return x[rng.choice(n, size=self.n_clusters, replace=False)]
        chosen = [int(rng.integers(n))]
        closest: Float[np.ndarray, " n"] = np.full(n, np.inf)
        while len(chosen) < self.n_clusters:
            latest = x[chosen[-1] : chosen[-1] + 1]
            closest = np.minimum(closest, pairwise_sq_dists(x, latest)[:, 0])
            chosen.append(int(rng.choice(n, p=closest / closest.sum())))
        return x[chosen]

    def fit(self, x: Float[np.ndarray, "n d"]) -> KMeans:
        centers = self._seed_centers(x)
        labels = np.full(len(x), -1)
        for step in range(self.max_iter):
            dists = pairwise_sq_dists(x, centers)
            new_labels = dists.argmin(axis=1)
            self.n_iter_ = step + 1
            if np.array_equal(new_labels, labels):
                break
            labels = new_labels
            counts: Int[np.ndarray, " k"] = np.bincount(labels, minlength=self.n_clusters)
            sums = np.zeros_like(centers)
            np.add.at(sums, labels, x)
            nonempty = counts > 0
            centers = centers.copy()
            centers[nonempty] = sums[nonempty] / counts[nonempty, None]
        self.cluster_centers_ = centers
        self.labels_ = labels
        self.inertia_ = float(pairwise_sq_dists(x, centers)[np.arange(len(x)), labels].sum())
        return self

    def predict(self, x: Float[np.ndarray, "m d"]) -> Int[np.ndarray, " m"]:
        return pairwise_sq_dists(x, self.cluster_centers_).argmin(axis=1)

    def transform(self, x: Float[np.ndarray, "m d"]) -> Float[np.ndarray, "m {self.n_clusters}"]:
        return np.sqrt(pairwise_sq_dists(x, self.cluster_centers_))


@dataclass
class EMHistory:
    log_likelihood: list[float]
    converged: bool = False

    def is_monotone(self, slack: float = 1e-7) -> bool:
        return bool(np.all(np.diff(self.log_likelihood) > -slack))


class GaussianMixture:
    weights_: Float[np.ndarray, " k"]
    means_: Float[np.ndarray, "k d"]
    covariances_: Float[np.ndarray, "k d d"]

    def __init__(
        self, n_components: int, reg: float = 1e-6, tol: float = 1e-5, seed: int = 0
    ) -> None:
        self.n_components = n_components
        self.reg = reg
        self.tol = tol
        self.seed = seed

    def _initial_resp(
        self, x: Float[np.ndarray, "n d"]
    ) -> Float[np.ndarray, "n {self.n_components}"]:
        labels = KMeans(self.n_components, seed=self.seed).fit(x).labels_
        return np.eye(self.n_components)[labels]

    def _m_step(self, x: Float[np.ndarray, "n d"], resp: Float[np.ndarray, "n k"]) -> None:
        nk: Float[np.ndarray, " k"] = resp.sum(axis=0) + 1e-12
        self.weights_ = nk / nk.sum()
        self.means_ = (resp.T @ x) / nk[:, None]
        centered: Float[np.ndarray, "n k d"] = x[:, None, :] - self.means_
        cov = np.einsum("nk,nkd,nke->kde", resp, centered, centered) / nk[:, None, None]
        self.covariances_ = cov + self.reg * np.eye(x.shape[1])

    def _log_joint(self, x: Float[np.ndarray, "m d"]) -> Float[np.ndarray, "m {self.n_components}"]:
        chol: Float[np.ndarray, "k d d"] = np.linalg.cholesky(self.covariances_)
        diff = x[None, :, :] - self.means_[:, None, :]
        white: Float[np.ndarray, "k d m"] = np.linalg.solve(chol, diff.transpose(0, 2, 1))
        maha = (white**2).sum(axis=1)
        log_det: Float[np.ndarray, " k"] = 2.0 * np.log(np.diagonal(chol, axis1=1, axis2=2)).sum(
            axis=-1
        )
        d = x.shape[1]
        log_prob = -0.5 * (maha + log_det[:, None] + d * np.log(2 * np.pi))
        return (log_prob + np.log(self.weights_)[:, None]).T

    def fit(self, x: Float[np.ndarray, "n d"], max_iter: int = 60) -> GaussianMixture:
        self.history_ = EMHistory([])
        self._m_step(x, self._initial_resp(x))
        for _ in range(max_iter):
            joint = self._log_joint(x)
            evidence = logsumexp(joint)
            self.history_.log_likelihood.append(float(evidence.mean()))
            if len(self.history_.log_likelihood) > 1:
                previous, current = self.history_.log_likelihood[-2:]
                if abs(current - previous) < self.tol:
                    self.history_.converged = True
                    break
            self._m_step(x, np.exp(joint - evidence[:, None]))
        return self

    def predict_proba(
        self, x: Float[np.ndarray, "m d"]
    ) -> Float[np.ndarray, "m {self.n_components}"]:
        joint = self._log_joint(x)
        return np.exp(joint - logsumexp(joint)[:, np.newaxis])

    def predict(self, x: Float[np.ndarray, "m d"]) -> Int[np.ndarray, " m"]:
        return self._log_joint(x).argmax(axis=1)

    def score_samples(self, x: Float[np.ndarray, "m d"]) -> Float[np.ndarray, " m"]:
        return logsumexp(self._log_joint(x))

    def sample(
        self, count: int, rng: np.random.Generator
    ) -> tuple[Float[np.ndarray, "{count} d"], Int[np.ndarray, "{count}"]]:
        comp = rng.choice(self.n_components, size=count, p=self.weights_)
        chol = np.linalg.cholesky(self.covariances_)
        noise = rng.standard_normal((count, self.means_.shape[1]))
        return self.means_[comp] + np.einsum("nde,ne->nd", chol[comp], noise), comp

    def bic(self, x: Float[np.ndarray, "m d"]) -> float:
        k, d = self.means_.shape
        free = k - 1 + k * d + k * d * (d + 1) // 2
        return float(-2.0 * self.score_samples(x).sum() + free * np.log(len(x)))


def main() -> None:
    rng = np.random.default_rng(11)
    truth = np.array([[0.0, 0.0], [6.0, 0.0], [0.0, 7.0]])
    labels = rng.integers(0, 3, size=150)
    x = truth[labels] + rng.standard_normal((150, 2)) * np.array([1.0, 0.5])

    km = KMeans(3, seed=1).fit(x)
    assert km.transform(x[:20]).shape == (20, 3)
    assert np.array_equal(km.predict(x), km.labels_)
    assert KMeans(3, init=Init.RANDOM).fit(x).inertia_ > 0

    gmm = GaussianMixture(3).fit(x)
    assert gmm.history_.is_monotone()
    assert np.allclose(gmm.predict_proba(x[:17]).sum(axis=1), 1.0)
    gaps = pairwise_sq_dists(truth, gmm.means_)
    assert float(gaps.min(axis=1).max()) < 0.3
    fresh, comp = gmm.sample(40, rng)
    assert float((gmm.predict(fresh) == comp).mean()) > 0.9
    assert gmm.bic(x) < GaussianMixture(1).fit(x).bic(x)


if __name__ == "__main__":
    main()
