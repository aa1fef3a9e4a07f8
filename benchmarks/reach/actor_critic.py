"""Advantage actor-critic with GAE and linear softmax policies on a vectorised windy grid."""

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from jaxtyping import Bool, Float, Int

Array = np.ndarray


@dataclass
class WindyGrid:
    height: int
    width: int
    n_envs: int
    rng: np.random.Generator
    pos: Int[Array, "n_envs 2"] = field(init=False)
    clock: Int[Array, "n_envs"] = field(init=False)

    MOVES: ClassVar[Int[Array, "4 2"]] = np.array([[-1, 0], [1, 0], [0, -1], [0, 1]])

    def __post_init__(self) -> None:
        self.pos = np.zeros((self.n_envs, 2), dtype=int)
        self.clock = np.zeros(self.n_envs, dtype=int)

    def observe(self) -> Int[Array, "n_envs"]:
        return self.pos[:, 0] * self.width + self.pos[:, 1]

    def step(
        self, action: Int[Array, "n_envs"]
    ) -> tuple[Int[Array, "n_envs"], Float[Array, "n_envs"], Bool[Array, "n_envs"]]:
        nxt = self.pos + self.MOVES[action]
        nxt[self.rng.random(self.n_envs) < 0.1, 0] += 1
        upper = np.array([self.height - 1, self.width - 1])
        self.pos = np.clip(nxt, 0, upper)
        self.clock += 1
        goal = (self.pos == upper).all(axis=1)
        reward = np.where(goal, 1.0, -0.02)
        done = goal | (self.clock >= 40)
        self.pos[done], self.clock[done] = 0, 0
        return self.observe(), reward, done


@dataclass
class Rollout:
    states: Int[Array, "horizon envs"]
    actions: Int[Array, "horizon envs"]
    rewards: Float[Array, "horizon envs"]
    dones: Bool[Array, "horizon envs"]
    last_state: Int[Array, "envs"]


class ActorCritic:
    theta: Float[Array, "states actions"]
    value: Float[Array, "states"]

    def __init__(self, n_states: int, n_actions: int) -> None:
        self.n_actions, self.theta = n_actions, np.zeros((n_states, n_actions))
        self.value = np.zeros(n_states)

    def probs(self, states: Int[Array, "*batch"]) -> Float[Array, "*batch {self.n_actions}"]:
        logits = self.theta[states]
        z = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return z / z.sum(axis=-1, keepdims=True)

    def act(self, states: Int[Array, "envs"], rng: np.random.Generator) -> Int[Array, "envs"]:
        cdf = self.probs(states).cumsum(axis=-1)
        u = rng.random((len(states), 1))
        return np.minimum((u > cdf).sum(axis=-1), self.n_actions - 1)

    def update(
        self, roll: Rollout, adv: Float[Array, "horizon envs"], lr: float, entropy: float
    ) -> None:
        p = self.probs(roll.states)
        onehot = np.eye(self.n_actions)[roll.actions]
        norm = (adv - adv.mean()) / (adv.std() + 1e-8)
        logp = np.log(p + 1e-12)
        ent = -(p * logp).sum(axis=-1, keepdims=True)
        grad = norm[..., None] * (onehot - p) - entropy * p * (logp + ent)
        flat = roll.states.ravel()
        np.add.at(self.theta, flat, lr * grad.reshape(-1, self.n_actions))
        np.add.at(self.value, flat, 0.1 * adv.ravel())


def collect(env: WindyGrid, agent: ActorCritic, horizon: int) -> Rollout:
    states = np.empty((horizon, env.n_envs), dtype=int)
    actions = np.empty_like(states)
    rewards = np.empty((horizon, env.n_envs))
    dones = np.empty((horizon, env.n_envs), dtype=bool)
    s = env.observe()
    for t in range(horizon):
        a = agent.act(s, env.rng)
        states[t], actions[t] = s, a
        s, rewards[t], dones[t] = env.step(a)
    return Rollout(states, actions, rewards, dones, s)


def gae(
    roll: Rollout, value: Float[Array, "states"], gamma: float, lam: float
) -> Float[Array, "horizon envs"]:
    v: Float[Array, "horizon+1 envs"] = np.concatenate(
        [value[roll.states], value[roll.last_state][None]]
    )
    alive = 1.0 - roll.dones
    delta = roll.rewards + gamma * alive * v[1:] - v[:-1]
    adv = np.zeros_like(delta)
    running = np.zeros(delta.shape[1])
    for t in range(len(delta) - 1, -1, -1):
        running = delta[t] + gamma * lam * alive[t] * running
        adv[t] = running
    return adv


def main() -> None:
    rng = np.random.default_rng(0)
    env = WindyGrid(3, 5, 8, rng)
    agent = ActorCritic(env.height * env.width, 4)
    history: list[float] = []
    for _ in range(60):
        roll = collect(env, agent, 16)
        agent.update(roll, gae(roll, agent.value, 0.97, 0.9), lr=0.1, entropy=0.01)
        history.append(float(roll.rewards.mean()))
    greedy = agent.theta.argmax(axis=1).reshape(env.height, env.width)
    print("reward", round(history[0], 4), "->", round(history[-1], 4), "first row", greedy[0])
