"""Rules that change how many places an axis has: repeat, tile, pad, insert, delete."""

from __future__ import annotations

from .. import messages
from ..bounds import index_complaint
from ..relations import differ
from ..shapes import Axis, Shape, shape_of
from ..sizes import Size
from ..values import Array, Complaint, Each, Sizes, Slice, unknown_array
from .arguments import ONE, Undecided, array_rule, as_array, as_places, size_of, sized, total
from .places import along, replaced
from .reshaping import fits_into
from .slices import slice_length

_ZERO = Size.of(0)


def _resized(array: Array, at: int, size: Size | None) -> Array:
    return Array(replaced(array.shape, at, size), array.kind)


@array_rule("numpy.repeat", "numpy.ndarray.repeat")
def repeat(a: object, repeats: object, axis: object = None) -> object:
    """Each element, or each part along an axis, several times over."""
    array, at = along(a, axis)
    if total(array.shape.axes) == _ZERO:
        raise Undecided  # NumPy looks at the counts only where there is something to repeat
    return _resized(array, at, _repeated(sized(array.shape.axes[at]), repeats))


def _repeated(size: Size | None, repeats: object) -> Size | None:
    if isinstance(repeats, Size):
        if repeats.constant is not None and repeats.constant < 0:
            raise Complaint(messages.negative(repeats))
        return None if size is None else size * repeats
    counts = as_places(repeats).shape
    if counts.rank == 1 and counts.before[0] != ONE and differ(counts.before[0], size):
        raise Complaint(messages.repeats_differ(counts, size))
    return _sum_of_counts(size, repeats)


def _sum_of_counts(size: Size | None, repeats: object) -> Size | None:
    if not isinstance(repeats, tuple):
        return None
    counts = [count for count in repeats if isinstance(count, Size)]
    if any(count.constant is not None and count.constant < 0 for count in counts):
        raise Complaint(messages.negative(min(count.constant or 0 for count in counts)))
    if len(counts) != len(repeats):
        return None
    if len(counts) == 1:
        return None if size is None else size * counts[0]
    return sum(counts, _ZERO)


@array_rule("numpy.tile")
def tile(A: object, reps: object) -> object:  # noqa: N803 - NumPy's own name
    """The array several times over along each axis."""
    array = as_array(A)
    if isinstance(reps, Each | Sizes) or (not isinstance(reps, tuple) and not _is_scalar(reps)):
        raise Undecided
    times = [size_of(count) for count in (reps if isinstance(reps, tuple) else (reps,))]
    if array.shape.rank is None and len(times) > len(array.shape.after):
        raise Undecided
    axes: list[Axis] = [*[ONE] * (len(times) - len(array.shape.axes)), *array.shape.axes]
    for k, count in enumerate(reversed(times)):
        axes[-1 - k] = total([axes[-1 - k], count])
    return Array(shape_of(axes), array.kind)


def _is_scalar(value: object) -> bool:
    return isinstance(value, Size) or (isinstance(value, Array) and value.shape.rank == 0)


@array_rule("numpy.pad")
def pad(array: object, pad_width: object, mode: object = "constant", **options: object) -> object:
    """Places added before and after, for all axes or each of its own."""
    source = as_array(array)
    if source.shape.rank is None:
        return unknown_array(source.kind)
    widths = _widths(pad_width, source.shape.rank)
    if _is_negative(pad_width):
        raise Complaint(messages.negative_padding())
    axes = [
        None if size is None or before is None or after is None else size + before + after
        for size, (before, after) in zip(source.shape.before, widths, strict=True)
    ]
    return Array(shape_of(axes), source.kind)


Width = tuple[Size | None, Size | None]


def _is_negative(width: object) -> bool:
    if isinstance(width, tuple):
        return any(map(_is_negative, width))
    return isinstance(width, Size) and width.constant is not None and width.constant < 0


def _widths(pad_width: object, rank: int) -> list[Width]:
    """The places to add in front and behind, axis by axis."""
    if _is_scalar(pad_width):
        return [(size_of(pad_width), size_of(pad_width))] * rank
    if not isinstance(pad_width, tuple):
        return [(None, None)] * rank
    as_array(pad_width)  # rows of different shapes are refused
    if all(map(_is_scalar, pad_width)):
        return [_width(pad_width)] * rank
    if not all(isinstance(pair, tuple) for pair in pad_width):
        return [(None, None)] * rank
    if len(pad_width) not in (1, rank):
        raise Complaint(messages.paddings_differ(len(pad_width), rank))
    pairs = [_width(pair) for pair in pad_width if isinstance(pair, tuple)]
    return pairs * rank if len(pairs) == 1 else pairs


def _width(pair: tuple[object, ...]) -> Width:
    if len(pair) not in (1, 2):
        raise Complaint(messages.not_a_padding(len(pair)))
    return size_of(pair[0]), size_of(pair[-1])


@array_rule("numpy.trim_zeros")
def trim_zeros(filt: object, trim: object = "fb", axis: object = None) -> object:
    """As many axes, none of them longer."""
    array = as_array(filt)
    if array.shape.rank is None:
        raise Undecided
    return Array(Shape((None,) * array.shape.rank), array.kind)


@array_rule("numpy.delete")
def delete(arr: object, obj: object, axis: object = None) -> object:
    """The array without some places along an axis."""
    array, at = along(arr, axis)
    return _resized(array, at, _left(sized(array.shape.axes[at]), obj))


def _left(size: Size | None, obj: object) -> Size | None:
    if isinstance(obj, Size):
        _check_places([obj], size)
        return None if size is None else size - 1
    if _is_scalar(obj) and as_array(obj).kind == "i":
        return None if size is None else size - 1
    if isinstance(obj, Slice):
        taken = slice_length(size, obj)
        return None if size is None or taken is None else size - taken
    as_places(obj)
    numbers = [item for item in obj if isinstance(item, Size)] if isinstance(obj, tuple) else []
    _check_places(numbers, size)
    if not isinstance(obj, tuple) or len(numbers) != len(obj) or size is None:
        return None
    return _without(size, [number.constant for number in numbers])


def _without(size: Size, numbers: list[int | None]) -> Size | None:
    """The size without these places, each counted once."""
    known = [number for number in numbers if number is not None]
    if len(known) != len(numbers):
        return None
    if size.constant is not None:
        return size - len({number % size.constant for number in known})
    is_one_sided = all(number >= 0 for number in known) or all(number < 0 for number in known)
    return size - len(set(known)) if is_one_sided else None


def _check_places(numbers: list[Size], size: Size | None) -> None:
    for number in numbers:
        text = None if size is None else index_complaint(number, size)
        if text is not None:
            raise Complaint(text)


@array_rule("numpy.insert")
def insert(arr: object, obj: object, values: object, axis: object = None) -> object:
    """Values put in front of some places along an axis."""
    array, at = along(arr, axis)
    size, added = sized(array.shape.axes[at]), as_array(values).shape
    if isinstance(obj, Size):
        _check_insertion(obj, size)
    elif not isinstance(obj, Slice):
        as_places(obj)
    count = _inserted(array.shape, obj, added)
    if isinstance(obj, Size) and array.shape.rank == 1:
        fits_into(added, Shape.of(count))
    return _resized(array, at, None if size is None or count is None else size + count)


def _check_insertion(number: Size, size: Size | None) -> None:
    """A place may be one behind the last, to append."""
    if number.constant is None or size is None or size.constant is None:
        return
    if not -size.constant <= number.constant <= size.constant:
        raise Complaint(messages.cannot_insert(number, size))


def _inserted(shape: Shape, obj: object, values: Shape) -> Size | None:
    """How many places are added, where that is known."""
    if isinstance(obj, tuple) and len(obj) > 1:
        return Size.of(len(obj))
    if not isinstance(obj, Size) or shape.rank is None or values.rank is None:
        return None
    if values.rank < shape.rank:
        return ONE
    return values.before[0] if values.rank == shape.rank else None
