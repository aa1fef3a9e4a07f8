"""Networks of any number of layers: the layers that do not fit are named, once, at the one at fault."""

from interlock import Layer, network

# E: Layers do not fit: layer 2 gives 40, layer 3 takes 30  [shape]
network(Layer(784, 30), Layer(30, 40), Layer(30, 10))
network(
    Layer(8, 8), Layer(8, 8), Layer(8, 8), Layer(8, 8), Layer(8, 8), Layer(8, 8),
    Layer(8, 8), Layer(8, 8), Layer(8, 8), Layer(8, 8), Layer(8, 8), Layer(8, 8),
    Layer(8, 8), Layer(8, 8), Layer(8, 8), Layer(8, 8), Layer(8, 8), Layer(8, 8),
    Layer(8, 8),
    # E: Layers do not fit: layer 19 gives 8, layer 20 takes 9  [shape]
    Layer(9, 8),
)  # fmt: skip
