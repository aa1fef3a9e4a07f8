"""Linear Gaussian state-space models for time series, with Kalman filtering, smoothing and forecasting."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from jaxtyping import Float


@dataclass(frozen=True)
class Params:
    """x[t+1] = F x[t] + w,  y[t] = H x[t] + v."""

    transition: Float[np.ndarray, "s s"]
    observation: Float[np.ndarray, "m s"]
    process_cov: Float[np.ndarray, "s s"]
    noise_cov: Float[np.ndarray, "m m"]
    mean0: Float[np.ndarray, "s"]
    cov0: Float[np.ndarray, "s s"]


class Belief(NamedTuple):
    mean: Float[np.ndarray, "s"]
    cov: Float[np.ndarray, "s s"]


class FilterResult(NamedTuple):
    means: Float[np.ndarray, "t s"]
    covs: Float[np.ndarray, "t s s"]
    predicted_means: Float[np.ndarray, "t s"]
    predicted_covs: Float[np.ndarray, "t s s"]
    log_likelihood: float


@dataclass
class Forecast:
    mean: Float[np.ndarray, "h m"]
    cov: Float[np.ndarray, "h m m"]

    def interval(
        self, z: float = 1.96
    ) -> tuple[Float[np.ndarray, "h m"], Float[np.ndarray, "h m"]]:
        std = np.sqrt(np.diagonal(self.cov, axis1=1, axis2=2))
        return self.mean - z * std, self.mean + z * std


class StateSpaceModel:
    def __init__(self, params: Params) -> None:
        self.params = params

    def predict(self, belief: Belief) -> Belief:
        f = self.params.transition
        return Belief(f @ belief.mean, f @ belief.cov @ f.T + self.params.process_cov)

    def update(self, belief: Belief, y: Float[np.ndarray, "m"]) -> tuple[Belief, float]:
        h = self.params.observation
        innovation = y - h @ belief.mean
        s = h @ belief.cov @ h.T + self.params.noise_cov
        gain = np.linalg.solve(s, h @ belief.cov).T
        mean = belief.mean + gain @ innovation
        cov = belief.cov - gain @ s @ gain.T
        _, logdet = np.linalg.slogdet(2 * np.pi * s)
        log_lik = -0.5 * (logdet + innovation @ np.linalg.solve(s, innovation))
        return Belief(mean, 0.5 * (cov + cov.T)), float(log_lik)

    def filter(self, ys: Float[np.ndarray, "t m"]) -> FilterResult:
        prior = Belief(self.params.mean0, self.params.cov0)
        filtered: list[Belief] = []
        predicted: list[Belief] = []
        total = 0.0
        for y in ys:
            predicted.append(prior)
            if np.isnan(y).any():
                posterior, log_lik = prior, 0.0
            else:
                posterior, log_lik = self.update(prior, y)
            filtered.append(posterior)
            total += log_lik
            prior = self.predict(posterior)
        return FilterResult(
            means=np.stack([b.mean for b in filtered]),
            covs=np.stack([b.cov for b in filtered]),
            predicted_means=np.stack([b.mean for b in predicted]),
            predicted_covs=np.stack([b.cov for b in predicted]),
            log_likelihood=total,
        )

    def smooth(
        self, ys: Float[np.ndarray, "t m"]
    ) -> tuple[Float[np.ndarray, "t s"], Float[np.ndarray, "t s s"]]:
        """Rauch-Tung-Striebel backward pass."""
        result = self.filter(ys)
        means, covs = result.means.copy(), result.covs.copy()
        f = self.params.transition
        for t in range(len(ys) - 2, -1, -1):
            gain = np.linalg.solve(result.predicted_covs[t + 1], f @ result.covs[t]).T
            means[t] += gain @ (means[t + 1] - result.predicted_means[t + 1])
            covs[t] += gain @ (covs[t + 1] - result.predicted_covs[t + 1]) @ gain.T
        return means, covs

    def forecast(self, ys: Float[np.ndarray, "t m"], horizon: int) -> Forecast:
        result = self.filter(ys)
        h = self.params.observation
        belief = Belief(result.means[-1], result.covs[-1])
        means, covs = [], []
        for _ in range(horizon):
            belief = self.predict(belief)
            means.append(h @ belief.mean)
            covs.append(h @ belief.cov @ h.T + self.params.noise_cov)
        return Forecast(mean=np.stack(means), cov=np.stack(covs))

    def simulate(
        self, length: int, rng: np.random.Generator
    ) -> tuple[Float[np.ndarray, "length s"], Float[np.ndarray, "length m"]]:
        p = self.params
        states = np.empty((length, len(p.mean0)))
        x = rng.multivariate_normal(p.mean0, p.cov0)
        for t in range(length):
            states[t] = x
            x = rng.multivariate_normal(p.transition @ x, p.process_cov)
        noise = rng.multivariate_normal(np.zeros(len(p.noise_cov)), p.noise_cov, size=length)
        return states, states @ p.observation.T + noise


class LocalLinearTrend(StateSpaceModel):
    """Independent level-and-slope models for each of several series."""

    def __init__(self, n_series: int, level_var: float, slope_var: float, noise_var: float) -> None:
        eye = np.eye(n_series)
        super().__init__(
            Params(
                transition=np.kron(eye, np.array([[1.0, 1.0], [0.0, 1.0]])),
                observation=np.kron(eye, np.array([[1.0, 0.0]])),
                process_cov=np.kron(eye, np.diag([level_var, slope_var])),
                noise_cov=noise_var * eye,
                mean0=np.zeros(2 * n_series),
                cov0=10.0 * np.eye(2 * n_series),
            )
        )

    def slopes(self, ys: Float[np.ndarray, "t m"]) -> Float[np.ndarray, "t m"]:
        means, _ = self.smooth(ys)
        return means[:, 1::2]


class Seasonal(StateSpaceModel):
    """A single series with a dummy-variable seasonal component."""

    def __init__(self, period: int, level_var: float, season_var: float, noise_var: float) -> None:
        self.period = period
        transition = np.zeros((period, period))
        transition[0, 0] = 1.0
        transition[1, 1:] = -1.0
        transition[2:, 1:-1] = np.eye(period - 2)
        observation = np.zeros((1, period))
        observation[0, :2] = 1.0
        variances = np.zeros(period)
        variances[:2] = level_var, season_var
        super().__init__(
            Params(
                transition,
                observation,
                process_cov=np.diag(variances) + 1e-9 * np.eye(period),
                noise_cov=np.array([[noise_var]]),
                mean0=np.zeros(period),
                cov0=5.0 * np.eye(period),
            )
        )

    def decompose(
        self, y: Float[np.ndarray, "t"]
    ) -> tuple[Float[np.ndarray, "t"], Float[np.ndarray, "t"]]:
        means, _ = self.smooth(y[:, None])
        return means[:, 0], means[:, 1]


def main() -> None:
    rng = np.random.default_rng(9)
    series, length, horizon, period = 3, 53, 7, 4
    trend = LocalLinearTrend(series, level_var=0.05, slope_var=0.01, noise_var=0.4)
    states, ys = trend.simulate(length, rng)
    ys[rng.random(length) < 0.1] = np.nan
    filtered = trend.filter(ys)
    smoothed, covs = trend.smooth(ys)
    levels = slice(None, None, 2)
    filter_error = np.sqrt(np.mean((filtered.means[:, levels] - states[:, levels]) ** 2))
    smooth_error = np.sqrt(np.mean((smoothed[:, levels] - states[:, levels]) ** 2))
    print(
        f"log likelihood {filtered.log_likelihood:.2f}  rmse {filter_error:.3f} -> {smooth_error:.3f}"
    )
    print("posterior trace", np.trace(covs, axis1=1, axis2=2).mean().round(3))
    low, high = trend.forecast(ys, horizon).interval()
    print("interval width", (high - low)[[0, -1]].mean(axis=1).round(3), low.shape)
    print("final slopes", trend.slopes(ys)[-1].round(3))
    pattern = np.tile([2.0, -1.0, 0.5, -1.5], 12)
    y = pattern + 0.02 * np.arange(pattern.size) + 0.2 * rng.normal(size=pattern.size)
    seasonal = Seasonal(period, level_var=0.01, season_var=1e-4, noise_var=0.05)
    level, season = seasonal.decompose(y)
    print("level", level[-1].round(3), "season", season[-period:].round(2))
    print("ahead", seasonal.forecast(y[:, None], horizon=horizon).mean[:, 0].round(2))
