"""A convolutional classifier on im2col, with layers that know how to run backwards."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

import numpy as np
from jaxtyping import Float, Int
from numpy.lib.stride_tricks import sliding_window_view

Array = np.ndarray


def out_size(n: int, k: int, stride: int, pad: int) -> int:
    return (n + 2 * pad - k) // stride + 1


def im2col(
    x: Float[Array, "n c h w"], k: int, stride: int, pad: int
) -> Float[Array, "n oh ow c*{k}*{k}"]:
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows: Float[Array, "n c oh ow {k} {k}"] = sliding_window_view(padded, (k, k), axis=(2, 3))[
        :, :, ::stride, ::stride
    ]
    n, c, oh, ow = windows.shape[:4]
    return windows.transpose(0, 2, 3, 1, 4, 5).reshape(n, oh, ow, c * k * k)


def col2im(
    cols: Float[Array, "n oh ow ckk"],
    shape: tuple[int, int, int, int],
    k: int,
    stride: int,
    pad: int,
) -> Float[Array, "n c h w"]:
    n, c, h, w = shape
    _, oh, ow, _ = cols.shape
    padded = np.zeros((n, c, h + 2 * pad, w + 2 * pad))
    patches = cols.reshape(n, oh, ow, c, k, k).transpose(0, 3, 1, 2, 4, 5)
    for i in range(k):
        for j in range(k):
            padded[:, :, i : i + stride * oh : stride, j : j + stride * ow : stride] += patches[
                ..., i, j
            ]
    return padded[:, :, pad : pad + h, pad : pad + w]


class Layer(ABC):
    """Keeps what it needs from forward for the backward pass that follows."""

    @abstractmethod
    def forward(self, x: Float[Array, "n ..."]) -> Float[Array, "n ..."]: ...

    @abstractmethod
    def backward(self, grad: Float[Array, "n ..."]) -> Float[Array, "n ..."]: ...

    def params(self) -> Iterator[tuple[Float[Array, "..."], Float[Array, "..."]]]:
        yield from ()


class Conv2d(Layer):
    def __init__(
        self, c_in: int, c_out: int, k: int, rng: np.random.Generator, stride: int = 1, pad: int = 0
    ) -> None:
        self.k, self.stride, self.pad = k, stride, pad
        fan_in = c_in * k * k
        self.weight: Float[Array, "c_out fan_in"] = rng.normal(
            0.0, np.sqrt(2.0 / fan_in), (c_out, fan_in)
        )
        self.bias: Float[Array, "c_out"] = np.zeros(c_out)
        self.d_weight = np.zeros_like(self.weight)
        self.d_bias = np.zeros_like(self.bias)

    def forward(self, x: Float[Array, "n c h w"]) -> Float[Array, "n c_out oh ow"]:
        self.in_shape = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
        self.cols = im2col(x, self.k, self.stride, self.pad)
        y: Float[Array, "n oh ow c_out"] = self.cols @ self.weight.T + self.bias
        return np.moveaxis(y, -1, 1)

    def backward(self, grad: Float[Array, "n c_out oh ow"]) -> Float[Array, "n c h w"]:
        g: Float[Array, "n oh ow c_out"] = np.moveaxis(grad, 1, -1)
        self.d_weight[...] = np.tensordot(g, self.cols, axes=([0, 1, 2], [0, 1, 2]))
        self.d_bias[...] = g.sum(axis=(0, 1, 2))
        return col2im(g @ self.weight, self.in_shape, self.k, self.stride, self.pad)

    def params(self) -> Iterator[tuple[Float[Array, "..."], Float[Array, "..."]]]:
        yield self.weight, self.d_weight
        yield self.bias, self.d_bias


class ReLU(Layer):
    def forward(self, x: Float[Array, "*s"]) -> Float[Array, "*s"]:
        self.mask = x > 0
        return np.where(self.mask, x, 0.0)

    def backward(self, grad: Float[Array, "*s"]) -> Float[Array, "*s"]:
        return grad * self.mask


class MaxPool(Layer):
    """Non-overlapping windows; rows and columns left over are dropped."""

    def __init__(self, size: int) -> None:
        self.size = size

    def forward(
        self, x: Float[Array, "n c h w"]
    ) -> Float[Array, "n c h//{self.size} w//{self.size}"]:
        s = self.size
        n, c, h, w = x.shape
        self.in_shape = x.shape
        oh, ow = h // s, w // s
        tiles = x[:, :, : oh * s, : ow * s].reshape(n, c, oh, s, ow, s).transpose(0, 1, 2, 4, 3, 5)
        flat: Float[Array, "n c oh ow win"] = tiles.reshape(n, c, oh, ow, s * s)
        self.arg: Int[Array, "n c oh ow"] = flat.argmax(axis=-1)
        return np.take_along_axis(flat, self.arg[..., None], axis=-1)[..., 0]

    def backward(self, grad: Float[Array, "n c oh ow"]) -> Float[Array, "n c h w"]:
        s = self.size
        n, c, oh, ow = grad.shape
        flat = np.zeros((n, c, oh, ow, s * s))
        np.put_along_axis(flat, self.arg[..., None], grad[..., None], axis=-1)
        out = np.zeros(self.in_shape)
        tiles = flat.reshape(n, c, oh, ow, s, s).transpose(0, 1, 2, 4, 3, 5)
        out[:, :, : oh * s, : ow * s] = tiles.reshape(n, c, oh * s, ow * s)
        return out


class Dense(Layer):
    def __init__(self, n_in: int, n_out: int, rng: np.random.Generator) -> None:
        self.weight: Float[Array, "n_in n_out"] = rng.normal(
            0.0, np.sqrt(1.0 / n_in), (n_in, n_out)
        )
        self.bias: Float[Array, "n_out"] = np.zeros(n_out)
        self.d_weight, self.d_bias = np.zeros_like(self.weight), np.zeros_like(self.bias)

    def forward(self, x: Float[Array, "n ..."]) -> Float[Array, "n n_out"]:
        self.in_shape = x.shape
        self.x = x.reshape(x.shape[0], -1)
        return self.x @ self.weight + self.bias

    def backward(self, grad: Float[Array, "n n_out"]) -> Float[Array, "n ..."]:
        self.d_weight[...] = self.x.T @ grad
        self.d_bias[...] = grad.sum(0)
        return (grad @ self.weight.T).reshape(self.in_shape)

    def params(self) -> Iterator[tuple[Float[Array, "..."], Float[Array, "..."]]]:
        yield from ((self.weight, self.d_weight), (self.bias, self.d_bias))


class Sequential:
    def __init__(self, layers: Sequence[Layer]) -> None:
        self.layers = list(layers)

    def __call__(self, x: Float[Array, "n c h w"]) -> Float[Array, "n classes"]:
        out = x
        for layer in self.layers:
            out = layer.forward(out)
        return out

    def backward(self, grad: Float[Array, "n classes"]) -> Float[Array, "n c h w"]:
        for layer in reversed(self.layers):
            grad = layer.backward(grad)
        return grad

    def sgd(self, lr: float) -> None:
        for layer in self.layers:
            for p, d in layer.params():
                p -= lr * d


def cross_entropy(
    logits: Float[Array, "n classes"], labels: Int[Array, "n"]
) -> tuple[float, Float[Array, "n classes"]]:
    n = labels.shape[0]
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    grad = np.exp(log_p)
    grad[np.arange(n), labels] -= 1.0
    return float(-log_p[np.arange(n), labels].mean()), grad / n


def stripes(
    n: int, h: int, w: int, rng: np.random.Generator
) -> tuple[Float[Array, "{n} 1 {h} {w}"], Int[Array, "{n}"]]:
    labels = rng.integers(0, 2, n)
    rows = np.sin(np.arange(h) * 2.0)[:, None] * np.ones(w)
    cols = np.ones(h)[:, None] * np.sin(np.arange(w) * 2.0)
    images = np.where(labels[:, None, None] == 0, rows, cols) + 0.3 * rng.standard_normal((n, h, w))
    return images[:, None], labels


def main() -> None:
    rng = np.random.default_rng(0)
    x, y = stripes(24, 11, 13, rng)
    net = Sequential(
        [
            Conv2d(1, 4, 3, rng, pad=1),
            ReLU(),
            MaxPool(2),
            Conv2d(4, 8, 2, rng, stride=2),
            ReLU(),
            Dense(8 * 2 * 3, 7, rng),
        ]
    )
    loss, grad = cross_entropy(net(x), y)
    dx = net.backward(grad)
    bump = np.zeros_like(x)
    bump[2, 0, 4, 5] = 1e-5
    numeric = (cross_entropy(net(x + bump), y)[0] - cross_entropy(net(x - bump), y)[0]) / 2e-5
    assert abs(numeric - dx[2, 0, 4, 5]) < 1e-6
    for _ in range(40):
        last, grad = cross_entropy(net(x), y)
        net.backward(grad)
        net.sgd(0.2)
    assert last < 0.5 * loss
    assert im2col(x, 3, 2, 0).shape == (24, out_size(11, 3, 2, 0), out_size(13, 3, 2, 0), 9)
