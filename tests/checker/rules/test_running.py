"""Rules of what runs along an axis, sorts, counts or transforms, against NumPy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.rules.calls import array, axes, call, prove, several, shapes
from interlock.checker.registry import RULES
from interlock.checker.shapes import Shape
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import UNKNOWN, Array, Complaint

DATA = st.data()
KINDS = st.sampled_from("bif")
SIZE = st.integers(1, 5)


def _call(name, *operands, **options):
    return call(f"numpy.{name}", getattr(np, name), *operands, **options)


def _method(name, *operands, **options):
    return call(f"numpy.ndarray.{name}", getattr(np.ndarray, name), *operands, **options)


@given(shapes(), KINDS, st.booleans(), DATA)
def test_sums_so_far_keep_the_shape_or_make_a_vector(shape, kind, initial, data):
    axis = data.draw(st.none() | axes(len(shape)))
    made = array(*shape, kind=kind)
    for name in ("cumsum", "cumprod", "nancumsum"):
        prove(_call(name, made, axis), data)
        prove(_call(name, made), data)
    prove(_method("cumsum", made, axis), data)
    if shape and hasattr(np, "cumulative_sum"):  # from NumPy 2.1 on
        prove(_call("cumulative_sum", made, axis=axis, include_initial=initial), data)


@given(shapes(), st.integers(-1, 5), KINDS, DATA)
def test_differences_are_one_fewer_each_time(shape, times, kind, data):
    axis = data.draw(axes(len(shape)))
    made = array(*shape, kind=kind)
    prove(_call("diff", made), data)
    if times or shape:
        # A name is taken to be large enough, as in a slice.
        prove(_call("diff", made, times, axis), data, symbolic=times < 2)


@given(shapes(least=1), shapes(least=1), DATA)
def test_differences_with_more_in_front_or_behind(shape, other, data):
    axis = data.draw(axes(len(shape)))
    end = other
    if _call("cumsum", array(*shape), axis).run()[1] is None and data.draw(st.booleans()):
        at = axis % len(shape)
        end = (*shape[:at], 2, *shape[at + 1 :])
    prove(_call("diff", array(*shape), axis=axis, prepend=array(*end)), data)
    prove(_call("diff", array(*shape), axis=axis, append=0.0, prepend=1.0), data)
    prove(_call("ediff1d", array(*shape)), data)
    prove(_call("ediff1d", array(*shape), to_end=[1.0, 2.0], to_begin=0.0), data)


@given(shapes(smallest=1), st.integers(1, 2), DATA)
def test_slopes_along_each_axis(shape, order, data):
    made = array(*shape)
    prove(_call("gradient", made, edge_order=order), data)
    prove(_call("gradient", made, 0.5), data)
    axis = data.draw(axes(len(shape)) | several(axes(len(shape))))
    prove(_call("gradient", made, axis=axis), data)
    spacing = [np.arange(n + data.draw(st.sampled_from([0, 0, 0, 1]))) for n in shape]
    prove(_call("gradient", made, *(1.0 + part for part in spacing)), data)
    prove(_call("gradient", made, 1.0, 2.0), data)


@pytest.mark.skipif(not hasattr(np, "trapezoid"), reason="NumPy 2.0 and newer have it")
@given(shapes(smallest=3, largest=5), SIZE, DATA)
def test_areas_along_an_axis(shape, count, data):
    axis = data.draw(axes(len(shape)))
    prove(_call("trapezoid", array(*shape), axis=axis), data)
    prove(_call("trapezoid", array(*shape), array(*shape), axis=axis), data)
    vector = array(count)
    if count > 2 or not shape:
        prove(_call("trapezoid", array(*shape), vector, axis=axis), data)


@given(shapes(), KINDS, DATA)
def test_sorting_keeps_the_shape(shape, kind, data):
    axis = data.draw(st.none() | axes(len(shape)))
    made = array(*shape, kind=kind)
    prove(_call("sort", made), data)
    prove(_call("sort", made, axis), data)
    prove(_call("argsort", made, axis), data)
    prove(_method("argsort", made, axis), data)
    if axis is not None:
        prove(_method("sort", made, axis), data)


@given(shapes(smallest=1), st.integers(-4, 4), DATA)
def test_partly_sorting_needs_a_place_inside(shape, place, data):
    axis = data.draw(st.none() | axes(len(shape)))
    prove(_call("partition", array(*shape), place, axis), data)
    prove(_call("argpartition", array(*shape), place, axis), data)
    if axis is not None:
        prove(_method("partition", array(*shape), place, axis), data)


@given(shapes(smallest=1, most=2), shapes(), DATA)
def test_places_in_a_sorted_vector(sorted_, values, data):
    prove(_call("searchsorted", array(*sorted_), array(*values)), data)
    prove(_call("searchsorted", array(*sorted_), array(*values), sorter=[0, 1]), data)
    prove(_method("searchsorted", array(*sorted_), 2.0), data)
    ascending = np.arange(float(np.prod(sorted_))).reshape(sorted_)
    prove(_call("digitize", array(*values), ascending), data)


@given(shapes(), st.tuples(st.booleans(), st.booleans(), st.booleans()), DATA)
def test_different_elements_are_of_unknown_number(shape, flags, data):
    prove(_call("unique", array(*shape), *flags), data, exact=False)
    axis = data.draw(axes(len(shape)))
    prove(_call("unique", array(*shape), *flags, axis=axis), data, exact=False)
    for name in ("union1d", "intersect1d", "setdiff1d"):
        prove(_call(name, array(*shape), array(3)), data, exact=False)
    prove(_call("intersect1d", array(*shape), array(3), return_indices=True), data, exact=False)


@given(shapes(most=2, smallest=1), shapes(most=2, smallest=1), DATA)
def test_counting_numbers_takes_a_vector(shape, weights, data):
    numbers = array(*shape, kind="i")
    prove(_call("bincount", numbers), data, exact=False)
    prove(_call("bincount", numbers, array(*weights)), data, exact=False)


@given(shapes(), st.integers(0, 4), shapes(smallest=2, most=2), DATA)
def test_histograms_have_an_edge_more_than_bins(shape, count, bins, data):
    edges = np.arange(float(np.prod(bins))).reshape(bins)
    prove(_call("histogram", array(*shape), count), data)
    if bins:
        prove(_call("histogram", array(*shape), edges), data)
    prove(_call("histogram", array(*shape), weights=np.ones(shape)), data)
    prove(_call("histogram", array(*shape), density=True), data)
    prove(_call("histogram_bin_edges", array(*shape), count), data)


@given(st.integers(1, 3), st.integers(1, 3), st.integers(1, 4), DATA)
def test_histograms_of_a_plane(one, two, bins, data):
    prove(_call("histogram2d", array(one), array(two), bins), data)
    prove(_call("histogram2d", array(one), array(one), (bins, 2)), data)


@given(shapes(smallest=1, largest=3), shapes(smallest=1, largest=3), st.booleans(), DATA)
def test_covariances_of_rows_or_columns(shape, other, rowvar, data):
    # One row is read by rows by the oldest NumPy, and by columns by the newest.
    exact = rowvar or len(shape) != 2 or shape[0] != 1
    prove(_call("cov", array(*shape), rowvar=rowvar), data, exact)
    if exact:
        prove(_call("cov", array(*shape), array(*other), rowvar), data)
    if len(shape) < 3 and shape:
        prove(_call("corrcoef", array(*shape), rowvar=rowvar), data, exact)


@given(shapes(most=2, smallest=1), shapes(most=2, smallest=1), shapes(), DATA)
def test_polylines(known, values, places, data):
    prove(_call("interp", array(*places), array(*known), array(*values)), data)
    prove(_call("interp", array(*places), array(*known), array(*known)), data)


@given(shapes(most=2), shapes(most=2), st.sampled_from(["full", "same", "valid"]), DATA)
def test_vectors_slid_along_each_other(one, other, mode, data):
    prove(_call("convolve", array(*one), array(*other), mode), data)
    if one and other:
        prove(_call("correlate", array(*one), array(*other), mode), data)
        prove(_call("correlate", array(*one), array(*other)), data)


@given(st.integers(3, 5), st.integers(3, 5), st.integers(0, 2), DATA)
def test_polynomials(one, other, degree, data):
    prove(_call("polyfit", np.arange(one) * 1.0, array(other), degree), data)
    prove(_call("polyfit", np.arange(one) * 1.0, array(one, 2), degree), data)
    prove(_call("polyval", array(one), array(other, 2)), data)
    prove(_call("poly", array(one)), data, exact=False)
    prove(_call("poly", array(one, one)), data, exact=False)
    prove(_call("roots", array(one)), data, exact=False)


@given(st.integers(1, 6), DATA)
def test_a_quadrature_has_as_many_points_as_weights(points, data):
    for family, name in [
        ("legendre", "leggauss"),
        ("chebyshev", "chebgauss"),
        ("hermite", "hermgauss"),
        ("hermite_e", "hermegauss"),
        ("laguerre", "laggauss"),
    ]:
        function = getattr(getattr(np.polynomial, family), name)
        prove(call(f"numpy.{name}", function, points), data)


@given(shapes(), st.none() | st.integers(0, 5), DATA)
def test_transforms_along_one_axis(shape, points, data):
    axis = data.draw(axes(len(shape)))
    for name in "fft ifft rfft irfft hfft ihfft".split():
        function = getattr(np.fft, name)
        prove(call(f"numpy.fft.{name}", function, array(*shape)), data)
        prove(call(f"numpy.fft.{name}", function, array(*shape), points, axis), data)


@given(shapes(smallest=1), several(st.integers(1, 5)), DATA)
def test_transforms_along_several_axes(shape, points, data):
    for name in "fft ifft rfft irfft".split():
        plane, space = getattr(np.fft, f"{name}2"), getattr(np.fft, f"{name}n")
        prove(call(f"numpy.fft.{name}2", plane, array(*shape)), data)
        chosen = data.draw(several(axes(len(shape))))
        if len({axis % max(len(shape), 1) for axis in chosen}) == len(chosen):
            prove(call(f"numpy.fft.{name}2", plane, array(*shape), points, chosen), data)
            prove(call(f"numpy.fft.{name}n", space, array(*shape), axes=chosen), data)
        if shape:
            prove(call(f"numpy.fft.{name}n", space, array(*shape)), data)
    axis = data.draw(axes(len(shape)))
    prove(call("numpy.fft.fftshift", np.fft.fftshift, array(*shape), axis), data)
    prove(call("numpy.fft.fftfreq", np.fft.fftfreq, points[0]), data)
    prove(call("numpy.fft.rfftfreq", np.fft.rfftfreq, points[0]), data)


n, m = Symbol("n"), Symbol("m")


@given(shapes(least=1, smallest=1), shapes(most=2), DATA)
def test_what_becomes_of_a_line_stands_in_its_place(shape, made, data):
    axis, line = data.draw(axes(len(shape))), array(*made)

    def apply(line, axis, over):
        return np.apply_along_axis(lambda _: line, axis, over)

    prove(call("numpy.apply_along_axis", apply, line, axis, array(*shape)), data)


def test_sizes_with_names():
    row = Array(Shape.of(n), "f")
    assert str(RULES["numpy.diff"](row).shape) == "(n - 1,)"
    assert str(RULES["numpy.convolve"](row, Array(Shape.of(3))).shape) == "(n + 2,)"
    assert str(RULES["numpy.cov"](Array(Shape.of(3, n))).shape) == "(3, 3)"
    assert str(RULES["numpy.fft.rfft"](row).shape) == "(n//2 + 1,)"
    assert str(RULES["numpy.histogram"](row, Size.of(n))[1].shape) == "(n + 1,)"


def test_what_is_not_known_stays_so():
    assert RULES["numpy.gradient"](UNKNOWN) is UNKNOWN
    assert RULES["numpy.unique"](UNKNOWN, UNKNOWN) is UNKNOWN
    assert RULES["numpy.cov"](UNKNOWN).shape.is_unknown
    assert RULES["numpy.cov"](Array(Shape.of(2, 3)), rowvar=UNKNOWN).shape.is_unknown
    assert RULES["numpy.polyfit"](UNKNOWN, UNKNOWN, Size.of(2), full=True) is UNKNOWN
    lengths = [Array(Shape.of(m)), Array(Shape.of(n)), "same"]
    assert RULES["numpy.convolve"](*lengths).shape == Shape.of(None)


@pytest.mark.parametrize(
    ("name", "arguments", "text"),
    [
        (
            "interp",
            [Array(Shape.of(5)), Array(Shape.of(n)), Array(Shape.of(3))],
            "shapes (n,) and (3,) do not fit: n is not 3",
        ),
        (
            "gradient",
            [Array(Shape.of(1, 3))],
            "an axis of 1 of shape (1, 3) is too short for a slope",
        ),
        ("gradient", [Array(Shape.of(4, 3)), *[Size.of(1)] * 3], "3 spacings for 2 axes"),
        (
            "bincount",
            [Array(Shape.of(4)), Array(Shape.of(3))],
            "weights of shape (3,) do not fit shape (4,)",
        ),
        ("fft.fft", [Array(Shape.of(4)), Size.of(0)], "there is no transform of 0 points"),
        ("fft.fft2", [Array(Shape.of(4, 4)), (Size.of(2),)], "1 lengths for 2 axes"),
    ],
)
def test_complaints_name_the_shapes(name, arguments, text):
    with pytest.raises(Complaint) as caught:
        RULES[f"numpy.{name}"](*arguments)
    assert str(caught.value) == f'"{name.rpartition(".")[2]}": {text}'
