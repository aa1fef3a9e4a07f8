"""save and load: a network as named arrays, its architecture as text beside them."""

# pyright: reportOverlappingOverload=false
# (That check multiplies out the literals of the overloads below and would take hours.)

from __future__ import annotations

import os
import secrets
import shutil
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import numpy as np
from numpy.typing import NDArray

from interlock.activations import ACTIVATIONS
from interlock.dimensions import I, O
from interlock.errors import StorageError
from interlock.layer import Layer
from interlock.network import Last, Network, Next
from interlock.storage import safetensors

__all__ = ["load", "save"]

_FORMAT = "interlock network 1"

# As in `dimensions`; pyright wants it in the module where it decides between two definitions.
MYPY = False

if TYPE_CHECKING and not MYPY:
    from interlock.literals import LiteralI, LiteralO


def save(network: Network[Any, Any], path: str | os.PathLike[str]) -> None:
    """Write the network into a file, which is replaced as a whole or not at all.

    Args:
        network: Its weights, biases, activations and precision are kept.
        path: A file in the safetensors format, by custom called `.safetensors`.

    Raises:
        StorageError: an activation is not one of the library's, or the file cannot be written;
            an older file of that name stays as it was.

    Example:
        >>> import tempfile
        >>> network = Network.new(3, [4, 2], 4)
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     save(network, f"{folder}/small.safetensors")
        ...     load(f"{folder}/small.safetensors") == network
        True
    """
    tensors = _tensors(network)
    target = Path(path).resolve()
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        try:
            with temporary.open("xb") as file:
                safetensors.write(file, tensors)
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                shutil.copymode(target, temporary)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise _inaccessible("save: the file must be writeable.", error, target) from error


@overload
def load(path: str | os.PathLike[str]) -> Network[int, int]: ...


if TYPE_CHECKING and not MYPY:
    # The kinds of size with a literal, as for `Layer`, for the checkers that need them.
    @overload
    def load(
        path: str | os.PathLike[str], *, inputs: LiteralI, outputs: LiteralO
    ) -> Network[LiteralI, LiteralO]: ...
    @overload
    def load(
        path: str | os.PathLike[str], *, inputs: LiteralI, outputs: O
    ) -> Network[LiteralI, O]: ...
    @overload
    def load(
        path: str | os.PathLike[str], *, inputs: I, outputs: LiteralO
    ) -> Network[I, LiteralO]: ...


@overload
def load(path: str | os.PathLike[str], *, inputs: I, outputs: O) -> Network[I, O]: ...
def load(
    path: str | os.PathLike[str], *, inputs: int | None = None, outputs: int | None = None
) -> Network[Any, Any]:
    """The network that a file holds; nothing in the file is run.

    Args:
        path: A file written by `save`.
        inputs: The size that the network must take. With both sizes given they are checked, and
            `load(path, inputs=784, outputs=10)` is a `Network[Literal[784], Literal[10]]`.
        outputs: The size that it must give.

    Raises:
        StorageError: the file cannot be read, is damaged or another, or has other sizes.
    """
    place = Path(path)
    try:
        with place.open("rb") as file:
            tensors = safetensors.read(file, os.fstat(file.fileno()).st_size)
        network = _network(tensors)
        _require_sizes(network, inputs, outputs)
    except StorageError as error:
        error.where = str(place)
        raise
    except OSError as error:
        raise _inaccessible("load: the file must be readable.", error, place) from error
    return network


def _tensors(network: Network[Any, Any]) -> safetensors.Tensors:
    arrays: dict[str, NDArray[np.floating[Any]]] = {}
    for place, layer in enumerate(network):
        if ACTIVATIONS.get(layer.activation.name) != layer.activation:
            raise StorageError(
                "save: an activation must be one that load finds by its name.",
                expected=", ".join(ACTIVATIONS),
                got=layer.activation.name,
                where=f"layer {place + 1} of {len(network)} in {network}",
                remedy="save the layers' arrays with numpy.savez, and build the network in code",
            )
        arrays[f"{place}.weight"], arrays[f"{place}.bias"] = layer.weight, layer.bias
    names = ",".join(layer.activation.name for layer in network)
    return safetensors.Tensors(arrays, {"format": _FORMAT, "activations": names})


def _network(tensors: safetensors.Tensors) -> Network[Any, Any]:
    if tensors.metadata.get("format") != _FORMAT:
        raise StorageError(
            "load: a file must be a network saved by interlock.",
            expected=f'"format": "{_FORMAT}" in its metadata',
            got=f'"{tensors.metadata["format"]}"' if "format" in tensors.metadata else "none",
        )
    names = tensors.metadata.get("activations", "").split(",")
    wanted = {f"{place}.{part}" for place in range(len(names)) for part in ("weight", "bias")}
    if set(tensors.arrays) != wanted or not set(names) <= set(ACTIVATIONS):
        raise _contradiction("a weight, a bias and a known activation for every layer")
    layers = [
        _layer(tensors.arrays[f"{place}.weight"], tensors.arrays[f"{place}.bias"], name)
        for place, name in enumerate(names)
    ]
    if any(one.num_outputs != two.num_inputs for one, two in pairwise(layers)):
        raise _contradiction("layers that link")
    *first, final = layers
    network: Network[Any, Any] = Last(final)
    for layer in reversed(first):
        network = Next(layer, network)
    return network


def _layer(
    weight: NDArray[np.floating[Any]], bias: NDArray[np.floating[Any]], activation: str
) -> Layer[Any, Any]:
    if weight.ndim != 2 or 0 in weight.shape or bias.shape != weight.shape[:1]:
        raise _contradiction("a weight of (outputs, inputs) and a bias of (outputs,)")
    outputs, inputs = weight.shape
    return Layer(
        inputs,
        outputs,
        activation=ACTIVATIONS[activation],
        initializer=lambda rng, inputs, outputs: (weight, bias),
        dtype=weight.dtype.newbyteorder("="),
    )


def _contradiction(expected: str) -> StorageError:
    return StorageError(
        "load: a file must describe a network.", expected=expected, got="something else"
    )


def _require_sizes(network: Network[Any, Any], inputs: int | None, outputs: int | None) -> None:
    wanted = (inputs or network.num_inputs, outputs or network.num_outputs)
    if wanted != (network.num_inputs, network.num_outputs):
        raise StorageError(
            "load: the network must have the sizes asked for.",
            expected=f"{wanted[0]} inputs and {wanted[1]} outputs",
            got=repr(network),
            remedy=f"load(path, inputs={network.num_inputs}, outputs={network.num_outputs})",
        )


def _inaccessible(rule: str, error: OSError, path: Path) -> StorageError:
    return StorageError(rule, got=error.strerror or str(error), where=str(path))
