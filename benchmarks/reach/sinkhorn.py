"""Entropic optimal transport (log-domain Sinkhorn)."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float


class Plan(NamedTuple):
    coupling: Float[np.ndarray, "n m"]
    f: Float[np.ndarray, "n"]
    g: Float[np.ndarray, "m"]
    iterations: int


def squared_cost(
    x: Float[np.ndarray, "n d"], y: Float[np.ndarray, "m d"]
) -> Float[np.ndarray, "n m"]:
    diff = x[:, np.newaxis] - y[np.newaxis]
    return (diff**2).sum(-1)


def logsumexp(a: Float[np.ndarray, "r c"], axis: int) -> Float[np.ndarray, "_"]:
    peak = a.max(axis=axis, keepdims=True)
    return np.log(np.exp(a - peak).sum(axis=axis)) + np.squeeze(peak, axis=axis)


def sinkhorn(
    cost: Float[np.ndarray, "n m"],
    a: Float[np.ndarray, "n"] | None = None,
    b: Float[np.ndarray, "m"] | None = None,
    eps: float = 0.1,
    max_iter: int = 500,
    tol: float = 1e-9,
) -> Plan:
    n, m = cost.shape
    log_a = np.log(a if a is not None else np.full(n, 1.0 / n))
    log_b = np.log(b) if b is not None else np.full(m, -np.log(m))
    f, g = np.zeros(n), np.zeros(m)
    it = 0
    for it in range(1, max_iter + 1):
        f_prev = f
        f = eps * (log_a - logsumexp((g - cost) / eps, axis=1))
        g = eps * (log_b - logsumexp((f[:, None] - cost) / eps, axis=0))
        if np.abs(f - f_prev).max() < tol:
            break
    coupling = np.exp((f[:, None] + g[None, :] - cost) / eps)
    return Plan(coupling, f, g, it)


def barycentric_map(plan: Plan, target: Float[np.ndarray, "m d"]) -> Float[np.ndarray, "n d"]:
    return plan.coupling @ target / plan.coupling.sum(axis=1, keepdims=True)


def main() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(11, 2))
    y = rng.normal(size=(8, 2)) + 1.0
    weights = rng.dirichlet(np.ones(8))
    cost = squared_cost(x, y)
    plan = sinkhorn(cost, b=weights, eps=0.5)
    print(plan.iterations, float(np.sum(plan.coupling * cost)))
    print(barycentric_map(plan, y).mean(axis=0))


if __name__ == "__main__":
    main()
