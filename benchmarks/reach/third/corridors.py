"""Advantage actor-critic on a batch of corridors, with hand-written back-propagation."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float, Int
from numpy.random import Generator

Nd = np.ndarray


class Parameter:
    def __init__(self, value: Float[Nd, "*shape"]) -> None:
        self.value = value
        self.grad = np.zeros_like(value)

    def zero(self) -> None:
        self.grad.fill(0.0)


class Module:
    def forward(self, x: Float[Nd, "batch fan_in"]) -> Float[Nd, "batch fan_out"]:
        raise NotImplementedError

    def backward(self, dy: Float[Nd, "batch fan_out"]) -> Float[Nd, "batch fan_in"]:
        raise NotImplementedError

    def parameters(self) -> dict[str, Parameter]:
        return {}


class Dense(Module):
    def __init__(self, fan_in: int, fan_out: int, rng: Generator, gain: float = 1.0) -> None:
        scale = gain / np.sqrt(fan_in)
        self.weight = Parameter(scale * rng.standard_normal((fan_in, fan_out)))
        self.bias = Parameter(np.zeros(fan_out))

    def forward(self, x: Float[Nd, "batch fan_in"]) -> Float[Nd, "batch fan_out"]:
        self._x = x
        return x @ self.weight.value + self.bias.value

    def backward(self, dy: Float[Nd, "batch fan_out"]) -> Float[Nd, "batch fan_in"]:
        self.weight.grad += self._x.T @ dy
        self.bias.grad += dy.sum(axis=0)
        return dy @ self.weight.value.T

    def parameters(self) -> dict[str, Parameter]:
        return {"weight": self.weight, "bias": self.bias}


class Tanh(Module):
    def forward(self, x: Float[Nd, "batch width"]) -> Float[Nd, "batch width"]:
        self._y = np.tanh(x)
        return self._y

    def backward(self, dy: Float[Nd, "batch width"]) -> Float[Nd, "batch width"]:
        return dy * (1.0 - self._y**2)


class LayerNorm(Module):
    def __init__(self, width: int) -> None:
        self.gamma = Parameter(np.ones(width))

    def forward(self, x: Float[Nd, "batch width"]) -> Float[Nd, "batch width"]:
        centred = x - x.mean(axis=-1, keepdims=True)
        self._inv = 1.0 / np.sqrt(centred.var(axis=-1, keepdims=True) + 1e-5)
        self._xhat = centred * self._inv
        return self._xhat * self.gamma.value

    def backward(self, dy: Float[Nd, "batch width"]) -> Float[Nd, "batch width"]:
        self.gamma.grad += np.einsum("bw,bw->w", dy, self._xhat)
        dx = dy * self.gamma.value
        mean = dx.mean(axis=-1, keepdims=True)
        proj = (dx * self._xhat).mean(axis=-1, keepdims=True)
        return self._inv * (dx - mean - self._xhat * proj)

    def parameters(self) -> dict[str, Parameter]:
        return {"gamma": self.gamma}


class Chain(Module):
    def __init__(self, *layers: Module) -> None:
        self.layers = layers

    def forward(self, x: Float[Nd, "batch fan_in"]) -> Float[Nd, "batch fan_out"]:
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, dy: Float[Nd, "batch fan_out"]) -> Float[Nd, "batch fan_in"]:
        for layer in reversed(self.layers):
            dy = layer.backward(dy)
        return dy

    def parameters(self) -> dict[str, Parameter]:
        return {f"{i}.{k}": p for i, m in enumerate(self.layers) for k, p in m.parameters().items()}


class RMSProp:
    def __init__(self, params: dict[str, Parameter], lr: float) -> None:
        self.params, self.lr = params, lr
        self.square = {name: np.zeros_like(p.value) for name, p in params.items()}

    def step(self) -> None:
        for name, p in self.params.items():
            self.square[name] = 0.9 * self.square[name] + 0.1 * p.grad**2
            p.value -= self.lr * p.grad / (np.sqrt(self.square[name]) + 1e-6)
            p.zero()


class Step(NamedTuple):
    obs: Float[Nd, "env feature"]
    action: Int[Nd, " env"]
    reward: Float[Nd, " env"]
    done: Bool[Nd, " env"]


@dataclass
class Rollout:
    obs: Float[Nd, "time env feature"]
    action: Int[Nd, "time env"]
    reward: Float[Nd, "time env"]
    done: Bool[Nd, "time env"]
    last_obs: Float[Nd, "env feature"]

    @classmethod
    def collect(cls, steps: list[Step], last_obs: Float[Nd, "env feature"]) -> "Rollout":
        obs, action, reward, done = (np.stack(column) for column in zip(*steps))
        return cls(obs, action, reward, done, last_obs)

    def flat_obs(self) -> Float[Nd, "sample feature"]:
        return self.obs.reshape(-1, self.obs.shape[-1])


class Corridors:
    def __init__(self, n_env: int, n_feature: int, length: int, rng: Generator) -> None:
        self.table = rng.standard_normal((length, n_feature))
        self.position = np.zeros(n_env, dtype=np.int64)
        self.rng = rng

    def observe(self) -> Float[Nd, "env feature"]:
        return self.table[self.position]

    def step(self, action: Int[Nd, " env"]) -> tuple[Float[Nd, " env"], Bool[Nd, " env"]]:
        goal = self.table.shape[0] - 1
        self.position = np.clip(self.position + action - 1, 0, goal)
        done = self.position == goal
        self.position[done] = 0
        return np.where(done, 1.0, -0.02), done


class Policy:
    def __init__(self, body: Module) -> None:
        self.body = body

    def probabilities(self, obs: Float[Nd, "batch feature"]) -> Float[Nd, "batch action"]:
        logits = self.body.forward(obs)
        logits = logits - logits.max(axis=1, keepdims=True)
        weight = np.exp(logits)
        return weight / weight.sum(axis=1, keepdims=True)

    def sample(self, obs: Float[Nd, "batch feature"], rng: Generator) -> Int[Nd, " batch"]:
        cumulative = self.probabilities(obs).cumsum(axis=1)
        return (rng.random((len(obs), 1)) > cumulative[:, :-1]).sum(axis=1)

    def accumulate(
        self, obs: Float[Nd, "batch feature"], action: Int[Nd, " batch"], adv: Float[Nd, " batch"]
    ) -> None:
        grad = self.probabilities(obs)
        grad[np.arange(action.size), action] -= 1.0
        self.body.backward(grad * adv[:, None] / action.size)


class Learner:
    def __init__(self, policy: Policy, critic: Module, gamma: float, lam: float) -> None:
        self.policy, self.critic = policy, critic
        self.gamma, self.lam = gamma, lam
        named = (("pi", policy.body), ("v", critic))
        self.optim = RMSProp(
            {f"{n}/{k}": p for n, m in named for k, p in m.parameters().items()}, 0.01
        )

    def advantages(self, r: Rollout, value: Float[Nd, "time env"]) -> Float[Nd, "time env"]:
        out = np.zeros_like(value)
        ahead, trace = self.critic.forward(r.last_obs)[:, 0], np.zeros(value.shape[1])
        for t in reversed(range(value.shape[0])):
            live = 1.0 - r.done[t]
            delta = r.reward[t] + self.gamma * live * ahead - value[t]
            trace = delta + self.gamma * self.lam * live * trace
            out[t] = trace
            ahead = value[t]
        return out

    def update(self, r: Rollout) -> float:
        obs = r.flat_obs()
        value = self.critic.forward(obs).reshape(r.reward.shape)
        adv = self.advantages(r, value)
        self.critic.forward(obs)
        self.critic.backward(-adv.reshape(-1, 1) / adv.size)
        self.policy.accumulate(obs, r.action.ravel(), ((adv - adv.mean()) / adv.std()).ravel())
        self.optim.step()
        return float(np.mean(adv**2))


def main() -> None:
    rng = np.random.default_rng(17)
    env = Corridors(n_env=6, n_feature=7, length=5, rng=rng)
    policy = Policy(Chain(Dense(7, 10, rng), Tanh(), LayerNorm(10), Dense(10, 3, rng, 0.1)))
    critic = Chain(Dense(7, 11, rng), Tanh(), Dense(11, 1, rng, 0.1))
    learner = Learner(policy, critic, gamma=0.95, lam=0.9)
    for iteration in range(25):
        steps: list[Step] = []
        for _ in range(13):
            obs = env.observe()
            action = policy.sample(obs, rng)
            steps.append(Step(obs, action, *env.step(action)))
        rollout = Rollout.collect(steps, env.observe())
        loss = learner.update(rollout)
        if iteration % 8 == 0:
            print(iteration, round(loss, 4), round(float(rollout.reward.mean()), 4))
    print("parameters", sum(p.value.size for p in learner.optim.params.values()))
