"""Small layer library used to fit a surrogate of a building heat-load model."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Float, Int

Array = np.ndarray


@dataclass
class Parameter:
    """A trainable array together with its accumulated gradient."""

    value: Float[Array, "*shape"]
    grad: Float[Array, "*shape"] = field(init=False)

    def __post_init__(self) -> None:
        self.grad = np.zeros_like(self.value)

    def zero_grad(self) -> None:
        self.grad.fill(0.0)

    @property
    def size(self) -> int:
        return int(self.value.size)


class Module(ABC):
    @abstractmethod
    def forward(self, x: Float[Array, "batch d_in"]) -> Float[Array, "batch d_out"]: ...

    @abstractmethod
    def backward(self, dy: Float[Array, "batch d_out"]) -> Float[Array, "batch d_in"]: ...

    def parameters(self) -> Iterator[Parameter]:
        return iter(())

    def __call__(self, x: Float[Array, "batch d_in"]) -> Float[Array, "batch d_out"]:
        return self.forward(x)


class Linear(Module):
    def __init__(self, n_in: int, n_out: int, rng: np.random.Generator) -> None:
        bound = np.sqrt(6.0 / (n_in + n_out))
        self.weight = Parameter(rng.uniform(-bound, bound, size=(n_in, n_out)))
        self.bias = Parameter(np.zeros(n_out))
        self._x: Float[Array, "batch d_in"] = np.empty((0, n_in))

    def forward(self, x: Float[Array, "batch d_in"]) -> Float[Array, "batch d_out"]:
        self._x = x
        return x @ self.weight.value + self.bias.value

    def backward(self, dy: Float[Array, "batch d_out"]) -> Float[Array, "batch d_in"]:
        self.weight.grad += self._x.T @ dy
        self.bias.grad += dy.sum(axis=0)
        return dy @ self.weight.value.T

    def parameters(self) -> Iterator[Parameter]:
        yield self.weight
        yield self.bias


class Tanh(Module):
    def __init__(self) -> None:
        self._y: Float[Array, "batch d"] = np.empty((0, 0))

    def forward(self, x: Float[Array, "batch d"]) -> Float[Array, "batch d"]:
        self._y = np.tanh(x)
        return self._y

    def backward(self, dy: Float[Array, "batch d"]) -> Float[Array, "batch d"]:
        return dy * (1.0 - self._y**2)


class LayerNorm(Module):
    def __init__(self, width: int, eps: float = 1e-6) -> None:
        self.gain = Parameter(np.ones(width))
        self.eps = eps
        self._xhat: Float[Array, "batch d"] = np.empty((0, width))
        self._inv_std: Float[Array, "batch 1"] = np.empty((0, 1))

    def forward(self, x: Float[Array, "batch d"]) -> Float[Array, "batch d"]:
        centred = x - x.mean(axis=1, keepdims=True)
        self._inv_std = 1.0 / np.sqrt(np.mean(centred**2, axis=1, keepdims=True) + self.eps)
        self._xhat = centred * self._inv_std
        return self._xhat * self.gain.value

    def backward(self, dy: Float[Array, "batch d"]) -> Float[Array, "batch d"]:
        self.gain.grad += np.einsum("bd,bd->d", dy, self._xhat)
        dxhat = dy * self.gain.value
        mean_d = dxhat.mean(axis=1, keepdims=True)
        proj = (dxhat * self._xhat).mean(axis=1, keepdims=True)
        return self._inv_std * (dxhat - mean_d - self._xhat * proj)

    def parameters(self) -> Iterator[Parameter]:
        yield self.gain


class Sequential(Module):
    def __init__(self, layers: Sequence[Module]) -> None:
        self.layers = list(layers)

    def forward(self, x: Float[Array, "batch d_in"]) -> Float[Array, "batch d_out"]:
        for layer in self.layers:
            x = layer(x)
        return x

    def backward(self, dy: Float[Array, "batch d_out"]) -> Float[Array, "batch d_in"]:
        for layer in reversed(self.layers):
            dy = layer.backward(dy)
        return dy

    def parameters(self) -> Iterator[Parameter]:
        for layer in self.layers:
            yield from layer.parameters()


class Adam:
    def __init__(self, params: Sequence[Parameter], lr: float = 1e-2) -> None:
        self.params = list(params)
        self.lr = lr
        self.b1, self.b2 = 0.9, 0.999
        self.m = [np.zeros_like(p.value) for p in self.params]
        self.v = [np.zeros_like(p.value) for p in self.params]
        self.t = 0

    def step(self) -> None:
        self.t += 1
        for p, m, v in zip(self.params, self.m, self.v):
            m *= self.b1
            m += (1 - self.b1) * p.grad
            v *= self.b2
            v += (1 - self.b2) * np.square(p.grad)
            mhat = m / (1 - self.b1**self.t)
            vhat = v / (1 - self.b2**self.t)
            p.value -= self.lr * mhat / (np.sqrt(vhat) + 1e-8)
            p.zero_grad()


class MeanSquaredError:
    def __call__(
        self, pred: Float[Array, "batch k"], target: Float[Array, "batch k"]
    ) -> tuple[float, Float[Array, "batch k"]]:
        diff = pred - target
        return float(np.mean(diff**2)), 2.0 * diff / diff.size


def minibatches(n: int, size: int, rng: np.random.Generator) -> Iterator[Int[Array, "batch"]]:
    order = rng.permutation(n)
    for start in range(0, n, size):
        yield order[start : start + size]


def heat_load(climate: Float[Array, "n 5"], rng: np.random.Generator) -> Float[Array, "n 2"]:
    outside, sun, wind, people, glazing = climate.T
    heating = np.maximum(0.0, 1.0 - outside) * (1 + 0.2 * wind) - 0.1 * people
    cooling = np.maximum(0.0, outside + 0.5 * sun * glazing)
    clean = np.stack([heating, cooling], axis=1)
    return clean + 0.01 * rng.standard_normal(clean.shape)


def train(
    net: Module,
    x: Float[Array, "n d"],
    y: Float[Array, "n k"],
    epochs: int,
    rng: np.random.Generator,
) -> Float[Array, "epochs"]:
    opt = Adam(list(net.parameters()))
    loss_fn = MeanSquaredError()
    history = np.zeros(epochs)
    for epoch in range(epochs):
        losses: list[float] = []
        for idx in minibatches(x.shape[0], 16, rng):
            loss, grad = loss_fn(net(x[idx]), y[idx])
            net.backward(grad)
            opt.step()
            losses.append(loss)
        history[epoch] = np.mean(losses)
    return history


def main() -> None:
    rng = np.random.default_rng(3)
    x = rng.standard_normal((71, 5))
    y = heat_load(x, rng)
    net = Sequential(
        [Linear(5, 12, rng), Tanh(), Linear(12, 9, rng), LayerNorm(9), Tanh(), Linear(9, 2, rng)]
    )
    history = train(net, x, y, 30, rng)
    n_par = sum(p.size for p in net.parameters())
    x_new = rng.standard_normal((13, 5))
    print(n_par, round(float(history[0]), 4), round(float(history[-1]), 4))
    print(net(x_new).mean(axis=0).round(3))
