"""Epochs of mini-batches for numba, over flat vectors, for networks of any sizes.

`values` and `errors` hold a region per layer, from the inputs on, each with room for a batch.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import NDArray

from interlock.dimensions import Array
from interlock.engines.numba_kernels import (
    activate,
    compiled,
    copy_row,
    slope,
    weights_in_all,
)
from interlock.engines.numba_products import product

__all__ = ["train_batches"]


@compiled
def batch_forward(
    vector: Float[Array, "p"],
    values: Float[Array, "v"],
    sizes: Int[NDArray[Any], "k+1"],
    kinds: Int[NDArray[Any], "k"],
    plain: Float[Array, "2"],
    by_mkl: bool,
    room: int,
    rows: int,
) -> None:
    """Fill the regions above the inputs'."""
    weight_at, bias_at, below_at = 0, weights_in_all(sizes), 0
    for place in range(len(kinds)):
        i, o = sizes[place], sizes[place + 1]
        above_at = below_at + room * i
        weight = vector[weight_at : weight_at + o * i].reshape((o, i))
        below = values[below_at : below_at + rows * i].reshape((rows, i))
        above = values[above_at : above_at + rows * o].reshape((rows, o))
        product(by_mkl, below, False, weight, True, plain, above)
        for row in range(rows):
            for n in range(o):
                above[row, n] += vector[bias_at + n]
        activate(kinds[place], values[above_at : above_at + rows * o], o)
        weight_at, bias_at, below_at = weight_at + o * i, bias_at + o, above_at


@compiled
def batch_backward(
    vector: Float[Array, "p"],
    gradients: Float[Array, "p"],
    values: Float[Array, "v"],
    errors: Float[Array, "v"],
    sizes: Int[NDArray[Any], "k+1"],
    kinds: Int[NDArray[Any], "k"],
    factors: Float[Array, "2"],
    plain: Float[Array, "2"],
    by_mkl: bool,
    room: int,
    rows: int,
) -> None:
    """Add up the gradients, from the error that lies in the last region.

    They go into `gradients`; for plain descent that is the vector itself, the factors being -1 and
    what is kept of a weight, so that no gradient is ever written down.
    """
    weight_at, bias_at = weights_in_all(sizes), len(vector)
    above_at = room * sizes.sum()
    above_at -= room * sizes[-1]
    for place in range(len(kinds) - 1, -1, -1):
        i, o = sizes[place], sizes[place + 1]
        weight_at, bias_at, below_at = weight_at - o * i, bias_at - o, above_at - room * i
        error = errors[above_at : above_at + rows * o].reshape((rows, o))
        below = values[below_at : below_at + rows * i].reshape((rows, i))
        if place:
            weight = vector[weight_at : weight_at + o * i].reshape((o, i))
            sent = errors[below_at : below_at + rows * i]
            product(by_mkl, error, False, weight, False, plain, sent.reshape((rows, i)))
            slope(kinds[place - 1], values[below_at : below_at + rows * i], sent, i)
        gradient = gradients[weight_at : weight_at + o * i].reshape((o, i))
        product(by_mkl, error, True, below, False, factors, gradient)
        bias = gradients[bias_at : bias_at + o]
        if factors[0] > 0:
            bias[:] = 0
        for row in range(rows):
            for n in range(o):
                bias[n] += factors[0] * error[row, n]
        above_at = below_at


@compiled
def descend(
    vector: Float[Array, "p"],
    gradients: Float[Array, "p"],
    first: Float[Array, "_"],
    second: Float[Array, "_"],
    rule: tuple[int, float, float, float, float],
    decay: tuple[int, float],
    steps: int,
) -> None:
    """One step of momentum (1) or Adam (2); plain descent (0) is done already."""
    kind, rate, beta, gamma, epsilon = rule
    if kind == 0:
        return
    decayed, pull = decay
    number = vector.dtype.type
    share, other, tiny = number(beta), number(gamma), number(epsilon)
    one, drawn = number(1), number(pull)
    if pull != 0:
        for n in range(decayed):
            gradients[n] += drawn * vector[n]
    if kind == 1:
        for n in range(len(vector)):
            first[n] = share * first[n] - gradients[n]
            vector[n] += first[n]
        return
    size, spread = number(rate / (1 - beta**steps)), number(1 - gamma**steps)
    for n in range(len(vector)):
        gradient = gradients[n]
        first[n] = share * first[n] + (one - share) * gradient
        second[n] = other * second[n] + (one - other) * gradient * gradient
        vector[n] -= size * first[n] / (np.sqrt(second[n] / spread) + tiny)


@compiled
def train_batches(
    vector: Float[Array, "p"],
    gradients: Float[Array, "p"],
    first: Float[Array, "_"],
    second: Float[Array, "_"],
    sizes: Int[NDArray[Any], "k+1"],
    kinds: Int[NDArray[Any], "k"],
    fused: bool,
    inputs: Float[Array, "n i"],
    targets: Float[Array, "n o"],
    order: Int[NDArray[Any], "n"],
    outputs: Float[Array, "n o"],
    values: Float[Array, "v"],
    errors: Float[Array, "v"],
    factors: Float[Array, "2"],
    by_mkl: bool,
    room: int,
    scale: float,
    rule: tuple[int, float, float, float, float],
    decay: tuple[int, float],
    steps: int,
) -> None:
    """One epoch of mini-batches; `targets` are in the order already."""
    last, plain = sizes[-1], np.array([1, 0], vector.dtype)
    top = room * (sizes.sum() - last)
    for start in range(0, len(order), room):
        rows = min(room, len(order) - start)
        for row in range(rows):
            copy_row(inputs, order[start + row], values, row)
        batch_forward(vector, values, sizes, kinds, plain, by_mkl, room, rows)
        answer, error = values[top : top + rows * last], errors[top : top + rows * last]
        factor = vector.dtype.type(scale / rows)
        for row in range(rows):
            for n in range(last):
                outputs[start + row, n] = answer[row * last + n]
                error[row * last + n] = (answer[row * last + n] - targets[start + row, n]) * factor
        if not fused:
            slope(kinds[-1], answer, error, last)
        batch_backward(
            vector, gradients, values, errors, sizes, kinds, factors, plain, by_mkl, room, rows
        )
        steps += 1
        descend(vector, gradients, first, second, rule, decay, steps)
