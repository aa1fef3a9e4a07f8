"""Character-level LSTM, trained with BPTT, all weights kept in plain dicts."""

from collections.abc import Callable, Iterator

import numpy as np
from jaxtyping import Float, Int

Array = np.ndarray
Weights = dict[str, Array]


def sigmoid(z: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
    return 1.0 / (1.0 + np.exp(-z))


def init(vocab: int, hidden: int, rng: np.random.Generator) -> Weights:
    return {
        "W": rng.normal(scale=0.3, size=(4 * hidden, vocab + hidden)),
        "b": np.zeros(4 * hidden),
        "V": rng.normal(scale=0.3, size=(vocab, hidden)),
        "c": np.zeros(vocab),
    }


def one_hot(idx: Int[Array, "time"], vocab: int) -> Float[Array, "time {vocab}"]:
    out = np.zeros((len(idx), vocab))
    out[np.arange(len(idx)), idx] = 1.0
    return out


def lstm_cell(
    w: Weights, x: Float[Array, "vocab"], h: Float[Array, "hidden"], s: Float[Array, "hidden"]
) -> tuple[Float[Array, "hidden"], Float[Array, "hidden"], Float[Array, "4 hidden"]]:
    z = w["W"] @ np.concatenate([x, h]) + w["b"]
    pre = z.reshape(4, h.shape[0])
    gates = sigmoid(pre)
    gates[3] = np.tanh(pre[3])
    i, f, o, g = gates
    s_new = f * s + i * g
    return o * np.tanh(s_new), s_new, gates


def loss_and_grad(
    w: Weights, xs: Int[Array, "time"], ys: Int[Array, "time"]
) -> tuple[float, Weights]:
    vocab, hidden = w["V"].shape
    T = xs.shape[0]
    X = one_hot(xs, vocab)
    H, S = np.zeros((T + 1, hidden)), np.zeros((T + 1, hidden))
    G = np.zeros((T, 4, hidden))
    for t in range(T):
        H[t + 1], S[t + 1], G[t] = lstm_cell(w, X[t], H[t], S[t])

    logits: Float[Array, "time vocab"] = H[1:] @ w["V"].T + w["c"]
    logits = logits - logits.max(axis=1, keepdims=True)
    logp = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    loss = -float(logp[np.arange(T), ys].mean())

    dlogits = np.exp(logp)
    dlogits[np.arange(T), ys] -= 1.0
    dlogits /= T
    dW, db = np.zeros_like(w["W"]), np.zeros_like(w["b"])

    dh_next = np.zeros(hidden)
    ds_next = np.zeros(hidden)
    for t in reversed(range(T)):
        i, f, o, g = G[t]
        tanh_s = np.tanh(S[t + 1])
        dh = w["V"].T @ dlogits[t] + dh_next
        ds = dh * o * (1 - tanh_s**2) + ds_next
        d_in, d_forget = ds * g * i * (1 - i), ds * S[t] * f * (1 - f)
        d_out, d_cell = dh * tanh_s * o * (1 - o), ds * i * (1 - g**2)
        dz = np.concatenate([d_in, d_forget, d_out, d_cell])
        dW += np.outer(dz, np.concatenate([X[t], H[t]]))
        db += dz
        dh_next = (w["W"].T @ dz)[vocab:]
        ds_next = ds * f
    return loss, {"W": dW, "b": db, "V": dlogits.T @ H[1:], "c": dlogits.sum(axis=0)}


def numeric_grad(
    f: Callable[[], float], param: Float[Array, "..."], eps: float = 1e-5
) -> Float[Array, "..."]:
    grad = np.zeros_like(param)
    it = np.nditer(param, flags=["multi_index"])
    for _ in it:
        ix = it.multi_index
        saved = param[ix]
        param[ix] = saved + eps
        up = f()
        param[ix] = saved - eps
        down = f()
        param[ix] = saved
        grad[ix] = (up - down) / (2 * eps)
    return grad


def windows(
    text: Int[Array, "length"], size: int
) -> Iterator[tuple[Int[Array, "{size}"], Int[Array, "{size}"]]]:
    for start in range(0, len(text) - size, size):
        yield text[start : start + size], text[start + 1 : start + size + 1]


def main() -> None:
    rng = np.random.default_rng(0)
    chars = sorted(set("abacada"))
    text = np.array([chars.index(ch) for ch in "abacada" * 8])
    small = init(len(chars), 3, rng)
    x, y = text[:5], text[1:6]
    _, g = loss_and_grad(small, x, y)
    errs = [
        np.abs(numeric_grad(lambda: loss_and_grad(small, x, y)[0], small[k]) - g[k]).max()
        for k in g
    ]
    w = init(len(chars), 6, rng)
    loss = 0.0
    for _ in range(12):
        for xb, yb in windows(text, 9):
            loss, grads = loss_and_grad(w, xb, yb)
            for name in w:
                w[name] -= 0.5 * np.clip(grads[name], -1.0, 1.0)
    print("grad check", f"{max(errs):.1e}", "loss", round(loss, 4))
