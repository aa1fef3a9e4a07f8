"""Hidden Markov models: forward-backward, Viterbi and Baum-Welch over pluggable emissions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, NamedTuple, Protocol, TypeVar, runtime_checkable

import numpy as np
from jaxtyping import Float, Int, Num

Array = np.ndarray


@runtime_checkable
class Emission(Protocol):
    def log_prob(self, obs: Num[Array, "t"]) -> Float[Array, "t k"]: ...

    def refit(self, obs: Num[Array, "t"], gamma: Float[Array, "t k"]) -> Emission: ...

    def draw(self, states: Int[Array, "t"], rng: np.random.Generator) -> Num[Array, "t"]: ...


@dataclass(frozen=True)
class Categorical:
    table: Float[Array, "k v"]

    def log_prob(self, obs: Num[Array, "t"]) -> Float[Array, "t k"]:
        return np.log(self.table[:, obs].T)

    def refit(self, obs: Num[Array, "t"], gamma: Float[Array, "t k"]) -> Categorical:
        n_symbols = self.table.shape[1]
        onehot: Float[Array, "t v"] = np.equal.outer(obs, np.arange(n_symbols)).astype(float)
        counts = gamma.T @ onehot + 1e-6
        return Categorical(counts / counts.sum(axis=1, keepdims=True))

    def draw(self, states: Int[Array, "t"], rng: np.random.Generator) -> Int[Array, "t"]:
        cdf: Float[Array, "k v"] = self.table.cumsum(axis=1)
        u = rng.random((states.size, 1))
        return np.minimum((u > cdf[states]).sum(axis=1), self.table.shape[1] - 1)


@dataclass(frozen=True)
class Gaussian:
    mean: Float[Array, "k"]
    std: Float[Array, "k"]

    def log_prob(self, obs: Num[Array, "t"]) -> Float[Array, "t k"]:
        z = (obs[:, None] - self.mean) / self.std
        return -0.5 * (z**2 + np.log(2 * np.pi)) - np.log(self.std)

    def refit(self, obs: Num[Array, "t"], gamma: Float[Array, "t k"]) -> Gaussian:
        mass = gamma.sum(axis=0)
        mean = obs @ gamma / mass
        var = ((obs[:, None] - mean) ** 2 * gamma).sum(axis=0) / mass
        return Gaussian(mean, np.sqrt(var + 1e-6))

    def draw(self, states: Int[Array, "t"], rng: np.random.Generator) -> Float[Array, "t"]:
        return rng.normal(self.mean[states], self.std[states])


class Smoothed(NamedTuple):
    gamma: Float[Array, "t k"]
    xi_sum: Float[Array, "k k"]
    log_likelihood: float


def normalize(a: Float[Array, "*lead k"]) -> Float[Array, "*lead k"]:
    return a / a.sum(axis=-1, keepdims=True)


def forward(
    start: Float[Array, "k"], trans: Float[Array, "k k"], lik: Float[Array, "t k"]
) -> tuple[Float[Array, "t k"], Float[Array, "t"]]:
    alpha = np.empty_like(lik)
    scale: Float[Array, "t"] = np.empty(lik.shape[0])
    prior = start
    for i, row in enumerate(lik):
        joint = prior * row
        scale[i] = joint.sum()
        alpha[i] = joint / scale[i]
        prior = alpha[i] @ trans
    return alpha, scale


def backward(
    trans: Float[Array, "k k"], lik: Float[Array, "t k"], scale: Float[Array, "t"]
) -> Float[Array, "t k"]:
    beta = np.ones_like(lik)
    for i in range(len(lik) - 2, -1, -1):
        beta[i] = trans @ (lik[i + 1] * beta[i + 1]) / scale[i + 1]
    return beta


E = TypeVar("E", bound=Emission)


@dataclass
class HMM(Generic[E]):
    start: Float[Array, "k"]
    trans: Float[Array, "k k"]
    emission: E

    @property
    def n_states(self) -> int:
        return self.start.size

    def smooth(self, obs: Num[Array, "t"]) -> Smoothed:
        log_lik = self.emission.log_prob(obs)
        shift: Float[Array, "t 1"] = log_lik.max(axis=1, keepdims=True)
        lik = np.exp(log_lik - shift)
        alpha, scale = forward(self.start, self.trans, lik)
        beta = backward(self.trans, lik, scale)
        weighted: Float[Array, "t-1 k"] = (lik * beta)[1:] / scale[1:, None]
        xi_sum = self.trans * (alpha[:-1].T @ weighted)
        return Smoothed(alpha * beta, xi_sum, float(np.log(scale).sum() + shift.sum()))

    def viterbi(self, obs: Num[Array, "t"]) -> tuple[Int[Array, "t"], float]:
        log_lik = self.emission.log_prob(obs)
        log_trans = np.log(self.trans)
        steps = len(obs)
        back: Int[Array, "t k"] = np.zeros(log_lik.shape, dtype=np.int64)
        score: Float[Array, "k"] = np.log(self.start) + log_lik[0]
        for i in range(1, steps):
            options: Float[Array, "k k"] = score[:, None] + log_trans
            back[i] = options.argmax(axis=0)
            score = options.max(axis=0) + log_lik[i]
        path = np.empty(steps, dtype=np.int64)
        path[-1] = score.argmax()
        for i in range(steps - 1, 0, -1):
            path[i - 1] = back[i, path[i]]
        return path, float(score.max())

    def sample(
        self, length: int, rng: np.random.Generator
    ) -> tuple[Int[Array, "{length}"], Num[Array, "{length}"]]:
        states = np.empty(length, dtype=np.int64)
        dist = self.start
        for i in range(length):
            states[i] = rng.choice(self.n_states, p=dist)
            dist = self.trans[states[i]]
        return states, self.emission.draw(states, rng)

    def stationary(self) -> Float[Array, "{self.n_states}"]:
        k = self.n_states
        system: Float[Array, "rows k"] = np.vstack([self.trans.T - np.eye(k), np.ones((1, k))])
        target = np.append(np.zeros(k), 1.0)
        solution, *_ = np.linalg.lstsq(system, target, rcond=None)
        return solution


def baum_welch(
    model: HMM[Emission], sequences: list[Num[Array, "_"]], iters: int
) -> tuple[HMM[Emission], list[float]]:
    history: list[float] = []
    for _ in range(iters):
        results = [model.smooth(obs) for obs in sequences]
        history.append(sum(r.log_likelihood for r in results))
        start = np.mean([r.gamma[0] for r in results], axis=0)
        xi: Float[Array, "k k"] = np.sum([r.xi_sum for r in results], axis=0)
        pooled_obs: Num[Array, "total"] = np.concatenate(sequences)
        pooled_gamma: Float[Array, "total k"] = np.concatenate([r.gamma for r in results])
        emission = model.emission.refit(pooled_obs, pooled_gamma)
        model = HMM(start + 1e-12, normalize(xi), emission)
    return model, history


def run_lengths(path: Int[Array, "t"]) -> tuple[Int[Array, "runs"], Int[Array, "runs"]]:
    """Values and lengths of the runs of equal states."""
    edges = np.flatnonzero(np.diff(path)) + 1
    bounds = np.concatenate([[0], edges, [path.size]])
    return path[bounds[:-1]], np.diff(bounds)


def main() -> None:
    rng = np.random.default_rng(2)
    trans = np.array([[0.95, 0.05, 0.0], [0.02, 0.93, 0.05], [0.05, 0.0, 0.95]]) + 1e-3
    trans = normalize(trans)
    truth: HMM[Emission] = HMM(
        np.array([0.6, 0.3, 0.1]), trans, Gaussian(np.array([-2.0, 0.0, 3.0]), np.full(3, 0.5))
    )
    states, obs = truth.sample(250, rng)
    path, score = truth.viterbi(obs)
    smooth = truth.smooth(obs)
    assert np.mean(path == states) > 0.9
    assert score < smooth.log_likelihood
    np.testing.assert_allclose(smooth.gamma.sum(axis=1), 1.0)
    np.testing.assert_allclose(smooth.xi_sum.sum(), 249.0)
    pi = truth.stationary()
    np.testing.assert_allclose(pi @ trans, pi, atol=1e-10)
    values, lengths = run_lengths(path)
    assert np.array_equal(np.repeat(values, lengths), path)

    guess: HMM[Emission] = HMM(
        np.full(3, 1 / 3),
        normalize(np.eye(3) + 0.2),
        Gaussian(np.array([-1.0, 0.5, 2.0]), np.ones(3)),
    )
    fitted, history = baum_welch(guess, [obs, truth.sample(120, rng)[1]], 15)
    assert np.all(np.diff(history) > -1e-3)
    assert isinstance(fitted.emission, Gaussian)
    np.testing.assert_allclose(fitted.emission.mean, [-2.0, 0.0, 3.0], atol=0.3)

    dice: HMM[Emission] = HMM(
        np.array([0.5, 0.5]),
        np.array([[0.9, 0.1], [0.2, 0.8]]),
        Categorical(np.vstack([np.full(6, 1 / 6), [0.1, 0.1, 0.1, 0.1, 0.1, 0.5]])),
    )
    _, rolls = dice.sample(90, rng)
    assert baum_welch(dice, [rolls], 4)[1][-1] >= dice.smooth(rolls).log_likelihood - 1e-3
