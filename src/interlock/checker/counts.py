"""Counts that go by a name of their own: one axis for a triangle, a grid of patches, all heads."""

from __future__ import annotations

from typing import Final

from .sizes import Monomial, Quotient, Size, Symbol

OF_OBJECT: Final = "@"
"""Stands in the owner of an axis that an object has and no signature names."""


def may_be_named(gap: Size) -> bool:
    """Whether one axis is compared with a count that it may be the name of.

    That is a half, `d//2`, a triangle, `n*(n - 1)//2`, a grid of patches, `(h//4) * (w//4)`, a
    product, `c*h*w` or `self.heads * self.head_dim`, a multiple, `3*h`, or some more, `n + 1`.
    """
    gap = without_common(gap)
    if _is_some_more(gap):
        return True
    halves = [q for q in gap.atoms if isinstance(q, Quotient) and q.divisor.constant == 2]
    triangles = [q for q in quotients_in(gap) if any(len(m) > 1 for m, _ in q.dividend.terms)]
    grids = [term for term, _ in gap.terms if sum(isinstance(a, Quotient) for a in term) > 1]
    products = [term for term, factor in gap.terms if _is_plain(term) and _counts(term, factor)]
    single = [term[0] for term, factor in gap.terms if len(term) == 1 and abs(factor) == 1]
    axes = [s for s in single if isinstance(s, Symbol) and s.is_axis and gap.linear_in(s)]
    counts = [*triangles, *grids]
    if not counts and len(gap.terms) == 2:
        counts = [*halves, *products]
    return len(counts) == 1 and bool(axes)


def _is_some_more(gap: Size) -> bool:
    """Whether two axes are compared of which one has a few places more or less than the other."""
    axes = [(term[0], factor) for term, factor in gap.terms if len(term) == 1]
    few = [factor for term, factor in gap.terms if not term]
    plain = all(isinstance(axis, Symbol) and axis.is_axis for axis, _ in axes)
    return plain and len(few) == 1 and sorted(factor for _, factor in axes) == [-1, 1]


def _counts(term: Monomial, factor: int) -> bool:
    return len(term) > 1 or (len(term) == 1 and abs(factor) > 1)


def _is_plain(product: Monomial) -> bool:
    return all(isinstance(atom, Symbol) and not atom.is_index for atom in product)


def without_common(gap: Size) -> Size:
    """A difference without the sizes that all of its terms have as a factor."""
    common = gap.terms[0][0] if gap.terms else ()
    for atom in common:
        less = gap.divided(Size.of_atom(atom))
        gap = gap if less is None else less
    return gap


def quotients_in(size: Size) -> frozenset[Quotient]:
    """The quotients in a size, those inside of quotients included."""
    direct = frozenset(atom for atom in size.atoms if isinstance(atom, Quotient))
    nested = (quotients_in(quotient.dividend) for quotient in direct)
    return direct.union(*nested)
