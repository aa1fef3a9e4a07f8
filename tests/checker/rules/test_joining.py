"""Rules that make one array of several, or several of one, against NumPy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.rules.calls import RULES, array, axes, call, prove, shapes
from interlock.checker.shapes import Shape
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import Array, Complaint, Each, List

DATA = st.data()


@st.composite
def pieces(draw, least=0):
    """Arrays that mostly fit but for one axis."""
    shape = list(draw(shapes(least=least, most=3, largest=3)))
    free, arrays = draw(st.integers(0, max(0, len(shape) - 1))), []
    for _ in range(draw(st.integers(1, 3))):
        one = list(shape)
        if one and draw(st.booleans()):
            one[free] = draw(st.integers(0, 3))
        if draw(st.integers(0, 9)) == 0:
            one = list(draw(shapes(most=3, largest=3)))
        arrays.append(array(*one, kind=draw(st.sampled_from("fi"))))
    return draw(st.sampled_from([list, tuple]))(arrays)


@given(pieces(), DATA)
def test_concatenation_adds_along_one_axis(arrays, data):
    axis = data.draw(st.none() | axes(arrays[0].ndim))
    prove(call("numpy.concatenate", np.concatenate, arrays, axis), data)
    prove(call("numpy.append", np.append, arrays[0], arrays[-1], axis), data)


@given(shapes(least=1), DATA)
def test_an_array_of_arrays_is_joined_along_its_first_axis(shape, data):
    if shape[0]:
        axis = data.draw(st.none() | axes(len(shape) - 1))
        prove(call("numpy.concatenate", np.concatenate, array(*shape), axis), data)
        prove(call("numpy.stack", np.stack, array(*shape), 0), data)


@given(pieces(), DATA)
def test_stacking_takes_arrays_of_one_shape(arrays, data):
    axis = data.draw(axes(arrays[0].ndim + 1))
    prove(call("numpy.stack", np.stack, arrays, axis), data)
    prove(call("numpy.stack", np.stack, [arrays[0]] * len(arrays), axis), data)


@given(pieces(), DATA)
def test_rows_columns_and_planes_are_stacked(arrays, data):
    prove(call("numpy.vstack", np.vstack, arrays), data)
    prove(call("numpy.hstack", np.hstack, arrays), data)
    prove(call("numpy.dstack", np.dstack, arrays), data)
    prove(call("numpy.column_stack", np.column_stack, arrays), data)


N, J = Size.of(Symbol("n")), Size.of(Symbol("j"))


def test_lists_one_after_the_other_are_joined():
    rest = Each(Array(Shape.of(N, 3)), J)
    chain = Each(Array(Shape.of(N, None)), J + 1, parts=(List([Array(Shape.of(N, 1))]), rest))
    assert RULES["numpy.hstack"](chain).shape == Shape.of(N, 3 * J + 1)
    assert RULES["numpy.stack"](Each(Array(Shape.of(N)), J + 1)).shape == Shape.of(J + 1, N)
    with pytest.raises(Complaint) as caught:
        RULES["numpy.vstack"](chain)
    assert str(caught.value) == '"vstack": axis 1 of argument 2 is 3; expected 1'


def test_items_that_change_from_one_to_the_next_fit_along_one_axis_alone():
    near = (Array(Shape.of(J, N)), Array(Shape.of(J + 1, N)))
    rows = Each(Array(Shape.of(None, N)), N, neighbours=near)
    assert RULES["numpy.concatenate"](rows).shape == Shape.of(None, N)
    for name, text in [
        ("hstack", '"hstack": axis 0 of argument 2 is j + 1; expected j'),
        ("stack", '"stack": axis 0 of argument 2 is j + 1; expected j'),
        ("array", '"array": rows of shapes (j, n) and (j + 1, n) do not make an array'),
    ]:
        with pytest.raises(Complaint) as caught:
            RULES[f"numpy.{name}"](rows)
        assert str(caught.value) == text


@given(st.lists(st.integers(0, 3), min_size=4, max_size=4), DATA)
def test_blocks_stand_beside_and_below_each_other(sizes, data):
    a, b, c, d = sizes
    wrong = data.draw(st.booleans())
    rows = [[array(a, b), array(a, c)], [array(d, b), array(d, c + wrong)]]
    prove(call("numpy.block", np.block, rows), data)
    prove(call("numpy.block", np.block, rows[0]), data)
    prove(call("numpy.block", np.block, [array(a), array(b), 1.0]), data)


@given(shapes(largest=6), DATA)
def test_splitting_gives_equal_parts_or_those_between_places(shape, data):
    where = data.draw(st.integers(0, 4) | st.lists(st.integers(-3, 7), max_size=3))
    axis = data.draw(axes(len(shape)))
    symbolic = isinstance(where, int)
    for name, function in [("split", np.split), ("array_split", np.array_split)]:
        made = call(f"numpy.{name}", function, array(*shape), where, axis)
        prove(made, data, symbolic=symbolic)
    for name, function in [("hsplit", np.hsplit), ("vsplit", np.vsplit), ("dsplit", np.dsplit)]:
        prove(call(f"numpy.{name}", function, array(*shape), where), data, symbolic=symbolic)


@pytest.mark.skipif(not hasattr(np, "unstack"), reason="it came with NumPy 2.1")
@given(shapes(), DATA)
def test_unstacking_gives_the_arrays_along_an_axis(shape, data):
    axis = data.draw(axes(len(shape)))
    prove(call("numpy.unstack", np.unstack, array(*shape), axis=axis), data)
