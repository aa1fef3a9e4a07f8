"""Linear, ridge, logistic and softmax regression; a generator of batches."""

import functools
from collections.abc import Callable, Iterator
from typing import Optional

import numpy as np
from jaxtyping import Float, Int, Num


def add_intercept(x: Float[np.ndarray, "n d"]) -> Float[np.ndarray, "n d+1"]:
    return np.hstack([np.ones((x.shape[0], 1)), x])


def ols(x: Float[np.ndarray, "n d"], y: Float[np.ndarray, "n"]) -> Float[np.ndarray, "d"]:
    beta, _, _, _ = np.linalg.lstsq(x, y, rcond=None)
    return beta


def ridge(
    x: Float[np.ndarray, "n d"], y: Float[np.ndarray, "n"], lam: float
) -> Float[np.ndarray, "d"]:
    d = x.shape[1]
    return np.linalg.solve(x.T @ x + lam * np.eye(d), x.T @ y)


def standard_errors(
    x: Float[np.ndarray, "n d"], y: Float[np.ndarray, "n"], beta: Float[np.ndarray, "d"]
) -> Float[np.ndarray, "d"]:
    n, d = x.shape
    resid = y - x @ beta
    sigma2 = resid @ resid / (n - d)
    return np.sqrt(sigma2 * np.diag(np.linalg.inv(x.T @ x)))


def sigmoid(z: Num[np.ndarray, "*s"]) -> Float[np.ndarray, "*s"]:
    return 1 / (1 + np.exp(-z))


def logistic_newton(
    x: Float[np.ndarray, "n d"], y: Float[np.ndarray, "n"], steps: int = 5
) -> Float[np.ndarray, "d"]:
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        p = sigmoid(x @ w)
        grad = x.T @ (p - y)
        r = p * (1 - p)
        hess = (x * r[:, None]).T @ x + 1e-3 * np.eye(x.shape[1])
        w = w - np.linalg.solve(hess, grad)
    return w


def softmax_regression(
    x: Float[np.ndarray, "n d"], y: Int[np.ndarray, "n"], k: int, rate: float = 0.1, steps: int = 5
) -> Float[np.ndarray, "d {k}"]:
    n, d = x.shape
    w = np.zeros((d, k))
    targets = np.eye(k)[y]
    for _ in range(steps):
        logits = x @ w
        logits = logits - logits.max(axis=1, keepdims=True)
        p = np.exp(logits)
        p /= p.sum(axis=1)[:, np.newaxis]
        w -= rate * x.T @ (p - targets) / n
    return w


def minibatches(
    x: Float[np.ndarray, "n d"],
    y: Float[np.ndarray, "n"],
    size: int,
    rng: Optional[np.random.Generator] = None,
) -> Iterator[tuple[Float[np.ndarray, "b d"], Float[np.ndarray, "b"]]]:
    if rng is None:
        rng = np.random.default_rng(0)
    order = rng.permutation(len(x))
    for start in range(0, len(x), size):
        take = order[start : start + size]
        yield x[take], y[take]


def lasso(
    x: Float[np.ndarray, "n d"], y: Float[np.ndarray, "n"], lam: float, steps: int = 10
) -> Float[np.ndarray, "d"]:
    n, d = x.shape
    w = np.zeros(d)
    for _ in range(steps):
        for j in range(d):
            residual = y - x @ w + x[:, j] * w[j]
            rho = x[:, j] @ residual
            w[j] = np.sign(rho) * max(abs(rho) - lam, 0) / (x[:, j] @ x[:, j])
    return w


def gradient_check(
    f: Callable[[Float[np.ndarray, "d"]], float], w: Float[np.ndarray, "d"], eps: float = 1e-5
) -> Float[np.ndarray, "d"]:
    grad = np.zeros_like(w)
    for i in range(w.size):
        step = np.zeros_like(w)
        step[i] = eps
        grad[i] = (f(w + step) - f(w - step)) / (2 * eps)
    return grad


def mse(x: Float[np.ndarray, "n d"], y: Float[np.ndarray, "n"], w: Float[np.ndarray, "d"]) -> float:
    return float(np.mean((x @ w - y) ** 2))


def polynomial_features(
    x: Float[np.ndarray, "n"], degree: int
) -> Float[np.ndarray, "n {degree}+1"]:
    return np.stack([x**k for k in range(degree + 1)], axis=1)


def main() -> None:
    rng = np.random.default_rng(0)
    for n, d in ((12, 3), (20, 5)):
        x = rng.normal(size=(n, d))
        y = x @ rng.normal(size=d)
        xi = add_intercept(x)
        beta = ols(xi, y)
        se = standard_errors(xi, y, beta)
        r = ridge(x, y, 0.1)
        w = logistic_newton(x, (y > 0).astype(float))
        sm = softmax_regression(x, rng.integers(0, 4, n), 4)
        for bx, by in minibatches(x, y, 4):
            r = r - 0.01 * bx.T @ (bx @ r - by)
        g = gradient_check(functools.partial(mse, x, y), r)
        print(
            se.shape,
            w.shape,
            sm.shape,
            g.shape,
            lasso(x, y, 0.1).shape,
            polynomial_features(y, 3).shape,
        )


if __name__ == "__main__":
    main()
