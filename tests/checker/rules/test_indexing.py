"""Indexing and assignment to an index, against NumPy."""

from __future__ import annotations

import numpy as np
from checker.rules.calls import array, call, check_degraded, prove, shapes
from hypothesis import given
from hypothesis import strategies as st

DATA = st.data()


def getitem(value, index):
    return value[index]


def setitem(value, index, new):
    value.copy()[index] = new


def bounds():
    return st.none() | st.integers(-6, 6)


@st.composite
def parts(draw, left):
    """One part of an index into axes of the sizes `left`, mostly a right one."""
    size = left[0] if left else 1
    kind = draw(st.sampled_from(["int", "int", "slice", "slice", "new", "list", "array", "mask"]))
    wrong = draw(st.integers(0, 9)) == 0
    if kind == "int":
        return draw(st.integers(-6, 6)) if wrong or not size else draw(st.integers(-size, size - 1))
    if kind == "slice":
        step = draw(st.sampled_from([None, 1, 2, 3, -1, -2]))
        return slice(draw(bounds()), draw(bounds()), step)
    if kind == "new":
        return None
    if kind == "list":
        return draw(st.lists(st.just(0) if not wrong else st.integers(-4, 4), max_size=3))
    if kind == "array":
        return array(*draw(shapes(least=1, most=2, largest=3)), kind="i")
    count = draw(st.integers(1, 2))
    return array(*(left[:count] if not wrong else draw(shapes(least=1, most=2))), kind="b")


@st.composite
def indices(draw, shape):
    """A whole index: a part, or a tuple of parts with perhaps an ellipsis."""
    left, index = shape, []
    for _ in range(draw(st.integers(0, len(shape) + (draw(st.integers(0, 9)) == 0)))):
        part = draw(parts(left))
        taken = 0 if part is None else part.ndim if getattr(part, "dtype", None) == bool else 1
        index.append(part)
        left = left[taken:]
    if draw(st.integers(0, 3)) == 0:
        index.insert(draw(st.integers(0, len(index))), Ellipsis)
    return index[0] if len(index) == 1 and draw(st.booleans()) else tuple(index)


def exact(index):
    """Whether an index has no mask: how many places a mask picks is not known."""
    items = index if isinstance(index, tuple) else (index,)
    return not any(getattr(item, "dtype", None) == bool for item in items)


@given(shapes(), DATA)
def test_an_index_picks_what_numpy_picks(shape, data):
    index = data.draw(indices(shape))
    prove(call("operator.getitem", getitem, array(*shape), index), data, exact=exact(index))


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
        prove(made, data)
    else:
        check_degraded(made, data)
