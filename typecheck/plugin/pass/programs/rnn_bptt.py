"""A recurrent network, and its gradient back through time."""

import numpy as np
from jaxtyping import Float, Int


class VanillaRNN:
    """Character-level recurrent network with manual back-propagation through time."""

    def __init__(self, vocab: int, hidden: int, seed: int = 0) -> None:
        rng = np.random.RandomState(seed)
        self.vocab = vocab
        self.hidden = hidden
        self.Wxh = rng.randn(hidden, vocab) * 0.01
        self.Whh = rng.randn(hidden, hidden) * 0.01
        self.Why = rng.randn(vocab, hidden) * 0.01
        self.bh = np.zeros((hidden, 1))
        self.by = np.zeros((vocab, 1))

    def loss(
        self,
        inputs: list[int],
        targets: list[int],
        hprev: Float[np.ndarray, "{self.hidden} 1"],
    ) -> tuple[float, list[np.ndarray], Float[np.ndarray, "{self.hidden} 1"]]:
        xs: dict[int, Float[np.ndarray, "{self.vocab} 1"]] = {}
        hs: dict[int, Float[np.ndarray, "{self.hidden} 1"]] = {-1: np.copy(hprev)}
        ps: dict[int, Float[np.ndarray, "{self.vocab} 1"]] = {}
        loss = 0.0
        for t in range(len(inputs)):
            x = np.zeros((self.vocab, 1))
            x[inputs[t]] = 1
            xs[t] = x
            hs[t] = np.tanh(self.Wxh @ x + self.Whh @ hs[t - 1] + self.bh)
            y = self.Why @ hs[t] + self.by
            p = np.exp(y) / np.sum(np.exp(y))
            ps[t] = p
            loss += -float(np.log(p[targets[t], 0]))
        dWxh, dWhh, dWhy = np.zeros_like(self.Wxh), np.zeros_like(self.Whh), np.zeros_like(self.Why)
        dbh, dby = np.zeros_like(self.bh), np.zeros_like(self.by)
        dhnext = np.zeros_like(hs[0])
        for t in reversed(range(len(inputs))):
            dy = np.copy(ps[t])
            dy[targets[t]] -= 1
            dWhy += np.dot(dy, hs[t].T)
            dby += dy
            dh = np.dot(self.Why.T, dy) + dhnext
            dhraw = (1 - hs[t] * hs[t]) * dh
            dbh += dhraw
            dWxh += np.dot(dhraw, xs[t].T)
            dWhh += np.dot(dhraw, hs[t - 1].T)
            dhnext = np.dot(self.Whh.T, dhraw)
        for grad in (dWxh, dWhh, dWhy, dbh, dby):
            np.clip(grad, -5, 5, out=grad)
        return loss, [dWxh, dWhh, dWhy, dbh, dby], hs[len(inputs) - 1]


def rnn_forward(
    x: Float[np.ndarray, "n t d"],
    h0: Float[np.ndarray, "n h"],
    wx: Float[np.ndarray, "d h"],
    wh: Float[np.ndarray, "h h"],
    b: Float[np.ndarray, "h"],
) -> Float[np.ndarray, "n t h"]:
    n, t, _ = x.shape
    hidden = h0.shape[1]
    out = np.zeros((n, t, hidden))
    prev = h0
    for step in range(t):
        prev = np.tanh(x[:, step] @ wx + prev @ wh + b)
        out[:, step] = prev
    return out


def rnn_backward(
    dout: Float[np.ndarray, "n t h"],
    x: Float[np.ndarray, "n t d"],
    hs: Float[np.ndarray, "n t h"],
    h0: Float[np.ndarray, "n h"],
    wx: Float[np.ndarray, "d h"],
    wh: Float[np.ndarray, "h h"],
) -> tuple[
    Float[np.ndarray, "n t d"],
    Float[np.ndarray, "n h"],
    Float[np.ndarray, "d h"],
    Float[np.ndarray, "h h"],
    Float[np.ndarray, "h"],
]:
    n, t, h = dout.shape
    dx = np.zeros_like(x)
    dwx = np.zeros_like(wx)
    dwh = np.zeros_like(wh)
    db = np.zeros(h)
    dprev = np.zeros((n, h))
    for step in range(t - 1, -1, -1):
        prev = hs[:, step - 1] if step > 0 else h0
        dnext = dout[:, step, :] + dprev
        draw = dnext * (1 - hs[:, step, :] ** 2)
        dx[:, step, :] = draw @ wx.T
        dwx += x[:, step, :].T @ draw
        dwh += prev.T @ draw
        db += draw.sum(axis=0)
        dprev = draw @ wh.T
    return dx, dprev, dwx, dwh, db


def word_embedding(
    idx: Int[np.ndarray, "n t"], table: Float[np.ndarray, "v d"]
) -> Float[np.ndarray, "n t d"]:
    return table[idx]


def embedding_backward(
    dout: Float[np.ndarray, "n t d"], idx: Int[np.ndarray, "n t"], table: Float[np.ndarray, "v d"]
) -> Float[np.ndarray, "v d"]:
    grad = np.zeros_like(table)
    np.add.at(grad, idx, dout)
    return grad


def main() -> None:
    rng = np.random.default_rng(0)
    model = VanillaRNN(6, 5)
    loss, grads, h = model.loss([0, 1, 2], [1, 2, 3], np.zeros((5, 1)))
    print(loss, [g.shape for g in grads], h.shape)
    for n, t, d, hdim in ((2, 3, 4, 5), (3, 4, 2, 6)):
        idx = rng.integers(0, 7, size=(n, t))
        table = rng.normal(size=(7, d))
        x = word_embedding(idx, table)
        wx, wh, b = rng.normal(size=(d, hdim)), rng.normal(size=(hdim, hdim)), np.zeros(hdim)
        h0 = np.zeros((n, hdim))
        hs = rnn_forward(x, h0, wx, wh, b)
        dx, dh0, dwx, dwh, db = rnn_backward(np.ones_like(hs), x, hs, h0, wx, wh)
        print(embedding_backward(dx, idx, table).shape, dh0.shape, dwx.shape, dwh.shape, db.shape)


if __name__ == "__main__":
    main()
