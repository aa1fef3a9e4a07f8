"""Quadrature rules on intervals and rectangles."""

from collections.abc import Callable
from functools import cache

import numpy as np
from jaxtyping import Float

Vec = Float[np.ndarray, "n"]
Fn1 = Callable[[Float[np.ndarray, "*s"]], Float[np.ndarray, "*s"]]


@cache
def gauss_legendre(n: int) -> tuple[Float[np.ndarray, "{n}"], Float[np.ndarray, "{n}"]]:
    """Golub-Welsch on [-1, 1]."""
    k = np.arange(1, n)
    beta = k / np.sqrt(4.0 * k**2 - 1.0)
    jacobi = np.diag(beta, -1) + np.diag(beta, 1)
    nodes, vectors = np.linalg.eigh(jacobi)
    return nodes, 2.0 * vectors[0] ** 2


def rescale(
    nodes: Vec, weights: Vec, a: float, b: float
) -> tuple[Float[np.ndarray, "n"], Float[np.ndarray, "n"]]:
    half = 0.5 * (b - a)
    return half * nodes + 0.5 * (a + b), half * weights


def simpson_weights(m: int, h: float) -> Float[np.ndarray, "2*{m}+1"]:
    w = np.ones(2 * m + 1)
    w[1:-1:2] = 4.0
    w[2:-1:2] = 2.0
    return w * h / 3.0


def composite(f: Fn1, edges: Float[np.ndarray, "knots"], n: int) -> Float[np.ndarray, "knots-1"]:
    nodes, weights = gauss_legendre(n)
    left, right = edges[:-1], edges[1:]
    half = (right - left) / 2
    x = (left + right)[:, None] / 2 + half[:, None] * nodes
    return half * (f(x) @ weights)


def tensor_rule(
    x: Float[np.ndarray, "p"],
    wx: Float[np.ndarray, "p"],
    y: Float[np.ndarray, "q"],
    wy: Float[np.ndarray, "q"],
) -> tuple[Float[np.ndarray, "p*q 2"], Float[np.ndarray, "p*q"]]:
    X, Y = np.meshgrid(x, y, indexing="ij")
    return np.column_stack([X.ravel(), Y.ravel()]), np.outer(wx, wy).ravel()


def main() -> None:
    x, wx = rescale(*gauss_legendre(5), 0.0, np.pi)
    y, wy = rescale(*gauss_legendre(8), 0.0, 1.0)
    pts, w = tensor_rule(x, wx, y, wy)
    print(float(w @ (np.sin(pts[:, 0]) * pts[:, 1])))
    print(float(composite(np.exp, np.linspace(0, 1, 7), 3).sum()), np.e - 1)
    grid = np.linspace(0, 1, 21)
    print(float(simpson_weights(10, 0.05) @ np.exp(grid)))


if __name__ == "__main__":
    main()
