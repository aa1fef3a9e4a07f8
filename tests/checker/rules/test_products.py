"""Rules of products, against NumPy."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.rules.calls import array, axes, call, prove, several, shapes
from checker.rules.test_selecting import fitting
from interlock.checker.registry import RULES
from interlock.checker.shapes import Shape, Stretch
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import UNKNOWN, Array, Complaint

DATA = st.data()
SIZE = st.integers(0, 3)


@st.composite
def factors(draw):
    """Shapes that mostly have a product, vectors and stacks among them."""
    if not draw(st.integers(0, 5)):
        return draw(shapes(most=3, largest=3)), draw(shapes(most=3, largest=3))
    one, two = draw(fitting(2))
    rows, inner, columns = draw(SIZE), draw(SIZE), draw(SIZE)
    left = (*one, rows, inner) if draw(st.integers(0, 2)) else (inner,)
    right = (*two, inner, columns) if draw(st.integers(0, 2)) else (inner,)
    return left, right


def _call(name, *operands, **options):
    return call(f"numpy.{name}", getattr(np, name), *operands, **options)


@given(factors(), st.sampled_from("bif"), DATA)
def test_matmul_sums_over_the_inner_sizes_of_broadcast_stacks(pair, kind, data):
    left, right = array(*pair[0], kind=kind), array(*pair[1])
    prove(_call("matmul", left, right), data)
    prove(call("numpy.linalg.matmul", np.linalg.matmul, left, right), data)


@given(factors(), shapes(most=3, largest=3), DATA)
def test_matmul_writes_where_out_says(pair, out, data):
    made = _call("matmul", array(*pair[0]), array(*pair[1]), out=array(*out))
    result, refusal = _call("matmul", array(*pair[0]), array(*pair[1])).run()
    # NumPy reads the sizes of an array with too few axes in ways of its own.
    if refusal is not None or len(out) >= np.ndim(result):
        prove(made, data)


@given(factors(), DATA)
def test_dot_sums_over_the_last_axis_and_the_last_but_one(pair, data):
    left, right = array(*pair[0]), array(*pair[1])
    prove(_call("dot", left, right), data)
    prove(call("numpy.ndarray.dot", np.dot, left, right), data)
    prove(_call("dot", left, 2.0), data)


@given(factors(), DATA)
def test_products_of_vectors(pair, data):
    left, right = array(*pair[0]), array(*pair[1])
    prove(_call("outer", left, right), data)
    prove(_call("inner", left, np.swapaxes(right, -1, -2) if right.ndim > 1 else right), data)
    prove(_call("vdot", left, right), data)
    prove(_call("kron", left, right), data)
    prove(_call("vecdot", left, np.swapaxes(right, -1, -2) if right.ndim > 1 else right), data)


@pytest.mark.skipif(not hasattr(np, "matvec"), reason="NumPy 2.1 and older have no matvec")
@given(factors(), fitting(1), DATA)
def test_stacks_of_matrices_times_stacks_of_vectors(pair, front, data):
    left, right = pair
    vectors = array(*front[0], *left[-1:])
    prove(_call("matvec", array(*left), vectors), data)
    prove(_call("vecmat", vectors, array(*right)), data)


@given(shapes(largest=3), shapes(largest=3), DATA)
def test_tensordot_sums_over_the_axes_that_are_named(left, right, data):
    count = data.draw(st.integers(0, 2))
    if data.draw(st.booleans()) and count:
        right = (*left[len(left) - count :], *right[:2])
    pairs = data.draw(st.tuples(several(axes(len(left)), 2), several(axes(len(right)), 2)))
    prove(_call("tensordot", array(*left), array(*right), pairs), data)
    one = data.draw(st.tuples(axes(len(left)), axes(len(right))))
    prove(_call("tensordot", array(*left), array(*right), one), data)
    prove(_call("tensordot", array(*left), array(*right), count), data)
    prove(_call("tensordot", array(*left), array(*right)), data)


@given(fitting(2), st.integers(1, 4), DATA)
def test_cross_products_of_vectors_of_three(two, size, data):
    one, other = two
    made = _call("cross", array(*one, 3), array(*other, 3))
    prove(made, data)
    wrong = _call("cross", array(*one, 3), array(*other, size))
    if size != 2:
        prove(wrong, data, exact=False)


@given(fitting(2), st.tuples(*[st.integers(0, 2)] * 3), DATA)
def test_cross_products_along_chosen_axes(two, places, data):
    """The vectors may stand along any axis, and so may the result."""
    one, other = two
    most = (len(one), len(other), max(len(one), len(other)))
    axisa, axisb, axisc = map(min, places, most)
    a, b = (np.moveaxis(array(*shape, 3), -1, at) for shape, at in ((one, axisa), (other, axisb)))
    prove(_call("cross", a, b, axisa=axisa, axisb=axisb, axisc=axisc), data)
    prove(_call("cross", a, b, axisa, axisb), data)
    prove(_call("cross", a, a, axis=axisa), data)


@given(st.lists(st.integers(1, 3), min_size=3, max_size=5), st.integers(1, 3), DATA)
def test_a_chain_of_matrices(sizes, other, data):
    chain = [array(rows, columns) for rows, columns in itertools.pairwise(sizes)]
    prove(call("numpy.linalg.multi_dot", np.linalg.multi_dot, chain), data)
    wrong = [*chain[:-1], array(other, sizes[-1])]
    prove(call("numpy.linalg.multi_dot", np.linalg.multi_dot, wrong), data)
    ends = [array(sizes[0]), *chain[:-1], array(sizes[-2])]
    prove(call("numpy.linalg.multi_dot", np.linalg.multi_dot, ends), data)


@given(shapes(smallest=1, largest=3), st.integers(0, 3), DATA)
def test_powers_of_square_matrices(shape, power, data):
    prove(call("numpy.linalg.matrix_power", np.linalg.matrix_power, array(*shape), power), data)
    square = array(*shape, 2, 2)
    prove(call("numpy.linalg.matrix_power", np.linalg.matrix_power, square, power), data)


n, m, BATCH = Symbol("n"), Symbol("m"), Stretch(Symbol("batch"))


def _product(left, right):
    return str(RULES["numpy.matmul"](Array(Shape.of(*left)), Array(Shape.of(*right))))


def test_a_stretch_in_front_stays_where_the_other_operand_has_no_axes_there():
    assert _product((BATCH, 3, n), (n, 4)) == "(*batch, 3, 4)"
    assert _product((BATCH, n), (n, 4)) == "(*batch, 4)"
    assert _product((BATCH, n), (n,)) == "(*batch)" or _product((BATCH, n), (n,)) == "(*batch,)"
    assert _product((BATCH, n, 3), (BATCH, 3, n)) == "(*batch, n, n)"
    assert _product((n,), (BATCH, n, 3)) == "(*batch, 3)"


@pytest.mark.parametrize(
    ("name", "left", "right", "text"),
    [
        ("matmul", (m, n), (m,), '"matmul": shapes (m, n) and (m,) do not fit: n is not m'),
        (
            "matmul",
            (BATCH, n),
            (m, 3),
            '"matmul": shapes (*batch, n) and (m, 3) do not fit: n is not m',
        ),
        ("matmul", (), (3,), '"matmul": shapes () and (3,): a product takes one axis at least'),
        (
            "matmul",
            (2, 3, 4),
            (5, 4, 3),
            '"matmul": shapes (2, 3, 4) and (5, 4, 3) do not broadcast: 2 is not 5',
        ),
        ("dot", (3, 4), (3, 4), '"dot": shapes (3, 4) and (3, 4) do not fit: 4 is not 3'),
        ("inner", (3, 4), (4, 3), '"inner": shapes (3, 4) and (4, 3) do not fit: 4 is not 3'),
        ("cross", (3, 4), (3, 3), '"cross": shape (3, 4): a vector of 4 has no cross product'),
    ],
)
def test_complaints_name_both_shapes_and_the_sizes_at_fault(name, left, right, text):
    with pytest.raises(Complaint) as caught:
        RULES[f"numpy.{name}"](Array(Shape.of(*left)), Array(Shape.of(*right)))
    assert str(caught.value) == text


def test_axes_that_cannot_pair_are_counted():
    pair = ((Size.of(0), Size.of(1)), (Size.of(0),))
    with pytest.raises(Complaint) as caught:
        RULES["numpy.tensordot"](Array(Shape.of(2, 3)), Array(Shape.of(2, 3)), pair)
    text = '"tensordot": 2 axes of the first array are to be summed with 1 of the second'
    assert str(caught.value) == text


def test_an_unknown_operand_leaves_the_result_unknown():
    assert RULES["numpy.matmul"](UNKNOWN, UNKNOWN).shape == Shape.unknown()
    assert RULES["numpy.dot"](Array(Shape.of(3)), UNKNOWN).shape == Shape.unknown()
