"""The powers of e, in a form of which a compiler makes vector instructions.

The C library's function takes one number at a time, which is what a batch's sigmoids then wait
for. The method is the usual one: x is n·ln 2 + r, so that its power is 2ⁿ times that of r, at most
ln 2 / 2, by its series; ln 2 is taken away in two parts, of which n times the first is exact
(Cody and Waite, Software Manual for the Elementary Functions, 1980).
"""

from __future__ import annotations

from collections.abc import Callable
from math import factorial
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic, overload

__all__ = ["exponential"]


def exponential(x: float) -> float:
    """The x-th power of e, to less than one unit in the last place.

    For compiled code alone, and of either precision. NaN stays NaN; what would leave the normal
    numbers is the last of them.
    """
    raise NotImplementedError


@overload(exponential, jit_options={"fastmath": {"contract", "nsz"}})
def _exponential(x: Any) -> Callable[[Any], Any]:
    kind = np.float32 if x is types.float32 else np.float64
    single = kind is np.float32
    low, high = (kind(-87), kind(88)) if single else (kind(-708), kind(709))
    coarse = kind(0.693359375)  # of nine bits
    fine = kind(np.longdouble("0.693147180559945309417") - np.longdouble(0.693359375))
    per_fold, half, one = kind(1 / np.log(2)), kind(0.5), kind(1)
    terms = tuple(kind(1 / factorial(n)) for n in range(7 if single else 13, 1, -1))

    def of(x: Any) -> Any:
        x = high if x > high else x
        x = low if x < low else x
        folds = np.floor(x * per_fold + half)
        rest = x - folds * coarse
        rest = rest - folds * fine
        power = terms[0]
        for term in terms[1:]:
            power = power * rest + term
        power = (power * rest + one) * rest + one
        return power * _power_of_two(np.int32(folds), one)

    return of


def _typed_power_of_two(context: Any, exponent: Any, like: Any) -> Any:
    """That power of two, in the precision of `like`, by putting the exponent's bits in place."""
    bits, fraction, middle = (32, 23, 127) if like is types.float32 else (64, 52, 1023)
    integer = ir.IntType(bits)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        whole = arguments[0]
        if bits == 64:
            whole = builder.sext(whole, integer)
        whole = builder.shl(builder.add(whole, integer(middle)), integer(fraction))
        return builder.bitcast(whole, ir.FloatType() if bits == 32 else ir.DoubleType())

    return like(types.int32, like), generate


_power_of_two: Any = intrinsic(_typed_power_of_two)
