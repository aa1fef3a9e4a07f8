"""Rules of what puts in order: sort, partition, searchsorted, unique, sets."""

from __future__ import annotations

from .. import messages
from ..registry import rule
from ..relations import differ
from ..shapes import Axis, Shape
from ..sizes import Size
from ..values import UNKNOWN, Array, Complaint
from .arguments import Undecided, array_rule, as_array, common_kind, sized
from .places import along, place, replaced

_LAST = Size.of(-1)


def vector(shape: Shape) -> Size | None:
    """The length of what has to be a vector."""
    if shape.rank not in (1, None):
        raise Complaint(messages.not_a_vector(shape))
    return shape.before[0] if shape.rank == 1 else None


def _ordered(a: object, axis: object) -> tuple[Array, Axis]:
    """The array and the axis that is put in order; a number has none."""
    array = as_array(a)
    if axis is not None:
        return array, array.shape.axes[place(array.shape, axis)]
    array, at = along(a, None)
    return array, array.shape.axes[at]


@array_rule("numpy.sort")
def sort(
    a: object,
    axis: object = _LAST,
    kind: object = None,
    order: object = None,
    *,
    stable: object = None,
) -> object:
    """The same elements in order."""
    return _ordered(a, axis)[0]


@array_rule("numpy.argsort", "numpy.ndarray.argsort")
def argsort(
    a: object,
    axis: object = _LAST,
    kind: object = None,
    order: object = None,
    *,
    stable: object = None,
) -> object:
    """Where the elements stand in sorted order."""
    return Array(along(a, axis)[0].shape, "i")


@array_rule("numpy.ndarray.sort")
def sort_in_place(
    a: object,
    axis: object = _LAST,
    kind: object = None,
    order: object = None,
    *,
    stable: object = None,
) -> object:
    """Sort the array itself."""
    _ordered(a, axis)
    return None


def _check_place(kth: object, axis: Axis) -> None:
    size = sized(axis)
    if not isinstance(kth, Size) or size is None:
        return
    number, count = kth.constant, size.constant
    if number is not None and count is not None and not -count <= number < count:
        raise Complaint(messages.cannot_insert(kth, size))


@array_rule("numpy.partition")
def partition(
    a: object, kth: object, axis: object = _LAST, kind: object = None, order: object = None
) -> object:
    """The same elements, with those before and behind the `kth` on their sides."""
    array, along_axis = _ordered(a, axis)
    _check_place(kth, along_axis)
    return array


@array_rule("numpy.argpartition", "numpy.ndarray.argpartition")
def argpartition(
    a: object, kth: object, axis: object = _LAST, kind: object = None, order: object = None
) -> object:
    """Where the elements stand in partly sorted order."""
    array, at = along(a, axis)
    _check_place(kth, array.shape.axes[at])
    return Array(array.shape, "i")


@array_rule("numpy.ndarray.partition")
def partition_in_place(
    a: object, kth: object, axis: object = _LAST, kind: object = None, order: object = None
) -> object:
    """Sort the array itself, partly."""
    partition(a, kth, axis)
    return None


@array_rule("numpy.searchsorted", "numpy.ndarray.searchsorted")
def searchsorted(a: object, v: object, side: object = "left", sorter: object = None) -> object:
    """Where each element belongs in a sorted vector."""
    count = vector(as_array(a).shape)
    if sorter is not None:
        order = vector(as_array(sorter).shape)
        if differ(count, order):
            raise Complaint(messages.does_not_solve(as_array(a), as_array(sorter), count, order))
    return Array(as_array(v).shape, "i")


@array_rule("numpy.digitize")
def digitize(x: object, bins: object, right: object = False) -> object:
    """The bin of each element."""
    vector(as_array(bins).shape)
    return Array(as_array(x).shape, "i")


@rule("numpy.unique")
def unique(
    ar: object,
    return_index: object = False,
    return_inverse: object = False,
    return_counts: object = False,
    axis: object = None,
    *,
    equal_nan: object = True,
    sorted: object = True,  # noqa: A002 - NumPy's own name
) -> object:
    """The different elements, or rows; how many is not known."""
    array = as_array(ar)
    flags = (return_index, return_inverse, return_counts)
    if not all(isinstance(flag, bool) for flag in flags):
        return UNKNOWN
    count = Array(Shape.of(None), "i")
    inverse = Array(array.shape if axis is None else Shape.unknown(), "i")
    extra = [part for part, wanted in zip((count, inverse, count), flags, strict=True) if wanted]
    found = Array(_different(array.shape, axis), array.kind)
    return (found, *extra) if extra else found


def _different(shape: Shape, axis: object) -> Shape:
    if axis is None:
        return Shape.of(None)
    try:
        return replaced(shape, place(shape, axis), None)
    except Undecided:
        return Shape.unknown()
    except Complaint as complaint:
        raise Complaint(f'"unique": {complaint}') from None


@array_rule("numpy.setdiff1d")
def setdiff1d(ar1: object, ar2: object, assume_unique: object = False) -> object:
    """What is in one set alone."""
    return Array(Shape.of(None), as_array(ar1).kind)


@array_rule("numpy.union1d", "numpy.setxor1d")
def union1d(ar1: object, ar2: object, assume_unique: object = False) -> object:
    """A set made of two."""
    return Array(Shape.of(None), common_kind([as_array(ar1), as_array(ar2)]))


@rule("numpy.intersect1d")
def intersect1d(
    ar1: object, ar2: object, assume_unique: object = False, return_indices: object = False
) -> object:
    """What two sets have in common."""
    if not isinstance(return_indices, bool):
        return UNKNOWN
    found = Array(Shape.of(None), common_kind([as_array(ar1), as_array(ar2)]))
    index = Array(Shape.of(None), "i")
    return (found, index, index) if return_indices else found
