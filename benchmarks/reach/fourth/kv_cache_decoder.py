"""A small decoder-only transformer with a key/value cache and a sampler."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int


def softmax(x: Float[np.ndarray, "*batch k"]) -> Float[np.ndarray, "*batch k"]:
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def gelu(x: Float[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
    return 0.5 * x * (1.0 + np.tanh(np.sqrt(2.0 / np.pi) * (x + 0.044715 * x**3)))


def causal_mask(new: int, past: int) -> Bool[np.ndarray, "q k"]:
    """Query i (at position past + i) may look at keys 0..past+i."""
    q_pos = past + np.arange(new)
    k_pos = np.arange(past + new)
    return k_pos[None, :] <= q_pos[:, None]


@dataclass
class KVCache:
    keys: Float[np.ndarray, "batch heads past hd"]
    values: Float[np.ndarray, "batch heads past hd"]

    @classmethod
    def empty(cls, batch: int, heads: int, head_dim: int) -> "KVCache":
        return cls(
            keys=np.zeros((batch, heads, 0, head_dim)),
            values=np.zeros((batch, heads, 0, head_dim)),
        )

    def __len__(self) -> int:
        return self.keys.shape[2]

    def append(
        self,
        k: Float[np.ndarray, "batch heads new hd"],
        v: Float[np.ndarray, "batch heads new hd"],
    ) -> tuple[
        Float[np.ndarray, "batch heads total hd"], Float[np.ndarray, "batch heads total hd"]
    ]:
        self.keys = np.concatenate([self.keys, k], axis=2)
        self.values = np.concatenate([self.values, v], axis=2)
        return self.keys, self.values


class RMSNorm:
    def __init__(self, dim: int, eps: float = 1e-6) -> None:
        self.gain: Float[np.ndarray, "dim"] = np.ones(dim)
        self.eps = eps

    def __call__(self, x: Float[np.ndarray, "batch seq dim"]) -> Float[np.ndarray, "batch seq dim"]:
        ms = np.mean(x**2, axis=-1, keepdims=True)
        return x / np.sqrt(ms + self.eps) * self.gain


class SelfAttention:
    def __init__(self, dim: int, heads: int, rng: np.random.Generator) -> None:
        if dim % heads:
            raise ValueError("dim must be a multiple of heads")
        self.heads = heads
        self.head_dim = dim // heads
        std = dim**-0.5
        self.wq: Float[np.ndarray, "dim heads hd"] = std * rng.normal(
            size=(dim, heads, self.head_dim)
        )
        self.wk: Float[np.ndarray, "dim heads hd"] = std * rng.normal(
            size=(dim, heads, self.head_dim)
        )
        self.wv: Float[np.ndarray, "dim heads hd"] = std * rng.normal(
            size=(dim, heads, self.head_dim)
        )
        self.wo: Float[np.ndarray, "heads hd dim"] = std * rng.normal(
            size=(heads, self.head_dim, dim)
        )

    def new_cache(self, batch: int) -> KVCache:
        return KVCache.empty(batch, self.heads, self.head_dim)

    def __call__(
        self, x: Float[np.ndarray, "batch seq dim"], cache: KVCache | None = None
    ) -> Float[np.ndarray, "batch seq dim"]:
        q = np.einsum("bsd,dhe->bhse", x, self.wq)
        k = np.einsum("bsd,dhe->bhse", x, self.wk)
        v = np.einsum("bsd,dhe->bhse", x, self.wv)
        past = 0
        if cache is not None:
            past = len(cache)
            k, v = cache.append(k, v)
        scores = np.einsum("bhqe,bhke->bhqk", q, k) / np.sqrt(self.head_dim)
        mask = causal_mask(x.shape[1], past)
        weights = softmax(np.where(mask, scores, -np.inf))
        mixed = np.einsum("bhqk,bhke->bhqe", weights, v)
        return np.einsum("bhqe,hed->bqd", mixed, self.wo)


class FeedForward:
    def __init__(self, dim: int, hidden: int, rng: np.random.Generator) -> None:
        self.w_in = rng.normal(scale=dim**-0.5, size=(dim, hidden))
        self.w_out = rng.normal(scale=hidden**-0.5, size=(hidden, dim))

    def __call__(self, x: Float[np.ndarray, "batch seq dim"]) -> Float[np.ndarray, "batch seq dim"]:
        return gelu(x @ self.w_in) @ self.w_out


class Block:
    def __init__(self, dim: int, heads: int, hidden: int, rng: np.random.Generator) -> None:
        self.norm1 = RMSNorm(dim)
        self.attn = SelfAttention(dim, heads, rng)
        self.norm2 = RMSNorm(dim)
        self.ff = FeedForward(dim, hidden, rng)

    def __call__(
        self, x: Float[np.ndarray, "batch seq dim"], cache: KVCache | None = None
    ) -> Float[np.ndarray, "batch seq dim"]:
        x = x + self.attn(self.norm1(x), cache)
        return x + self.ff(self.norm2(x))


class Decoder:
    def __init__(
        self, vocab: int, max_len: int, dim: int, heads: int, hidden: int, depth: int, seed: int = 0
    ) -> None:
        rng = np.random.default_rng(seed)
        self.embed: Float[np.ndarray, "vocab dim"] = rng.normal(size=(vocab, dim))
        self.positions: Float[np.ndarray, "max_len dim"] = 0.1 * rng.normal(size=(max_len, dim))
        self.blocks = [Block(dim, heads, hidden, rng) for _ in range(depth)]
        self.final_norm = RMSNorm(dim)

    @property
    def max_len(self) -> int:
        return len(self.positions)

    def new_caches(self, batch: int) -> list[KVCache]:
        return [block.attn.new_cache(batch) for block in self.blocks]

    def __call__(
        self, tokens: Int[np.ndarray, "batch seq"], caches: list[KVCache] | None = None
    ) -> Float[np.ndarray, "batch seq vocab"]:
        seq = tokens.shape[1]
        start = len(caches[0]) if caches else 0
        if start + seq > self.max_len:
            raise ValueError("sequence too long")
        x = self.embed[tokens] + self.positions[start : start + seq]
        for i, block in enumerate(self.blocks):
            x = block(x, caches[i] if caches else None)
        return self.final_norm(x) @ self.embed.T / np.sqrt(x.shape[-1])


class TopKSampler:
    def __init__(self, k: int, temperature: float, seed: int) -> None:
        self.k = k
        self.temperature = temperature
        self.rng = np.random.default_rng(seed)

    def __call__(self, logits: Float[np.ndarray, "batch vocab"]) -> Int[np.ndarray, "batch"]:
        k = min(self.k, logits.shape[1])
        threshold = np.sort(logits, axis=1)[:, -k][:, None]
        trimmed = np.where(logits >= threshold, logits / self.temperature, -np.inf)
        cdf = np.cumsum(softmax(trimmed), axis=1)
        u = self.rng.random(size=(len(logits), 1)) * cdf[:, -1:]
        return np.argmax(cdf > u, axis=1)


def generate(
    model: Decoder, prompt: Int[np.ndarray, "batch seq"], steps: int, sampler: TopKSampler
) -> Int[np.ndarray, "batch total"]:
    caches = model.new_caches(prompt.shape[0])
    logits = model(prompt, caches)[:, -1]
    out = [prompt]
    for step in range(steps):
        nxt = sampler(logits)
        out.append(nxt[:, None])
        if step + 1 < steps:
            logits = model(nxt[:, None], caches)[:, -1, :]
    return np.concatenate(out, axis=1)


def main() -> None:
    rng = np.random.default_rng(3)
    vocab, dim, heads, hidden, batch, seq = 29, 20, 4, 43, 3, 7
    model = Decoder(vocab, max_len=17, dim=dim, heads=heads, hidden=hidden, depth=2)
    prompt = rng.integers(0, vocab, size=(batch, seq))
    tokens = generate(model, prompt, steps=9, sampler=TopKSampler(6, 0.8, seed=1))
    full = model(tokens)
    caches = model.new_caches(batch)
    pieces = [model(tokens[:, :seq], caches), model(tokens[:, seq:], caches)]
    split = np.concatenate(pieces, axis=1)
    print("generated", tokens.shape, "first row", tokens[0].tolist())
    print("cache agrees with the full pass:", np.allclose(full, split))


if __name__ == "__main__":
    main()
