"""Rules that change the order of axes or of the places along them: transpose, flip, roll, ..."""

from __future__ import annotations

from .. import messages
from ..relations import broadcast
from ..shapes import Axis, Shape, Stretch, shape_of
from ..sizes import Size
from ..values import Array, Complaint
from .arguments import Undecided, array_rule, as_array, size_of
from .places import axis_numbers, gap, place, places, with_rank


def _blurred(shape: Shape) -> Shape:
    """A shape with as many axes, all of unknown size: the order is not known."""
    return Shape.unknown() if shape.rank is None else Shape((None,) * shape.rank)


def _permuted(shape: Shape, order: object) -> Shape:
    if isinstance(order, tuple):
        shape = with_rank(shape, len(order))
    try:
        return shape_of(shape.axes[k] for k in places(shape, order))
    except Undecided:
        return _blurred(shape)


def _reversed(shape: Shape) -> Shape:
    return shape_of(
        Stretch() if isinstance(axis, Stretch) else axis for axis in reversed(shape.axes)
    )


@array_rule("numpy.transpose", "numpy.permute_dims")
def transpose(a: object, axes: object = None) -> object:
    """The axes in another order, reversed where none is given."""
    return _transposed(a, axes)


def _transposed(a: object, axes: object) -> Array:
    source = as_array(a)
    shape = _reversed(source.shape) if axes is None else _permuted(source.shape, axes)
    return Array(shape, source.kind)


@array_rule("numpy.ndarray.transpose")
def transpose_method(a: object, *axes: object) -> object:
    """The axes in another order, as a tuple or one by one."""
    return _transposed(a, _unpacked(axes))


def _unpacked(axes: tuple[object, ...]) -> object:
    if not axes:
        return None
    return axes[0] if len(axes) == 1 and not isinstance(axes[0], Size) else axes


@array_rule("numpy.ndarray.T")
def transposed(a: object) -> object:
    """The axes reversed."""
    return _transposed(a, None)


@array_rule("numpy.matrix_transpose", "numpy.linalg.matrix_transpose", "numpy.ndarray.mT")
def matrix_transpose(x: object) -> object:
    """The last two axes exchanged."""
    return _exchanged(x, Size.of(-2), Size.of(-1))


@array_rule("numpy.swapaxes", "numpy.ndarray.swapaxes")
def swapaxes(a: object, axis1: object, axis2: object) -> object:
    """Two axes exchanged."""
    return _exchanged(a, axis1, axis2)


def _exchanged(a: object, axis1: object, axis2: object) -> Array:
    source = as_array(a)
    axes = list(source.shape.axes)
    try:
        one, two = place(source.shape, axis1), place(source.shape, axis2)
    except Undecided:
        return Array(_blurred(source.shape), source.kind)
    axes[one], axes[two] = axes[two], axes[one]
    return Array(shape_of(axes), source.kind)


@array_rule("numpy.moveaxis")
def moveaxis(a: object, source: object, destination: object) -> object:
    """Axes moved to other places; the rest keep their order."""
    array = as_array(a)
    try:
        shape = _moved(array.shape, axis_numbers(source), axis_numbers(destination))
    except Undecided:
        shape = _blurred(array.shape)
    return Array(shape, array.kind)


def _moved(shape: Shape, source: tuple[int, ...], destination: tuple[int, ...]) -> Shape:
    if len(source) != len(destination):
        raise Complaint(messages.moves_differ(source, destination))
    from_places = places(shape, tuple(map(Size.of, source)))
    rest = [axis for k, axis in enumerate(shape.axes) if k not in from_places]
    if shape.rank is None:
        return _moved_one(shape, shape_of(rest), from_places, destination)
    to_places = places(shape, tuple(map(Size.of, destination)))
    for target, k in sorted(zip(to_places, from_places, strict=True)):
        rest.insert(target, shape.axes[k])
    return shape_of(rest)


def _moved_one(
    shape: Shape, rest: Shape, source: tuple[int, ...], destination: tuple[int, ...]
) -> Shape:
    if len(source) != 1:
        raise Undecided
    axes: list[Axis] = list(rest.axes)
    axes.insert(gap(rest, destination[0]), shape.axes[source[0]])
    return shape_of(axes)


@array_rule("numpy.rollaxis")
def rollaxis(a: object, axis: object, start: object = Size.of(0)) -> object:
    """One axis moved to stand in front of another."""
    array = as_array(a)
    if array.shape.rank is None:
        raise Undecided
    axes = list(array.shape.axes)
    at, (number,) = place(array.shape, axis), axis_numbers(start)
    target = number + len(axes) if number < 0 else number
    if not 0 <= target <= len(axes):
        raise Complaint(messages.axis_out_of_range(number, array.shape))
    moved = axes.pop(at)
    axes.insert(target - 1 if at < target else target, moved)
    return Array(shape_of(axes), array.kind)


@array_rule("numpy.flip")
def flip(m: object, axis: object = None) -> object:
    """The same shape, read backwards along some axes."""
    array = as_array(m)
    if axis is not None:
        _check_axes(array.shape, axis)
    return array


def _check_axes(shape: Shape, axis: object) -> None:
    """Raise `Complaint` where an axis is certainly out of range; anything else may be right."""
    try:
        places(shape, axis)
    except Undecided:
        return


def _with_axes(value: object, least: int) -> Array:
    array = as_array(value)
    if array.shape.rank is not None and array.shape.rank < least:
        raise Complaint(messages.too_few_axes(array.shape, least))
    return array


@array_rule("numpy.fliplr")
def fliplr(m: object) -> object:
    """The same shape, the columns backwards."""
    return _with_axes(m, 2)


@array_rule("numpy.flipud")
def flipud(m: object) -> object:
    """The same shape, the rows backwards."""
    return _with_axes(m, 1)


@array_rule("numpy.rot90")
def rot90(m: object, k: object = Size.of(1), axes: object = (Size.of(0), Size.of(1))) -> object:
    """Two axes exchanged by an odd number of quarter turns."""
    array = _with_axes(m, 2)
    one, two = _plane(array.shape, axes)
    turns = size_of(k)
    sizes = list(array.shape.axes)
    if turns is None or turns.constant is None:
        if sizes[one] != sizes[two]:
            sizes[one] = sizes[two] = None
    elif turns.constant % 2:
        sizes[one], sizes[two] = sizes[two], sizes[one]
    return Array(shape_of(sizes), array.kind)


def _plane(shape: Shape, axes: object) -> tuple[int, int]:
    found = places(shape, axes)
    if len(found) != 2:
        raise Complaint(messages.not_a_plane(found))
    return found[0], found[1]


@array_rule("numpy.roll")
def roll(a: object, shift: object, axis: object = None) -> object:
    """The same shape, the places moved round."""
    array = as_array(a)
    if axis is not None:
        broadcast(as_array(shift).shape, as_array(axis).shape)
        for number in axis if isinstance(axis, tuple) else (axis,):
            _check_axes(array.shape, number)
    return array
