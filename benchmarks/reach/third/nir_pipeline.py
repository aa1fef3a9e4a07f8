"""Near-infrared spectroscopy calibration: scatter correction -> smoothing -> PCA -> ridge."""

from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Bool, Float, Int


class NotFittedError(RuntimeError):
    pass


@runtime_checkable
class Transformer(Protocol):
    def fit(self, X: Float[np.ndarray, "samples bands"]) -> "Transformer": ...

    def transform(
        self, X: Float[np.ndarray, "samples bands"]
    ) -> Float[np.ndarray, "samples features"]: ...


@runtime_checkable
class Regressor(Protocol):
    def fit(
        self, X: Float[np.ndarray, "samples features"], Y: Float[np.ndarray, "samples analytes"]
    ) -> "Regressor": ...

    def predict(
        self, X: Float[np.ndarray, "samples features"]
    ) -> Float[np.ndarray, "samples analytes"]: ...


class MultiplicativeScatterCorrection:
    """Regress each spectrum on the mean spectrum; remove offset and slope."""

    def __init__(self) -> None:
        self.reference_: Float[np.ndarray, "bands"] | None = None

    def fit(self, X: Float[np.ndarray, "samples bands"]) -> "MultiplicativeScatterCorrection":
        self.reference_ = X.mean(axis=0)
        return self

    def transform(
        self, X: Float[np.ndarray, "samples bands"]
    ) -> Float[np.ndarray, "samples bands"]:
        if self.reference_ is None:
            raise NotFittedError("call fit() first")
        ref = self.reference_
        design = np.column_stack([np.ones_like(ref), ref])
        coef, *_ = np.linalg.lstsq(design, X.T, rcond=None)
        offset, slope = coef
        return (X - offset[:, None]) / slope[:, None]


class MovingAverage:
    """Valid-mode box smoothing; shortens the spectrum by ``width - 1`` bands."""

    def __init__(self, width: int) -> None:
        if width < 1:
            raise ValueError("width must be positive")
        self.width = width

    def fit(self, X: Float[np.ndarray, "samples bands"]) -> "MovingAverage":
        return self

    def transform(
        self, X: Float[np.ndarray, "samples bands"]
    ) -> Float[np.ndarray, "samples smoothed"]:
        windows = np.lib.stride_tricks.sliding_window_view(X, self.width, axis=1)
        return windows.mean(axis=-1)


class PCA:
    def __init__(self, n_components: int) -> None:
        self.n_components = n_components
        self.mean_: Float[np.ndarray, "bands"] | None = None
        self.components_: Float[np.ndarray, "k bands"] | None = None
        self.explained_: Float[np.ndarray, "k"] | None = None

    def fit(self, X: Float[np.ndarray, "samples bands"]) -> "PCA":
        self.mean_ = X.mean(axis=0)
        _, s, vt = np.linalg.svd(X - self.mean_, full_matrices=False)
        self.components_ = vt[: self.n_components]
        self.explained_ = (s**2 / np.sum(s**2))[: self.n_components]
        return self

    def transform(self, X: Float[np.ndarray, "samples bands"]) -> Float[np.ndarray, "samples k"]:
        if self.mean_ is None or self.components_ is None:
            raise NotFittedError("call fit() first")
        return (X - self.mean_) @ self.components_.T


class Ridge:
    def __init__(self, alpha: float = 1.0) -> None:
        self.alpha = alpha
        self.coef_: Float[np.ndarray, "features analytes"] | None = None
        self.intercept_: Float[np.ndarray, "analytes"] | None = None

    def fit(
        self, X: Float[np.ndarray, "samples features"], Y: Float[np.ndarray, "samples analytes"]
    ) -> "Ridge":
        x_mean, y_mean = X.mean(axis=0), Y.mean(axis=0)
        Xc, Yc = X - x_mean, Y - y_mean
        gram = Xc.T @ Xc + self.alpha * np.eye(X.shape[1])
        self.coef_ = np.linalg.solve(gram, Xc.T @ Yc)
        self.intercept_ = y_mean - x_mean @ self.coef_
        return self

    def predict(
        self, X: Float[np.ndarray, "samples features"]
    ) -> Float[np.ndarray, "samples analytes"]:
        if self.coef_ is None or self.intercept_ is None:
            raise NotFittedError("call fit() first")
        return X @ self.coef_ + self.intercept_


class Pipeline:
    def __init__(self, steps: list[tuple[str, Transformer]], final: Regressor) -> None:
        self.steps = steps
        self.final = final

    def _transform(
        self, X: Float[np.ndarray, "samples bands"]
    ) -> Float[np.ndarray, "samples features"]:
        Z = X
        for _, step in self.steps:
            Z = step.transform(Z)
        return Z

    def fit(
        self, X: Float[np.ndarray, "samples bands"], Y: Float[np.ndarray, "samples analytes"]
    ) -> "Pipeline":
        Z = X
        for _, step in self.steps:
            step.fit(Z)
            Z = step.transform(Z)
        self.final.fit(Z, Y)
        return self

    def predict(
        self, X: Float[np.ndarray, "samples bands"]
    ) -> Float[np.ndarray, "samples analytes"]:
        return self.final.predict(self._transform(X))


class Scores(NamedTuple):
    rmse: Float[np.ndarray, "analytes"]
    r2: Float[np.ndarray, "analytes"]


def score(
    truth: Float[np.ndarray, "samples analytes"], pred: Float[np.ndarray, "samples analytes"]
) -> Scores:
    residual = truth - pred
    sse = np.sum(residual**2, axis=0)
    sst = np.sum((truth - truth.mean(axis=0)) ** 2, axis=0)
    return Scores(rmse=np.sqrt(sse / truth.shape[0]), r2=1.0 - sse / sst)


def assign_folds(n: int, k: int, rng: np.random.Generator) -> Int[np.ndarray, "{n}"]:
    folds = np.arange(n) % k
    rng.shuffle(folds)
    return folds


def cross_val_predict(
    X: Float[np.ndarray, "samples bands"],
    Y: Float[np.ndarray, "samples analytes"],
    folds: Int[np.ndarray, "samples"],
) -> Float[np.ndarray, "samples analytes"]:
    out = np.empty_like(Y)
    for f in np.unique(folds):
        held: Bool[np.ndarray, "samples"] = folds == f
        out[held] = build_pipeline().fit(X[~held], Y[~held]).predict(X[held])
    return out


def build_pipeline() -> Pipeline:
    return Pipeline(
        [("msc", MultiplicativeScatterCorrection()), ("smooth", MovingAverage(4)), ("pca", PCA(6))],
        Ridge(alpha=1e-3),
    )


def synth_spectra(
    conc: Float[np.ndarray, "samples analytes"], bands: int, rng: np.random.Generator
) -> Float[np.ndarray, "samples {bands}"]:
    wl = np.linspace(0.0, 1.0, bands)
    centres = np.linspace(0.2, 0.8, conc.shape[1])
    peaks = np.exp(-0.5 * ((wl[None, :] - centres[:, None]) / 0.07) ** 2)
    clean = 0.5 + wl + conc @ peaks
    gain = rng.uniform(0.9, 1.1, size=(conc.shape[0], 1))
    return gain * clean + 0.005 * rng.standard_normal(clean.shape)


def main() -> None:
    rng = np.random.default_rng(11)
    conc = rng.uniform(0.0, 1.0, size=(53, 3))
    X = synth_spectra(conc, 41, rng)
    folds = assign_folds(X.shape[0], 5, rng)
    cv = score(conc, cross_val_predict(X, conc, folds))
    model = build_pipeline().fit(X, conc)
    fresh = rng.uniform(0.0, 1.0, size=(17, 3))
    test = score(fresh, model.predict(synth_spectra(fresh, 41, rng)))
    print("cv rmse", cv.rmse.round(3), "r2", cv.r2.round(3))
    print("test rmse", test.rmse.round(3), "r2", test.r2.round(3))
