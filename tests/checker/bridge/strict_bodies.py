"""Correct functions over bare arrays, as a strict user writes them; mypy reads this in a test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from jaxtyping import Bool, Float, Int
from numpy.typing import NDArray

Vec = Float[np.ndarray, "n"]
Loss = Callable[[Vec, Vec], float]


def product(w: Float[np.ndarray, "o i"], x: Float[np.ndarray, "i"]) -> Float[np.ndarray, "o"]:
    return w @ x


def affine(
    w: Float[np.ndarray, "o i"], x: Float[np.ndarray, "i"], b: Float[np.ndarray, "o"]
) -> Float[np.ndarray, "o"]:
    return (w @ x + b) * 2


def through_names(
    w: Float[np.ndarray, "o i"], x: Float[np.ndarray, "*b i"]
) -> Float[np.ndarray, "*b o"]:
    z = x @ w.T
    if z.ndim > 1:
        z = z - np.max(z, axis=-1, keepdims=True)
    e = np.exp(z)
    return e / np.sum(e, axis=-1, keepdims=True)


def dot(w: Float[np.ndarray, "o i"], x: Float[np.ndarray, "i"]) -> Float[np.ndarray, "o"]:
    return np.dot(w, x)


def einsum(w: Float[np.ndarray, "o i"], x: Float[np.ndarray, "i"]) -> Float[np.ndarray, "o"]:
    return np.einsum("oi,i->o", w, x)


def relu(x: Float[np.ndarray, "*s"]) -> Float[np.ndarray, "*s"]:
    return np.maximum(x, 0)


def clipped(x: Vec) -> Vec:
    return np.clip(x, 0, 1)


def sigmoid(x: Vec) -> Vec:
    return 1 / (1 + np.exp(-x))


def row(w: Float[np.ndarray, "o i"]) -> Float[np.ndarray, "i"]:
    return w[0]


def gathered(w: Float[np.ndarray, "o i"], k: Int[np.ndarray, "m"]) -> Float[np.ndarray, "m i"]:
    return w[k]


def equal(a: Vec, b: Vec) -> Bool[np.ndarray, "n"]:
    return a == b


def less(a: Vec, b: Vec) -> Bool[np.ndarray, "n"]:
    return (a < b) & (b < 1)


def scalar_product(a: Vec, b: Vec) -> float:
    return a @ b


def total(a: Vec) -> float:
    return a.sum()


def summed(a: Float[np.ndarray, "n m"]) -> Float[np.ndarray, "m"]:
    return a.sum(axis=0)


def mean_error(a: Vec, b: Vec) -> float:
    difference = a - b
    error = np.sum(difference * difference)
    return error / len(a)


def absolute(a: Vec, b: Vec) -> float:
    return abs((a - b).sum())


def count(a: Float[np.ndarray, "n m"]) -> int:
    return a.shape[0]


def size(a: Float[np.ndarray, "n m"]) -> tuple[int, int]:
    rows, columns = a.shape
    return rows, columns


def listed(a: Vec) -> list[float]:
    return a.tolist()


def chosen(a: Vec, flag: bool) -> Vec:
    return a + a if flag else a - a


def called(loss: Loss, a: Vec, b: Vec) -> float:
    return loss(a, b)


def typed(a: Float[NDArray[np.float64], "n n"], b: Float[NDArray[np.float64], "n"]) -> float:
    return float(b @ a @ b)


def open_typed(
    a: Float[NDArray[np.floating[Any]], "n n"], b: Float[NDArray[np.floating[Any]], "n"]
) -> Float[NDArray[np.floating[Any]], "n"]:
    return a @ b + b * 2.0


def solved(a: Float[np.ndarray, "n n"], b: Float[np.ndarray, "n"]) -> Float[np.ndarray, "n"]:
    q, r = np.linalg.qr(a)
    return np.linalg.solve(r, q.T @ b)


def outer(a: Vec, b: Float[np.ndarray, "m"]) -> Float[np.ndarray, "n m"]:
    return np.multiply.outer(a, b)


class Layer:
    weight: Float[np.ndarray, "o i"]
    bias: Float[np.ndarray, "o"]

    def forward(self, x: Float[np.ndarray, "*b i"]) -> Float[np.ndarray, "*b o"]:
        return x @ self.weight.T + self.bias

    @property
    def norm(self) -> float:
        return np.sum(self.weight * self.weight)

    def __matmul__(self, x: Float[np.ndarray, "i"]) -> Float[np.ndarray, "o"]:
        return self.weight @ x
