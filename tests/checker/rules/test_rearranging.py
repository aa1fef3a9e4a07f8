"""Rules that move axes and places, against NumPy."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from checker.rules.calls import RULES, array, axes, call, check, prove, several, shapes
from interlock.checker.shapes import Shape, Stretch
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import Array

DATA = st.data()


@given(shapes(), DATA)
def test_transpose_reverses_or_orders_the_axes(shape, data):
    order = data.draw(st.none() | st.permutations(range(len(shape))).map(tuple) | several(axes(2)))
    prove(call("numpy.transpose", np.transpose, array(*shape), order), data)
    prove(call("numpy.ndarray.T", lambda a: a.T, array(*shape)), data)
    prove(call("numpy.ndarray.transpose", np.ndarray.transpose, array(*shape), order), data)
    if order:
        prove(call("numpy.ndarray.transpose", np.ndarray.transpose, array(*shape), *order), data)


@given(shapes(), DATA)
def test_two_axes_change_places(shape, data):
    one, two = data.draw(axes(len(shape))), data.draw(axes(len(shape)))
    prove(call("numpy.swapaxes", np.swapaxes, array(*shape), one, two), data)
    prove(call("numpy.matrix_transpose", np.matrix_transpose, array(*shape)), data)


@given(shapes(), DATA)
def test_axes_move_and_the_rest_keep_their_order(shape, data):
    one = axes(len(shape))
    source, destination = data.draw(one | several(one)), data.draw(one | several(one))
    prove(call("numpy.moveaxis", np.moveaxis, array(*shape), source, destination), data)


@given(shapes(), DATA)
def test_an_axis_rolls_in_front_of_another(shape, data):
    axis, start = data.draw(axes(len(shape))), data.draw(axes(len(shape) + 1))
    prove(call("numpy.rollaxis", np.rollaxis, array(*shape), axis, start), data)


@given(shapes(), DATA)
def test_reading_backwards_keeps_the_shape(shape, data):
    axis = data.draw(st.none() | axes(len(shape)) | several(axes(len(shape))))
    prove(call("numpy.flip", np.flip, array(*shape), axis), data)
    prove(call("numpy.fliplr", np.fliplr, array(*shape)), data)
    prove(call("numpy.flipud", np.flipud, array(*shape)), data)


@given(shapes(), st.integers(-5, 5), DATA)
def test_an_odd_number_of_quarter_turns_exchanges_two_axes(shape, turns, data):
    plane = data.draw(st.tuples(axes(len(shape)), axes(len(shape))))
    prove(call("numpy.rot90", np.rot90, array(*shape), turns, plane), data)


@given(shapes(), DATA)
def test_rolling_keeps_the_shape(shape, data):
    axis = data.draw(st.none() | axes(len(shape)) | several(axes(len(shape))))
    shift = data.draw(st.integers(-3, 3) | several(st.integers(-3, 3)))
    prove(call("numpy.roll", np.roll, array(*shape), shift, axis), data)


def test_axes_on_either_side_of_a_stretch_have_their_places():
    n, m, batch = (Symbol(name) for name in ("n", "m", "batch"))
    x = Array(Shape.of(n, Stretch(batch), m), "f")
    first, last = Size.of(0), Size.of(-1)
    turned = Array(Shape.of(m, Stretch(batch), n), "f")
    assert RULES["numpy.swapaxes"](x, first, last) == turned
    moved = Array(Shape.of(Stretch(batch), m, n), "f")
    assert RULES["numpy.moveaxis"](x, first, last) == moved
    assert RULES["numpy.moveaxis"](x, first, Size.of(1)).shape.is_unknown
    assert RULES["numpy.ndarray.T"](x) == Array(Shape.of(m, Stretch(), n), "f")


def test_every_move_of_an_axis_is_numpys():
    a = array(2, 3, 4, 5)
    for one, two in itertools.product(range(-5, 6), repeat=2):
        check(call("numpy.rollaxis", np.rollaxis, a, one, two))
        check(call("numpy.moveaxis", np.moveaxis, a, one, two))
        check(call("numpy.swapaxes", np.swapaxes, a, one, two))
        check(call("numpy.moveaxis", np.moveaxis, a, (one, 0), (two, 1)))
