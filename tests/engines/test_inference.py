"""Compiled networks and generated code."""

import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from interlock import SettingError, ShapeError
from interlock.activations import ACTIVATIONS, Activation, tanh
from interlock.datasets import Data
from interlock.dimensions import Array
from interlock.engines import EngineName, choice, inference
from interlock.layer import Layer
from interlock.network import Last, Network
from interlock.training import fit

ENGINES: list[EngineName] = ["numpy", "numba"]


def network_of(activation: str, dtype: type = np.float32) -> Network[Any, Any]:
    rng = np.random.default_rng(1)
    kind = ACTIVATIONS[activation]
    first = Layer(7, 6, activation=kind, rng=rng, dtype=dtype)
    return first >> Layer(6, 3, activation=kind, rng=rng, dtype=dtype)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float32, 1e-6), (np.float64, 1e-12)])
def test_a_compiled_network_answers_as_forward_does(
    engine: EngineName, activation: str, dtype: type, tolerance: float
) -> None:
    network = network_of(activation, dtype)
    inputs: Any = np.random.default_rng(2).standard_normal((1_300, 7)).astype(dtype)
    predictor, right = network.compile(engine=engine), network.forward(inputs)
    np.testing.assert_allclose(predictor(inputs), right, rtol=0, atol=tolerance)
    for row in range(10):
        np.testing.assert_allclose(predictor.one(inputs[row]), right[row], rtol=0, atol=tolerance)


@pytest.mark.parametrize("engine", ENGINES)
def test_other_precisions_and_strides_are_converted(engine: EngineName) -> None:
    network = network_of("tanh")
    inputs = np.random.default_rng(2).standard_normal((40, 14))[::2, ::2]
    predictor, right = network.compile(engine=engine), network.forward(inputs)
    np.testing.assert_allclose(predictor(inputs), right, rtol=0, atol=1e-6)
    np.testing.assert_allclose(predictor.one(inputs[3]), right[3], rtol=0, atol=1e-6)


class OwnArray(np.ndarray[Any, np.dtype[Any]]):
    """An array of a class of the user's own."""


def frozen(example: Array) -> Array:
    example.flags.writeable = False
    return example


def unaligned(example: Array) -> Array:
    room = np.empty(example.nbytes + 1, np.uint8)[1:].view(example.dtype)
    room[:] = example
    return room


FORMS: dict[str, Callable[[Array], Array]] = {
    "as it is": lambda example: example,
    "read-only": frozen,
    "unaligned": unaligned,
    "reversed": lambda example: example[::-1].copy()[::-1],
    "a class of one's own": lambda example: example.view(OwnArray),
    "with a mask": np.ma.masked_array,
    "half precision": lambda example: example.astype(np.float16),
    "double precision": lambda example: example.astype(np.float64),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("form", FORMS)
def test_one_example_may_have_any_form(engine: EngineName, form: str) -> None:
    predictor = network_of("sigmoid").compile(engine=engine)
    example = np.arange(7, dtype=np.float32) / 8
    right = predictor.one(example).copy()
    for _ in range(2):
        np.testing.assert_allclose(predictor.one(FORMS[form](example.copy())), right, atol=1e-6)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "wrong", [np.ones(8, np.float32), np.ones((7, 1), np.float32), np.ones(7, np.int64), [1.0] * 7]
)
def test_what_is_no_example_is_refused_in_the_contract_s_words(
    engine: EngineName, wrong: Any
) -> None:
    predictor = network_of("sigmoid").compile(engine=engine)
    with pytest.raises(ShapeError, match=r"^VectorPredictor\.one"):
        predictor.one(wrong)


@pytest.mark.parametrize("engine", ENGINES)
def test_one_example_allocates_no_array(engine: EngineName) -> None:
    network = Layer(2_000, 3_000) >> Layer(3_000, 2_500)
    predictor, example = network.compile(engine=engine), np.ones(2_000, np.float32)
    first = predictor.one(example)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        assert predictor.one(example) is first
        # The smallest array of an example has 8,000 bytes.
        assert tracemalloc.get_traced_memory()[1] - before < 4_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("engine", ENGINES)
def test_an_example_of_another_size_is_refused(engine: EngineName) -> None:
    predictor = network_of("tanh").compile(engine=engine)
    with pytest.raises(ShapeError):
        predictor.one(np.ones(6, np.float32))
    with pytest.raises(ShapeError):
        predictor(np.ones((5, 6), np.float32))


def test_a_compiled_network_does_not_see_later_training() -> None:
    network = network_of("sigmoid")
    inputs = np.random.default_rng(2).standard_normal((20, 7)).astype(np.float32)
    predictor = network.compile(engine="numpy")
    before = predictor(inputs)
    fit(network, Data.labelled(7, 3, inputs, np.arange(20) % 3), epochs=1, rng=1)
    np.testing.assert_array_equal(predictor(inputs), before)
    assert not np.array_equal(network.forward(inputs), before)


def test_chunks_of_many_lengths_keep_few_buffers() -> None:
    predictor = network_of("tanh").compile(engine="numpy")
    for rows in range(1, 9):
        assert predictor(np.ones((rows, 7))).shape == (rows, 3)
    assert len(predictor._forward._rooms) <= 3


def test_auto_takes_numba_where_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = Activation("mine", tanh.value, tanh.slope)
    assert network_of("tanh").compile().engine == "numba"
    assert Last(Layer(3, 2, activation=mine)).compile().engine == "numpy"
    monkeypatch.setattr(inference, "numba_is_installed", lambda: False)
    assert network_of("tanh").compile().engine == "numpy"


def test_an_engine_that_cannot_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = Last(Layer(3, 2, activation=Activation("mine", tanh.value, tanh.slope)))
    with pytest.raises(SettingError) as caught:
        mine.compile(engine="numba")
    assert str(caught.value) == (
        "compile: the numba engine must be installed, and know every activation.\n"
        "  got:      Network(3 -> 2) with mine\n"
        "  try:      engine=\"numpy\", or pip install 'interlock[fast]'"
    )
    monkeypatch.setattr(inference, "numba_is_installed", lambda: False)
    with pytest.raises(SettingError, match="numba or scipy is missing"):
        mine.compile(engine="numba")
    with pytest.raises(SettingError) as unknown:
        mine.compile(engine="abacus")  # type: ignore[arg-type]
    assert str(unknown.value) == (
        "compile: engine must be known.\n  expected: auto, numpy or numba\n  got:      'abacus'"
    )


def test_numba_needs_scipy_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "find_spec", lambda name: None if name == "scipy" else name)
    assert not choice.numba_is_installed()


def test_the_source_is_python_for_the_exact_sizes() -> None:
    network = Last(Layer(2, 1, rng=1))
    assert network.source() == "\n".join(
        [
            "from math import exp, tanh",
            "",
            "",
            "def epoch(parameters, inputs, targets, outputs, rate, keep):",
            "    [w0_0_0, w0_0_1, b0_0] = parameters",
            "    for [a0_0, a0_1], [t0] in zip(inputs, targets):",
            "        z0 = b0_0 + w0_0_0 * a0_0 + w0_0_1 * a0_1",
            "        a1_0 = 1.0 / (1.0 + exp(-z0)) if z0 > -700.0 else exp(z0)",
            "        d0_0 = rate * (a1_0 - t0)",
            "        w0_0_0 -= d0_0 * a0_0",
            "        w0_0_1 -= d0_0 * a0_1",
            "        b0_0 -= d0_0",
            "        outputs.append([a1_0])",
            "    parameters[:] = [w0_0_0, w0_0_1, b0_0]",
            "",
        ]
    )


def test_no_source_is_generated_for_many_weights() -> None:
    with pytest.raises(SettingError) as caught:
        Last(Layer(20, 10)).source()
    assert str(caught.value) == (
        "source: code is generated for few weights and the library's own activations.\n"
        "  expected: at most 190 weights, activations step, sigmoid, tanh, relu, identity, softmax"
        "\n  got:      200 weights, activations sigmoid\n"
        "  try:      read interlock/engines instead: this network runs by products of matrices"
    )
