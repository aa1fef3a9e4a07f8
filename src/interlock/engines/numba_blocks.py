"""One example at a time for numba: Gram blocks to train, loops to infer.

`values` and `errors` hold a region per layer, from the first one's outputs on.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from jaxtyping import Float, Int
from numba import from_dtype, types
from numpy.typing import NDArray

from interlock.dimensions import Array
from interlock.engines.numba_kernels import (
    activate,
    compiled,
    copy_row,
    layer_backward,
    layer_forward,
    slope,
    weights_in_all,
)
from interlock.engines.numba_products import product

__all__ = ["inference_of", "train_blocks"]


@compiled
def upper_layers(
    vector: Float[Array, "p"],
    sizes: Int[NDArray[Any], "k+1"],
    kinds: Int[NDArray[Any], "k"],
    fused: bool,
    values: Float[Array, "v"],
    errors: Float[Array, "v"],
    target: Float[Array, "o"],
    output: Float[Array, "o"],
    rate: float,
    keep: float,
) -> None:
    """From the first layer's outputs through the others and back to the first layer's error."""
    depth = len(kinds)
    weight_at, bias_at = sizes[0] * sizes[1], weights_in_all(sizes) + sizes[1]
    at = 0
    for place in range(1, depth):
        i, o = sizes[place], sizes[place + 1]
        weight = vector[weight_at : weight_at + o * i].reshape((o, i))
        above = values[at + i : at + i + o]
        layer_forward(weight, vector[bias_at : bias_at + o], values[at : at + i], above)
        activate(kinds[place], above, o)
        weight_at, bias_at, at = weight_at + o * i, bias_at + o, at + i
    step = vector.dtype.type(rate)
    for n in range(sizes[-1]):
        output[n] = values[at + n]
        errors[at + n] = step * (values[at + n] - target[n])
    if not fused:
        width = sizes[-1]
        slope(kinds[-1], values[at : at + width], errors[at : at + width], width)
    for place in range(depth - 1, 0, -1):
        i, o = sizes[place], sizes[place + 1]
        weight_at, bias_at, below = weight_at - o * i, bias_at - o, at - i
        weight = vector[weight_at : weight_at + o * i].reshape((o, i))
        sent, x = errors[below:at], values[below:at]
        layer_backward(weight, vector[bias_at : bias_at + o], x, errors[at : at + o], sent, keep)
        slope(kinds[place - 1], x, sent, i)
        at = below


@compiled
def train_blocks(
    vector: Float[Array, "p"],
    sizes: Int[NDArray[Any], "k+1"],
    kinds: Int[NDArray[Any], "k"],
    fused: bool,
    inputs: Float[Array, "n i"],
    targets: Float[Array, "n o"],
    order: Int[NDArray[Any], "n"],
    outputs: Float[Array, "n o"],
    values: Float[Array, "v"],
    errors: Float[Array, "v"],
    block: int,
    rate: float,
    keep: float,
) -> None:
    """One epoch, one example at a time, the first layer in Gram blocks (see `GramEngine`)."""
    width, hidden = sizes[0], sizes[1]
    weight = vector[: width * hidden].reshape((hidden, width))
    bias_at, kind = weights_in_all(sizes), vector.dtype
    bias = vector[bias_at : bias_at + hidden]
    batch, sums = np.empty(block * width, kind), np.empty(block * hidden, kind)
    grams, kept_steps = np.empty(block * block, kind), np.empty(block * hidden, kind)
    plain = np.array([1, 0], kind)
    factors, value, error = np.empty(2, kind), values[:hidden], errors[:hidden]
    for start in range(0, len(order), block):
        rows = min(block, len(order) - start)
        x = batch[: rows * width].reshape((rows, width))
        z = sums[: rows * hidden].reshape((rows, hidden))
        gram = grams[: (rows - 1) * (rows - 1)].reshape((rows - 1, rows - 1))
        steps = kept_steps[: rows * hidden].reshape((rows, hidden))
        for row in range(rows):
            copy_row(inputs, order[start + row], batch, row)
        product(False, x, False, weight, True, plain, z)
        # The first row is corrected by none, and none by the last.
        product(False, x[1:], False, x[:-1], True, plain, gram)
        shrunk = 1.0
        for row in range(rows):
            value[:] = z[row]
            for earlier in range(row):
                weighed = gram[row - 1, earlier]
                for n in range(hidden):
                    value[n] -= weighed * steps[earlier, n]
            factor, back = kind.type(shrunk), kind.type(1 / (shrunk * keep))
            for n in range(hidden):
                value[n] = factor * value[n] + bias[n]
            activate(kinds[0], value, hidden)
            target, answer = targets[start + row], outputs[start + row]
            upper_layers(vector, sizes, kinds, fused, values, errors, target, answer, rate, keep)
            for n in range(hidden):
                bias[n] -= error[n]
                steps[row, n] = back * error[n]
            shrunk *= keep
        factors[0], factors[1] = -shrunk, shrunk
        product(False, steps, True, x, False, factors, weight)


def infer_one(
    state: Float[Array, "p+v"], plan: Int[NDArray[Any], "k+1+k"], inputs: Float[Array, "i"]
) -> bool:
    """The outputs for one example are put at the end of `state`; False if its length is another.

    Few arguments, since each costs as much as some hundred multiplications. `state` is all
    parameters and then room for every layer's outputs; `plan` is all sizes and then all kinds.
    """
    depth = len(plan) // 2
    sizes, kinds = plan[: depth + 1], plan[depth + 1 :]
    if len(inputs) != sizes[0]:
        return False
    weight_at, bias_at = 0, weights_in_all(sizes)
    at = bias_at + sizes[1:].sum()
    below = inputs
    for place in range(depth):
        i, o = sizes[place], sizes[place + 1]
        weight = state[weight_at : weight_at + o * i].reshape((o, i))
        above = state[at : at + o]
        layer_forward(weight, state[bias_at : bias_at + o], below, above)
        activate(kinds[place], above, o)
        weight_at, bias_at, at = weight_at + o * i, bias_at + o, at + o
        below = above
    return True


@cache
def inference_of(kind: np.dtype[Any]) -> Callable[..., bool]:
    """`infer_one` for arrays of that precision which lie in a row, and no others."""
    number = from_dtype(kind)
    fixed = (number[::1], types.int64[::1])
    inputs = [types.Array(number, 1, "C", readonly=frozen) for frozen in (False, True)]
    return compiled(infer_one, [types.boolean(*fixed, form) for form in inputs])
