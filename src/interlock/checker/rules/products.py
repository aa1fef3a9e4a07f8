"""Rules of products of vectors and matrices: matmul, dot, inner, outer, vdot and their kin."""

from __future__ import annotations

from .. import messages
from ..relations import broadcast, differ
from ..shapes import Shape, shape_of
from ..sizes import Size
from ..values import Array, Complaint, scalar
from .arguments import Undecided, array_rule, as_array, common_kind, total
from .dtypes import kind_of
from .elementwise import stored
from .places import joined
from .reshaping import may_be_one

_TWO, _MINUS_ONE = Size.of(2), Size.of(-1)


def contracted(left: Shape, right: Shape, one: Size | None, other: Size | None) -> None:
    """Raise `Complaint` where the two sizes that a product sums over are not equal."""
    if differ(one, other):
        raise Complaint(messages.do_not_multiply(left, right, one, other))


def _not_turned(left: Shape, right: Shape) -> None:
    """Raise `Complaint` where a product may fit, but certainly fits with one operand transposed.

    Sizes that are not known to be unequal count as unequal where an equal one stands beside them,
    unless the other operand is square: then all of them may be one size of many names.
    """
    inner, columns = _last(left), _last(right) if right.rank != 1 else None
    rows = left.after[-2] if len(left.after) > 1 else None
    again = right.after[-2 if right.rank != 1 else -1]
    if inner is None or again is None or inner == again:
        return
    turns_right = _is_same(inner, columns) and rows != inner
    if turns_right or (_is_same(rows, again) and again != columns):
        raise Complaint(messages.do_not_multiply(left, right, inner, again))


def _is_same(one: Size | None, other: Size | None) -> bool:
    return one is not None and one == other and one.constant is None


def _kind(values: list[Array], dtype: object = None) -> str:
    return kind_of(dtype, common_kind(values))


def _last(shape: Shape) -> Size | None:
    return shape.after[-1] if shape.after else None


def product_shape(left: Shape, right: Shape) -> Shape:
    """The shape of `left @ right`."""
    for shape in (left, right):
        if shape == Shape.of():
            raise Complaint(messages.no_product_of_numbers(left, right))
    if right.rank == 1:
        return _times_vector(left, right)
    if left.rank == 1:
        return _vector_times(left, right)
    if min(len(left.after), len(right.after)) < 2:
        return _half_known(left, right)
    rows, inner = left.after[-2:]
    again, columns = right.after[-2:]
    contracted(left, right, inner, again)
    _not_turned(left, right)
    return shape_of([*_fronts(left, right).axes, rows, columns])


def _fronts(left: Shape, right: Shape) -> Shape:
    """What the axes in front of two stacks of matrices broadcast to."""
    try:
        return broadcast(shape_of(left.axes[:-2]), shape_of(right.axes[:-2]))
    except Complaint as complaint:
        raise Complaint(messages.do_not_broadcast(left, right, complaint)) from None


def _times_vector(left: Shape, right: Shape) -> Shape:
    contracted(left, right, _last(left), right.after[0])
    _not_turned(left, right)
    return shape_of(left.axes[:-1]) if left.after else Shape.unknown()


def _vector_times(left: Shape, right: Shape) -> Shape:
    if len(right.after) < 2:
        raise Undecided
    contracted(left, right, left.after[0], right.after[-2])
    _not_turned(left, right)
    return shape_of([*right.axes[:-2], right.after[-1]])


def _half_known(left: Shape, right: Shape) -> Shape:
    """A product of which one operand may be a vector or a stack."""
    if len(right.after) >= 2:
        contracted(left, right, _last(left), right.after[-2])
        if right.rank == 2 and left.after:
            return shape_of([*left.axes[:-1], right.after[-1]])
    raise Undecided


@array_rule("numpy.matmul", "numpy.linalg.matmul")
def matmul(
    x1: object,
    x2: object,
    /,
    out: object = None,
    *,
    casting: object = None,
    order: object = None,
    dtype: object = None,
    subok: object = None,
    signature: object = None,
    axes: object = None,
    axis: object = None,
) -> object:
    """The product of vectors, matrices, or stacks of them that broadcast."""
    one, two = as_array(x1), as_array(x2)
    if axes is not None:
        raise Undecided
    result = Array(product_shape(one.shape, two.shape), _kind([one, two], dtype))
    ranks = [array.shape.rank for array in (one, two)]
    return core_stored(result, out, sum(rank is not None and rank > 1 for rank in ranks))


def core_stored(result: Array, out: object, cores: int) -> Array:
    """The result written into an array whose last axes, so many, must be its own."""
    target = out[0] if isinstance(out, tuple) and len(out) == 1 else out
    if not isinstance(target, Array):
        return stored(result, out)
    for size, room in zip(result.shape.after[::-1][:cores], target.shape.after[::-1], strict=False):
        if differ(size, room):
            raise Complaint(messages.does_not_fill(result.shape, target.shape, size, room))
    axes = list(result.shape.axes)
    while len(axes) > len(target.shape.axes) and may_be_one(axes[0]):
        axes.pop(0)  # NumPy drops such axes
    return stored(Array(shape_of(axes), result.kind), target)


@array_rule("numpy.dot", "numpy.ndarray.dot")
def dot(a: object, b: object, out: object = None) -> object:
    """The sum over the last axis of one and the last but one of the other."""
    one, two = as_array(a), as_array(b)
    return stored(Array(_dot_shape(one.shape, two.shape), _kind([one, two])), out)


def _dot_shape(left: Shape, right: Shape) -> Shape:
    if Shape.of() in (left, right):
        return right if left == Shape.of() else left
    if left.is_unknown or right.rank is None:
        raise Undecided
    if not left.after:
        raise Undecided
    at = max(right.rank - 2, 0)
    contracted(left, right, left.after[-1], right.after[at])
    return joined([*left.axes[:-1], *right.axes[:at], *right.axes[at + 1 :]])


@array_rule("numpy.inner")
def inner(a: object, b: object, /) -> object:
    """The sum over the last axes of both."""
    one, two = as_array(a), as_array(b)
    kind = _kind([one, two])
    if Shape.of() in (one.shape, two.shape):
        return Array(two.shape if one.shape == Shape.of() else one.shape, kind)
    if not one.shape.after or not two.shape.after:
        raise Undecided
    contracted(one.shape, two.shape, one.shape.after[-1], two.shape.after[-1])
    return Array(joined([*one.shape.axes[:-1], *two.shape.axes[:-1]]), kind)


@array_rule("numpy.outer")
def outer(a: object, b: object, out: object = None) -> object:
    """Each element of one with each of the other, as rows and columns."""
    one, two = as_array(a), as_array(b)
    shape = Shape.of(total(one.shape.axes), total(two.shape.axes))
    return stored(Array(shape, _kind([one, two])), out)


@array_rule("numpy.vdot")
def vdot(a: object, b: object, /) -> object:
    """The sum of the products of all elements."""
    one, two = as_array(a), as_array(b)
    contracted(one.shape, two.shape, total(one.shape.axes), total(two.shape.axes))
    return scalar(_kind([one, two]))


@array_rule("numpy.vecdot", "numpy.linalg.vecdot")
def vecdot(
    x1: object,
    x2: object,
    /,
    out: object = None,
    *,
    axis: object = _MINUS_ONE,
    dtype: object = None,
    **options: object,
) -> object:
    """The sum over an axis, the others broadcast."""
    one, two = as_array(x1), as_array(x2)
    kind = _kind([one, two], dtype)
    _needs_axes(one, two, 1, 1)
    if axis != _MINUS_ONE:
        raise Undecided
    contracted(one.shape, two.shape, one.shape.after[-1], two.shape.after[-1])
    fronts = [shape_of(array.shape.axes[:-1]) for array in (one, two)]
    return stored(Array(_broadcast(fronts, one, two), kind), out)


def _needs_axes(left: Array, right: Array, *least: int) -> None:
    for array, count in zip((left, right), least, strict=True):
        if array.shape.rank is not None and array.shape.rank < count:
            raise Complaint(messages.too_few_axes(array.shape, count))
        if len(array.shape.after) < count:
            raise Undecided


def _broadcast(fronts: list[Shape], one: Array, two: Array) -> Shape:
    try:
        return broadcast(*fronts)
    except Complaint as complaint:
        raise Complaint(messages.do_not_broadcast(one, two, complaint)) from None


@array_rule("numpy.matvec")
def matvec(
    x1: object, x2: object, /, out: object = None, dtype: object = None, **options: object
) -> object:
    """Matrices times vectors, stacks of them broadcast."""
    one, two = as_array(x1), as_array(x2)
    kind = _kind([one, two], dtype)
    _needs_axes(one, two, 2, 1)
    contracted(one.shape, two.shape, one.shape.after[-1], two.shape.after[-1])
    front = _broadcast([shape_of(one.shape.axes[:-2]), shape_of(two.shape.axes[:-1])], one, two)
    return stored(Array(shape_of([*front.axes, one.shape.after[-2]]), kind), out)


@array_rule("numpy.vecmat")
def vecmat(
    x1: object, x2: object, /, out: object = None, dtype: object = None, **options: object
) -> object:
    """Vectors times matrices, stacks of them broadcast."""
    one, two = as_array(x1), as_array(x2)
    kind = _kind([one, two], dtype)
    _needs_axes(one, two, 1, 2)
    contracted(one.shape, two.shape, one.shape.after[-1], two.shape.after[-2])
    front = _broadcast([shape_of(one.shape.axes[:-1]), shape_of(two.shape.axes[:-2])], one, two)
    return stored(Array(shape_of([*front.axes, two.shape.after[-1]]), kind), out)
