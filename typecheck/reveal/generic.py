"""A function generic in its sizes keeps them: each call has the type of its own arguments."""

from typing import Literal, TypeVar, assert_type

from interlock import Dim, Layer, Network

I = TypeVar("I", bound=Dim)
H = TypeVar("H", bound=Dim)


def autoencoder(pixels: I, code: H) -> Network[I, I]:
    """From the pixels through a code and back."""
    return Layer(pixels, code) >> Layer(code, pixels)


def stacked(size: I, depth: int) -> Network[I, I]:
    """As many square layers as the run asks for."""
    net: Network[I, I] = Layer(size, size) >> Layer(size, size)
    for _ in range(depth - 2):
        net = net >> Layer(size, size)
    return net


assert_type(autoencoder(784, 30), Network[Literal[784], Literal[784]])
assert_type(stacked(16, 64), Network[Literal[16], Literal[16]])
assert_type(autoencoder(8, 2) >> Layer(8, 1), Network[Literal[8], Literal[1]])
