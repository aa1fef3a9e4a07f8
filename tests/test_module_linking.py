"""Layers of the user's own kinds link as all layers do."""

from typing import Any

import pytest

from interlock import (
    Last,
    Layer,
    LinkError,
    SizeError,
    network,
)
from kinds import Dropout, Mixing, Normalisation


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
