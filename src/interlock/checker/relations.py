"""What holds between two sizes or shapes: equality, difference, broadcasting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .shapes import Axis, Shape, Stretch, shape_of
from .sizes import Size, Symbol
from .values import Complaint

_SAMPLES = ((2, 3, 5, 7, 11, 13), (12, 10, 8, 6, 4, 9), (5, 5, 5, 5, 5, 5), (9, 2, 4, 3, 8, 6))


def differ(left: Size | None, right: Size | None) -> bool:
    """Whether two sizes are to be reported as unequal.

    Polynomials of symbols are unequal unless they are the same polynomial: a proof is for all sizes at
    once. With a quotient in them they are unequal only if every sample of sizes tells them apart.
    """
    if left is None or right is None or left == right:
        return False
    gap = left - right
    if gap.constant is not None:
        return gap.constant != 0
    if not _independent(gap.symbols):
        return False
    if gap.is_exact:
        return True
    return all(_sampled(gap, sample) != 0 for sample in _SAMPLES)


def _independent(symbols: frozenset[Symbol]) -> bool:
    """Whether a proof has to hold for all values of these symbols, each apart from the others."""
    if not symbols:
        return False
    views = frozenset.intersection(*(symbol.views for symbol in symbols))
    return bool(views) and (len(symbols) > 1 or all(symbol.is_axis for symbol in symbols))


def _sampled(size: Size, sample: tuple[int, ...]) -> int | None:
    symbols = sorted(size.symbols, key=lambda symbol: (symbol.name, symbol.owner))
    values = {symbol: Size.of(sample[k % len(sample)]) for k, symbol in enumerate(symbols)}
    value = size.replace(values.get)
    return None if value is None else value.constant


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
        raise Complaint(f"{left} is not {right}")
    return agree(left, right)


def broadcast(left: Shape, right: Shape) -> Shape:
    """NumPy's broadcasting of two shapes; raises `Complaint` where it fails."""
    axes: list[Axis] = []
    one, two = list(left.axes), list(right.axes)
    while one or two:
        a = one.pop() if one else Size.of(1)
        b = two.pop() if two else Size.of(1)
        if isinstance(a, Stretch) or isinstance(b, Stretch):
            return shape_of([*_stretched(a, one, b, two), *reversed(axes)])
        axes.append(broadcast_sizes(a, b))
    return shape_of(reversed(axes))


def _stretched(a: Axis, one: list[Axis], b: Axis, two: list[Axis]) -> list[Axis]:
    """What stands in front, once one of two shapes read from the right is at its stretch."""
    left, right = [*one, a], [*two, b]
    if left == right and left[0] is a:
        return left
    if right == [Size.of(1)]:
        return left
    if left == [Size.of(1)]:
        return right
    return [Stretch()]


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
    number of axes or a run of them is at fault.
    """

    actual: Shape
    expected: str
    axis: int | None = None
    where: tuple[Where, ...] = ()


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
