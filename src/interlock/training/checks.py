"""What `fit` refuses before it starts: each complaint names the setting, layer or row at fault."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any

import numpy as np
from jaxtyping import Float

from interlock.activations import identity, relu, sigmoid, softmax, tanh
from interlock.dimensions import Array, whole_size
from interlock.errors import DataError, SettingError
from interlock.layer import other_kinds
from interlock.module import Module
from interlock.parts import arrays_of

__all__ = [
    "converted",
    "require_finite",
    "require_layers",
    "require_settings",
    "shows_in_training",
]

_OPEN = (sigmoid, tanh, relu, identity, softmax)


def require_settings(
    epochs: int, batch_size: int, rate: float, l2: float, patience: int | None, validated: bool
) -> None:
    """Raise SizeError or SettingError unless every number can be used."""
    whole_size(epochs, "fit", "epochs")
    whole_size(batch_size, "fit", "batch_size")
    if not (isfinite(rate) and rate > 0):
        raise SettingError(
            "fit: rate must be above 0 and finite.", got=repr(rate), remedy="start with rate=0.5"
        )
    if not (isfinite(l2) and l2 >= 0):
        raise SettingError(
            "fit: l2 must be at least 0 and finite.", got=repr(l2), remedy="start with l2=0"
        )
    if patience is None:
        return
    whole_size(patience, "fit", "patience")
    if not validated:
        raise SettingError(
            "fit: patience needs validation data, by which to tell a better epoch.",
            got=f"patience={patience} and no validation",
            remedy="pass validation=Data(...), or a Split as the data",
        )


def require_layers(layers: Sequence[Module[Any, Any]]) -> None:
    """Raise SettingError or DataError unless every layer can learn by itself."""
    first_place: dict[int, int] = {}
    for place, layer in enumerate(layers, 1):
        where = f"layer {place} of {len(layers)}"
        if id(layer) in first_place:
            raise SettingError(
                "fit: each layer must be an object of its own.",
                got=f"the same layer at places {first_place[id(layer)]} and {place}",
                remedy="build a second Layer of that size",
            )
        first_place[id(layer)] = place
        for name, array in arrays_of(layer).items():
            require_finite(name, array, array, where)
            if not array.flags.writeable:
                raise SettingError(
                    "fit: weights must be writeable.",
                    got=f"a read-only {name}",
                    where=where,
                    remedy=f"layer.{name} = layer.{name}.copy()",
                )


def converted(array: Float[Array, "n k"], dtype: np.dtype[Any]) -> Float[Array, "n k"]:
    """The array in that precision and contiguous; the very same one if it is so already."""
    with np.errstate(over="ignore"):
        return np.ascontiguousarray(array, dtype)


def shows_in_training(layers: Sequence[Module[Any, Any]]) -> bool:
    """Whether an epoch that meets a number that is not finite leaves one behind.

    Such an input makes the step of the first layer's weights, which is that input times an error,
    infinite or NaN even where the error is 0; such a target makes the loss so. Then it is enough
    to look at weights and loss after the epoch. A step function hides what comes in, and an
    activation or a kind of layer of the user's own may do anything.
    """
    return other_kinds(layers) is None and all(layer.activation in _OPEN for layer in layers)


def require_finite(name: str, array: Array, source: Array, where: str | None = None) -> None:
    """Raise DataError unless every number is finite.

    Args:
        name: What the array is.
        array: In the precision of the computation.
        source: As it came, in which numbers may have been finite that are not so in that precision.
        where: Of what it is a part.
    """
    # A sum is finite only if all its terms are, and it is quicker than a test of each term; one
    # that overflows though they are finite costs no more than that test.
    with np.errstate(over="ignore", invalid="ignore"):
        if isfinite(array.sum()):
            return
    wrong = np.argwhere(~np.isfinite(array))
    if not len(wrong):
        return
    place = tuple(wrong[0].tolist())
    value = source[place]
    too_large = f", too large for {array.dtype}" if np.isfinite(value) else ""
    axes = ("row", "column")[: len(place)]
    spot = ", ".join(f"{axis} {index}" for axis, index in zip(axes, place, strict=True))
    raise DataError(
        f"fit: {name} must be finite.",
        got=f"{value} in {spot}{too_large}",
        where=where,
        remedy="remove or replace such rows before training"
        if where is None or "layer" not in where
        else "build the layer anew, or load weights saved earlier",
    )
