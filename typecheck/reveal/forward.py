"""What propagation and the views of a network give."""

from collections.abc import Iterator
from typing import Any, Literal, assert_type

import numpy as np
from interlock import Layer, Network, network
from numpy.typing import NDArray

inputs = np.ones((5, 3), dtype=np.float32)
layer = Layer(3, 4)
assert_type(layer.forward(inputs), NDArray[np.floating[Any]])

net = network(layer, Layer(4, 2))
assert_type(net, Network[Literal[3], Literal[2]])
assert_type(net.forward(inputs), NDArray[np.floating[Any]])
assert_type(net.sizes, tuple[int, ...])
assert_type(len(net), int)
assert_type(iter(net), Iterator[Layer[Any, Any] | Any])
