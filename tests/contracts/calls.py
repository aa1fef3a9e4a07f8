"""Arrays to call with, a function to call, and what becomes of a call that is refused."""

from collections.abc import Callable
from textwrap import dedent
from typing import Any

import numpy as np
import pytest
from jaxtyping import Float

from interlock.dimensions import Array
from interlock.errors import ShapeError


def ones(*shape: int) -> Array:
    return np.ones(shape)


def same(a: Float[Array, "n"], b: Float[Array, "n"]) -> Float[Array, "n"]:
    return a


def refuses(function: Callable[..., object], *args: Any, **kwargs: Any) -> bool:
    try:
        function(*args, **kwargs)
    except ShapeError:
        return True
    return False


def complaint(function: Callable[..., object], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(ShapeError) as caught:
        function(*args, **kwargs)
    return str(caught.value) + "\n"


def says(text: str) -> str:
    return dedent(text).lstrip("\n")
