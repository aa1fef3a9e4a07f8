import numpy as np
from jaxtyping import Float, Int


class HMM:
    """Discrete hidden Markov model."""

    def __init__(
        self,
        initial: Float[np.ndarray, "states"],
        transition: Float[np.ndarray, "states states"],
        emission: Float[np.ndarray, "states symbols"],
    ) -> None:
        self.initial = initial
        self.transition = transition
        self.emission = emission
        self.n_states = transition.shape[0]
        self.n_symbols = emission.shape[1]

    def forward(
        self, obs: Int[np.ndarray, "time"]
    ) -> tuple[Float[np.ndarray, "time states"], Float[np.ndarray, "time"]]:
        T = obs.shape[0]
        alpha = np.zeros((T, self.n_states))
        scale = np.zeros(T)
        alpha[0] = self.initial * self.emission[:, obs[0]]
        scale[0] = alpha[0].sum()
        alpha[0] /= scale[0]
        for t in range(1, T):
            alpha[t] = (alpha[t - 1] @ self.transition) * self.emission[:, obs[t]]
            scale[t] = alpha[t].sum()
            alpha[t] /= scale[t]
        return alpha, scale

    def backward(
        self, obs: Int[np.ndarray, "time"], scale: Float[np.ndarray, "time"]
    ) -> Float[np.ndarray, "time states"]:
        T = len(obs)
        beta = np.ones((T, self.n_states))
        for t in range(T - 2, -1, -1):
            beta[t] = self.transition @ (self.emission[:, obs[t + 1]] * beta[t + 1]) / scale[t + 1]
        return beta

    def viterbi(self, obs: Int[np.ndarray, "time"]) -> Int[np.ndarray, "time"]:
        T = len(obs)
        logA = np.log(self.transition)
        logB = np.log(self.emission)
        delta = np.zeros((T, self.n_states))
        psi = np.zeros((T, self.n_states), dtype=int)
        delta[0] = np.log(self.initial) + logB[:, obs[0]]
        for t in range(1, T):
            scores = delta[t - 1][:, None] + logA
            psi[t] = scores.argmax(axis=0)
            delta[t] = scores.max(axis=0) + logB[:, obs[t]]
        path = np.zeros(T, dtype=int)
        path[-1] = delta[-1].argmax()
        for t in range(T - 2, -1, -1):
            path[t] = psi[t + 1, path[t + 1]]
        return path

    def baum_welch_step(self, obs: Int[np.ndarray, "time"]) -> None:
        alpha, scale = self.forward(obs)
        beta = self.backward(obs, scale)
        gamma = alpha * beta
        gamma /= gamma.sum(axis=1, keepdims=True)
        xi = np.zeros((self.n_states, self.n_states))
        for t in range(len(obs) - 1):
            m = (
                alpha[t][:, None]
                * self.transition
                * (self.emission[:, obs[t + 1]] * beta[t + 1])[None, :]
            )
            xi += m / m.sum()
        self.initial = gamma[0]
        self.transition = xi / xi.sum(axis=1, keepdims=True)
        B = np.zeros((self.n_states, self.n_symbols))
        for k in range(self.n_symbols):
            B[:, k] = gamma[obs == k].sum(axis=0)
        self.emission = B / gamma.sum(axis=0)[:, None]

    def sample(self, length: int, rng: np.random.Generator) -> Int[np.ndarray, "{length}"]:
        out = np.zeros(length, dtype=int)
        s = rng.choice(self.n_states, p=self.initial)
        for t in range(length):
            out[t] = rng.choice(self.n_symbols, p=self.emission[s])
            s = rng.choice(self.n_states, p=self.transition[s])
        return out


def stationary(P: Float[np.ndarray, "n n"]) -> Float[np.ndarray, "n"]:
    n = P.shape[0]
    A = np.vstack([P.T - np.eye(n), np.ones(n)])
    b = np.zeros(n + 1)
    b[-1] = 1.0
    return np.linalg.lstsq(A, b, rcond=None)[0]


def main() -> None:
    rng = np.random.default_rng(0)
    A = rng.random((3, 3)) + 0.1
    B = rng.random((3, 5)) + 0.1
    A /= A.sum(1, keepdims=True)
    B /= B.sum(1, keepdims=True)
    hmm = HMM(np.full(3, 1 / 3), A, B)
    obs = hmm.sample(30, rng)
    hmm.viterbi(obs)
    hmm.baum_welch_step(obs)
    stationary(A)
