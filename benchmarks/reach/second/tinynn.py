"""A very small neural-network framework: modules, parameters, optimizers."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

import numpy as np
from jaxtyping import Bool, Float, Int


class Parameter:
    """A trainable array together with its accumulated gradient."""

    def __init__(self, value: Float[np.ndarray, "..."], name: str = "") -> None:
        self.value = value
        self.grad = np.zeros_like(value)
        self.name = name

    @property
    def shape(self) -> tuple[int, ...]:
        return self.value.shape

    def zero_grad(self) -> None:
        self.grad[...] = 0.0


class Module(ABC):
    training: bool = True

    @abstractmethod
    def forward(self, x: Float[np.ndarray, "batch d_in"]) -> Float[np.ndarray, "batch d_out"]: ...

    @abstractmethod
    def backward(
        self, grad: Float[np.ndarray, "batch d_out"]
    ) -> Float[np.ndarray, "batch d_in"]: ...

    def __call__(self, x: Float[np.ndarray, "batch d_in"]) -> Float[np.ndarray, "batch d_out"]:
        return self.forward(x)

    def parameters(self) -> Iterator[Parameter]:
        for attr in self.__dict__.values():
            if isinstance(attr, Parameter):
                yield attr

    def train(self, mode: bool = True) -> None:
        self.training = mode


class Linear(Module):
    def __init__(self, d_in: int, d_out: int, rng: np.random.Generator) -> None:
        self.d_in = d_in
        self.d_out = d_out
        bound = np.sqrt(6.0 / (d_in + d_out))
        self.weight = Parameter(rng.uniform(-bound, bound, size=(d_in, d_out)), "weight")
        self.bias = Parameter(np.zeros(d_out), "bias")
        self._x: Float[np.ndarray, "batch d_in"] | None = None

    def forward(
        self, x: Float[np.ndarray, "batch {self.d_in}"]
    ) -> Float[np.ndarray, "batch {self.d_out}"]:
        self._x = x
        return x @ self.weight.value + self.bias.value

    def backward(
        self, grad: Float[np.ndarray, "batch {self.d_out}"]
    ) -> Float[np.ndarray, "batch {self.d_in}"]:
        assert self._x is not None, "backward called before forward"
        self.weight.grad += self._x.T @ grad
        self.bias.grad += grad.sum(axis=0)
        return grad @ self.weight.value.T


class ReLU(Module):
    def __init__(self) -> None:
        self._mask: Bool[np.ndarray, "batch d"] | None = None

    def forward(self, x: Float[np.ndarray, "batch d"]) -> Float[np.ndarray, "batch d"]:
        self._mask = x > 0
        return np.where(self._mask, x, 0.0)

    def backward(self, grad: Float[np.ndarray, "batch d"]) -> Float[np.ndarray, "batch d"]:
        assert self._mask is not None
        return grad * self._mask


class Dropout(Module):
    def __init__(self, p: float, rng: np.random.Generator) -> None:
        self.p = p
        self.rng = rng
        self._scale: Float[np.ndarray, "batch d"] | None = None

    def forward(self, x: Float[np.ndarray, "batch d"]) -> Float[np.ndarray, "batch d"]:
        if not self.training or self.p == 0.0:
            self._scale = None
            return x
        keep = self.rng.random(x.shape) >= self.p
        self._scale = keep / (1.0 - self.p)
        return x * self._scale

    def backward(self, grad: Float[np.ndarray, "batch d"]) -> Float[np.ndarray, "batch d"]:
        if self._scale is None:
            return grad
        return grad * self._scale


class Sequential(Module):
    def __init__(self, *layers: Module) -> None:
        self.layers = list(layers)

    def forward(self, x: Float[np.ndarray, "batch d_in"]) -> Float[np.ndarray, "batch d_out"]:
        hidden = x
        for layer in self.layers:
            hidden = layer(hidden)
        return hidden

    def backward(self, grad: Float[np.ndarray, "batch d_out"]) -> Float[np.ndarray, "batch d_in"]:
        upstream = grad
        for layer in reversed(self.layers):
            upstream = layer.backward(upstream)
        return upstream

    def parameters(self) -> Iterator[Parameter]:
        for layer in self.layers:
            yield from layer.parameters()

    def train(self, mode: bool = True) -> None:
        super().train(mode)
        for layer in self.layers:
            layer.train(mode)


class SoftmaxCrossEntropy:
    def __init__(self) -> None:
        self._probs: Float[np.ndarray, "batch classes"] | None = None
        self._labels: Int[np.ndarray, " batch"] | None = None

    def forward(
        self, logits: Float[np.ndarray, "batch classes"], labels: Int[np.ndarray, " batch"]
    ) -> float:
        shifted = logits - logits.max(axis=1, keepdims=True)
        log_norm: Float[np.ndarray, "batch 1"] = np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        log_probs = shifted - log_norm
        self._probs = np.exp(log_probs)
        self._labels = labels
        return float(-log_probs[np.arange(len(labels)), labels].mean())

    def backward(self) -> Float[np.ndarray, "batch classes"]:
        assert self._probs is not None and self._labels is not None
        grad = self._probs.copy()
        n = grad.shape[0]
        grad[np.arange(n), self._labels] -= 1.0
        return grad / n


class Optimizer(ABC):
    def __init__(self, params: Iterator[Parameter], lr: float) -> None:
        self.params = list(params)
        self.lr = lr

    def zero_grad(self) -> None:
        for p in self.params:
            p.zero_grad()

    @abstractmethod
    def step(self) -> None: ...


class Adam(Optimizer):
    def __init__(
        self,
        params: Iterator[Parameter],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
    ) -> None:
        super().__init__(params, lr)
        self.betas = betas
        self.m: list[Float[np.ndarray, "..."]] = [np.zeros(p.shape) for p in self.params]
        self.v: list[Float[np.ndarray, "..."]] = [np.zeros(p.shape) for p in self.params]
        self.t = 0

    def step(self) -> None:
        self.t += 1
        b1, b2 = self.betas
        for p, m, v in zip(self.params, self.m, self.v):
            m *= b1
            m += (1 - b1) * p.grad
            v *= b2
            v += (1 - b2) * p.grad**2
            m_hat = m / (1 - b1**self.t)
            v_hat = v / (1 - b2**self.t)
            p.value -= self.lr * m_hat / (np.sqrt(v_hat) + 1e-8)


def make_blobs(
    n: int, centers: Float[np.ndarray, "k d"], rng: np.random.Generator
) -> tuple[Float[np.ndarray, "{n} d"], Int[np.ndarray, "{n}"]]:
    labels = rng.integers(0, centers.shape[0], size=n)
    return centers[labels] + 0.3 * rng.standard_normal((n, centers.shape[1])), labels


def main() -> None:
    rng = np.random.default_rng(0)
    centers = rng.standard_normal((3, 5)) * 2.0
    x, y = make_blobs(120, centers, rng)
    net = Sequential(Linear(5, 16, rng), ReLU(), Dropout(0.1, rng), Linear(16, 3, rng))
    loss_fn = SoftmaxCrossEntropy()
    opt = Adam(net.parameters(), lr=0.02)
    history: list[float] = []
    for _ in range(60):
        opt.zero_grad()
        history.append(loss_fn.forward(net(x), y))
        dx = net.backward(loss_fn.backward())
        assert dx.shape == x.shape
        opt.step()
    net.train(False)
    accuracy = float((net(x).argmax(axis=1) == y).mean())
    assert history[-1] < 0.5 * history[0]
    assert accuracy > 0.9
    assert sum(p.value.size for p in net.parameters()) == 5 * 16 + 16 + 16 * 3 + 3


if __name__ == "__main__":
    main()
