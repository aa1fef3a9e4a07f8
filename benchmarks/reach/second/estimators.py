"""Scikit-learn flavoured estimators: scaler, PCA, ridge regression and a pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from jaxtyping import Bool, Float, Int

Floats = np.ndarray


class NotFittedError(RuntimeError):
    pass


@runtime_checkable
class Transformer(Protocol):
    def fit(self, X: Float[Floats, "n p"]) -> Transformer: ...

    def transform(self, X: Float[Floats, "m p"]) -> Float[Floats, "m q"]: ...


class BaseEstimator:
    def _check_fitted(self, *attributes: str) -> None:
        missing = [a for a in attributes if not hasattr(self, a)]
        if missing:
            raise NotFittedError(f"{type(self).__name__} lacks {missing}")

    def get_params(self) -> dict[str, object]:
        return {k: v for k, v in vars(self).items() if not k.endswith("_")}


class StandardScaler(BaseEstimator):
    mean_: Float[Floats, "p"]
    scale_: Float[Floats, "p"]

    def __init__(self, with_std: bool = True) -> None:
        self.with_std = with_std

    def fit(self, X: Float[Floats, "n p"]) -> StandardScaler:
        self.mean_ = X.mean(axis=0)
        if self.with_std:
            std = X.std(axis=0)
            self.scale_ = np.where(std > 0, std, 1.0)
        else:
            self.scale_ = np.ones(X.shape[1])
        return self

    def transform(self, X: Float[Floats, "m p"]) -> Float[Floats, "m p"]:
        self._check_fitted("mean_", "scale_")
        return (X - self.mean_) / self.scale_

    def inverse_transform(self, Z: Float[Floats, "m p"]) -> Float[Floats, "m p"]:
        self._check_fitted("mean_", "scale_")
        return Z * self.scale_ + self.mean_


class PCA(BaseEstimator):
    """Principal components from a thin SVD."""

    components_: Float[Floats, "k p"]
    explained_variance_: Float[Floats, "k"]
    mean_: Float[Floats, "p"]

    def __init__(self, n_components: int) -> None:
        self.n_components = n_components

    def fit(self, X: Float[Floats, "n p"]) -> PCA:
        self.mean_ = X.mean(axis=0)
        u, s, vt = np.linalg.svd(X - self.mean_, full_matrices=False)
        signs: Float[Floats, "r"] = np.sign(vt[np.arange(len(s)), np.abs(vt).argmax(axis=1)])
        vt = vt * signs[:, None]
        self.components_ = vt[: self.n_components]
        self.explained_variance_ = s[: self.n_components] ** 2 / (X.shape[0] - 1)
        return self

    def transform(self, X: Float[Floats, "m p"]) -> Float[Floats, "m k"]:
        self._check_fitted("components_")
        return (X - self.mean_) @ self.components_.T

    def inverse_transform(self, Z: Float[Floats, "m k"]) -> Float[Floats, "m p"]:
        self._check_fitted("components_")
        return Z @ self.components_ + self.mean_

    def get_covariance(self) -> Float[Floats, "p p"]:
        self._check_fitted("components_")
        return np.einsum(
            "kp,k,kq->pq", self.components_, self.explained_variance_, self.components_
        )


class PolynomialFeatures(BaseEstimator):
    """Degree-two features: all the products x_i x_j with i <= j, after x itself."""

    def fit(self, X: Float[Floats, "n p"]) -> PolynomialFeatures:
        self.rows_, self.cols_ = np.triu_indices(X.shape[1])
        return self

    def transform(self, X: Float[Floats, "m p"]) -> Float[Floats, "m p+p*(p+1)//2"]:
        self._check_fitted("rows_")
        return np.concatenate([X, X[:, self.rows_] * X[:, self.cols_]], axis=1)


class Ridge(BaseEstimator):
    coef_: Float[Floats, "p t"]
    intercept_: Float[Floats, "t"]

    def __init__(self, alpha: float = 1.0) -> None:
        self.alpha = alpha

    def fit(self, X: Float[Floats, "n p"], Y: Float[Floats, "n t"]) -> Ridge:
        x_mean, y_mean = X.mean(axis=0), Y.mean(axis=0)
        xc, yc = X - x_mean, Y - y_mean
        gram: Float[Floats, "p p"] = xc.T @ xc + self.alpha * np.eye(X.shape[1])
        self.coef_ = np.linalg.solve(gram, xc.T @ yc)
        self.intercept_ = y_mean - x_mean @ self.coef_
        return self

    def predict(self, X: Float[Floats, "m p"]) -> Float[Floats, "m t"]:
        self._check_fitted("coef_", "intercept_")
        return X @ self.coef_ + self.intercept_

    def score(self, X: Float[Floats, "m p"], Y: Float[Floats, "m t"]) -> Float[Floats, "t"]:
        residual = ((Y - self.predict(X)) ** 2).sum(axis=0)
        total = ((Y - Y.mean(axis=0)) ** 2).sum(axis=0)
        return 1.0 - residual / total


class Pipeline(BaseEstimator):
    def __init__(self, steps: Sequence[tuple[str, Transformer]], final: Ridge) -> None:
        self.steps = list(steps)
        self.final = final

    def __getitem__(self, name: str) -> Transformer:
        return dict(self.steps)[name]

    def _transform(self, X: Float[Floats, "m p"]) -> Float[Floats, "m q"]:
        out = X
        for _, step in self.steps:
            out = step.transform(out)
        return out

    def fit(self, X: Float[Floats, "n p"], Y: Float[Floats, "n t"]) -> Pipeline:
        out = X
        for _, step in self.steps:
            out = step.fit(out).transform(out)
        self.final.fit(out, Y)
        return self

    def predict(self, X: Float[Floats, "m p"]) -> Float[Floats, "m t"]:
        return self.final.predict(self._transform(X))


class KFold:
    def __init__(self, n_splits: int, seed: int) -> None:
        self.n_splits = n_splits
        self.seed = seed

    def split(self, n: int) -> list[tuple[Int[np.ndarray, "_"], Int[np.ndarray, "_"]]]:
        order = np.random.default_rng(self.seed).permutation(n)
        folds = np.array_split(order, self.n_splits)
        out: list[tuple[Int[np.ndarray, "_"], Int[np.ndarray, "_"]]] = []
        for fold in folds:
            held_out: Bool[np.ndarray, "{n}"] = np.zeros(n, dtype=bool)
            held_out[fold] = True
            out.append((np.flatnonzero(~held_out), np.flatnonzero(held_out)))
        return out


def cross_val_mse(
    model: Pipeline, X: Float[Floats, "n p"], Y: Float[Floats, "n t"], cv: KFold
) -> Float[Floats, "{cv.n_splits} t"]:
    scores: list[Float[Floats, "t"]] = []
    for train, test in cv.split(len(X)):
        pred = model.fit(X[train], Y[train]).predict(X[test])
        scores.append(np.mean((pred - Y[test]) ** 2, axis=0))
    return np.stack(scores)


def main() -> None:
    rng = np.random.default_rng(7)
    latent = rng.standard_normal((75, 4))
    X = latent @ rng.standard_normal((4, 6)) + 3.0
    Y = np.stack([latent[:, 0] * latent[:, 1], latent[:, 2]], axis=1)

    scaler = StandardScaler().fit(X)
    assert np.allclose(scaler.inverse_transform(scaler.transform(X)), X)
    pca = PCA(4).fit(X)
    assert np.allclose(pca.inverse_transform(pca.transform(X)), X)
    assert np.allclose(pca.get_covariance(), np.cov(X.T))
    try:
        Ridge().predict(X)
    except NotFittedError:
        pass
    else:
        raise AssertionError("predict before fit")

    pipe = Pipeline(
        [("scale", StandardScaler()), ("pca", PCA(4)), ("poly", PolynomialFeatures())], Ridge(1e-6)
    )
    mse = cross_val_mse(pipe, X, Y, KFold(5, seed=3))
    assert mse.shape == (5, 2) and float(mse.max()) < 1e-4
    assert isinstance(pipe["pca"], PCA)
    linear = Ridge(1e-3).fit(X, Y)
    r2 = linear.score(X, Y)
    assert r2[1] > 0.99 and r2[0] < 0.5
    assert linear.get_params() == {"alpha": 1e-3}


if __name__ == "__main__":
    main()
