"""ONNX: networks as files that other runtimes run, and such files as networks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import numpy as np
from numpy.typing import NDArray

from interlock.activations import softmax, step
from interlock.dimensions import I, O
from interlock.errors import StorageError
from interlock.interop.extras import extra
from interlock.interop.layers import known_layers, require_sizes
from interlock.interop.onnx_reading import OPERATORS, network_of
from interlock.layer import Layer
from interlock.network import Network

if TYPE_CHECKING:
    import onnx
    from google.protobuf.message import DecodeError
    from onnx import helper, numpy_helper
else:
    with extra("onnx"):
        import onnx
        from google.protobuf.message import DecodeError
        from onnx import helper, numpy_helper

__all__ = ["from_onnx", "to_onnx"]

# Old enough for runtimes of some years ago, and all that is needed.
_OPERATOR_SET = 17
_FILE_FORMAT = 8


def to_onnx(network: Network[Any, Any], path: str | os.PathLike[str]) -> None:
    """Write the network as an ONNX model: a `Gemm` and an activation per layer.

    Its input is called `inputs` and is (batch, I), its output `outputs` and is (batch, O), both in
    the widest precision of the layers. ONNX's own checker has passed it.

    Args:
        network: Is not changed.
        path: By custom called `.onnx`; a file of that name is replaced.

    Raises:
        SettingError: a layer is not dense, or its activation is not one of the library's.
        StorageError: the file cannot be written.

    Example:
        >>> import tempfile
        >>> network = Network.new(3, [4], 2)
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     to_onnx(network, f"{folder}/small.onnx")
        ...     from_onnx(f"{folder}/small.onnx") == network
        True
    """
    model = _model(network)
    onnx.checker.check_model(model, full_check=True)
    try:
        Path(path).write_bytes(model.SerializeToString())
    except OSError as error:
        raise _inaccessible("to_onnx: the file must be writeable.", error, path) from error


@overload
def from_onnx(path: str | os.PathLike[str]) -> Network[int, int]: ...
@overload
def from_onnx(path: str | os.PathLike[str], *, inputs: I, outputs: O) -> Network[I, O]: ...
def from_onnx(
    path: str | os.PathLike[str], *, inputs: int | None = None, outputs: int | None = None
) -> Network[Any, Any]:
    """A network that computes what the model in a file does.

    Args:
        path: An ONNX model that is a chain of dense layers (`Gemm`, or `MatMul` and `Add`), each
            of which may be followed by `Sigmoid`, `Tanh`, `Relu`, `Softmax` or `Identity`, or by
            `Greater` than 0 and `Cast`.
        inputs: The size that the network must take. With both sizes given they are checked, and
            `from_onnx(path, inputs=784, outputs=10)` is a `Network[Literal[784], Literal[10]]`.
        outputs: The size that it must give.

    Raises:
        StorageError: the file cannot be read, holds no model or one that is no such chain, or has
            other sizes.
        LinkError: two of its layers do not fit.
    """
    model = _load(path)
    try:
        network = network_of(model)
        require_sizes("from_onnx", network, inputs, outputs)
    except StorageError as error:
        error.where = f"{error.where} in {path}" if error.where else str(path)
        raise
    return network


def _model(network: Network[Any, Any]) -> Any:
    layers, dtype = known_layers("to_onnx", network), network.dtype
    kind = helper.np_dtype_to_tensor_dtype(dtype)
    values = ["inputs", *(f"{place}.outputs" for place in range(1, len(network))), "outputs"]
    nodes: list[Any] = []
    constants: list[Any] = []
    for place, layer in enumerate(layers):
        nodes += _nodes(layer, place, values[place], values[place + 1], kind)
        constants += [_constant(f"{place}.weight", layer.weight, dtype)]
        constants += [_constant(f"{place}.bias", layer.bias, dtype)]
    if any(layer.activation == step for layer in layers):
        constants += [_constant("zero", np.zeros(()), dtype)]
    first = helper.make_tensor_value_info(values[0], kind, ["batch", int(network.num_inputs)])
    last = helper.make_tensor_value_info(values[-1], kind, ["batch", int(network.num_outputs)])
    return helper.make_model(
        helper.make_graph(nodes, repr(network), [first], [last], constants),
        producer_name="interlock",
        ir_version=_FILE_FORMAT,
        opset_imports=[helper.make_opsetid("", _OPERATOR_SET)],
    )


def _nodes(layer: Layer[Any, Any], place: int, given: str, result: str, kind: int) -> list[Any]:
    sums, above, name = f"{place}.sums", f"{place}.above", layer.activation.name
    dense = [given, f"{place}.weight", f"{place}.bias"]
    nodes = [helper.make_node("Gemm", dense, [sums], transB=1)]
    if layer.activation == step:
        nodes += [helper.make_node("Greater", [sums, "zero"], [above])]
        return [*nodes, helper.make_node("Cast", [above], [result], to=kind)]
    options = {"axis": -1} if layer.activation == softmax else {}
    return [*nodes, helper.make_node(OPERATORS[name], [sums], [result], **options)]


def _constant(name: str, array: NDArray[np.floating[Any]], dtype: np.dtype[Any]) -> Any:
    return numpy_helper.from_array(np.asarray(array, dtype), name)


def _load(path: str | os.PathLike[str]) -> Any:
    try:
        model = onnx.load(path)
        onnx.checker.check_model(model)
    except OSError as error:
        raise _inaccessible("from_onnx: the file must be readable.", error, path) from error
    except (DecodeError, onnx.checker.ValidationError) as error:
        words = str(error).strip().splitlines()
        raise StorageError(
            "from_onnx: a file must hold a valid ONNX model.",
            got=words[0] if words else "none",
            where=str(path),
        ) from error
    return model


def _inaccessible(rule: str, error: OSError, path: str | os.PathLike[str]) -> StorageError:
    return StorageError(rule, got=error.strerror or str(error), where=str(path))
