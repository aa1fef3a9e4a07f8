"""Attention with several heads, once by reshaping and once by `einsum`."""

import math
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float


def softmax(x: Float[np.ndarray, "*shape n"], axis: int = -1) -> Float[np.ndarray, "*shape n"]:
    x = x - np.max(x, axis=axis, keepdims=True)
    e = np.exp(x)
    return e / np.sum(e, axis=axis, keepdims=True)


def causal_mask(t: int) -> Bool[np.ndarray, "{t} {t}"]:
    return np.tril(np.ones((t, t), dtype=bool))


def scaled_dot_product(
    q: Float[np.ndarray, "b h t d"],
    k: Float[np.ndarray, "b h s d"],
    v: Float[np.ndarray, "b h s d"],
    mask: Bool[np.ndarray, "t s"] | None = None,
) -> Float[np.ndarray, "b h t d"]:
    d = q.shape[-1]
    scores = np.matmul(q, k.transpose(0, 1, 3, 2)) / math.sqrt(d)
    if mask is not None:
        scores = np.where(mask, scores, -1e9)
    weights = softmax(scores)
    return np.matmul(weights, v)


def split_heads(x: Float[np.ndarray, "b t h*d"], h: int) -> Float[np.ndarray, "b {h} t d"]:
    b, t, width = x.shape
    return x.reshape(b, t, h, width // h).transpose(0, 2, 1, 3)


def merge_heads(x: Float[np.ndarray, "b h t d"]) -> Float[np.ndarray, "b t h*d"]:
    b, h, t, d = x.shape
    return x.transpose(0, 2, 1, 3).reshape(b, t, h * d)


@dataclass
class MultiHeadAttention:
    wq: Float[np.ndarray, "e e"]
    wk: Float[np.ndarray, "e e"]
    wv: Float[np.ndarray, "e e"]
    wo: Float[np.ndarray, "e e"]
    heads: int

    @classmethod
    def init(cls, dim: int, heads: int, rng: np.random.Generator) -> "MultiHeadAttention":
        scale = 1.0 / math.sqrt(dim)
        wq, wk, wv, wo = (rng.normal(scale=scale, size=(dim, dim)) for _ in range(4))
        return cls(wq, wk, wv, wo, heads)

    def __call__(
        self, x: Float[np.ndarray, "b t e"], causal: bool = False
    ) -> Float[np.ndarray, "b t e"]:
        b, t, e = x.shape
        d = e // self.heads
        q = (x @ self.wq).reshape(b, t, self.heads, d).transpose(0, 2, 1, 3)
        k = (x @ self.wk).reshape(b, t, self.heads, d).transpose(0, 2, 1, 3)
        v = (x @ self.wv).reshape(b, t, self.heads, d).transpose(0, 2, 1, 3)
        mask = causal_mask(t) if causal else None
        out = scaled_dot_product(q, k, v, mask)
        merged = out.transpose(0, 2, 1, 3).reshape(b, t, e)
        return merged @ self.wo


def einsum_attention(
    x: Float[np.ndarray, "b t e"],
    y: Float[np.ndarray, "b s e"],
    wq: Float[np.ndarray, "h e d"],
    wk: Float[np.ndarray, "h e d"],
    wv: Float[np.ndarray, "h e d"],
    wo: Float[np.ndarray, "h d e"],
) -> Float[np.ndarray, "b t e"]:
    q = np.einsum("bte,hed->bhtd", x, wq)
    k = np.einsum("bse,hed->bhsd", y, wk)
    v = np.einsum("bse,hed->bhsd", y, wv)
    scores = np.einsum("bhtd,bhsd->bhts", q, k) / np.sqrt(wq.shape[2])
    out = np.einsum("bhts,bhsd->bhtd", softmax(scores), v)
    return np.einsum("bhtd,hde->bte", out, wo)


def main() -> None:
    rng = np.random.default_rng(1)
    for b, t, s, h, d in ((2, 5, 6, 3, 4), (1, 7, 3, 2, 8)):
        e = h * d
        x = rng.normal(size=(b, t, e))
        y = rng.normal(size=(b, s, e))
        mha = MultiHeadAttention.init(e, h, rng)
        out = mha(x, causal=True)
        wq, wk, wv = (rng.normal(size=(h, e, d)) for _ in range(3))
        wo = rng.normal(size=(h, d, e))
        cross = einsum_attention(x, y, wq, wk, wv, wo)
        print(out.shape, cross.shape)


if __name__ == "__main__":
    main()
