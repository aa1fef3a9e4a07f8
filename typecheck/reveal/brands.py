"""A size that only the run knows can be a brand: a NewType of int."""

from typing import Literal, NewType, assert_type

from interlock import Layer, Network

Hidden = NewType("Hidden", int)


def with_hidden(hidden: Hidden) -> None:
    """The brand is the size, and it vanishes where two layers link."""
    assert_type(Layer(3, hidden), Layer[Literal[3], Hidden])
    assert_type(Layer(3, hidden) >> Layer(hidden, 2), Network[Literal[3], Literal[2]])
    assert_type(Network.new(hidden, [4], hidden), Network[Hidden, Hidden])
