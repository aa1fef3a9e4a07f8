"""A generic function's body is wrong for all sizes at once: no call is needed to see it."""

from typing import TypeVar

from interlock import Dim, Layer, Network, Next, Last

I = TypeVar("I", bound=Dim)
H = TypeVar("H", bound=Dim)
O = TypeVar("O", bound=Dim)


def autoencoder(pixels: I, code: H) -> Network[I, I]:
    """The second layer is turned round."""
    # E: Argument 1 to "Layer" has incompatible type "I"; expected "H"  [arg-type]
    # E: Argument 2 to "Layer" has incompatible type "H"; expected "I"  [arg-type]
    return Layer(pixels, code) >> Layer(pixels, code)


def short(pixels: I, code: H) -> Network[I, I]:
    """The way back is missing."""
    # E: Argument 3 to "new" of "Network" has incompatible type "H"; expected "I"  [arg-type]
    return Network.new(pixels, [10], code)


def append(rest: Network[I, H], layer: Layer[H, O]) -> Network[I, O]:
    """The layer stands on the wrong side."""
    # E: Incompatible return value type (got "Network[H, O]", expected "Network[I, O]")  [return-value]
    # E: Unsupported operand types for >> ("Layer[H, O]" and "Network[I, H]")  [operator]
    return layer >> rest


def variant(layer: Layer[I, H], other: Layer[I, O]) -> Network[I, O]:
    """Two layers of the same inputs do not follow each other."""
    # E: Argument 1 to "Last" has incompatible type "Layer[I, O]"; expected "Module[H, O]"  [arg-type]
    return Next(layer, Last(other))
