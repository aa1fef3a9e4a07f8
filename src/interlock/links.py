"""The check that runs: whether layers fit behind one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interlock.errors import LinkError
from interlock.parts import settings_of

if TYPE_CHECKING:
    from interlock.module import Module

__all__ = ["check_links", "check_parts"]


def check_parts(parts: Sequence[object]) -> None:
    """Make sure that there are layers, and nothing else.

    Raises:
        LinkError: naming the first part that is none.
    """
    from interlock.module import Module  # which needs the networks of which this is a part

    if not parts:
        raise LinkError("network: there must be at least one layer.", remedy="network(Layer(3, 4))")
    for place, part in enumerate(parts, start=1):
        if not isinstance(part, Module):
            raise LinkError(
                "network: every part must be a Layer.",
                got=f"{part!r}, a {type(part).__name__}",
                where=f"argument {place} of {len(parts)}",
                remedy="link networks and layers with >>",
            )


def check_links(layers: Sequence[Module[Any, Any]]) -> None:
    """Make sure that each layer takes what the one before it gives, and stands in one place.

    Raises:
        LinkError: naming the first two that do not fit, or the one that is there twice.
    """
    places: dict[int, int] = {}
    for place, layer in enumerate(layers, start=1):
        if place > 1 and layers[place - 2].num_outputs != layer.num_inputs:
            raise _misfit(layers, place)
        # Each layer keeps the outputs of its own place for the way back.
        if places.setdefault(id(layer), place) != place:
            raise _repeated(layer, places[id(layer)], place, len(layers))


def _misfit(layers: Sequence[Module[Any, Any]], place: int) -> LinkError:
    before, after = layers[place - 2], layers[place - 1]
    given, taken = before.num_outputs, after.num_inputs
    return LinkError(
        f"Layers do not fit: layer {place - 1} gives {given}, layer {place} takes {taken}.",
        expected=f"layer {place} to take {given}",
        got=f"{after!r} behind {before!r}",
        where=f"layers {place - 1} and {place} of {len(layers)}",
        remedy=f"build layer {place} as {_built(after, given, after.num_outputs)}, "
        f"or layer {place - 1} as {_built(before, before.num_inputs, taken)}",
    )


def _repeated(layer: Module[Any, Any], first: int, second: int, total: int) -> LinkError:
    return LinkError(
        f"A layer has one place in a network: layer {first} is also layer {second}.",
        got=f"{layer!r} twice",
        where=f"layers {first} and {second} of {total}",
        remedy=f"build another {_built(layer, layer.num_inputs, layer.num_outputs)} "
        "for the second place",
    )


def _built(layer: Module[Any, Any], inputs: int, outputs: int) -> str:
    """The call that makes a layer of its kind with these sizes; some kinds have one for both."""
    sizes = f"{inputs}, {outputs}"
    if "size" in settings_of(layer):
        sizes = str(inputs if inputs != layer.num_inputs else outputs)
    return f"{type(layer).__name__}({sizes})"
