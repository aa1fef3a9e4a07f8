"""Sizes: whole numbers known only by name, kept as polynomials in normal form.

`(n - 1) + 1` is `n` and `h*w*c` is `c*h*w` because equal sizes are equal objects.
A size that is not known at all is `None`; only known sizes are objects of this module.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Union


@dataclass(frozen=True)
class Symbol:
    """A size with a name: an axis, a size parameter of a class, or a loop's index.

    `low` and `high` are the inclusive bounds of its values, `None` where there are none. An index
    attains both; a number that a condition keeps `within` them need not.
    Two symbols of one name and different `owner` are different symbols, yet may be the same number:
    only symbols that one piece of code declares side by side (they share one of their `views`) are
    independent of each other, so that a proof has to hold for them being unequal. An `is_axis`
    symbol is independent of plain numbers too; an integer variable may well be 3. What a number of
    rows that a mask selects is certainly not, a symbol or a plain number, is `apart`.
    """

    name: str
    owner: str = ""
    low: Size | None = None
    high: Size | None = None
    views: frozenset[str] = field(default=frozenset({""}), compare=False)
    is_axis: bool = field(default=True, compare=False)
    apart: frozenset[Symbol | int | None] = field(default=frozenset(), compare=False, repr=False)
    within: bool = field(default=False, compare=False, repr=False)

    @property
    def is_index(self) -> bool:
        """Whether the symbol runs over a range, and so attains its bounds."""
        return self.high is not None and not self.within


@dataclass(frozen=True)
class Quotient:
    """`dividend // divisor`, or `dividend % divisor`, that no rule of arithmetic simplifies."""

    dividend: Size
    divisor: Size
    operator: str = "//"


Atom = Union[Symbol, Quotient]
Monomial = tuple[Atom, ...]
Terms = tuple[tuple[Monomial, int], ...]


@functools.lru_cache(maxsize=4096)
def _atom_key(atom: Atom) -> tuple[str, str]:
    return (atom.name, repr(atom)) if isinstance(atom, Symbol) else ("~", repr(atom))


@dataclass(frozen=True)
class Size:
    """A polynomial with integer coefficients; equal sizes compare and hash equal."""

    terms: Terms = field(default=())

    @staticmethod
    def of(value: int | Symbol | Size) -> Size:
        """The size of a whole number or of a symbol."""
        if isinstance(value, Size):
            return value
        if isinstance(value, int):
            return Size((((), int(value)),) if value else ())
        return Size((((value,), 1),))

    @staticmethod
    def _collect(terms: Iterable[tuple[Monomial, int]]) -> Size:
        total: dict[Monomial, int] = {}
        for monomial, factor in terms:
            total[monomial] = total.get(monomial, 0) + factor
        kept = [(monomial, factor) for monomial, factor in total.items() if factor]
        kept.sort(key=lambda term: (-len(term[0]), [_atom_key(atom) for atom in term[0]]))
        return Size(tuple(kept))

    @property
    def constant(self) -> int | None:
        """The value, where it is a plain number."""
        if not self.terms:
            return 0
        return self.terms[0][1] if len(self.terms) == 1 and not self.terms[0][0] else None

    @property
    def atoms(self) -> frozenset[Atom]:
        """The symbols and quotients the polynomial is made of."""
        return frozenset(atom for monomial, _ in self.terms for atom in monomial)

    @property
    def symbols(self) -> frozenset[Symbol]:
        """Every symbol, those inside quotients included."""
        found: frozenset[Symbol] = frozenset(a for a in self.atoms if isinstance(a, Symbol))
        for atom in self.atoms - found:
            if not isinstance(atom, Symbol):
                found |= atom.dividend.symbols | atom.divisor.symbols
        return found

    @property
    def is_exact(self) -> bool:
        """Whether it is a polynomial of symbols alone, with no quotient in it."""
        return not any(isinstance(atom, Quotient) for atom in self.atoms)

    def __add__(self, other: int | Size) -> Size:
        return Size._collect(itertools.chain(self.terms, Size.of(other).terms))

    def __neg__(self) -> Size:
        return Size(tuple((monomial, -factor) for monomial, factor in self.terms))

    def __sub__(self, other: int | Size) -> Size:
        return self + -Size.of(other)

    def __mul__(self, other: int | Size) -> Size:
        return Size._collect(
            (tuple(sorted(left + right, key=_atom_key)), factor * scale)
            for left, factor in self.terms
            for right, scale in Size.of(other).terms
        )

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other: int | Size) -> Size:
        return Size.of(other) - self

    def divided(self, divisor: Size) -> Size | None:
        """The exact quotient of two polynomials, where there is one."""
        quotient, rest = Size(), self
        while rest.terms and divisor.terms:
            (monomial, factor), (by, scale) = rest.terms[0], divisor.terms[0]
            left = _without(monomial, by)
            if left is None or factor % scale:
                return None
            step = Size(((left, factor // scale),))
            quotient, rest = quotient + step, rest - step * divisor
        return quotient if divisor.terms else None

    def __floordiv__(self, other: int | Size) -> Size:
        """The quotient rounded down; the divisor must not be zero."""
        return _floor(self, Size.of(other))

    def __mod__(self, other: int | Size) -> Size:
        """The remainder; the divisor must not be zero."""
        divisor = Size.of(other)
        whole, rest = _split(self, divisor)
        if not rest.terms or (rest.constant is not None and divisor.constant is not None):
            return self - whole * divisor
        return Size.of_atom(Quotient(rest, divisor, "%"))

    def __pow__(self, exponent: int) -> Size:
        return functools.reduce(Size.__mul__, [self] * exponent, Size.of(1))

    def linear_in(self, atom: Atom) -> tuple[Size, Size] | None:
        """The size as `slope * atom + rest`; `None` where the atom occurs in another way, too."""
        slope = [(_without(monomial, (atom,)), k) for monomial, k in self.terms if atom in monomial]
        rest = Size(tuple(term for term in self.terms if atom not in term[0]))
        factor = Size._collect((monomial, k) for monomial, k in slope if monomial is not None)
        return None if factor.has(atom) or rest.has(atom) else (factor, rest)

    def has(self, atom: Atom) -> bool:
        """Whether an atom occurs anywhere in the size."""
        return any(
            atom == found
            or (
                isinstance(found, Quotient)
                and (found.dividend.has(atom) or found.divisor.has(atom))
            )
            for found in self.atoms
        )

    @staticmethod
    def of_atom(atom: Atom) -> Size:
        """The size that is one atom."""
        return Size((((atom,), 1),))

    def replace(self, value_of: Callable[[Symbol], Size | None]) -> Size | None:
        """The size with every symbol replaced; `None` as soon as one value is unknown."""
        total = Size.of(0)
        for monomial, factor in self.terms:
            product = Size.of(factor)
            for atom in monomial:
                value = _replace_atom(atom, value_of)
                if value is None:
                    return None
                product = product * value
            total = total + product
        return total

    def substitute(self, values: Mapping[Symbol, Size]) -> Size:
        """The size with the symbols of `values` replaced, the others kept."""
        result = self.replace(lambda symbol: values.get(symbol, Size.of(symbol)))
        return self if result is None else result

    def __str__(self) -> str:
        return _spell(self)


def _floor(dividend: Size, divisor: Size) -> Size:
    if len(divisor.terms) == 1 and divisor.terms[0][1] < 0:
        return _floor(-dividend, -divisor)
    whole, rest = _split(dividend, divisor)
    if not rest.terms or (rest.constant is not None and divisor.constant is not None):
        return whole
    reduced = _cancelled(rest, divisor)
    if reduced != (rest, divisor):
        return whole + _floor(*reduced)
    for monomial, factor in rest.terms:
        nested = monomial[0] if len(monomial) == 1 and factor == 1 else None
        if isinstance(nested, Quotient) and _rounds_by_numbers(nested, divisor):
            # Rounding down twice is rounding down once: (n//a + r)//b is (n + a*r)//(a*b).
            outside = (rest - Size.of_atom(nested)) * nested.divisor
            return whole + _floor(nested.dividend + outside, divisor * nested.divisor)
    return whole + Size.of_atom(Quotient(rest, divisor))


def _rounds_by_numbers(nested: Quotient, divisor: Size) -> bool:
    numbers = (nested.divisor.constant, divisor.constant)
    return nested.operator == "//" and all(n is not None and n > 0 for n in numbers)


def _split(dividend: Size, divisor: Size) -> tuple[Size, Size]:
    """What divides without rounding, and the rest: `7*n + 5` by 3 is `2*n + 1`, and `n + 2`."""
    if len(divisor.terms) != 1:
        exact = dividend.divided(divisor)
        return (Size(), dividend) if exact is None else (exact, Size())
    by, scale = divisor.terms[0]
    divisible = ((_without(monomial, by), factor // scale) for monomial, factor in dividend.terms)
    whole = Size._collect((left, factor) for left, factor in divisible if left is not None)
    return whole, dividend - whole * divisor


def _cancelled(dividend: Size, divisor: Size) -> tuple[Size, Size]:
    """The fraction without what divides all of it; a constant's own rest rounds away."""
    if len(divisor.terms) != 1:
        return dividend, divisor
    for atom in divisor.terms[0][0]:
        one = Size.of_atom(atom)
        above, below = dividend.divided(one), divisor.divided(one)
        if above is not None and below is not None:
            return above, below
    by, scale = divisor.terms[0]
    factors = [factor for monomial, factor in dividend.terms if monomial or by]
    common = math.gcd(scale, *factors)
    reduced = Size._collect((monomial, factor // common) for monomial, factor in dividend.terms)
    return reduced, Size(((by, scale // common),))


def _without(monomial: Monomial, by: Monomial) -> Monomial | None:
    rest = list(monomial)
    for atom in by:
        if atom not in rest:
            return None
        rest.remove(atom)
    return tuple(rest)


def _replace_atom(atom: Atom, value_of: Callable[[Symbol], Size | None]) -> Size | None:
    if isinstance(atom, Symbol):
        return value_of(atom)
    dividend, divisor = atom.dividend.replace(value_of), atom.divisor.replace(value_of)
    if dividend is None or divisor is None or divisor.constant == 0:
        return None
    return dividend // divisor if atom.operator == "//" else dividend % divisor


def _spell(size: Size) -> str:
    if not size.terms:
        return "0"
    parts: list[str] = []
    for monomial, factor in _positive_first(size.terms):
        sign = "-" if factor < 0 else "+"
        scale = "" if abs(factor) == 1 and monomial else str(abs(factor))
        alone = not scale and len(monomial) == 1
        names = "*".join(_spell_atom(atom, alone=alone) for atom in monomial)
        text = "*".join(part for part in (scale, names) if part)
        parts.append(f" {sign} {text}" if parts else (f"-{text}" if sign == "-" else text))
    return "".join(parts)


def _positive_first(terms: Terms) -> Terms:
    first = next((k for k, (_, factor) in enumerate(terms) if factor > 0), 0)
    return (terms[first], *terms[:first], *terms[first + 1 :])


def _spell_atom(atom: Atom, *, alone: bool) -> str:
    if isinstance(atom, Symbol):
        return atom.name
    over, under = _spell(atom.dividend), _spell(atom.divisor)
    over = f"({over})" if len(atom.dividend.terms) > 1 else over
    under = under if under.isidentifier() or under.isdecimal() else f"({under})"
    return f"{over}{atom.operator}{under}" if alone else f"({over}{atom.operator}{under})"
