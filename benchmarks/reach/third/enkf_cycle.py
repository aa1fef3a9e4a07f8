# Ensemble data assimilation for a Lorenz-96 atmosphere: n = state, m = members, p = observations.
from abc import ABC, abstractmethod
from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Float, Int, Shaped
from numpy import ndarray as T


class Lorenz96:
    def __init__(self, forcing: float = 8.0, dt: float = 0.02) -> None:
        self.F, self.dt = forcing, dt

    def tendency(self, x: Float[T, "*b n"]) -> Float[T, "*b n"]:
        ahead = np.roll(x, -1, axis=-1)
        back, back2 = np.roll(x, 1, axis=-1), np.roll(x, 2, axis=-1)
        return (ahead - back2) * back - x + self.F

    def step(self, x: Float[T, "*b n"]) -> Float[T, "*b n"]:
        h, f = self.dt, self.tendency
        k1 = f(x)
        k2 = f(x + 0.5 * h * k1)
        k3 = f(x + 0.5 * h * k2)
        k4 = f(x + h * k3)
        return x + h / 6.0 * (k1 + 2 * k2 + 2 * k3 + k4)

    def run(self, x: Float[T, "*b n"], steps: int) -> Float[T, "*b n"]:
        for _ in range(steps):
            x = self.step(x)
        return x


class ObsOperator:
    """Linear interpolation to off-grid stations on the ring."""

    def __init__(self, where: Float[T, " p"], n: int, sigma: Float[T, " p"]) -> None:
        self.where = np.mod(where, n)
        self.n = n
        self.R = np.diag(sigma**2)
        lo = np.floor(self.where).astype(int) % n
        w = self.where - np.floor(self.where)
        rows = np.arange(where.size)
        self.H = np.zeros((where.size, n))
        self.H[rows, lo] += 1.0 - w
        self.H[rows, (lo + 1) % n] += w

    def __call__(self, E: Float[T, "m n"]) -> Float[T, "m p"]:
        return E @ self.H.T

    def noisy(self, x: Float[T, " n"], rng: np.random.Generator) -> Float[T, " p"]:
        L = np.linalg.cholesky(self.R)
        return self.H @ x + L @ rng.standard_normal(self.where.size)


class Taper:
    """Gaspari-Cohn on periodic distance."""

    def __init__(self, half_width: float) -> None:
        self.c = half_width

    def _gc(self, d: Float[T, "a b"]) -> Float[T, "a b"]:
        r = d / self.c
        near = 1 - 5 / 3 * r**2 + 5 / 8 * r**3 + 0.5 * r**4 - 0.25 * r**5
        s = np.where(r < 1, 1.0, r)
        far = 4 - 5 * s + 5 / 3 * s**2 + 5 / 8 * s**3 - 0.5 * s**4 + s**5 / 12 - 2 / (3 * s)
        return np.select([r < 1, r < 2], [near, far], default=0.0)

    def between(self, a: Float[T, " a"], b: Float[T, " b"], n: int) -> Float[T, "a b"]:
        d = np.abs(a[:, None] - b)
        return self._gc(np.minimum(d, n - d))

    def cross(self, op: ObsOperator) -> Float[T, "n p"]:
        return self.between(np.arange(op.n, dtype=float), op.where, op.n)

    def obs(self, op: ObsOperator) -> Float[T, "p p"]:
        return self.between(op.where, op.where, op.n)


@dataclass
class Split:
    """Ensemble as mean + anomalies."""

    E: Float[T, "m n"]
    mean: Float[T, " n"] = field(init=False)
    dev: Float[T, "m n"] = field(init=False)

    def __post_init__(self) -> None:
        self.mean = self.E.mean(0)
        self.dev = self.E - self.mean

    @property
    def m(self) -> int:
        return len(self.E)

    @property
    def spread(self) -> float:
        return float(np.sqrt(np.sum(self.dev**2) / (self.m - 1) / self.dev.shape[1]))

    def cov(self, Y: Float[T, "m p"]) -> Float[T, "n p"]:
        return self.dev.T @ (Y - Y.mean(0)) / (self.m - 1)


class Filter(ABC):
    def __init__(self, op: ObsOperator, taper: Taper | None = None) -> None:
        self.op = op
        self.rho_xy = taper.cross(op) if taper is not None else np.ones((op.n, op.where.size))
        self.rho_yy = taper.obs(op) if taper is not None else np.ones(op.R.shape)

    def gain(self, s: Split) -> Float[T, "n p"]:
        Y = self.op(s.E)
        dY = Y - Y.mean(0)
        S = self.rho_yy * (dY.T @ dY) / (s.m - 1) + self.op.R
        return np.linalg.solve(S, (self.rho_xy * s.cov(Y)).T).T

    @abstractmethod
    def analyse(self, E: Float[T, "m n"], y: Float[T, " p"]) -> Float[T, "m n"]: ...


class Stochastic(Filter):
    def __init__(self, op: ObsOperator, taper: Taper, rng: np.random.Generator) -> None:
        super().__init__(op, taper)
        self.rng = rng

    def analyse(self, E: Float[T, "m n"], y: Float[T, " p"]) -> Float[T, "m n"]:
        K = self.gain(Split(E))
        eps = self.rng.multivariate_normal(np.zeros(y.size), self.op.R, size=len(E))
        eps -= eps.mean(0)
        return E + (y + eps - self.op(E)) @ K.T


class Transform(Filter):
    """ETKF, symmetric square root; no localisation."""

    def analyse(self, E: Float[T, "m n"], y: Float[T, " p"]) -> Float[T, "m n"]:
        s, Y = Split(E), self.op(E)
        dY = Y - Y.mean(0)
        C = np.linalg.solve(self.op.R, dY.T)
        lam, U = np.linalg.eigh((s.m - 1) * np.eye(s.m) + dY @ C)
        w = U @ ((U.T @ (C.T @ (y - Y.mean(0)))) / lam)
        W = (U * np.sqrt((s.m - 1) / lam)) @ U.T
        return s.mean + (W + w[:, None]).T @ s.dev


class Serial(Filter):
    """One observation at a time; R is diagonal here."""

    def analyse(self, E: Float[T, "m n"], y: Float[T, " p"]) -> Float[T, "m n"]:
        r = np.diagonal(self.op.R)
        for j in range(y.size):
            s = Split(E)
            h = E @ self.op.H[j]
            dh = h - h.mean()
            v = dh @ dh / (s.m - 1)
            k = self.rho_xy[:, j] * (dh @ s.dev) / (s.m - 1) / (v + r[j])
            shrink = 1.0 / (1.0 + np.sqrt(r[j] / (v + r[j])))
            E = s.mean + k * (y[j] - h.mean()) + s.dev - shrink * np.outer(dh, k)
        return E


class Inflated(Filter):
    """Wraps another filter with relaxation to prior anomalies."""

    def __init__(self, inner: Filter, relax: float) -> None:
        super().__init__(inner.op)
        self.inner, self.relax = inner, relax

    def analyse(self, E: Float[T, "m n"], y: Float[T, " p"]) -> Float[T, "m n"]:
        prior, post = Split(E), Split(self.inner.analyse(E, y))
        return post.mean + (1 - self.relax) * post.dev + self.relax * prior.dev


class Cycle:
    def __init__(self, model: Lorenz96, flt: Filter, every: int) -> None:
        self.model, self.flt, self.every = model, flt, every

    def run(self, E: Float[T, "m n"], ys: Float[T, "k p"], truth: Float[T, "k n"]) -> "Cycle":
        scores, ranks = [], []
        for y, x in zip(ys, truth):
            E = self.model.run(E, self.every)
            ranks.append((x > E).sum(0))
            E = self.flt.analyse(E, y)
            s = Split(E)
            scores.append((np.sqrt(np.mean((s.mean - x) ** 2)), s.spread))
        self.scores_ = np.array(scores).reshape(len(ys), 2)
        self.ranks_ = np.array(ranks)
        self.ensemble_ = E
        return self

    def rank_histogram(self) -> Int[T, " bins"]:
        return np.bincount(self.ranks_.ravel(), minlength=len(self.ensemble_) + 1)

    def tail(self, burn: int) -> Float[T, " 2"]:
        return self.scores_[burn:].mean(0)


def halves(x: Shaped[T, "k *rest"]) -> tuple[Shaped[T, "a *rest"], Shaped[T, "b *rest"]]:
    return x[: len(x) // 2], x[len(x) // 2 :]


def main() -> None:
    rng = np.random.default_rng(96)
    n, m, p, K = 24, 17, 11, 31
    model = Lorenz96()
    op = ObsOperator(rng.uniform(0, n, p), n, np.full(p, 0.5))
    x = model.run(rng.standard_normal(n), 300)
    E0 = x + rng.standard_normal((m, n))
    truth, ys = np.empty((K, n)), np.empty((K, p))
    for k in range(K):
        x = model.run(x, 3)
        truth[k], ys[k] = x, op.noisy(x, rng)
    tap = Taper(4.0)
    for f in (Stochastic(op, tap, rng), Transform(op), Serial(op, tap)):
        c = Cycle(model, Inflated(f, 0.3), 3).run(E0, ys, truth)
        early, late = halves(c.scores_)
        print(type(f).__name__, c.tail(10).round(3), early.mean(0).round(3), late.mean(0).round(3))
        print("  ranks", c.rank_histogram()[:6])


if __name__ == "__main__":
    main()
