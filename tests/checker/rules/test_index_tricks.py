"""What is written as an index and makes an array, against NumPy."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from checker.rules.calls import array, call, prove, shapes, value_of
from interlock.checker.registry import RULES

DATA = st.data()
ranges = st.builds(
    slice, st.none() | st.integers(-2, 2), st.integers(-2, 5), st.sampled_from([None, 1, 2])
)
filled = st.builds(slice, st.none() | st.integers(0, 2), st.integers(2, 5), st.none() | st.just(2))


def part(most: int) -> st.SearchStrategy[object]:
    arrays = shapes(most=most).map(lambda shape: array(*shape))
    return st.integers(-2, 2) | ranges | arrays | st.just(2.5)


@given(st.lists(part(1), min_size=1, max_size=4).map(tuple), DATA)
def test_r_puts_vectors_numbers_and_ranges_one_after_the_other(parts, data):
    prove(call("numpy.r_", np.r_.__getitem__, parts), data, symbolic=False)


@given(st.lists(part(3), min_size=1, max_size=3).map(tuple), DATA)
def test_c_puts_columns_side_by_side(parts, data):
    prove(call("numpy.c_", np.c_.__getitem__, parts), data, symbolic=False)


@given(st.lists(filled, min_size=1, max_size=3).map(tuple) | filled, DATA)
def test_a_grid_has_one_axis_for_each_range(index, data):
    prove(call("numpy.mgrid", np.mgrid.__getitem__, index), data, symbolic=False)
    prove(call("numpy.ogrid", np.ogrid.__getitem__, index), data, symbolic=False)


indices = st.integers(-2, 2) | filled | st.just(None) | st.just(Ellipsis)


@given(shapes(least=1), indices | st.lists(indices, max_size=3).map(tuple), DATA)
def test_an_index_that_is_kept_picks_what_it_picks_at_once(shape, index, data):
    for maker in ("s_", "index_exp"):
        kept = RULES[f"numpy.{maker}"](value_of(index))
        assert kept == value_of(getattr(np, maker)[index])
    prove(call("operator.getitem", lambda a, i: a[i], array(*shape), index), data, symbolic=False)
