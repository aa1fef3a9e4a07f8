"""Sizes as types: the vocabulary in which layers, networks and indices state how long they are.

A size here is an ordinary integer that a type checker remembers. `Layer(3, 4)` is a
`Layer[Literal[3], Literal[4]]`, and a layer that takes 5 inputs cannot follow it.
"""

from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, Union, cast

import numpy as np

from interlock.errors import SizeError

# The trick on which every link is proved: mypy keeps the literal type of an argument only for a
# type variable whose bound mentions a literal. With `bound=int`, `Layer(3, 4)` would be
# `Layer[int, int]`, which fits everything. mypy does not simplify this union to `int`, and any
# `int` is still within the bound, so nothing that could be a size is excluded.
Dim = Union[int, Literal[0]]

I = TypeVar("I", bound=Dim)  # the inputs of a layer or a network
O = TypeVar("O", bound=Dim)  # its outputs
H = TypeVar("H", bound=Dim)  # neurons hidden between the two
K = TypeVar("K", bound=Dim)  # the outputs of what is linked behind
N = TypeVar("N", bound=Dim)  # elements of a vector

# mypy takes this name for true whatever is assigned, so that `not MYPY` hides what is for others.
MYPY = False

# pyrefly takes this one for true, and the one above for either. Where `not MYPY` gives a name its
# second definition, an `elif` on this one that raises tells pyrefly that there is no other.
TYPE_CHECKING_WITH_PYREFLY = False

# jaxtyping asks at run time for the class, type checkers for its element type: over a bare
# `np.ndarray` a strict checker could say nothing of `weight @ inputs`.
if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.floating[Any]]
else:
    Array = np.ndarray


def whole_size(value: N, owner: str, name: str) -> N:
    """The size as a Python integer, if it can be one: a whole number, at least 1.

    Args:
        value: What the caller gave; a NumPy integer is accepted and converted.
        owner: Whose size it is, for the message.
        name: What the size is called there.

    Raises:
        SizeError: `value` is no integer (a bool is none here) or below 1.
    """
    if not _is_whole(value):
        got = f"{value!r}, a {type(value).__name__}"
    elif value < 1:
        got = str(value)
    else:
        # A NumPy integer becomes Python's; a plain one, a literal or a brand is its own value.
        return cast(N, int(value))
    raise SizeError(
        f"{owner}: {name} must be a positive integer.",
        expected="1 or more",
        got=got,
        remedy=_whole_remedy(value, name),
    )


def _whole_remedy(value: object, name: str) -> str:
    if isinstance(value, float) and value.is_integer() and value >= 1:
        return f"pass {name}={int(value)}; // divides whole numbers to whole numbers"
    return f"pass a whole number such as {name}=3"


def _is_whole(value: object) -> bool:
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool)


class Index(int, Generic[N]):
    """A position known to be in a vector of N elements: 0 ≤ index < N.

    Example:
        >>> Index(2, 3)
        Index(2, 3)
        >>> [10, 20, 30][Index(2, 3)]
        30

    Raises:
        SizeError: the position is outside; a negative one too, though Python would wrap it round.

    Source:
        The `usize{v: v < n}` that Flux's `init` hands to its closure.
    """

    size: N

    def __new__(cls, value: int, size: N) -> "Index[N]":
        """Check the position once, so that nobody after has to."""
        if not _is_whole(value) or not 0 <= value < size:
            raise SizeError(
                "Index: a position must be a whole number inside its vector.",
                expected=f"0 to {size - 1}" if size > 0 else "no position: the size is 0",
                got=repr(value),
                remedy="count from 0 and stop before the size, as range(size) does",
            )
        index = super().__new__(cls, value)
        index.size = size
        return index

    def __reduce__(self) -> tuple[type["Index[N]"], tuple[int, N]]:
        # An int alone would be copied and pickled without its size.
        return type(self), (int(self), self.size)

    def __repr__(self) -> str:
        return f"Index({int(self)}, {self.size})"
