"""A small transformer: blocks of attention in a dataclass, tokens out of an embedding."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np
from jaxtyping import Bool, Float, Int

D = TypeVar("D", bound=int)


def softmax(x: Float[np.ndarray, "*b n"]) -> Float[np.ndarray, "*b n"]:
    z = np.exp(x - x.max(-1, keepdims=True))
    return z / z.sum(-1, keepdims=True)


def gelu(x: Float[np.ndarray, "*s"]) -> Float[np.ndarray, "*s"]:
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


class Linear:
    weight: Float[np.ndarray, "out inp"]
    bias: Float[np.ndarray, "out"]

    def __init__(self, inp: int, out: int, rng: np.random.Generator) -> None:
        self.weight = rng.normal(scale=inp**-0.5, size=(out, inp))
        self.bias = np.zeros(out)

    def __call__(self, x: Float[np.ndarray, "*b inp"]) -> Float[np.ndarray, "*b out"]:
        return x @ self.weight.T + self.bias


class LayerNorm:
    def __init__(self, dim: int) -> None:
        self.gain = np.ones(dim)
        self.shift = np.zeros(dim)

    def __call__(self, x: Float[np.ndarray, "*b d"]) -> Float[np.ndarray, "*b d"]:
        mean = np.mean(x, axis=-1, keepdims=True)
        std = np.std(x, axis=-1, keepdims=True)
        return self.gain * (x - mean) / (std + 1e-5) + self.shift


@dataclass
class Block:
    heads: int
    qkv: Linear
    proj: Linear
    up: Linear
    down: Linear
    ln1: LayerNorm
    ln2: LayerNorm

    @classmethod
    def create(cls, dim: int, heads: int, rng: np.random.Generator) -> Block:
        make = partial(Linear, rng=rng)
        return cls(
            heads,
            make(dim, 3 * dim),
            make(dim, dim),
            make(dim, 4 * dim),
            make(4 * dim, dim),
            LayerNorm(dim),
            LayerNorm(dim),
        )

    def attend(self, x: Float[np.ndarray, "t d"]) -> Float[np.ndarray, "t d"]:
        t, d = x.shape
        q, k, v = np.split(self.qkv(x), 3, axis=-1)
        dh = d // self.heads

        def heads(z: Float[np.ndarray, "t d"]) -> Float[np.ndarray, "h t e"]:
            return z.reshape(t, self.heads, dh).transpose(1, 0, 2)

        scores = heads(q) @ heads(k).swapaxes(-1, -2) / np.sqrt(dh)
        mask: Bool[np.ndarray, "t t"] = np.triu(np.ones((t, t), dtype=bool), k=1)
        scores[:, mask] = -1e9
        out = softmax(scores) @ heads(v)
        return self.proj(out.transpose(1, 0, 2).reshape(t, d))

    def __call__(self, x: Float[np.ndarray, "t d"]) -> Float[np.ndarray, "t d"]:
        x = x + self.attend(self.ln1(x))
        return x + self.down(gelu(self.up(self.ln2(x))))


class GPT:
    def __init__(
        self, vocab: int, context: int, dim: int, heads: int, layers: int, rng: np.random.Generator
    ) -> None:
        self.wte = rng.normal(scale=0.02, size=(vocab, dim))
        self.wpe = rng.normal(scale=0.02, size=(context, dim))
        self.blocks = [Block.create(dim, heads, rng) for _ in range(layers)]
        self.ln = LayerNorm(dim)

    def logits(self, tokens: Int[np.ndarray, "t"]) -> Float[np.ndarray, "t v"]:
        x = self.wte[tokens] + self.wpe[: len(tokens)]
        for block in self.blocks:
            x = block(x)
        return self.ln(x) @ self.wte.T

    def loss(self, tokens: Int[np.ndarray, "t"]) -> float:
        logits = self.logits(tokens[:-1])
        targets = tokens[1:]
        logp = np.log(softmax(logits))
        return float(-logp[np.arange(len(targets)), targets].mean())

    def generate(self, prompt: Int[np.ndarray, "t"], n: int) -> Int[np.ndarray, "t+{n}"]:
        tokens = prompt
        for _ in range(n):
            nxt = self.logits(tokens)[-1].argmax()
            tokens = np.append(tokens, nxt)
        return tokens


def sinusoidal(t: int, d: int) -> Float[np.ndarray, "{t} {d}"]:
    pos = np.arange(t)[:, None]
    freq = np.exp(-np.log(10000.0) * np.arange(0, d, 2) / d)
    enc = np.concatenate([np.sin(pos * freq), np.cos(pos * freq)], axis=1)
    return enc[:, :d]


def main() -> None:
    rng = np.random.default_rng(0)
    for vocab, dim, heads, t in ((11, 8, 2, 5), (7, 12, 3, 6)):
        model = GPT(vocab, 16, dim, heads, 2, rng)
        tokens = rng.integers(0, vocab, size=t)
        print(model.loss(tokens), model.generate(tokens, 2).shape, sinusoidal(t, dim).shape)


if __name__ == "__main__":
    main()
