"""A computation as a list of calls, put together once and made again for every batch.

On a few rows NumPy's own work on an array takes less time than finding out what to do: looking
attributes up, slicing, turning a Python number into one of NumPy's. In such a list that is done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from jaxtyping import Float

from interlock.dimensions import Array

__all__ = ["Call", "number", "run"]

Call = tuple[Callable[..., object], tuple[Any, ...]]


def run(calls: Sequence[Call]) -> None:
    """Make the calls, one after the other.

    Example:
        >>> total = np.zeros(2)
        >>> run([(np.add, (total, number(2, total), total)), (np.square, (total, total))])
        >>> total
        array([4., 4.])
    """
    for call, operands in calls:
        call(*operands)


def number(value: float, like: Array) -> Float[Array, ""]:
    """The number in that array's precision, in the form that NumPy takes up quickest."""
    return np.array(value, like.dtype)
