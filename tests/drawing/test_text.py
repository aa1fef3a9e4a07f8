from itertools import pairwise
from textwrap import dedent
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from interlock import Activation, Layer, Network, example_network, softmax
from interlock.drawing.text import text_of

FEW = settings(max_examples=50)
SIZES = st.lists(st.integers(1, 30), min_size=2, max_size=14)


def drawn(net: Network[Any, Any]) -> str:
    return dedent("\n" + text_of(list(net)) + "\n")


def test_the_chapters_network() -> None:
    assert drawn(example_network()) == dedent("""
               ╭───●───╮               ╭───●
           ○───┤       │       ╭───●───┤
               ├───●───┼───●───┤       ├───●
           ○───┤       │       ├───●───┤
               ├───●───┼───●───┤       ├───●
           ○───┤       │       ╰───●───┤
               ╰───●───╯               ╰───●
           3       4       2       3       4
        inputs  sigmoid sigmoid sigmoid sigmoid
        """)


def test_large_layers_are_abbreviated() -> None:
    assert drawn(Layer(784, 30) >> Layer(30, 9, activation=softmax)) == dedent("""
           ○───┬───●───┬───●
               │       │
           ○───┼───●───┼───●
               │       │
           ○───┼───●───┼───●
               │       │
           ○───┼───●───┼───●
               │       │
           ⋮   │   ⋮   │   ⋮
               │       │
           ○───┼───●───┼───●
               │       │
           ○───┼───●───┼───●
               │       │
           ○───┼───●───┼───●
               │       │
           ○───┴───●───┴───●
          784     30       9
        inputs  sigmoid softmax
        """)


def test_a_long_network_is_abbreviated() -> None:
    assert drawn(Network.new(1, [1] * 19, 1)) == dedent("""
           ○───────●───────●───────●       ⋯       ●───────●───────●───────●
           1       1       1       1      13       1       1       1       1
        inputs  sigmoid sigmoid sigmoid  more   sigmoid sigmoid sigmoid sigmoid
        """)


class Dropout:
    def __init__(self, size: int) -> None:
        self.num_inputs = self.num_outputs = size


def test_a_layer_without_weights_joins_each_neuron_to_its_own() -> None:
    other: Any = Dropout(2)
    assert dedent("\n" + text_of([other]) + "\n") == dedent("""
           ○───────●

           ○───────●
           2       2
        inputs  Dropout
        """)


@FEW
@given(SIZES)
def test_neurons_and_dots_are_those_that_fit(sizes: list[int]) -> None:
    text = text_of(list(Network.new(sizes[0], sizes[1:-1], sizes[-1])))
    columns = sizes if len(sizes) <= 9 else [*sizes[:4], *sizes[-4:]]
    assert text.count("○") == min(sizes[0], 8)
    assert text.count("●") == sum(min(size, 8) for size in columns[1:])
    assert text.count("⋮") == sum(size > 8 for size in columns)
    assert text.count("⋯") == (len(sizes) > 9)


@FEW
@given(SIZES)
def test_a_line_that_starts_ends_at_another(sizes: list[int]) -> None:
    rows = text_of(list(Network.new(sizes[0], sizes[1:-1], sizes[-1]))).splitlines()
    width = max(map(len, rows)) + 1
    grid = [" " * width, *(row.ljust(width) for row in rows)]
    for above, below in pairwise(grid):
        for one, two in zip(above, below, strict=True):
            assert (one in "│┤├┼╮╭┬") == (two in "│┤├┼╯╰┴")
    for one, two in pairwise("".join(grid)):
        assert one not in "─├┼╭╰┬┴" or two in "─┤┼╮╯┬┴●"
        assert two not in "─┤┼╮╯┬┴" or one in "─├┼╭╰┬┴○●"


def test_long_names_are_cut() -> None:
    odd = Activation("leaky-rectifier", value=abs, slope=abs)
    assert text_of([Layer(1, 1, activation=odd)]).splitlines()[-1].split() == [
        "inputs",
        "leaky-recti…",
    ]
