"""Rules of new arrays, grids and conversions, against NumPy."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.rules.calls import array, call, check, prove, shapes
from checker.rules.test_selecting import fitting
from interlock.checker.registry import RULES
from interlock.checker.shapes import Shape
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import ANYTHING, Array, Complaint, List, scalar

DATA = st.data()
SMALL = st.integers(-2, 4)
DTYPES = st.sampled_from([None, "float64", "int", "bool", "complex64", "f4", "uint8", "<i8", "?"])
KINDS = st.sampled_from("bifc")


def _call(name, *operands, **options):
    return call(f"numpy.{name}", getattr(np, name), *operands, **options)


@given(st.one_of(SMALL, st.lists(SMALL, max_size=3).map(tuple), st.lists(SMALL, max_size=2)),
       st.sampled_from("zeros ones empty".split()), DTYPES, DATA)  # fmt: skip
def test_a_new_array_has_the_shape_asked_for(shape, name, dtype, data):
    if dtype is None:
        prove(_call(name, shape), data)
    prove(_call(name, shape, dtype), data)
    prove(_call(name, shape=shape, dtype=dtype, order="F"), data)


@given(fitting(2), DTYPES, KINDS, DATA)
def test_what_fills_an_array_broadcasts_to_it(two, dtype, kind, data):
    shape, value = two
    prove(_call("full", shape, array(*value, kind=kind)), data)
    prove(_call("full", shape, 7, dtype), data)
    prove(_call("full_like", array(*shape, kind=kind), array(*value)), data)
    prove(_call("copyto", array(*shape), array(*value)), data)


@given(shapes(), shapes(), DTYPES, KINDS, DATA)
def test_likes_take_shape_and_kind_of_another(shape, other, dtype, kind, data):
    for name in "zeros_like ones_like empty_like".split():
        prove(_call(name, array(*shape, kind=kind)), data)
        prove(_call(name, array(*shape, kind=kind), dtype, shape=other), data)


@given(SMALL, SMALL, SMALL, DTYPES, DATA)
def test_matrices_with_a_diagonal(rows, columns, shift, dtype, data):
    prove(_call("eye", rows, columns, shift), data)
    prove(_call("eye", rows, dtype=dtype), data)
    prove(_call("tri", rows, columns, shift), data)
    prove(_call("identity", rows, dtype), data)


@given(shapes(), st.integers(-2, 2), KINDS, DATA)
def test_diagonals_and_triangles(shape, shift, kind, data):
    made = array(*shape, kind=kind)
    for name in ("tril", "triu", "diag", "diagflat"):
        prove(_call(name, made, shift), data)
        prove(_call(name, made), data)


@given(shapes(), st.none() | st.integers(0, 4), KINDS, DATA)
def test_powers_of_a_vector(shape, count, kind, data):
    prove(_call("vander", array(*shape, kind=kind), count), data)


@given(st.integers(-3, 9), st.integers(-3, 9), st.integers(-3, 3).filter(bool), DTYPES, DATA)
def test_a_range_counts_its_numbers(start, stop, step, dtype, data):
    if dtype not in ("bool", "?", "uint8"):
        prove(_call("arange", start, stop, step, dtype), data)
    prove(_call("arange", stop), data)
    prove(_call("arange", start, stop), data)
    prove(_call("arange", 0.0, stop, 0.5), data, exact=False)


@given(fitting(2), st.integers(-1, 4), st.integers(-3, 3), DATA)
def test_evenly_spaced_numbers_stand_along_a_new_axis(two, count, axis, data):
    start, stop = (np.abs(array(*shape)) + 1 for shape in two)
    for name in ("linspace", "logspace", "geomspace"):
        prove(_call(name, start, stop, count), data)
        prove(_call(name, start, stop, count, axis=axis), data)
        prove(_call(name, 1, 2.5, num=count, dtype="float32"), data)
    prove(_call("linspace", start, stop, count, retstep=True), data, exact=count > 1)
    prove(_call("linspace", 0, 1), data)


@given(st.lists(shapes(most=2), max_size=3), st.sampled_from(["xy", "ij"]), st.booleans(), DATA)
def test_grids_of_points(vectors, indexing, sparse, data):
    arrays = [array(*shape) for shape in vectors]
    prove(_call("meshgrid", *arrays, indexing=indexing, sparse=sparse), data)


@given(shapes(most=3), st.booleans(), DATA)
def test_grids_of_places(shape, sparse, data):
    prove(_call("indices", shape, sparse=sparse), data)


NESTED = st.recursive(
    st.sampled_from([1, 2.5, True]) | shapes(most=2, largest=2).map(lambda shape: array(*shape)),
    lambda items: st.lists(items, max_size=3) | st.lists(items, max_size=2).map(tuple),
    max_leaves=6,
)


@given(NESTED, DATA)
def test_nested_lists_must_be_even(value, data):
    for name in ("array", "asarray", "asanyarray", "copy"):
        prove(_call(name, value), data)


@given(shapes(), st.integers(0, 4), DTYPES, KINDS, DATA)
def test_conversions_keep_the_shape(shape, ndmin, dtype, kind, data):
    made = array(*shape, kind=kind)
    prove(_call("array", made, dtype, ndmin=ndmin), data)
    prove(_call("ascontiguousarray", made, dtype), data, exact=bool(shape))
    prove(call("numpy.ndarray.astype", np.ndarray.astype, made, dtype or "float"), data)
    prove(call("numpy.ndarray.copy", np.ndarray.copy, made), data)
    prove(call("numpy.ndarray.view", np.ndarray.view, made), data)
    prove(call("numpy.ndarray.tolist", np.ndarray.tolist, made), data, exact=False)
    prove(call("numpy.ndarray.fill", np.ndarray.fill, made, 0), data)


@given(shapes(), DATA)
def test_one_element_is_a_number(shape, data):
    prove(call("numpy.ndarray.item", np.ndarray.item, array(*shape)), data)


@given(shapes(), DATA)
def test_types_of_numbers_convert(shape, data):
    for name in "float32 complex128 int64 uint8 bool_".split():
        if np.size(array(*shape)) or shape:
            prove(_call(name, np.abs(array(*shape))), data)
    made = _call("float64", array(*shape))
    if shape and np.size(array(*shape)) == 1:
        _check_number_or_array(made)
    else:
        prove(made, data)
    check(_call("float64", 3))


def _check_number_or_array(made):
    with warnings.catch_warnings():  # the oldest NumPy makes a number of one element, with regret
        warnings.simplefilter("ignore", DeprecationWarning)
        check(made, exact=False)


@given(fitting(2), DATA)
def test_what_is_close_broadcasts(two, data):
    one, other = (array(*shape) for shape in two)
    prove(_call("isclose", one, other), data)
    prove(_call("allclose", one, other), data)
    prove(_call("array_equal", one, other), data)
    prove(_call("isin", one, other), data)


@given(shapes(), KINDS, DATA)
def test_functions_of_each_element_keep_the_shape(shape, kind, data):
    made = array(*shape, kind=kind)
    for name in "real imag angle nan_to_num real_if_close iscomplex isreal round around".split():
        prove(_call(name, made), data)
    if kind != "c":
        for name in "fix sinc i0 isposinf isneginf".split():
            if _call(name, made).run()[1] is None:
                prove(_call(name, made), data)
    for name in ("conj", "round"):
        if kind in "fc":
            prove(call(f"numpy.ndarray.{name}", getattr(np.ndarray, name), made), data)


@given(shapes(), st.integers(-1, 4), DATA)
def test_windows_and_vectors_of_anything(shape, count, data):
    for name in ("hanning", "hamming", "blackman", "bartlett"):
        prove(_call(name, count), data)
    numbers = array(4)
    prove(_call("fromiter", [1.0, 2.0, 3.0], "float"), data)
    prove(_call("fromiter", [1.0, 2.0, 3.0], float, 2), data, exact=False)
    prove(_call("frombuffer", numbers, count=3), data)
    prove(_call("frombuffer", numbers), data, exact=False)
    prove(_call("require", array(*shape)), data, exact=bool(shape))


@given(fitting(2), KINDS, DATA)
def test_rarer_functions_of_each_element(two, kind, data):
    one, other = (array(*shape, kind=kind) for shape in two)
    if kind != "c":
        prove(_call("unwrap", one), data)
    prove(_call("array_equiv", one, other), data)
    prove(_call("isscalar", one), data)
    prove(_call("complex64", one), data)
    prove(_call("bool_", one), data)
    prove(call("numpy.ndarray.conj", np.conj, one + 0.0), data)
    prove(call("numpy.ndarray.view", np.ndarray.view, one, one.dtype), data, exact=False)


def test_plain_numbers_keep_what_is_known_of_them():
    assert RULES["numpy.int64"](Size.of(3)) == Size.of(3)
    assert RULES["numpy.bool_"](True) is True
    assert RULES["numpy.float64"]() == scalar("f")
    assert RULES["numpy.complex128"]() == scalar("c")


n = Symbol("n")


def test_anything_may_be_put_into_an_array_of_objects():
    cells = RULES["numpy.empty"](Size.of(2), "object")
    assert cells == Array(Shape.of(2), ANYTHING)
    RULES["operator.setitem"](cells, Size.of(0), array(3))
    RULES["operator.getitem"](RULES["operator.getitem"](cells, Size.of(0)), Size.of(1))
    with pytest.raises(Complaint):
        RULES["numpy.empty"](Size.of(-2), "object")


@given(st.lists(shapes(most=2, largest=2), min_size=1, max_size=3), DATA)
def test_rows_of_several_shapes_make_no_array_anywhere(several, data):
    rows = [array(*shape) for shape in several]
    prove(call("numpy.add", np.add, rows, 1.0), data, symbolic=False)
    prove(call("numpy.sum", np.sum, rows), data, symbolic=False)


def test_sizes_with_names():
    size = Size.of(n)
    assert RULES["numpy.arange"](size).shape == Shape.of(n)
    assert RULES["numpy.arange"](Size.of(1), size).shape == Shape((size - 1,))
    assert RULES["numpy.arange"](Size.of(0), size * 3, size).shape == Shape.of(3)
    assert RULES["numpy.eye"](size).shape == Shape.of(n, n)
    assert RULES["numpy.diag"](Array(Shape.of(n)), Size.of(1)).shape == Shape((size + 1, size + 1))
    assert RULES["numpy.array"](List([size, scalar("f")])).kind == "f"


@pytest.mark.parametrize(
    ("name", "arguments", "text"),
    [
        ("zeros", [(Size.of(3), Size.of(-1))], '"zeros": shape (3, -1) has a negative size'),
        (
            "full",
            [Size.of(3), Array(Shape.of(4))],
            '"full": shape (4,) does not broadcast to (3,): 4 is not 3',
        ),
        ("diag", [Array(Shape.of(1, 2, 3))], '"diag": shape (1, 2, 3) is not that of a matrix'),
        (
            "array",
            [List([Array(Shape.of(n)), Array(Shape.of(3))])],
            '"array": rows of shapes (n,) and (3,) do not make an array',
        ),
        ("linspace", [Size.of(0), Size.of(1), Size.of(-1)], '"linspace": -1 is negative'),
    ],
)
def test_complaints_name_the_shape(name, arguments, text):
    with pytest.raises(Complaint) as caught:
        RULES[f"numpy.{name}"](*arguments)
    assert str(caught.value) == text
