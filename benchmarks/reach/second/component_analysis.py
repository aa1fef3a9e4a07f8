"""PCA by SVD, kernel PCA and FastICA behind one small estimator interface."""

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int

Arr = np.ndarray
KernelFn = Callable[[Float[Arr, "a d"], Float[Arr, "b d"]], Float[Arr, "a b"]]


class Contrast(Enum):
    LOGCOSH = "logcosh"
    CUBE = "cube"
    EXP = "exp"


class ContrastValue(NamedTuple):
    g: Float[Arr, "k n"]
    mean_derivative: Float[Arr, "k"]


def sign_flip(
    u: Float[Arr, "n k"], vt: Float[Arr, "k d"]
) -> tuple[Float[Arr, "n k"], Float[Arr, "k d"]]:
    """Make the largest loading of each component positive."""
    peak: Int[Arr, "k"] = np.abs(vt).argmax(axis=1)
    signs = np.sign(vt[np.arange(len(vt)), peak])
    return u * signs, vt * signs[:, None]


class PCA:
    def __init__(self, k: int, whiten: bool = False) -> None:
        self.k = k
        self.whiten = whiten

    def fit(self, x: Float[Arr, "n d"]) -> "PCA":
        self.mean: Float[Arr, "d"] = x.mean(axis=0)
        u, s, vt = np.linalg.svd(x - self.mean, full_matrices=False)
        u, vt = sign_flip(u, vt)
        variance = s**2 / (x.shape[0] - 1)
        self.components: Float[Arr, "k d"] = vt[: self.k]
        self.variance: Float[Arr, "k"] = variance[: self.k]
        self.ratio: Float[Arr, "k"] = self.variance / variance.sum()
        return self

    def transform(self, x: Float[Arr, "m d"]) -> Float[Arr, "m k"]:
        z = (x - self.mean) @ self.components.T
        return z / np.sqrt(self.variance) if self.whiten else z

    def inverse(self, z: Float[Arr, "m k"]) -> Float[Arr, "m d"]:
        if self.whiten:
            z = z * np.sqrt(self.variance)
        return z @ self.components + self.mean


def rbf(gamma: float) -> KernelFn:
    def kernel(a: Float[Arr, "a d"], b: Float[Arr, "b d"]) -> Float[Arr, "a b"]:
        gap: Float[Arr, "a b d"] = a[:, None, :] - b[None, :, :]
        return np.exp(-gamma * (gap**2).sum(axis=-1))

    return kernel


def polynomial(degree: int, c: float = 1.0) -> KernelFn:
    return lambda a, b: (a @ b.T + c) ** degree


class KernelPCA:
    def __init__(self, k: int, kernel: KernelFn) -> None:
        self.k = k
        self.kernel = kernel

    def fit(self, x: Float[Arr, "n d"]) -> "KernelPCA":
        gram: Float[Arr, "n n"] = self.kernel(x, x)
        self.train = x
        self.col_mean: Float[Arr, "n"] = gram.mean(axis=0)
        self.total = float(gram.mean())
        w, v = np.linalg.eigh(self._center(gram))
        order = np.argsort(w)[::-1][: self.k]
        self.eigenvalues: Float[Arr, "k"] = np.maximum(w[order], 1e-12)
        self.alphas: Float[Arr, "n k"] = v[:, order] / np.sqrt(self.eigenvalues)
        return self

    def _center(self, gram: Float[Arr, "m n"]) -> Float[Arr, "m n"]:
        return gram - self.col_mean - gram.mean(axis=1, keepdims=True) + self.total

    def transform(self, x: Float[Arr, "m d"]) -> Float[Arr, "m k"]:
        return self._center(self.kernel(x, self.train)) @ self.alphas


def apply_contrast(kind: Contrast, y: Float[Arr, "k n"]) -> ContrastValue:
    if kind is Contrast.LOGCOSH:
        t = np.tanh(y)
        return ContrastValue(t, (1.0 - t**2).mean(axis=1))
    if kind is Contrast.CUBE:
        return ContrastValue(y**3, 3.0 * np.mean(y**2, axis=1))
    e = np.exp(-0.5 * y**2)
    return ContrastValue(y * e, ((1.0 - y**2) * e).mean(-1))


def decorrelate(w: Float[Arr, "k k"]) -> Float[Arr, "k k"]:
    """Symmetric orthogonalisation, (W W^T)^(-1/2) W."""
    u, _, vt = np.linalg.svd(w)
    return u @ vt


class FastICA:
    def __init__(
        self, k: int, contrast: Contrast = Contrast.LOGCOSH, seed: int = 0, max_iter: int = 200
    ) -> None:
        self.k, self.contrast, self.max_iter = k, contrast, max_iter
        self.rng = np.random.default_rng(seed)
        self.whitener = PCA(k, whiten=True)

    def fit(self, x: Float[Arr, "n d"]) -> "FastICA":
        z: Float[Arr, "k n"] = self.whitener.fit(x).transform(x).T
        n = z.shape[1]
        w: Float[Arr, "k k"] = decorrelate(self.rng.standard_normal((self.k, self.k)))
        for self.n_iter in range(1, self.max_iter + 1):
            g, dg = apply_contrast(self.contrast, w @ z)
            w_new = decorrelate(g @ z.T / n - dg[:, None] * w)
            change = np.max(np.abs(np.abs(np.einsum("ij,ij->i", w_new, w)) - 1.0))
            w = w_new
            if change < 1e-8:
                break
        self.rotation = w
        return self

    def transform(self, x: Float[Arr, "m d"]) -> Float[Arr, "m k"]:
        return self.whitener.transform(x) @ self.rotation.T

    @property
    def mixing(self) -> Float[Arr, "d k"]:
        scaled = self.whitener.components * np.sqrt(self.whitener.variance)[:, None]
        return scaled.T @ self.rotation.T


def match_sources(est: Float[Arr, "n k"], true: Float[Arr, "n k"]) -> Float[Arr, "k"]:
    """Absolute correlation of each true source with its best estimate."""
    k = est.shape[1]
    corr: Float[Arr, "2*k 2*k"] = np.corrcoef(est, true, rowvar=False)
    block: Float[Arr, "k k"] = np.abs(corr[:k, k:])
    return block.max(axis=0)


def rings(
    n_per: int, radii: tuple[float, ...], rng: np.random.Generator
) -> Float[Arr, "{n_per}*{len(radii)} 2"]:
    theta = rng.uniform(0, 2 * np.pi, (len(radii), n_per))
    r = np.asarray(radii)[:, None] + 0.05 * rng.standard_normal(theta.shape)
    return np.stack([r * np.cos(theta), r * np.sin(theta)], axis=-1).reshape(-1, 2)


def main() -> None:
    rng = np.random.default_rng(21)
    latent = rng.standard_normal((80, 3)) * np.array([5.0, 3.0, 1.0])
    x = latent @ rng.standard_normal((3, 7)) + 0.01 * rng.standard_normal((80, 7)) + 2.0
    pca = PCA(3).fit(x)
    assert pca.ratio.sum() > 0.999
    assert np.abs(pca.inverse(pca.transform(x)) - x).max() < 0.2
    white = PCA(3, whiten=True).fit(x).transform(x)
    np.testing.assert_allclose(np.cov(white.T), np.eye(3), atol=1e-8)

    points = rings(35, (0.5, 2.0), rng)
    kpca = KernelPCA(4, rbf(2.0)).fit(points)
    z = kpca.transform(points)
    np.testing.assert_allclose((z**2).sum(axis=0), kpca.eigenvalues, rtol=1e-6)
    lin = KernelPCA(3, polynomial(1)).fit(x).transform(x[:9])
    np.testing.assert_allclose(np.abs(lin), np.abs(PCA(3).fit(x).transform(x[:9])), atol=1e-6)

    t = np.linspace(0, 8, 900)
    sources = np.column_stack([np.sin(3 * t), np.sign(np.sin(5 * t)), rng.uniform(-1, 1, t.size)])
    mixed = sources @ rng.standard_normal((3, 5))
    for contrast in Contrast:
        ica = FastICA(3, contrast, seed=1).fit(mixed)
        assert np.all(match_sources(ica.transform(mixed), sources) > 0.95), contrast
        back = ica.transform(mixed) @ ica.mixing.T + ica.whitener.mean
        np.testing.assert_allclose(back, mixed, atol=1e-6)
