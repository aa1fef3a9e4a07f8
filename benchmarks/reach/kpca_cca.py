"""Kernel PCA and regularised CCA, estimator-style classes in the manner of scikit-learn."""

from typing import Literal

import numpy as np
from jaxtyping import Float

A = np.ndarray


def pairwise_sq_dists(x: Float[A, "n d"], y: Float[A, "m d"]) -> Float[A, "n m"]:
    diff = x[:, None, :] - y[None, :, :]
    return np.einsum("nmd,nmd->nm", diff, diff)


def inv_sqrt(c: Float[A, "p p"]) -> Float[A, "p p"]:
    vals, vecs = np.linalg.eigh(c)
    return (vecs / np.sqrt(np.maximum(vals, 1e-12))) @ vecs.T


class KernelPCA:
    """Centred kernel PCA with an RBF or polynomial kernel."""

    def __init__(
        self, n_components: int, kernel: Literal["rbf", "poly"] = "rbf", gamma: float = 1.0
    ) -> None:
        self.n_components = n_components
        self.kernel = kernel
        self.gamma = gamma

    def _gram(self, x: Float[A, "n d"], y: Float[A, "m d"]) -> Float[A, "n m"]:
        if self.kernel == "rbf":
            return np.exp(-self.gamma * pairwise_sq_dists(x, y))
        return (self.gamma * x @ y.T + 1.0) ** 3

    def _centre(self, k: Float[A, "m n"]) -> Float[A, "m n"]:
        return k - k.mean(axis=1, keepdims=True) - self.col_mean_ + self.grand_mean_

    def fit(self, x: Float[A, "n d"]) -> "KernelPCA":
        if self.n_components > len(x):
            raise ValueError("more components than samples")
        self.x_fit_ = x
        gram = self._gram(x, x)
        self.col_mean_: Float[A, "n"] = gram.mean(axis=0)
        self.grand_mean_ = float(gram.mean())
        vals, vecs = np.linalg.eigh(self._centre(gram))
        order = np.argsort(vals)[::-1][: self.n_components]
        self.eigenvalues_: Float[A, "{self.n_components}"] = vals[order]
        self.alphas_: Float[A, "n {self.n_components}"] = vecs[:, order] / np.sqrt(vals[order])
        return self

    def transform(self, x: Float[A, "m d"]) -> Float[A, "m {self.n_components}"]:
        return self._centre(self._gram(x, self.x_fit_)) @ self.alphas_

    def fit_transform(self, x: Float[A, "n d"]) -> Float[A, "n {self.n_components}"]:
        return self.fit(x).transform(x)


class CCA:
    def __init__(self, n_components: int, reg: float = 1e-3) -> None:
        self.n_components = n_components
        self.reg = reg

    def fit(self, x: Float[A, "n p"], y: Float[A, "n q"]) -> "CCA":
        n, p = x.shape
        q = y.shape[1]
        if self.n_components > min(p, q):
            raise ValueError("more components than features")
        self.mean_x, self.mean_y = x.mean(0), y.mean(0)
        xc, yc = x - self.mean_x, y - self.mean_y
        cxx = xc.T @ xc / (n - 1) + self.reg * np.eye(p)
        cyy = yc.T @ yc / (n - 1) + self.reg * np.eye(q)
        cxy: Float[A, "p q"] = xc.T @ yc / (n - 1)
        wx, wy = inv_sqrt(cxx), inv_sqrt(cyy)
        u, s, vt = np.linalg.svd(wx @ cxy @ wy, full_matrices=False)
        k = self.n_components
        self.correlations_: Float[A, "k"] = s[:k]
        self.x_weights_: Float[A, "p k"] = wx @ u[:, :k]
        self.y_weights_: Float[A, "q k"] = wy @ vt[:k].T
        return self

    def transform(
        self, x: Float[A, "n p"], y: Float[A, "n q"]
    ) -> tuple[Float[A, "n {self.n_components}"], Float[A, "n {self.n_components}"]]:
        return (x - self.mean_x) @ self.x_weights_, (y - self.mean_y) @ self.y_weights_

    def score(self, x: Float[A, "n p"], y: Float[A, "n q"]) -> Float[A, "{self.n_components}"]:
        zx, zy = self.transform(x, y)
        zx = (zx - zx.mean(axis=0)) / zx.std(axis=0)
        zy = (zy - zy.mean(axis=0)) / zy.std(axis=0)
        return (zx * zy).mean(axis=0)


def two_views(n: int, rng: np.random.Generator) -> tuple[Float[A, "{n} 5"], Float[A, "{n} 4"]]:
    latent = rng.normal(size=(n, 2))
    x = latent @ rng.normal(size=(2, 5)) + 0.5 * rng.normal(size=(n, 5))
    y = latent @ rng.normal(size=(2, 4)) + 0.5 * rng.normal(size=(n, 4))
    return x, y


def rings(n: int, rng: np.random.Generator) -> Float[A, "n_points 2"]:
    radius = np.repeat([1.0, 3.0], n)
    theta = rng.uniform(0, 2 * np.pi, size=2 * n)
    pts = radius[:, None] * np.stack([np.cos(theta), np.sin(theta)], axis=-1)
    return pts + 0.1 * rng.normal(size=pts.shape)


def main() -> None:
    rng = np.random.default_rng(0)
    pts = rings(30, rng)
    kpca = KernelPCA(3, gamma=0.5)
    emb = kpca.fit_transform(pts)
    gap = abs(emb[:30, 0].mean() - emb[30:, 0].mean())
    print("ring gap", round(float(gap), 4), "eigenvalues", kpca.eigenvalues_.round(2))

    x, y = two_views(80, rng)
    cca = CCA(2).fit(x[:50], y[:50])
    print("train", cca.correlations_.round(3), "test", cca.score(x[50:], y[50:]).round(3))


if __name__ == "__main__":
    main()
