"""How many places a slice takes of an axis, for sizes that are known only by name."""

from __future__ import annotations

from .. import messages
from ..bounds import at_least
from ..sizes import Size, Symbol
from ..values import Complaint, Slice
from .arguments import Undecided, length, refuse_as_number, steps

_ZERO = Size.of(0)
_LAST = Size.of(-1)


def slice_length(axis: Size | None, piece: Slice) -> Size | None:
    """The number of places that a slice takes of an axis; `None` where it is not known."""
    try:
        start, stop, step = _bound(piece.start), _bound(piece.stop), _step(piece.step)
    except Undecided:
        return None
    if axis is None:
        return _window(start, stop) if step == 1 else None
    if all(size is None or size.constant is not None for size in (axis, start, stop)):
        return Size.of(len(range(_plain(axis))[_number(start) : _number(stop) : step]))
    span = _forward(axis, start, stop) if step > 0 else _backward(axis, start, stop)
    return None if span is None else steps(span, abs(step))


def _bound(value: object) -> Size | None:
    if value is None or isinstance(value, Size):
        return value
    refuse_as_number(value)
    raise Undecided


def _step(value: object) -> int:
    step = Size.of(1) if value is None else _bound(value)
    if step is None or step.constant is None:
        raise Undecided
    if step.constant == 0:
        raise Complaint(messages.slice_step_zero())
    return step.constant


def _position(axis: Size, bound: Size) -> Size | None:
    """A bound counted from the front, negative ones being counted from the end.

    A variable is meant to be positive: `x[k:]` leaves out `k` places, `x[-k:]` takes them.
    """
    factors = [factor for _, factor in bound.terms]
    if all(factor > 0 for factor in factors) or at_least(bound, _ZERO):
        return bound
    if all(factor < 0 for factor in factors) or at_least(_LAST, bound):
        return axis + bound
    # `i + height - k + 1`, which ends in the axis whatever `i` is: the window of a kernel.
    from_axis = any(factor > 0 and _has_axis(term) for term, factor in bound.terms)
    return bound if from_axis and at_least(axis, bound) else None


def _has_axis(term: tuple[object, ...]) -> bool:
    return any(isinstance(atom, Symbol) and atom.is_axis for atom in term)


def _reaches(room: Size, start: Size, stop: Size) -> bool:
    """Whether a slice may be taken to end where it says, rather than be cut off at the end.

    A number or a variable is meant to fit, and so is a window that a loop moves along, its last one
    perhaps excepted. Of the sizes of two axes, either may be the smaller.
    """
    if at_least(room, stop):
        return True
    if not (stop.symbols & room.symbols) and not any(symbol.is_axis for symbol in stop.symbols):
        return room.constant is None or stop.constant is None
    return _moves(start) and not _moves(stop - start)


def _moves(size: Size) -> bool:
    return any(not symbol.is_axis for symbol in size.symbols)


def _forward(axis: Size, start: Size | None, stop: Size | None) -> Size | None:
    if (width := _window(start, stop)) is not None and stop is not None:
        return width if _reaches(axis, start or _ZERO, stop) else None
    first = _ZERO if start is None else _position(axis, start)
    last = axis if stop is None else _position(axis, stop)
    if first is None or last is None:
        return None
    from_end = start is not None and first != start
    if from_end and not _reaches(axis, _ZERO, axis - first):
        return None
    if stop is not None and last == stop and (from_end or not _reaches(axis, first, last)):
        return None
    return last - first


def _backward(axis: Size, start: Size | None, stop: Size | None) -> Size | None:
    first = axis - 1 if start is None else _position(axis, start)
    last = _LAST if stop is None else _position(axis, stop)
    if first is None or last is None:
        return None
    from_front = start is not None and first == start
    if from_front and (stop is not None and last != stop):
        return None
    if from_front and not _reaches(axis - 1, first, first):
        return None
    return first - last


def _window(start: Size | None, stop: Size | None) -> Size | None:
    """The size of a window that a loop moves along an axis."""
    if start is None or stop is None:
        return None
    width = stop - start
    return width if _moves(start) and not _moves(width) else None


def items_of_slice(items: tuple[object, ...], piece: Slice) -> tuple[object, ...] | None:
    """The items of a tuple that a slice of plain numbers takes."""
    try:
        bounds = [_bound(piece.start), _bound(piece.stop)]
        start, stop = map(_number, bounds)
        return items[start : stop : _step(piece.step)]
    except Undecided:
        return None


def _plain(size: Size) -> int:
    if size.constant is None:
        raise Undecided
    return size.constant


def _number(size: Size | None) -> int | None:
    return None if size is None else _plain(size)


def sliced_length(value: object, piece: Slice) -> Size | None:
    """The number of items that a slice takes of a list or tuple."""
    return slice_length(length(value), piece)
