"""Arrays that begin where a cache line does."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from interlock.dimensions import Array

__all__ = ["CACHE_LINE", "aligned"]

CACHE_LINE = 64  # bytes, which are also the widest vector register's


def aligned(shape: int | tuple[int, ...], dtype: DTypeLike) -> Array:
    """An array of zeros that vector registers load without crossing a cache line.

    NumPy's own begin 16 bytes into one as often as not, by which BLAS takes up to half as long
    again for a small product.

    Example:
        >>> aligned((2, 3), np.float32).ctypes.data % CACHE_LINE
        0
    """
    kind: np.dtype[Any] = np.dtype(dtype)
    size = math.prod(shape) if isinstance(shape, tuple) else shape
    room = np.zeros(size * kind.itemsize + CACHE_LINE, np.uint8)
    start = -room.ctypes.data % CACHE_LINE
    return room[start : start + size * kind.itemsize].view(kind).reshape(shape)
