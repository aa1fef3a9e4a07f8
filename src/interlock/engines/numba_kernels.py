"""What numba compiles: the parts of which its epochs are made.

Imported, like the other `numba_` modules, only when that engine is chosen. `kind` is the place of
an activation in KINDS.
"""

from __future__ import annotations

from collections.abc import Callable
from math import tanh
from typing import Any, TypeVar, cast

from jaxtyping import Float, Int
from numba import njit, types
from numpy.typing import NDArray

from interlock.dimensions import Array
from interlock.engines.numba_exp import exponential

__all__ = [
    "KINDS",
    "activate",
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


def compiled(function: Compiled, forms: list[Any] | None = None) -> Compiled:
    """The function in machine code, which is kept on disk.

    Args:
        function: In the Python that numba knows.
        forms: Its signatures, if it is to refuse all other arguments by a TypeError; otherwise
            there is one for each call of another form, made then.
    """
    # Sums in any order, so that they run in vector registers; NaN and ∞ keep their meaning.
    freedom = {"reassoc", "contract", "nsz", "arcp"}
    # Other threads may go on meanwhile, such as one that shows a bar; an answer is over too soon.
    nogil = forms is None
    decorate = njit(forms, cache=True, fastmath=freedom, error_model="numpy", nogil=nogil)
    return cast(Compiled, decorate(function))


_copy: Any = types.ExternalFunction(
    "memcpy", types.voidptr(types.voidptr, types.voidptr, types.intp)
)


@compiled
def copy_row(
    source: Float[Array, "n i"], place: int, target: Float[Array, "m*i"], row: int
) -> None:
    """Put a row of the source where the target's row begins."""
    # C's own: what numba makes of a loop waits for the memory twice as long.
    width = source.shape[1]
    _copy(target[row * width :].ctypes, source[place].ctypes, width * source.itemsize)


@compiled
def activate(kind: int, sums: Float[Array, "batch*o"], width: int) -> None:
    """Turn weighted sums into outputs, of which each example has `width`."""
    one, zero = sums.dtype.type(1), sums.dtype.type(0)
    if kind == _SIGMOID:
        for n in range(sums.size):
            sums[n] = one / (one + exponential(-sums[n]))
    elif kind == _TANH:
        for n in range(sums.size):
            sums[n] = tanh(sums[n])
    elif kind == _RELU:
        for n in range(sums.size):
            sums[n] = zero if sums[n] <= zero else sums[n]
    elif kind == _STEP:
        for n in range(sums.size):
            sums[n] = one if sums[n] > zero else zero
    elif kind == _SOFTMAX:
        for start in range(0, sums.size, width):
            most, share = sums[start], zero
            for n in range(start, start + width):
                most = max(most, sums[n])
            for n in range(start, start + width):
                sums[n] = exponential(sums[n] - most)
                share += sums[n]
            for n in range(start, start + width):
                sums[n] /= share


@compiled
def slope(
    kind: int, outputs: Float[Array, "batch*o"], error: Float[Array, "batch*o"], width: int
) -> None:
    """Turn the error of the outputs into that of the sums."""
    one, zero = outputs.dtype.type(1), outputs.dtype.type(0)
    if kind == _SIGMOID:
        for n in range(outputs.size):
            error[n] *= outputs[n] * (one - outputs[n])
    elif kind == _TANH:
        for n in range(outputs.size):
            error[n] *= one - outputs[n] * outputs[n]
    elif kind == _RELU:
        for n in range(outputs.size):
            error[n] = zero if outputs[n] <= zero else error[n]
    elif kind == _STEP:
        error[:] = zero
    elif kind == _SOFTMAX:
        for start in range(0, outputs.size, width):
            shared = zero
            for n in range(start, start + width):
                shared += outputs[n] * error[n]
            for n in range(start, start + width):
                error[n] = outputs[n] * (error[n] - shared)


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
