"""A tiny layer library: Conv2d through im2col, BatchNorm with ReLU, global pooling, a head."""

import numpy as np
from jaxtyping import Float, Int


def im2col(
    x: Float[np.ndarray, "n c h w"], k: int, stride: int
) -> tuple[Float[np.ndarray, "n patch loc"], int, int]:
    n, c, h, w = x.shape
    oh, ow = (h - k) // stride + 1, (w - k) // stride + 1
    cols = np.empty((n, c, k, k, oh, ow))
    for i in range(k):
        for j in range(k):
            cols[:, :, i, j] = x[:, :, i : i + stride * oh : stride, j : j + stride * ow : stride]
    return cols.reshape(n, c * k * k, oh * ow), oh, ow


def col2im(
    cols: Float[np.ndarray, "n patch loc"], shape: tuple[int, int, int, int], k: int, stride: int
) -> Float[np.ndarray, "n c h w"]:
    n, c, h, w = shape
    oh, ow = (h - k) // stride + 1, (w - k) // stride + 1
    blocks = cols.reshape(n, c, k, k, oh, ow)
    x = np.zeros(shape)
    for i in range(k):
        for j in range(k):
            x[:, :, i : i + stride * oh : stride, j : j + stride * ow : stride] += blocks[
                :, :, i, j
            ]
    return x


class Conv2d:
    def __init__(
        self, c_in: int, c_out: int, k: int, stride: int, rng: np.random.Generator
    ) -> None:
        self.k, self.stride, self.c_out = k, stride, c_out
        fan_in = c_in * k * k
        self.weight = rng.normal(scale=np.sqrt(2.0 / fan_in), size=(c_out, fan_in))
        self.cols: Float[np.ndarray, "n patch loc"] | None = None
        self.in_shape: tuple[int, int, int, int] = (0, 0, 0, 0)
        self.grad = np.zeros_like(self.weight)

    def forward(self, x: Float[np.ndarray, "n c h w"]) -> Float[np.ndarray, "n {self.c_out} oh ow"]:
        n, c, h, w = x.shape
        self.in_shape = (n, c, h, w)
        self.cols, oh, ow = im2col(x, self.k, self.stride)
        y = np.einsum("op,npl->nol", self.weight, self.cols)
        return y.reshape(n, self.c_out, oh, ow)

    def backward(
        self, dy: Float[np.ndarray, "n {self.c_out} oh ow"]
    ) -> Float[np.ndarray, "n c h w"]:
        assert self.cols is not None
        flat = dy.reshape(dy.shape[0], self.c_out, -1)
        self.grad = np.einsum("nol,npl->op", flat, self.cols)
        dcols = self.weight.T @ flat
        return col2im(dcols, self.in_shape, self.k, self.stride)

    def step(self, lr: float) -> None:
        self.weight -= lr * self.grad


class BatchNormReLU:
    def __init__(self, c: int) -> None:
        self.gamma: Float[np.ndarray, "c"] = np.ones(c)
        self.beta: Float[np.ndarray, "c"] = np.zeros(c)

    def forward(self, x: Float[np.ndarray, "n c h w"]) -> Float[np.ndarray, "n c h w"]:
        mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
        self.inv_std = 1.0 / np.sqrt(var + 1e-5)
        self.xhat = (x - mean[:, None, None]) * self.inv_std[:, None, None]
        z = self.gamma[:, None, None] * self.xhat + self.beta[:, None, None]
        self.mask = z > 0
        return z * self.mask

    def backward(self, dy: Float[np.ndarray, "n c h w"]) -> Float[np.ndarray, "n c h w"]:
        dy = dy * self.mask
        count = dy.size // dy.shape[1]
        self.dbeta = dy.sum(axis=(0, 2, 3))
        self.dgamma = (dy * self.xhat).sum(axis=(0, 2, 3))
        scale = (self.gamma * self.inv_std)[None, :, None, None]
        centred = dy - (self.dbeta / count).reshape(1, -1, 1, 1)
        return scale * (centred - self.xhat * (self.dgamma / count).reshape(1, -1, 1, 1))

    def step(self, lr: float) -> None:
        self.gamma -= lr * self.dgamma
        self.beta -= lr * self.dbeta


class Classifier:
    def __init__(self, layers: list[Conv2d | BatchNormReLU], features: int, classes: int) -> None:
        self.layers = layers
        self.head: Float[np.ndarray, "features classes"] = np.zeros((features, classes))

    def train_step(
        self, x: Float[np.ndarray, "n c h w"], y: Int[np.ndarray, "n"], lr: float
    ) -> float:
        z = x
        for layer in self.layers:
            z = layer.forward(z)
        n, _, h, w = z.shape
        pooled = z.mean(axis=(2, 3))
        logits = pooled @ self.head
        probs = np.exp(logits - logits.max(axis=1, keepdims=True))
        probs /= probs.sum(axis=1, keepdims=True)
        loss = -np.log(probs[np.arange(n), y] + 1e-12).mean()
        probs[np.arange(n), y] -= 1.0
        dlogits = probs / n
        dpooled: Float[np.ndarray, "n features"] = dlogits @ self.head.T
        self.head -= lr * (pooled.T @ dlogits)
        dz = np.broadcast_to(dpooled[:, :, None, None] / (h * w), z.shape)
        for layer in reversed(self.layers):
            dz = layer.backward(dz)
            layer.step(lr)
        return float(loss)


def main() -> None:
    rng = np.random.default_rng(0)
    y = rng.integers(0, 3, size=20)
    x = rng.normal(size=(20, 2, 9, 11)) + 0.3 * y[:, None, None, None]
    x[:, 0, ::2] += y[:, None, None]
    layers: list[Conv2d | BatchNormReLU] = [
        Conv2d(2, 4, 3, 1, rng),
        BatchNormReLU(4),
        Conv2d(4, 5, 3, 2, rng),
        BatchNormReLU(5),
    ]
    net = Classifier(layers, 5, 3)
    losses = [net.train_step(x, y, 0.2) for _ in range(25)]
    print("first", round(losses[0], 4), "last", round(losses[-1], 4))
