"""A function generic in its sizes is proved once, for all of them."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from interlock import Data, Dim, Last, Layer, Network, Next, Split, digits, fit

I = TypeVar("I", bound=Dim)
H = TypeVar("H", bound=Dim)
O = TypeVar("O", bound=Dim)


def autoencoder(pixels: I, code: H) -> Network[I, I]:
    """From the pixels through a code and back."""
    return Layer(pixels, code) >> Layer(code, pixels)


def chain(inputs: I, hiddens: Sequence[int], outputs: O) -> Network[I, O]:
    """The chapter's `Network::new`: in the recursive step the hidden size is a fixed unknown."""
    if not hiddens:
        return Last(Layer(inputs, outputs))

    def through(hidden: H) -> Network[I, O]:
        return Next(Layer(inputs, hidden), chain(hidden, hiddens[1:], outputs))

    return through(hiddens[0])


def prepend(layer: Layer[I, H], rest: Network[H, O]) -> Network[I, O]:
    """Any layer in front of any network that takes what it gives."""
    return layer >> rest


def taught(
    net: Network[I, O], data: Data[I, O] | Split[I, O], held_out: Data[I, O] | None
) -> Network[I, O]:
    """Any network, on any data of its sizes."""
    fit(net, data, epochs=1, validation=held_out)
    return net


assert taught(Network.new(64, [], 10), digits(), None).sizes == (64, 10)
assert autoencoder(8, 3).sizes == (8, 3, 8)
assert chain(3, [4, 2, 3], 4).sizes == (3, 4, 2, 3, 4)
assert prepend(Layer(5, 3), chain(3, [], 4)).forward(np.zeros(5, dtype=np.float32)).shape == (4,)
