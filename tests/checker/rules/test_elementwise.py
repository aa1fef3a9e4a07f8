"""Rules of ufuncs and operators, against NumPy."""

from __future__ import annotations

import operator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.rules.calls import array, axes, call, prove, shapes
from checker.rules.test_selecting import fitting
from interlock.checker.registry import RULES
from interlock.checker.rules.elementwise import BINARY, UNARY
from interlock.checker.shapes import Shape
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import Array, Complaint

DATA = st.data()
WHOLE = "invert bitwise_not bitwise_invert bitwise_count gcd lcm".split()
BITS = [name for name in BINARY if "bitwise" in name or "shift" in name]
KINDS = st.sampled_from("bif")


def _call(name, *operands, **options):
    return call(f"numpy.{name}", getattr(np, name), *operands, **options)


@pytest.mark.parametrize("name", [name for name in UNARY if hasattr(np, name)])
def test_a_function_of_one_array_keeps_its_shape_and_states_its_kind(name):
    for kind in "bifc":
        for shape in [(), (3,), (2, 0, 1)]:
            made = _call(name, array(*shape, kind=kind))
            if made.run()[1] is None:
                value, complaint = made.predict(lambda a: Array(Shape.of(*a.shape), a.dtype.kind))
                assert complaint is None
                assert value.shape == Shape.of(*shape)
                unsure = [""] if kind != "f" else []
                assert value.kind in [*unsure, made.run()[0].dtype.kind.replace("u", "i")], kind


@pytest.mark.parametrize("name", [name for name in BINARY if hasattr(np, name)])
def test_the_kind_of_a_result_follows_from_those_of_the_operands(name):
    for one in "bifc":
        for two in "bifc":
            made = _call(name, array(3, kind=one), array(3, kind=two))
            if made.run()[1] is None:
                value, _ = made.predict(lambda a: Array(Shape.of(*a.shape), a.dtype.kind))
                unsure = [""] if (one, two) != ("f", "f") else []
                assert value.kind in [*unsure, made.run()[0].dtype.kind.replace("u", "i")], (
                    one,
                    two,
                )


@given(fitting(2), st.sampled_from("add multiply less arctan2 divide logical_or".split()), DATA)
def test_two_operands_broadcast(two, name, data):
    one, other = two
    prove(_call(name, array(*one), array(*other)), data)
    prove(_call(name, array(*one), 2), data)
    prove(_call(name, 2.5, array(*other)), data)
    prove(_call(name, [1.0, 2.0], array(*other)), data)


@given(fitting(3), DATA)
def test_the_result_is_written_where_out_says_and_must_not_enlarge_it(three, data):
    one, two, out = three
    prove(_call("add", array(*one), array(*two), array(*out)), data)
    prove(_call("add", array(*one), array(*two), out=array(*out)), data)
    prove(_call("exp", array(*one), out=(array(*out),)), data)


@given(fitting(4), DATA)
def test_a_mask_takes_part_in_the_broadcast(four, data):
    one, two, mask, out = four
    where = array(*mask, kind="b")
    prove(_call("subtract", array(*one), array(*two), where=where), data)
    prove(_call("subtract", array(*one), array(*two), out=array(*out), where=where), data)
    prove(_call("sqrt", array(*one), where=where, dtype="float64"), data)


@given(fitting(2), DATA)
def test_two_results_have_the_same_shape(two, data):
    one, other = two
    prove(_call("divmod", array(*one), array(*other)), data)
    prove(_call("modf", array(*one)), data)
    prove(_call("frexp", array(*one)), data)
    prove(_call("modf", array(*one), array(*other), array(*other)), data)


IN_PLACE = {
    name: getattr(operator, name)
    for name in "iadd isub imul itruediv ifloordiv imod ipow iand ior ixor ilshift irshift".split()
}


@given(fitting(2), st.sampled_from([*IN_PLACE]), DATA)
def test_an_operator_in_place_must_not_enlarge_its_left_operand(two, name, data):
    one, other = two
    kind = "i" if name in ("iand", "ior", "ixor", "ilshift", "irshift") else "f"
    left, right = np.ones(one, int if kind == "i" else float), array(*other, kind=kind)
    if one:
        prove(call(f"operator.{name}", IN_PLACE[name], left, right + 1), data)


@given(shapes(), DATA)
def test_a_number_is_rebound_by_an_operator_in_place(shape, data):
    prove(call("operator.iadd", operator.iadd, 1.0, array(*shape)), data)


@given(shapes(least=1, largest=3), shapes(most=3, largest=3), DATA)
def test_a_product_in_place_must_leave_the_shape(left, right, data):
    made = call("operator.imatmul", operator.imatmul, array(*left), array(*right))
    if len(left) > 1 or made.run()[1] is None:
        prove(made, data)


def _complaint(name, *values):
    with pytest.raises(Complaint) as caught:
        RULES[name](*values)
    return str(caught.value)


def test_complaints_name_both_shapes_and_the_sizes_at_fault():
    n, m = Size.of(Symbol("n")), Size.of(Symbol("m"))
    one, two = Array(Shape.of(n, 4)), Array(Shape.of(m, 1))
    assert (
        _complaint("numpy.add", one, two)
        == '"add": shapes (n, 4) and (m, 1) do not broadcast: n is not m'
    )
    assert (
        _complaint("operator.iadd", Array(Shape.of(1, 4)), Array(Shape.of(3, 4)))
        == '"+=": shape (3, 4) does not broadcast to (1, 4): 3 is not 1'
    )
    assert (
        _complaint("numpy.exp", one, Array(Shape.of(4)))
        == '"exp": shape (n, 4) does not broadcast to (4,)'
    )


@given(fitting(2), DATA)
def test_the_outer_form_of_a_ufunc_pairs_all_elements(two, data):
    one, other = two
    prove(call("numpy.ufunc.outer", _method("outer"), "add", array(*one), array(*other)), data)


@given(shapes(smallest=1), DATA)
def test_a_ufunc_reduces_and_accumulates_along_axes(shape, data):
    axis, keep = data.draw(axes(len(shape))), data.draw(st.booleans())
    several = data.draw(st.none() | st.lists(axes(len(shape)), max_size=3).map(tuple))
    for name in ("add", "maximum", "logical_and"):
        made = array(*shape)
        prove(call("numpy.ufunc.reduce", _method("reduce"), name, made), data)
        prove(call("numpy.ufunc.reduce", _method("reduce"), name, made, axis, keepdims=keep), data)
        prove(call("numpy.ufunc.reduce", _method("reduce"), name, made, several), data)
        prove(call("numpy.ufunc.accumulate", _method("accumulate"), name, made, axis), data)
        prove(call("numpy.ufunc.reduceat", _method("reduceat"), name, made, [0, 0], axis), data)


@given(fitting(1), shapes(most=2, smallest=1), shapes(most=2), DATA)
def test_what_a_ufunc_adds_at_places_fits_them(one, places, new, data):
    target, indices = array(*one[0]), array(*places, kind="i")
    made = call("numpy.ufunc.at", _method("at"), "add", target, indices, array(*new))
    if made.run()[1] is None:
        prove(made, data)


def _method(name):
    return lambda ufunc, *arguments, **options: getattr(getattr(np, ufunc), name)(
        *arguments, **options
    )


def test_nothing_is_said_of_what_is_not_known():
    unknown = RULES["numpy.add"](Array(Shape.unknown()), Array(Shape.of(3), "f"))
    assert str(unknown.shape) == "(..., 3)"
