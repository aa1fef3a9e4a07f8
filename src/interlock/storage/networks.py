"""save and load: a network as named arrays, its architecture as text beside them."""

# pyright: reportOverlappingOverload=false, reportRedeclaration=false
# (As in `network`: the literals of the overloads, and those given twice.)

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import numpy as np
from numpy.typing import NDArray

from interlock.dimensions import I, O
from interlock.errors import StorageError
from interlock.module import Module
from interlock.network import Last, Network, Next
from interlock.parts import arrays_of
from interlock.storage import safetensors
from interlock.storage.layers import contradiction, described, known_kinds, restored

__all__ = ["load", "save"]

_FORMAT = "interlock network 1"
_FORMAT_OF_KINDS = "interlock network 2"

# As in `dimensions`; pyright wants them in the module where they decide between two definitions.
MYPY = False
TYPE_CHECKING_WITH_PYREFLY = False

if TYPE_CHECKING and not MYPY:
    from interlock.literals import LiteralI, LiteralO


def save(network: Network[Any, Any], path: str | os.PathLike[str]) -> None:
    """Write the network into a file, which is replaced as a whole or not at all.

    Args:
        network: Its arrays with their precision are kept, its activations, and the settings of
            layers of other kinds than `Layer`.
        path: A file in the safetensors format, by custom called `.safetensors`.

    Raises:
        StorageError: an activation is not one of the library's, a setting is nothing that JSON
            can hold, or the file cannot be written; an older file of that name stays as it was.

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
def load(
    path: str | os.PathLike[str], *, kinds: Sequence[type[Module[Any, Any]]] = ()
) -> Network[int, int]: ...
@overload
def load(
    path: str | os.PathLike[str],
    *,
    inputs: I,
    outputs: O,
    kinds: Sequence[type[Module[Any, Any]]] = (),
) -> Network[I, O]: ...
def load(
    path: str | os.PathLike[str],
    *,
    inputs: int | None = None,
    outputs: int | None = None,
    kinds: Sequence[type[Module[Any, Any]]] = (),
) -> Network[Any, Any]:
    """The network that a file holds; nothing in the file is run.

    Args:
        path: A file written by `save`.
        inputs: The size that the network must take. With both sizes given they are checked, and
            `load(path, inputs=784, outputs=10)` is a `Network[Literal[784], Literal[10]]`.
        outputs: The size that it must give.
        kinds: The classes, besides `Layer`, that its layers may be of.

    Raises:
        StorageError: the file cannot be read, is damaged or another, has other sizes, or a layer
            of a kind that is not named.
    """
    place = Path(path)
    try:
        with place.open("rb") as file:
            tensors = safetensors.read(file, os.fstat(file.fileno()).st_size)
        network = _network(tensors, kinds)
        _require_sizes(network, inputs, outputs)
    except StorageError as error:
        error.where = str(place)
        raise
    except OSError as error:
        raise _inaccessible("load: the file must be readable.", error, place) from error
    return network


if TYPE_CHECKING and not MYPY:
    # The kinds of size, as for `Layer`, for the checkers that need them.
    @overload
    def load(
        path: str | os.PathLike[str], *, kinds: Sequence[type[Module[Any, Any]]] = ()
    ) -> Network[int, int]: ...
    @overload
    def load(
        path: str | os.PathLike[str],
        *,
        inputs: LiteralI,
        outputs: LiteralO,
        kinds: Sequence[type[Module[Any, Any]]] = (),
    ) -> Network[LiteralI, LiteralO]: ...
    @overload
    def load(
        path: str | os.PathLike[str],
        *,
        inputs: LiteralI,
        outputs: O,
        kinds: Sequence[type[Module[Any, Any]]] = (),
    ) -> Network[LiteralI, O]: ...
    @overload
    def load(
        path: str | os.PathLike[str],
        *,
        inputs: I,
        outputs: LiteralO,
        kinds: Sequence[type[Module[Any, Any]]] = (),
    ) -> Network[I, LiteralO]: ...
    @overload
    def load(
        path: str | os.PathLike[str],
        *,
        inputs: I,
        outputs: O,
        kinds: Sequence[type[Module[Any, Any]]] = (),
    ) -> Network[I, O]: ...
    def load(*_: Any, **__: Any) -> Any:
        """What the overloads stand for; the network is read above."""

elif TYPE_CHECKING_WITH_PYREFLY:
    raise NotImplementedError


def _tensors(network: Network[Any, Any]) -> safetensors.Tensors:
    arrays: dict[str, NDArray[np.floating[Any]]] = {}
    descriptions: list[dict[str, Any]] = []
    for place, layer in enumerate(network):
        try:
            descriptions.append(described(layer))
        except StorageError as error:
            error.where = f"layer {place + 1} of {len(network)} in {network}"
            raise
        arrays |= {f"{place}.{name}": array for name, array in arrays_of(layer).items()}
    return safetensors.Tensors(arrays, _metadata(descriptions))


def _metadata(descriptions: list[dict[str, Any]]) -> dict[str, str]:
    # Files of dense layers alone have the form that every version reads.
    if any("kind" in description for description in descriptions):
        return {"format": _FORMAT_OF_KINDS, "layers": json.dumps(descriptions)}
    names = (description["activation"] for description in descriptions)
    return {"format": _FORMAT, "activations": ",".join(names)}


def _descriptions(metadata: Mapping[str, str]) -> list[Any]:
    match metadata:
        case {"format": str(form)} if form == _FORMAT_OF_KINDS:
            return _listed(metadata.get("layers", ""))
        case {"format": str(form)} if form == _FORMAT:
            names = metadata.get("activations", "").split(",")
            return [{"activation": name} for name in names]
        case _:
            raise StorageError(
                "load: a file must be a network saved by interlock.",
                expected=f'"format": "{_FORMAT}" in its metadata',
                got=f'"{metadata["format"]}"' if "format" in metadata else "none",
            )


def _listed(text: str) -> list[Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, list) and found:
        return found
    raise contradiction("a list of its layers")


def _network(
    tensors: safetensors.Tensors, kinds: Sequence[type[Module[Any, Any]]]
) -> Network[Any, Any]:
    descriptions = _descriptions(tensors.metadata)
    known = known_kinds(descriptions, kinds)
    parts: dict[str, dict[str, NDArray[np.floating[Any]]]]
    parts = {str(place): {} for place in range(len(descriptions))}
    for name, array in tensors.arrays.items():
        place, _, part = name.partition(".")
        if place not in parts:
            raise contradiction("a weight, a bias and a known activation for every layer")
        parts[place][part] = array
    layers = [
        restored(description, arrays, known)
        for description, arrays in zip(descriptions, parts.values(), strict=True)
    ]
    if any(one.num_outputs != two.num_inputs for one, two in pairwise(layers)):
        raise contradiction("layers that link")
    *first, final = layers
    network: Network[Any, Any] = Last(final)
    for layer in reversed(first):
        network = Next(layer, network)
    return network


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
