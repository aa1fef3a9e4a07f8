"""The generated code of a network, to be read."""

from __future__ import annotations

from typing import Any

from interlock.activations import ACTIVATIONS
from interlock.engines.straight import LARGEST, straight_source
from interlock.errors import SettingError
from interlock.layer import other_kinds
from interlock.losses import Loss
from interlock.network import Network

__all__ = ["network_source"]


def network_source(network: Network[Any, Any], loss: Loss) -> str:
    """What `Network.source` does.

    Raises:
        SettingError: no code is generated for this network, or the loss does not fit it.
    """
    kinds = other_kinds(network)
    if kinds:
        raise SettingError(
            "source: code is generated for layers of the kind Layer.",
            got=f"{kinds} in {network!r}",
            remedy="read the methods of the kind: fit calls them as they are",
        )
    activations = [layer.activation for layer in network]
    weights = sum(layer.weight.size for layer in network)
    own = [one for one in activations if ACTIVATIONS.get(one.name) != one]
    if weights > LARGEST or own:
        raise SettingError(
            "source: code is generated for few weights and the library's own activations.",
            expected=f"at most {LARGEST} weights, activations {', '.join(ACTIVATIONS)}",
            got=f"{weights} weights, activations {', '.join(map(str, activations))}",
            remedy="read interlock/engines instead: this network runs by products of matrices",
        )
    fused = loss.above(activations[-1]).fuses(activations[-1])
    return straight_source(network.sizes, activations, fused=fused, decays=False, compiled=False)
