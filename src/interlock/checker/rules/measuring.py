"""Rules that read sizes off an array as values: shape, size, ndim, len."""

from __future__ import annotations

from .. import messages
from ..registry import rule
from ..shapes import Shape
from ..sizes import Size
from ..values import Array, Complaint, Sizes, scalar
from .arguments import array_rule, as_array, length, sized, total, whole
from .places import place


@array_rule("numpy.shape", "numpy.ndarray.shape")
def shape(a: object) -> object:
    """The sizes of all axes."""
    found = as_array(a).shape
    if found.rank is None:
        return Sizes(found)
    return tuple(whole(size) for size in found.before)


@array_rule("numpy.size", "numpy.ndarray.size")
def size(a: object, axis: object = None) -> object:
    """The number of elements, or of places along one axis."""
    found = as_array(a).shape
    if axis is None:
        return whole(total(found.axes))
    return whole(sized(found.axes[place(found, axis)]))


@rule("numpy.ndim", "numpy.ndarray.ndim")
def ndim(a: object) -> object:
    """The number of axes."""
    rank = as_array(a).shape.rank
    return whole(None if rank is None else Size.of(rank))


@rule("numpy.ndarray.nbytes", "numpy.ndarray.itemsize")
def nbytes(a: object) -> object:
    """Some whole number."""
    return scalar("i")


@rule("builtins.len")
def len_(obj: object, /) -> object:
    """The number of items; of an array, the size of its first axis."""
    if isinstance(obj, Array) and obj.shape == Shape.of():
        raise Complaint(messages.no_length())
    return whole(length(obj))


@rule("numpy.ndarray.__len__")
def array_length(a: object) -> object:
    """The size of the first axis."""
    return len_(a)
