"""Rules of linear algebra, against NumPy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.rules.calls import RULES, array, axes, call, check_degraded, prove, shapes
from interlock.checker.shapes import Shape, Stretch
from interlock.checker.sizes import Symbol
from interlock.checker.values import Array, Complaint

DATA = st.data()
N, M, BATCH = Symbol("n"), Symbol("m"), Stretch(Symbol("batch"))
OF_ANY = ["pinv", "matrix_rank", "cond", "svd", "svdvals", "qr"]
OF_SQUARE = ["inv", "det", "slogdet", "eigh", "eigvalsh", "eig", "eigvals"]


@st.composite
def matrices(draw, square=False):
    """Stacks of matrices, mostly square ones where that is asked for."""
    front, rows = draw(shapes(most=2, smallest=1, largest=2)), draw(st.integers(1, 4))
    columns = rows if square and draw(st.integers(0, 5)) else draw(st.integers(1, 4))
    if draw(st.integers(0, 9)) == 0:
        return array(*draw(shapes(most=1, smallest=1)))
    return array(*front, rows, columns)


def function(name):
    return getattr(np.linalg, name)


@pytest.mark.parametrize("name", OF_ANY)
@given(a=matrices(), data=DATA)
def test_any_matrix_will_do(name, a, data):
    prove(call(f"numpy.linalg.{name}", function(name), a), data)


@pytest.mark.parametrize("name", OF_SQUARE)
@given(a=matrices(square=True), data=DATA)
def test_a_matrix_has_to_be_square(name, a, data):
    prove(call(f"numpy.linalg.{name}", function(name), a), data)


@given(matrices(), st.booleans(), st.booleans(), DATA)
def test_singular_values_come_with_the_matrices_beside_them(a, full, wanted, data):
    prove(call("numpy.linalg.svd", np.linalg.svd, a, full, wanted), data)


@given(matrices(), st.sampled_from(["reduced", "complete", "r", "raw"]), DATA)
def test_the_mode_of_qr_decides_what_comes_out(a, mode, data):
    prove(call("numpy.linalg.qr", np.linalg.qr, a, mode), data)


@given(matrices(square=True), DATA)
def test_a_root_keeps_the_shape(a, data):
    if a.ndim > 1 and a.shape[-1] == a.shape[-2]:
        a = np.broadcast_to(np.eye(a.shape[-1]), a.shape)
    prove(call("numpy.linalg.cholesky", np.linalg.cholesky, a), data)


@given(matrices(square=True), DATA)
def test_a_system_is_solved_for_a_vector_or_for_columns(a, data):
    size = data.draw(st.sampled_from([a.shape[-1], a.shape[-1], 2])) if a.ndim else 1
    front = data.draw(st.sampled_from([(), a.shape[:-2], (2,)]))
    prove(call("numpy.linalg.solve", np.linalg.solve, a, array(size)), data)
    prove(call("numpy.linalg.solve", np.linalg.solve, a, array(*front, size, 3)), data)


@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 4), DATA)
def test_least_squares_has_four_results(rows, columns, other, data):
    size = data.draw(st.sampled_from([rows, rows, other]))
    a, names = array(rows, columns), "numpy.linalg.lstsq"
    exact = {"exact": False}
    prove(call(names, np.linalg.lstsq, a, array(size)), data, **exact)
    prove(call(names, np.linalg.lstsq, a, array(size, 2)), data, **exact)
    prove(call(names, np.linalg.lstsq, array(2, rows, columns), array(size)), data, **exact)
    prove(call(names, np.linalg.lstsq, a, 1.0), data, **exact)
    prove(call(names, np.linalg.lstsq, a, array(rows, 2, 2)), data, **exact)


@given(shapes(smallest=1, most=3), st.booleans(), DATA)
def test_a_norm_drops_or_keeps_its_axes(shape, keep, data):
    axis = data.draw(st.none() | axes(len(shape)) | st.tuples(*[axes(len(shape))] * 2))
    order = data.draw(st.sampled_from([None, 1, 2]))
    a = array(*shape)
    prove(call("numpy.linalg.norm", np.linalg.norm, a, order, axis, keep), data)
    made = call("numpy.linalg.vector_norm", np.linalg.vector_norm, a, axis=axis, keepdims=keep)
    prove(made, data)
    prove(call("numpy.linalg.matrix_norm", np.linalg.matrix_norm, a, keepdims=keep), data)
    three = (0, 1, 2)
    prove(call("numpy.linalg.norm", np.linalg.norm, a, None, three), data)


@given(shapes(most=2), shapes(most=2), DATA)
def test_the_outer_product_is_of_vectors(one, two, data):
    prove(call("numpy.linalg.outer", np.linalg.outer, array(*one), array(*two)), data)


@given(matrices(square=True), DATA)
def test_most_condition_numbers_are_of_square_matrices(a, data):
    check_degraded(call("numpy.linalg.cond", np.linalg.cond, a, 1), data)


def test_stacks_of_matrices_keep_the_axes_in_front():
    square = Array(Shape.of(BATCH, N, N), "f")
    assert RULES["numpy.linalg.inv"](square) == square
    assert RULES["numpy.linalg.det"](square) == Array(Shape.of(BATCH), "f")
    right = Array(Shape.of(BATCH, N, M), "f")
    assert RULES["numpy.linalg.solve"](square, right) == right


def test_the_results_of_a_decomposition_have_names():
    found = RULES["numpy.linalg.svd"](Array(Shape.of(N, N), "f"), full_matrices=False)
    assert found.names == ("U", "S", "Vh")
    assert found.named("S") == Array(Shape.of(N), "f")
    assert RULES["numpy.linalg.svd"](Array(Shape.of(N, M), "f")).named("S") == Array(
        Shape.of(None), "f"
    )
    assert RULES["numpy.linalg.eigh"](Array(Shape.of(N, N), "f")).names[1] == "eigenvectors"


def test_a_matrix_that_is_not_square_is_named_with_its_sizes():
    with pytest.raises(Complaint) as caught:
        RULES["numpy.linalg.inv"](Array(Shape.of(N, M)))
    assert str(caught.value) == '"inv": shape (n, m) is not square: n is not m'
    with pytest.raises(Complaint) as caught:
        RULES["numpy.linalg.solve"](Array(Shape.of(N, N)), Array(Shape.of(M)))
    assert str(caught.value) == '"solve": shapes (n, n) and (m,) do not fit: n is not m'
