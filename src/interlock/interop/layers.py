"""Networks from the arrays of other tools: what every part that brings one in has in common."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray

from interlock.activations import ACTIVATIONS, Activation
from interlock.dimensions import Array
from interlock.errors import SettingError, StorageError
from interlock.layer import Layer
from interlock.network import Network

__all__ = ["Convertible", "dense_layers", "known_layers", "layer_of", "require_sizes"]


class Convertible(Protocol):
    """What becomes a NumPy array: arrays and tensors of other libraries, frames and series."""

    def __array__(self) -> NDArray[Any]: ...


def layer_of(
    weight: Float[Array, "o i"], bias: Float[Array, "o"] | None, activation: Activation
) -> Layer[Any, Any]:
    """A layer with copies of these numbers, in their precision; without a bias, it is zero."""
    outputs, inputs = weight.shape
    offsets = np.zeros(outputs, weight.dtype) if bias is None else bias
    return Layer(
        inputs,
        outputs,
        activation=activation,
        initializer=lambda rng, inputs, outputs: (weight, offsets),
        dtype=weight.dtype,
    )


def dense_layers(caller: str, network: Network[Any, Any]) -> list[Layer[Any, Any]]:
    """The network's layers, all of which are dense.

    Raises:
        SettingError: one is of another kind, which the other tool would not know.
    """
    for place, layer in enumerate(network, 1):
        if type(layer) is not Layer:
            raise SettingError(
                f"{caller}: every layer must be one that both sides know.",
                expected="Layer",
                got=repr(layer),
                where=f"layer {place} of {len(network)} in {network}",
                remedy="build the network in the other tool, and copy the arrays of each layer",
            )
    return list(network)


def known_layers(caller: str, network: Network[Any, Any]) -> list[Layer[Any, Any]]:
    """The network's layers, all of which are dense and have one of the library's activations.

    Raises:
        SettingError: one has not.
    """
    layers = dense_layers(caller, network)
    for place, layer in enumerate(layers, 1):
        if ACTIVATIONS.get(layer.activation.name) != layer.activation:
            raise SettingError(
                f"{caller}: an activation must be one that both sides know.",
                expected=", ".join(ACTIVATIONS),
                got=layer.activation.name,
                where=f"layer {place} of {len(network)} in {network}",
            )
    return layers


def require_sizes(
    caller: str, network: Network[Any, Any], inputs: int | None, outputs: int | None
) -> None:
    """Raise StorageError unless the network has the sizes that are given."""
    wanted = (inputs or network.num_inputs, outputs or network.num_outputs)
    if wanted != (network.num_inputs, network.num_outputs):
        raise StorageError(
            f"{caller}: the network must have the sizes asked for.",
            expected=f"{wanted[0]} inputs and {wanted[1]} outputs",
            got=repr(network),
            remedy=f"inputs={network.num_inputs}, outputs={network.num_outputs}",
        )
