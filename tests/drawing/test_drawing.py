from interlock import Layer, example_network, network
from interlock.drawing import Drawing


def test_networks_and_layers_show_themselves_in_a_notebook() -> None:
    net = example_network()
    layer = next(iter(net))
    assert net._repr_svg_() == net.draw()._repr_svg_() == net.draw().svg
    assert layer._repr_svg_() == layer.draw().svg
    assert "<title>Network(3 -&gt; 4 -&gt; 2 -&gt; 3 -&gt; 4)</title>" in net.draw().svg
    assert "<title>Layer(3 -&gt; 4, sigmoid)</title>" in layer.draw().svg


def test_a_drawing_shows_itself_in_a_terminal() -> None:
    assert repr(Drawing("<svg/>", "○─●")) == str(Drawing("<svg/>", "○─●")) == "○─●"


def test_a_layer_is_drawn_like_the_network_of_it_alone() -> None:
    layer = Layer(3, 4)
    assert layer.draw().text == network(layer).draw().text


def test_a_network_stays_one_line_where_it_is_printed() -> None:
    assert repr(example_network()) == "Network(3 -> 4 -> 2 -> 3 -> 4)"
