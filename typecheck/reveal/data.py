"""Data, splits and loaded networks keep their sizes in their types."""

from typing import Literal, assert_type

import numpy as np
from interlock import Layer, Network
from interlock.datasets import Data, Split, digits, mnist
from interlock.storage import load
from interlock.training import History, evaluate, fit


def sizes() -> None:
    """Never called: there need be no such files."""
    assert_type(digits(), Split[Literal[64], Literal[10]])
    assert_type(digits().train, Data[Literal[64], Literal[10]])
    assert_type(mnist("mnist.npz").test, Data[Literal[784], Literal[10]])
    assert_type(Data(2, 1, np.zeros((4, 2)), np.zeros((4, 1))), Data[Literal[2], Literal[1]])
    assert_type(Data.labelled(2, 3, np.zeros((1, 2)), [0]), Data[Literal[2], Literal[3]])

    assert_type(load("n"), Network[int, int])
    assert_type(load("n", inputs=784, outputs=10), Network[Literal[784], Literal[10]])

    network = Layer(64, 30) >> Layer(30, 10)
    assert_type(fit(network, digits()), History)
    assert_type(fit(network, digits().train, validation=digits().test), History)
    assert_type(evaluate(network, digits().test).accuracy, float)
