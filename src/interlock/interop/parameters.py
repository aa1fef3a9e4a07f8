"""The parameters of a network by the names that Equinox and Flax give theirs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from interlock.activations import Activation
from interlock.dimensions import I, O
from interlock.errors import StorageError
from interlock.interop.layers import Convertible, dense_layers, layer_of, require_sizes
from interlock.layer import Layer
from interlock.network import Network, network

__all__ = ["from_equinox", "from_flax", "to_equinox", "to_flax"]


@dataclass(frozen=True)
class Naming:
    """How a library names the parameters of dense layers.

    Attributes:
        library: Its name, in messages.
        weight: The name of a weight, with `#` in place of the layer's number.
        bias: The name of a bias.
        turned: Whether its weights are (inputs, outputs), the transpose of ours.
    """

    library: str
    weight: str
    bias: str
    turned: bool

    def name(self, pattern: str, place: int) -> str:
        """The name of the parameter of one layer, counted from 0."""
        return pattern.replace("#", str(place))

    def places(self, pattern: str, names: Mapping[str, Any]) -> dict[int, str]:
        """The names that are of this pattern, by the layer's number."""
        before, after = map(re.escape, pattern.split("#"))
        found = {name: re.fullmatch(f"{before}([0-9]+){after}", name) for name in names}
        return {int(match[1]): name for name, match in found.items() if match}


# What `jax.tree_util.keystr` calls the leaves of an `equinox.nn.MLP`.
_EQUINOX = Naming("equinox", ".layers[#].weight", ".layers[#].bias", turned=False)
# What `flax.traverse_util.flatten_dict(variables, sep="/")` calls those of dense layers in a row.
_FLAX = Naming("flax", "params/Dense_#/kernel", "params/Dense_#/bias", turned=True)


def to_equinox(network: Network[Any, Any]) -> dict[str, NDArray[np.floating[Any]]]:
    """Copies of the parameters, by the names of the leaves of an `equinox.nn.MLP`.

    The names are those that `jax.tree_util.keystr` gives; the activations are not among them.

    Raises:
        SettingError: a layer is not dense.

    Example:
        >>> from interlock import Layer
        >>> {name: array.shape for name, array in to_equinox(Layer(3, 4) >> Layer(4, 2)).items()}
        {'.layers[0].weight': (4, 3), '.layers[0].bias': (4,),
         '.layers[1].weight': (2, 4), '.layers[1].bias': (2,)}
    """
    return _named(dense_layers("to_equinox", network), network.dtype, _EQUINOX)


def to_flax(network: Network[Any, Any]) -> dict[str, NDArray[np.floating[Any]]]:
    """Copies of the parameters, by the names of `flax.linen.Dense` layers in a compact module.

    `flax.traverse_util.unflatten_dict(to_flax(network), sep="/")` is what `apply` takes.

    Raises:
        SettingError: a layer is not dense.

    Example:
        >>> from interlock import Layer
        >>> {name: array.shape for name, array in to_flax(Layer(3, 4) >> Layer(4, 2)).items()}
        {'params/Dense_0/kernel': (3, 4), 'params/Dense_0/bias': (4,),
         'params/Dense_1/kernel': (4, 2), 'params/Dense_1/bias': (2,)}
    """
    return _named(dense_layers("to_flax", network), network.dtype, _FLAX)


@overload
def from_equinox(
    parameters: Mapping[str, Convertible], activations: Sequence[Activation]
) -> Network[int, int]: ...
@overload
def from_equinox(
    parameters: Mapping[str, Convertible],
    activations: Sequence[Activation],
    *,
    inputs: I,
    outputs: O,
) -> Network[I, O]: ...
def from_equinox(
    parameters: Mapping[str, Convertible],
    activations: Sequence[Activation],
    *,
    inputs: int | None = None,
    outputs: int | None = None,
) -> Network[Any, Any]:
    """The network of such parameters; a layer without a bias gets one of zeros.

    Args:
        parameters: By the names that `to_equinox` gives, or those of an `equinox.nn.Sequential`,
            whose numbers have gaps.
        activations: One per layer, from the first on.
        inputs: The size that the network must take; checked, and in its type, as by `load`.
        outputs: The size that it must give.

    Raises:
        StorageError: a name or a shape is another, or the sizes are.
        LinkError: two of the layers do not fit.
        SettingError: the numbers are neither float32 nor float64.
    """
    result = network(*_layers(parameters, activations, _EQUINOX))
    require_sizes("from_equinox", result, inputs, outputs)
    return result


@overload
def from_flax(
    parameters: Mapping[str, Convertible], activations: Sequence[Activation]
) -> Network[int, int]: ...
@overload
def from_flax(
    parameters: Mapping[str, Convertible],
    activations: Sequence[Activation],
    *,
    inputs: I,
    outputs: O,
) -> Network[I, O]: ...
def from_flax(
    parameters: Mapping[str, Convertible],
    activations: Sequence[Activation],
    *,
    inputs: int | None = None,
    outputs: int | None = None,
) -> Network[Any, Any]:
    """The network of such parameters; a layer without a bias gets one of zeros.

    Args:
        parameters: By the names that `to_flax` gives.
        activations: One per layer, from the first on.
        inputs: The size that the network must take; checked, and in its type, as by `load`.
        outputs: The size that it must give.

    Raises:
        StorageError: a name or a shape is another, or the sizes are.
        LinkError: two of the layers do not fit.
        SettingError: the numbers are neither float32 nor float64.
    """
    result = network(*_layers(parameters, activations, _FLAX))
    require_sizes("from_flax", result, inputs, outputs)
    return result


def _named(
    layers: Sequence[Layer[Any, Any]], dtype: np.dtype[Any], naming: Naming
) -> dict[str, NDArray[np.floating[Any]]]:
    arrays: dict[str, NDArray[np.floating[Any]]] = {}
    for place, layer in enumerate(layers):
        weight = layer.weight.T if naming.turned else layer.weight
        arrays[naming.name(naming.weight, place)] = np.array(weight, dtype, order="C")
        arrays[naming.name(naming.bias, place)] = layer.bias.astype(dtype)
    return arrays


def _layers(
    parameters: Mapping[str, Convertible], activations: Sequence[Activation], naming: Naming
) -> list[Layer[Any, Any]]:
    weights = naming.places(naming.weight, parameters)
    biases = naming.places(naming.bias, parameters)
    others = [name for name in parameters if name not in {*weights.values(), *biases.values()}]
    if others or not weights or not biases.keys() <= weights.keys():
        raise StorageError(
            f"from_{naming.library}: parameters must be those of dense layers.",
            expected=f'"{naming.name(naming.weight, 0)}", "{naming.name(naming.bias, 0)}", ...',
            got=", ".join(f'"{name}"' for name in others or parameters) or "none",
        )
    if len(activations) != len(weights):
        raise StorageError(
            f"from_{naming.library}: there must be one activation per layer.",
            expected=f"{len(weights)} activations",
            got=str(len(activations)),
            remedy="identity for a layer of plain sums",
        )
    return [
        _layer(weights[place], biases.get(place), parameters, activation, naming)
        for place, activation in zip(sorted(weights), activations, strict=True)
    ]


def _layer(
    weight_name: str,
    bias_name: str | None,
    parameters: Mapping[str, Convertible],
    activation: Activation,
    naming: Naming,
) -> Layer[Any, Any]:
    weight = np.asarray(parameters[weight_name])
    bias = None if bias_name is None else np.asarray(parameters[bias_name])
    wanted = "(inputs, outputs)" if naming.turned else "(outputs, inputs)"
    if weight.ndim != 2 or 0 in weight.shape:
        raise _misshapen(naming, weight_name, wanted, weight)
    weight = weight.T if naming.turned else weight
    if bias is not None and bias.shape != weight.shape[:1]:
        raise _misshapen(naming, str(bias_name), f"({len(weight)},)", bias)
    return layer_of(weight, bias, activation)


def _misshapen(naming: Naming, name: str, wanted: str, array: NDArray[Any]) -> StorageError:
    return StorageError(
        f"from_{naming.library}: a parameter must have the shape of its layer.",
        expected=wanted,
        got=str(array.shape),
        where=f'"{name}"',
    )
