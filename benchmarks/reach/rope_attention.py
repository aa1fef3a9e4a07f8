"""Pre-norm self-attention with rotary embeddings; forward and hand-written backward."""

import math
from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float


class Params(NamedTuple):
    gamma: Float[np.ndarray, "d"]
    beta: Float[np.ndarray, "d"]
    w_qkv: Float[np.ndarray, "3 heads d dh"]
    w_out: Float[np.ndarray, "heads dh d"]


class Cache(NamedTuple):
    xhat: Float[np.ndarray, "b t d"]
    inv_std: Float[np.ndarray, "b t 1"]
    normed: Float[np.ndarray, "b t d"]
    q: Float[np.ndarray, "b h t dh"]
    k: Float[np.ndarray, "b h t dh"]
    v: Float[np.ndarray, "b h t dh"]
    probs: Float[np.ndarray, "b h t t"]
    ctx: Float[np.ndarray, "b h t dh"]


def rope_tables(
    t: int, half: int, base: float = 10000.0
) -> tuple[Float[np.ndarray, "{t} {half}"], Float[np.ndarray, "{t} {half}"]]:
    freqs = base ** (-np.arange(half) / half)
    angles = np.arange(t)[:, None] * freqs[None, :]
    return np.cos(angles), np.sin(angles)


def rotate(
    x: Float[np.ndarray, "*lead t dh"],
    cos: Float[np.ndarray, "t half"],
    sin: Float[np.ndarray, "t half"],
) -> Float[np.ndarray, "*lead t dh"]:
    even, odd = x[..., 0::2], x[..., 1::2]
    out = np.empty_like(x)
    out[..., 0::2] = even * cos - odd * sin
    out[..., 1::2] = even * sin + odd * cos
    return out


def softmax(x: Float[np.ndarray, "*s"]) -> Float[np.ndarray, "*s"]:
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def layer_norm(
    x: Float[np.ndarray, "... d"], gamma: Float[np.ndarray, "d"], beta: Float[np.ndarray, "d"]
) -> tuple[Float[np.ndarray, "... d"], Float[np.ndarray, "... d"], Float[np.ndarray, "... 1"]]:
    mu = x.mean(axis=-1, keepdims=True)
    inv = 1.0 / np.sqrt(x.var(axis=-1, keepdims=True) + 1e-5)
    xhat = (x - mu) * inv
    return gamma * xhat + beta, xhat, inv


def forward(p: Params, x: Float[np.ndarray, "b t d"]) -> tuple[Float[np.ndarray, "b t d"], Cache]:
    t = x.shape[1]
    dh = p.w_out.shape[1]
    normed, xhat, inv = layer_norm(x, p.gamma, p.beta)
    qkv = np.einsum("btd,chde->cbhte", normed, p.w_qkv)
    cos, sin = rope_tables(t, dh // 2)
    q, k, v = rotate(qkv[0], cos, sin), rotate(qkv[1], cos, sin), qkv[2]
    scores = q @ k.swapaxes(-1, -2) / math.sqrt(dh)
    mask: Bool[np.ndarray, "t t"] = np.tril(np.ones((t, t), dtype=bool))
    probs = softmax(np.where(mask, scores, -1e30))
    ctx = probs @ v
    out = x + np.einsum("bhte,hed->btd", ctx, p.w_out)
    return out, Cache(xhat, inv, normed, q, k, v, probs, ctx)


def backward(
    p: Params, c: Cache, dout: Float[np.ndarray, "b t d"]
) -> tuple[Float[np.ndarray, "b t d"], Params]:
    t, dh = c.q.shape[-2:]
    dw_out = np.einsum("bhte,btd->hed", c.ctx, dout)
    dctx = np.einsum("btd,hed->bhte", dout, p.w_out)
    dv = c.probs.swapaxes(-1, -2) @ dctx
    dprobs = dctx @ c.v.swapaxes(-1, -2)
    dscores = c.probs * (dprobs - (dprobs * c.probs).sum(axis=-1, keepdims=True)) / math.sqrt(dh)
    cos, sin = rope_tables(t, dh // 2)
    dq = rotate(dscores @ c.k, cos, -sin)
    dk = rotate(dscores.swapaxes(-1, -2) @ c.q, cos, -sin)
    dqkv = np.stack([dq, dk, dv])
    dw_qkv = np.einsum("btd,cbhte->chde", c.normed, dqkv)
    dnormed = np.einsum("cbhte,chde->btd", dqkv, p.w_qkv)

    dgamma, dbeta = (dnormed * c.xhat).sum(axis=(0, 1)), dnormed.sum(axis=(0, 1))
    dxhat = dnormed * p.gamma
    mean1 = dxhat.mean(axis=-1, keepdims=True)
    mean2 = (dxhat * c.xhat).mean(axis=-1, keepdims=True)
    dx = dout + c.inv_std * (dxhat - mean1 - c.xhat * mean2)
    return dx, Params(dgamma, dbeta, dw_qkv, dw_out)


def main() -> None:
    rng = np.random.default_rng(0)
    b, t, d, h, dh = 2, 5, 7, 3, 4
    p = Params(
        1 + 0.1 * rng.normal(size=d),
        0.1 * rng.normal(size=d),
        rng.normal(size=(3, h, d, dh)) / math.sqrt(d),
        rng.normal(size=(h, dh, d)) / math.sqrt(h * dh),
    )
    x, target = rng.normal(size=(b, t, d)), rng.normal(size=(b, t, d))
    out, cache = forward(p, x)
    _, grads = backward(p, cache, out - target)
    worst = 0.0
    for w, g in zip(p, grads):
        i = tuple(int(rng.integers(n)) for n in w.shape)
        old, losses = w[i], []
        for step in (1e-5, -1e-5):
            w[i] = old + step
            losses.append(0.5 * float(np.sum((forward(p, x)[0] - target) ** 2)))
        w[i] = old
        worst = max(worst, abs((losses[0] - losses[1]) / 2e-5 - float(g[i])))
    print("out norm", round(float(np.linalg.norm(out)), 4), "grad err", f"{worst:.1e}")
