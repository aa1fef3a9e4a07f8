"""Gaussian processes: composable kernels, exact regression, and Laplace binary classification."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from itertools import product

import numpy as np
from jaxtyping import Float, Int

FloatArray = np.ndarray
IntArray = np.ndarray


def sq_dists(a: Float[FloatArray, "n d"], b: Float[FloatArray, "m d"]) -> Float[FloatArray, "n m"]:
    aa = np.einsum("nd,nd->n", a, a)
    bb = np.einsum("md,md->m", b, b)
    return np.maximum(aa[:, None] + bb[None, :] - 2.0 * a @ b.T, 0.0)


class Kernel(ABC):
    @abstractmethod
    def __call__(
        self, a: Float[FloatArray, "n d"], b: Float[FloatArray, "m d"]
    ) -> Float[FloatArray, "n m"]: ...

    @abstractmethod
    def diag(self, a: Float[FloatArray, "n d"]) -> Float[FloatArray, "n"]: ...

    def __add__(self, other: Kernel) -> Kernel:
        return Sum(self, other)

    def __mul__(self, other: Kernel) -> Kernel:
        return Product(self, other)


@dataclass(frozen=True)
class RBF(Kernel):
    length: float = 1.0
    amplitude: float = 1.0

    def __call__(
        self, a: Float[FloatArray, "n d"], b: Float[FloatArray, "m d"]
    ) -> Float[FloatArray, "n m"]:
        return self.amplitude**2 * np.exp(-0.5 * sq_dists(a, b) / self.length**2)

    def diag(self, a: Float[FloatArray, "n d"]) -> Float[FloatArray, "n"]:
        return np.full(len(a), self.amplitude**2)


@dataclass(frozen=True)
class Linear(Kernel):
    bias: float = 1.0

    def __call__(
        self, a: Float[FloatArray, "n d"], b: Float[FloatArray, "m d"]
    ) -> Float[FloatArray, "n m"]:
        return a @ b.T + self.bias**2

    def diag(self, a: Float[FloatArray, "n d"]) -> Float[FloatArray, "n"]:
        return (a**2).sum(axis=1) + self.bias**2


@dataclass(frozen=True)
class Sum(Kernel):
    left: Kernel
    right: Kernel

    def __call__(
        self, a: Float[FloatArray, "n d"], b: Float[FloatArray, "m d"]
    ) -> Float[FloatArray, "n m"]:
        return self.left(a, b) + self.right(a, b)

    def diag(self, a: Float[FloatArray, "n d"]) -> Float[FloatArray, "n"]:
        return self.left.diag(a) + self.right.diag(a)


@dataclass(frozen=True)
class Product(Kernel):
    left: Kernel
    right: Kernel

    def __call__(
        self, a: Float[FloatArray, "n d"], b: Float[FloatArray, "m d"]
    ) -> Float[FloatArray, "n m"]:
        return self.left(a, b) * self.right(a, b)

    def diag(self, a: Float[FloatArray, "n d"]) -> Float[FloatArray, "n"]:
        return self.left.diag(a) * self.right.diag(a)


def sigmoid(f: Float[FloatArray, "n"]) -> Float[FloatArray, "n"]:
    return 1.0 / (1.0 + np.exp(-f))


class Regressor:
    def __init__(self, kernel: Kernel, noise: float) -> None:
        self.kernel, self.noise = kernel, noise

    def fit(self, x: Float[FloatArray, "n d"], y: Float[FloatArray, "n"]) -> Regressor:
        gram: Float[FloatArray, "n n"] = self.kernel(x, x)
        gram[np.diag_indices_from(gram)] += self.noise**2
        self.x = x
        self.offset = float(y.mean())
        self.chol: Float[FloatArray, "n n"] = np.linalg.cholesky(gram)
        resid = y - self.offset
        self.alpha: Float[FloatArray, "n"] = np.linalg.solve(
            self.chol.T, np.linalg.solve(self.chol, resid)
        )
        self.evidence = float(
            -0.5 * resid @ self.alpha
            - np.log(np.diag(self.chol)).sum()
            - 0.5 * len(y) * np.log(2 * np.pi)
        )
        return self

    def predict(
        self, xs: Float[FloatArray, "m d"]
    ) -> tuple[Float[FloatArray, "m"], Float[FloatArray, "m"]]:
        cross: Float[FloatArray, "m n"] = self.kernel(xs, self.x)
        mean = cross @ self.alpha + self.offset
        v: Float[FloatArray, "n m"] = np.linalg.solve(self.chol, cross.T)
        return mean, np.maximum(self.kernel.diag(xs) - np.sum(v * v, axis=0), 0.0)

    def posterior_draws(
        self, xs: Float[FloatArray, "m d"], count: int, rng: np.random.Generator
    ) -> Float[FloatArray, "{count} m"]:
        cross = self.kernel(xs, self.x)
        v = np.linalg.solve(self.chol, cross.T)
        cov: Float[FloatArray, "m m"] = self.kernel(xs, xs) - v.T @ v
        root = np.linalg.cholesky(cov + 1e-8 * np.eye(len(xs)))
        mean, _ = self.predict(xs)
        return mean + rng.standard_normal((count, len(xs))) @ root.T


class LaplaceClassifier:
    """Rasmussen & Williams, algorithms 3.1 and 3.2; labels are -1 and +1."""

    def __init__(self, kernel: Kernel, max_iter: int = 30) -> None:
        self.kernel, self.max_iter = kernel, max_iter

    def fit(self, x: Float[FloatArray, "n d"], y: Int[IntArray, "n"]) -> LaplaceClassifier:
        n = y.size
        gram = self.kernel(x, x)
        t: Float[FloatArray, "n"] = (y + 1) / 2.0
        f: Float[FloatArray, "n"] = np.zeros(n)
        for _ in range(self.max_iter):
            pi = sigmoid(f)
            w = pi * (1.0 - pi)
            root = np.sqrt(w)
            b_mat = np.eye(n) + root[:, None] * gram * root
            b = w * f + (t - pi)
            a: Float[FloatArray, "n"] = b - root * np.linalg.solve(b_mat, root * (gram @ b))
            f_new = gram @ a
            done = float(np.abs(f_new - f).max()) < 1e-9
            f = f_new
            if done:
                break
        pi = sigmoid(f)
        self.x, self.mode = x, f
        self.grad = t - pi
        self.root_w: Float[FloatArray, "n"] = np.sqrt(pi * (1.0 - pi))
        self.chol = np.linalg.cholesky(np.eye(n) + np.outer(self.root_w, self.root_w) * gram)
        return self

    def predict_proba(self, xs: Float[FloatArray, "m d"]) -> Float[FloatArray, "m 2"]:
        cross: Float[FloatArray, "n m"] = self.kernel(self.x, xs)
        mean = cross.T @ self.grad
        v = np.linalg.solve(self.chol, self.root_w[:, None] * cross)
        var = np.maximum(self.kernel.diag(xs) - (v**2).sum(axis=0), 0.0)
        p = sigmoid(mean / np.sqrt(1.0 + np.pi * var / 8.0))
        return np.column_stack([1.0 - p, p])


def grid_search(
    x: Float[FloatArray, "n d"],
    y: Float[FloatArray, "n"],
    lengths: list[float],
    noises: list[float],
) -> tuple[Regressor, Float[FloatArray, "{len(lengths)} {len(noises)}"]]:
    models = [Regressor(RBF(ell) + Linear(0.5), s).fit(x, y) for ell, s in product(lengths, noises)]
    table = np.array([m.evidence for m in models]).reshape(len(lengths), len(noises))
    return models[int(table.argmax())], table


def main() -> None:
    rng = np.random.default_rng(5)
    x = rng.uniform(-3, 3, (31, 2))
    y = np.sin(x[:, 0]) + 0.5 * x[:, 1] + 0.05 * rng.standard_normal(31)
    best, table = grid_search(x, y, [0.3, 1.0, 2.0, 4.0], [0.05, 0.2, 1.0])
    assert table.max() == best.evidence
    xs = rng.uniform(-2, 2, (17, 2))
    mean, var = best.predict(xs)
    assert np.abs(mean - np.sin(xs[:, 0]) - 0.5 * xs[:, 1]).mean() < 0.2
    draws = best.posterior_draws(xs, 400, rng)
    np.testing.assert_allclose(
        draws.mean(0), mean, atol=4 * float(np.sqrt(var.max() + 1e-8) / 20.0) + 1e-3
    )

    z = rng.normal(size=(43, 3))
    labels = np.where((z[:, 0] * z[:, 1]) > 0, 1, -1)
    clf = LaplaceClassifier(RBF(1.0, 4.0) * RBF(8.0) + Linear(0.1)).fit(z, labels)
    proba = clf.predict_proba(z)
    assert np.mean((proba[:, 1] > 0.5) == (labels > 0)) > 0.9
    np.testing.assert_allclose(proba.sum(axis=1), 1.0)
