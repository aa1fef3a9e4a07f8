"""Rules of Fourier transforms."""

from __future__ import annotations

from collections.abc import Callable

from .. import messages
from ..shapes import Shape
from ..sizes import Size
from ..values import Array, Complaint
from .arguments import Undecided, array_rule, as_array, size_of, sized
from .places import axis_numbers, place, place_of, replaced

_LAST, _BOTH = Size.of(-1), (Size.of(-2), Size.of(-1))
Count = Callable[[Size], Size]
"""How many numbers come out of so many."""


def _same(size: Size) -> Size:
    return size


def _half(size: Size) -> Size:
    return size // 2 + 1


def _double(size: Size) -> Size:
    return 2 * size - 2


def _positive(size: Size | None) -> None:
    if size is not None and size.constant is not None and size.constant < 1:
        raise Complaint(messages.no_transform(size))


def _along(shape: Shape, at: int, n: object, count: Count, inverse: bool) -> Shape:
    """The shape with one axis transformed; `n` says how many points to take, or to give back."""
    size = sized(shape.axes[at]) if n is None else size_of(n)
    result = size if size is None or (inverse and n is not None) else count(size)
    _positive(result if inverse else size)
    return replaced(shape, at, result)


def _one_axis(name: str, kind: str, count: Count, *, inverse: bool = False) -> None:
    @array_rule(f"numpy.fft.{name}")
    def apply(
        a: object,
        n: object = None,
        axis: object = _LAST,
        norm: object = None,
        out: object = None,
    ) -> object:
        shape = as_array(a).shape
        return Array(_along(shape, place(shape, axis), n, count, inverse), kind)


_one_axis("fft", "c", _same)
_one_axis("ifft", "c", _same)
_one_axis("rfft", "c", _half)
_one_axis("ihfft", "c", _half)
_one_axis("irfft", "f", _double, inverse=True)
_one_axis("hfft", "f", _double, inverse=True)


def _several(shape: Shape, s: object, axes: object, count: Count, inverse: bool) -> Shape:
    """The shape with some axes transformed, the last of them in its own way."""
    numbers = _numbers(shape, s, axes)
    lengths = [None] * len(numbers) if s is None else s
    if not isinstance(lengths, tuple | list):
        raise Undecided
    if len(lengths) != len(numbers):
        raise Complaint(messages.lengths_differ(len(lengths), len(numbers)))
    at = [place_of(shape, number) for number in numbers]
    if len(set(at)) < len(at):
        raise Undecided
    for where, n in zip(at, lengths, strict=True):
        last = where == at[-1]
        shape = _along(shape, where, n, count if last else _same, inverse and last)
    return shape


def _numbers(shape: Shape, s: object, axes: object) -> tuple[int, ...]:
    if axes is not None:
        return axis_numbers(axes)
    if isinstance(s, tuple):
        return tuple(range(-len(s), 0))
    if shape.rank is None or s is not None:
        raise Undecided
    return tuple(range(shape.rank))


def _many_axes(name: str, kind: str, count: Count, *, inverse: bool = False) -> None:
    for suffix, default in (("2", _BOTH), ("n", None)):

        @array_rule(f"numpy.fft.{name}{suffix}")
        def apply(
            a: object,
            s: object = None,
            axes: object = default,
            norm: object = None,
            out: object = None,
        ) -> object:
            return Array(_several(as_array(a).shape, s, axes, count, inverse), kind)


_many_axes("fft", "c", _same)
_many_axes("ifft", "c", _same)
_many_axes("rfft", "c", _half)
_many_axes("irfft", "f", _double, inverse=True)


@array_rule("numpy.fft.fftshift", "numpy.fft.ifftshift")
def fftshift(x: object, axes: object = None) -> object:
    """The same with its halves exchanged."""
    array = as_array(x)
    if axes is not None:
        for number in axis_numbers(axes):
            place_of(array.shape, number)
    return array


@array_rule("numpy.fft.fftfreq")
def fftfreq(n: object, d: object = None, device: object = None) -> object:
    """The frequencies of a transform."""
    return Array(Shape.of(size_of(n)), "f")


@array_rule("numpy.fft.rfftfreq")
def rfftfreq(n: object, d: object = None, device: object = None) -> object:
    """The frequencies of the half that tells all of real numbers."""
    size = size_of(n)
    return Array(Shape.of(None if size is None else _half(size)), "f")
