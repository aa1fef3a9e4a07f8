"""Binary Gaussian process classification with the Laplace approximation (GPML, ch. 3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int

Kernel = Callable[
    [Float[np.ndarray, "n d"], Float[np.ndarray, "m d"]],
    Float[np.ndarray, "n m"],
]


class LaplaceFit(NamedTuple):
    x_train: Float[np.ndarray, "n d"]
    f_hat: Float[np.ndarray, "n"]
    grad_ll: Float[np.ndarray, "n"]
    sqrt_w: Float[np.ndarray, "n"]
    chol_b: Float[np.ndarray, "n n"]
    log_evidence: float


def ard_rbf(lengthscales: Float[np.ndarray, "d"], variance: float) -> Kernel:
    def kernel(
        a: Float[np.ndarray, "n d"], b: Float[np.ndarray, "m d"]
    ) -> Float[np.ndarray, "n m"]:
        a_s, b_s = a / lengthscales, b / lengthscales
        sq = (
            np.sum(a_s**2, axis=1)[:, np.newaxis]
            + np.sum(b_s**2, axis=1)[np.newaxis, :]
            - 2.0 * a_s @ b_s.T
        )
        return variance * np.exp(-0.5 * np.maximum(sq, 0.0))

    return kernel


def logistic(f: Float[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
    return 0.5 * (1.0 + np.tanh(0.5 * f))


def likelihood_terms(
    f: Float[np.ndarray, "n"], y: Int[np.ndarray, "n"]
) -> tuple[float, Float[np.ndarray, "n"], Float[np.ndarray, "n"]]:
    """log p(y|f), its gradient, and the (positive) diagonal of -Hessian. y is +-1."""
    log_lik = -float(np.logaddexp(0.0, -y * f).sum())
    pi = logistic(f)
    return log_lik, (y + 1) / 2 - pi, pi * (1.0 - pi)


def fit(
    kernel: Kernel,
    x: Float[np.ndarray, "n d"],
    y: Int[np.ndarray, "n"],
    tol: float = 1e-8,
    max_iter: int = 50,
) -> LaplaceFit:
    n = len(x)
    K = kernel(x, x)
    f = np.zeros(n)
    previous = -np.inf
    for _ in range(max_iter):
        log_lik, grad, W = likelihood_terms(f, y)
        sW = np.sqrt(W)
        B = np.eye(n) + sW[:, None] * K * sW[None, :]
        L = np.linalg.cholesky(B)
        b = W * f + grad
        inner = np.linalg.solve(L, sW * (K @ b))
        a = b - sW * np.linalg.solve(L.T, inner)
        f = K @ a
        objective = -0.5 * float(a @ f) + likelihood_terms(f, y)[0]
        if objective - previous < tol:
            break
        previous = objective
    _, grad, W = likelihood_terms(f, y)
    sW = np.sqrt(W)
    L = np.linalg.cholesky(np.eye(n) + np.outer(sW, sW) * K)
    evidence = objective - float(np.log(np.diagonal(L)).sum())
    return LaplaceFit(x, f, grad, sW, L, evidence)


def predict_latent(
    kernel: Kernel, model: LaplaceFit, x_new: Float[np.ndarray, "m d"]
) -> tuple[Float[np.ndarray, "m"], Float[np.ndarray, "m"]]:
    k_star = kernel(model.x_train, x_new)
    mean = k_star.T @ model.grad_ll
    v = np.linalg.solve(model.chol_b, model.sqrt_w[:, None] * k_star)
    prior = np.array([kernel(row[None], row[None])[0, 0] for row in x_new])
    return mean, prior - np.einsum("nm,nm->m", v, v)


def predict_proba(
    mean: Float[np.ndarray, "m"], var: Float[np.ndarray, "m"], order: int = 20
) -> Float[np.ndarray, "m"]:
    nodes, weights = np.polynomial.hermite_e.hermegauss(order)
    samples: Float[np.ndarray, "m order"] = mean[:, None] + np.sqrt(var)[:, None] * nodes
    return logistic(samples) @ weights / np.sqrt(2.0 * np.pi)


def main() -> None:
    rng = np.random.default_rng(0)
    x = rng.uniform(-2, 2, size=(40, 3))
    y = np.where(np.sin(2 * x[:, 0]) + x[:, 1] > 0, 1, -1)
    x_test = rng.uniform(-2, 2, size=(25, 3))
    y_test = np.where(np.sin(2 * x_test[:, 0]) + x_test[:, 1] > 0, 1, -1)

    candidates = [np.full(3, s) for s in (0.5, 1.0, 2.0)] + [np.array([0.7, 1.0, 5.0])]
    fits = [(k, fit(k, x, y)) for k in (ard_rbf(ls, 4.0) for ls in candidates)]
    kernel, best = max(fits, key=lambda pair: pair[1].log_evidence)
    mean, var = predict_latent(kernel, best, x_test)
    p = predict_proba(mean, var)
    acc = float(np.mean((p > 0.5) == (y_test > 0)))
    print("log evidence", round(best.log_evidence, 3), "accuracy", acc)


if __name__ == "__main__":
    main()
