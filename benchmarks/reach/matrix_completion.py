"""Low-rank matrix completion: alternating projections, soft-impute and ALS compared."""

import itertools
from typing import Protocol, runtime_checkable

import numpy as np
from jaxtyping import Bool, Float, Int


@runtime_checkable
class Projection(Protocol):
    def __call__(self, x: Float[np.ndarray, "m n"]) -> Float[np.ndarray, "m n"]: ...


def observed_set(values: Float[np.ndarray, "m n"], mask: Bool[np.ndarray, "m n"]) -> Projection:
    def project(x: Float[np.ndarray, "m n"]) -> Float[np.ndarray, "m n"]:
        out = x.copy()
        out[mask] = values[mask]
        return out

    return project


def rank_set(rank: int) -> Projection:
    def project(x: Float[np.ndarray, "m n"]) -> Float[np.ndarray, "m n"]:
        u, s, vt = np.linalg.svd(x, full_matrices=False)
        return (u[:, :rank] * s[:rank]) @ vt[:rank, :]

    return project


def box_set(lo: float, hi: float) -> Projection:
    return lambda x: np.clip(x, lo, hi)


def alternate(
    start: Float[np.ndarray, "m n"], sets: list[Projection], sweeps: int, tol: float = 1e-6
) -> tuple[Float[np.ndarray, "m n"], Float[np.ndarray, "iters"]]:
    x = start
    history = []
    for _ in range(sweeps):
        previous = x
        for project in sets:
            x = project(x)
        history.append(np.linalg.norm(x - previous) / max(1.0, float(np.linalg.norm(previous))))
        if history[-1] < tol:
            break
    return x, np.asarray(history)


def soft_impute(
    values: Float[np.ndarray, "m n"],
    mask: Bool[np.ndarray, "m n"],
    lam: float,
    init: Float[np.ndarray, "m n"] | None = None,
) -> Float[np.ndarray, "m n"]:
    z = np.zeros_like(values) if init is None else init
    for _ in range(80):
        u, s, vt = np.linalg.svd(np.where(mask, values, z), full_matrices=False)
        shrunk = np.maximum(s - lam, 0.0)
        z = u @ np.diag(shrunk) @ vt
    return z


def als(
    values: Float[np.ndarray, "m n"],
    mask: Bool[np.ndarray, "m n"],
    rank: int,
    ridge: float,
    rng: np.random.Generator,
) -> tuple[Float[np.ndarray, "m {rank}"], Float[np.ndarray, "n {rank}"]]:
    m, n = values.shape
    u, v = rng.standard_normal((m, rank)), rng.standard_normal((n, rank))
    weights = mask.astype(float)
    filled = values * weights

    def half_step(
        fixed: Float[np.ndarray, "b r"], data: Float[np.ndarray, "a b"], w: Float[np.ndarray, "a b"]
    ) -> Float[np.ndarray, "a r"]:
        r = fixed.shape[1]
        gram = np.einsum("ab,br,bs->ars", w, fixed, fixed) + ridge * np.eye(r)
        return np.linalg.solve(gram, (data @ fixed)[:, :, None])[:, :, 0]

    for _ in range(15):
        u = half_step(v, filled, weights)
        v = half_step(u, filled.T, weights.T)
    return u, v


def holdout(
    mask: Bool[np.ndarray, "m n"], fraction: float, rng: np.random.Generator
) -> tuple[Bool[np.ndarray, "m n"], Int[np.ndarray, "2 held"]]:
    rows, cols = np.nonzero(mask)
    take = rng.permutation(len(rows))[: int(fraction * len(rows))]
    held = np.stack([rows[take], cols[take]])
    train = mask.copy()
    train[held[0], held[1]] = False
    return train, held


def rmse_at(
    estimate: Float[np.ndarray, "m n"],
    truth: Float[np.ndarray, "m n"],
    where: Int[np.ndarray, "2 k"],
) -> Float[np.ndarray, ""]:
    i, j = where
    return np.asarray(np.sqrt(np.mean((estimate[i, j] - truth[i, j]) ** 2)))


def main() -> None:
    rng = np.random.default_rng(0)
    m, n, rank = 18, 13, 2
    truth = rng.normal(size=(m, rank)) @ rng.normal(size=(rank, n))
    data = truth + 0.01 * rng.normal(size=(m, n))
    mask = rng.random((m, n)) < 0.7
    train, held = holdout(mask, 0.1, rng)
    start = np.where(train, data, 0.0)
    bound = float(np.abs(truth).max())
    ap, residuals = alternate(
        start, [rank_set(rank), box_set(-bound, bound), observed_set(data, train)], 150
    )
    print("alternating", round(float(rmse_at(ap, truth, held)), 4), "sweeps", residuals.size)

    warm: Float[np.ndarray, "m n"] | None = None
    for lam in itertools.accumulate([4.0, 0.3, 0.3, 0.3], lambda a, b: a * b):
        warm = soft_impute(data, train, lam, warm)
    assert warm is not None
    u, v = als(data, train, rank, 1e-2, rng)
    print(
        "soft",
        round(float(rmse_at(warm, truth, held)), 4),
        "als",
        round(float(rmse_at(u @ v.T, truth, held)), 4),
    )
