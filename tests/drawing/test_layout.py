from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock import Activation, Layer, Network
from interlock.drawing.layout import columns_of, edges_between, neighbours


def sizes_drawn(net: Network[Any, Any]) -> list[str]:
    return [column.captions[0] for column in columns_of(list(net), most=10)]


def test_a_network_of_eight_layers_is_shown_whole() -> None:
    assert sizes_drawn(Network.new(1, [2, 3, 4, 5, 6, 7, 8], 9)) == list("123456789")


def test_a_longer_network_shows_its_two_ends_and_counts_what_is_between() -> None:
    assert sizes_drawn(Network.new(1, [*range(2, 21)], 21)) == [
        *("1", "2", "3", "4"),
        "13",
        *("18", "19", "20", "21"),
    ]


@given(st.integers(9, 40))
def test_every_column_is_shown_or_counted(depth: int) -> None:
    columns = columns_of([Layer(1, 1)] * depth, most=10)
    [gap] = [column for column in columns if column.is_gap]
    assert len(columns) - 1 + int(gap.captions[0]) == depth + 1
    assert [column.layer for column in columns[-4:]] == [*range(depth - 3, depth + 1)]
    assert len(list(neighbours(columns))) == 6


@pytest.mark.parametrize(
    ("size", "slots"),
    [(1, [0]), (10, [*range(10)]), (11, [0, 1, 2, 3, 4, -1, 6, 7, 8, 9, 10])],
)
def test_a_large_layer_shows_its_two_ends(size: int, slots: list[int]) -> None:
    inputs, outputs = columns_of([Layer(size, size)], most=10)
    assert list(inputs.slots) == list(outputs.slots) == slots


class Dropout:
    """A layer of another kind: neither weights nor an activation."""

    def __init__(self, inputs: int, outputs: int) -> None:
        self.num_inputs, self.num_outputs = inputs, outputs


def test_a_layer_without_weights_joins_each_neuron_to_its_own() -> None:
    other: Any = Dropout(12, 12)
    before, after = columns_of([other], most=10)
    assert after.captions == ("12", "Dropout")
    assert edges_between(before, after) == [(slot, slot) for slot in (*range(5), *range(6, 11))]


def test_a_layer_without_weights_that_changes_the_size_joins_all() -> None:
    other: Any = Dropout(2, 3)
    assert len(edges_between(*columns_of([other], most=10))) == 6


def test_what_nothing_could_show_is_replaced() -> None:
    odd = Activation("a\nb\0\ud800", value=abs, slope=abs)
    column = columns_of([Layer(1, 1, activation=odd)], most=10)[1]
    assert column.captions == ("1", "a\N{REPLACEMENT CHARACTER}b" + "\N{REPLACEMENT CHARACTER}" * 2)
    assert column.title.isprintable()
