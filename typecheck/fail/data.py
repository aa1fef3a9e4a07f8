"""A network is trained and judged on data of its own sizes, and loaded as what it is."""

from pathlib import Path
from typing import Literal

from interlock import Layer, Network, network
from interlock.datasets import digits, mnist
from interlock.storage import load
from interlock.training import evaluate, fit

narrow = network(Layer(63, 30), Layer(30, 10))
short = network(Layer(64, 30), Layer(30, 9))

# E: Argument 2 to "fit" has incompatible type "Split[Literal[64], Literal[10]]"; expected "FittingExamples[Literal[63], Literal[10]]"  [arg-type]
fit(narrow, digits())
# E: Argument 2 to "fit" has incompatible type "Split[Literal[64], Literal[10]]"; expected "FittingExamples[Literal[64], Literal[9]]"  [arg-type]
fit(short, digits())
# E: Argument 2 to "fit" has incompatible type "Data[Literal[64], Literal[10]]"; expected "FittingExamples[Literal[63], Literal[10]]"  [arg-type]
fit(narrow, digits().train)
# E: Argument 2 to "evaluate" has incompatible type "Data[Literal[64], Literal[10]]"; expected "FittingData[Literal[64], Literal[9]]"  [arg-type]
evaluate(short, digits().test)
# E: Argument 2 to "fit" has incompatible type "Split[Literal[784], Literal[10]]"; expected "FittingExamples[Literal[64], Literal[10]]"  [arg-type]
fit(Network.new(64, [30], 10), mnist("mnist.npz"))


def restore(path: Path) -> Network[Literal[784], Literal[10]]:
    """Pixels of another set."""
    # E: Argument "inputs" to "load" has incompatible type "Literal[64]"; expected "Literal[784]"  [arg-type]
    return load(path, inputs=64, outputs=10)


def unchecked(path: Path) -> Network[Literal[784], Literal[10]]:
    """Sizes that nobody has checked."""
    # E: Incompatible return value type (got "Network[int, int]", expected "Network[Literal[784], Literal[10]]")  [return-value]
    return load(path)
