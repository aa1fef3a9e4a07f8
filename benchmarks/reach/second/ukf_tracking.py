"""Extended and unscented Kalman filters for a turning target seen from fixed beacons."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Float

Array = np.ndarray

StateFn = Callable[[Float[Array, "n"]], Float[Array, "n"]]
MeasureFn = Callable[[Float[Array, "n"]], Float[Array, "m"]]


@dataclass(frozen=True)
class Belief:
    mean: Float[Array, "n"]
    cov: Float[Array, "n n"]

    @property
    def dim(self) -> int:
        return self.mean.shape[0]

    def sigma(self) -> Float[Array, "{self.dim}"]:
        return np.sqrt(np.diag(self.cov))


class UnscentedWeights(NamedTuple):
    mean: Float[Array, "s"]
    cov: Float[Array, "s"]
    scale: float


@runtime_checkable
class Filter(Protocol):
    def predict(self, belief: Belief) -> Belief: ...

    def update(self, belief: Belief, z: Float[Array, "m"]) -> Belief: ...


def numerical_jacobian(
    fn: Callable[[Float[Array, "n"]], Float[Array, "m"]],
    x: Float[Array, "n"],
    eps: float = 1e-6,
) -> Float[Array, "m n"]:
    """Central differences, one column per input."""
    steps = eps * np.eye(x.size)
    columns = [(fn(x + h) - fn(x - h)) / (2.0 * eps) for h in steps]
    return np.stack(columns, axis=1)


def symmetrize(a: Float[Array, "*batch k k"]) -> Float[Array, "*batch k k"]:
    return 0.5 * (a + np.swapaxes(a, -1, -2))


def unscented_weights(
    n: int, alpha: float = 0.5, beta: float = 2.0, kappa: float = 0.0
) -> UnscentedWeights:
    lam = alpha**2 * (n + kappa) - n
    wm: Float[Array, "2*{n}+1"] = np.full(2 * n + 1, 0.5 / (n + lam))
    wm[0] = lam / (n + lam)
    wc = wm.copy()
    wc[0] += 1.0 - alpha**2 + beta
    return UnscentedWeights(wm, wc, float(np.sqrt(n + lam)))


def sigma_points(
    mean: Float[Array, "n"], cov: Float[Array, "n n"], scale: float
) -> Float[Array, "2*n+1 n"]:
    root = scale * np.linalg.cholesky(cov)
    return np.concatenate([mean[None, :], mean + root.T, mean - root.T], axis=0)


def weighted_moments(
    points: Float[Array, "s k"], w: UnscentedWeights, noise: Float[Array, "k k"]
) -> tuple[Float[Array, "k"], Float[Array, "k k"], Float[Array, "s k"]]:
    center = w.mean @ points
    resid = points - center
    cov = np.einsum("s,si,sj->ij", w.cov, resid, resid) + noise
    return center, symmetrize(cov), resid


class ExtendedKalman:
    def __init__(
        self, f: StateFn, h: MeasureFn, q: Float[Array, "n n"], r: Float[Array, "m m"]
    ) -> None:
        self.f, self.h, self.q, self.r = f, h, q, r

    def predict(self, belief: Belief) -> Belief:
        jac = numerical_jacobian(self.f, belief.mean)
        return Belief(self.f(belief.mean), symmetrize(jac @ belief.cov @ jac.T + self.q))

    def update(self, belief: Belief, z: Float[Array, "m"]) -> Belief:
        jac = numerical_jacobian(self.h, belief.mean)
        innovation: Float[Array, "m"] = z - self.h(belief.mean)
        s = jac @ belief.cov @ jac.T + self.r
        gain: Float[Array, "n m"] = np.linalg.solve(s, jac @ belief.cov).T
        # Joseph form keeps the covariance positive definite.
        keep = np.eye(belief.dim) - gain @ jac
        cov = keep @ belief.cov @ keep.T + gain @ self.r @ gain.T
        return Belief(belief.mean + gain @ innovation, symmetrize(cov))


class UnscentedKalman:
    def __init__(
        self, f: StateFn, h: MeasureFn, q: Float[Array, "n n"], r: Float[Array, "m m"]
    ) -> None:
        self.f, self.h, self.q, self.r = f, h, q, r
        self.w = unscented_weights(q.shape[0])

    def predict(self, belief: Belief) -> Belief:
        pts = sigma_points(belief.mean, belief.cov, self.w.scale)
        moved = np.array([self.f(p) for p in pts])
        mean, cov, _ = weighted_moments(moved, self.w, self.q)
        return Belief(mean, cov)

    def update(self, belief: Belief, z: Float[Array, "m"]) -> Belief:
        pts = sigma_points(belief.mean, belief.cov, self.w.scale)
        seen = np.array([self.h(p) for p in pts])
        z_hat, s, dz = weighted_moments(seen, self.w, self.r)
        dx = pts - belief.mean
        cross: Float[Array, "n m"] = (self.w.cov[:, None] * dx).T @ dz
        gain = np.linalg.solve(s, cross.T).T
        return Belief(belief.mean + gain @ (z - z_hat), symmetrize(belief.cov - gain @ s @ gain.T))


def make_turn_model(dt: float) -> Callable[[Float[Array, "5"]], Float[Array, "5"]]:
    """State is (x, y, heading, speed, turn rate)."""

    def step(state: Float[Array, "5"]) -> Float[Array, "5"]:
        x, y, heading, speed, turn = state
        return np.array(
            [
                x + dt * speed * np.cos(heading),
                y + dt * speed * np.sin(heading),
                heading + dt * turn,
                speed,
                turn,
            ]
        )

    return step


def make_beacon_sensor(
    beacons: Float[Array, "k 2"],
) -> Callable[[Float[Array, "5"]], Float[Array, "k"]]:
    def ranges(state: Float[Array, "5"]) -> Float[Array, "k"]:
        return np.linalg.norm(beacons - state[:2], axis=-1)

    return ranges


def run_filter(flt: Filter, start: Belief, zs: Float[Array, "t m"]) -> Iterator[Belief]:
    belief = start
    for z in zs:
        belief = flt.update(flt.predict(belief), z)
        yield belief


def rmse(estimate: Float[Array, "t d"], truth: Float[Array, "t d"]) -> float:
    return float(np.sqrt(np.mean(np.sum((estimate - truth) ** 2, axis=1))))


def simulate(
    f: StateFn,
    h: MeasureFn,
    x0: Float[Array, "n"],
    steps: int,
    noise: float,
    rng: np.random.Generator,
) -> tuple[Float[Array, "{steps} n"], Float[Array, "{steps} m"]]:
    states = np.empty((steps, x0.size))
    x = x0
    for i in range(steps):
        x = f(x)
        states[i] = x
    clean = np.stack([h(s) for s in states])
    return states, clean + noise * rng.standard_normal(clean.shape)


def main() -> None:
    rng = np.random.default_rng(7)
    beacons = rng.uniform(-20.0, 20.0, size=(4, 2))
    f, h = make_turn_model(0.2), make_beacon_sensor(beacons)
    x0 = np.array([0.0, 0.0, 0.3, 2.0, 0.2])
    truth, zs = simulate(f, h, x0, 60, 0.3, rng)

    q = np.diag([1e-4, 1e-4, 1e-4, 1e-3, 1e-4])
    r = 0.09 * np.eye(len(beacons))
    start = Belief(x0 + np.array([1.0, -1.0, 0.2, -0.5, -0.1]), np.diag([1.0, 1.0, 0.1, 0.3, 0.05]))
    filters: dict[str, Filter] = {
        "ekf": ExtendedKalman(f, h, q, r),
        "ukf": UnscentedKalman(f, h, q, r),
    }
    for name, flt in filters.items():
        track = list(run_filter(flt, start, zs))
        path = np.stack([b.mean[:2] for b in track])
        assert rmse(path[20:], truth[20:, :2]) < 0.5, name
        assert np.all(track[-1].sigma() < start.sigma())
        assert np.linalg.eigvalsh(track[-1].cov).min() > 0.0
