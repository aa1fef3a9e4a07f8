import re
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from interlock import Activation, Layer, Network, example_network
from interlock.drawing.svg import svg_of

SVG = "{http://www.w3.org/2000/svg}"
FEW = settings(max_examples=50)
SIZES = st.lists(st.integers(1, 30), min_size=2, max_size=14)


def parsed(net: Network[Any, Any]) -> ElementTree.Element:
    return ElementTree.fromstring(svg_of(list(net), repr(net)))


def shown(size: int) -> int:
    return min(size, 10)


def circles(root: ElementTree.Element, *, neurons: bool) -> list[ElementTree.Element]:
    return [c for c in root.iter(f"{SVG}circle") if (c.get("r") == "9") is neurons]


def edges(root: ElementTree.Element) -> set[tuple[str, ...]]:
    """Where each starts and ends."""
    lines = [path.get("d", "") for path in root.iter(f"{SVG}path")]
    return {ends for line in lines for ends in re.findall(r"M(\S+) (\S+?)L(\S+) ([^M]+)", line)}


@FEW
@given(SIZES)
def test_every_neuron_and_every_weight_that_fits_is_drawn(sizes: list[int]) -> None:
    root = parsed(Network.new(sizes[0], sizes[1:-1], sizes[-1]))
    ends = [sizes] if len(sizes) <= 9 else [sizes[:4], sizes[-4:]]
    columns = [size for end in ends for size in end]
    assert len(circles(root, neurons=True)) == sum(map(shown, columns))
    dots = sum(size > 10 for size in columns) + len(ends) - 1
    assert len(circles(root, neurons=False)) == 3 * dots
    links = [link for end in ends for link in pairwise(end)]
    joined = edges(root)
    assert len(joined) == sum(shown(one) * shown(two) for one, two in links)
    centres = {(c.get("cx"), c.get("cy")) for c in circles(root, neurons=True)}
    assert centres == {end for one in joined for end in (one[:2], one[2:])}


@FEW
@given(SIZES)
def test_nothing_lies_outside_the_picture(sizes: list[int]) -> None:
    root = parsed(Network.new(sizes[0], sizes[1:-1], sizes[-1]))
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    texts = list(root.iter(f"{SVG}text"))
    for circle in circles(root, neurons=True):
        x, y = float(circle.get("cx", -1)), float(circle.get("cy", -1))
        assert 9 <= x <= width - 9
        assert 9 <= y <= min(float(text.get("y", 0)) for text in texts) - 20
    assert all(float(text.get("y", 0)) < height for text in texts)


def test_each_layer_has_a_colour_of_the_chapter() -> None:
    root = parsed(example_network())
    strokes = [path.get("stroke") for path in root.iter(f"{SVG}path")]
    grey, *colours = [group.get("fill") for group in root.iter(f"{SVG}g")]
    assert grey == "#808080"
    assert len(set(colours)) == 4
    assert strokes == colours


def test_the_picture_and_its_columns_have_titles() -> None:
    titles = [title.text for title in parsed(example_network()).iter(f"{SVG}title")]
    assert titles == [
        "Network(3 -> 4 -> 2 -> 3 -> 4)",
        "3 inputs",
        "layer 1: Layer(3 -> 4, sigmoid)",
        "layer 2: Layer(4 -> 2, sigmoid)",
        "layer 3: Layer(2 -> 3, sigmoid)",
        "layer 4: Layer(3 -> 4, sigmoid)",
    ]


def test_captions_say_sizes_and_activations() -> None:
    captions = [text.text for text in parsed(Network.new(784, [30], 10)).iter(f"{SVG}text")]
    assert captions == ["784", "inputs", "30", "sigmoid", "10", "sigmoid"]


@given(st.text())
def test_a_name_of_any_characters_gives_valid_xml(name: str) -> None:
    layer = Layer(1, 1, activation=Activation(name, value=abs, slope=abs))
    root = ElementTree.fromstring(svg_of([layer], name))
    *_, caption = root.iter(f"{SVG}text")
    assert len(caption.text or "") == min(len(name), 14)
