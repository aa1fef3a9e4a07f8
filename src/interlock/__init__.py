"""Neural networks in NumPy whose layers are proved to fit, before they run and while they do."""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
    from interlock.datasets import Data, Split, digits, mnist
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
    from interlock.module import Module
    from interlock.network import Last, Network, Next, example_network, network
    from interlock.optimizers import SGD, Adam, Momentum
    from interlock.storage import load, save
    from interlock.training import History, evaluate, fit
    from interlock.vector import dot_product, init, mirror
else:
    # A name is imported when it is first asked for: mypy imports this package for the plugin in
    # it, at each run, and shall not wait for NumPy, jaxtyping and beartype.
    _NAMES = {
        "activations": "Activation activation_named identity relu sigmoid softmax step tanh",
        "contracts": "shaped",
        "datasets": "Data Split digits mnist",
        "dimensions": "Dim Index",
        "errors": "DataError InterlockError LinkError SettingError ShapeError SizeError"
        " StorageError TrainingError",
        "initializers": "normal scaled_normal uniform",
        "layer": "Gradients Layer",
        "losses": "cross_entropy log_likelihood quadratic",
        "module": "Module",
        "notebook": "load_ipython_extension unload_ipython_extension",
        "network": "Last Network Next example_network network",
        "optimizers": "SGD Adam Momentum",
        "storage": "load save",
        "training": "History evaluate fit",
        "vector": "dot_product init mirror",
    }
    _HOMES = {name: home for home, names in _NAMES.items() for name in names.split()}

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module 'interlock' has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(f"interlock.{_HOMES[name]}"), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})

    class _Package(ModuleType):
        """This package, in which `network` is the function and never the module it comes from."""

        def __setattr__(self, name: str, value: object) -> None:
            if name != "network" or not isinstance(value, ModuleType):
                super().__setattr__(name, value)

    sys.modules[__name__].__class__ = _Package


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
    "Module",
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
