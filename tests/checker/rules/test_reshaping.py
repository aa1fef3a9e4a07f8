"""Rules that keep the elements and change the axes, against NumPy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.rules.calls import RULES, array, axes, call, prove, several, shapes
from interlock.checker.rules.arguments import joined_sizes
from interlock.checker.shapes import Shape, Stretch
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import UNKNOWN, Array, Complaint, Sizes

DATA = st.data()


@st.composite
def new_shapes(draw, shape):
    """Mostly shapes of as many elements, some with -1, some of another number."""
    rest, sizes = math.prod(shape), []
    while rest > 1 and len(sizes) < 3:
        sizes.append(draw(st.sampled_from([n for n in range(1, rest + 1) if rest % n == 0])))
        rest //= sizes[-1]
    sizes = [*sizes, rest]
    if draw(st.booleans()):
        sizes[draw(st.integers(0, len(sizes) - 1))] = draw(st.sampled_from([-1, 0, 2, 3]))
    return tuple(sizes)


@given(shapes(), DATA)
def test_reshape_keeps_the_number_of_elements(shape, data):
    new = data.draw(new_shapes(shape))
    prove(call("numpy.reshape", np.reshape, array(*shape), new), data)
    prove(call("numpy.ndarray.reshape", np.ndarray.reshape, array(*shape), new), data)
    prove(call("numpy.ndarray.reshape", np.ndarray.reshape, array(*shape), *new), data)
    prove(call("numpy.ndarray.reshape", np.ndarray.reshape, array(*shape), new[0]), data)


@given(shapes(), shapes(largest=3), DATA)
def test_ravel_gives_one_axis_and_resize_any_shape(shape, new, data):
    prove(call("numpy.ravel", np.ravel, array(*shape)), data)
    prove(call("numpy.ndarray.flatten", np.ndarray.flatten, array(*shape)), data)
    prove(call("numpy.resize", np.resize, array(*shape), new), data)


@given(shapes(), DATA)
def test_expand_dims_inserts_axes_of_one_place(shape, data):
    axis = data.draw(axes(len(shape) + 1) | several(axes(len(shape) + 2)))
    prove(call("numpy.expand_dims", np.expand_dims, array(*shape), axis), data)


@given(shapes(largest=2), DATA)
def test_squeeze_drops_axes_of_one_place(shape, data):
    axis = data.draw(st.none() | axes(len(shape)) | several(axes(len(shape))))
    prove(call("numpy.squeeze", np.squeeze, array(*shape), axis), data)


@given(shapes(largest=3), shapes(largest=3), DATA)
def test_broadcast_to_never_shrinks(shape, new, data):
    prove(call("numpy.broadcast_to", np.broadcast_to, array(*shape), new), data)
    fitting = tuple(n if data.draw(st.booleans()) else 1 for n in new)
    prove(call("numpy.broadcast_to", np.broadcast_to, array(*fitting), new), data)
    prove(call("numpy.broadcast_arrays", np.broadcast_arrays, array(*fitting), array(*new)), data)
    prove(call("numpy.broadcast_shapes", np.broadcast_shapes, fitting, new), data)


@given(shapes(), DATA)
def test_atleast_adds_axes_of_one_place(shape, data):
    for name, function in [("1d", np.atleast_1d), ("2d", np.atleast_2d), ("3d", np.atleast_3d)]:
        prove(call(f"numpy.atleast_{name}", function, array(*shape)), data)
        prove(call(f"numpy.atleast_{name}", function, array(*shape), array(2)), data)


@given(shapes(), DATA)
def test_sizes_are_read_off_as_numbers(shape, data):
    axis = data.draw(st.none() | axes(len(shape)))
    prove(call("numpy.shape", np.shape, array(*shape)), data)
    prove(call("numpy.size", np.size, array(*shape), axis), data)
    prove(call("numpy.ndim", np.ndim, array(*shape)), data)
    prove(call("builtins.len", len, array(*shape)), data)


BATCH, T, D = Stretch(Symbol("batch")), Size.of(Symbol("t")), Size.of(Symbol("d"))


def test_an_open_number_of_axes_in_front_stays_as_it_is():
    x = Array(Shape.of(BATCH, T, 2 * D), "f")
    heads = RULES["numpy.reshape"](x, Sizes(Shape.of(BATCH, T, 2, -1)))
    assert heads == Array(Shape.of(BATCH, T, 2, D), "f")
    with pytest.raises(Complaint) as caught:
        RULES["numpy.reshape"](x, Sizes(Shape.of(BATCH, T, D)))
    cause = "shape (*batch, t, 2*d) has 2*d*t elements; (*batch, t, d) has d*t"
    assert str(caught.value) == f'"reshape": {cause}'
    other = Sizes(Shape.of(Stretch(Symbol("front")), D))
    assert RULES["numpy.reshape"](x, other) == Array(other.shape, "f")


def test_shapes_are_joined_whatever_their_number_of_axes():
    front = Sizes(Shape.of(BATCH, T))
    assert joined_sizes([front, (Size.of(3),)]) == Sizes(Shape.of(BATCH, T, 3))
    assert joined_sizes([front, front]) is UNKNOWN
