import numpy as np
from jaxtyping import Float, Int


class GridMDP:
    def __init__(
        self, n_states: int, n_actions: int, gamma: float, rng: np.random.Generator
    ) -> None:
        self.n_states = n_states
        self.n_actions = n_actions
        self.gamma = gamma
        P = rng.random((n_actions, n_states, n_states))
        self.P: Float[np.ndarray, "a s s"] = P / P.sum(axis=2, keepdims=True)
        self.R: Float[np.ndarray, "s a"] = rng.normal(size=(n_states, n_actions))

    def q_values(self, V: Float[np.ndarray, "s"]) -> Float[np.ndarray, "s a"]:
        return self.R + self.gamma * np.einsum("ast,t->sa", self.P, V)

    def value_iteration(
        self, tol: float = 1e-6
    ) -> tuple[Float[np.ndarray, "s"], Int[np.ndarray, "s"]]:
        V = np.zeros(self.n_states)
        while True:
            Q = self.q_values(V)
            V_new = Q.max(axis=1)
            if np.max(np.abs(V_new - V)) < tol:
                return V_new, Q.argmax(axis=1)
            V = V_new

    def evaluate(self, policy: Int[np.ndarray, "s"]) -> Float[np.ndarray, "s"]:
        idx = np.arange(self.n_states)
        P_pi = self.P[policy, idx]
        R_pi = self.R[idx, policy]
        A = np.eye(self.n_states) - self.gamma * P_pi
        return np.linalg.solve(A, R_pi)

    def policy_iteration(self) -> Int[np.ndarray, "s"]:
        policy = np.zeros(self.n_states, dtype=int)
        for _ in range(50):
            V = self.evaluate(policy)
            new = self.q_values(V).argmax(axis=1)
            if np.array_equal(new, policy):
                break
            policy = new
        return policy


class QLearner:
    q: Float[np.ndarray, "states actions"]

    def __init__(self, states: int, actions: int, alpha: float = 0.1) -> None:
        self.states = states
        self.actions = actions
        self.alpha = alpha
        self.q = np.zeros((states, actions))

    def update(
        self,
        s: Int[np.ndarray, "batch"],
        a: Int[np.ndarray, "batch"],
        r: Float[np.ndarray, "batch"],
        s2: Int[np.ndarray, "batch"],
        gamma: float,
    ) -> Float[np.ndarray, "batch"]:
        target = r + gamma * self.q[s2].max(axis=1)
        td = target - self.q[s, a]
        self.q[s, a] += self.alpha * td
        return td

    def softmax_policy(self, temp: float) -> Float[np.ndarray, "states actions"]:
        z = self.q / temp
        z -= z.max(axis=1, keepdims=True)
        p = np.exp(z)
        return p / p.sum(axis=1, keepdims=True)


def discounted(rewards: Float[np.ndarray, "t"], gamma: float) -> Float[np.ndarray, "t"]:
    out = np.zeros_like(rewards)
    running = 0.0
    for i in reversed(range(len(rewards))):
        running = rewards[i] + gamma * running
        out[i] = running
    return out


def gae(
    rewards: Float[np.ndarray, "t envs"],
    values: Float[np.ndarray, "t+1 envs"],
    gamma: float,
    lam: float,
) -> Float[np.ndarray, "t envs"]:
    T, envs = rewards.shape
    deltas = rewards + gamma * values[1:] - values[:-1]
    adv = np.zeros((T, envs))
    last = np.zeros(envs)
    for t in range(T - 1, -1, -1):
        last = deltas[t] + gamma * lam * last
        adv[t] = last
    return adv


def main() -> None:
    rng = np.random.default_rng(0)
    mdp = GridMDP(5, 3, 0.9, rng)
    V, pi = mdp.value_iteration()
    assert mdp.policy_iteration().shape == (5,)
    q = QLearner(5, 3)
    q.update(
        rng.integers(0, 5, 8), rng.integers(0, 3, 8), rng.normal(size=8), rng.integers(0, 5, 8), 0.9
    )
    q.softmax_policy(1.0)
    discounted(rng.normal(size=6), 0.9)
    gae(rng.normal(size=(6, 2)), rng.normal(size=(7, 2)), 0.9, 0.95)
