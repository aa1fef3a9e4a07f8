"""What numba compiles: the parts of which its epochs are made.

Imported, like the other `numba_` modules, only when that engine is chosen. `kind` is the place of
an activation in KINDS.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, tanh
from typing import Any, TypeVar, cast

from jaxtyping import Float, Int
from numba import njit, types
from numpy.typing import NDArray

from interlock.dimensions import Array

__all__ = [
    "KINDS",
    "activate",
    "add_outer_products",
    "compiled",
    "copy_row",
    "layer_backward",
    "layer_forward",
    "slope",
    "weights_in_all",
]

KINDS = ("step", "sigmoid", "tanh", "relu", "identity", "softmax")
_STEP, _SIGMOID, _TANH, _RELU, _IDENTITY, _SOFTMAX = range(6)

Compiled = TypeVar("Compiled", bound=Callable[..., Any])


def compiled(function: Compiled) -> Compiled:
    """The function in machine code, made at its first call and kept on disk."""
    # Sums in any order, so that they run in vector registers; NaN and ∞ keep their meaning.
    freedom = {"reassoc", "contract", "nsz", "arcp"}
    return cast(Compiled, njit(cache=True, fastmath=freedom, error_model="numpy")(function))


# What numba's own `np.dot` calls: BLAS by way of SciPy, with letters for the precision and for
# which factor is turned. `np.dot` can only overwrite; this can add to what is there.
_char, _size, _pointer = types.char, types.intp, types.voidptr
_product: Any = types.ExternalFunction(
    "numba_xxgemm",
    types.intc(
        *[_char] * 3, *[_size] * 3, _pointer, *[_pointer, _size] * 2, *[_pointer] * 2, _size
    ),
)
_SINGLE, _DOUBLE, _AS_IT_IS, _TURNED = map(ord, "sdnt")


@compiled
def add_outer_products(
    error: Float[Array, "batch o"],
    below: Float[Array, "batch i"],
    weight: Float[Array, "o i"],
    factors: Float[Array, "2"],
) -> None:
    """Weight ← factors[1]·weight + factors[0]·errorᵀ·below."""
    kind = _SINGLE if weight.itemsize == 4 else _DOUBLE
    (rows, o), i = error.shape, below.shape[1]
    # BLAS counts columns first, so that to it every array here is turned already.
    _product(
        kind,
        _AS_IT_IS,
        _TURNED,
        i,
        o,
        rows,
        factors.ctypes,
        below.ctypes,
        i,
        error.ctypes,
        o,
        factors[1:].ctypes,
        weight.ctypes,
        i,
    )


@compiled
def copy_row(
    source: Float[Array, "n i"], place: int, target: Float[Array, "m*i"], row: int
) -> None:
    """Put a row of the source where the target's row begins."""
    # Number by number: numba's own assignment of a row takes twice as long.
    width = source.shape[1]
    for n in range(width):
        target[row * width + n] = source[place, n]


@compiled
def activate(kind: int, sums: Float[Array, "batch o"]) -> None:
    """Turn weighted sums into outputs."""
    one, zero = sums.dtype.type(1), sums.dtype.type(0)
    flat = sums.reshape(-1)
    if kind == _SIGMOID:
        for n in range(flat.size):
            flat[n] = one / (one + exp(-flat[n]))
    elif kind == _TANH:
        for n in range(flat.size):
            flat[n] = tanh(flat[n])
    elif kind == _RELU:
        for n in range(flat.size):
            flat[n] = zero if flat[n] <= zero else flat[n]
    elif kind == _STEP:
        for n in range(flat.size):
            flat[n] = one if flat[n] > zero else zero
    elif kind == _SOFTMAX:
        for row in range(sums.shape[0]):
            most, share = sums[row, 0], zero
            for o in range(sums.shape[1]):
                most = max(most, sums[row, o])
            for o in range(sums.shape[1]):
                sums[row, o] = exp(sums[row, o] - most)
                share += sums[row, o]
            for o in range(sums.shape[1]):
                sums[row, o] /= share


@compiled
def slope(kind: int, outputs: Float[Array, "batch o"], error: Float[Array, "batch o"]) -> None:
    """Turn the error of the outputs into that of the sums."""
    one, zero = outputs.dtype.type(1), outputs.dtype.type(0)
    flat, errors = outputs.reshape(-1), error.reshape(-1)
    if kind == _SIGMOID:
        for n in range(flat.size):
            errors[n] *= flat[n] * (one - flat[n])
    elif kind == _TANH:
        for n in range(flat.size):
            errors[n] *= one - flat[n] * flat[n]
    elif kind == _RELU:
        for n in range(flat.size):
            errors[n] = zero if flat[n] <= zero else errors[n]
    elif kind == _STEP:
        errors[:] = zero
    elif kind == _SOFTMAX:
        for row in range(outputs.shape[0]):
            shared = zero
            for o in range(outputs.shape[1]):
                shared += outputs[row, o] * error[row, o]
            for o in range(outputs.shape[1]):
                error[row, o] = outputs[row, o] * (error[row, o] - shared)


@compiled
def weights_in_all(sizes: Int[NDArray[Any], "l"]) -> int:
    """How many weights come before the biases in the vector."""
    total = 0
    for place in range(len(sizes) - 1):
        total += sizes[place] * sizes[place + 1]
    return total


@compiled
def layer_forward(
    weight: Float[Array, "o i"], bias: Float[Array, "o"], x: Float[Array, "i"], z: Float[Array, "o"]
) -> None:
    """The weighted sums of one example."""
    fours = weight.shape[0] - weight.shape[0] % 4
    for o in range(0, fours, 4):  # of which each input is fetched once
        first, second, third, fourth = bias[o], bias[o + 1], bias[o + 2], bias[o + 3]
        for i in range(weight.shape[1]):
            first += weight[o, i] * x[i]
            second += weight[o + 1, i] * x[i]
            third += weight[o + 2, i] * x[i]
            fourth += weight[o + 3, i] * x[i]
        z[o], z[o + 1], z[o + 2], z[o + 3] = first, second, third, fourth
    for o in range(fours, weight.shape[0]):
        total = bias[o]
        for i in range(weight.shape[1]):
            total += weight[o, i] * x[i]
        z[o] = total


@compiled
def layer_backward(
    weight: Float[Array, "o i"],
    bias: Float[Array, "o"],
    x: Float[Array, "i"],
    error: Float[Array, "o"],
    sent: Float[Array, "i"],
    keep: float,
) -> None:
    """One example's step, and the error of the layer's inputs by the weights before it."""
    kept = weight.dtype.type(keep)
    sent[:] = 0
    for o in range(weight.shape[0]):
        step = error[o]
        bias[o] -= step
        for i in range(weight.shape[1]):
            sent[i] += weight[o, i] * step
            weight[o, i] = kept * weight[o, i] - step * x[i]
