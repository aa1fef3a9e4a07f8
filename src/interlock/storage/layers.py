"""A layer as named arrays and a few words, and back: only classes that the program has are made."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interlock.activations import ACTIVATIONS
from interlock.errors import StorageError
from interlock.layer import Layer
from interlock.module import Module
from interlock.parts import arrays_of, settings_of
from interlock.storage.safetensors import is_object

__all__ = ["contradiction", "described", "known_kinds", "restored"]

Arrays = Mapping[str, NDArray[np.floating[Any]]]


def described(layer: Module[Any, Any]) -> dict[str, Any]:
    """What `restored` needs to know besides the arrays: an activation, or a kind and its settings.

    Raises:
        StorageError: `restored` could not find the activation by its name, or JSON cannot hold a
            setting.
    """
    if type(layer) is not Layer:
        settings = settings_of(layer)
        for name, value in settings.items():
            _require_text(layer, name, value)
        return {"kind": type(layer).__name__, "settings": settings}
    if ACTIVATIONS.get(layer.activation.name) == layer.activation:
        return {"activation": layer.activation.name}
    raise StorageError(
        "save: an activation must be one that load finds by its name.",
        expected=", ".join(ACTIVATIONS),
        got=layer.activation.name,
        remedy="save the layers' arrays with numpy.savez, and build the network in code",
    )


def known_kinds(
    descriptions: Sequence[Any], kinds: Sequence[type[Module[Any, Any]]]
) -> dict[str, type[Module[Any, Any]]]:
    """The classes by their names.

    Raises:
        StorageError: a description is of a kind that is none of them.
    """
    known = {kind.__name__: kind for kind in kinds}
    named = [str(each["kind"]) for each in descriptions if is_object(each) and "kind" in each]
    strangers = [name for name in named if name not in known]
    if strangers:
        names = ", ".join(dict.fromkeys([*known, *strangers]))
        raise StorageError(
            "load: a file may have only layers of kinds that the program names.",
            expected=", ".join(["Layer", *known]),
            got=", ".join(dict.fromkeys(strangers)),
            remedy=f"load(path, kinds=[{names}])",
        )
    return known


def restored(
    description: Any, arrays: Arrays, kinds: Mapping[str, type[Module[Any, Any]]]
) -> Module[Any, Any]:
    """The layer of that description, with copies of the arrays.

    Raises:
        StorageError: there is no such layer.
    """
    match description:
        case {"activation": str(name), **rest} if name in ACTIVATIONS and not rest:
            return _dense(name, arrays)
        case {"kind": str(name), "settings": dict(settings), **rest} if name in kinds and not rest:
            return _with_arrays(_made(kinds[name], settings), arrays)
        case _:
            raise contradiction("a weight, a bias and a known activation for every layer")


def contradiction(expected: str, got: str = "something else") -> StorageError:
    """The complaint about a file that is well formed and describes no network."""
    return StorageError("load: a file must describe a network.", expected=expected, got=got)


def _dense(activation: str, arrays: Arrays) -> Layer[Any, Any]:
    if set(arrays) != {"weight", "bias"}:
        raise contradiction("a weight, a bias and a known activation for every layer")
    weight, bias = arrays["weight"], arrays["bias"]
    if weight.ndim != 2 or 0 in weight.shape or bias.shape != weight.shape[:1]:
        raise contradiction("a weight of (outputs, inputs) and a bias of (outputs,)")
    outputs, inputs = weight.shape
    return Layer(
        inputs,
        outputs,
        activation=ACTIVATIONS[activation],
        initializer=lambda rng, inputs, outputs: (weight, bias),
        dtype=weight.dtype.newbyteorder("="),
    )


def _made(kind: type[Module[Any, Any]], settings: dict[str, Any]) -> Module[Any, Any]:
    make: Any = kind
    try:
        layer: Module[Any, Any] = make(**settings)
    except (TypeError, ValueError, ArithmeticError, MemoryError) as error:
        spelled = ", ".join(f"{name}={value!r}" for name, value in settings.items())
        raise contradiction(f"settings that {kind.__name__} takes", spelled or "none") from error
    return layer


def _with_arrays(layer: Module[Any, Any], arrays: Arrays) -> Module[Any, Any]:
    wanted = {name: array.shape for name, array in arrays_of(layer).items()}
    got = {name: array.shape for name, array in arrays.items()}
    if got != wanted:
        raise contradiction(f"{_spelled(wanted)} for {layer!r}", _spelled(got))
    for name, array in arrays.items():
        setattr(layer, name, array.astype(array.dtype.newbyteorder("=")))
    return layer


def _spelled(shapes: Mapping[str, tuple[int, ...]]) -> str:
    return ", ".join(f"{name} {shapes[name]}" for name in sorted(shapes)) or "no array"


def _require_text(layer: Module[Any, Any], name: str, value: object) -> None:
    try:
        if json.loads(json.dumps(value)) == value:
            return
    except (TypeError, ValueError, RecursionError):
        pass
    raise StorageError(
        "save: a setting must be one that JSON gives back as it is.",
        expected="a number, a text, True, False, None, or a list or dict of these",
        got=f"{name}={value!r} of {type(layer).__name__}",
        remedy=f"keep in self.{name} something plainer, from which the rest is made",
    )
