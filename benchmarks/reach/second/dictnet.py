"""Sequence classifier with dictionary parameters: embedding, conv1d, layer norm, pooling."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from jaxtyping import Float, Int

Array: TypeAlias = np.ndarray
Params: TypeAlias = dict[str, Float[Array, "..."]]
Initializer: TypeAlias = Callable[[np.random.Generator, tuple[int, ...]], Float[Array, "..."]]

INITIALIZERS: dict[str, Initializer] = {}


def register(name: str) -> Callable[[Initializer], Initializer]:
    def wrap(fn: Initializer) -> Initializer:
        INITIALIZERS[name] = fn
        return fn

    return wrap


@register("lecun")
def lecun_normal(rng: np.random.Generator, shape: tuple[int, ...]) -> Float[Array, "..."]:
    fan_in = math.prod(shape[:-1])
    return rng.standard_normal(shape) / math.sqrt(fan_in)


@register("small")
def small_normal(rng: np.random.Generator, shape: tuple[int, ...]) -> Float[Array, "..."]:
    return 0.1 * rng.standard_normal(shape)


class Layer:
    def __init__(self) -> None:
        self.params: Params = {}
        self.grads: Params = {}
        self.cache: dict[str, Array] = {}

    def add_param(self, name: str, value: Float[Array, "..."]) -> None:
        self.params[name] = value
        self.grads[name] = np.zeros_like(value)


class Embedding(Layer):
    def __init__(self, vocab: int, dim: int, rng: np.random.Generator, init: str = "small") -> None:
        super().__init__()
        self.add_param("table", INITIALIZERS[init](rng, (vocab, dim)))

    def forward(self, tokens: Int[Array, "batch time"]) -> Float[Array, "batch time dim"]:
        self.cache["tokens"] = tokens
        return self.params["table"][tokens]

    def backward(self, dout: Float[Array, "batch time dim"]) -> None:
        np.add.at(self.grads["table"], self.cache["tokens"], dout)


class Conv1d(Layer):
    """Valid convolution over time, implemented with sliding windows."""

    def __init__(self, c_in: int, c_out: int, width: int, rng: np.random.Generator) -> None:
        super().__init__()
        self.width = width
        self.add_param("w", INITIALIZERS["lecun"](rng, (width, c_in, c_out)))
        self.add_param("b", np.zeros(c_out))

    def forward(
        self, x: Float[Array, "batch time c_in"]
    ) -> Float[Array, "batch time-{self.width}+1 c_out"]:
        windows: Float[Array, "batch t_out c_in width"] = np.lib.stride_tricks.sliding_window_view(
            x, self.width, axis=1
        )
        self.cache["windows"] = windows
        self.cache["shape"] = np.array(x.shape)
        return np.einsum("btcw,wco->bto", windows, self.params["w"]) + self.params["b"]

    def backward(
        self, dout: Float[Array, "batch t_out c_out"]
    ) -> Float[Array, "batch t_out+{self.width}-1 c_in"]:
        self.grads["w"] += np.einsum("btcw,bto->wco", self.cache["windows"], dout)
        self.grads["b"] += dout.sum(axis=(0, 1))
        dx = np.zeros(tuple(int(s) for s in self.cache["shape"]))
        t_out = dout.shape[1]
        for k in range(self.width):
            dx[:, k : k + t_out] += dout @ self.params["w"][k].T
        return dx


class LayerNorm(Layer):
    def __init__(self, dim: int, eps: float = 1e-5) -> None:
        super().__init__()
        self.dim = dim
        self.eps = eps
        self.add_param("gain", np.ones(dim))
        self.add_param("shift", np.zeros(dim))

    def forward(self, x: Float[Array, "*batch {self.dim}"]) -> Float[Array, "*batch {self.dim}"]:
        mu: Float[Array, "*batch 1"] = x.mean(axis=-1, keepdims=True)
        inv_std = 1.0 / np.sqrt(x.var(axis=-1, keepdims=True) + self.eps)
        x_hat = (x - mu) * inv_std
        self.cache.update(x_hat=x_hat, inv_std=inv_std)
        return self.params["gain"] * x_hat + self.params["shift"]

    def backward(
        self, dout: Float[Array, "*batch {self.dim}"]
    ) -> Float[Array, "*batch {self.dim}"]:
        x_hat, inv_std = self.cache["x_hat"], self.cache["inv_std"]
        self.grads["gain"] += (dout * x_hat).reshape(-1, self.dim).sum(axis=0)
        self.grads["shift"] += dout.reshape(-1, self.dim).sum(axis=0)
        dx_hat = dout * self.params["gain"]
        mean_d = dx_hat.mean(axis=-1, keepdims=True)
        mean_dx = (dx_hat * x_hat).mean(axis=-1, keepdims=True)
        return inv_std * (dx_hat - mean_d - x_hat * mean_dx)


class MeanPool(Layer):
    def forward(self, x: Float[Array, "batch time c"]) -> Float[Array, "batch c"]:
        self.cache["len"] = np.array(x.shape[1])
        return x.mean(axis=1)

    def backward(self, dout: Float[Array, "batch c"]) -> Float[Array, "batch time c"]:
        steps = int(self.cache["len"])
        return np.repeat(dout[:, None, :] / steps, steps, axis=1)


@dataclass
class Momentum:
    lr: float
    mu: float = 0.9
    velocity: dict[tuple[int, str], Float[Array, "..."]] = field(default_factory=dict)

    def update(self, layers: list[Layer]) -> None:
        for i, layer in enumerate(layers):
            for name, g in layer.grads.items():
                v = self.mu * self.velocity.get((i, name), np.zeros_like(g)) - self.lr * g
                self.velocity[i, name] = v
                layer.params[name] += v
                g.fill(0.0)


class TextRegressor:
    def __init__(self, vocab: int, dim: int, channels: int, width: int, seed: int = 0) -> None:
        rng = np.random.default_rng(seed)
        self.embed = Embedding(vocab, dim, rng)
        self.conv = Conv1d(dim, channels, width, rng)
        self.norm = LayerNorm(channels)
        self.pool = MeanPool()
        self.head = small_normal(rng, (channels,))
        self.head_grad = np.zeros(channels)

    @property
    def layers(self) -> list[Layer]:
        return [self.embed, self.conv, self.norm, self.pool]

    def features(self, tokens: Int[Array, "batch time"]) -> Float[Array, "batch channels"]:
        h = self.conv.forward(self.embed.forward(tokens))
        return self.pool.forward(np.tanh(self.norm.forward(h)))

    def loss_and_grad(
        self, tokens: Int[Array, "batch time"], target: Float[Array, "batch"]
    ) -> float:
        h = self.norm.forward(self.conv.forward(self.embed.forward(tokens)))
        act: Float[Array, "batch t_out channels"] = np.tanh(h)
        pooled = self.pool.forward(act)
        resid: Float[Array, "batch"] = pooled @ self.head - target
        d_pred = 2.0 * resid / len(target)
        self.head_grad = pooled.T @ d_pred
        d_act = self.pool.backward(np.outer(d_pred, self.head))
        d_h = d_act * (1.0 - act**2)
        self.embed.backward(self.conv.backward(self.norm.backward(d_h)))
        return float(np.mean(resid**2))


def numeric_gradient(
    f: Callable[[], float], w: Float[Array, "..."], index: tuple[int, ...], h: float = 1e-5
) -> float:
    old = float(w[index])
    w[index] = old + h
    up = f()
    w[index] = old - h
    down = f()
    w[index] = old
    return (up - down) / (2 * h)


def main() -> None:
    rng = np.random.default_rng(1)
    tokens = rng.integers(0, 11, size=(24, 9))
    target = (tokens == 3).sum(axis=1).astype(float)
    model = TextRegressor(vocab=11, dim=6, channels=8, width=3)
    assert model.features(tokens).shape == (24, 8)

    model.loss_and_grad(tokens, target)
    analytic = float(model.conv.grads["w"][1, 2, 4])

    def objective() -> float:
        return float(np.mean((model.features(tokens) @ model.head - target) ** 2))

    numeric = numeric_gradient(objective, model.conv.params["w"], (1, 2, 4))
    assert abs(analytic - numeric) < 1e-6 * max(1.0, abs(numeric))

    for layer in model.layers:
        for g in layer.grads.values():
            g.fill(0.0)
    opt = Momentum(lr=0.02)
    losses: list[float] = []
    for _ in range(80):
        losses.append(model.loss_and_grad(tokens, target))
        model.head -= 0.05 * model.head_grad
        opt.update(model.layers)
    assert losses[-1] < 0.5 * losses[0]


if __name__ == "__main__":
    main()
