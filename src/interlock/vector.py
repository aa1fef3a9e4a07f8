"""The chapter's first section: build a vector by its indices, mirror one, multiply two."""

from collections.abc import Callable
from typing import overload

import numpy as np
from jaxtyping import Float

from interlock.contracts import shaped
from interlock.dimensions import Array, Index, N, whole_size
from interlock.errors import ShapeError


@overload
def init(n: N, f: Callable[[Index[N]], float]) -> Float[Array, "n"]: ...
@overload
def init(n: N, f: Callable[[Index[N]], Float[Array, "m"]]) -> Float[Array, "n m"]: ...
def init(
    n: N, f: Callable[[Index[N]], float | Float[Array, "m"]]
) -> Float[Array, "n"] | Float[Array, "n m"]:
    """The array whose element at each index is `f` of it: a vector of numbers, or of rows.

    Args:
        n: How many elements.
        f: Called once for each index from 0 to n - 1, in order; never with another.

    Raises:
        SizeError: `n` is not a positive integer.
        ShapeError: `f` gives elements of different shapes.

    Example:
        >>> init(3, lambda i: 10.0 * i)
        array([ 0., 10., 20.])
        >>> init(2, lambda i: init(3, lambda j: float(i == j)))
        array([[1., 0., 0.],
               [0., 1., 0.]])

    Source:
        The chapter's `init`, with the bound on the closure's index that its exercise asks for.
    """
    size = whole_size(n, "init", "n")
    elements = [f(Index(position, size)) for position in range(size)]
    for place, element in enumerate(elements):
        if np.shape(element) != np.shape(elements[0]):
            raise ShapeError(
                "init: every element must have the shape of the first.",
                expected=str(np.shape(elements[0])),
                got=str(np.shape(element)),
                where=f"element {place}",
            )
    # Whole numbers become floating ones; floating arrays keep the dtype of their elements.
    return np.asarray(elements, np.result_type(np.float16, *map(np.asarray, elements)))


@shaped
def mirror(vector: Float[Array, "n"]) -> Float[Array, "n"]:
    """The vector from back to front.

    Example:
        >>> mirror(np.array([1.0, 2.0, 3.0]))
        array([3., 2., 1.])

    Source:
        The chapter's exercise on `init`: n - i - 1 is an index whenever i is one.
    """
    n = vector.shape[0]
    return np.array([vector[n - i - 1] for i in range(n)])


@shaped
def dot_product(a: Float[Array, "n"], b: Float[Array, "n"]) -> float:
    """Σ aᵢ·bᵢ of two vectors of one length.

    Raises:
        ShapeError: the vectors differ in length.

    Example:
        >>> dot_product(np.array([1.0, 2.0]), np.array([3.0, 4.0]))
        11.0

    Source:
        The chapter's `dot_product`, whose exercise is the missing equal length.
    """
    return float(a @ b)
