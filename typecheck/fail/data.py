"""A network is trained and judged on data of its own sizes, and loaded as what it is."""

from pathlib import Path
from typing import Literal

from interlock import Layer, Network, network
from interlock.datasets import digits, mnist
from interlock.storage import load
from interlock.training import evaluate, fit

narrow = network(Layer(63, 30), Layer(30, 10))
short = network(Layer(64, 30), Layer(30, 9))

# E[mypy>=1.19]: Cannot infer value of type parameter "I" of "fit"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "fit"  [misc]
fit(narrow, digits())
# E[mypy>=1.19]: Cannot infer value of type parameter "O" of "fit"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "fit"  [misc]
fit(short, digits())
# E[mypy>=1.19]: Cannot infer value of type parameter "I" of "fit"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "fit"  [misc]
fit(narrow, digits().train)
# E[mypy>=1.19]: Cannot infer value of type parameter "O" of "evaluate"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "evaluate"  [misc]
evaluate(short, digits().test)
# E[mypy>=1.19]: Cannot infer value of type parameter "I" of "fit"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "fit"  [misc]
fit(Network.new(64, [30], 10), mnist("mnist.npz"))


def restore(path: Path) -> Network[Literal[784], Literal[10]]:
    """Pixels of another set."""
    # E: Argument "inputs" to "load" has incompatible type "Literal[64]"; expected "Literal[784]"  [arg-type]
    return load(path, inputs=64, outputs=10)


def unchecked(path: Path) -> Network[Literal[784], Literal[10]]:
    """Sizes that nobody has checked."""
    # E: Incompatible return value type (got "Network[int, int]", expected "Network[Literal[784], Literal[10]]")  [return-value]
    return load(path)
