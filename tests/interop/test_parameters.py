"""Parameters by the names of Equinox and Flax; test_jax.py has the libraries themselves."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given

from interlock import Layer, LinkError, SettingError, StorageError, identity, relu, tanh
from interlock.interop import from_equinox, from_flax, to_equinox, to_flax
from random_networks import networks

WAYS = [(to_equinox, from_equinox), (to_flax, from_flax)]


@pytest.mark.parametrize(("there", "back"), WAYS)
@given(net=networks())
def test_a_network_comes_back_from_its_parameters(there: Any, back: Any, net: Any) -> None:
    assert back(there(net), [layer.activation for layer in net]) == net


def test_a_kernel_of_flax_is_the_transpose_of_a_weight() -> None:
    net = Layer(3, 2, rng=0) >> Layer(2, 1, rng=1)
    flax, equinox = to_flax(net), to_equinox(net)
    assert list(flax) == [f"params/Dense_{k}/{part}" for k in (0, 1) for part in ("kernel", "bias")]
    assert list(equinox) == [f".layers[{k}].{part}" for k in (0, 1) for part in ("weight", "bias")]
    for place, layer in enumerate(net):
        assert np.array_equal(flax[f"params/Dense_{place}/kernel"], layer.weight.T)
        assert np.array_equal(equinox[f".layers[{place}].weight"], layer.weight)


@pytest.mark.parametrize("there", [to_equinox, to_flax])
def test_the_arrays_are_the_callers_own_and_of_one_precision(there: Any) -> None:
    net = Layer(3, 2, dtype=np.float32) >> Layer(2, 1, dtype=np.float64)
    before = [layer.weight.copy() for layer in net]
    for array in there(net).values():
        assert array.dtype == np.float64
        assert array.flags["C_CONTIGUOUS"]
        array[...] = 7
    assert all(np.array_equal(layer.weight, old) for layer, old in zip(net, before, strict=True))


def test_layers_are_in_the_order_of_their_numbers_whatever_the_gaps() -> None:
    net = from_equinox(
        {
            ".layers[10].weight": np.ones((1, 2)),
            ".layers[2].weight": np.ones((2, 3)),
            ".layers[2].bias": np.ones(2),
        },
        [relu, identity],
    )
    assert repr(net) == "Network(3 -> 2 -> 1)"
    assert [layer.bias.tolist() for layer in net] == [[1, 1], [0]]
    assert net.forward(np.ones(3)).tolist() == [8]


def test_sizes_are_checked_where_they_are_given() -> None:
    arrays = to_flax(Layer(3, 2) >> Layer(2, 1))
    assert repr(from_flax(arrays, [tanh, tanh], inputs=3, outputs=1)) == "Network(3 -> 2 -> 1)"
    with pytest.raises(StorageError) as caught:
        from_flax(arrays, [tanh, tanh], inputs=3, outputs=2)
    assert str(caught.value) == (
        "from_flax: the network must have the sizes asked for.\n"
        "  expected: 3 inputs and 2 outputs\n"
        "  got:      Network(3 -> 2 -> 1)\n"
        "  try:      inputs=3, outputs=1"
    )


WEIGHT, BIAS = ".layers[0].weight", ".layers[0].bias"


@pytest.mark.parametrize(
    ("arrays", "got"),
    [
        ({}, "none"),
        ({"layers.0.weight": np.ones((1, 1))}, '"layers.0.weight"'),
        ({WEIGHT: np.ones((1, 1)), ".scale": np.ones(1)}, '".scale"'),
        ({BIAS: np.ones(1)}, '".layers[0].bias"'),
        (
            {WEIGHT: np.ones((1, 1)), ".layers[1].bias": np.ones(1)},
            '".layers[0].weight", ".layers[1].bias"',
        ),
    ],
)
def test_parameters_of_other_layers_are_told(arrays: Any, got: str) -> None:
    with pytest.raises(StorageError) as caught:
        from_equinox(arrays, [tanh])
    assert str(caught.value) == (
        "from_equinox: parameters must be those of dense layers.\n"
        '  expected: ".layers[0].weight", ".layers[0].bias", ...\n'
        f"  got:      {got}"
    )


@pytest.mark.parametrize(
    ("arrays", "expected", "got", "where"),
    [
        ({WEIGHT: np.ones(3)}, "(outputs, inputs)", "(3,)", WEIGHT),
        ({WEIGHT: np.ones((0, 3))}, "(outputs, inputs)", "(0, 3)", WEIGHT),
        ({WEIGHT: np.ones((2, 3)), BIAS: np.ones(3)}, "(2,)", "(3,)", BIAS),
    ],
)
def test_a_misshapen_parameter_is_told(arrays: Any, expected: str, got: str, where: str) -> None:
    with pytest.raises(StorageError) as caught:
        from_equinox(arrays, [tanh])
    assert str(caught.value) == (
        "from_equinox: a parameter must have the shape of its layer.\n"
        f"  expected: {expected}\n"
        f"  got:      {got}\n"
        f'  where:    "{where}"'
    )


def test_a_wrong_number_of_activations_is_told() -> None:
    with pytest.raises(StorageError) as caught:
        from_flax(to_flax(Layer(3, 2) >> Layer(2, 1)), [tanh])
    assert str(caught.value) == (
        "from_flax: there must be one activation per layer.\n"
        "  expected: 2 activations\n"
        "  got:      1\n"
        "  try:      identity for a layer of plain sums"
    )


def test_layers_that_do_not_link_are_told() -> None:
    arrays = {WEIGHT: np.ones((2, 3)), ".layers[1].weight": np.ones((1, 4))}
    with pytest.raises(LinkError, match=r"^Layers do not fit: layer 1 gives 2, layer 2 takes 4\."):
        from_equinox(arrays, [tanh, tanh])


def test_numbers_of_half_precision_are_told() -> None:
    with pytest.raises(SettingError, match=r"\n  got:      float16$"):
        from_equinox({WEIGHT: np.ones((2, 3), np.float16)}, [tanh])
