"""Indexing and assignment to an index, against NumPy."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from checker.rules.calls import array, call, check, check_degraded, check_symbolic, prove, shapes

DATA = st.data()


def getitem(value, index):
    return value[index]


def setitem(value, index, new):
    value.copy()[index] = new


def is_mask(part):
    return isinstance(part, np.ndarray) and part.dtype.kind == "b"


def bounds():
    return st.none() | st.integers(-6, 6)


@st.composite
def parts(draw, left, picks):
    """One part of an index into axes of the sizes `left`, mostly a right one."""
    size = left[0] if left else 1
    kind = draw(st.sampled_from(["int", "int", "slice", "slice", "new", *picks]))
    wrong = draw(st.integers(0, 9)) == 0
    if kind == "int":
        return draw(st.integers(-6, 6)) if wrong or not size else draw(st.integers(-size, size - 1))
    if kind == "slice":
        step = draw(st.sampled_from([None, 1, 2, 3, -1, -2]))
        return slice(draw(bounds()), draw(bounds()), step)
    if kind == "new":
        return None
    if not size and kind in ("list", "array"):
        return array(0, kind="i")  # nothing else can be picked where there is nothing
    if kind == "list":
        return draw(st.lists(st.just(0) if not wrong else st.integers(-4, 4), max_size=3))
    if kind == "array":
        return array(*draw(shapes(least=1, most=2, largest=3)), kind="i")
    mask = left[: draw(st.integers(1, 2))]
    return array(*(draw(shapes(least=1, most=2)) if wrong or not left else mask), kind="b")


@st.composite
def indices(draw, shape):
    """A whole index: a part, or a tuple of parts with perhaps an ellipsis."""
    left, index = shape, []
    # How many places a mask picks is not known, nor then whether it fits another pick.
    picks = draw(st.sampled_from([["list", "array"], ["mask"]]))
    for _ in range(draw(st.integers(0, len(shape) + (draw(st.integers(0, 9)) == 0)))):
        part = draw(parts(left, picks))
        picks = [] if is_mask(part) else picks
        taken = 0 if part is None else part.ndim if is_mask(part) else 1
        index.append(part)
        left = left[taken:]
    if draw(st.integers(0, 3)) == 0:
        index.insert(draw(st.integers(0, len(index))), Ellipsis)
    return index[0] if len(index) == 1 and draw(st.booleans()) else tuple(index)


def exact(index):
    """Whether an index has no mask: how many places a mask picks is not known."""
    items = index if isinstance(index, tuple) else (index,)
    return not any(is_mask(item) for item in items)


@given(shapes(), DATA)
def test_an_index_picks_what_numpy_picks(shape, data):
    index = data.draw(indices(shape))
    made = call("operator.getitem", getitem, array(*shape), index)
    prove(made, data, exact=exact(index), symbolic=False)


@given(st.integers(14, 20), bounds(), bounds(), st.sampled_from([None, 1, 2, 3, -1, -2, -3]))
def test_a_slice_of_a_named_size_is_meant_to_fit(size, start, stop, step):
    check_symbolic(call("operator.getitem", getitem, array(size), slice(start, stop, step)))


@given(shapes(), DATA)
def test_what_is_assigned_broadcasts_to_what_is_picked(shape, data):
    index = data.draw(indices(shape))
    target = call("operator.getitem", getitem, array(*shape), index).run()[0]
    new = list(np.shape(target)) if target is not None else [2]
    for k in range(len(new)):
        new[k] = data.draw(st.sampled_from([new[k], new[k], new[k], 1, 3]))
    new = new[data.draw(st.integers(0, 1)) :]
    made = call("operator.setitem", setitem, array(*shape), index, array(*new))
    if exact(index) and np.ndim(target):
        prove(made, data, symbolic=False)
    else:
        check_degraded(made, data)


def test_an_empty_axis_has_no_places_and_any_other_may_have_those_that_are_picked():
    for size in (0, 1, 2):
        for picks in (array(0, kind="i"), array(1, kind="i"), array(2, 2, kind="i")):
            check(call("operator.getitem", getitem, array(size, 3), picks))
