"""Rules of SciPy's functions, against SciPy where it is installed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.rules.calls import array, axes, call, prove, shapes

linalg = pytest.importorskip("scipy.linalg")
special = pytest.importorskip("scipy.special")
distance = pytest.importorskip("scipy.spatial.distance")

DATA = st.data()
size = st.integers(1, 4)


def definite(size):
    return np.eye(size) * 2


@given(st.integers(2, 4), st.integers(2, 4), DATA)
def test_a_right_hand_side_is_as_long_as_the_matrix(rows, other, data):
    long = data.draw(st.sampled_from([rows, rows, other]))
    a = definite(rows)
    for right in (array(long), array(long, 3)):
        prove(call("scipy.linalg.solve", linalg.solve, a, right), data)
        prove(call("scipy.linalg.solve_triangular", linalg.solve_triangular, a, right), data)
        prove(call("scipy.linalg.cho_solve", linalg.cho_solve, (a, True), right), data)


@given(size, size, DATA)
def test_functions_of_a_matrix_take_square_ones(rows, columns, data):
    a = definite(rows)
    prove(call("scipy.linalg.cholesky", linalg.cholesky, a), data)
    prove(call("scipy.linalg.expm", linalg.expm, a), data)
    prove(call("scipy.linalg.expm", linalg.expm, array(rows, columns)), data)
    prove(call("scipy.linalg.det", linalg.det, array(rows, columns)), data)
    prove(call("scipy.linalg.cho_factor", linalg.cho_factor, a), data, exact=False)


@given(shapes(most=3, smallest=1), DATA)
def test_elements_and_shares_keep_the_shape(shape, data):
    axis = data.draw(st.none() | axes(len(shape)))
    prove(call("scipy.special.expit", special.expit, array(*shape)), data)
    if shape:
        prove(call("scipy.special.softmax", special.softmax, array(*shape), axis), data)


@given(shapes(least=1, most=3, smallest=1), shapes(least=2, most=2, smallest=1), DATA)
def test_distances_are_those_of_all_rows(one, two, data):
    prove(call("scipy.spatial.distance.cdist", distance.cdist, array(*one), array(*two)), data)
    if one[-1:] != two[-1:] and len(one) == 2:
        two = (two[0], one[1])
    prove(call("scipy.spatial.distance.cdist", distance.cdist, array(*one), array(*two)), data)
    prove(call("scipy.spatial.distance.pdist", distance.pdist, array(*one)), data)
