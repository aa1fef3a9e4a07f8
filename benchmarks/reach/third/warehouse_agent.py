"""Linear Q-learning for a stock-keeping agent whose replay memory doubles as it fills."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float, Int

Vec = np.ndarray


class Action(IntEnum):
    HOLD = 0
    SMALL_ORDER = 1
    BIG_ORDER = 2


N_ACTIONS = len(Action)


class Batch(NamedTuple):
    obs: Float[Vec, "b d"]
    action: Int[Vec, "b"]
    reward: Float[Vec, "b"]
    next_obs: Float[Vec, "b d"]
    done: Bool[Vec, "b"]


class GrowingBuffer:
    """Amortised-doubling storage; only the first ``len(self)`` rows are valid."""

    def __init__(self, obs_dim: int, capacity: int = 4) -> None:
        self._n = 0
        self._obs: Float[Vec, "cap d"] = np.zeros((capacity, obs_dim))
        self._next: Float[Vec, "cap d"] = np.zeros((capacity, obs_dim))
        self._act: Int[Vec, "cap"] = np.zeros(capacity, dtype=np.int64)
        self._rew: Float[Vec, "cap"] = np.zeros(capacity)
        self._done: Bool[Vec, "cap"] = np.zeros(capacity, dtype=np.bool_)

    def __len__(self) -> int:
        return self._n

    @property
    def capacity(self) -> int:
        return self._act.shape[0]

    def _grow(self) -> None:
        extra = self.capacity
        self._obs = np.pad(self._obs, ((0, extra), (0, 0)))
        self._next = np.pad(self._next, ((0, extra), (0, 0)))
        self._act = np.concatenate([self._act, np.zeros(extra, dtype=self._act.dtype)])
        self._rew = np.concatenate([self._rew, np.zeros(extra)])
        self._done = np.append(self._done, np.zeros(extra, dtype=np.bool_))

    def push(
        self,
        obs: Float[Vec, "d"],
        action: int,
        reward: float,
        next_obs: Float[Vec, "d"],
        done: bool,
    ) -> None:
        if self._n == self.capacity:
            self._grow()
        i = self._n
        self._obs[i] = obs
        self._act[i] = action
        self._rew[i] = reward
        self._next[i] = next_obs
        self._done[i] = done
        self._n += 1

    def __getitem__(self, idx: Int[Vec, "b"]) -> Batch:
        return Batch(
            self._obs[idx], self._act[idx], self._rew[idx], self._next[idx], self._done[idx]
        )

    def sample(self, k: int, rng: np.random.Generator) -> Batch:
        return self[rng.integers(0, self._n, size=k)]

    def rewards(self) -> Float[Vec, "n"]:
        return self._rew[: self._n]


class Warehouse:
    """Several products share one truck; the agent picks one order size for all of them."""

    order_sizes = (0.0, 1.0, 3.0)

    def __init__(self, demand: Float[Vec, "items"], horizon: int, rng: np.random.Generator) -> None:
        self.demand = demand
        self.horizon = horizon
        self.rng = rng
        self.stock: Float[Vec, "items"] = np.full_like(demand, 2.0)
        self.t = 0

    def observe(self) -> Float[Vec, "d"]:
        phase = 2 * np.pi * self.t / self.horizon
        return np.concatenate([self.stock, [np.sin(phase), np.cos(phase)]])

    def reset(self) -> Float[Vec, "d"]:
        self.stock = np.full_like(self.demand, 2.0)
        self.t = 0
        return self.observe()

    def step(self, action: int) -> tuple[Float[Vec, "d"], float, bool]:
        arrived = self.stock + self.order_sizes[action]
        wanted = self.rng.poisson(self.demand).astype(np.float64)
        sold = np.minimum(arrived, wanted)
        lost = wanted - sold
        self.stock = np.clip(arrived - sold, 0.0, 8.0)
        self.t += 1
        reward = float(sold.sum() - 0.5 * lost.sum() - 0.2 * self.stock.sum())
        return self.observe(), reward, self.t >= self.horizon


class QuadraticFeatures:
    """1, x, and the upper triangle of x xᵀ."""

    def __init__(self, obs_dim: int) -> None:
        self.rows, self.cols = np.triu_indices(obs_dim)
        self.dim = 1 + obs_dim + len(self.rows)

    def __call__(self, obs: Float[Vec, "b d"]) -> Float[Vec, "b p"]:
        ones = np.ones((obs.shape[0], 1))
        cross = obs[:, self.rows] * obs[:, self.cols]
        return np.hstack([ones, obs / 8.0, cross / 64.0])


class QAgent:
    def __init__(self, obs_dim: int, rng: np.random.Generator, gamma: float = 0.9) -> None:
        self.features = QuadraticFeatures(obs_dim)
        self.w: Float[Vec, "p actions"] = np.zeros((self.features.dim, N_ACTIONS))
        self.target_w: Float[Vec, "p actions"] = self.w.copy()
        self.memory = GrowingBuffer(obs_dim)
        self.rng = rng
        self.gamma = gamma
        self.epsilon = 1.0

    def q_values(self, obs: Float[Vec, "b d"]) -> Float[Vec, "b 3"]:
        return self.features(obs) @ self.w

    def act(self, obs: Float[Vec, "d"]) -> int:
        if self.rng.random() < self.epsilon:
            return int(self.rng.integers(N_ACTIONS))
        return int(self.q_values(obs[np.newaxis])[0].argmax())

    def td_targets(self, batch: Batch) -> Float[Vec, "b"]:
        best = (self.features(batch.next_obs) @ self.target_w).max(axis=1)
        return batch.reward + self.gamma * np.where(batch.done, 0.0, best)

    def learn(self, batch_size: int, lr: float) -> float:
        batch = self.memory.sample(batch_size, self.rng)
        phi = self.features(batch.obs)
        picked = np.take_along_axis(phi @ self.w, batch.action[:, None], axis=1).squeeze(axis=1)
        delta = self.td_targets(batch) - picked
        onehot = np.eye(N_ACTIONS)[batch.action]
        self.w += lr / batch_size * phi.T @ (onehot * delta[:, None])
        return float(np.abs(delta).mean())

    def sync(self) -> None:
        np.copyto(self.target_w, self.w)
        self.epsilon = max(0.05, 0.9 * self.epsilon)


def run_episode(env: Warehouse, agent: QAgent) -> tuple[float, float]:
    obs, total, err, done = env.reset(), 0.0, 0.0, False
    while not done:
        action = agent.act(obs)
        nxt, reward, done = env.step(action)
        agent.memory.push(obs, action, reward, nxt, done)
        obs = nxt
        total += reward
        if len(agent.memory) >= 10:
            err = agent.learn(10, 0.05)
    agent.sync()
    return total, err


def moving_mean(x: Float[Vec, "n"], width: int) -> Float[Vec, "m"]:
    return np.convolve(x, np.full(width, 1.0 / width), mode="valid")


def main() -> None:
    rng = np.random.default_rng(77)
    env = Warehouse(np.array([0.7, 1.2, 0.4, 1.9, 0.9]), horizon=14, rng=rng)
    agent = QAgent(env.observe().size, rng)
    log = np.array([run_episode(env, agent) for _ in range(40)])
    returns, errors = log.T
    smooth = moving_mean(returns, 8)
    print(len(agent.memory), agent.memory.capacity, agent.features.dim)
    print(smooth[[0, -1]].round(2), errors[-3:].round(3))
    print(agent.memory.rewards().std().round(3), agent.q_values(env.reset()[None]).round(2))
