"""Rules that keep the elements and change the axes: reshape, ravel, squeeze, expand_dims, ..."""

from __future__ import annotations

from .. import messages
from ..relations import broadcast, differ, is_one, misplaced_in, stretch_in
from ..shapes import Axis, Shape, Stretch, shape_of
from ..sizes import Size
from ..values import Array, Complaint, unknown_array
from .arguments import ONE, Undecided, array_rule, as_array, shape_argument, total, whole
from .places import axis_numbers, gap, places

_MINUS_ONE = Size.of(-1)


def reshaped(old: Shape, new: Shape) -> Shape:
    """The new shape with its -1 filled in, and an unknown size too where it is the only one."""
    shared = _shared_stretch(old, new)
    if new.rank is None and shared is None:
        return shape_of(None if axis == _MINUS_ONE else axis for axis in new.axes)
    open_axes = [k for k, axis in enumerate(new.axes) if axis is None or axis == _MINUS_ONE]
    if sum(axis == _MINUS_ONE for axis in new.axes) > 1:
        raise Complaint(messages.two_holes(new))
    elements = total(axis for axis in old.axes if axis != shared or axis is None)
    rest = total(axis for k, axis in enumerate(new.axes) if k not in open_axes and axis != shared)
    if not open_axes and differ(elements, rest):
        raise Complaint(messages.elements_differ(old, new, elements, rest))
    filler = _filler(old, new, elements, rest) if len(open_axes) == 1 else None
    return shape_of(filler if k in open_axes else axis for k, axis in enumerate(new.axes))


def _shared_stretch(old: Shape, new: Shape) -> Stretch | None:
    """The stretch of both shapes, where it is certain to stand for the same axes in both."""
    stretch = stretch_in(new)
    return stretch if stretch in old.axes and stretch != Stretch() else None


def _filler(old: Shape, new: Shape, elements: Size | None, rest: Size | None) -> Size | None:
    if elements is None or rest is None:
        return None
    if rest.constant == 0:
        if differ(elements, rest) or _MINUS_ONE in new.axes:
            raise Complaint(messages.cannot_fill(old, new))
        return None
    left_over = elements % rest
    if left_over.constant:
        raise Complaint(messages.cannot_fill(old, new))
    return elements // rest


@array_rule("numpy.reshape")
def reshape(
    a: object,
    shape: object = None,
    order: object = "C",
    newshape: object = None,
    copy: object = None,
) -> object:
    """Any shape of as many elements."""
    source = as_array(a)
    return Array(
        reshaped(source.shape, shape_argument(newshape if shape is None else shape)), source.kind
    )


@array_rule("numpy.ndarray.reshape")
def reshape_method(a: object, *shape: object, order: object = "C", copy: object = None) -> object:
    """Any shape of as many elements, as a tuple or size by size."""
    source = as_array(a)
    new = shape_argument(shape[0] if len(shape) == 1 else tuple(shape))
    return Array(reshaped(source.shape, new), source.kind)


@array_rule("numpy.ravel", "numpy.ndarray.ravel", "numpy.ndarray.flatten")
def ravel(a: object, order: object = "C") -> object:
    """One axis of all elements."""
    source = as_array(a)
    return Array(Shape.of(total(source.shape.axes)), source.kind)


@array_rule("numpy.ndarray.flat")
def flat(a: object) -> object:
    """The elements one after the other."""
    source = as_array(a)
    return Array(Shape.of(total(source.shape.axes)), source.kind)


@array_rule("numpy.resize")
def resize(a: object, new_shape: object) -> object:
    """The shape that is asked for, whatever the elements."""
    return Array(shape_argument(new_shape), as_array(a).kind)


@array_rule("numpy.expand_dims")
def expand_dims(a: object, axis: object) -> object:
    """New axes of one place each."""
    source = as_array(a)
    numbers = axis_numbers(axis)
    if len(numbers) == 1:
        at = gap(source.shape, numbers[0])
        return Array(shape_of([*source.shape.axes[:at], ONE, *source.shape.axes[at:]]), source.kind)
    return Array(_expanded(source.shape, numbers), source.kind)


def _expanded(shape: Shape, numbers: tuple[int, ...]) -> Shape:
    if shape.rank is None:
        raise Undecided
    rank = shape.rank + len(numbers)
    new = places(Shape((None,) * rank), tuple(map(Size.of, numbers)))
    old = iter(shape.axes)
    return shape_of(ONE if k in new else next(old) for k in range(rank))


@array_rule("numpy.squeeze", "numpy.ndarray.squeeze")
def squeeze(a: object, axis: object = None) -> object:
    """Axes of one place dropped; a size with a name is taken to be more than one."""
    source = as_array(a)
    axes = source.shape.axes
    if axis is None:
        if source.shape.rank is None or None in axes:
            return unknown_array(source.kind)
        return Array(shape_of(size for size in axes if not is_one(size)), source.kind)
    if not axes and axis in (Size.of(0), _MINUS_ONE):
        return source
    dropped = places(source.shape, axis)
    for at in dropped:
        _expect_one(source.shape, axes[at])
    return Array(shape_of(size for k, size in enumerate(axes) if k not in dropped), source.kind)


def _expect_one(shape: Shape, axis: Axis) -> None:
    if isinstance(axis, Size) and differ(axis, ONE):
        raise Complaint(messages.not_squeezable(shape, axis))


@array_rule("numpy.broadcast_to")
def broadcast_to(array: object, shape: object, subok: object = None) -> object:
    """The shape that is asked for, if the array broadcasts to it."""
    source = as_array(array)
    target = shape_argument(shape)
    fits_into(source.shape, target)
    return Array(target, source.kind)


def fits_into(shape: Shape, target: Shape) -> None:
    """Raise `Complaint` where a shape does not broadcast to a target without enlarging it."""
    if shape.rank is not None and target.rank is not None and shape.rank > target.rank:
        raise Complaint(messages.does_not_fill(shape, target))
    for size, room in zip(reversed(shape.after), reversed(target.after), strict=False):
        if not is_one(size) and differ(size, room):
            raise Complaint(messages.does_not_fill(shape, target, size, room))
    misplaced = misplaced_in(target, shape)
    if misplaced is not None:
        raise Complaint(messages.does_not_fill(shape, target, *reversed(misplaced)))


def goes_into(shape: Shape, target: Shape) -> None:
    """The same for what is written over a target: leading axes of one place do not count."""
    surplus = 0
    if shape.rank is not None and target.rank is not None:
        while shape.rank - surplus > target.rank and may_be_one(shape.axes[surplus]):
            surplus += 1
    fits_into(shape_of(shape.axes[surplus:]), target)


def may_be_one(axis: Axis) -> bool:
    """Whether the axis has one place, as far as is known."""
    return axis is None or is_one(axis)


@array_rule("numpy.broadcast_arrays")
def broadcast_arrays(*args: object, subok: object = None) -> object:
    """All arrays in the one shape they broadcast to."""
    arrays = [as_array(value) for value in args]
    shape = broadcast_all([array.shape for array in arrays])
    return tuple(Array(shape, array.kind) for array in arrays)


@array_rule("numpy.broadcast_shapes")
def broadcast_shapes(*args: object) -> object:
    """The shape that these broadcast to."""
    shape = broadcast_all([shape_argument(value) for value in args])
    if shape.rank is None:
        raise Undecided
    return tuple(whole(axis) for axis in shape.before)


def broadcast_all(shapes: list[Shape]) -> Shape:
    """The shape that all of these broadcast to; names two that do not."""
    result = Shape.of()
    for shape in shapes:
        try:
            result = broadcast(result, shape)
        except Complaint as complaint:
            raise Complaint(messages.do_not_broadcast(result, shape, complaint)) from None
    return result


def at_least(shape: Shape, rank: int) -> Shape:
    """The shape, with axes of one place as `numpy.atleast_1d`, `_2d` and `_3d` add them."""
    if shape.rank is None:
        return shape if len(shape.axes) > rank else Shape.unknown()
    if shape.rank >= rank:
        return shape
    if rank == 3 and shape.rank == 1:
        return shape_of([ONE, *shape.axes, ONE])
    if rank == 3 and shape.rank == 2:
        return shape_of([*shape.axes, ONE])
    return shape_of([*[ONE] * (rank - shape.rank), *shape.axes])


def _at_least(values: tuple[object, ...], rank: int) -> object:
    arrays = [as_array(value) for value in values]
    results = [Array(at_least(array.shape, rank), array.kind) for array in arrays]
    return results[0] if len(results) == 1 else tuple(results)


@array_rule("numpy.atleast_1d")
def atleast_1d(*arys: object) -> object:
    """One axis at least."""
    return _at_least(arys, 1)


@array_rule("numpy.atleast_2d")
def atleast_2d(*arys: object) -> object:
    """Two axes at least."""
    return _at_least(arys, 2)


@array_rule("numpy.atleast_3d")
def atleast_3d(*arys: object) -> object:
    """Three axes at least."""
    return _at_least(arys, 3)
