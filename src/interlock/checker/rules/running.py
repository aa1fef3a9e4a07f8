"""Rules of what runs along an axis: cumulated sums, differences, sorting, counting."""

from __future__ import annotations

from typing import Final

from .. import messages
from ..relations import differ
from ..shapes import Axis, Shape, shape_of
from ..sizes import Size
from ..values import UNKNOWN, Array, Complaint, scalar, unknown_array
from .arguments import Undecided, array_rule, as_array, place, replaced, size_of, sized, total

_LAST: Final = Size.of(-1)


@array_rule("numpy.cumsum", "numpy.ndarray.cumsum", "numpy.cumprod", "numpy.ndarray.cumprod",
            "numpy.nancumsum", "numpy.nancumprod", "numpy.cumulative_sum")  # fmt: skip
def cumsum(
    a: object, axis: object = None, dtype: object = None, out: object = None
) -> object:
    """The sums of all elements so far."""
    array = as_array(a)
    if axis is None:
        if array.shape.rank is None:
            return Array(Shape.of(None))
        return Array(shape_of([total(array.shape.axes)]))
    place(array.shape, axis)
    return Array(array.shape)


@array_rule("numpy.diff")
def diff(
    a: object, n: object = Size.of(1), axis: object = _LAST, prepend: object = UNKNOWN,
    append: object = UNKNOWN,
) -> object:  # fmt: skip
    """The differences of neighbours: one fewer for each time."""
    array = as_array(a)
    at = place(array.shape, axis)
    size, times = sized(array.shape.axes[at]), size_of(n)
    if prepend is not UNKNOWN or append is not UNKNOWN or size is None or times is None:
        return Array(replaced(array.shape, at, None))
    rest = size - times
    if rest.constant is not None and rest.constant < 0:
        rest = Size.of(0)
    return Array(replaced(array.shape, at, rest))


@array_rule("numpy.ediff1d")
def ediff1d(ary: object, to_end: object = None, to_begin: object = None) -> object:
    """The differences of all elements in a row."""
    return Array(Shape.of(None))


@array_rule("numpy.gradient")
def gradient(f: object, *varargs: object, axis: object = None, edge_order: object = None) -> object:
    """The slope along each axis."""
    array = as_array(f)
    if axis is not None:
        place(array.shape, axis)
        return Array(array.shape)
    if array.shape.rank is None:
        return UNKNOWN
    one = Array(array.shape)
    return one if array.shape.rank == 1 else (one,) * array.shape.rank


@array_rule("numpy.sort")
def sort(
    a: object, axis: object = _LAST, kind: object = None, order: object = None, *,
    stable: object = None,
) -> object:  # fmt: skip
    """The same elements in order."""
    return _arranged(a, axis, as_array(a).kind)


@array_rule("numpy.partition")
def partition(
    a: object, kth: object, axis: object = _LAST, kind: object = None, order: object = None
) -> object:
    """The same elements, with those before and behind the `kth` on their sides."""
    return _arranged(a, axis, as_array(a).kind)


@array_rule("numpy.argsort", "numpy.ndarray.argsort")
def argsort(
    a: object, axis: object = _LAST, kind: object = None, order: object = None, *, stable: object = None
) -> object:
    """Where the elements stand in sorted order."""
    return _arranged(a, axis, "i")


@array_rule("numpy.argpartition", "numpy.ndarray.argpartition")
def argpartition(
    a: object, kth: object, axis: object = _LAST, kind: object = None, order: object = None
) -> object:
    """Where the elements stand in partly sorted order."""
    return _arranged(a, axis, "i")


def _arranged(a: object, axis: object, kind: str) -> Array:
    array = as_array(a)
    if axis is None:
        count = None if array.shape.rank is None else total(array.shape.axes)
        return Array(Shape((count,)), kind)
    place(array.shape, axis)
    return Array(array.shape, kind)


@array_rule("numpy.ndarray.sort")
def sort_in_place(a: object, axis: object = _LAST, kind: object = None, order: object = None, *,
                  stable: object = None) -> object:  # fmt: skip
    """Sort the array itself."""
    place(as_array(a).shape, axis)
    return None


@array_rule("numpy.searchsorted", "numpy.ndarray.searchsorted")
def searchsorted(a: object, v: object, side: object = None, sorter: object = None) -> object:
    """Where each element belongs in a sorted vector."""
    _vector(as_array(a).shape)
    return Array(as_array(v).shape, "i")


def _vector(shape: Shape) -> None:
    if shape.rank not in (1, None):
        raise Complaint(messages.not_a_vector(shape))


@array_rule("numpy.digitize")
def digitize(x: object, bins: object, right: object = False) -> object:
    """The bin of each element."""
    _vector(as_array(bins).shape)
    return Array(as_array(x).shape, "i")


@array_rule("numpy.unique")
def unique(
    ar: object, return_index: object = False, return_inverse: object = False,
    return_counts: object = False, axis: object = None, *, equal_nan: object = True,
    sorted: object = True,
) -> object:  # fmt: skip
    """The different elements; how many is not known."""
    array = as_array(ar)
    shape = Shape.of(None)
    if axis is not None:
        shape = replaced(array.shape, place(array.shape, axis), None)
    flags = (return_index, return_inverse, return_counts)
    if not all(isinstance(flag, bool) for flag in flags):
        return UNKNOWN
    inverse = array.shape if axis is None else Shape.unknown()
    found = [Array(shape, array.kind)]
    extra = (Array(Shape.of(None), "i"), Array(inverse, "i"), Array(Shape.of(None), "i"))
    found += [value for value, wanted in zip(extra, flags, strict=True) if wanted]
    return found[0] if len(found) == 1 else tuple(found)


@array_rule("numpy.bincount")
def bincount(x: object, /, weights: object = None, minlength: object = Size.of(0)) -> object:
    """How often each number occurs; how long that is depends on the largest."""
    shape = as_array(x).shape
    _vector(shape)
    if weights is not None and shape.sizes and as_array(weights).shape.sizes:
        one, other = shape.sizes[0], (as_array(weights).shape.sizes or (None,))[0]
        if differ(one, other):
            raise Complaint(messages.do_not_fit(shape, as_array(weights).shape, one, other))
    return Array(Shape.of(None), "i" if weights is None else "f")


@array_rule("numpy.histogram")
def histogram(
    a: object, bins: object = Size.of(10), range: object = None, density: object = None,
    weights: object = None,
) -> object:  # fmt: skip
    """The counts, and the edges between the bins."""
    count = bins if isinstance(bins, Size) else None
    edges = None if count is None else count + 1
    if isinstance(bins, Array) and bins.shape.sizes is not None and bins.shape.rank == 1:
        edges = bins.shape.sizes[0]
        count = None if edges is None else edges - 1
    return (Array(Shape((count,))), Array(Shape((edges,))))


@array_rule("numpy.interp")
def interp(x: object, xp: object, fp: object, left: object = None, right: object = None,
           period: object = None) -> object:  # fmt: skip
    """The values of a polyline at some places."""
    known, values = as_array(xp).shape, as_array(fp).shape
    _vector(known)
    if known.sizes and values.sizes and differ(known.sizes[0], values.sizes[0]):
        raise Complaint(messages.do_not_fit(known, values, known.sizes[0], values.sizes[0]))
    return Array(as_array(x).shape)


@array_rule("numpy.convolve", "numpy.correlate")
def convolve(a: object, v: object, mode: object = "full") -> object:
    """The sums of products of two vectors slid along each other."""
    sizes = []
    for array in (as_array(a), as_array(v)):
        _vector(array.shape)
        sizes.append(None if array.shape.sizes is None else array.shape.sizes[0])
    one, two = sizes
    if mode == "full" and one is not None and two is not None:
        return Array(Shape.of(one + two - 1))
    return Array(Shape.of(_shorter_mode(one, two, mode)))


def _shorter_mode(one: Size | None, two: Size | None, mode: object) -> Size | None:
    if one is None or two is None or one.constant is None or two.constant is None:
        return None
    long, short = max(one.constant, two.constant), min(one.constant, two.constant)
    return Size.of({"same": long, "valid": long - short + 1}[mode]) if mode in ("same", "valid") else None  # type: ignore[index]


@array_rule("numpy.cov", "numpy.corrcoef")
def cov(
    m: object, y: object = None, rowvar: object = True, bias: object = False, ddof: object = None,
    fweights: object = None, aweights: object = None, *, dtype: object = None,
) -> object:  # fmt: skip
    """The covariances of the rows, or of the columns."""
    shape = as_array(m).shape
    if y is not None or shape.rank is None or not isinstance(rowvar, bool):
        raise Undecided
    if shape.rank > 2:
        raise Complaint(messages.not_a_matrix(shape))
    if shape.rank < 2:
        return scalar("f")
    size = shape.axes[0 if rowvar else 1]
    if not isinstance(size, Size) or (size.constant or 2) < 2:
        raise Undecided
    return Array(shape_of([size, size]))


@array_rule("numpy.fft.fft", "numpy.fft.ifft")
def fft(
    a: object, n: object = None, axis: object = _LAST, norm: object = None, out: object = None
) -> object:
    """The Fourier transform along one axis."""
    return _transformed(a, axis, None if n is None else size_of(n), keep=n is None)


@array_rule("numpy.fft.rfft")
def rfft(
    a: object, n: object = None, axis: object = _LAST, norm: object = None, out: object = None
) -> object:
    """The half of the Fourier transform that tells all of real numbers."""
    array = as_array(a)
    size = sized(array.shape.axes[place(array.shape, axis)]) if n is None else size_of(n)
    return _transformed(a, axis, None if size is None else size // 2 + 1, keep=False)


@array_rule("numpy.fft.irfft")
def irfft(
    a: object, n: object = None, axis: object = _LAST, norm: object = None, out: object = None
) -> object:
    """The inverse of `rfft`."""
    array = as_array(a)
    size = sized(array.shape.axes[place(array.shape, axis)])
    length = (None if size is None else 2 * size - 2) if n is None else size_of(n)
    return Array(_transformed(a, axis, length, keep=False).shape, "f")


def _transformed(a: object, axis: object, size: Axis, *, keep: bool) -> Array:
    array = as_array(a)
    at = place(array.shape, axis)
    return Array(array.shape if keep else replaced(array.shape, at, size), "c")


@array_rule("numpy.fft.fft2", "numpy.fft.ifft2", "numpy.fft.fftn", "numpy.fft.ifftn")
def fft2(
    a: object, s: object = None, axes: object = None, norm: object = None, out: object = None
) -> object:
    """The Fourier transform along several axes."""
    return Array(as_array(a).shape, "c") if s is None else unknown_array("c")


@array_rule("numpy.fft.fftshift", "numpy.fft.ifftshift")
def fftshift(x: object, axes: object = None) -> object:
    """The same with its halves exchanged."""
    return as_array(x)


@array_rule("numpy.fft.fftfreq")
def fftfreq(n: object, d: object = None, device: object = None) -> object:
    """The frequencies of a transform."""
    return Array(Shape.of(size_of(n)), "f")


@array_rule("numpy.polyval")
def polyval(p: object, x: object) -> object:
    """The values of a polynomial."""
    return Array(as_array(x).shape)


@array_rule("numpy.polyfit")
def polyfit(
    x: object, y: object, deg: object, rcond: object = None, full: object = False, w: object = None,
    cov: object = False,
) -> object:  # fmt: skip
    """The coefficients of the best polynomial."""
    one, other = as_array(x).shape, as_array(y).shape
    if one.sizes and other.sizes and differ(one.sizes[0], other.sizes[0]):
        raise Complaint(messages.do_not_fit(one, other, one.sizes[0], other.sizes[0]))
    degree = size_of(deg)
    if full is not False or cov is not False or other.rank not in (1, 2):
        return UNKNOWN
    return Array(shape_of([None if degree is None else degree + 1, *other.axes[1:]]))


@array_rule("numpy.isin", "numpy.in1d")
def isin(element: object, test_elements: object, assume_unique: object = False,
         invert: object = False, *, kind: object = None) -> object:  # fmt: skip
    """For each element, whether it is among others."""
    return Array(as_array(element).shape, "b")
