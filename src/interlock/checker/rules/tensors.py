"""Rules of products along chosen axes, and of chains: tensordot, kron, cross, multi_dot."""

from __future__ import annotations

from .. import messages
from ..relations import broadcast
from ..shapes import Axis, Shape, shape_of
from ..sizes import Size
from ..values import UNKNOWN, Array, Complaint
from .arguments import Undecided, array_rule, as_array, items_of, sized, total
from .arguments import common_kind as _kind
from .elementwise import stored
from .matrices import square
from .places import joined, place_of
from .products import contracted, product_shape
from .rearranging import moveaxis

_TWO, _MINUS_ONE = Size.of(2), Size.of(-1)


@array_rule("numpy.tensordot", "numpy.linalg.tensordot")
def tensordot(a: object, b: object, axes: object = _TWO) -> object:
    """The sum over several axes of both."""
    one, two = as_array(a), as_array(b)
    left, right = _summed_axes(one.shape, two.shape, axes)
    for at, to in zip(left, right, strict=True):
        contracted(one.shape, two.shape, sized(one.shape.axes[at]), sized(two.shape.axes[to]))
    kept: list[Axis] = [axis for k, axis in enumerate(one.shape.axes) if k not in left]
    kept += [axis for k, axis in enumerate(two.shape.axes) if k not in right]
    return Array(joined(kept), _kind([one, two]))


def _summed_axes(left: Shape, right: Shape, axes: object) -> tuple[list[int], list[int]]:
    if isinstance(axes, Size):
        count = axes.constant
        if count is None or count < 0:
            raise Undecided
        return (
            [place_of(left, k) for k in range(-count, 0)],
            [place_of(right, k) for k in range(count)],
        )
    pair = items_of(axes)
    if pair is None or len(pair) != 2:
        raise Undecided
    one, two = _numbers(pair[0]), _numbers(pair[1])
    if len(one) != len(two):
        raise Complaint(messages.summed_axes_differ(len(one), len(two)))
    return _apart(left, one), _apart(right, two)


def _apart(shape: Shape, numbers: list[int]) -> list[int]:
    found = [place_of(shape, number) for number in numbers]
    if len(set(found)) < len(found):
        raise Complaint(messages.repeated_axis(shape))
    return found


def _numbers(axes: object) -> list[int]:
    numbers = axes if isinstance(axes, tuple) else (axes,)
    found = [number.constant for number in numbers if isinstance(number, Size)]
    if len(found) != len(numbers) or None in found:
        raise Undecided
    return [number for number in found if number is not None]


@array_rule("numpy.kron")
def kron(a: object, b: object) -> object:
    """Each element of one times all of the other: the sizes multiply."""
    one, two = as_array(a), as_array(b)
    rows, columns = one.shape.sizes, two.shape.sizes
    if rows is None or columns is None:
        raise Undecided
    rank = max(len(rows), len(columns))
    pairs = zip(_padded(rows, rank), _padded(columns, rank), strict=True)
    return Array(shape_of(total(pair) for pair in pairs), _kind([one, two]))


def _padded(sizes: tuple[Size | None, ...], rank: int) -> list[Size | None]:
    return [*[Size.of(1)] * (rank - len(sizes)), *sizes]


@array_rule("numpy.cross", "numpy.linalg.cross")
def cross(
    a: object,
    b: object,
    axisa: object = _MINUS_ONE,
    axisb: object = _MINUS_ONE,
    axisc: object = _MINUS_ONE,
    axis: object = None,
) -> object:
    """The cross product of vectors of three, the other axes broadcast."""
    at = (axisa, axisb, axisc) if axis is None else (axis,) * 3
    one, two = (_with_last(value, place) for value, place in zip((a, b), at, strict=False))
    if not one.shape.after or not two.shape.after:
        raise Undecided
    lengths = [one.shape.after[-1], two.shape.after[-1]]
    for array, size in zip((one, two), lengths, strict=True):
        if size is not None and size.constant not in (None, 2, 3):
            raise Complaint(messages.not_of_three(array.shape, size))
    if any(size is None or size.constant != 3 for size in lengths):
        raise Undecided
    crossed = Array(broadcast(one.shape, two.shape), _kind([one, two]))
    return crossed if at[2] == _MINUS_ONE else moveaxis(crossed, _MINUS_ONE, at[2])


def _with_last(value: object, axis: object) -> Array:
    """An array with one of its axes moved behind the others."""
    array = as_array(value)
    if axis == _MINUS_ONE:
        return array
    moved = moveaxis(array, axis, _MINUS_ONE)
    assert isinstance(moved, Array)
    return moved


@array_rule("numpy.linalg.multi_dot")
def multi_dot(arrays: object, *, out: object = None) -> object:
    """The product of a chain of matrices, the first and the last perhaps vectors."""
    items = items_of(arrays)
    if items is None or not items or UNKNOWN in items:
        raise Undecided
    chain = [as_array(item) for item in items]
    shape = chain[0].shape
    for array in chain[1:]:
        shape = product_shape(shape, array.shape)
    return stored(Array(shape, _kind(chain)), out)


@array_rule("numpy.linalg.matrix_power")
def matrix_power(a: object, n: object) -> object:
    """A square matrix times itself."""
    array = as_array(a)
    front, size = square(array.shape)
    shape = shape_of([*front.axes, size, size])
    natural = isinstance(n, Size) and n.constant is not None and n.constant >= 0
    return Array(shape, array.kind if natural else "")
