"""Rules of Python's own functions of numbers: int, float, abs, min, max, round, divmod, pow."""

from __future__ import annotations

from .. import messages
from ..bounds import at_least
from ..registry import rule
from ..relations import differ, is_one
from ..shapes import Shape
from ..sizes import Size
from ..values import UNKNOWN, Array, Complaint, scalar
from .arguments import ONE, items_of
from .iterating import iterate

_ZERO = Size.of(0)


def _one_number(value: object) -> None:
    """Raise `Complaint` for an array with axes: NumPy takes not even one of one element any more.

    Older versions do, so that an axis that is known to have one element is let pass.
    """
    if not isinstance(value, Array):
        return
    for size in value.shape.before + value.shape.after:
        if not is_one(size):
            raise Complaint(messages.not_one_number(value.shape))


def _one_truth(value: object) -> None:
    """Raise `Complaint` for an array that has not one element, for all that its axes may be."""
    if isinstance(value, Array):
        sizes = value.shape.before + value.shape.after
        if any(size is not None and differ(size, ONE) for size in sizes):
            raise Complaint(messages.not_one_number(value.shape))


@rule("builtins.int", "operator.index")
def int_(x: object = _ZERO, base: object = None, /) -> object:
    """A whole number: the same one, if it is one already."""
    _one_number(x)
    return x if isinstance(x, Size) else scalar("i")


@rule("builtins.float")
def float_(x: object = _ZERO, /) -> object:
    """Some real number."""
    _one_number(x)
    return scalar("f")


@rule("builtins.complex")
def complex_(real: object = _ZERO, imag: object = _ZERO) -> object:
    """Some complex number."""
    return scalar("c")


@rule("builtins.bool")
def bool_(x: object = False, /) -> object:
    """A truth value."""
    _one_truth(x)
    return x if isinstance(x, bool) else scalar("b")


@rule("builtins.abs")
def abs_(x: object, /) -> object:
    """The same without its sign."""
    if isinstance(x, Size):
        if x.constant is not None:
            return Size.of(abs(x.constant))
        return x if at_least(x, _ZERO) else scalar("i")
    if isinstance(x, Array):
        return Array(x.shape, "f" if x.kind == "c" else x.kind)
    return UNKNOWN


@rule("builtins.round")
def round_(number: object, ndigits: object = None) -> object:
    """The nearest number of fewer digits; a whole one where none is asked for."""
    if isinstance(number, Size):
        return number if ndigits is None else scalar("i")
    if isinstance(number, Array) and number.shape == Shape.of():
        return scalar("i") if ndigits is None else number
    return UNKNOWN


@rule("builtins.divmod")
def divmod_(x: object, y: object, /) -> object:
    """The quotient rounded down and the remainder."""
    if isinstance(x, Size) and isinstance(y, Size) and at_least(y, Size.of(1)):
        return (x // y, x % y)
    return UNKNOWN


@rule("builtins.pow")
def pow_(base: object, exp: object, mod: object = None) -> object:
    """A power of a whole number by a plain one."""
    if isinstance(base, Size) and isinstance(exp, Size) and mod is None:
        power = exp.constant
        return base**power if power is not None and 0 <= power < 9 else scalar("")
    return UNKNOWN


@rule("builtins.max")
def max_(*values: object, key: object = None, default: object = None) -> object:
    """The largest of several numbers, where one is certainly as large as each other."""
    return _extreme(values, 1, key)


@rule("builtins.min")
def min_(*values: object, key: object = None, default: object = None) -> object:
    """The smallest of several numbers, where one is certainly as small as each other."""
    return _extreme(values, -1, key)


def _extreme(values: tuple[object, ...], sign: int, key: object) -> object:
    items = list(values) if len(values) > 1 else items_of(values[0]) if values else []
    if items is None:
        return _of_each(iterate(values[0]), key)
    if key is None and len(items) > 1:
        for item in items:
            _one_truth(item)
    sizes = [item for item in items if isinstance(item, Size)]
    if not sizes or len(sizes) != len(items):
        return _of_several(items)
    for one in sizes:
        if all(at_least((one - other) * sign, _ZERO) for other in sizes):
            return one
    return scalar("i")


def _of_each(item: object, key: object) -> object:
    if key is None:
        _one_truth(item)
    if isinstance(item, Size):
        return scalar("i")
    return item if isinstance(item, Array) and item.shape == Shape.of() else UNKNOWN


def _of_several(items: list[object]) -> object:
    """One of several numbers: a scalar, of their kind where all are of one."""
    kinds = {_kind(item) for item in items}
    if not kinds or None in kinds:
        return UNKNOWN
    return scalar((kinds.pop() or "") if len(kinds) == 1 else "")


def _kind(value: object) -> str | None:
    if isinstance(value, Size):
        return "i"
    return value.kind if isinstance(value, Array) and value.shape == Shape.of() else None
