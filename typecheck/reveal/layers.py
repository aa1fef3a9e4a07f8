"""The sizes given to a layer are in its type, as the literals that were written."""

from typing import Final, Literal, assert_type

from interlock import Layer

WIDTH: Final = 28
PIXELS: Final = 784

assert_type(Layer(3, 4), Layer[Literal[3], Literal[4]])
assert_type(Layer(PIXELS, 30), Layer[Literal[784], Literal[30]])
assert_type(Layer(WIDTH, WIDTH), Layer[Literal[28], Literal[28]])
assert_type(Layer(3, 4).num_inputs, Literal[3])
assert_type(Layer(3, 4).num_outputs, Literal[4])

layer = Layer(2, 1)
assert_type(layer, Layer[Literal[2], Literal[1]])


def from_the_command_line(size: int) -> None:
    """A size that only the run knows is an int, and says so."""
    assert_type(Layer(size, 10), Layer[int, Literal[10]])
