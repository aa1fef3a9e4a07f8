"""The type of a value that is there already: an array's shape and a number's size are no secret."""

from __future__ import annotations

from typing import Final

import numpy as np

__all__ = ["IMPORTS", "declared_by"]

IMPORTS: Final = ["import jaxtyping as jaxtyping__, numpy as numpy__"]
"""What a module needs above such declarations."""

_DTYPES: Final = {
    np.dtype(name): f"{name[0].upper()}{name[1:]}".replace("Uint", "UInt")
    for name in (
        *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
        *("float16", "float32", "float64", "complex64", "complex128"),
    )
}


def declared_by(value: object) -> str:
    """What follows a name in a declaration of exactly this value; nothing if it has none.

    Example:
        >>> declared_by(30)
        ': final__ = 30'
        >>> declared_by(np.ones((3, 4)))
        ': jaxtyping__.Float64[numpy__.ndarray, "3 4"]'
    """
    if type(value) is int:
        return f": final__ = {value}"
    if type(value) is np.ndarray:
        shape = " ".join(map(str, value.shape))
        return f': jaxtyping__.{_DTYPES.get(value.dtype, "Shaped")}[numpy__.ndarray, "{shape}"]'
    return ""
