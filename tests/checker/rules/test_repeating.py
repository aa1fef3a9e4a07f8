"""Rules that change how many places an axis has, against NumPy."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from checker.rules.calls import RULES, array, axes, call, prove, several, shapes
from interlock.checker.shapes import Shape
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import Array, scalar

DATA = st.data()
count = st.integers(-1, 3)


@given(shapes(smallest=1), DATA)
def test_repeat_multiplies_an_axis(shape, data):
    repeats = data.draw(count | st.lists(count, min_size=1, max_size=4))
    axis = data.draw(st.none() | axes(len(shape)))
    symbolic = isinstance(repeats, int)
    prove(call("numpy.repeat", np.repeat, array(*shape), repeats, axis), data, symbolic=symbolic)


@given(shapes(most=3), DATA)
def test_tile_multiplies_every_axis(shape, data):
    times = data.draw(st.integers(0, 3) | several(st.integers(0, 3), most=4))
    prove(call("numpy.tile", np.tile, array(*shape), times), data)


@given(shapes(most=3), DATA)
def test_pad_adds_to_both_ends(shape, data):
    number = st.integers(0, 3) if data.draw(st.integers(0, 4)) else count
    pair = st.tuples(number, number) if data.draw(st.integers(0, 9)) else several(number)
    pairs = st.lists(pair, min_size=1, max_size=3).map(tuple)
    each = st.tuples(*[st.tuples(number, number)] * len(shape))
    width = data.draw(number | pair | each | pairs)
    prove(call("numpy.pad", np.pad, array(*shape), width), data)


@given(st.lists(several(st.integers(0, 2), most=2), min_size=1, max_size=2).map(tuple), DATA)
def test_pairs_of_paddings_are_alike(width, data):
    prove(call("numpy.pad", np.pad, array(2, 3), width), data)


@given(shapes(least=1), DATA)
def test_delete_takes_places_away(shape, data):
    axis = data.draw(st.none() | axes(len(shape)))
    number, bound = st.integers(-5, 4), st.none() | st.integers(-5, 5)
    piece = st.builds(slice, bound, bound, st.sampled_from([None, 1, 2, -1]))
    places = data.draw(number | st.lists(number, max_size=3) | piece)
    prove(call("numpy.delete", np.delete, array(*shape), places, axis), data, symbolic=False)


@given(shapes(least=1, most=1), shapes(most=1), DATA)
def test_insert_adds_places(shape, values, data):
    place = data.draw(st.integers(-5, 5))
    prove(call("numpy.insert", np.insert, array(*shape), place, array(*values)), data)
    prove(call("numpy.insert", np.insert, array(*shape), place, 1.0, 0), data)


@given(shapes(least=2, most=3), DATA)
def test_insert_adds_a_part_along_an_axis(shape, data):
    axis = data.draw(st.integers(-len(shape), len(shape) - 1))
    prove(call("numpy.insert", np.insert, array(*shape), 0, 1.0, axis), data)


def test_any_single_place_that_is_deleted_is_one():
    n = Size.of(Symbol("n"))
    assert RULES["numpy.delete"](Array(Shape.of(n)), scalar("i")) == Array(Shape.of(n - 1))
    assert RULES["numpy.delete"](Array(Shape.of(n)), scalar("")) == Array(Shape.of(None))


@given(st.integers(0, 4), DATA)
def test_trimming_keeps_the_number_of_axes(size, data):
    prove(call("numpy.trim_zeros", np.trim_zeros, array(size)), data, exact=False)
