"""Python's own functions on arrays, tuples, lists and ranges, against Python."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.rules.calls import (
    RULES,
    array,
    call,
    check,
    check_degraded,
    prove,
    shapes,
    value_of,
)
from interlock.checker import messages
from interlock.checker.shapes import Shape, Stretch
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import (
    UNKNOWN,
    Array,
    Complaint,
    Each,
    List,
    Range,
    Sizes,
    Slice,
    scalar,
)

DATA = st.data()
N, M = Size.of(Symbol("n")), Size.of(Symbol("m"))
THREE = Size.of(3)
numbers = st.lists(st.integers(-9, 9), max_size=4)


def of(name, *values, **options):
    return RULES[name](*values, **options)


@given(shapes(), DATA)
def test_an_array_is_walked_along_its_first_axis(shape, data):
    if not shape or shape[0]:
        prove(call("operator.iter", lambda a: next(iter(a)), array(*shape)), data)


def test_an_array_without_axes_has_no_items():
    with pytest.raises(Complaint) as caught:
        of("operator.iter", scalar("f"))
    assert str(caught.value) == messages.no_iteration()


def test_the_items_of_a_thing_have_what_they_have_in_common():
    row = Array(Shape.of(N), "f")
    assert of("operator.iter", Each(row)) == row
    assert of("operator.iter", (row, row)) == row
    assert of("operator.iter", (row, Array(Shape.of(M), "i"))) == Array(Shape.of(None), "f")
    assert of("operator.iter", Range(Size.of(0), N)) == scalar("i")


def test_things_of_one_length_are_zipped_to_as_many_pairs():
    rows, labels = Array(Shape.of(N, M), "f"), Array(Shape.of(N), "i")
    pair = (Array(Shape.of(M), "f"), scalar("i"))
    assert of("builtins.zip", rows, labels) == Each(pair, N)
    assert of("builtins.zip", rows, Each(labels)) == Each((pair[0], labels))
    assert of("builtins.zip", (N, M), List((rows, labels))) == List(((N, rows), (M, labels)))
    assert of("builtins.enumerate", rows) == Each((scalar("i"), pair[0]), N)
    assert of("builtins.enumerate", (N,), THREE) == List(((THREE, N),))
    assert of("builtins.list", rows) == Each(pair[0], N)
    assert of("builtins.sorted", rows) == Each(pair[0], N)
    assert of("builtins.reversed", (N, M)) == List((M, N))


def test_a_range_counts_its_items():
    assert of("builtins.range", N) == Range(Size.of(0), N, Size.of(1))
    assert of("builtins.len", of("builtins.range", Size.of(1), N)) == N - 1
    assert of("builtins.len", of("builtins.range", Size.of(0), 3 * N, THREE)) == N
    assert of("builtins.len", of("builtins.range", Size.of(5), Size.of(0), Size.of(-2))) == THREE


@given(numbers, DATA)
def test_numbers_are_added_and_compared(items, data):
    check(call("builtins.sum", sum, items))
    check_degraded(call("builtins.sum", sum, items), data)
    if items:
        check(call("builtins.max", max, items))
        check(call("builtins.min", min, *items, *items))
        check_degraded(call("builtins.min", min, items), data)


def test_sizes_are_multiplied():
    assert of("math.prod", (N, M, THREE)) == 3 * N * M
    assert of("math.prod", (N,), start=THREE) == 3 * N
    assert of("math.prod", ()) == Size.of(1)


def test_the_largest_of_names_is_known_only_where_it_is_certain():
    assert of("builtins.max", N, N + 1) == N + 1
    assert of("builtins.min", N, Size.of(1)) == Size.of(1)
    assert of("builtins.min", N, M) == scalar("i")


@given(shapes(most=2, largest=2), shapes(most=2, largest=2), DATA)
def test_only_single_numbers_are_compared(one, two, data):
    if 0 not in (*one, *two):
        for name, function in [("max", max), ("min", min)]:
            made = call(f"builtins.{name}", function, array(*one), array(*two))
            refused, complaint = made.run()[1], made.predict(value_of)[1]
            assert (refused is None) == (complaint is None)
            check_degraded(made, data)


def test_the_larger_of_two_arrays_is_none():
    with pytest.raises(Complaint) as caught:
        of("builtins.max", Array(Shape.of(N)), Size.of(0))
    assert str(caught.value) == "an array of shape (n,) is not one number"
    with pytest.raises(Complaint) as caught:
        of("builtins.min", Array(Shape.of(3, N)))
    assert str(caught.value) == "an array of shape (n,) is not one number"
    assert of("builtins.max", Array(Shape.of(3, N)), key=UNKNOWN) is UNKNOWN
    assert of("builtins.max", scalar("f"), Size.of(0)) == scalar("")


@given(shapes(most=2, largest=2), shapes(most=2, largest=2), DATA)
def test_arrays_are_added_up_by_broadcasting(one, two, data):
    prove(call("builtins.sum", sum, [array(*one), array(*two)]), data)


@given(st.integers(-20, 20), st.integers(1, 5), DATA)
def test_arithmetic_of_whole_numbers_is_exact(one, two, data):
    prove(call("builtins.divmod", divmod, one, two), data)
    prove(call("builtins.abs", abs, one), data)
    prove(call("builtins.int", int, one), data)
    prove(call("builtins.pow", pow, one, two), data)
    prove(call("builtins.round", round, one), data)


@given(shapes(most=2), DATA)
def test_absolute_arrays_keep_their_shape(shape, data):
    prove(call("builtins.abs", abs, array(*shape)), data)
    prove(call("builtins.abs", abs, array(*shape, kind="c")), data)
    prove(call("builtins.round", round, 2.5), data)
    prove(call("builtins.round", round, 2.5, 1), data)


def test_only_an_array_of_one_element_is_a_number():
    with pytest.raises(Complaint) as caught:
        of("builtins.float", Array(Shape.of(3, 1)))
    assert str(caught.value) == messages.not_one_number("(3, 1)")
    with pytest.raises(Complaint):
        of("builtins.int", Array(Shape.of(2)))
    assert of("builtins.float", Array(Shape.of(1))) == scalar("f")
    assert of("builtins.float", scalar("f")) == scalar("f")
    for axis in (N, None):
        with pytest.raises(Complaint):
            of("builtins.int", Array(Shape.of(axis)))


def test_only_an_array_of_one_element_is_a_truth():
    for shape in (Shape.of(3), Shape.of(1, N)):
        with pytest.raises(Complaint) as caught:
            of("builtins.bool", Array(shape))
        assert str(caught.value) == messages.not_one_number(str(shape))
    assert of("builtins.bool", Array(Shape.of(1, None))) == scalar("b")


@given(numbers.map(tuple), DATA)
def test_a_tuple_gives_its_item_or_its_part(items, data):
    index = data.draw(st.integers(-5, 5))
    bounds = st.none() | st.integers(-5, 5)
    part = slice(data.draw(bounds), data.draw(bounds), data.draw(st.sampled_from([None, 1, -1, 2])))
    getitem = "operator.getitem"
    check(call(getitem, lambda x, i: x[i], items, index))
    check_degraded(call(getitem, lambda x, i: x[i], items, index), data)
    check(call(getitem, lambda x, i: x[i], items, part))
    check_degraded(call(getitem, lambda x, i: x[i], list(items), part), data)


def test_an_open_shape_gives_the_sizes_beside_its_stretch():
    batch = Stretch(Symbol("batch"))
    shape = of("numpy.shape", Array(Shape.of(batch, N, M)))
    assert shape == Sizes(Shape.of(batch, N, M))
    assert of("operator.getitem", shape, Size.of(-1)) == M
    assert of("operator.getitem", shape, Size.of(0)) == scalar("i")
    assert of("operator.getitem", shape, Slice(stop=Size.of(-1))) == Sizes(Shape.of(batch, N))
    assert of("operator.getitem", shape, Slice(start=Size.of(-2))) == (N, M)


def test_a_length_is_that_of_the_first_axis():
    assert of("builtins.len", Array(Shape.of(N, M))) == N
    assert of("builtins.len", Each(N, M)) == M
    assert of("builtins.len", Each(N)) == scalar("i")
    with pytest.raises(Complaint) as caught:
        of("builtins.len", scalar("f"))
    assert str(caught.value) == messages.no_length()
