"""The chapter's network, built in each way there is, and used."""

from typing import Literal

import numpy as np
from interlock import Last, Layer, Network, Next, network

rng = np.random.default_rng(1)
blue = Layer(3, 4, rng=rng)
green = Layer(4, 2, rng=rng)
yellow = Layer(2, 3, rng=rng)
orange = Layer(3, 4, rng=rng)

by_arrows: Network[Literal[3], Literal[4]] = blue >> green >> yellow >> orange
by_network: Network[Literal[3], Literal[4]] = network(blue, green, yellow, orange)
by_variants: Network[Literal[3], Literal[4]] = Next(
    blue, Next(green, Next(yellow, Last(orange)))
)
by_sizes: Network[Literal[3], Literal[4]] = Network.new(3, [4, 2, 3], 4)

inputs = np.array([0.0, 0.5, 1.0], dtype=np.float32)
outputs = by_arrows.forward(inputs)
assert outputs.shape == (4,)
assert np.array_equal(by_network.forward(inputs), outputs)
assert np.array_equal(by_variants.forward(inputs), outputs)
assert by_arrows.sizes == by_sizes.sizes == (3, 4, 2, 3, 4)

by_arrows.backward(inputs, np.zeros(4, dtype=np.float32), 0.5)
assert not np.array_equal(by_arrows.forward(inputs), outputs)
