"""A small causal transformer decoder with a key/value cache and greedy or sampled generation."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Bool, Float, Int


@dataclass(frozen=True)
class Config:
    vocab: int
    dim: int
    heads: int
    layers: int
    max_len: int
    ff_mult: int = 3

    def __post_init__(self) -> None:
        if self.dim % self.heads:
            raise ValueError("dim must be a multiple of heads")

    @property
    def head_dim(self) -> int:
        return self.dim // self.heads


def softmax(x: Float[np.ndarray, "*s"], axis: int = -1) -> Float[np.ndarray, "*s"]:
    shifted = x - np.max(x, axis=axis, keepdims=True)
    e = np.exp(shifted)
    return e / e.sum(axis=axis, keepdims=True)


def gelu(x: Float[np.ndarray, "..."]) -> Float[np.ndarray, "..."]:
    return 0.5 * x * (1.0 + np.tanh(math.sqrt(2.0 / math.pi) * (x + 0.044715 * x**3)))


def causal_mask(q_len: int, k_len: int) -> Bool[np.ndarray, "{q_len} {k_len}"]:
    """True where a query may look; the queries are the last q_len positions."""
    return np.arange(k_len)[None, :] <= np.arange(k_len - q_len, k_len)[:, None]


def attention(
    q: Float[np.ndarray, "*batch tq dh"],
    k: Float[np.ndarray, "*batch tk dh"],
    v: Float[np.ndarray, "*batch tk dv"],
    mask: Bool[np.ndarray, "tq tk"] | None = None,
) -> Float[np.ndarray, "*batch tq dv"]:
    scores: Float[np.ndarray, "*batch tq tk"] = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -1e30)
    return softmax(scores) @ v


class LayerNorm:
    def __init__(self, dim: int) -> None:
        self.gain: Float[np.ndarray, "d"] = np.ones(dim)
        self.bias: Float[np.ndarray, "d"] = np.zeros(dim)

    def __call__(self, x: Float[np.ndarray, "*lead d"]) -> Float[np.ndarray, "*lead d"]:
        mu = x.mean(-1, keepdims=True)
        var = x.var(-1, keepdims=True)
        return (x - mu) / np.sqrt(var + 1e-5) * self.gain + self.bias


class Linear:
    def __init__(self, n_in: int, n_out: int, rng: np.random.Generator, scale: float = 1.0) -> None:
        self.weight: Float[np.ndarray, "n_in n_out"] = rng.normal(
            0.0, scale / math.sqrt(n_in), (n_in, n_out)
        )
        self.bias: Float[np.ndarray, "n_out"] = np.zeros(n_out)

    def __call__(self, x: Float[np.ndarray, "*lead n_in"]) -> Float[np.ndarray, "*lead n_out"]:
        return x @ self.weight + self.bias


@dataclass
class LayerCache:
    keys: Float[np.ndarray, "b h t dh"] | None = None
    values: Float[np.ndarray, "b h t dh"] | None = None

    @property
    def length(self) -> int:
        return 0 if self.keys is None else self.keys.shape[2]

    def extend(
        self, k: Float[np.ndarray, "b h new dh"], v: Float[np.ndarray, "b h new dh"]
    ) -> tuple[Float[np.ndarray, "b h total dh"], Float[np.ndarray, "b h total dh"]]:
        if self.keys is not None and self.values is not None:
            k = np.concatenate([self.keys, k], axis=2)
            v = np.concatenate([self.values, v], axis=2)
        self.keys, self.values = k, v
        return k, v


@dataclass
class Cache:
    layers: list[LayerCache] = field(default_factory=list)

    @classmethod
    def empty(cls, n: int) -> Cache:
        return cls([LayerCache() for _ in range(n)])


class SelfAttention:
    def __init__(self, cfg: Config, rng: np.random.Generator) -> None:
        self.cfg = cfg
        self.qkv = Linear(cfg.dim, 3 * cfg.dim, rng)
        self.out = Linear(cfg.dim, cfg.dim, rng)

    def split(
        self, x: Float[np.ndarray, "b t d"]
    ) -> Float[np.ndarray, "b {self.cfg.heads} t d//{self.cfg.heads}"]:
        b, t, _ = x.shape
        return x.reshape(b, t, self.cfg.heads, -1).transpose(0, 2, 1, 3)

    def merge(self, x: Float[np.ndarray, "b h t dh"]) -> Float[np.ndarray, "b t h*dh"]:
        b, h, t, dh = x.shape
        return x.transpose(0, 2, 1, 3).reshape(b, t, h * dh)

    def __call__(
        self, x: Float[np.ndarray, "b t d"], cache: LayerCache | None = None
    ) -> Float[np.ndarray, "b t d"]:
        q, k, v = (self.split(part) for part in np.split(self.qkv(x), 3, axis=-1))
        if cache is not None:
            k, v = cache.extend(k, v)
        mask = causal_mask(q.shape[2], k.shape[2])
        return self.out(self.merge(attention(q, k, v, mask)))


class Block:
    def __init__(self, cfg: Config, rng: np.random.Generator) -> None:
        self.ln1, self.ln2 = LayerNorm(cfg.dim), LayerNorm(cfg.dim)
        self.attn = SelfAttention(cfg, rng)
        self.up = Linear(cfg.dim, cfg.ff_mult * cfg.dim, rng)
        self.down = Linear(cfg.ff_mult * cfg.dim, cfg.dim, rng)

    def __call__(
        self, x: Float[np.ndarray, "b t d"], cache: LayerCache | None = None
    ) -> Float[np.ndarray, "b t d"]:
        x = x + self.attn(self.ln1(x), cache)
        return x + self.down(gelu(self.up(self.ln2(x))))


class Decoder:
    def __init__(self, cfg: Config, rng: np.random.Generator) -> None:
        self.cfg = cfg
        self.tok: Float[np.ndarray, "vocab d"] = rng.normal(0.0, 0.5, (cfg.vocab, cfg.dim))
        self.pos: Float[np.ndarray, "max_len d"] = rng.normal(0.0, 0.5, (cfg.max_len, cfg.dim))
        self.blocks = [Block(cfg, rng) for _ in range(cfg.layers)]
        self.norm = LayerNorm(cfg.dim)

    def __call__(
        self, ids: Int[np.ndarray, "b t"], cache: Cache | None = None
    ) -> Float[np.ndarray, "b t {self.cfg.vocab}"]:
        offset = cache.layers[0].length if cache is not None else 0
        if offset + ids.shape[1] > self.cfg.max_len:
            raise ValueError("sequence longer than the position table")
        x = self.tok[ids] + self.pos[offset : offset + ids.shape[1]]
        for i, block in enumerate(self.blocks):
            x = block(x, cache.layers[i] if cache is not None else None)
        return self.norm(x) @ self.tok.T

    def generate(
        self, prompt: Int[np.ndarray, "b t"], steps: int, rng: np.random.Generator | None = None
    ) -> Int[np.ndarray, "b t+{steps}"]:
        cache = Cache.empty(self.cfg.layers)
        out, feed = prompt, prompt
        for _ in range(steps):
            last: Float[np.ndarray, "b vocab"] = self(feed, cache)[:, -1]
            feed = sample(last, rng)[:, None]
            out = np.concatenate([out, feed], axis=1)
        return out


def sample(
    logits: Float[np.ndarray, "b v"], rng: np.random.Generator | None
) -> Int[np.ndarray, "b"]:
    if rng is not None:
        logits = logits + rng.gumbel(size=logits.shape)
    return logits.argmax(axis=-1)


def next_token_loss(logits: Float[np.ndarray, "b t v"], ids: Int[np.ndarray, "b t"]) -> float:
    probs = softmax(logits[:, :-1])
    picked: Float[np.ndarray, "b t-1 1"] = np.take_along_axis(probs, ids[:, 1:, None], axis=-1)
    return float(-np.log(picked + 1e-12).mean())


def main() -> None:
    rng = np.random.default_rng(3)
    cfg = Config(vocab=23, dim=12, heads=4, layers=2, max_len=19)
    model = Decoder(cfg, rng)
    ids = rng.integers(0, cfg.vocab, size=(5, 7))
    logits = model(ids)
    assert next_token_loss(logits, ids) > 0.0

    # Causality: a change of the last token leaves earlier logits as they were.
    changed = ids.copy()
    changed[:, -1] = (changed[:, -1] + 1) % cfg.vocab
    np.testing.assert_allclose(model(changed)[:, :-1], logits[:, :-1])

    out = model.generate(ids, 9)
    full = model(out[:, :-1])
    assert np.array_equal(full[:, 6:].argmax(-1), out[:, 7:])
    assert model.generate(ids, 8, rng).shape == (5, 15)
    assert causal_mask(2, 6).sum() == 11
