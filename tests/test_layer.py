"""One layer: how it is made, what it computes, how it learns, what it refuses."""

import copy
import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock import (
    Gradients,
    Layer,
    SettingError,
    ShapeError,
    SizeError,
    identity,
    relu,
    sigmoid,
    softmax,
    tanh,
    uniform,
)

SIZES = st.integers(1, 6)
BATCHES = st.lists(st.integers(1, 3), max_size=2).map(tuple)
SEEDS = st.integers(0, 10**6)


@given(SIZES, SIZES)
def test_a_layer_has_the_shapes_of_its_sizes(inputs: int, outputs: int) -> None:
    layer = Layer(inputs, outputs)
    assert (layer.num_inputs, layer.num_outputs) == (inputs, outputs)
    assert layer.weight.shape == (outputs, inputs)
    assert layer.bias.shape == layer.outputs.shape == (outputs,)
    assert layer.activation is sigmoid


def test_numpy_integers_are_sizes_and_become_plain() -> None:
    sizes: list[Any] = [np.int64(3), np.uint8(4)]
    layer = Layer(*sizes)
    assert [type(layer.num_inputs), type(layer.num_outputs)] == [int, int]


@pytest.mark.parametrize("size", [0, -1, True, 2.0, "3", None])
@pytest.mark.parametrize("name", ["inputs", "outputs"])
def test_no_layer_has_a_size_that_is_none(size: Any, name: str) -> None:
    with pytest.raises(SizeError, match=f"^Layer: {name} must be a positive integer\\."):
        Layer(**{"inputs": 3, "outputs": 4, name: size})


def test_the_chapters_initializer_is_an_option() -> None:
    layer = Layer(50, 50, initializer=uniform)
    assert np.abs(layer.weight).max() > 0.9


def test_the_same_seed_makes_the_same_layer() -> None:
    assert Layer(3, 4, rng=7) == Layer(3, 4, rng=np.random.default_rng(7))
    assert Layer(3, 4, rng=7) != Layer(3, 4, rng=8)
    assert Layer(3, 4) != Layer(3, 4)


def test_an_initializer_of_other_shapes_is_refused() -> None:
    with pytest.raises(ShapeError) as error:
        Layer(3, 4, initializer=lambda rng, i, o: (np.ones((i, o)), np.ones(o)))
    assert str(error.value) == (
        'Layer.assign: the first axis of "weight" must be num_outputs.\n'
        "  expected: (4, 3)\n"
        "  got:      (3, 4)\n"
        "  try:      make that axis 4 long, or build Layer(3, 3)"
    )


@pytest.mark.parametrize(
    ("dtype", "got"), [(np.float16, "float16"), (int, "int"), ("complex64",) * 2, ("odd",) * 2]
)
def test_a_layer_computes_in_float32_or_float64_only(dtype: Any, got: str) -> None:
    with pytest.raises(SettingError) as error:
        Layer(3, 4, dtype=dtype)
    assert str(error.value) == (
        "Layer: dtype must be a floating type that NumPy computes fast.\n"
        "  expected: np.float32 or np.float64\n"
        f"  got:      {got}"
    )


def test_the_name_of_an_activation_is_no_activation() -> None:
    with pytest.raises(SettingError) as error:
        Layer(3, 4, activation="relu")  # type: ignore[arg-type]
    assert str(error.value) == (
        "Layer: activation must be an Activation.\n"
        "  expected: sigmoid, tanh, relu, softmax, identity, step or one of your own\n"
        "  got:      'relu', a str\n"
        "  try:      import it from interlock, or call activation_named on its name"
    )


@given(SIZES, SIZES, BATCHES, SEEDS)
def test_forward_is_the_chapters_loop(
    inputs: int, outputs: int, batch: tuple[int, ...], seed: int
) -> None:
    layer = Layer(inputs, outputs, rng=seed, dtype=np.float64)
    values = np.random.default_rng(seed).standard_normal((*batch, inputs))
    found = layer.forward(values)
    assert found is layer.outputs
    for row, answer in zip(values.reshape(-1, inputs), found.reshape(-1, outputs), strict=True):
        for neuron in range(outputs):
            total = sum(layer.weight[neuron, i] * row[i] for i in range(inputs))
            expected = 1 / (1 + np.exp(-(total + layer.bias[neuron])))
            assert answer[neuron] == pytest.approx(expected)


@given(SIZES, SIZES, SEEDS, st.floats(0, 2))
def test_backward_is_the_chapters_loop(inputs: int, outputs: int, seed: int, rate: float) -> None:
    layer = Layer(inputs, outputs, rng=seed, dtype=np.float64)
    rng = np.random.default_rng(seed)
    values, error = rng.standard_normal(inputs), rng.standard_normal(outputs)
    weight, bias, input_error = layer.weight.copy(), layer.bias.copy(), np.zeros(inputs)
    for i in range(outputs):
        for j in range(inputs):
            input_error[j] += weight[i, j] * error[i]
            weight[i, j] -= rate * error[i] * values[j]
        bias[i] -= rate * error[i]
    assert layer.backward(values, error, rate) == pytest.approx(input_error)
    assert layer.weight == pytest.approx(weight)
    assert layer.bias == pytest.approx(bias)


@given(SIZES, SIZES, BATCHES, SEEDS)
def test_a_batch_steps_by_the_sum_of_its_rows(
    inputs: int, outputs: int, batch: tuple[int, ...], seed: int
) -> None:
    layer = Layer(inputs, outputs, rng=seed, dtype=np.float64)
    rng = np.random.default_rng(seed)
    values, errors = rng.standard_normal((*batch, inputs)), rng.standard_normal((*batch, outputs))
    rows = zip(values.reshape(-1, inputs), errors.reshape(-1, outputs), strict=True)
    single = [layer.gradients(row, error) for row, error in rows]
    whole = layer.gradients(values, errors)
    assert whole.weight_gradient == pytest.approx(sum(g.weight_gradient for g in single))
    assert whole.bias_gradient == pytest.approx(sum(g.bias_gradient for g in single))
    assert layer.input_error(errors).shape == values.shape


def test_gradients_and_input_error_change_nothing() -> None:
    layer = Layer(3, 2, rng=0)
    before = copy.deepcopy(layer)
    assert isinstance(layer.gradients(np.ones(3), np.ones(2)), Gradients)
    layer.input_error(np.ones(2))
    assert layer == before


def test_learning_writes_into_the_arrays_that_are_there() -> None:
    layer = Layer(3, 2)
    parameters = np.zeros(8, np.float32)
    layer.weight, layer.bias = parameters[:6].reshape(2, 3), parameters[6:]
    layer.backward(np.ones(3), np.array([1.0, 2.0]), 0.5)
    assert parameters.tolist() == [-0.5, -0.5, -0.5, -1, -1, -1, -0.5, -1]
    layer.assign(np.ones((2, 3)), np.zeros(2))
    assert parameters.tolist() == [1] * 6 + [0] * 2


@pytest.mark.parametrize("own", [np.float32, np.float64])
@pytest.mark.parametrize("other", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("activation", [sigmoid, tanh, relu, softmax, identity], ids=repr)
def test_a_layer_answers_in_its_own_dtype(own: Any, other: Any, activation: Any) -> None:
    layer = Layer(3, 2, dtype=own, activation=activation)
    inputs, error = np.ones((5, 3), other), np.ones((5, 2), other)
    gradients = layer.gradients(inputs, error)
    answers = [layer.forward(inputs), layer.backward(inputs, error, 0.1), *gradients]
    arrays = [*answers, layer.weight, layer.bias, layer.outputs]
    assert {array.dtype for array in arrays} == {np.dtype(own)}


def test_read_only_and_scattered_arrays_work_and_stay() -> None:
    layer = Layer(3, 2, rng=0)
    plain = np.arange(12.0).reshape(4, 3)
    frozen = plain.copy()
    frozen.flags.writeable = False
    scattered = np.asfortranarray(np.repeat(plain, 2, axis=0))[::2]
    expected = layer.forward(plain).copy()
    for inputs in (frozen, scattered):
        assert np.array_equal(layer.forward(inputs), expected)
        layer.gradients(inputs, expected)
        assert np.array_equal(inputs, plain)


@pytest.mark.parametrize(
    ("dtype", "remedy"),
    [
        (np.int64, "inputs.astype(np.float32)"),
        (bool, "inputs.astype(np.float32)"),
        (np.complex128, "inputs.real"),
    ],
)
def test_inputs_that_are_no_floating_numbers_are_refused(dtype: type, remedy: str) -> None:
    with pytest.raises(ShapeError) as error:
        Layer(3, 2).forward(np.ones((5, 3), dtype))
    assert str(error.value) == (
        'Layer.forward: the dtype of "inputs" must be Float.\n'
        "  expected: float16 or float32 or float64\n"
        f"  got:      {np.dtype(dtype)}\n"
        f"  try:      pass {remedy}"
    )


def test_layers_are_equal_by_all_they_are() -> None:
    layer = Layer(3, 2, rng=0)
    assert layer == Layer(3, 2, rng=0)
    assert layer != Layer(3, 2, rng=0, activation=tanh)
    assert layer != Layer(3, 2, rng=0, dtype=np.float64)
    assert layer != Layer(2, 3, rng=0)
    assert layer != 3
    other = copy.deepcopy(layer)
    other.bias[0] += 1
    assert layer != other


def test_a_layer_survives_copying_and_pickling_and_is_no_key() -> None:
    layer = Layer(3, 2, rng=0)
    for other in (copy.deepcopy(layer), pickle.loads(pickle.dumps(layer))):
        assert other == layer
        assert not np.shares_memory(other.weight, layer.weight)
    with pytest.raises(TypeError, match="unhashable"):
        hash(layer)


def test_a_layer_prints_its_sizes_and_activation() -> None:
    assert repr(Layer(3, 4, activation=relu)) == "Layer(3 -> 4, relu)"
