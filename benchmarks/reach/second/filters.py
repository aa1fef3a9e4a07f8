"""Recursive state estimators: Kalman filter with RTS smoother, particle filter, biquad cascade."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int


class Gaussian(NamedTuple):
    mean: Float[np.ndarray, " s"]
    cov: Float[np.ndarray, "s s"]


@dataclass(frozen=True)
class LinearModel:
    """x' = A x + w,  y = H x + v  with  w ~ N(0, Q)  and  v ~ N(0, R)."""

    A: Float[np.ndarray, "s s"]
    H: Float[np.ndarray, "o s"]
    Q: Float[np.ndarray, "s s"]
    R: Float[np.ndarray, "o o"]

    @property
    def state_dim(self) -> int:
        return self.A.shape[0]

    @property
    def obs_dim(self) -> int:
        return self.H.shape[0]

    def simulate(
        self, steps: int, x0: Float[np.ndarray, " s"], rng: np.random.Generator
    ) -> tuple[Float[np.ndarray, "{steps} s"], Float[np.ndarray, "{steps} {self.obs_dim}"]]:
        states = np.empty((steps, self.state_dim))
        x = x0
        q_root = np.linalg.cholesky(self.Q)
        r_root = np.linalg.cholesky(self.R)
        for t in range(steps):
            x = self.A @ x + q_root @ rng.standard_normal(self.state_dim)
            states[t] = x
        noise = rng.standard_normal((steps, self.obs_dim)) @ r_root.T
        return states, states @ self.H.T + noise


def constant_velocity(axes: int, dt: float, q: float, r: float) -> LinearModel:
    block = np.array([[1.0, dt], [0.0, 1.0]])
    noise = q * np.array([[dt**3 / 3, dt**2 / 2], [dt**2 / 2, dt]])
    eye = np.eye(axes)
    pick: Float[np.ndarray, "1 2"] = np.array([[1.0, 0.0]])
    return LinearModel(
        A=np.kron(eye, block),
        H=np.kron(eye, pick),
        Q=np.kron(eye, noise) + 1e-9 * np.eye(2 * axes),
        R=r * eye,
    )


class KalmanFilter:
    def __init__(self, model: LinearModel, prior: Gaussian) -> None:
        self.model = model
        self.belief = prior
        self.log_likelihood = 0.0
        self._predicted: list[Gaussian] = []
        self._filtered: list[Gaussian] = []

    def predict(self) -> Gaussian:
        m = self.model
        self.belief = Gaussian(m.A @ self.belief.mean, m.A @ self.belief.cov @ m.A.T + m.Q)
        self._predicted.append(self.belief)
        return self.belief

    def update(
        self, y: Float[np.ndarray, "{self.model.obs_dim}"]
    ) -> Float[np.ndarray, "{self.model.obs_dim}"]:
        m, (mean, cov) = self.model, self.belief
        innovation = y - m.H @ mean
        s_cov: Float[np.ndarray, "o o"] = m.H @ cov @ m.H.T + m.R
        gain: Float[np.ndarray, "s o"] = np.linalg.solve(s_cov, m.H @ cov).T
        residual_map = np.eye(m.state_dim) - gain @ m.H
        joseph = residual_map @ cov @ residual_map.T + gain @ m.R @ gain.T
        self.belief = Gaussian(mean + gain @ innovation, joseph)
        self._filtered.append(self.belief)
        _, logdet = np.linalg.slogdet(2 * np.pi * s_cov)
        self.log_likelihood -= 0.5 * float(logdet + innovation @ np.linalg.solve(s_cov, innovation))
        return innovation

    def run(
        self, ys: Float[np.ndarray, "time {self.model.obs_dim}"]
    ) -> Float[np.ndarray, "time {self.model.state_dim}"]:
        means = np.empty((len(ys), self.model.state_dim))
        for t, y in enumerate(ys):
            self.predict()
            self.update(y)
            means[t] = self.belief.mean
        return means

    def smooth(self) -> tuple[Float[np.ndarray, "time s"], Float[np.ndarray, "time s s"]]:
        means = np.stack([g.mean for g in self._filtered])
        covs = np.stack([g.cov for g in self._filtered])
        for t in range(len(means) - 2, -1, -1):
            ahead = self._predicted[t + 1]
            back: Float[np.ndarray, "s s"] = np.linalg.solve(ahead.cov, self.model.A @ covs[t]).T
            means[t] = means[t] + back @ (means[t + 1] - ahead.mean)
            covs[t] = covs[t] + back @ (covs[t + 1] - ahead.cov) @ back.T
        return means, covs


Cloud = Float[np.ndarray, "particles s"]
Dynamics = Callable[[Cloud, np.random.Generator], Cloud]
LogLik = Callable[[Cloud, Float[np.ndarray, " o"]], Float[np.ndarray, " particles"]]


class ParticleFilter:
    def __init__(
        self,
        particles: Float[np.ndarray, "particles s"],
        dynamics: Dynamics,
        loglik: LogLik,
        rng: np.random.Generator,
    ) -> None:
        self.particles = particles
        self.dynamics = dynamics
        self.loglik = loglik
        self.rng = rng
        self.log_weights: Float[np.ndarray, " particles"] = np.full(
            len(particles), -np.log(len(particles))
        )
        self.n_resampled = 0

    @property
    def weights(self) -> Float[np.ndarray, " particles"]:
        w = np.exp(self.log_weights - self.log_weights.max())
        return w / w.sum()

    @property
    def ess(self) -> float:
        return float(1.0 / np.sum(self.weights**2))

    def _systematic(self) -> Int[np.ndarray, " particles"]:
        n = len(self.particles)
        grid = (np.arange(n) + self.rng.random()) / n
        return np.minimum(np.searchsorted(np.cumsum(self.weights), grid), n - 1)

    def step(self, y: Float[np.ndarray, " o"]) -> Float[np.ndarray, " s"]:
        self.particles = self.dynamics(self.particles, self.rng)
        self.log_weights = self.log_weights + self.loglik(self.particles, y)
        estimate = self.weights @ self.particles
        if self.ess < 0.5 * len(self.particles):
            self.particles = self.particles[self._systematic()]
            self.log_weights = np.zeros(len(self.particles))
            self.n_resampled += 1
        return estimate


class BiquadCascade:
    """Second-order sections with per-channel memory, so a signal can come in blocks."""

    def __init__(self, sections: Float[np.ndarray, "sections 5"], channels: int) -> None:
        self.sections = sections
        self.channels = channels
        self.memory: Float[np.ndarray, "sections 2 {channels}"] = np.zeros(
            (len(sections), 2, channels)
        )

    def process(
        self, block: Float[np.ndarray, "time {self.channels}"]
    ) -> Float[np.ndarray, "time {self.channels}"]:
        out = np.empty_like(block)
        for t, frame in enumerate(block):
            for (b0, b1, b2, a1, a2), z in zip(self.sections, self.memory):
                y = b0 * frame + z[0]
                z[0] = b1 * frame - a1 * y + z[1]
                z[1] = b2 * frame - a2 * y
                frame = y
            out[t] = frame
        return out

    def response(self, freqs: Float[np.ndarray, " f"]) -> Float[np.ndarray, " f"]:
        z = np.exp(-2j * np.pi * freqs)[:, None]
        num = self.sections[:, 0] + self.sections[:, 1] * z + self.sections[:, 2] * z**2
        den = 1.0 + self.sections[:, 3] * z + self.sections[:, 4] * z**2
        return np.abs(num / den).prod(axis=1)


def main() -> None:
    rng = np.random.default_rng(5)
    model = constant_velocity(axes=3, dt=0.1, q=0.5, r=0.2)
    truth, ys = model.simulate(60, np.zeros(6), rng)
    kf = KalmanFilter(model, Gaussian(np.zeros(6), np.eye(6)))
    filtered = kf.run(ys)
    smoothed, covs = kf.smooth()
    errors = [float(np.sqrt(np.mean((e - truth) ** 2))) for e in (filtered, smoothed)]
    assert errors[1] < errors[0]
    assert covs.shape == (60, 6, 6) and np.isfinite(kf.log_likelihood)

    q_root = np.linalg.cholesky(model.Q)

    def move(p: Float[np.ndarray, "n s"], gen: np.random.Generator) -> Float[np.ndarray, "n s"]:
        return p @ model.A.T + gen.standard_normal(p.shape) @ q_root.T

    def loglik(p: Float[np.ndarray, "n s"], y: Float[np.ndarray, " o"]) -> Float[np.ndarray, " n"]:
        return -0.5 * ((p @ model.H.T - y) ** 2).sum(axis=1) / 0.2

    pf = ParticleFilter(rng.standard_normal((800, 6)), move, loglik, rng)
    track = np.stack([pf.step(y) for y in ys])
    assert pf.n_resampled > 0
    assert np.sqrt(np.mean((track - filtered) ** 2)) < 0.6

    sos = np.repeat([[0.2, 0.4, 0.2, -0.3, 0.1], [0.3, 0.3, 0.0, -0.4, 0.0]], 2, axis=0)
    signal = rng.standard_normal((50, 7))
    whole = BiquadCascade(sos, 7).process(signal)
    chunked = BiquadCascade(sos, 7)
    parts = [chunked.process(part) for part in np.array_split(signal, 8)]
    assert np.allclose(np.concatenate(parts), whole)
    gains = chunked.response(np.linspace(0.0, 0.5, 33))
    assert gains[0] > gains[-1]


if __name__ == "__main__":
    main()
