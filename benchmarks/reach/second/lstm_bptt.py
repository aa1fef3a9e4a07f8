"""An LSTM sequence regressor trained by back-propagation through time, with a gradient check."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float

Array = np.ndarray


class Params(NamedTuple):
    w_x: Float[Array, "d 4*h"]
    w_h: Float[Array, "h 4*h"]
    b: Float[Array, "4*h"]
    w_y: Float[Array, "h o"]
    b_y: Float[Array, "o"]


class State(NamedTuple):
    h: Float[Array, "n h"]
    c: Float[Array, "n h"]


class StepCache(NamedTuple):
    x: Float[Array, "n d"]
    prev: State
    i: Float[Array, "n h"]
    f: Float[Array, "n h"]
    g: Float[Array, "n h"]
    o: Float[Array, "n h"]
    tanh_c: Float[Array, "n h"]


def sigmoid(x: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
    return 0.5 * (1.0 + np.tanh(0.5 * x))


def init_params(d: int, h: int, o: int, rng: np.random.Generator) -> Params:
    bias: Float[Array, "4*{h}"] = np.zeros(4 * h)
    bias[h : 2 * h] = 1.0  # remember by default
    return Params(
        w_x=rng.normal(0, 1 / np.sqrt(d), (d, 4 * h)),
        w_h=rng.normal(0, 1 / np.sqrt(h), (h, 4 * h)),
        b=bias,
        w_y=rng.normal(0, 1 / np.sqrt(h), (h, o)),
        b_y=np.zeros(o),
    )


def gates(
    x: Float[Array, "n d"],
    h: Float[Array, "n h"],
    w_x: Float[Array, "d 4*h"],
    w_h: Float[Array, "h 4*h"],
    b: Float[Array, "4*h"],
) -> tuple[Float[Array, "n h"], Float[Array, "n h"], Float[Array, "n h"], Float[Array, "n h"]]:
    z = x @ w_x + h @ w_h + b
    zi, zf, zg, zo = np.split(z, 4, axis=1)
    return sigmoid(zi), sigmoid(zf), np.tanh(zg), sigmoid(zo)


def lstm_step(p: Params, x: Float[Array, "n d"], prev: State) -> tuple[State, StepCache]:
    i, f, g, o = gates(x, prev.h, p.w_x, p.w_h, p.b)
    c = f * prev.c + i * g
    tanh_c = np.tanh(c)
    return State(o * tanh_c, c), StepCache(x, prev, i, f, g, o, tanh_c)


def forward(
    p: Params, xs: Float[Array, "n t d"]
) -> tuple[Float[Array, "n t o"], Float[Array, "n t h"], list[StepCache]]:
    n, t, _ = xs.shape
    width = p.w_h.shape[0]
    hs = np.empty((n, t, width))
    state = State(np.zeros((n, width)), np.zeros((n, width)))
    caches: list[StepCache] = []
    for step in range(t):
        state, cache = lstm_step(p, xs[:, step], state)
        hs[:, step] = state.h
        caches.append(cache)
    return hs @ p.w_y + p.b_y, hs, caches


def step_backward(
    p: Params, cache: StepCache, dh: Float[Array, "n h"], dc: Float[Array, "n h"]
) -> tuple[Float[Array, "n 4*h"], Float[Array, "n h"], Float[Array, "n h"]]:
    """Gradients of the pre-activations, of the previous h and of the previous c."""
    dc = dc + dh * cache.o * (1.0 - cache.tanh_c**2)
    do = dh * cache.tanh_c
    di, df, dg = dc * cache.g, dc * cache.prev.c, dc * cache.i
    dz = np.hstack(
        [
            di * cache.i * (1.0 - cache.i),
            df * cache.f * (1.0 - cache.f),
            dg * (1.0 - cache.g**2),
            do * cache.o * (1.0 - cache.o),
        ]
    )
    return dz, dz @ p.w_h.T, dc * cache.f


def backward(
    p: Params, caches: list[StepCache], hs: Float[Array, "n t h"], dy: Float[Array, "n t o"]
) -> Params:
    n, t, width = hs.shape
    dhs: Float[Array, "n t h"] = dy @ p.w_y.T
    dw_x, dw_h, db = np.zeros_like(p.w_x), np.zeros_like(p.w_h), np.zeros_like(p.b)
    dh_next: Float[Array, "n h"] = np.zeros((n, width))
    dc_next: Float[Array, "n h"] = np.zeros((n, width))
    for step in reversed(range(t)):
        cache = caches[step]
        dz, dh_next, dc_next = step_backward(p, cache, dhs[:, step] + dh_next, dc_next)
        dw_x += cache.x.T @ dz
        dw_h += cache.prev.h.T @ dz
        db += dz.sum(axis=0)
    dw_y = np.einsum("nth,nto->ho", hs, dy)
    return Params(dw_x, dw_h, db, dw_y, dy.sum(axis=(0, 1)))


def mse(
    pred: Float[Array, "*dims"], target: Float[Array, "*dims"]
) -> tuple[float, Float[Array, "*dims"]]:
    diff = pred - target
    return float(np.mean(diff**2)), 2.0 * diff / diff.size


def loss_and_grad(
    p: Params, xs: Float[Array, "n t d"], ys: Float[Array, "n t o"]
) -> tuple[float, Params]:
    pred, hs, caches = forward(p, xs)
    loss, dy = mse(pred, ys)
    return loss, backward(p, caches, hs, dy)


def flatten(p: Params) -> Float[Array, "size"]:
    return np.concatenate([a.ravel() for a in p])


def unflatten(vec: Float[Array, "size"], like: Params) -> Params:
    cuts = np.cumsum([a.size for a in like])[:-1]
    return Params(*(part.reshape(a.shape) for part, a in zip(np.split(vec, cuts), like)))


def clip_by_norm(grad: Float[Array, "size"], limit: float) -> Float[Array, "size"]:
    norm = float(np.linalg.norm(grad))
    return grad if norm <= limit else grad * (limit / norm)


class Adam:
    def __init__(
        self, size: int, lr: float = 0.02, betas: tuple[float, float] = (0.9, 0.999)
    ) -> None:
        self.lr, self.betas, self.t = lr, betas, 0
        self.m: Float[Array, "size"] = np.zeros(size)
        self.v: Float[Array, "size"] = np.zeros(size)

    def step(self, theta: Float[Array, "size"], grad: Float[Array, "size"]) -> Float[Array, "size"]:
        self.t += 1
        b1, b2 = self.betas
        self.m = b1 * self.m + (1 - b1) * grad
        self.v = b2 * self.v + (1 - b2) * grad**2
        m_hat = self.m / (1 - b1**self.t)
        v_hat = self.v / (1 - b2**self.t)
        return theta - self.lr * m_hat / (np.sqrt(v_hat) + 1e-8)


def numeric_grad(
    p: Params,
    xs: Float[Array, "n t d"],
    ys: Float[Array, "n t o"],
    picks: list[int],
    eps: float = 1e-5,
) -> Float[Array, "{len(picks)}"]:
    theta = flatten(p)
    out = np.zeros(len(picks))
    for row, k in enumerate(picks):
        bump = np.zeros_like(theta)
        bump[k] = eps
        up, _ = loss_and_grad(unflatten(theta + bump, p), xs, ys)
        down, _ = loss_and_grad(unflatten(theta - bump, p), xs, ys)
        out[row] = (up - down) / (2 * eps)
    return out


def running_mean_task(
    n: int, t: int, d: int, rng: np.random.Generator
) -> tuple[Float[Array, "{n} {t} {d}"], Float[Array, "{n} {t} 2"]]:
    xs = rng.uniform(-1, 1, (n, t, d))
    mean = np.cumsum(xs.mean(axis=2), axis=1) / np.arange(1, t + 1)
    return xs, np.stack([mean, np.abs(mean)], axis=-1)


def main() -> None:
    rng = np.random.default_rng(11)
    xs, ys = running_mean_task(13, 6, 3, rng)
    p = init_params(3, 5, 2, rng)
    _, grads = loss_and_grad(p, xs, ys)
    flat = flatten(grads)
    picks = [int(k) for k in rng.choice(flat.size, size=10, replace=False)]
    np.testing.assert_allclose(flat[picks], numeric_grad(p, xs, ys, picks), rtol=1e-4, atol=1e-7)

    theta, opt = flatten(p), Adam(flat.size)
    losses: list[float] = []
    for _ in range(80):
        loss, grads = loss_and_grad(unflatten(theta, p), xs, ys)
        theta = opt.step(theta, clip_by_norm(flatten(grads), 5.0))
        losses.append(loss)
    assert losses[-1] < 0.5 * losses[0]
