"""Rules that choose among elements, against NumPy."""

from __future__ import annotations

from inspect import Parameter, signature

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from checker.rules.calls import array, axes, call, check_degraded, prove, shapes

# From NumPy 2.3 on: the last axis.
HAS_DEFAULT = signature(np.take_along_axis).parameters["axis"].default is not Parameter.empty
DATA = st.data()


@st.composite
def fitting(draw, count):
    """Shapes that mostly broadcast to each other."""
    whole = draw(shapes(most=3))
    found = []
    for _ in range(count):
        one = [n if draw(st.integers(0, 3)) else 1 for n in whole][draw(st.integers(0, 1)) :]
        found.append(tuple(one) if draw(st.integers(0, 9)) else draw(shapes(most=3)))
    return found


@given(fitting(3), DATA)
def test_where_broadcasts_the_condition_and_both_arrays(three, data):
    condition, x, y = three
    prove(call("numpy.where", np.where, array(*condition, kind="b"), array(*x), array(*y)), data)
    prove(call("numpy.where", np.where, array(*condition, kind="b"), array(*x), 0.0), data)


@given(shapes(least=1), DATA)
def test_how_many_elements_are_true_is_not_known(shape, data):
    mask = array(*shape, kind="b")
    for made in [
        call("numpy.where", np.where, mask),
        call("numpy.nonzero", np.nonzero, mask),
        call("numpy.argwhere", np.argwhere, mask),
        call("numpy.flatnonzero", np.flatnonzero, mask),
        call("numpy.extract", np.extract, mask, array(*shape)),
        call("numpy.compress", np.compress, [True], array(*shape)),
        call("numpy.compress", np.compress, [], array(*shape), 0),
    ]:
        if made.run()[1] is None:
            prove(made, data, exact=False)


@given(fitting(3), DATA)
def test_clip_broadcasts_the_bounds(three, data):
    one, low, high = (array(*shape) for shape in three)
    prove(call("numpy.clip", np.clip, one, low, high), data)
    prove(call("numpy.clip", np.clip, one, 0, None), data)
    prove(call("numpy.ndarray.clip", np.ndarray.clip, one, 0.0, 1.0), data)


@given(shapes(smallest=1), shapes(most=2, largest=3), DATA)
def test_take_puts_the_places_where_the_axis_was(shape, places, data):
    axis = data.draw(st.none() | axes(len(shape)))
    indices = data.draw(
        st.sampled_from([array(*places, kind="i"), [0, 0]])
        | st.lists(st.integers(-5, 4), min_size=1, max_size=3)
        | st.integers(-5, 4)
    )
    made = call("numpy.take", np.take, array(*shape), indices, axis)
    prove(made, data, symbolic=isinstance(indices, np.ndarray))


@given(fitting(2), DATA)
def test_take_along_axis_broadcasts_all_other_axes(two, data):
    one, indices = array(*two[0]), array(*two[1], kind="i")
    axis = data.draw(axes(one.ndim))
    if 0 not in one.shape:
        prove(call("numpy.take_along_axis", np.take_along_axis, one, indices, axis), data)
        if HAS_DEFAULT:
            prove(call("numpy.take_along_axis", np.take_along_axis, one, indices), data)
        if indices.shape == one.shape:
            put = call("numpy.put_along_axis", np.put_along_axis, one, indices, 0.0, axis)
            check_degraded(put, data)


@given(st.sampled_from("bifc"), DATA)
def test_floating_and_complex_numbers_are_no_places(kind, data):
    table, row = array(2, 3), array(3)
    all_of_them, some = array(2, 3, kind=kind), array(3, kind=kind)
    for name in ("take_along_axis", "put_along_axis"):
        last = {"take_along_axis": (1,), "put_along_axis": (0.0, 1)}[name]
        prove(call(f"numpy.{name}", getattr(np, name), table, all_of_them, *last), data)
    prove(call("numpy.take", np.take, table, some), data)
    prove(call("numpy.repeat", np.repeat, row, some), data, exact=False)
    prove(call("numpy.bincount", np.bincount, some), data, exact=False)
    for places in (some, [], [1.0]) if kind == "b" else (some, some[0], [some[0]]):
        prove(call("numpy.delete", np.delete, table, places, 1), data, exact=False, symbolic=False)
        prove(call("numpy.insert", np.insert, row, places, 0.0), data, exact=False, symbolic=False)


@given(fitting(3), DATA)
def test_choose_and_select_broadcast_all_they_are_given(three, data):
    a, b, c = three
    which = array(*a, kind="i")
    prove(call("numpy.choose", np.choose, which, [array(*b), array(*c)]), data)
    conditions, choices = [array(*a, kind="b")] * 2, [array(*b), array(*c)]
    prove(call("numpy.select", np.select, conditions, choices), data)
    prove(call("numpy.select", np.select, conditions[:1], choices), data)


@given(shapes(least=2, most=3), DATA)
def test_lexsort_orders_keys(shape, data):
    if shape[0]:
        prove(call("numpy.lexsort", np.lexsort, array(*shape)), data)
        prove(call("numpy.lexsort", np.lexsort, [array(*shape[1:])] * 3), data)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=3), shapes(most=2), DATA)
def test_crossed_places_broadcast_to_all_pairs(sizes, shape, data):
    prove(call("numpy.ix_", np.ix_, *[array(n, kind="i") for n in sizes]), data)
    prove(call("numpy.ix_", np.ix_, array(*shape, kind="i"), [0, 1]), data)


@given(shapes(most=2), shapes(most=2), DATA)
def test_places_are_counted_through_and_back(shape, other, data):
    indices = array(*shape, kind="i")
    prove(call("numpy.unravel_index", np.unravel_index, indices, (2, 3)), data)
    prove(call("numpy.unravel_index", np.unravel_index, indices, 3), data)
    pair = (indices, array(*other, kind="i"))
    prove(call("numpy.ravel_multi_index", np.ravel_multi_index, pair, (2, 3)), data)


@given(shapes(), DATA)
def test_piecewise_keeps_the_shape(shape, data):
    x = array(*shape)
    if shape:
        prove(call("numpy.piecewise", np.piecewise, x, [x < 0], [0, 1]), data)


@given(fitting(2), DATA)
def test_what_is_copied_broadcasts_to_where_it_goes(two, data):
    prove(call("numpy.copyto", np.copyto, array(*two[0]), array(*two[1])), data)


@given(shapes(most=2, largest=2), shapes(most=2, largest=2), DATA)
def test_a_function_of_numbers_goes_over_arrays(one, other, data):
    add = np.vectorize(lambda left, right: left + right, otypes=[float])
    prove(call("numpy.vectorize.__call__", add, array(*one), array(*other)), data, exact=False)
