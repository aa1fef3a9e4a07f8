"""What is wrong in a layer of the user's own kind is told at its place."""

from typing import Any

import numpy as np
import pytest

from interlock import (
    Data,
    Layer,
    Module,
    SettingError,
    ShapeError,
    fit,
    quadratic,
    shaped,
)
from interlock.dimensions import N
from kinds import Dropout, Normalisation


def test_a_kind_without_a_way_back_cannot_be_made() -> None:
    class Forward(Module[N, N]):
        def __init__(self, size: N) -> None:
            super().__init__(size, size)

        def forward(self, inputs: Any) -> Any:
            return inputs

    with pytest.raises(TypeError, match=r"abstract.* '?input_error"):
        Forward(3)  # type: ignore[abstract]


def test_only_parameters_decay() -> None:
    with pytest.raises(SettingError) as caught:

        class Odd(Dropout[N]):
            parameters = ("gain",)
            decayed = ("gian",)

    assert str(caught.value) == (
        "Odd: what is decayed must be among the parameters.\n  expected: gain\n  got:      gian"
    )


@pytest.mark.parametrize(
    ("value", "got"),
    [(None, "none"), ([1.0], "a list"), (np.ones(3, int), "an int64 array"), (1.5, "a float")],
)
def test_every_name_of_an_array_is_that_of_one(value: Any, got: str) -> None:
    layer = Normalisation(3)
    layer.gain = value
    with pytest.raises(SettingError) as caught:
        layer.backward(np.ones((2, 3)), np.ones((2, 3)), 0.1)
    assert str(caught.value) == (
        "Normalisation: parameters and memory must name arrays of the layer.\n"
        "  expected: a float32 or float64 array in gain\n"
        f"  got:      {got}\n"
        "  try:      set self.gain in __init__, or correct the name"
    )


class Short(Normalisation[N]):
    """Forgets one gradient."""

    def gradients(self, inputs: Any, error: Any) -> Any:
        return super().gradients(inputs, error)[:1]


class Wide(Dropout[N]):
    """Has a gradient for a parameter that it has not."""

    def gradients(self, inputs: Any, error: Any) -> Any:
        return (error,)


@pytest.mark.parametrize(
    ("layer", "expected", "got", "remedy"),
    [
        (Short(3), "(3,), (3,)", "(3,)", "return those of gain, shift, in this order"),
        (Wide(3), "none", "(2, 3)", "return ()"),
    ],
)
def test_each_parameter_has_a_gradient_of_its_shape(
    layer: Module[Any, Any], expected: str, got: str, remedy: str
) -> None:
    layer.training_forward(np.ones((2, 3)), np.random.default_rng(0))
    with pytest.raises(ShapeError) as caught:
        layer.backward(np.ones((2, 3)), np.ones((2, 3)), 0.1)
    assert str(caught.value) == (
        f"{type(layer).__name__}.gradients: each parameter must have a gradient of its shape.\n"
        f"  expected: {expected}\n"
        f"  got:      {got}\n"
        f"  try:      {remedy}"
    )


class Stretched(Dropout[N]):
    """Gives one number where there should be several, which NumPy would stretch."""

    def training_forward(self, inputs: Any, rng: Any) -> Any:
        return super().training_forward(inputs, rng)[..., :1]


class Summed(Dropout[N]):
    """Sends one error back for all examples."""

    def input_error(self, error: Any) -> Any:
        return error.sum(axis=0)


@pytest.mark.parametrize(
    ("layer", "method", "what", "got"),
    [
        (Stretched(3), "training_forward", "output", "(5, 1)"),
        (Summed(3), "input_error", "input", "(3,)"),
    ],
)
def test_what_numpy_would_stretch_is_refused_at_its_place(
    layer: Module[Any, Any], method: str, what: str, got: str
) -> None:
    net = Normalisation(3) >> layer
    examples, where = np.ones((5, 3)), ""
    steps = [
        lambda: net.gradients(examples, examples, quadratic),
        lambda: fit(net, Data(3, 3, examples, examples), loss=quadratic, epochs=1),
    ]
    for step in steps:
        with pytest.raises(ShapeError) as caught:
            step()
        assert str(caught.value) == (
            f"{type(layer).__name__}.{method}: the result must have a number for each {what} of "
            "each example.\n"
            "  expected: (5, 3)\n"
            f"  got:      {got}\n"
            f"{where}"
            f"  try:      decorate {method} with @shaped, and let the plugin check its body"
        )
        where = "  where:    layer 2 of 2 in Network(3 -> 3 -> 3)\n"  # which fit knows


def test_an_answer_of_a_wrong_shape_says_its_place() -> None:
    class Flat(Dropout[N]):
        def forward(self, inputs: Any) -> Any:
            return inputs.sum(axis=-1)

    with pytest.raises(ShapeError) as caught:
        (Layer(4, 3) >> Flat(3)).forward(np.ones((5, 4)))
    assert str(caught.value).splitlines()[1:-1] == [
        "  expected: (5, 3)",
        "  got:      (5,)",
        "  where:    layer 2 of 2 in Network(4 -> 3 -> 3)",
    ]


def test_what_a_kind_is_told_it_keeps() -> None:
    class Lossy(Dropout[N]):
        def __init__(self, size: N, rate: float) -> None:
            super().__init__(size, rate)

    with pytest.raises(SettingError) as caught:
        repr(Lossy(3, 0.5))
    assert str(caught.value) == (
        "Lossy: what __init__ takes must be kept.\n"
        "  expected: an attribute rate\n"
        "  got:      none\n"
        "  try:      self.rate = rate, or give it a default if it matters only there"
    )


def test_a_shaped_method_is_called_by_its_kind_and_says_its_place() -> None:
    class Cut(Normalisation[N]):
        @shaped
        def forward(self, inputs: Any) -> Any:
            return super().forward(inputs[..., 1:])

    with pytest.raises(ShapeError) as caught:
        (Layer(4, 3) >> Cut(3)).forward(np.ones((5, 4)))
    assert str(caught.value).splitlines()[0] == (
        'Normalisation.forward: the last axis of "inputs" must be num_inputs.'
    )
    assert caught.value.where == "layer 2 of 2 in Network(4 -> 3 -> 3)"
