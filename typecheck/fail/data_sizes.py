"""A network learns only from data of its own sizes, and is loaded only with those asked for."""

from typing import Literal

import numpy as np
from interlock import Layer, Network
from interlock.datasets import Data, digits, mnist
from interlock.storage import load
from interlock.training import evaluate, fit

wrong_inputs = Layer(63, 30) >> Layer(30, 10)
# E[mypy>=1.19]: Cannot infer value of type parameter "I" of "fit"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "fit"  [misc]
fit(wrong_inputs, digits())
# E[mypy>=1.19]: Cannot infer value of type parameter "I" of "fit"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "fit"  [misc]
fit(wrong_inputs, digits().train)
# E[mypy>=1.19]: Cannot infer value of type parameter "I" of "evaluate"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "evaluate"  [misc]
evaluate(wrong_inputs, digits().test)

wrong_outputs = Layer(64, 30) >> Layer(30, 9)
# E[mypy>=1.19]: Cannot infer value of type parameter "O" of "fit"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "fit"  [misc]
fit(wrong_outputs, digits())

right = Layer(64, 30) >> Layer(30, 10)
# E[mypy>=1.19]: Cannot infer value of type parameter "I" of "fit"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "fit"  [misc]
fit(right, mnist("mnist.npz"))
# E[mypy>=1.19]: Cannot infer value of type parameter "I" of "fit"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "fit"  [misc]
fit(right, digits(), validation=mnist("mnist.npz").test)
# E[mypy>=1.19]: Cannot infer value of type parameter "I" of "fit"  [misc]
# E[mypy>=1.19]: Cannot infer value of type parameter "O" of "fit"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "fit"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "fit"  [misc]
fit(right, Data(10, 64, np.zeros((1, 10)), np.zeros((1, 64))))

# E: Argument "inputs" to "load" has incompatible type "Literal[64]"; expected "Literal[784]"  [arg-type]
loaded: Network[Literal[784], Literal[10]] = load("digits.safetensors", inputs=64, outputs=10)
# A size that is not known fits no literal: ask load for the sizes.
# E[mypy>=1.19]: Cannot infer value of type parameter "I" of "evaluate"  [misc]
# E[mypy>=1.19]: Cannot infer value of type parameter "O" of "evaluate"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "evaluate"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "evaluate"  [misc]
evaluate(load("digits.safetensors"), digits().test)
