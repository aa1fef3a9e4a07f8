"""Rules of choices, permutations and draws of vectors."""

from __future__ import annotations

from .. import messages
from ..bounds import at_least
from ..relations import agree, differ
from ..shapes import Axis, Shape
from ..sizes import Size
from ..values import UNKNOWN, Array, Complaint, Each
from .arguments import Undecided, array_rule, as_array, sized, total
from .draws import drawn, everywhere
from .matrices import square
from .places import joined, place
from .reductions import written

_ZERO = Size.of(0)


def _permutation(self: object, x: object, axis: object = _ZERO) -> object:
    """The rows in another order; the numbers below `x` where it is one."""
    if isinstance(x, Size):
        return Array(Shape.of(x), "i")
    array = as_array(x)
    if array.shape == Shape.of():
        return Array(Shape.of(None), array.kind)
    _check(array.shape, axis)
    return array


everywhere("permutation", _permutation)


def _shuffle(self: object, x: object, axis: object = _ZERO) -> object:
    """Shuffle the array itself."""
    if isinstance(x, Array):
        _check(x.shape, axis)
    return None


everywhere("shuffle", _shuffle)


def _check(shape: Shape, axis: object) -> None:
    try:
        place(shape, axis)
    except Undecided:
        return


@array_rule("numpy.random.Generator.permuted")
def permuted(self: object, x: object, *, axis: object = None, out: object = None) -> object:
    """The elements in another order, along an axis or all of them."""
    array = as_array(x)
    if axis is not None:
        _check(array.shape, axis)
    return written(array, out)


def _is_of_numbers(item: object) -> bool:
    if isinstance(item, (tuple, Each)):
        return all(map(_is_of_numbers, item if isinstance(item, tuple) else [item.item]))
    return isinstance(item, (Array, Size))


def _choice(
    self: object,
    a: object,
    size: object = None,
    replace: object = True,
    p: object = None,
    axis: object = _ZERO,
    shuffle: object = True,
) -> object:
    """Some of the numbers below `a`, or some of its rows."""
    chosen = drawn(size)
    if isinstance(a, Size):
        _check_choice(a, chosen, replace, p)
        return Array(chosen, "i")
    if chosen == Shape() and not _is_of_numbers(a):
        return UNKNOWN  # one of a list of texts is a text
    array = as_array(a)
    if array.shape == Shape.of():
        return Array(chosen, array.kind)
    at = place(array.shape, axis)
    _check_choice(sized(array.shape.axes[at]), chosen, replace, p)
    front: list[Axis] = [*array.shape.axes[:at], *chosen.axes]
    return Array(joined([*front, *array.shape.axes[at + 1 :]]), array.kind)


def _check_choice(count: Size | None, chosen: Shape, replace: object, p: object) -> None:
    weights = None if p is None else as_array(p).shape
    if weights is not None and weights.rank is not None:
        if weights.rank != 1:
            raise Complaint(messages.not_a_vector(weights))
        if differ(count, weights.before[0]):
            raise Complaint(messages.probabilities_differ(weights, count))
    wanted = total(chosen.axes)
    if count is None or wanted is None or replace is not False:
        return
    if at_least(wanted, count + 1):
        raise Complaint(messages.too_many_chosen(wanted, count))


everywhere("choice", _choice)


def _multivariate_normal(
    self: object,
    mean: object,
    cov: object,
    size: object = None,
    check_valid: object = None,
    tol: object = None,
    *,
    method: object = None,
) -> object:
    """Vectors of correlated numbers."""
    center, spread = as_array(mean).shape, as_array(cov).shape
    _expect_rank(center, 1)
    _expect_rank(spread, 2)
    side = square(spread)[1] if len(spread.after) > 1 else None
    length = center.before[0] if center.before else None
    if differ(length, side):
        raise Complaint(messages.does_not_solve(center, spread, length, side))
    return Array(joined([*drawn(size).axes, agree(length, side)]), "f")


def _expect_rank(shape: Shape, rank: int) -> None:
    if shape.rank is not None and shape.rank != rank:
        refuse = messages.not_a_vector if rank == 1 else messages.not_a_matrix
        raise Complaint(refuse(shape))


everywhere("multivariate_normal", _multivariate_normal)


def _dirichlet(self: object, alpha: object, size: object = None) -> object:
    """Shares, as many as there are numbers in `alpha`."""
    shape = as_array(alpha).shape
    if shape.rank is not None and shape.rank > 1:
        raise Complaint(messages.not_a_vector(shape))
    if shape.rank != 1:
        raise Undecided
    return Array(joined([*drawn(size).axes, *shape.axes]), "f")


everywhere("dirichlet", _dirichlet)


def _multinomial(self: object, n: object, pvals: object, size: object = None) -> object:
    """Counts, as many as there are probabilities."""
    shape = as_array(pvals).shape
    if shape.rank != 1 or as_array(n).shape != Shape.of():
        raise Undecided
    return Array(joined([*drawn(size).axes, *shape.axes]), "i")


everywhere("multinomial", _multinomial)


@array_rule("numpy.random.seed")
def seed(seed: object = None) -> object:
    """Start the old functions anew."""
    return None
