"""Layers of the user's own kinds: how they link, what they are, and what is refused in them."""

import copy
import pickle
from typing import Any

import numpy as np
import pytest

from interlock import (
    Data,
    Last,
    Layer,
    LinkError,
    Module,
    Network,
    SettingError,
    ShapeError,
    SizeError,
    cross_entropy,
    fit,
    identity,
    network,
    quadratic,
    shaped,
)
from interlock.dimensions import I, N
from kinds import Dropout, Mixing, Normalisation


def mixed(**options: Any) -> Network[Any, Any]:
    first = Layer(4, 3, rng=1, dtype=np.float64)
    last = Layer(3, 2, rng=2, dtype=np.float64)
    made: Network[Any, Any] = first >> Normalisation(3) >> Dropout(3, **options) >> last
    return made


# Linking


def test_kinds_link_with_layers_in_any_grouping() -> None:
    one, two, three, four = Layer(4, 3), Normalisation(3), Dropout(3), Mixing(3, 2)
    wanted = [one, two, three, four]
    grouped = [
        one >> two >> three >> four,
        one >> (two >> (three >> four)),
        (one >> two) >> (three >> four),
        network(one, two, three, four),
        Last(one) >> two >> Last(three) >> four,
    ]
    for each in grouped:
        assert all(a is b for a, b in zip(each, wanted, strict=True))
        assert (len(each), each.sizes) == (4, (4, 3, 3, 3, 2))
        assert repr(each) == "Network(4 -> 3 -> 3 -> 3 -> 2)"


def test_a_broken_link_is_put_right_by_a_layer_of_the_same_kind() -> None:
    with pytest.raises(LinkError) as caught:
        Layer(4, 3) >> Dropout(5, 0.25)
    assert str(caught.value) == (
        "Layers do not fit: layer 1 gives 3, layer 2 takes 5.\n"
        "  expected: layer 2 to take 3\n"
        "  got:      Dropout(5 -> 5, 0.25, None) behind Layer(4 -> 3, sigmoid)\n"
        "  where:    layers 1 and 2 of 2\n"
        "  try:      build layer 2 as Dropout(3), or layer 1 as Layer(4, 5)"
    )
    with pytest.raises(LinkError, match=r"Mixing\(5, 2\), or layer 1 as Dropout\(3\)$"):
        network(Dropout(5), Mixing(3, 2))


def test_a_layer_of_any_kind_has_one_place() -> None:
    dropout = Dropout(3)
    with pytest.raises(LinkError, match=r"build another Dropout\(3\) for the second place$"):
        network(dropout, Mixing(3, 3), dropout)


@pytest.mark.parametrize("size", [0, 2.5, True])
def test_a_kind_has_no_size_that_is_none(size: Any) -> None:
    with pytest.raises(SizeError, match=r"^Dropout: inputs must be a positive integer\."):
        Dropout(size)


# What a layer of another kind is


def test_equal_are_layers_of_one_kind_with_the_same_settings_and_numbers() -> None:
    assert Normalisation(3) == Normalisation(3)
    assert Normalisation(3) != Normalisation(3, 0.5)
    assert Normalisation(3) != Normalisation(4)
    assert Normalisation(3) != Normalisation(3, dtype=np.float32)
    assert Dropout(3) != Normalisation(3)
    assert Dropout(3) != 3
    other = Normalisation(3)
    other.mean[1] = 7
    assert Normalisation(3) != other
    assert Mixing(3, 2, rng=1) == Mixing(3, 2, rng=1) != Mixing(3, 2, rng=2)


def test_a_layer_prints_its_sizes_and_settings() -> None:
    made = [Mixing(3, 2), Dropout(3, 0.25), Layer(3, 2, activation=identity)]
    assert list(map(repr, made)) == [
        "Mixing(3 -> 2)",
        "Dropout(3 -> 3, 0.25, None)",
        "Layer(3 -> 2, identity)",
    ]


def test_copies_are_equal_and_apart() -> None:
    net = mixed()
    for twin in (copy.deepcopy(net), pickle.loads(pickle.dumps(net))):
        assert twin == net
        twin.training_forward(np.ones((2, 4)))
        assert twin != net


def test_a_network_counts_its_parameters_and_knows_its_precision() -> None:
    assert mixed().num_parameters == (12 + 3) + (3 + 3) + 0 + (6 + 2)
    assert mixed().dtype == np.float64
    assert Last(Dropout(3)).dtype == (Layer(3, 4) >> Layer(4, 2)).dtype == np.float32
    assert (Layer(3, 4) >> Normalisation(4)).dtype == np.float64


# Passes


def test_answers_are_not_random_and_training_is_by_the_seed() -> None:
    net, inputs = mixed(), np.random.default_rng(0).random((5, 4))
    assert np.array_equal(net.forward(inputs), net.forward(inputs))
    passes = [net.training_forward(inputs, rng) for rng in (3, np.random.default_rng(3), 4)]
    assert np.array_equal(passes[0], passes[1])
    assert not np.array_equal(passes[0], passes[2])


def test_two_dropouts_of_one_pass_draw_differently() -> None:
    first, second = Dropout(100), Dropout(100)
    (first >> second).training_forward(np.ones(100), 1)
    assert not np.array_equal(first._factor, second._factor)


def test_the_same_seed_steps_to_the_same_bits() -> None:
    one, two, three = mixed(), mixed(), mixed()
    inputs, targets = np.random.default_rng(0).random((2, 5, 4))
    for net, seed in ((one, 1), (two, 1), (three, 2)):
        net.training_forward(inputs, seed)
        net.backward(inputs, targets[:, :2], 0.5)
    assert one == two != three


def test_gradients_are_by_the_seed() -> None:
    net, inputs = mixed(), np.random.default_rng(0).random((5, 4))
    first, same, other = (
        net.gradients(inputs, np.ones((5, 2)), quadratic, rng=seed)[0].weight_gradient
        for seed in (3, np.random.default_rng(3), 4)
    )
    assert np.array_equal(first, same)
    assert not np.array_equal(first, other)


def test_backward_steps_each_parameter_against_its_gradient() -> None:
    net, inputs = mixed(seed=5), np.random.default_rng(0).random((5, 4))
    targets = np.ones((5, 2))
    before = copy.deepcopy(list(net))
    gradients = net.gradients(inputs, targets, quadratic)
    net.training_forward(inputs)
    net.backward(inputs, targets, 0.5, quadratic)
    assert list(map(len, gradients)) == [2, 2, 0, 2]
    for layer, old, each in zip(net, before, gradients, strict=True):
        for name, gradient in zip(layer.parameters, each, strict=True):
            stepped = getattr(old, name) - 0.5 * gradient
            np.testing.assert_allclose(getattr(layer, name), stepped, rtol=0, atol=1e-12)


def test_no_way_back_starts_from_an_answer_that_training_would_not_give() -> None:
    net = mixed()
    net.training_forward(np.ones((5, 4)))
    net.forward(np.ones((5, 4)))
    with pytest.raises(ShapeError) as caught:
        net.backward(np.ones((5, 4)), np.ones((5, 2)), 0.1)
    assert str(caught.value) == (
        "backward: training_forward must be called first, with the same inputs.\n"
        "  expected: a training pass, for Normalisation(3 -> 3, 0.9) trains otherwise than it "
        "answers\n"
        "  got:      a call of forward\n"
        "  try:      call training_forward(inputs) before each backward(inputs, target, rate)"
    )


def test_a_kind_that_trains_as_it_answers_goes_back_from_an_answer() -> None:
    net = Layer(4, 3, rng=1) >> Mixing(3, 2, rng=2)
    net.forward(np.ones((5, 4)))
    assert net.backward(np.ones((5, 4)), np.ones((5, 2)), 0.1, quadratic).shape == (5, 4)
    with pytest.raises(ShapeError, match=r"^backward: forward must be called first"):
        net.backward(np.ones((6, 4)), np.ones((6, 2)), 0.1, quadratic)


def test_a_loss_over_plain_outputs_is_told_so() -> None:
    with pytest.raises(SettingError, match=r"^The loss cross-entropy needs outputs that are prob"):
        Last(Mixing(3, 2)).gradients(np.ones(3), np.ones(2), cross_entropy)


# What is wrong in a kind


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


def test_a_kind_made_of_layer_is_no_stranger_to_networks() -> None:
    class Thin(Layer[I, N]):
        """A layer of its own name."""

    net = Thin(4, 3, rng=1) >> Layer(3, 2, rng=2)
    assert repr(next(iter(net))) == "Thin(4 -> 3, sigmoid)"
    assert next(iter(net)) != Layer(4, 3, rng=1)
