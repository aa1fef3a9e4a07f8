"""Where a shape is lost, the operation is named; what is wrong is still an error."""

import numpy as np
from interlock.dimensions import Array
from jaxtyping import Float


def silent(x: Float[Array, "n m"]) -> Float[Array, "n"]:
    """Nothing is lost."""
    return x.sum(axis=1)


def told(x: Float[Array, "n m"], columns: object) -> None:
    """An axis that is not known may be any."""
    assert isinstance(columns, int)
    # E: The shape is lost in "sum"  [shape-lost]
    total = x.sum(axis=columns)
    print(total + 1)


def called(x: Float[Array, "n m"]) -> None:
    """What another function does to the rows cannot be seen."""
    # E: The shape is lost in "apply_along_axis"  [shape-lost]
    print(np.apply_along_axis(np.sort, 0, x) + 1)


def still_wrong(x: Float[Array, "n m"], y: Float[Array, "m"]) -> Float[Array, "m"]:
    """What is known stays known."""
    # E: Result of "still_wrong" has shape (n,); expected (m,)  [shape]
    return x @ y
