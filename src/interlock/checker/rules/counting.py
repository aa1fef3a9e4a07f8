"""Rules of counts and of joint variation: bincount, histogram, cov, corrcoef."""

from __future__ import annotations

from .. import messages
from ..relations import differ, fits, is_one
from ..shapes import Shape
from ..sizes import Size
from ..values import UNKNOWN, Array, Complaint, scalar
from .arguments import Undecided, array_rule, as_array, as_places
from .sorting import vector

_TEN = Size.of(10)


@array_rule("numpy.bincount")
def bincount(x: object, /, weights: object = None, minlength: object = Size.of(0)) -> object:
    """How often each number occurs; as long as is asked for, which is meant to be long enough."""
    array = as_places(x)
    count = vector(array.shape)
    if weights is not None and differ(count, vector(as_array(weights).shape)):
        raise Complaint(messages.weights_not_alike(as_array(weights), array))
    length = minlength if isinstance(minlength, Size) and minlength.constant not in (0, 1) else None
    return Array(Shape.of(length), "i" if weights is None else "f")


def _edges(bins: object) -> Array:
    """The edges between bins, of which there is one more than bins."""
    if isinstance(bins, Size):
        if bins.constant is not None and bins.constant < 1:
            raise Complaint(messages.no_sections(bins.constant))
        return Array(Shape.of(bins + 1), "f")
    array = as_array(bins)
    if array.shape.rank is None or isinstance(bins, str):
        return Array(Shape.of(None))
    if array.shape.rank == 0:
        return Array(Shape.of(None), "f")
    return Array(Shape.of(vector(array.shape)), array.kind)


def _between(edges: Array) -> Size | None:
    size = edges.shape.before[0]
    return None if size is None else size - 1


@array_rule("numpy.histogram")
def histogram(
    a: object,
    bins: object = _TEN,
    range: object = None,  # noqa: A002 - NumPy's own name
    density: object = None,
    weights: object = None,
) -> object:
    """The counts, and the edges between the bins."""
    edges = _edges(bins)
    given = None if weights is None else as_array(weights)
    if given is not None and fits(as_array(a).shape, given.shape) is not None:
        raise Complaint(messages.weights_not_alike(given, as_array(a)))
    plain = weights is None and density in (None, False)
    return (Array(Shape.of(_between(edges)), "i" if plain else ""), edges)


@array_rule("numpy.histogram_bin_edges")
def histogram_bin_edges(
    a: object,
    bins: object = _TEN,
    range: object = None,  # noqa: A002 - NumPy's own name
    weights: object = None,
) -> object:
    """The edges between the bins."""
    return _edges(bins)


@array_rule("numpy.histogram2d")
def histogram2d(
    x: object,
    y: object,
    bins: object = _TEN,
    range: object = None,  # noqa: A002 - NumPy's own name
    density: object = None,
    weights: object = None,
) -> object:
    """The counts in a plane, and the edges along both axes."""
    one, two = vector(as_array(x).shape), vector(as_array(y).shape)
    if differ(one, two):
        raise Complaint(messages.does_not_solve(as_array(x), as_array(y), one, two))
    pair = bins if isinstance(bins, tuple) and len(bins) == 2 else (bins, bins)
    if not all(isinstance(part, Size) for part in pair):
        return UNKNOWN
    edges = [_edges(part) for part in pair]
    return (Array(Shape.of(*map(_between, edges)), "f"), *edges)


@array_rule("numpy.cov")
def cov(
    m: object,
    y: object = None,
    rowvar: object = True,
    bias: object = False,
    ddof: object = None,
    fweights: object = None,
    aweights: object = None,
    *,
    dtype: object = None,
) -> object:
    """The covariances of the rows, or of the columns."""
    return _joint(m, y, rowvar)


@array_rule("numpy.corrcoef")
def corrcoef(x: object, y: object = None, rowvar: object = True, *, dtype: object = None) -> object:
    """The correlations of the rows, or of the columns."""
    return _joint(x, y, rowvar)


def _joint(m: object, y: object, rowvar: object) -> Array:
    if not isinstance(rowvar, bool):
        raise Undecided
    arrays = [as_array(part) for part in (m, y) if part is not None]
    if not rowvar and _is_one_row(arrays[0]):
        raise Undecided  # the oldest NumPy reads it by rows, the newest does not
    pairs = [_variables(arrays[0].shape, rowvar)]
    pairs += [_variables(array.shape, rowvar or _is_one_row(array)) for array in arrays[1:]]
    if differ(pairs[0][1], pairs[-1][1]):
        raise Complaint(messages.does_not_solve(arrays[0], arrays[-1], pairs[0][1], pairs[-1][1]))
    count = pairs[0][0] if y is None else _sum([pair[0] for pair in pairs])
    if count is None:
        raise Undecided
    kind = "f" if all(array.kind in ("b", "i", "f") for array in arrays) else ""
    return scalar(kind) if is_one(count) else Array(Shape.of(count, count), kind)


def _is_one_row(array: Array) -> bool:
    """Whether NumPy reads the second argument by rows, whatever it is told."""
    if array.shape.rank == 2 and array.shape.before[0] is None:
        raise Undecided
    return array.shape.rank == 2 and is_one(array.shape.before[0])


def _sum(sizes: list[Size | None]) -> Size | None:
    known = [size for size in sizes if size is not None]
    return sum(known, Size.of(0)) if len(known) == len(sizes) else None


def _variables(shape: Shape, rowvar: bool) -> tuple[Size | None, Size | None]:
    """How many variables there are, and how many observations of each."""
    if shape.rank is None:
        raise Undecided
    if shape.rank > 2:
        raise Complaint(messages.not_a_matrix(shape))
    if shape.rank < 2:
        return Size.of(1), shape.before[0] if shape.rank else Size.of(1)
    rows, columns = shape.before
    return (rows, columns) if rowvar else (columns, rows)
