"""Proofs about sizes as numbers: which is at least which, and where an index can get to.

An axis symbol is at least 1, a loop's index lies between its bounds and attains both; every other
symbol may be any number. What is not proved is left open.
"""

from __future__ import annotations

from dataclasses import replace

from . import messages
from .relations import differ, meetings
from .sizes import Monomial, Quotient, Size, Symbol

_DEPTH = 6
_MOST_TERMS = 40


def at_least(left: Size, right: Size) -> bool:
    """Whether `left >= right` is proved for all sizes."""
    return _is_natural(left - right, _DEPTH)


def extent(size: Size) -> tuple[Size | None, Size | None]:
    """The least and the greatest value over the indices in a size, both of them attained.

    Returns:
        Sizes without indices; `None` for one that is not known.
    """
    return _extreme(size, False, attained=True), _extreme(size, True, attained=True)


def index_complaint(index: Size, length: Size) -> str | None:
    """What is wrong with an index into an axis of a length; `None` where nothing certainly is.

    A negative index is fine as long as it is always negative, as `-1` and `-i - 1` are.
    """
    lowest, highest = extent(index)
    if highest is not None and (_exceeds(highest, length) or _is_another(index, highest, length)):
        return messages.index_out_of_bounds(index, highest, length)
    if lowest is None:
        return None
    if _exceeds(-length, lowest + 1):
        return messages.index_out_of_bounds(index, lowest, length)
    always_negative = highest is not None and at_least(Size.of(-1), highest)
    if always_negative or not at_least(Size.of(-1), lowest):
        return None
    return messages.index_wraps_round(index, lowest)


def _exceeds(left: Size, right: Size) -> bool:
    """Whether `left >= right` for all sizes but perhaps 1, at which loops often do nothing."""
    gap = left - right
    larger = gap.replace(lambda symbol: Size.of(symbol) + 1 if symbol.is_axis else Size.of(symbol))
    return larger is not None and _is_natural(larger, _DEPTH)


def _is_another(index: Size, highest: Size, length: Size) -> bool:
    """Whether a loop over the whole of one axis indexes an axis of another name.

    Nothing says which is longer, and a proof is for all sizes.
    """
    loops = any(symbol.is_index for symbol in index.symbols)
    names = _is_axis(highest + 1) and _is_axis(length)
    with meetings():  # an index may stop short: the two need not be equal
        return loops and names and differ(highest + 1, length)


def _is_axis(size: Size) -> bool:
    return any(symbol.is_axis and size == Size.of(symbol) for symbol in size.symbols)


def _is_natural(size: Size, depth: int) -> bool:
    """Whether a size is proved to be 0 or more."""
    if size.constant is not None:
        return size.constant >= 0
    if not depth or len(size.terms) > _MOST_TERMS:
        return False
    quotients = [atom for atom in size.atoms if isinstance(atom, Quotient)]
    if quotients:
        return any(_is_natural_with(quotient, size, depth - 1) for quotient in quotients)
    lowest = _extreme(size, False, attained=False)
    return lowest is not None and _has_natural_terms(lowest)


def _is_natural_with(quotient: Quotient, size: Size, depth: int) -> bool:
    """The same for a size with a quotient in it, from the bounds of the quotient."""
    parts = size.linear_in(quotient)
    if parts is None:
        return False
    slope, rest = parts
    rising = _is_natural(slope, depth)
    if not rising and not _is_natural(-slope, depth):
        return False
    bounds = _least(quotient, depth) if rising else _greatest(quotient, depth)
    # A whole number above -1 is 0 or more, hence what is added to the numerator.
    numerators = [slope * bound + rest * scale + scale - 1 for bound, scale in bounds]
    return any(_is_natural(numerator, depth) for numerator in numerators)


Fraction = tuple[Size, Size]


def _least(quotient: Quotient, depth: int) -> list[Fraction]:
    """What the quotient, or remainder, is proved to be no less than: fractions."""
    dividend, divisor = quotient.dividend, quotient.divisor
    if not _is_natural(divisor - 1, depth):
        return []
    one, natural = Size.of(1), _is_natural(dividend, depth)
    if quotient.operator == "%":
        return [(Size.of(0), one)]
    return [(dividend - divisor + 1, divisor), *([(Size.of(0), one)] if natural else [])]


def _greatest(quotient: Quotient, depth: int) -> list[Fraction]:
    dividend, divisor = quotient.dividend, quotient.divisor
    if not _is_natural(divisor - 1, depth):
        return []
    one, natural = Size.of(1), _is_natural(dividend, depth)
    above = [(dividend, one)] if natural else []
    return (
        [(divisor - 1, one), *above] if quotient.operator == "%" else [(dividend, divisor), *above]
    )


def _extreme(size: Size, highest: bool, *, attained: bool) -> Size | None:
    """The size with every index put to the end of its range that makes it least, or greatest."""
    while symbol := _innermost(size, attained=attained):
        parts = size.linear_in(symbol)
        if parts is None:
            return None
        slope, rest = parts
        rising = _is_natural(slope, _DEPTH)
        if not rising and not _is_natural(-slope, _DEPTH):
            return None
        if symbol.low is None or symbol.high is None:
            return None
        size = slope * (symbol.high if rising == highest else symbol.low) + rest
        if attained:
            filled = _where_filled(size, symbol.high - symbol.low)
            if filled is None:
                return None
            size = filled
    return size


def _innermost(size: Size, *, attained: bool) -> Symbol | None:
    """An index in whose range no other index is, and which bounds no other one.

    Where its bounds need not be attained, any number with bounds counts.
    """
    indices = [s for s in size.symbols if s.is_index or (s.high is not None and not attained)]
    if len(indices) > 1:
        indices.sort(key=lambda symbol: (symbol.name, symbol.owner, str(symbol.low)))
    bounding = {found for index in indices for found in _bounding(index)}
    return next((symbol for symbol in indices if symbol not in bounding), None)


def _where_filled(size: Size, span: Size) -> Size | None:
    """The size where a range of this span has an element; `None` where that is not decided.

    A range that does not depend on another index has one, or the code in question is never reached.
    One that does, as `range(i)`, has one only for some of the other index's values.
    """
    outer = [symbol for symbol in span.symbols if symbol.is_index]
    if not outer or at_least(span, Size.of(0)):
        return size
    parts = span.linear_in(outer[0])
    alone = len(outer) == 1 and all(
        outer[0] == symbol or outer[0] not in _bounding(symbol) for symbol in size.symbols
    )
    if parts is None or not alone or parts[0].constant not in (1, -1):
        return None
    narrowed = _narrowed(outer[0], parts[1], rising=parts[0].constant == 1)
    return None if narrowed is None else size.substitute({outer[0]: Size.of(narrowed)})


def _narrowed(symbol: Symbol, rest: Size, *, rising: bool) -> Symbol | None:
    """The index where `symbol + rest`, or `rest - symbol`, is not negative."""
    low, high = symbol.low, symbol.high
    if rising:
        return replace(symbol, low=-rest) if low is not None and at_least(-rest, low) else None
    return replace(symbol, high=rest) if high is not None and at_least(high, rest) else None


def _bounding(symbol: Symbol) -> frozenset[Symbol]:
    """The symbols that the bounds of an index are made of."""
    bounds = [bound for bound in (symbol.low, symbol.high) if bound is not None]
    return frozenset(found for bound in bounds for found in bound.symbols)


def _has_natural_terms(size: Size) -> bool:
    """Whether no term is negative once every symbol is written as its least value and something."""
    raised = size.replace(_raised)
    if raised is None or len(raised.terms) > 8 * _MOST_TERMS:
        return False
    return all(factor >= 0 and _is_bounded(monomial) for monomial, factor in raised.terms)


def _raised(symbol: Symbol) -> Size:
    least = _least_value(symbol)
    return Size.of(symbol) if least is None else Size.of(symbol) + least


def _least_value(symbol: Symbol) -> int | None:
    if symbol.low is not None:
        return symbol.low.constant
    return 1 if symbol.is_axis else None


def _is_bounded(monomial: Monomial) -> bool:
    symbols = [atom for atom in monomial if isinstance(atom, Symbol)]
    return all(_least_value(symbol) is not None for symbol in symbols)
