"""Activations: their values far out, their derivatives, their dtypes."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from interlock import Activation, SettingError, activation_named
from interlock.activations import ACTIVATIONS, identity, relu, sigmoid, softmax, step, tanh

SMOOTH = [sigmoid, tanh, identity, softmax]
EVERY = list(ACTIVATIONS.values())
SUMS = arrays(
    np.float64,
    st.tuples(st.integers(1, 4), st.integers(1, 5)),
    elements=st.floats(-1000, 1000, width=32),
)


@given(SUMS, st.sampled_from(EVERY))
def test_values_stay_finite_without_a_warning_however_large_the_sums(
    sums: Any, activation: Activation
) -> None:
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        outputs = activation(sums)
        assert np.isfinite(outputs).all()
        assert np.isfinite(activation.derivative(sums)).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_sigmoid_is_right_at_a_thousand(dtype: type[np.floating[Any]]) -> None:
    sums = np.array([-1000, 0, 1000], dtype)
    assert sigmoid(sums).tolist() == [0.0, 0.5, 1.0]


@given(st.floats(-700, 700))
def test_the_sigmoid_keeps_its_digits_in_both_tails(z: float) -> None:
    below, above = sigmoid(np.array([-abs(z), abs(z)]))
    assert below == pytest.approx(np.exp(-abs(z)) / (1 + np.exp(-abs(z))), rel=1e-12)
    assert above == pytest.approx(1 - below, rel=1e-12)


@given(SUMS, st.floats(-1000, 1000))
def test_the_softmax_is_a_distribution_that_a_shift_leaves_alone(sums: Any, shift: float) -> None:
    outputs = softmax(sums)
    assert (outputs >= 0).all()
    assert np.allclose(outputs.sum(axis=-1), 1)
    assert np.allclose(softmax(sums + shift), outputs, atol=1e-12)


def test_values_known_by_heart() -> None:
    sums = np.array([-2.0, 0.0, 3.0])
    assert step(sums).tolist() == [0, 0, 1]
    assert relu(sums).tolist() == [0, 0, 3]
    assert identity(sums).tolist() == [-2, 0, 3]
    assert tanh(sums).tolist() == np.tanh(sums).tolist()
    assert softmax(np.log([1.0, 2.0, 5.0])).tolist() == pytest.approx([0.125, 0.25, 0.625])


def test_derivatives_known_by_heart() -> None:
    sums = np.array([-2.0, 0.0, 3.0])
    assert step.derivative(sums).tolist() == [0, 0, 0]
    assert relu.derivative(sums).tolist() == [0, 0, 1]
    assert identity.derivative(sums).tolist() == [1, 1, 1]
    assert sigmoid.derivative(np.zeros(1)).tolist() == [0.25]
    assert tanh.derivative(np.zeros(1)).tolist() == [1]
    assert softmax.derivative(np.zeros(2)).tolist() == [0.25, 0.25]


@given(st.integers(0, 10**6), st.sampled_from(SMOOTH))
def test_backpropagation_is_the_derivative_along_any_direction(
    seed: int, activation: Activation
) -> None:
    rng = np.random.default_rng(seed)
    sums, direction, error = rng.standard_normal((3, 2, 4))
    ahead = activation(sums + 1e-6 * direction)
    behind = activation(sums - 1e-6 * direction)
    change = ((ahead - behind) / 2e-6 * error).sum()
    pulled = activation.backpropagate(activation(sums), error)
    assert (pulled * direction).sum() == pytest.approx(change, abs=1e-7)


@given(st.integers(0, 10**6), st.sampled_from([*SMOOTH, relu]))
def test_the_derivative_is_the_diagonal_of_the_jacobian(seed: int, activation: Activation) -> None:
    sums = np.random.default_rng(seed).standard_normal(4)
    columns = np.eye(4) * 1e-6
    jacobian = [(activation(sums + e) - activation(sums - e)) / 2e-6 for e in columns]
    assert activation.derivative(sums) == pytest.approx(np.diag(np.array(jacobian)), abs=1e-7)
    given_outputs = activation.derivative(sums, activation(sums))
    assert np.array_equal(given_outputs, activation.derivative(sums))


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("activation", EVERY, ids=repr)
def test_the_dtype_and_the_shape_stay_and_the_sums_are_not_touched(
    activation: Activation, dtype: type[np.floating[Any]]
) -> None:
    sums = np.linspace(-3, 3, 6, dtype=dtype).reshape(2, 3)
    before = sums.copy()
    outputs = activation(sums)
    for array in (outputs, activation.derivative(sums), activation.backpropagate(outputs, sums)):
        assert array.dtype == dtype
        assert array.shape == (2, 3)
        assert not np.shares_memory(array, sums)
    assert np.array_equal(sums, before)


@pytest.mark.parametrize("activation", EVERY, ids=repr)
def test_an_activation_is_found_by_the_name_it_prints(activation: Activation) -> None:
    assert activation_named(repr(activation)) is activation


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(SettingError) as error:
        activation_named("swish")
    assert str(error.value) == (
        'activation_named: there is no activation called "swish".\n'
        "  expected: step, sigmoid, tanh, relu, identity, softmax\n"
        "  got:      'swish'"
    )
