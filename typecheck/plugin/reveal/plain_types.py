"""The plugin leaves mypy's own types as they are: shapes are nothing that mypy's types show."""

from collections.abc import Callable
from typing import Any, assert_type

import numpy as np
from interlock.dimensions import Array
from jaxtyping import Float, Int
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]


def arrays(x: Float[Array, "n m"], y: Int[np.ndarray, "n"]) -> None:
    """An annotated array is the array it was."""
    assert_type(x, Floats)
    assert_type(len(x), int)


def functions(f: Callable[[Float[Array, "n"]], Float[Array, "n"]]) -> None:
    """And so is a function of arrays."""
    assert_type(f, Callable[[Floats], Floats])
    assert_type(list(map(f, [np.zeros(3)])), list[Floats])


arrays(np.zeros((2, 3)), np.zeros(2, int))
functions(lambda x: x)
