"""The sizes of data and of saved networks are in their types too."""

from pathlib import Path
from typing import Literal, assert_type

from interlock import Layer, Network, network
from interlock.datasets import Data, Split, digits, mnist
from interlock.storage import load
from interlock.training import History, fit

assert_type(digits(), Split[Literal[64], Literal[10]])
assert_type(digits().train, Data[Literal[64], Literal[10]])


def read(images: Path, saved: Path) -> None:
    """What comes from files has the sizes that the call asks for, and checks."""
    assert_type(mnist(images), Split[Literal[784], Literal[10]])
    assert_type(load(saved), Network[int, int])
    assert_type(load(saved, inputs=784, outputs=10), Network[Literal[784], Literal[10]])


assert_type(fit(network(Layer(64, 10)), digits(), epochs=1), History)
