"""What holds between two sizes or shapes: equality, difference, broadcasting."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from .counts import OF_OBJECT, may_be_named, quotients_in
from .shapes import Axis, Shape, Stretch, shape_of, spell_axis, unlike
from .sizes import Size, Symbol
from .values import Complaint

_LARGEST_PERIOD, _MOST_CASES = 60, 4000
_SAMPLES = range(1, 7)
_VALUES = range(1, 65)


_met: list[list[tuple[Size, Size]]] = []


@contextmanager
def meetings() -> Iterator[list[tuple[Size, Size]]]:
    """The pairs of unlike sizes that are compared meanwhile and not reported: all must be equal."""
    _met.append([])
    try:
        yield _met[-1]
    finally:
        _met.pop()


def differ(left: Size | None, right: Size | None) -> bool:
    """Whether two sizes are to be reported as unequal.

    Polynomials of symbols are unequal unless they are the same polynomial: a proof is for all sizes
    at once. With a quotient in them they are unequal unless some remainders make them the same:
    `n//2*2` is `n` where `n` is even, which is for the author to know.
    """
    if left is None or right is None or left == right:
        return False
    unequal = _differ(left - right)
    if _met and not unequal:
        _met[-1].append((left, right))
    return unequal


def _differ(gap: Size) -> bool:
    if gap.constant is not None:
        return gap.constant != 0
    if not _independent(gap.symbols):
        return _is_never_zero(gap) or _changes(gap) or are_apart(gap)
    if may_be_named(gap):
        return False
    return gap.is_exact or _differs_for_all_remainders(gap)


def _changes(gap: Size) -> bool:
    """Whether a size is another one each time around a loop, so that it is 0 at most once.

    What grows along with a loop's index may be known from before the loop: it fits the first time.
    A number without views may be another one each time around, too.
    """
    for symbol in gap.symbols:
        line = gap.linear_in(symbol) if symbol.is_index else None
        if line is None or not line[0].constant:
            continue
        slope, rest = line
        first = None if symbol.low is None else rest + slope * symbol.low
        lasts = all(other.views or other.is_index for other in rest.symbols)
        if (rest.symbols and lasts) or differ(first, Size.of(0)):
            return True
    return False


def are_apart(gap: Size) -> bool:
    """Whether a difference is that of a symbol and a symbol or number known to be apart from it."""
    if len(gap.symbols) == 1:
        (symbol,) = gap.symbols
        return any((Size.of(symbol) + sign * gap).constant in symbol.apart for sign in (1, -1))
    if len(gap.symbols) != 2:
        return False
    one, other = gap.symbols
    parts = (Size.of(one) - Size.of(other), Size.of(other) - Size.of(one))
    return gap in parts and (other in one.apart or one in other.apart)


@functools.lru_cache(maxsize=4096)
def _is_never_zero(gap: Size) -> bool:
    """Whether a size of one variable, of 1 or more, is another number than 0: `3*n` is not `n`."""
    symbols = [*gap.symbols]
    if len(symbols) != 1 or symbols[0].is_index or any(not term for term, _ in gap.terms):
        return False
    values = (gap.substitute({symbols[0]: Size.of(value)}) for value in _VALUES)
    return all(value.constant != 0 for value in values)


def _independent(symbols: frozenset[Symbol]) -> bool:
    """Whether a proof has to hold for all values of these symbols, each apart from the others."""
    if not symbols:
        return False
    views = frozenset.intersection(*(symbol.views for symbol in symbols))
    return bool(views) and (len(symbols) > 1 or all(map(_may_not_be_constant, symbols)))


def _may_not_be_constant(symbol: Symbol) -> bool:
    """Whether a signature names an axis: what no signature names may be meant to be a constant."""
    return symbol.is_axis and OF_OBJECT not in symbol.owner


@functools.lru_cache(maxsize=4096)
def _differs_for_all_remainders(gap: Size) -> bool:
    """Whether a size with quotients in it is another polynomial than 0, however they round."""
    quotients = quotients_in(gap)
    period = math.prod(quotient.divisor.constant or 0 for quotient in quotients)
    symbols = [*frozenset(s for quotient in quotients for s in quotient.dividend.symbols)]
    if not 0 < period <= _LARGEST_PERIOD or period ** len(symbols) > _MOST_CASES:
        return _differs_for_all_samples(gap)
    for remainders in itertools.product(range(period), repeat=len(symbols)):
        pairs = zip(symbols, remainders, strict=True)
        case = gap.substitute({symbol: period * Size.of(symbol) + rest for symbol, rest in pairs})
        if not case.terms or not case.is_exact:
            return False
    return True


def _differs_for_all_samples(gap: Size) -> bool:
    symbols = [*gap.symbols]
    if len(_SAMPLES) ** len(symbols) > _MOST_CASES:
        return False
    for sample in itertools.product(map(Size.of, _SAMPLES), repeat=len(symbols)):
        value = gap.replace(dict(zip(symbols, sample, strict=True)).get)
        if value is None or value.constant == 0:
            return False
    return True


def agree(left: Size | None, right: Size | None) -> Size | None:
    """The one size that two equal sizes are: the known one of the two."""
    return left if left is not None else right


def is_one(axis: Axis) -> bool:
    """Whether the axis has exactly one place."""
    return isinstance(axis, Size) and axis.constant == 1


def broadcast_sizes(left: Size | None, right: Size | None) -> Size | None:
    """The size of two axes stretched to each other; raises `Complaint` where they cannot be."""
    if is_one(left):
        return right
    if is_one(right):
        return left
    if differ(left, right):
        raise Complaint(unlike(left, right))
    if left is None or right is None or left == right:
        return agree(left, right)
    # Perhaps equal, perhaps one of them 1: a plain number is the result in both cases, and an axis
    # that stands for all sizes is not meant to be 1.
    plain = (size for size in (left, right) if size.constant is not None)
    return next(plain, None) or next(filter(_is_any, (left, right)), None)


def _is_any(size: Size) -> bool:
    return all(symbol.is_axis and symbol.views for symbol in size.symbols)


def broadcast(left: Shape, right: Shape) -> Shape:
    """NumPy's broadcasting of two shapes; raises `Complaint` where it fails."""
    axes: list[Axis] = []
    one, two = list(left.axes), list(right.axes)
    equal: dict[Symbol, Size] = {}
    while one and two and not isinstance(one[-1], Stretch) and not isinstance(two[-1], Stretch):
        a, b = one.pop(), two.pop()
        if not isinstance(a, Stretch) and not isinstance(b, Stretch):
            axes.append(broadcast_sizes(a, b))
            _suppose(a, b, equal)
    misplaced = misplaced_in(left, right) or misplaced_in(right, left)
    if misplaced is not None:
        raise Complaint(unlike(*misplaced))
    return shape_of([*_in_front(one, two), *reversed(axes)])


def misplaced_in(left: Shape, right: Shape) -> tuple[Size, Size] | None:
    """Two axes that may fit, of which the right one certainly fits another axis that it misses.

    So it is where an axis of length 1 has been forgotten: `(n, k) - (n,)` fits where `k` is `n`.
    One shape may be the other transposed, though: it is square then.
    """
    if left.rank is None or right.rank is None:
        return None
    rooms, sizes = left.before[::-1], right.before[::-1]
    for room, size in zip(rooms, sizes, strict=False):
        if room is None or size is None or size.constant is not None or is_one(room):
            continue
        others = zip(rooms, [*sizes, *[None] * len(rooms)], strict=False)
        if room != size and any(r == size and met not in (size, room) for r, met in others):
            return room, size
    return None


def _suppose(one: Size | None, other: Size | None, equal: dict[Symbol, Size]) -> None:
    """Note that two sizes, neither 1, must be equal; raise `Complaint` where that cannot be."""
    if one is None or other is None or is_one(one) or is_one(other):
        return
    gap = (one - other).substitute(equal)
    symbols = [s for s in gap.symbols if gap.terms and not s.is_axis]
    if gap.terms and differ(gap, Size.of(0)):
        raise Complaint(unlike(one, other))
    for symbol in symbols:
        rest = Size.of(symbol) - gap if ((symbol,), 1) in gap.terms else Size.of(symbol) + gap
        if symbol not in rest.symbols:
            equal.update({known: size.substitute({symbol: rest}) for known, size in equal.items()})
            equal[symbol] = rest
            return


def _in_front(one: list[Axis], two: list[Axis]) -> Sequence[Axis]:
    """The axes in front, once one of two shapes read from the right ends or has its stretch."""
    if not one or not two:
        return one or two
    if one[-1] == two[-1] and one[-1] != Stretch():
        return (*broadcast(Shape(tuple(one[:-1])), Shape(tuple(two[:-1]))).axes, one[-1])
    stretched, other = (one, two) if isinstance(one[-1], Stretch) else (two, one)
    if stretched[-1] in other and _met_by(stretched[-1], other[-1]):
        raise Complaint(f"{spell_axis(stretched[-1])} is not {spell_axis(other[-1])}")
    if all(map(is_one, other)) and len(other) < len(stretched):
        return stretched
    # Axes that meet the stretch keep their size, unless they are 1 and it has axes at all.
    fixed = itertools.takewhile(lambda axis: not isinstance(axis, Stretch), reversed(other))
    kept = [None if is_one(axis) else axis for axis in fixed]
    return (Stretch(), *reversed(kept))


def _met_by(stretch: Axis, size: Axis) -> bool:
    """Whether an axis behind a run of axes meets the last axis of that very run, and is none of it.

    `(*batch, n)` and `(*batch)` do not broadcast for all that `*batch` may be.
    """
    if not isinstance(stretch, Stretch) or stretch.symbol is None or not isinstance(size, Size):
        return False
    owner = stretch.symbol.owner
    return not is_one(size) and all(owner in symbol.views for symbol in size.symbols)


@dataclass(frozen=True)
class Where:
    """What a name in an expected shape stands for, and the argument that says so, if one does."""

    name: str
    value: str
    source: str = ""


@dataclass(frozen=True)
class Mismatch:
    """A shape that is not the expected one.

    `axis` is the place of the axis at fault, negative where counted from the end; `None` where the
    number of axes or a run of them is at fault. `kinds` are NumPy's letters for the numbers that
    the array holds and for those it should hold, where these alone are at fault.
    """

    actual: Shape
    expected: str
    axis: int | None = None
    where: tuple[Where, ...] = ()
    kinds: tuple[str, str] | None = None


def fits(expected: Shape, actual: Shape) -> Mismatch | None:
    """What keeps a shape from being the expected one; `None` where nothing certainly does."""
    if _ranks_differ(expected, actual):
        return Mismatch(actual, str(expected))
    front = _first_gap(expected.before, actual.before)
    if front is not None:
        return Mismatch(actual, str(expected), front)
    back = _first_gap(expected.after[::-1], actual.after[::-1])
    return None if back is None else Mismatch(actual, str(expected), -1 - back)


def _first_gap(left: Sequence[Size | None], right: Sequence[Size | None]) -> int | None:
    pairs = enumerate(zip(left, right, strict=False))
    return next((axis for axis, (one, two) in pairs if differ(one, two)), None)


def _ranks_differ(left: Shape, right: Shape) -> bool:
    if left.rank is not None and right.rank is not None:
        return left.rank != right.rank
    if left.rank is not None or right.rank is not None:
        fixed, open_ended = (left, right) if left.rank is not None else (right, left)
        return not may_have_rank(open_ended, len(fixed.axes))
    one, two = stretch_in(left), stretch_in(right)
    if one is None or two is None or one.symbol is None or two.symbol is None:
        return False
    if one == two:
        return len(left.axes) != len(right.axes)
    return _independent(frozenset((one.symbol, two.symbol)))


def stretch_in(shape: Shape) -> Stretch | None:
    """The stretch of a shape, if it has one."""
    return next((axis for axis in shape.axes if isinstance(axis, Stretch)), None)


def may_have_rank(shape: Shape, rank: int) -> bool:
    """Whether a shape may be taken to have so many axes.

    A proof is for all that a named stretch may be, so it has no number of axes of its own.
    """
    stretch = stretch_in(shape)
    if stretch is None:
        return len(shape.axes) == rank
    rigid = stretch.symbol is not None and _independent(frozenset((stretch.symbol,)))
    return len(shape.axes) - 1 <= rank and not rigid
