"""Square-root Kalman filter: the covariance is carried as a lower Cholesky factor."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

Array = np.ndarray


@dataclass(frozen=True)
class LinearModel:
    F: Float[np.ndarray, "n n"]
    H: Float[np.ndarray, "m n"]
    sqrt_q: Float[np.ndarray, "n n"]
    sqrt_r: Float[np.ndarray, "m m"]

    @property
    def state_dim(self) -> int:
        return self.F.shape[0]

    @property
    def obs_dim(self) -> int:
        return self.H.shape[0]


@dataclass
class Belief:
    mean: Float[np.ndarray, "n"]
    chol: Float[np.ndarray, "n n"]

    def variances(self) -> Float[np.ndarray, "n"]:
        return (self.chol**2).sum(axis=1)


def triangularise(
    square: Float[Array, "k k"], extra: Float[Array, "k e"] | None = None
) -> Float[Array, "k k"]:
    """Lower-triangular L with L L^T = square square^T + extra extra^T."""
    block = square if extra is None else np.concatenate([square, extra], axis=1)
    r = np.linalg.qr(block.T, mode="r")
    lower = r.T
    signs = np.where(np.diag(lower) < 0, -1.0, 1.0)
    return lower * signs[None, :]


def predict(model: LinearModel, belief: Belief) -> Belief:
    return Belief(model.F @ belief.mean, triangularise(model.F @ belief.chol, model.sqrt_q))


def update(
    model: LinearModel, belief: Belief, y: Float[Array, "m"]
) -> tuple[Belief, Float[Array, "m"], float]:
    n, m = model.state_dim, model.obs_dim
    pre = np.zeros((m + n, m + n))
    pre[:m, :m] = model.sqrt_r
    pre[:m, m:] = model.H @ belief.chol
    pre[m:, m:] = belief.chol
    post = triangularise(pre)

    sqrt_s = post[:m, :m]
    gain_s: Float[Array, "n m"] = post[m:, :m]
    innovation = y - model.H @ belief.mean
    whitened = np.linalg.solve(sqrt_s, innovation)
    mean = belief.mean + gain_s @ whitened
    log_lik = -0.5 * (
        whitened @ whitened + 2.0 * np.sum(np.log(np.diag(sqrt_s))) + m * np.log(2.0 * np.pi)
    )
    return Belief(mean, post[m:, m:]), innovation, float(log_lik)


def run_filter(
    model: LinearModel, start: Belief, ys: Float[Array, "t m"]
) -> tuple[Float[Array, "t n"], Float[Array, "t n n"], float]:
    means: list[Float[Array, "n"]] = []
    chols: list[Float[Array, "n n"]] = []
    total = 0.0
    belief = start
    for y in ys:
        belief, _, ll = update(model, predict(model, belief), y)
        means.append(belief.mean)
        chols.append(belief.chol)
        total += ll
    return np.stack(means), np.stack(chols), total


def simulate(
    model: LinearModel, x0: Float[Array, "n"], steps: int, rng: np.random.Generator
) -> tuple[Float[Array, "{steps} n"], Float[Array, "{steps} m"]]:
    xs = np.empty((steps, model.state_dim))
    ys = np.empty((steps, model.obs_dim))
    x = x0
    for t in range(steps):
        x = model.F @ x + model.sqrt_q @ rng.standard_normal(model.state_dim)
        xs[t] = x
        ys[t] = model.H @ x + model.sqrt_r @ rng.standard_normal(model.obs_dim)
    return xs, ys


def constant_velocity(dt: float, accel_std: float, obs_std: float) -> LinearModel:
    f1 = np.array([[1.0, dt], [0.0, 1.0]])
    q1 = accel_std**2 * np.array([[dt**3 / 3, dt**2 / 2], [dt**2 / 2, dt]])
    eye3 = np.eye(3)
    h = np.kron(eye3, np.array([[1.0, 0.0]]))
    sqrt_q = np.linalg.cholesky(np.kron(eye3, q1))
    return LinearModel(np.kron(eye3, f1), h, sqrt_q, obs_std * eye3)


def main() -> None:
    rng = np.random.default_rng(0)
    model = constant_velocity(0.1, 0.5, 0.3)
    xs, ys = simulate(model, np.zeros(6), 50, rng)
    means, chols, ll = run_filter(model, Belief(np.zeros(6), np.eye(6)), ys)
    rmse = np.sqrt(np.mean((means[:, ::2] - xs[:, ::2]) ** 2, axis=0))
    spread = Belief(means[-1], chols[-1]).variances()
    print("rmse", rmse.round(3), "trace", round(float(spread.sum()), 4), "ll", round(ll, 2))
