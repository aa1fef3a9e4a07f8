"""Vectorised grid-world, ring-buffer replay and Q-learning agents."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Bool, Float, Int

MOVES: Int[np.ndarray, "4 2"] = np.array([[-1, 0], [1, 0], [0, -1], [0, 1]])


class Transition(NamedTuple):
    obs: Float[np.ndarray, "b obs_dim"]
    action: Int[np.ndarray, "b"]
    reward: Float[np.ndarray, "b"]
    next_obs: Float[np.ndarray, "b obs_dim"]
    done: Bool[np.ndarray, "b"]


@dataclass(frozen=True)
class GridConfig:
    height: int = 3
    width: int = 5
    n_envs: int = 6
    goal_reward: float = 1.0
    step_cost: float = 0.02
    horizon: int = 30

    @property
    def n_cells(self) -> int:
        return self.height * self.width


class VecGridWorld:
    """`n_envs` independent walkers that look for the goal in the last corner."""

    def __init__(self, cfg: GridConfig, rng: np.random.Generator) -> None:
        self.cfg = cfg
        self.rng = rng
        self.limits: Int[np.ndarray, "2"] = np.array([cfg.height, cfg.width])
        self.pos: Int[np.ndarray, "{cfg.n_envs} 2"] = np.zeros((cfg.n_envs, 2), dtype=np.int64)
        self.clock: Int[np.ndarray, "{cfg.n_envs}"] = np.zeros(cfg.n_envs, dtype=np.int64)

    @property
    def goal(self) -> Int[np.ndarray, "2"]:
        return self.limits - 1

    def _observe(self) -> Float[np.ndarray, "{self.cfg.n_envs} {self.cfg.n_cells}"]:
        flat = np.ravel_multi_index(
            (self.pos[:, 0], self.pos[:, 1]), (self.cfg.height, self.cfg.width)
        )
        return np.eye(self.cfg.n_cells)[flat]

    def _respawn(self, which: Bool[np.ndarray, "{self.cfg.n_envs}"]) -> None:
        count = int(which.sum())
        if count:
            self.pos[which] = self.rng.integers(0, self.limits, size=(count, 2))
            self.clock[which] = 0

    def reset(self) -> Float[np.ndarray, "{self.cfg.n_envs} {self.cfg.n_cells}"]:
        self._respawn(np.ones(self.cfg.n_envs, dtype=bool))
        return self._observe()

    def step(
        self, action: Int[np.ndarray, "{self.cfg.n_envs}"]
    ) -> tuple[
        Float[np.ndarray, "{self.cfg.n_envs} {self.cfg.n_cells}"],
        Float[np.ndarray, "{self.cfg.n_envs}"],
        Bool[np.ndarray, "{self.cfg.n_envs}"],
    ]:
        self.pos = np.clip(self.pos + MOVES[action], 0, self.limits - 1)
        self.clock += 1
        at_goal = (self.pos == self.goal).all(axis=1)
        reward = np.where(at_goal, self.cfg.goal_reward, -self.cfg.step_cost)
        obs = self._observe()
        self._respawn(at_goal | (self.clock >= self.cfg.horizon))
        return obs, reward, at_goal


class ReplayBuffer:
    def __init__(self, capacity: int, obs_dim: int) -> None:
        self.capacity = capacity
        self.obs_dim = obs_dim
        self._obs = np.zeros((capacity, obs_dim))
        self._next = np.zeros((capacity, obs_dim))
        self._action = np.zeros(capacity, dtype=np.int64)
        self._reward = np.zeros(capacity)
        self._done = np.zeros(capacity, dtype=bool)
        self._head = 0
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def extend(self, batch: Transition) -> None:
        n = len(batch.action)
        slots: Int[np.ndarray, "n"] = (self._head + np.arange(n)) % self.capacity
        self._obs[slots] = batch.obs
        self._next[slots] = batch.next_obs
        self._action[slots] = batch.action
        self._reward[slots] = batch.reward
        self._done[slots] = batch.done
        self._head = (self._head + n) % self.capacity
        self._size = min(self._size + n, self.capacity)

    def sample(self, batch_size: int, rng: np.random.Generator) -> Transition:
        idx = rng.integers(0, self._size, size=batch_size)
        return Transition(
            self._obs[idx], self._action[idx], self._reward[idx], self._next[idx], self._done[idx]
        )


@runtime_checkable
class Agent(Protocol):
    n_actions: int

    def q_values(
        self, obs: Float[np.ndarray, "b obs_dim"]
    ) -> Float[np.ndarray, "b {self.n_actions}"]: ...

    def learn(self, batch: Transition) -> Float[np.ndarray, "b"]: ...


class LinearQ:
    def __init__(self, obs_dim: int, n_actions: int, lr: float = 0.5, gamma: float = 0.95) -> None:
        self.n_actions = n_actions
        self.lr = lr
        self.gamma = gamma
        self.weight: Float[np.ndarray, "{obs_dim} {n_actions}"] = np.zeros((obs_dim, n_actions))

    def q_values(
        self, obs: Float[np.ndarray, "b obs_dim"]
    ) -> Float[np.ndarray, "b {self.n_actions}"]:
        return obs @ self.weight

    def _bootstrap(self, next_obs: Float[np.ndarray, "b obs_dim"]) -> Float[np.ndarray, "b"]:
        return self.q_values(next_obs).max(axis=1)

    def learn(self, batch: Transition) -> Float[np.ndarray, "b"]:
        rows = np.arange(len(batch.action))
        target = batch.reward + self.gamma * np.where(
            batch.done, 0.0, self._bootstrap(batch.next_obs)
        )
        td: Float[np.ndarray, "b"] = target - self.q_values(batch.obs)[rows, batch.action]
        onehot: Float[np.ndarray, "b n_actions"] = np.eye(self.n_actions)[batch.action]
        visits = batch.obs.T @ onehot
        self.weight += self.lr * (batch.obs.T @ (td[:, None] * onehot)) / np.maximum(visits, 1.0)
        return td


class DoubleLinearQ(LinearQ):
    """Keeps a slowly moving copy of the weights to evaluate the greedy action."""

    def __init__(self, obs_dim: int, n_actions: int, tau: float = 0.1) -> None:
        super().__init__(obs_dim, n_actions)
        self.tau = tau
        self.target_weight = self.weight.copy()

    def _bootstrap(self, next_obs: Float[np.ndarray, "b obs_dim"]) -> Float[np.ndarray, "b"]:
        greedy = self.q_values(next_obs).argmax(axis=1)
        frozen = next_obs @ self.target_weight
        return np.take_along_axis(frozen, greedy[:, None], axis=1)[:, 0]

    def learn(self, batch: Transition) -> Float[np.ndarray, "b"]:
        td = super().learn(batch)
        self.target_weight += self.tau * (self.weight - self.target_weight)
        return td


def epsilon_greedy(
    q: Float[np.ndarray, "b n_actions"], eps: float, rng: np.random.Generator
) -> Int[np.ndarray, "b"]:
    explore: Bool[np.ndarray, "b"] = rng.random(q.shape[0]) < eps
    tie_break = q + 1e-9 * rng.random(q.shape)
    return np.where(explore, rng.integers(0, q.shape[1], size=q.shape[0]), tie_break.argmax(axis=1))


def rollout(env: VecGridWorld, agent: Agent, eps: float, steps: int) -> Iterator[Transition]:
    obs = env.reset()
    for _ in range(steps):
        action = epsilon_greedy(agent.q_values(obs), eps, env.rng)
        next_obs, reward, done = env.step(action)
        yield Transition(obs, action, reward, next_obs, done)
        obs = env._observe()


def mean_reward(env: VecGridWorld, agent: Agent, steps: int) -> float:
    return float(np.mean([t.reward.mean() for t in rollout(env, agent, 0.0, steps)]))


def train(env: VecGridWorld, agent: Agent, steps: int) -> list[float]:
    buffer = ReplayBuffer(500, env.cfg.n_cells)
    errors: list[float] = []
    for transition in rollout(env, agent, 0.3, steps):
        buffer.extend(transition)
        if len(buffer) >= 32:
            errors.append(float(np.abs(agent.learn(buffer.sample(32, env.rng))).mean()))
    assert len(buffer) == min(500, steps * env.cfg.n_envs)
    return errors


def main() -> None:
    cfg = GridConfig()
    agents: list[LinearQ] = [LinearQ(cfg.n_cells, 4), DoubleLinearQ(cfg.n_cells, 4)]
    for seed, agent in enumerate(agents):
        env = VecGridWorld(cfg, np.random.default_rng(seed))
        before = mean_reward(env, agent, 50)
        errors = train(env, agent, 250)
        after = mean_reward(env, agent, 50)
        assert after > before + 0.05
        assert np.mean(errors[-20:]) < 0.2
        assert agent.q_values(np.eye(cfg.n_cells)).shape == (15, 4)


if __name__ == "__main__":
    main()
