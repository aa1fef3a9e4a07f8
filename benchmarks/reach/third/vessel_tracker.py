# Kalman tracking of ships in harbour radar data.
# Model objects describe the physics; the filter only knows the model; records carry results.
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Bool, Float

F = Float
A = np.ndarray


@dataclass(frozen=True)
class MotionModel:
    transition: F[A, "state state"]
    process_cov: F[A, "state state"]

    @classmethod
    def constant_velocity(cls, dims: int, dt: float, accel_psd: float) -> "MotionModel":
        block = np.array([[1.0, dt], [0.0, 1.0]])
        q = accel_psd * np.array([[dt**3 / 3, dt**2 / 2], [dt**2 / 2, dt]])
        return cls(np.kron(block, np.eye(dims)), np.kron(q, np.eye(dims)))

    @property
    def dim(self) -> int:
        return int(self.transition.shape[0])


@dataclass(frozen=True)
class SensorModel:
    observe: F[A, "obs state"]
    noise_cov: F[A, "obs obs"]

    @classmethod
    def leading(cls, n_obs: int, n_state: int, sigma: float) -> "SensorModel":
        return cls(np.eye(n_obs, n_state), sigma**2 * np.eye(n_obs))


@dataclass(frozen=True)
class Gaussian:
    mean: F[A, "state"]
    cov: F[A, "state state"]

    def project(self, m: F[A, "out state"]) -> "Gaussian":
        return Gaussian(m @ self.mean, m @ self.cov @ m.T)

    def widen(self, extra: F[A, "state state"]) -> "Gaussian":
        return replace(self, cov=self.cov + extra)

    def log_density(self, x: F[A, "state"]) -> float:
        chol = np.linalg.cholesky(self.cov)
        z = np.linalg.solve(chol, x - self.mean)
        logdet = 2.0 * np.log(np.diagonal(chol)).sum()
        return float(-0.5 * (z @ z + logdet + z.size * np.log(2 * np.pi)))


@dataclass
class FilterRecord:
    """Everything the smoother and the plots need, one row per scan."""

    prior_means: F[A, "time state"]
    prior_covs: F[A, "time state state"]
    means: F[A, "time state"]
    covs: F[A, "time state state"]
    loglik: F[A, "time"]
    seen: Bool[A, "time"]

    @classmethod
    def allocate(cls, steps: int, dim: int) -> "FilterRecord":
        return cls(
            prior_means=np.zeros((steps, dim)),
            prior_covs=np.zeros((steps, dim, dim)),
            means=np.zeros((steps, dim)),
            covs=np.zeros((steps, dim, dim)),
            loglik=np.zeros(steps),
            seen=np.zeros(steps, dtype=bool),
        )

    def __len__(self) -> int:
        return len(self.loglik)

    def sigma(self) -> F[A, "time state"]:
        return np.sqrt(np.diagonal(self.covs, axis1=1, axis2=2))


class KalmanFilter:
    def __init__(self, motion: MotionModel, sensor: SensorModel) -> None:
        self.motion = motion
        self.sensor = sensor

    def predict(self, belief: Gaussian) -> Gaussian:
        return belief.project(self.motion.transition).widen(self.motion.process_cov)

    def update(self, prior: Gaussian, z: F[A, "obs"]) -> tuple[Gaussian, float]:
        h = self.sensor.observe
        innov = prior.project(h).widen(self.sensor.noise_cov)
        gain = np.linalg.solve(innov.cov, h @ prior.cov).T
        mean = prior.mean + gain @ (z - innov.mean)
        left = np.eye(prior.mean.shape[0]) - gain @ h
        cov = left @ prior.cov @ left.T + gain @ self.sensor.noise_cov @ gain.T
        return Gaussian(mean, cov), innov.log_density(z)

    def run(self, start: Gaussian, scans: F[A, "time obs"]) -> FilterRecord:
        rec = FilterRecord.allocate(scans.shape[0], self.motion.dim)
        belief = start
        for t, z in enumerate(scans):
            prior = self.predict(belief)
            rec.prior_means[t], rec.prior_covs[t] = prior.mean, prior.cov
            if np.isnan(z).any():
                belief = prior
            else:
                belief, rec.loglik[t] = self.update(prior, z)
                rec.seen[t] = True
            rec.means[t], rec.covs[t] = belief.mean, belief.cov
        return rec

    def smooth(self, rec: FilterRecord) -> tuple[F[A, "time state"], F[A, "time state state"]]:
        means, covs = rec.means.copy(), rec.covs.copy()
        phi = self.motion.transition
        for t in range(len(rec) - 2, -1, -1):
            back = np.linalg.solve(rec.prior_covs[t + 1], phi @ rec.covs[t]).T
            means[t] += back @ (means[t + 1] - rec.prior_means[t + 1])
            covs[t] += back @ (covs[t + 1] - rec.prior_covs[t + 1]) @ back.T
        return means, covs


@dataclass
class Voyage:
    truth: F[A, "time state"]
    scans: F[A, "time obs"]


def sail(
    motion: MotionModel,
    sensor: SensorModel,
    x0: F[A, "state"],
    steps: int,
    rng: np.random.Generator,
) -> Voyage:
    lq = np.linalg.cholesky(motion.process_cov)
    lr = np.linalg.cholesky(sensor.noise_cov)
    truth = np.empty((steps, x0.size))
    x = x0
    for t in range(steps):
        x = motion.transition @ x + lq @ rng.standard_normal(x0.size)
        truth[t] = x
    scans = truth @ sensor.observe.T + rng.standard_normal((steps, lr.shape[0])) @ lr.T
    scans[rng.random(steps) < 0.15] = np.nan
    return Voyage(truth, scans)


def rms(err: F[A, "time k"]) -> float:
    return float(np.sqrt(np.mean(np.einsum("tk,tk->t", err, err))))


def total_loglik(records: Iterable[FilterRecord]) -> float:
    return sum((float(r.loglik[r.seen].sum()) for r in records), 0.0)


def main() -> None:
    rng = np.random.default_rng(8)
    motion = MotionModel.constant_velocity(3, 0.5, 0.2)
    sensor = SensorModel.leading(2, motion.dim, 0.8)
    kf = KalmanFilter(motion, sensor)
    start = Gaussian(np.zeros(motion.dim), 4.0 * np.eye(motion.dim))
    records: list[FilterRecord] = []
    for steps in (29, 37):
        voyage = sail(motion, sensor, rng.standard_normal(motion.dim), steps, rng)
        rec = kf.run(start, voyage.scans)
        means, covs = kf.smooth(rec)
        h = sensor.observe
        print(
            int(rec.seen.sum()),
            round(rms((rec.means - voyage.truth) @ h.T), 3),
            round(rms((means - voyage.truth) @ h.T), 3),
            round(float(np.trace(covs, axis1=1, axis2=2).mean()), 3),
            round(float(rec.sigma().mean()), 3),
        )
        records.append(rec)
    print(round(total_loglik(records), 3))
