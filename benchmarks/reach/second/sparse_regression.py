"""Lasso, elastic net and ridge: coordinate descent, warm-started paths and cross-validation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float, Int
from numpy.lib.stride_tricks import as_strided

Vec = Float[np.ndarray, "n"]
Mat = Float[np.ndarray, "n p"]


class Standardized(NamedTuple):
    x: Float[np.ndarray, "n p"]
    y: Float[np.ndarray, "n"]
    x_mean: Float[np.ndarray, "p"]
    x_scale: Float[np.ndarray, "p"]
    y_mean: float


@dataclass
class LinearModel:
    coef: Float[np.ndarray, "p"]
    intercept: float

    def predict(self, x: Float[np.ndarray, "m p"]) -> Float[np.ndarray, "m"]:
        return x @ self.coef + self.intercept

    @property
    def support(self) -> Int[np.ndarray, "_"]:
        return np.flatnonzero(self.coef)


@dataclass(frozen=True)
class Path:
    lambdas: Float[np.ndarray, "k"]
    coefs: Float[np.ndarray, "k p"]
    intercepts: Float[np.ndarray, "k"]

    def predict(self, x: Float[np.ndarray, "m p"]) -> Float[np.ndarray, "m k"]:
        return x @ self.coefs.T + self.intercepts

    def __iter__(self) -> Iterator[LinearModel]:
        for row, b in zip(self.coefs, self.intercepts):
            yield LinearModel(row, float(b))


def standardize(x: Mat, y: Vec) -> Standardized:
    mean = x.mean(axis=0)
    centred = x - mean
    scale = np.sqrt(np.mean(centred**2, axis=0))
    scale[scale == 0.0] = 1.0
    y_mean = float(y.mean())
    return Standardized(centred / scale, y - y_mean, mean, scale, y_mean)


def soft_threshold(z: float, t: float) -> float:
    return float(np.sign(z) * max(abs(z) - t, 0.0))


def objective(x: Mat, y: Vec, beta: Float[np.ndarray, "p"], lam: float, l1_ratio: float) -> float:
    resid = y - x @ beta
    l1 = float(np.abs(beta).sum())
    l2 = float(beta @ beta)
    return float(0.5 * resid @ resid / y.size) + lam * (l1_ratio * l1 + 0.5 * (1 - l1_ratio) * l2)


def coordinate_descent(
    x: Mat,
    y: Vec,
    lam: float,
    l1_ratio: float = 1.0,
    start: Float[np.ndarray, "p"] | None = None,
    tol: float = 1e-9,
    max_sweeps: int = 500,
) -> Float[np.ndarray, "p"]:
    """Columns of x are taken to have mean square one."""
    n, p = x.shape
    beta: Float[np.ndarray, "p"] = np.zeros(p) if start is None else start.copy()
    resid: Float[np.ndarray, "n"] = y - x @ beta
    shrink = 1.0 + lam * (1.0 - l1_ratio)
    active: Bool[np.ndarray, "p"] = np.ones(p, dtype=bool)
    for sweep in range(max_sweeps):
        biggest = 0.0
        for j in np.flatnonzero(active):
            old = float(beta[j])
            rho = float(x[:, j] @ resid) / n + old
            new = soft_threshold(rho, lam * l1_ratio) / shrink
            if new != old:
                resid += x[:, j] * (old - new)
                beta[j] = new
                biggest = max(biggest, abs(new - old))
        if biggest < tol:
            if active.all():
                break
            active[:] = True  # one full sweep confirms
        else:
            active = beta != 0.0 if sweep % 10 else np.ones_like(active)
    return beta


def lambda_grid(x: Mat, y: Vec, count: int, ratio: float = 1e-3) -> Float[np.ndarray, "{count}"]:
    top = float(np.abs(x.T @ y).max()) / y.size
    return np.geomspace(top, top * ratio, count)


def unscale(s: Standardized, beta: Float[np.ndarray, "p"]) -> LinearModel:
    coef = beta / s.x_scale
    return LinearModel(coef, s.y_mean - float(s.x_mean @ coef))


def lasso_path(x: Mat, y: Vec, lambdas: Float[np.ndarray, "k"], l1_ratio: float = 1.0) -> Path:
    s = standardize(x, y)
    beta = np.zeros(x.shape[1])
    models: list[LinearModel] = []
    for lam in lambdas:
        beta = coordinate_descent(s.x, s.y, float(lam), l1_ratio, start=beta)
        models.append(unscale(s, beta))
    return Path(
        lambdas, np.vstack([m.coef for m in models]), np.array([m.intercept for m in models])
    )


def ridge_path(x: Mat, y: Vec, lambdas: Float[np.ndarray, "k"]) -> Path:
    """Every penalty at once from a single decomposition."""
    s = standardize(x, y)
    u, d, vt = np.linalg.svd(s.x, full_matrices=False)
    uty: Float[np.ndarray, "r"] = u.T @ s.y
    filt: Float[np.ndarray, "k r"] = d / (d**2 + y.size * lambdas[:, None])
    coefs: Float[np.ndarray, "k p"] = (filt * uty) @ vt / s.x_scale
    return Path(lambdas, coefs, s.y_mean - coefs @ s.x_mean)


def folds(
    n: int, k: int, rng: np.random.Generator
) -> Iterator[tuple[Int[np.ndarray, "train"], Int[np.ndarray, "test"]]]:
    parts = np.array_split(rng.permutation(n), k)
    for i, test in enumerate(parts):
        yield np.concatenate(parts[:i] + parts[i + 1 :]), test


class CrossValidation(NamedTuple):
    mean: Float[np.ndarray, "k"]
    stderr: Float[np.ndarray, "k"]

    def best(self) -> int:
        return int(self.mean.argmin())

    def one_standard_error(self) -> int:
        """The first (most penalised) entry within one error of the best."""
        b = self.best()
        return int(np.argmax(self.mean <= self.mean[b] + self.stderr[b]))


def cross_validate(
    x: Mat, y: Vec, lambdas: Float[np.ndarray, "k"], n_folds: int, rng: np.random.Generator
) -> CrossValidation:
    errors: Float[np.ndarray, "{n_folds} k"] = np.empty((n_folds, lambdas.size))
    for row, (train, test) in enumerate(folds(len(y), n_folds, rng)):
        pred = lasso_path(x[train], y[train], lambdas).predict(x[test])
        errors[row] = np.mean((y[test][:, None] - pred) ** 2, axis=0)
    return CrossValidation(errors.mean(axis=0), errors.std(axis=0, ddof=1) / np.sqrt(n_folds))


def lagged(series: Float[np.ndarray, "t"], lags: int) -> Float[np.ndarray, "t-{lags} {lags}"]:
    """Row i holds series[i], ..., series[i + lags - 1]; its target is series[i + lags]."""
    series = np.ascontiguousarray(series)
    (step,) = series.strides
    rows = series.size - lags
    return as_strided(series, shape=(rows, lags), strides=(step, step), writeable=False)


def simulate_ar(
    weights: Sequence[float], t: int, rng: np.random.Generator
) -> Float[np.ndarray, "{t}"]:
    k = len(weights)
    out: Float[np.ndarray, "{t}+{k}"] = rng.standard_normal(t + k)
    w = np.asarray(weights)[::-1]
    for i in range(k, t + k):
        out[i] += out[i - k : i] @ w
    return out[k:]


def main() -> None:
    rng = np.random.default_rng(17)
    n, p = 60, 14
    x = rng.standard_normal((n, p)) * rng.uniform(0.5, 3.0, p) + 1.0
    truth = np.zeros(p)
    truth[[1, 4, 9]] = 2.0, -1.5, 1.0
    y = x @ truth + 0.7 + 0.2 * rng.standard_normal(n)

    s = standardize(x, y)
    lambdas = lambda_grid(s.x, s.y, 11)
    path = lasso_path(x, y, lambdas)
    sizes = [model.support.size for model in path]
    assert sizes[0] == 0 and sizes[-1] >= 3
    cv = cross_validate(x, y, lambdas, 5, rng)
    chosen = list(path)[cv.one_standard_error()]
    assert cv.one_standard_error() <= cv.best()
    assert {1, 4, 9} <= set(chosen.support.tolist())

    beta = coordinate_descent(s.x, s.y, 0.1, 0.5)
    value = objective(s.x, s.y, beta, 0.1, 0.5)
    assert all(
        objective(s.x, s.y, beta + d, 0.1, 0.5) >= value for d in 1e-3 * rng.standard_normal((7, p))
    )

    enet = lasso_path(x, y, lambdas, l1_ratio=0.0)
    np.testing.assert_allclose(enet.coefs, ridge_path(x, y, lambdas).coefs, atol=1e-6)

    series = simulate_ar([0.6, 0.0, -0.3], 400, rng)
    design = lagged(series, 6)
    fit = list(lasso_path(design, series[6:], np.array([0.05])))[0]
    assert abs(fit.coef[-1] - 0.6) < 0.2 and abs(fit.coef[-3] + 0.3) < 0.2
