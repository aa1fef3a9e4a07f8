"""A hidden Markov model: forward, backward, Viterbi and one step of Baum-Welch."""

import numpy as np
from jaxtyping import Float, Int


class HMM:
    """Discrete hidden Markov model: forward, backward, Viterbi and Baum-Welch."""

    def __init__(
        self,
        pi: Float[np.ndarray, "k"],
        A: Float[np.ndarray, "k k"],
        B: Float[np.ndarray, "k v"],
    ) -> None:
        self.pi = pi
        self.A = A
        self.B = B
        self.k = len(pi)

    def forward(
        self, obs: Int[np.ndarray, "t"]
    ) -> tuple[Float[np.ndarray, "t k"], Float[np.ndarray, "t"]]:
        t = len(obs)
        alpha = np.zeros((t, self.k))
        scale = np.zeros(t)
        alpha[0] = self.pi * self.B[:, obs[0]]
        scale[0] = alpha[0].sum()
        alpha[0] /= scale[0]
        for i in range(1, t):
            alpha[i] = (alpha[i - 1] @ self.A) * self.B[:, obs[i]]
            scale[i] = alpha[i].sum()
            alpha[i] /= scale[i]
        return alpha, scale

    def backward(
        self, obs: Int[np.ndarray, "t"], scale: Float[np.ndarray, "t"]
    ) -> Float[np.ndarray, "t k"]:
        t = obs.shape[0]
        beta = np.ones((t, self.k))
        for i in range(t - 2, -1, -1):
            beta[i] = self.A @ (self.B[:, obs[i + 1]] * beta[i + 1]) / scale[i + 1]
        return beta

    def posterior(self, obs: Int[np.ndarray, "t"]) -> Float[np.ndarray, "t k"]:
        alpha, scale = self.forward(obs)
        beta = self.backward(obs, scale)
        gamma = alpha * beta
        return gamma / gamma.sum(axis=1, keepdims=True)

    def viterbi(self, obs: Int[np.ndarray, "t"]) -> Int[np.ndarray, "t"]:
        t = obs.shape[0]
        log_a, log_b = np.log(self.A + 1e-12), np.log(self.B + 1e-12)
        delta = np.zeros((t, self.k))
        psi = np.zeros((t, self.k), dtype=int)
        delta[0] = np.log(self.pi + 1e-12) + log_b[:, obs[0]]
        for i in range(1, t):
            trans = delta[i - 1][:, None] + log_a
            psi[i] = trans.argmax(axis=0)
            delta[i] = trans.max(axis=0) + log_b[:, obs[i]]
        path = np.zeros(t, dtype=int)
        path[-1] = int(np.argmax(delta[-1]))
        for i in range(t - 2, -1, -1):
            path[i] = psi[i + 1, path[i + 1]]
        return path

    def baum_welch_step(self, obs: Int[np.ndarray, "t"]) -> "HMM":
        alpha, scale = self.forward(obs)
        beta = self.backward(obs, scale)
        gamma = alpha * beta
        xi = np.zeros_like(self.A)
        for i in range(len(obs) - 1):
            xi += np.outer(alpha[i], self.B[:, obs[i + 1]] * beta[i + 1]) * self.A / scale[i + 1]
        A = xi / xi.sum(axis=1, keepdims=True)
        onehot = np.eye(self.B.shape[1])[obs]
        B = gamma.T @ onehot
        B = B / B.sum(axis=1, keepdims=True)
        return HMM(gamma[0] / gamma[0].sum(), A, B)


def stationary(P: Float[np.ndarray, "k k"]) -> Float[np.ndarray, "k"]:
    k = P.shape[0]
    system = np.vstack([P.T - np.eye(k), np.ones(k)])
    rhs = np.append(np.zeros(k), 1.0)
    solution, *_ = np.linalg.lstsq(system, rhs, rcond=None)
    return solution


def simulate(
    P: Float[np.ndarray, "k k"], steps: int, rng: np.random.Generator
) -> Int[np.ndarray, "{steps}"]:
    states = np.empty(steps, dtype=np.int64)
    state = 0
    for i in range(steps):
        state = int(rng.choice(P.shape[0], p=P[state]))
        states[i] = state
    return states


def empirical(states: Int[np.ndarray, "t"], k: int) -> Float[np.ndarray, "{k} {k}"]:
    counts = np.full((k, k), 1e-3)
    np.add.at(counts, (states[:-1], states[1:]), 1)
    return counts / counts.sum(axis=1, keepdims=True)


def main() -> None:
    rng = np.random.default_rng(0)
    for k, v, t in ((2, 3, 8), (3, 5, 6)):
        A = rng.dirichlet(np.ones(k), size=k)
        B = rng.dirichlet(np.ones(v), size=k)
        model = HMM(np.full(k, 1 / k), A, B)
        obs = rng.integers(0, v, size=t)
        model2 = model.baum_welch_step(obs)
        states = simulate(A, 20, rng)
        print(
            model.viterbi(obs).shape,
            model2.posterior(obs).shape,
            stationary(A),
            empirical(states, k).shape,
        )


if __name__ == "__main__":
    main()
