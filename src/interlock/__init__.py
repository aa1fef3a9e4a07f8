"""Neural networks in NumPy whose layers are proved to fit, before they run and while they do."""

from typing import TYPE_CHECKING, Any

from interlock.activations import (
    Activation,
    activation_named,
    identity,
    relu,
    sigmoid,
    softmax,
    step,
    tanh,
)
from interlock.contracts import shaped
from interlock.dimensions import Dim, Index
from interlock.errors import (
    DataError,
    InterlockError,
    LinkError,
    SettingError,
    ShapeError,
    SizeError,
    StorageError,
    TrainingError,
)
from interlock.initializers import normal, scaled_normal, uniform
from interlock.layer import Gradients, Layer
from interlock.losses import cross_entropy, log_likelihood, quadratic
from interlock.network import Last, Network, Next, example_network, network
from interlock.vector import dot_product, init, mirror

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from interlock.datasets import Data, Split, digits, mnist
    from interlock.optimizers import SGD, Adam, Momentum
    from interlock.storage import load, save
    from interlock.training import History, evaluate, fit
else:
    # What only training needs is imported when it is first asked for.
    _LATER = {
        "interlock.datasets": ["Data", "Split", "digits", "mnist"],
        "interlock.optimizers": ["SGD", "Adam", "Momentum"],
        "interlock.storage": ["load", "save"],
        "interlock.training": ["History", "evaluate", "fit"],
    }

    def __getattr__(name: str) -> Any:
        from importlib import import_module

        for module, names in _LATER.items():
            if name in names:
                return getattr(import_module(module), name)
        raise AttributeError(f"module 'interlock' has no attribute {name!r}")


def load_ipython_extension(shell: "InteractiveShell") -> None:
    """`%load_ext interlock`: every cell is checked before it runs."""
    from interlock.notebook import load

    load(shell)


def unload_ipython_extension(shell: "InteractiveShell") -> None:
    """`%unload_ext interlock`."""
    from interlock.notebook import unload

    unload(shell)


__all__ = [
    "SGD",
    "Activation",
    "Adam",
    "Data",
    "DataError",
    "Dim",
    "Gradients",
    "History",
    "Index",
    "InterlockError",
    "Last",
    "Layer",
    "LinkError",
    "Momentum",
    "Network",
    "Next",
    "SettingError",
    "ShapeError",
    "SizeError",
    "Split",
    "StorageError",
    "TrainingError",
    "activation_named",
    "cross_entropy",
    "digits",
    "dot_product",
    "evaluate",
    "example_network",
    "fit",
    "identity",
    "init",
    "load",
    "log_likelihood",
    "mirror",
    "mnist",
    "network",
    "normal",
    "quadratic",
    "relu",
    "save",
    "scaled_normal",
    "shaped",
    "sigmoid",
    "softmax",
    "step",
    "tanh",
    "uniform",
]
