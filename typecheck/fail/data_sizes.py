"""A network learns only from data of its own sizes, and is loaded only with those asked for."""

from typing import Literal

import numpy as np
from interlock import Layer, Network
from interlock.datasets import Data, digits, mnist
from interlock.storage import load
from interlock.training import evaluate, fit

wrong_inputs = Layer(63, 30) >> Layer(30, 10)
# E: Argument 2 to "fit" has incompatible type "Split[Literal[64], Literal[10]]"; expected "FittingExamples[Literal[63], Literal[10]]"  [arg-type]
fit(wrong_inputs, digits())
# E: Argument 2 to "fit" has incompatible type "Data[Literal[64], Literal[10]]"; expected "FittingExamples[Literal[63], Literal[10]]"  [arg-type]
fit(wrong_inputs, digits().train)
# E: Argument 2 to "evaluate" has incompatible type "Data[Literal[64], Literal[10]]"; expected "FittingData[Literal[63], Literal[10]]"  [arg-type]
evaluate(wrong_inputs, digits().test)

wrong_outputs = Layer(64, 30) >> Layer(30, 9)
# E: Argument 2 to "fit" has incompatible type "Split[Literal[64], Literal[10]]"; expected "FittingExamples[Literal[64], Literal[9]]"  [arg-type]
fit(wrong_outputs, digits())

right = Layer(64, 30) >> Layer(30, 10)
# E: Argument 2 to "fit" has incompatible type "Split[Literal[784], Literal[10]]"; expected "FittingExamples[Literal[64], Literal[10]]"  [arg-type]
fit(right, mnist("mnist.npz"))
# E: Argument "validation" to "fit" has incompatible type "Data[Literal[784], Literal[10]]"; expected "FittingData[Literal[64], Literal[10]] | None"  [arg-type]
fit(right, digits(), validation=mnist("mnist.npz").test)
# E: Argument 1 to "Data" has incompatible type "Literal[10]"; expected "Literal[64]"  [arg-type]
# E: Argument 2 to "Data" has incompatible type "Literal[64]"; expected "Literal[10]"  [arg-type]
fit(right, Data(10, 64, np.zeros((1, 10)), np.zeros((1, 64))))

# E: Argument "inputs" to "load" has incompatible type "Literal[64]"; expected "Literal[784]"  [arg-type]
loaded: Network[Literal[784], Literal[10]] = load("digits.safetensors", inputs=64, outputs=10)
# A size that is not known fits no literal: ask load for the sizes.
# E: Argument 2 to "evaluate" has incompatible type "Data[Literal[64], Literal[10]]"; expected "FittingData[int, int]"  [arg-type]
evaluate(load("digits.safetensors"), digits().test)
# A split is no one part of it.
# E: Argument 2 to "evaluate" has incompatible type "Split[Literal[64], Literal[10]]"; expected "FittingData[Literal[64], Literal[10]]"  [arg-type]
evaluate(right, digits())
