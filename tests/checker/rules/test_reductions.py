"""Rules of reductions, against NumPy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.rules.calls import array, axes, call, prove, several, shapes
from checker.rules.test_selecting import fitting
from interlock.checker.registry import RULES
from interlock.checker.shapes import Shape, Stretch
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import UNKNOWN, Array, Complaint, scalar

DATA = st.data()
KINDS = st.sampled_from("bifc")
SUMS = "sum prod mean std var any all nansum nanprod nanmean nanstd nanvar".split()
CHOICES = "max min amax amin nanmax nanmin ptp".split()
METHODS = "sum prod mean std var any all max min".split()


def _call(name, *operands, **options):
    return call(f"numpy.{name}", getattr(np, name), *operands, **options)


@st.composite
def reductions(draw, **limits):
    """An array, an axis argument and `keepdims`."""
    shape = draw(shapes(**limits))
    axis = draw(st.none() | axes(len(shape)) | several(axes(len(shape))) | st.just(()))
    return shape, axis, draw(st.booleans())


@given(reductions(), KINDS, st.sampled_from(SUMS), DATA)
def test_sums_drop_the_axes_they_run_along(case, kind, name, data):
    shape, axis, keep = case
    made = array(*shape, kind=kind)
    prove(_call(name, made, axis, keepdims=keep), data)
    prove(_call(name, made, axis=axis), data)
    prove(_call(name, made), data)


@given(reductions(), st.sampled_from("bif"), st.sampled_from(CHOICES), DATA)
def test_extremes_need_something_to_choose_from(case, kind, name, data):
    shape, axis, keep = case
    made = array(*shape, kind=kind)
    if not (kind == "b" and name == "ptp"):
        prove(_call(name, made, axis, keepdims=keep), data)
        prove(_call(name, made), data)


@given(shapes(), DATA)
def test_an_initial_value_makes_extremes_of_nothing_right(shape, data):
    prove(_call("max", array(*shape), initial=0.0), data)
    prove(_call("max", array(*shape), initial=0.0, where=array(*shape, kind="b")), data)


@given(shapes(), st.sampled_from("argmax argmin nanargmax nanargmin".split()), DATA)
def test_places_of_extremes_run_along_one_axis(shape, name, data):
    axis, keep = data.draw(st.none() | axes(len(shape))), data.draw(st.booleans())
    prove(_call(name, array(*shape), axis), data)
    prove(_call(name, array(*shape), axis, keepdims=keep), data)


@given(reductions(), KINDS, DATA)
def test_counts_are_whole(case, kind, data):
    shape, axis, keep = case
    prove(_call("count_nonzero", array(*shape, kind=kind), axis, keepdims=keep), data)


@given(reductions(smallest=1), st.sampled_from(METHODS), DATA)
def test_methods_reduce_as_functions_do(case, name, data):
    shape, axis, keep = case
    prove(
        call(
            f"numpy.ndarray.{name}", getattr(np.ndarray, name), array(*shape), axis, keepdims=keep
        ),
        data,
    )
    for place in ("argmax", "argmin"):
        one = data.draw(st.none() | axes(len(shape)))
        method = getattr(np.ndarray, place)
        prove(call(f"numpy.ndarray.{place}", method, array(*shape), one), data)


@given(reductions(smallest=1), shapes(), DATA)
def test_the_result_is_written_into_an_array_of_its_shape(case, out, data):
    shape, axis, keep = case
    result = np.sum(array(*shape), axis, keepdims=keep) if _is_right(shape, axis) else None
    right = array(*np.shape(result))
    prove(_call("sum", array(*shape), axis, out=right, keepdims=keep), data)
    # NumPy repeats a result of one element; that is deprecated, and nothing is said of it.
    if np.size(result) != 1:
        prove(_call("sum", array(*shape), axis, out=array(*out), keepdims=keep), data)


def _is_right(shape, axis):
    return _call("sum", array(*shape), axis).run()[1] is None


@given(fitting(2), DATA)
def test_a_mask_broadcasts_to_what_is_reduced(two, data):
    one, mask = two
    made = _call("sum", array(*one), where=array(*mask, kind="b"))
    if made.run()[1] is None or len(mask) <= len(one):
        prove(made, data)


@given(reductions(smallest=1), DATA)
def test_medians_and_quantiles(case, data):
    shape, axis, keep = case
    made = array(*shape)
    for name in ("median", "nanmedian"):
        prove(_call(name, made, axis, keepdims=keep), data)
    for name in ("quantile", "percentile", "nanquantile", "nanpercentile"):
        prove(_call(name, made, 0.5, axis, keepdims=keep), data)
        prove(_call(name, made, [0.1, 0.5], axis), data)
        prove(_call(name, made, array(3) * 0, axis, keepdims=keep), data)


@given(shapes(smallest=1), DATA)
def test_averages_take_weights_of_the_same_shape_or_of_the_axis(shape, data):
    axis = data.draw(st.none() | axes(len(shape)))
    made = array(*shape)
    prove(_call("average", made, axis), data)
    prove(_call("average", made, axis, keepdims=True), data)
    prove(_call("average", made, axis, np.ones(shape)), data)
    prove(_call("average", made, axis, np.ones(data.draw(st.integers(1, 4)))), data)
    prove(_call("average", made, axis, np.ones(shape), True), data)
    prove(_call("average", made, axis, returned=True), data)


def test_an_axis_that_is_not_known_leaves_the_number_of_axes():
    known = Array(Shape.of(3, 4), "f")
    assert RULES["numpy.sum"](known, scalar("i")).shape == Shape.of(None)
    assert RULES["numpy.sum"](known, scalar("i"), keepdims=True).shape == Shape.of(None, None)
    assert RULES["numpy.sum"](known, UNKNOWN).shape.is_unknown


def test_a_stretch_keeps_what_is_not_reduced():
    batch, n = Stretch(Symbol("batch")), Symbol("n")
    rows = Array(Shape.of(batch, 3, n), "f")
    last = Size.of(-1)
    assert RULES["numpy.mean"](rows, last).shape == Shape.of(batch, 3)
    assert RULES["numpy.mean"](rows, last, keepdims=True).shape == Shape.of(batch, 3, 1)
    assert RULES["numpy.mean"](rows).shape == Shape.of()
    assert RULES["numpy.mean"](rows, Size.of(0)).shape.is_unknown


@pytest.mark.parametrize(
    ("name", "arguments", "text"),
    [
        ("sum", [Size.of(2)], '"sum": axis 2 is out of range for shape (3, 4)'),
        ("mean", [(Size.of(0), Size.of(-2))], '"mean": an axis of shape (3, 4) is named twice'),
        ("argmax", [Size.of(-3)], '"argmax": axis -3 is out of range for shape (3, 4)'),
        (
            "average",
            [Size.of(0), Array(Shape.of(4))],
            '"average": weights of shape (4,) do not fit an axis of 3',
        ),
    ],
)
def test_complaints_name_the_axis_and_the_shape(name, arguments, text):
    with pytest.raises(Complaint) as caught:
        RULES[f"numpy.{name}"](Array(Shape.of(3, 4)), *arguments)
    assert str(caught.value) == text


def test_nothing_to_choose_from_is_said():
    with pytest.raises(Complaint) as caught:
        RULES["numpy.max"](Array(Shape.of(0, 4)), Size.of(0))
    assert str(caught.value) == '"max": shape (0, 4) has no elements to choose from'
