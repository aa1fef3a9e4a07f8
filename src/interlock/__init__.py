"""Neural networks in NumPy whose layers are proved to fit, before they run and while they do."""

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
from interlock.dimensions import Dim, Index
from interlock.errors import InterlockError, LinkError, SettingError, ShapeError, SizeError
from interlock.initializers import normal, scaled_normal, uniform
from interlock.layer import Gradients, Layer
from interlock.losses import cross_entropy, quadratic
from interlock.network import Last, Network, Next, example_network, network
from interlock.vector import dot_product, init, mirror

__all__ = [
    "Activation",
    "Dim",
    "Gradients",
    "Index",
    "InterlockError",
    "Last",
    "Layer",
    "LinkError",
    "Network",
    "Next",
    "SettingError",
    "ShapeError",
    "SizeError",
    "activation_named",
    "cross_entropy",
    "dot_product",
    "example_network",
    "identity",
    "init",
    "mirror",
    "network",
    "normal",
    "quadratic",
    "relu",
    "scaled_normal",
    "sigmoid",
    "softmax",
    "step",
    "tanh",
    "uniform",
]
