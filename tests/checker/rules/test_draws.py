"""Rules of random draws, against NumPy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.rules import calls
from checker.rules.calls import array, axes, prove, shapes
from checker.rules.test_selecting import fitting
from interlock.checker.registry import RULES
from interlock.checker.rules.draws import _REAL, _WHOLE
from interlock.checker.shapes import Shape
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import UNKNOWN, Array, Complaint, Each

DATA = st.data()
RANDOM = np.random.default_rng(0)
SIZE = st.none() | st.integers(0, 4) | shapes(most=3)


def new(name, *arguments, **options):
    """A call of a method of a generator."""

    def function(_, *given, **named):
        return getattr(RANDOM, name)(*given, **named)

    return calls.call(f"numpy.random.Generator.{name}", function, None, *arguments, **options)


def old(name, *arguments, **options):
    """A call of one of the functions of `numpy.random`."""
    return calls.call(f"numpy.random.{name}", getattr(np.random, name), *arguments, **options)


def some(shape, whole=False):
    return np.full(shape, 2) if whole else np.full(shape, 0.5)


@given(fitting(3), SIZE, st.sampled_from([*_REAL, *_WHOLE]), DATA)
def test_parameters_broadcast_to_the_size(three, size, name, data):
    names = (_REAL | _WHOLE)[name].split()
    whole = {"n", "ngood", "nbad", "nsample"}
    low = {"a": 4.0, "right": 1.5, "high": 2.0, "mode": 1.0}
    values = [
        some(shape, one in whole) * low.get(one, 1)
        for one, shape in zip(names, three, strict=False)
    ]
    prove(new(name, *values, size), data)
    prove(new(name, *values), data)
    prove(new(name, **dict(zip(names, values, strict=True)), size=size), data)
    prove(old(name, *values, size=size), data)


@given(SIZE, shapes(most=2), DATA)
def test_draws_without_parameters_have_the_size(size, out, data):
    for name in ("random", "standard_normal", "standard_exponential"):
        prove(new(name, size), data)
        prove(new(name, size=size, dtype="float32"), data)
        prove(new(name, out=array(*out)), data)
        if size is not None:
            prove(new(name, size, out=array(*out)), data)
    for name in ("random", "random_sample", "standard_normal"):
        prove(old(name, size), data)
    prove(new("standard_gamma", some(out), size), data)


@given(fitting(2), SIZE, DATA)
def test_whole_numbers_from_ranges_that_broadcast(two, size, data):
    low, high = np.zeros(two[0], int), np.full(two[1], 4)
    draws = np.zeros(() if size is None else size).size
    if low.size and high.size and draws:  # else NumPy compares nothing
        prove(new("integers", low, high, size), data)
        prove(old("randint", low, high, size), data)
    prove(new("integers", 5, size=size), data)
    prove(new("integers", 0, 2, size, dtype="bool"), data)
    prove(old("randint", 9), data)


@given(st.lists(st.integers(-1, 3), max_size=3), DATA)
def test_sizes_one_by_one(sizes, data):
    prove(old("rand", *sizes), data)
    prove(old("randn", *sizes), data)
    made = np.random.RandomState(0)
    name = "numpy.random.RandomState.rand"
    prove(calls.call(name, lambda _, *given: made.rand(*given), None, *sizes), data)


@given(shapes(), DATA)
def test_permutations_keep_the_shape(shape, data):
    axis = data.draw(axes(len(shape)))
    prove(new("permutation", 4), data)
    if shape:
        prove(new("permutation", array(*shape), axis), data)
        prove(new("permuted", array(*shape), axis=axis), data)
        prove(new("shuffle", array(*shape), axis), data)
        prove(old("permutation", array(*shape)), data)
        prove(old("shuffle", array(*shape)), data)
        prove(new("permuted", array(*shape)), data)


@given(shapes(least=1, smallest=1), SIZE, st.booleans(), DATA)
def test_a_choice_of_rows_replaces_their_axis(shape, size, replace, data):
    axis = data.draw(axes(len(shape)))
    prove(new("choice", array(*shape), size, replace, axis=axis), data)
    prove(new("choice", 3, size, replace), data)
    prove(old("choice", array(*shape[:1]), size, replace), data)
    weights = np.full(data.draw(st.integers(1, 4)), 1.0)
    prove(new("choice", shape[0], size, p=weights / weights.sum()), data)
    prove(new("choice", [1, 2, 3], size=size), data)


@given(st.integers(1, 3), shapes(most=2, largest=3), SIZE, DATA)
def test_vectors_of_correlated_numbers(count, spread, size, data):
    cov = np.eye(count) if data.draw(st.booleans()) else np.ones(spread)
    prove(new("multivariate_normal", np.zeros(count), cov, size), data)
    prove(old("multivariate_normal", np.zeros(count), cov, size), data)
    prove(new("multivariate_normal", np.zeros(spread), np.eye(count), size), data)


@given(shapes(least=1, most=3, largest=3, smallest=1), SIZE, DATA)
def test_shares_and_counts_have_an_axis_more(shape, size, data):
    count = shape[0]
    prove(new("dirichlet", np.ones(shape), size), data)
    prove(new("multinomial", 5, np.full(count, 1 / count), size), data)
    prove(old("dirichlet", np.ones(count), size), data)


def test_a_draw_with_arguments_that_it_does_not_take_is_not_known():
    draw = RULES["numpy.random.Generator.normal"]
    assert draw(UNKNOWN, where=Size.of(3)).shape.is_unknown
    assert RULES["numpy.random.seed"](Size.of(3)) is None


def test_sizes_with_names():
    n, d = Size.of(Symbol("n")), Size.of(Symbol("d"))
    draw = RULES["numpy.random.Generator.normal"]
    assert draw(UNKNOWN, size=(n, d)).shape == Shape.of(n, d)
    assert draw(UNKNOWN, Array(Shape.of(d)), size=(n, d)).shape == Shape.of(n, d)
    rows = RULES["numpy.random.Generator.choice"](UNKNOWN, Array(Shape.of(n, d)), Size.of(3))
    assert rows.shape == Shape.of(3, d)
    some = RULES["numpy.random.Generator.choice"](UNKNOWN, Each(UNKNOWN, n), Size.of(3))
    assert str(some.shape) == "(3, ...)"


@pytest.mark.parametrize(
    ("name", "arguments", "options", "text"),
    [
        (
            "normal",
            [Array(Shape.of(4))],
            {"size": Size.of(3)},
            "shape (4,) does not broadcast to (3,): 4 is not 3",
        ),
        (
            "choice",
            [Size.of(3)],
            {"p": Array(Shape.of(4))},
            "probabilities of shape (4,) do not fit 3 choices",
        ),
        (
            "choice",
            [Size.of(3), Size.of(4), False],
            {},
            "4 are chosen out of 3, each no more than once",
        ),
        (
            "multivariate_normal",
            [Array(Shape.of(3)), Array(Shape.of(2, 2))],
            {},
            "shapes (3,) and (2, 2) do not fit: 3 is not 2",
        ),
    ],
)
def test_complaints_name_the_sizes_at_fault(name, arguments, options, text):
    with pytest.raises(Complaint) as caught:
        RULES[f"numpy.random.Generator.{name}"](UNKNOWN, *arguments, **options)
    assert str(caught.value) == f'"{name}": {text}'
