"""A finite Markov chain with named states."""

from collections.abc import Iterator, Sequence

import numpy as np
from jaxtyping import Float, Int


class MarkovChain:
    P: Float[np.ndarray, "states states"]

    def __init__(self, P: Float[np.ndarray, "states states"], names: Sequence[str]) -> None:
        self.P = P / P.sum(axis=1, keepdims=True)
        self.names = list(names)
        self.k = P.shape[0]

    @classmethod
    def from_path(
        cls, path: Int[np.ndarray, "steps"], names: Sequence[str], prior: float = 1.0
    ) -> "MarkovChain":
        k = len(names)
        counts = np.full((k, k), prior)
        np.add.at(counts, (path[:-1], path[1:]), 1.0)
        return cls(counts, names)

    def stationary(self) -> Float[np.ndarray, "{self.k}"]:
        A = np.vstack([self.P.T - np.eye(self.k), np.ones(self.k)])
        b = np.zeros(self.k + 1)
        b[-1] = 1.0
        pi, *_ = np.linalg.lstsq(A, b, rcond=None)
        return pi

    def evolve(
        self, start: Float[np.ndarray, "states"], steps: int
    ) -> Iterator[Float[np.ndarray, "states"]]:
        dist = start
        for _ in range(steps):
            dist = dist @ self.P
            yield dist

    def sample(self, n: int, rng: np.random.Generator) -> Int[np.ndarray, "{n}"]:
        path = np.zeros(n, dtype=int)
        cdf = np.cumsum(self.P, axis=1)
        for i, u in enumerate(rng.random(n - 1)):
            path[i + 1] = min(int(np.searchsorted(cdf[path[i]], u)), self.k - 1)
        return path

    def hitting_times(self, target: int) -> Float[np.ndarray, "{self.k}-1"]:
        keep = np.arange(self.k) != target
        Q = self.P[np.ix_(keep, keep)]
        return np.linalg.solve(np.eye(self.k - 1) - Q, np.ones(self.k - 1))


def main() -> None:
    rng = np.random.default_rng(0)
    chain = MarkovChain(rng.random((4, 4)), ["sun", "rain", "fog", "snow"])
    path = chain.sample(300, rng)
    fitted = MarkovChain.from_path(path, chain.names)
    last = list(chain.evolve(np.array([1.0, 0.0, 0.0, 0.0]), 25))[-1]
    print(np.abs(last - chain.stationary()).max(), np.abs(fitted.P - chain.P).max())
    print(chain.hitting_times(2))


if __name__ == "__main__":
    main()
