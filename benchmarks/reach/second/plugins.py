"""Gaussian-process regression with pluggable kernels, mean functions and acquisition rules."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar, runtime_checkable

import numpy as np
from jaxtyping import Float, Int

Array = np.ndarray
T = TypeVar("T", bound=type)


@runtime_checkable
class Kernel(Protocol):
    def __call__(self, x: Float[Array, "n d"], y: Float[Array, "m d"]) -> Float[Array, "n m"]: ...

    def diag(self, x: Float[Array, "n d"]) -> Float[Array, "n"]: ...


@runtime_checkable
class MeanFunction(Protocol):
    def __call__(self, x: Float[Array, "n d"]) -> Float[Array, "n"]: ...


@runtime_checkable
class Acquisition(Protocol):
    def score(
        self, mean: Float[Array, "n"], std: Float[Array, "n"], best: float
    ) -> Float[Array, "n"]: ...


class Registry:
    """Maps plugin names to classes."""

    def __init__(self) -> None:
        self._classes: dict[str, type] = {}

    def add(self, name: str) -> Callable[[T], T]:
        def wrap(cls: T) -> T:
            if name in self._classes:
                raise KeyError(f"duplicate plugin {name!r}")
            self._classes[name] = cls
            return cls

        return wrap

    def names(self) -> list[str]:
        return sorted(self._classes)

    def kernel(self, name: str) -> Kernel:
        made = self._classes[name]()
        assert isinstance(made, Kernel)
        return made


KERNELS = Registry()


def scaled_sq_dist(
    x: Float[Array, "n d"], y: Float[Array, "m d"], lengthscale: Float[Array, "#d"]
) -> Float[Array, "n m"]:
    diff: Float[Array, "n m d"] = (x[:, None, :] - y[None, :, :]) / lengthscale
    return np.einsum("nmd,nmd->nm", diff, diff)


class Stationary:
    def __init__(
        self, lengthscale: Float[Array, "ls"] | float = 1.0, variance: float = 1.0
    ) -> None:
        self.lengthscale: Float[Array, "ls"] = np.atleast_1d(
            np.asarray(lengthscale, dtype=np.float64)
        )
        self.variance = variance

    def profile(self, r2: Float[Array, "n m"]) -> Float[Array, "n m"]:
        raise NotImplementedError

    def __call__(self, x: Float[Array, "n d"], y: Float[Array, "m d"]) -> Float[Array, "n m"]:
        return self.variance * self.profile(scaled_sq_dist(x, y, self.lengthscale))

    def diag(self, x: Float[Array, "n d"]) -> Float[Array, "n"]:
        return np.full(x.shape[0], self.variance)

    def __add__(self, other: Kernel) -> "SumKernel":
        return SumKernel((self, other))


@KERNELS.add("rbf")
class RBF(Stationary):
    def profile(self, r2: Float[Array, "n m"]) -> Float[Array, "n m"]:
        return np.exp(-0.5 * r2)


@KERNELS.add("linear")
class LinearKernel:
    def __init__(self, offset: float = 0.5) -> None:
        self.offset = offset

    def __call__(self, x: Float[Array, "n d"], y: Float[Array, "m d"]) -> Float[Array, "n m"]:
        return x @ y.T + self.offset

    def diag(self, x: Float[Array, "n d"]) -> Float[Array, "n"]:
        return (x * x).sum(axis=1) + self.offset


@dataclass(frozen=True)
class SumKernel:
    parts: tuple[Kernel, ...]

    def __call__(self, x: Float[Array, "n d"], y: Float[Array, "m d"]) -> Float[Array, "n m"]:
        total = np.zeros((len(x), len(y)))
        for part in self.parts:
            total += part(x, y)
        return total

    def diag(self, x: Float[Array, "n d"]) -> Float[Array, "n"]:
        return np.sum([part.diag(x) for part in self.parts], axis=0)


def constant_mean(value: float) -> MeanFunction:
    def mean(x: Float[Array, "n d"]) -> Float[Array, "n"]:
        return np.full(len(x), value)

    return mean


@dataclass
class Posterior:
    mean: Float[Array, "m"]
    cov: Float[Array, "m m"]

    @property
    def std(self) -> Float[Array, "m"]:
        return np.sqrt(np.maximum(np.diagonal(self.cov), 0.0))

    def draw(self, count: int, rng: np.random.Generator) -> Float[Array, "{count} m"]:
        vals, vecs = np.linalg.eigh(self.cov)
        root: Float[Array, "m m"] = vecs * np.sqrt(np.maximum(vals, 0.0))
        return self.mean + rng.standard_normal((count, len(self.mean))) @ root.T


class GaussianProcess:
    X_: Float[Array, "n d"]
    y_: Float[Array, "n"]
    alpha_: Float[Array, "n"]
    chol_: Float[Array, "n n"]

    def __init__(self, kernel: Kernel, mean: MeanFunction, noise: float = 1e-3) -> None:
        self.kernel = kernel
        self.mean = mean
        self.noise = noise

    def fit(self, X: Float[Array, "n d"], y: Float[Array, "n"]) -> "GaussianProcess":
        self.X_, self.y_ = X, y
        gram: Float[Array, "n n"] = self.kernel(X, X) + self.noise * np.eye(len(X))
        self.chol_ = np.linalg.cholesky(gram)
        self.alpha_ = np.linalg.solve(gram, y - self.mean(X))
        return self

    def predict(self, Xs: Float[Array, "m d"]) -> Posterior:
        cross: Float[Array, "m n"] = self.kernel(Xs, self.X_)
        white: Float[Array, "n m"] = np.linalg.solve(self.chol_, cross.T)
        return Posterior(self.mean(Xs) + cross @ self.alpha_, self.kernel(Xs, Xs) - white.T @ white)


@dataclass
class UpperConfidence:
    beta: float = 2.0

    def score(
        self, mean: Float[Array, "n"], std: Float[Array, "n"], best: float
    ) -> Float[Array, "n"]:
        return mean + self.beta * std


class SoftImprovement:
    """Expected improvement under a logistic approximation of the normal law."""

    def score(
        self, mean: Float[Array, "n"], std: Float[Array, "n"], best: float
    ) -> Float[Array, "n"]:
        scale = np.maximum(std, 1e-9) * np.sqrt(3.0) / np.pi
        return scale * np.logaddexp(0.0, (mean - best) / scale)


class Optimizer:
    def __init__(
        self, gp: GaussianProcess, acquisition: Acquisition, pool: Float[Array, "pool d"]
    ) -> None:
        self.gp = gp
        self.acquisition = acquisition
        self.pool = pool

    def suggest(self, count: int) -> Int[Array, "k"]:
        post = self.gp.predict(self.pool)
        scores = self.acquisition.score(post.mean, post.std, float(self.gp.y_.max()))
        return np.argsort(-scores, kind="stable")[:count]

    def maximize(
        self, f: Callable[[Float[Array, "q d"]], Float[Array, "q"]], rounds: int
    ) -> tuple[Float[Array, "d"], float]:
        for _ in range(rounds):
            picked = self.pool[self.suggest(1)]
            self.gp.fit(np.vstack([self.gp.X_, picked]), np.append(self.gp.y_, f(picked)))
        top = int(self.gp.y_.argmax())
        return self.gp.X_[top], float(self.gp.y_[top])


def main() -> None:
    rng = np.random.default_rng(21)

    def target(x: Float[Array, "q d"]) -> Float[Array, "q"]:
        return -((x - 0.3) ** 2).sum(axis=-1)

    X = rng.uniform(-1, 1, (10, 2))
    assert KERNELS.names() == ["linear", "rbf"]
    for name in KERNELS.names():
        kernel = KERNELS.kernel(name)
        assert np.allclose(np.diag(kernel(X, X)), kernel.diag(X))
    kernel = RBF(np.array([0.8, 0.9])) + LinearKernel(0.1)
    gp = GaussianProcess(kernel, constant_mean(0.2)).fit(X, target(X))
    post = gp.predict(rng.uniform(-1, 1, (15, 2)))
    assert post.draw(6, rng).shape == (6, 15)
    rules: list[Acquisition] = [UpperConfidence(), SoftImprovement()]
    for rule in rules:
        model = GaussianProcess(RBF(0.9), constant_mean(0.0)).fit(X, target(X))
        where, best = Optimizer(model, rule, rng.uniform(-1, 1, (200, 2))).maximize(
            target, rounds=12
        )
        assert best > -0.05 and np.abs(where - 0.3).max() < 0.25


if __name__ == "__main__":
    main()
