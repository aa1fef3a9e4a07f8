"""A tiny neural-network library: layers with hand-written backward passes."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

import numpy as np
from jaxtyping import Float, Int

Array = np.ndarray


class Parameter:
    """A weight together with its gradient."""

    def __init__(self, value: Float[Array, "..."]) -> None:
        self.value = value
        self.grad = np.zeros_like(value)

    def zero_grad(self) -> None:
        self.grad = np.zeros_like(self.value)


class Module(ABC):
    def __init__(self) -> None:
        self.training = True

    @abstractmethod
    def forward(self, x: Float[Array, "n i"]) -> Float[Array, "n o"]: ...

    @abstractmethod
    def backward(self, grad: Float[Array, "n o"]) -> Float[Array, "n i"]: ...

    def parameters(self) -> list[Parameter]:
        return []

    def train(self) -> None:
        self.training = True

    def eval(self) -> None:
        self.training = False

    def __call__(self, x: Float[Array, "n i"]) -> Float[Array, "n o"]:
        return self.forward(x)


class Linear(Module):
    def __init__(self, n_in: int, n_out: int, rng: np.random.Generator) -> None:
        super().__init__()
        scale = np.sqrt(2.0 / n_in)
        self.weight = Parameter(scale * rng.standard_normal((n_in, n_out)))
        self.bias = Parameter(np.zeros(n_out))
        self._x: Float[Array, "n i"] = np.zeros((0, n_in))

    def forward(self, x: Float[Array, "n i"]) -> Float[Array, "n o"]:
        self._x = x
        return x @ self.weight.value + self.bias.value

    def backward(self, grad: Float[Array, "n o"]) -> Float[Array, "n i"]:
        self.weight.grad = self.weight.grad + self._x.T @ grad
        self.bias.grad = self.bias.grad + grad.sum(axis=0)
        return grad @ self.weight.value.T

    def parameters(self) -> list[Parameter]:
        return [self.weight, self.bias]


class ReLU(Module):
    def forward(self, x: Float[Array, "n d"]) -> Float[Array, "n d"]:
        self._mask = x > 0
        return np.where(self._mask, x, 0.0)

    def backward(self, grad: Float[Array, "n d"]) -> Float[Array, "n d"]:
        return grad * self._mask


class Dropout(Module):
    def __init__(self, rate: float, rng: np.random.Generator) -> None:
        super().__init__()
        self.rate = rate
        self.rng = rng
        self._keep: Float[Array, "n d"] | None = None

    def forward(self, x: Float[Array, "n d"]) -> Float[Array, "n d"]:
        if not self.training or self.rate == 0.0:
            self._keep = None
            return x
        self._keep = (self.rng.random(x.shape) >= self.rate) / (1.0 - self.rate)
        return x * self._keep

    def backward(self, grad: Float[Array, "n d"]) -> Float[Array, "n d"]:
        return grad if self._keep is None else grad * self._keep


class BatchNorm(Module):
    def __init__(self, dim: int, momentum: float = 0.1, eps: float = 1e-5) -> None:
        super().__init__()
        self.momentum = momentum
        self.eps = eps
        self.gamma = Parameter(np.ones(dim))
        self.beta = Parameter(np.zeros(dim))
        self.running_mean: Float[Array, "d"] = np.zeros(dim)
        self.running_var: Float[Array, "d"] = np.ones(dim)

    def forward(self, x: Float[Array, "n d"]) -> Float[Array, "n d"]:
        if self.training:
            mean = x.mean(axis=0)
            var = x.var(axis=0)
            m = self.momentum
            self.running_mean = (1 - m) * self.running_mean + m * mean
            self.running_var = (1 - m) * self.running_var + m * var
        else:
            mean, var = self.running_mean, self.running_var
        self._inv_std = 1.0 / np.sqrt(var + self.eps)
        self._xhat = (x - mean) * self._inv_std
        return self.gamma.value * self._xhat + self.beta.value

    def backward(self, grad: Float[Array, "n d"]) -> Float[Array, "n d"]:
        self.gamma.grad = self.gamma.grad + np.sum(grad * self._xhat, axis=0)
        self.beta.grad = self.beta.grad + np.sum(grad, axis=0)
        g = grad * self.gamma.value
        if not self.training:
            return g * self._inv_std
        centred = g - g.mean(axis=0) - self._xhat * (g * self._xhat).mean(axis=0)
        return centred * self._inv_std

    def parameters(self) -> list[Parameter]:
        return [self.gamma, self.beta]


class Sequential(Module):
    def __init__(self, *layers: Module) -> None:
        super().__init__()
        self.layers = list(layers)

    def forward(self, x: Float[Array, "n i"]) -> Float[Array, "n o"]:
        for layer in self.layers:
            x = layer(x)
        return x

    def backward(self, grad: Float[Array, "n o"]) -> Float[Array, "n i"]:
        for layer in reversed(self.layers):
            grad = layer.backward(grad)
        return grad

    def parameters(self) -> list[Parameter]:
        return [p for layer in self.layers for p in layer.parameters()]

    def train(self) -> None:
        super().train()
        for layer in self.layers:
            layer.train()

    def eval(self) -> None:
        super().eval()
        for layer in self.layers:
            layer.eval()


class CrossEntropy:
    def __call__(
        self, logits: Float[Array, "n c"], labels: Int[Array, "n"]
    ) -> tuple[float, Float[Array, "n c"]]:
        shifted = logits - logits.max(axis=1, keepdims=True)
        probs = np.exp(shifted)
        probs /= probs.sum(axis=1, keepdims=True)
        rows = np.arange(len(labels))
        loss = -np.log(probs[rows, labels] + 1e-12).mean()
        grad = probs.copy()
        grad[rows, labels] -= 1.0
        return float(loss), grad / len(labels)


class Momentum:
    def __init__(self, params: list[Parameter], lr: float, mu: float = 0.9) -> None:
        self.params = params
        self.lr, self.mu = lr, mu
        self.velocity = [np.zeros_like(p.value) for p in params]

    def step(self) -> None:
        for k, p in enumerate(self.params):
            self.velocity[k] = self.mu * self.velocity[k] - self.lr * p.grad
            p.value = p.value + self.velocity[k]
            p.zero_grad()


def minibatches(
    x: Float[Array, "n d"], y: Int[Array, "n"], size: int, rng: np.random.Generator
) -> Iterator[tuple[Float[Array, "b d"], Int[Array, "b"]]]:
    order = rng.permutation(x.shape[0])
    for start in range(0, len(order), size):
        idx = order[start : start + size]
        yield x[idx], y[idx]


def main() -> None:
    rng = np.random.default_rng(0)
    n, d, hidden, classes = 95, 6, 13, 4
    centres = 3.0 * rng.standard_normal((classes, d))
    y = rng.integers(0, classes, size=n)
    x = centres[y] + rng.standard_normal((n, d))
    net = Sequential(
        Linear(d, hidden, rng),
        BatchNorm(hidden),
        ReLU(),
        Dropout(0.2, rng),
        Linear(hidden, classes, rng),
    )
    criterion = CrossEntropy()
    optimiser = Momentum(net.parameters(), lr=0.05)
    net.train()
    for _ in range(15):
        for xb, yb in minibatches(x, y, size=18, rng=rng):
            _, grad = criterion(net(xb), yb)
            net.backward(grad)
            optimiser.step()
    net.eval()
    logits = net(x)
    loss, grad = criterion(logits, y)
    dx = net.backward(grad)
    print("loss", round(loss, 4), "accuracy", np.mean(logits.argmax(axis=1) == y), "dx", dx.shape)


if __name__ == "__main__":
    main()
