"""Rules that choose among elements: where, clip, take, compress, choose, select, ..."""

from __future__ import annotations

from .. import messages
from ..bounds import index_complaint
from ..shapes import Axis, Shape, shape_of
from ..sizes import Size
from ..values import ANYTHING, Array, Complaint, Each, List, unknown_array
from .arguments import Undecided, array_rule, as_array, as_places, common_kind, sized, total
from .dtypes import with_dtype
from .places import along, place, replaced
from .reshaping import broadcast_all, goes_into

_MINUS_ONE = Size.of(-1)
_LEFT_OUT = Ellipsis


def _broadcast(values: list[object], kind: str) -> Array:
    return Array(broadcast_all([as_array(value).shape for value in values]), kind)


def places_of(array: Array) -> object:
    """The places of the true elements: one vector for each axis."""
    some = Array(Shape.of(None), "i")
    return Each(some) if array.shape.rank is None else (some,) * array.shape.rank


@array_rule("numpy.where")
def where(condition: object, x: object = _LEFT_OUT, y: object = _LEFT_OUT, /) -> object:
    """Elements of one array or the other; with a condition alone, where it holds."""
    if x is _LEFT_OUT or y is _LEFT_OUT:
        return places_of(as_array(condition))
    kind = common_kind([as_array(x), as_array(y)])
    return _broadcast([condition, x, y], kind)


@array_rule("numpy.nonzero", "numpy.ndarray.nonzero")
def nonzero(a: object) -> object:
    """The places of the elements that are not zero."""
    return places_of(as_array(a))


@array_rule("numpy.flatnonzero")
def flatnonzero(a: object) -> object:
    """The places, counted through, of the elements that are not zero."""
    return Array(Shape.of(None), "i")


@array_rule("numpy.argwhere")
def argwhere(a: object) -> object:
    """The places of the elements that are not zero, a row for each."""
    return Array(Shape.of(None, as_array(a).shape.rank), "i")


@array_rule("numpy.clip", "numpy.ndarray.clip")
def clip(
    a: object,
    a_min: object = None,
    a_max: object = None,
    out: object = None,
    min: object = None,  # noqa: A002 - NumPy's own name
    max: object = None,  # noqa: A002 - NumPy's own name
    **options: object,
) -> object:
    """The elements, none beyond the bounds; these broadcast."""
    given = [value for value in (a, a_min, a_max, min, max) if value is not None]
    return with_dtype(_broadcast(given, common_kind(map(as_array, given))), options.get("dtype"))


def _check_numbers(indices: object, size: Axis) -> None:
    """Raise `Complaint` for a plain index beyond the end."""
    numbers = indices if isinstance(indices, tuple) else (indices,)
    for number in numbers:
        if isinstance(number, Size) and isinstance(size, Size):
            complaint = index_complaint(number, size)
            if complaint is not None:
                raise Complaint(complaint)


@array_rule("numpy.take", "numpy.ndarray.take")
def take(
    a: object, indices: object, axis: object = None, out: object = None, mode: object = "raise"
) -> object:
    """The elements at these places; along an axis, the parts at these places."""
    picked, (array, at) = as_places(indices), along(a, axis)
    others = total(replaced(array.shape, at).axes)
    if mode == "raise" and others != Size.of(0):
        _check_numbers(indices, array.shape.axes[at])
    if picked.shape.rank is None and array.shape.rank is None:
        raise Undecided
    return Array(replaced(array.shape, at, *picked.shape.axes), array.kind)


@array_rule("numpy.take_along_axis")
def take_along_axis(arr: object, indices: object, axis: object = _MINUS_ONE) -> object:
    """The elements at these places along one axis; along the others the shapes broadcast."""
    array, picked = as_array(arr), as_places(indices, "i")
    if axis is None:
        return picked if picked.shape.rank == 1 else unknown_array(array.kind)
    return Array(_along(array.shape, picked.shape, axis), array.kind)


def _along(shape: Shape, indices: Shape, axis: object) -> Shape:
    at = place(shape, axis)
    if shape.rank is None or indices.rank is None:
        raise Undecided
    if shape.rank != indices.rank:
        raise Complaint(messages.ranks_differ(shape, indices))
    one = Size.of(1)
    others = broadcast_all([replaced(shape, at, one), replaced(indices, at, one)])
    return replaced(others, at, indices.axes[at])


@array_rule("numpy.put_along_axis")
def put_along_axis(arr: object, indices: object, values: object, axis: object) -> object:
    """Elements written at these places along one axis."""
    picked = as_places(indices, "i")
    if axis is not None:
        _along(as_array(arr).shape, picked.shape, axis)
    return None


@array_rule("numpy.choose", "numpy.ndarray.choose")
def choose(a: object, choices: object, out: object = None, mode: object = "raise") -> object:
    """Each element from the array that a number chooses."""
    if isinstance(choices, tuple):
        return _broadcast([a, *choices], common_kind(map(as_array, choices)))
    raise Undecided


@array_rule("numpy.compress")
def compress(condition: object, a: object, axis: object = None, out: object = None) -> object:
    """The parts along an axis for which a condition holds."""
    return _compressed(a, axis)


def _compressed(a: object, axis: object) -> Array:
    array, at = along(a, axis)
    return Array(replaced(array.shape, at, None), array.kind)


@array_rule("numpy.ndarray.compress")
def compress_method(
    a: object, condition: object, axis: object = None, out: object = None
) -> object:
    """The parts along an axis for which a condition holds."""
    return _compressed(a, axis)


@array_rule("numpy.extract")
def extract(condition: object, arr: object) -> object:
    """The elements for which a condition holds."""
    return Array(Shape.of(None), as_array(arr).kind)


@array_rule("numpy.select")
def select(condlist: object, choicelist: object, default: object = _MINUS_ONE) -> object:
    """Each element from the array of the first condition that holds."""
    if not isinstance(condlist, tuple) or not isinstance(choicelist, tuple):
        raise Undecided
    if len(condlist) != len(choicelist):
        raise Complaint(messages.lists_differ(len(condlist), len(choicelist)))
    if not condlist:
        raise Undecided
    return _broadcast([*condlist, *choicelist], "")


@array_rule("numpy.piecewise")
def piecewise(x: object, condlist: object, funclist: object, *args: object, **kw: object) -> object:
    """One element for each of the array's."""
    return as_array(x)


@array_rule("numpy.vectorize.__call__", title="vectorize")
def vectorized(*args: object) -> object:
    """One number for each element of the arrays, which broadcast."""
    return _broadcast(list(args), "")


@array_rule("numpy.lexsort")
def lexsort(keys: object, axis: object = _MINUS_ONE) -> object:
    """The order of several keys, the last one the first to count."""
    shape = as_array(keys).shape
    if not shape.before or shape.rank == 1:
        raise Undecided
    return Array(shape_of(shape.axes[1:]), "i")


@array_rule("numpy.ix_")
def ix_(*args: object) -> object:
    """Places along each axis, shaped so that they broadcast to all pairs."""
    vectors = [as_array(value) for value in args]
    return tuple(_crossed(vector, k, len(vectors)) for k, vector in enumerate(vectors))


def _crossed(vector: Array, at: int, rank: int) -> Array:
    if vector.shape.rank not in (None, 1):
        raise Complaint(messages.not_a_vector(vector.shape))
    is_counted = vector.kind not in ("", "b", ANYTHING) and vector.shape.rank == 1
    size = sized(vector.shape.axes[0]) if is_counted else None
    axes: list[Axis] = [Size.of(1)] * rank
    axes[at] = size
    return Array(shape_of(axes), vector.kind if vector.kind in ("f", "c") else "i")


@array_rule("numpy.unravel_index")
def unravel_index(indices: object, shape: object, order: object = "C") -> object:
    """The place along each axis of elements counted through."""
    one = Array(as_array(indices).shape, "i")
    if isinstance(shape, tuple):
        return (one,) * len(shape)
    return (one,) if isinstance(shape, Size) else Each(one)


@array_rule("numpy.ravel_multi_index")
def ravel_multi_index(
    multi_index: object, dims: object, mode: object = "raise", order: object = "C"
) -> object:
    """Elements counted through, of their place along each axis."""
    if not isinstance(multi_index, tuple) or isinstance(multi_index, List):
        raise Undecided
    return _broadcast(list(multi_index), "i")


@array_rule("numpy.copyto")
def copyto(dst: object, src: object, casting: object = None, where: object = True) -> object:
    """Elements written over others; they must not be more."""
    goes_into(as_array(src).shape, as_array(dst).shape)
    return None
