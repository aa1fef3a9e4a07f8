"""Linear Q-learning on a windy grid with a ring replay buffer and a target network."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float, Int


class Transition(NamedTuple):
    obs: Float[np.ndarray, "obs"]
    action: int
    reward: float
    next_obs: Float[np.ndarray, "obs"]
    done: bool


class Batch(NamedTuple):
    obs: Float[np.ndarray, "batch obs"]
    action: Int[np.ndarray, "batch"]
    reward: Float[np.ndarray, "batch"]
    next_obs: Float[np.ndarray, "batch obs"]
    done: Bool[np.ndarray, "batch"]


class ReplayBuffer:
    def __init__(self, capacity: int, obs_dim: int) -> None:
        self.obs: Float[np.ndarray, "capacity obs_dim"] = np.zeros((capacity, obs_dim))
        self.next_obs: Float[np.ndarray, "capacity obs_dim"] = np.zeros((capacity, obs_dim))
        self.action: Int[np.ndarray, "capacity"] = np.zeros(capacity, dtype=np.int64)
        self.reward: Float[np.ndarray, "capacity"] = np.zeros(capacity)
        self.done: Bool[np.ndarray, "capacity"] = np.zeros(capacity, dtype=bool)
        self.priority: Float[np.ndarray, "capacity"] = np.zeros(capacity)
        self.capacity = capacity
        self.size = 0
        self.cursor = 0

    def __len__(self) -> int:
        return self.size

    def add(self, item: Transition) -> None:
        i = self.cursor
        self.obs[i] = item.obs
        self.next_obs[i] = item.next_obs
        self.action[i] = item.action
        self.reward[i] = item.reward
        self.done[i] = item.done
        self.priority[i] = max(1.0, self.priority.max())
        self.cursor = (i + 1) % self.capacity
        self.size = min(self.size + 1, self.capacity)

    def sample(
        self, batch: int, rng: np.random.Generator
    ) -> tuple[Batch, Int[np.ndarray, "{batch}"]]:
        weights = self.priority[: self.size]
        index = rng.choice(self.size, size=batch, p=weights / weights.sum())
        picked = Batch(
            self.obs[index],
            self.action[index],
            self.reward[index],
            self.next_obs[index],
            self.done[index],
        )
        return picked, index

    def update_priority(
        self, index: Int[np.ndarray, "batch"], error: Float[np.ndarray, "batch"]
    ) -> None:
        self.priority[index] = np.abs(error) + 1e-3


class FourierFeatures:
    """Random cosine features of an observation, plus a bias."""

    def __init__(self, obs_dim: int, n_features: int, rng: np.random.Generator) -> None:
        self.freq: Float[np.ndarray, "obs_dim n_features"] = rng.normal(
            scale=1.2, size=(obs_dim, n_features)
        )
        self.phase: Float[np.ndarray, "n_features"] = rng.uniform(0.0, 2 * np.pi, n_features)

    def __call__(self, obs: Float[np.ndarray, "batch obs_dim"]) -> Float[np.ndarray, "batch feat"]:
        waves = np.cos(obs @ self.freq + self.phase) * np.sqrt(2.0 / self.phase.size)
        return np.concatenate([waves, np.ones((len(obs), 1))], axis=1)


class LinearQ:
    def __init__(self, features: FourierFeatures, n_actions: int) -> None:
        self.features = features
        self.weights: Float[np.ndarray, "feat actions"] = np.zeros(
            (features.phase.size + 1, n_actions)
        )

    def values(self, obs: Float[np.ndarray, "batch obs_dim"]) -> Float[np.ndarray, "batch actions"]:
        return self.features(obs) @ self.weights

    def copy_from(self, other: "LinearQ", tau: float) -> None:
        self.weights = (1.0 - tau) * self.weights + tau * other.weights


class WindyGrid:
    """Walk to a goal cell; the wind in each column pushes upwards."""

    moves: Int[np.ndarray, "4 2"] = np.array([[0, 1], [0, -1], [1, 0], [-1, 0]])

    def __init__(self, wind: Int[np.ndarray, "width"], height: int, goal: tuple[int, int]) -> None:
        self.wind = wind
        self.height = height
        self.goal: Int[np.ndarray, "2"] = np.array(goal)
        self.limit: Int[np.ndarray, "2"] = np.array([len(wind) - 1, height - 1])
        self.cell: Int[np.ndarray, "2"] = np.zeros(2, dtype=np.int64)

    def observe(self) -> Float[np.ndarray, "2"]:
        return 2.0 * self.cell / self.limit - 1.0

    def reset(self, rng: np.random.Generator) -> Float[np.ndarray, "2"]:
        self.cell = rng.integers(0, self.limit + 1)
        return self.observe()

    def step(self, action: int) -> tuple[Float[np.ndarray, "2"], float, bool]:
        gust = np.array([0, self.wind[self.cell[0]]])
        self.cell = np.clip(self.cell + self.moves[action] + gust, 0, self.limit)
        done = bool(np.all(self.cell == self.goal))
        return self.observe(), 0.0 if done else -1.0, done


@dataclass
class AgentConfig:
    gamma: float = 0.95
    lr: float = 0.3
    tau: float = 0.05
    batch: int = 24
    epsilon: float = 0.2


class Agent:
    def __init__(self, env: WindyGrid, config: AgentConfig, rng: np.random.Generator) -> None:
        self.env = env
        self.config = config
        self.rng = rng
        features = FourierFeatures(obs_dim=2, n_features=40, rng=rng)
        self.n_actions = len(env.moves)
        self.online = LinearQ(features, self.n_actions)
        self.target = LinearQ(features, self.n_actions)
        self.buffer = ReplayBuffer(capacity=500, obs_dim=2)

    def act(self, obs: Float[np.ndarray, "obs_dim"], explore: bool = True) -> int:
        if explore and self.rng.random() < self.config.epsilon:
            return int(self.rng.integers(self.n_actions))
        return int(self.online.values(obs[None])[0].argmax())

    def td_targets(self, batch: Batch) -> Float[np.ndarray, "batch"]:
        best = self.online.values(batch.next_obs).argmax(axis=1)
        future = self.target.values(batch.next_obs)
        bootstrap = np.take_along_axis(future, best[:, None], axis=1).squeeze(axis=1)
        return batch.reward + self.config.gamma * np.where(batch.done, 0.0, bootstrap)

    def learn(self) -> float:
        batch, index = self.buffer.sample(self.config.batch, self.rng)
        phi = self.online.features(batch.obs)
        rows = np.arange(len(index))
        error = self.td_targets(batch) - (phi @ self.online.weights)[rows, batch.action]
        chosen = np.eye(self.n_actions)[batch.action]
        self.online.weights += self.config.lr / len(index) * (phi.T @ (error[:, None] * chosen))
        self.target.copy_from(self.online, self.config.tau)
        self.buffer.update_priority(index, error)
        return float(np.mean(error**2))

    def episode(self, max_steps: int) -> tuple[float, float]:
        obs = self.env.reset(self.rng)
        total, losses = 0.0, []
        for _ in range(max_steps):
            action = self.act(obs)
            next_obs, reward, done = self.env.step(action)
            self.buffer.add(Transition(obs, action, reward, next_obs, done))
            total += reward
            obs = next_obs
            if len(self.buffer) >= self.config.batch:
                losses.append(self.learn())
            if done:
                break
        return total, float(np.mean(losses)) if losses else 0.0

    def value_map(self) -> Float[np.ndarray, "width height"]:
        width, height = len(self.env.wind), self.env.height
        xs, ys = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height), indexing="ij")
        grid = np.stack([xs.ravel(), ys.ravel()], axis=1)
        return self.online.values(grid).max(axis=1).reshape(width, height)


def main() -> None:
    rng = np.random.default_rng(2)
    env = WindyGrid(wind=np.array([0, 0, 1, 1, 0, 0, 0]), height=5, goal=(5, 3))
    agent = Agent(env, AgentConfig(), rng)
    returns = np.array([agent.episode(max_steps=30) for _ in range(50)])
    print("buffer", len(agent.buffer), "cursor", agent.buffer.cursor)
    print("return, first and last ten episodes", returns[:10, 0].mean(), returns[-10:, 0].mean())
    print("last loss", round(float(returns[-1, 1]), 4))
    values = agent.value_map()
    print("value map", values.shape, values.min().round(2), values.max().round(2))
