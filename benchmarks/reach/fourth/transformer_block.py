"""Transformer encoder block with a hand-written backward pass."""

import numpy as np
from jaxtyping import Bool, Float

Params = dict[str, np.ndarray]


def layer_norm(
    x: Float[np.ndarray, "batch seq dim"],
    gain: Float[np.ndarray, "dim"],
    shift: Float[np.ndarray, "dim"],
    eps: float = 1e-5,
) -> tuple[
    Float[np.ndarray, "batch seq dim"],
    Float[np.ndarray, "batch seq dim"],
    Float[np.ndarray, "batch seq 1"],
]:
    mean = x.mean(axis=-1, keepdims=True)
    inv_std = 1.0 / np.sqrt(x.var(axis=-1, keepdims=True) + eps)
    normed = (x - mean) * inv_std
    return normed * gain + shift, normed, inv_std


def layer_norm_backward(
    dout: Float[np.ndarray, "batch seq dim"],
    normed: Float[np.ndarray, "batch seq dim"],
    inv_std: Float[np.ndarray, "batch seq 1"],
    gain: Float[np.ndarray, "dim"],
) -> tuple[Float[np.ndarray, "batch seq dim"], Float[np.ndarray, "dim"], Float[np.ndarray, "dim"]]:
    dgain = (dout * normed).sum(axis=(0, 1))
    dshift = dout.sum(axis=(0, 1))
    dn = dout * gain
    along = (dn * normed).mean(axis=-1, keepdims=True)
    dx = inv_std * (dn - dn.mean(axis=-1, keepdims=True) - normed * along)
    return dx, dgain, dshift


def split_heads(
    x: Float[np.ndarray, "batch seq dim"], heads: int
) -> Float[np.ndarray, "batch {heads} seq dim//{heads}"]:
    batch, seq, dim = x.shape
    return x.reshape(batch, seq, heads, dim // heads).transpose(0, 2, 1, 3)


def merge_heads(
    x: Float[np.ndarray, "batch heads seq head_dim"],
) -> Float[np.ndarray, "batch seq heads*head_dim"]:
    batch, heads, seq, head_dim = x.shape
    return x.transpose(0, 2, 1, 3).reshape(batch, seq, heads * head_dim)


def softmax(scores: Float[np.ndarray, "*lead keys"]) -> Float[np.ndarray, "*lead keys"]:
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def attend(
    q: Float[np.ndarray, "batch heads seq head_dim"],
    k: Float[np.ndarray, "batch heads seq head_dim"],
    v: Float[np.ndarray, "batch heads seq head_dim"],
    valid: Bool[np.ndarray, "batch seq"],
) -> tuple[Float[np.ndarray, "batch heads seq head_dim"], Float[np.ndarray, "batch heads seq seq"]]:
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    scores = np.where(valid[:, None, None, :], scores, -1e9)
    weights = softmax(scores)
    return weights @ v, weights


def attend_backward(
    dout: Float[np.ndarray, "batch heads seq head_dim"],
    q: Float[np.ndarray, "batch heads seq head_dim"],
    k: Float[np.ndarray, "batch heads seq head_dim"],
    v: Float[np.ndarray, "batch heads seq head_dim"],
    weights: Float[np.ndarray, "batch heads seq seq"],
) -> tuple[
    Float[np.ndarray, "batch heads seq head_dim"],
    Float[np.ndarray, "batch heads seq head_dim"],
    Float[np.ndarray, "batch heads seq head_dim"],
]:
    dweights = np.einsum("bhqd,bhkd->bhqk", dout, v)
    dv = np.einsum("bhqk,bhqd->bhkd", weights, dout)
    inner = (dweights * weights).sum(axis=-1, keepdims=True)
    dscores = weights * (dweights - inner) / np.sqrt(q.shape[-1])
    return dscores @ k, dscores.swapaxes(-1, -2) @ q, dv


def init_block(rng: np.random.Generator, dim: int, ff: int) -> Params:
    def dense(fan_in: int, fan_out: int) -> Float[np.ndarray, "{fan_in} {fan_out}"]:
        return rng.standard_normal((fan_in, fan_out)) / np.sqrt(fan_in)

    params = {name: dense(dim, dim) for name in ("wq", "wk", "wv", "wo")}
    params["w1"], params["b1"] = dense(dim, ff), np.zeros(ff)
    params["w2"], params["b2"] = dense(ff, dim), np.zeros(dim)
    for name in ("norm1", "norm2"):
        params[f"{name}_gain"] = np.ones(dim)
        params[f"{name}_shift"] = np.zeros(dim)
    return params


def block_forward(
    p: Params,
    x: Float[np.ndarray, "batch seq dim"],
    valid: Bool[np.ndarray, "batch seq"],
    heads: int,
) -> tuple[Float[np.ndarray, "batch seq dim"], dict[str, np.ndarray]]:
    a, normed1, inv1 = layer_norm(x, p["norm1_gain"], p["norm1_shift"])
    q, k, v = (split_heads(a @ p[name], heads) for name in ("wq", "wk", "wv"))
    mixed, weights = attend(q, k, v, valid)
    merged = merge_heads(mixed)
    y = x + merged @ p["wo"]
    c, normed2, inv2 = layer_norm(y, p["norm2_gain"], p["norm2_shift"])
    pre = c @ p["w1"] + p["b1"]
    hidden = np.maximum(pre, 0.0)
    out = y + hidden @ p["w2"] + p["b2"]
    cache = dict(
        a=a,
        normed1=normed1,
        inv1=inv1,
        q=q,
        k=k,
        v=v,
        weights=weights,
        merged=merged,
        c=c,
        normed2=normed2,
        inv2=inv2,
        pre=pre,
        hidden=hidden,
    )
    return out, cache


def outer_sum(
    left: Float[np.ndarray, "batch seq m"], right: Float[np.ndarray, "batch seq n"]
) -> Float[np.ndarray, "m n"]:
    return np.tensordot(left, right, axes=([0, 1], [0, 1]))


def block_backward(
    p: Params, cache: dict[str, np.ndarray], dout: Float[np.ndarray, "batch seq dim"], heads: int
) -> tuple[Float[np.ndarray, "batch seq dim"], Params]:
    g: Params = {}
    g["w2"] = outer_sum(cache["hidden"], dout)
    g["b2"] = dout.sum(axis=(0, 1))
    dpre = (dout @ p["w2"].T) * (cache["pre"] > 0.0)
    g["w1"] = outer_sum(cache["c"], dpre)
    g["b1"] = dpre.sum(axis=(0, 1))
    dc = dpre @ p["w1"].T
    dnorm, g["norm2_gain"], g["norm2_shift"] = layer_norm_backward(
        dc, cache["normed2"], cache["inv2"], p["norm2_gain"]
    )
    dy = dout + dnorm

    g["wo"] = outer_sum(cache["merged"], dy)
    dmixed = split_heads(dy @ p["wo"].T, heads)
    dheads = attend_backward(dmixed, cache["q"], cache["k"], cache["v"], cache["weights"])
    da = np.zeros_like(dy)
    for name, dhead in zip(("wq", "wk", "wv"), dheads):
        flat = merge_heads(dhead)
        g[name] = outer_sum(cache["a"], flat)
        da += flat @ p[name].T
    dnorm, g["norm1_gain"], g["norm1_shift"] = layer_norm_backward(
        da, cache["normed1"], cache["inv1"], p["norm1_gain"]
    )
    return dy + dnorm, g


def masked_mse(
    pred: Float[np.ndarray, "batch seq dim"],
    target: Float[np.ndarray, "batch seq dim"],
    valid: Bool[np.ndarray, "batch seq"],
) -> tuple[float, Float[np.ndarray, "batch seq dim"]]:
    diff = np.where(valid[:, :, None], pred - target, 0.0)
    count = valid.sum() * pred.shape[-1]
    return float(np.sum(diff**2) / count), 2.0 * diff / count


def main() -> None:
    rng = np.random.default_rng(2)
    batch, seq, dim, heads, ff = 5, 7, 12, 3, 20
    x = rng.standard_normal((batch, seq, dim))
    target = np.roll(x, 1, axis=1)
    valid = np.arange(seq)[None, :] < rng.integers(3, seq + 1, size=batch)[:, None]
    p = init_block(rng, dim, ff)

    def loss_of(params: Params) -> float:
        return masked_mse(block_forward(params, x, valid, heads)[0], target, valid)[0]

    out, cache = block_forward(p, x, valid, heads)
    _, dout = masked_mse(out, target, valid)
    _, grads = block_backward(p, cache, dout, heads)
    for name in p:
        spot = tuple(int(rng.integers(s)) for s in p[name].shape)
        up, down = ({k: v.copy() for k, v in p.items()} for _ in range(2))
        up[name][spot] += 1e-5
        down[name][spot] -= 1e-5
        gap = (loss_of(up) - loss_of(down)) / 2e-5 - grads[name][spot]
        print(f"{name:12s} gradient gap {abs(gap):.1e}")

    for step in range(60):
        out, cache = block_forward(p, x, valid, heads)
        loss, dout = masked_mse(out, target, valid)
        _, grads = block_backward(p, cache, dout, heads)
        p = {name: value - 0.2 * grads[name] for name, value in p.items()}
        if step % 20 == 0:
            print(f"step {step:2d} loss {loss:.4f}")


if __name__ == "__main__":
    main()
