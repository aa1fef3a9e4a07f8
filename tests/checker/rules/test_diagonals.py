"""Rules of diagonals, triangles and windows, against NumPy."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from checker.rules.calls import RULES, array, axes, call, check_degraded, prove, shapes, value_of
from interlock.checker.shapes import Shape
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import Array

DATA = st.data()
SLIDE = np.lib.stride_tricks.sliding_window_view
N = Size.of(Symbol("n"))


@given(shapes(), st.integers(-3, 3), DATA)
def test_a_diagonal_takes_the_place_of_two_axes(shape, offset, data):
    one, two = data.draw(axes(len(shape))), data.draw(axes(len(shape)))
    a = array(*shape)
    prove(call("numpy.diagonal", np.diagonal, a, offset, one, two), data, symbolic=offset == 0)
    prove(call("numpy.trace", np.trace, a, offset, one, two), data)
    prove(call("numpy.linalg.trace", np.linalg.trace, a, offset=offset), data)
    made = call("numpy.linalg.diagonal", np.linalg.diagonal, a, offset=offset)
    prove(made, data, symbolic=offset == 0)


@given(shapes(most=3, largest=2), DATA)
def test_a_diagonal_is_filled_where_there_is_one(shape, data):
    prove(call("numpy.fill_diagonal", np.fill_diagonal, array(*shape), 1.0), data)
    prove(call("numpy.diag_indices_from", np.diag_indices_from, array(*shape)), data)


@given(st.integers(0, 5), st.integers(-6, 6), st.none() | st.integers(0, 5), DATA)
def test_triangles_have_their_numbers_of_places(n, k, m, data):
    prove(call("numpy.triu_indices", np.triu_indices, n, k, m), data)
    prove(call("numpy.tril_indices", np.tril_indices, n, k, m), data)
    prove(call("numpy.triu_indices_from", np.triu_indices_from, array(n, m or 0), k), data)
    prove(call("numpy.tril_indices_from", np.tril_indices_from, array(n, m or 0), k), data)
    prove(call("numpy.diag_indices", np.diag_indices, n), data)
    prove(call("numpy.diag_indices", np.diag_indices, n, 3), data)


def test_a_triangle_of_a_named_size_has_half_the_square():
    half = Array(Shape.of((N * N + N) // 2), "i")
    assert RULES["numpy.triu_indices"](N) == (half, half)
    below = Array(Shape.of((N * N - N) // 2), "i")
    assert RULES["numpy.tril_indices"](N, Size.of(-1)) == (below, below)


@given(shapes(most=3, largest=5), DATA)
def test_windows_slide_along_their_axes(shape, data):
    name = "numpy.lib.stride_tricks.sliding_window_view"
    window = tuple(data.draw(st.integers(0, max(1, n))) for n in shape)
    if data.draw(st.integers(0, 5)) == 0:
        window = data.draw(shapes(most=3))
    prove(call(name, SLIDE, array(*shape), window), data)
    width, axis = data.draw(st.integers(0, 5)), data.draw(axes(len(shape)))
    prove(call(name, SLIDE, array(*shape), width, axis=axis), data)
    pair = (data.draw(axes(len(shape))), data.draw(axes(len(shape))))
    prove(call(name, SLIDE, array(*shape), (1, 2), axis=pair), data)


@given(shapes(least=1, most=2, smallest=1, largest=3), shapes(least=1, most=2), DATA)
def test_an_array_of_floats_is_no_width_of_a_window(shape, window, data):
    name = "numpy.lib.stride_tricks.sliding_window_view"
    made = call(name, SLIDE, array(*shape), array(*window))
    if 0 not in window:
        assert made.run()[1] is not None
        assert made.predict(value_of)[1] is not None
    check_degraded(made, data)


def test_a_strided_view_has_the_shape_that_is_asked_for():
    view = RULES["numpy.lib.stride_tricks.as_strided"](Array(Shape.of(3), "f"), (N, Size.of(2)))
    assert view == Array(Shape.of(N, 2), "f")
