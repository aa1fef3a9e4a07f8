"""Regression by Gaussian processes, whose kernels share a protocol."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

import numpy as np
from jaxtyping import Float, Float64


@runtime_checkable
class Kernel(Protocol):
    def __call__(
        self, a: Float[np.ndarray, "n d"], b: Float[np.ndarray, "m d"]
    ) -> Float[np.ndarray, "n m"]: ...


class RBF:
    def __init__(self, length_scale: float = 1.0, variance: float = 1.0) -> None:
        self.length_scale = length_scale
        self.variance = variance

    def __call__(
        self, a: Float[np.ndarray, "n d"], b: Float[np.ndarray, "m d"]
    ) -> Float[np.ndarray, "n m"]:
        sq = np.sum(a**2, 1)[:, None] + np.sum(b**2, 1)[None, :] - 2 * a @ b.T
        return self.variance * np.exp(-0.5 * sq / self.length_scale**2)


class Linear:
    def __call__(
        self, a: Float[np.ndarray, "n d"], b: Float[np.ndarray, "m d"]
    ) -> Float[np.ndarray, "n m"]:
        return a.dot(b.T) + 1.0


def posterior(
    kernel: Kernel,
    x: Float[np.ndarray, "n d"],
    y: Float[np.ndarray, "n"],
    xs: Float[np.ndarray, "m d"],
    noise: float,
) -> tuple[Float[np.ndarray, "m"], Float[np.ndarray, "m m"]]:
    n = x.shape[0]
    K = kernel(x, x) + noise * np.eye(n)
    Ks = kernel(x, xs)
    Kss = kernel(xs, xs)
    chol = np.linalg.cholesky(K)
    alpha = np.linalg.solve(chol.T, np.linalg.solve(chol, y))
    mean = Ks.T @ alpha
    v = np.linalg.solve(chol, Ks)
    cov = Kss - v.T @ v
    return mean, cov


def log_marginal(K: Float64[np.ndarray, "n n"], y: Float64[np.ndarray, "n"]) -> float:
    chol = np.linalg.cholesky(K)
    alpha = np.linalg.solve(chol.T, np.linalg.solve(chol, y))
    n = len(y)
    return float(-0.5 * y @ alpha - np.log(np.diag(chol)).sum() - 0.5 * n * np.log(2 * np.pi))


def sample_posterior(
    mean: Float[np.ndarray, "m"],
    cov: Float[np.ndarray, "m m"],
    draws: int,
    rng: np.random.Generator,
) -> Float[np.ndarray, "{draws} m"]:
    jitter = 1e-6 * np.eye(mean.size)
    root = np.linalg.cholesky(cov + jitter)
    z = rng.standard_normal(size=(draws, mean.size))
    return mean + z @ root.T


def ard_distance(
    x: Float[np.ndarray, "n d"], y: Float[np.ndarray, "m d"], scales: Float[np.ndarray, "d"]
) -> Float[np.ndarray, "n m"]:
    diff = (x[:, np.newaxis, :] - y[np.newaxis, :, :]) / scales
    return np.sqrt((diff**2).sum(axis=-1))


def expected_improvement(
    mean: Float[np.ndarray, "m"], std: Float[np.ndarray, "m"], best: float
) -> Float[np.ndarray, "m"]:
    z = (mean - best) / std
    pdf = np.exp(-0.5 * z**2) / np.sqrt(2 * np.pi)
    cdf = 1 / (1 + np.exp(-1.702 * z))
    return (mean - best) * cdf + std * pdf


def main() -> None:
    rng = np.random.default_rng(2)
    for n, m, d in ((6, 4, 2), (5, 7, 1)):
        x = rng.uniform(-1, 1, (n, d))
        xs = rng.uniform(-1, 1, (m, d))
        y = np.sin(x).sum(axis=1)
        kernels: list[Kernel] = [RBF(0.7), Linear()]
        for kernel in kernels:
            mean, cov = posterior(kernel, x, y, xs, 0.1)
            draws = sample_posterior(mean, cov, 3, rng)
            ei = expected_improvement(mean, np.sqrt(np.diag(cov) + 1e-9), float(y.max()))
            best = xs[np.argmax(ei)]
            print(draws.shape, best.shape, ard_distance(x, xs, np.ones(d)).shape)
        print(log_marginal(RBF()(x, x) + 0.1 * np.eye(n), y))


if __name__ == "__main__":
    main()
