"""Links: every grouping of `>>`, `network`, `Next` by hand, and what is said of a misfit."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock import Last, Layer, LinkError, Network, Next, network

SIZES = st.lists(st.integers(1, 4), min_size=2, max_size=20)


def layers_of(sizes: list[int]) -> list[Layer[Any, Any]]:
    return [Layer(i, o) for i, o in pairwise(sizes)]


def grouped(parts: list[Any], draw: Any) -> Any:
    """The parts linked by `>>`, the operators taken in any order."""
    while len(parts) > 1:
        place = draw(st.integers(0, len(parts) - 2))
        parts[place : place + 2] = [parts[place] >> parts[place + 1]]
    return parts[0]


@given(SIZES, st.data())
def test_every_grouping_links_the_same_layers_in_order(sizes: list[int], data: Any) -> None:
    layers = layers_of(sizes)
    linked = grouped([*layers], data.draw)
    together = network(*layers)
    assert isinstance(together, Network)
    if len(layers) > 1:
        assert [id(layer) for layer in linked] == [id(layer) for layer in layers]
        assert linked == together
    assert together.sizes == tuple(sizes)
    assert len(together) == len(layers)


@given(SIZES.filter(lambda sizes: len(sizes) > 2), st.data())
def test_a_misfit_is_refused_whichever_way_it_is_linked(sizes: list[int], data: Any) -> None:
    layers = layers_of(sizes)
    place = data.draw(st.integers(1, len(layers) - 1))
    layers[place] = Layer(sizes[place] + 1, sizes[place + 1])
    with pytest.raises(LinkError):
        grouped([*layers], data.draw)
    with pytest.raises(LinkError) as error:
        network(*layers)
    given_, taken, out = sizes[place], sizes[place] + 1, sizes[place + 1]
    assert str(error.value) == (
        f"Layers do not fit: layer {place} gives {given_}, layer {place + 1} takes {taken}.\n"
        f"  expected: layer {place + 1} to take {given_}\n"
        f"  got:      Layer({taken} -> {out}, sigmoid) behind "
        f"Layer({sizes[place - 1]} -> {given_}, sigmoid)\n"
        f"  where:    layers {place} and {place + 1} of {len(layers)}\n"
        f"  try:      build layer {place + 1} as Layer({given_}, {out}), "
        f"or layer {place} as Layer({sizes[place - 1]}, {taken})"
    )


def test_a_misfit_between_networks_is_placed_in_the_whole() -> None:
    front, back = network(*layers_of([3, 4, 2])), network(*layers_of([5, 6, 7]))
    with pytest.raises(LinkError) as error:
        front >> back
    assert str(error.value) == (
        "Layers do not fit: layer 2 gives 2, layer 3 takes 5.\n"
        "  expected: layer 3 to take 2\n"
        "  got:      Layer(5 -> 6, sigmoid) behind Layer(4 -> 2, sigmoid)\n"
        "  where:    layers 2 and 3 of 4\n"
        "  try:      build layer 3 as Layer(2, 6), or layer 2 as Layer(4, 5)"
    )


def test_next_by_hand_refuses_a_misfit_too() -> None:
    size = int("5")
    with pytest.raises(LinkError) as error:
        Next(Layer(3, int("4")), Last(Layer(size, 2)))
    assert str(error.value) == (
        "Layers do not fit: layer 1 gives 4, layer 2 takes 5.\n"
        "  expected: layer 2 to take 4\n"
        "  got:      Layer(5 -> 2, sigmoid) behind Layer(3 -> 4, sigmoid)\n"
        "  where:    layers 1 and 2 of 2\n"
        "  try:      build layer 2 as Layer(4, 2), or layer 1 as Layer(3, 5)"
    )


def test_a_layer_has_one_place() -> None:
    layer = Layer(4, 4)
    with pytest.raises(LinkError) as error:
        Layer(3, 4) >> layer >> Layer(4, 4) >> layer
    assert str(error.value) == (
        "A layer has one place in a network: layer 2 is also layer 4.\n"
        "  got:      Layer(4 -> 4, sigmoid) twice\n"
        "  where:    layers 2 and 4 of 4\n"
        "  try:      build another Layer(4, 4) for the second place"
    )


def test_a_network_needs_a_layer() -> None:
    with pytest.raises(LinkError) as error:
        network()  # type: ignore[call-overload]
    assert str(error.value) == (
        "network: there must be at least one layer.\n  try:      network(Layer(3, 4))"
    )


def test_a_network_is_made_of_layers_only() -> None:
    with pytest.raises(LinkError) as error:
        network(Layer(3, 4), Last(Layer(4, 2)))  # type: ignore[call-overload]
    assert str(error.value) == (
        "network: every part must be a Layer.\n"
        "  got:      Network(4 -> 2), a Last\n"
        "  where:    argument 2 of 2\n"
        "  try:      link networks and layers with >>"
    )


@pytest.mark.parametrize("other", [3, None, "Layer"])
def test_nothing_else_links(other: Any) -> None:
    for part in (Layer(3, 4), Last(Layer(3, 4))):
        with pytest.raises(TypeError, match="unsupported operand"):
            part >> other
        with pytest.raises(TypeError, match="unsupported operand"):
            other >> part


def test_a_network_may_be_deeper_than_python_recurses() -> None:
    deep = network(*(Layer(2, 2, rng=place) for place in range(1500)))
    inputs, targets = np.ones((3, 2)), np.zeros((3, 2))
    assert deep.forward(inputs).shape == (3, 2)
    assert deep.backward(inputs, targets, 0.1).shape == (3, 2)
    assert (deep >> Layer(2, 1)).sizes[-2:] == (2, 1)
    assert len(deep) == 1500
