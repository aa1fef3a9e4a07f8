"""The graph of an ONNX model, followed from its input to its output as a chain of layers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from interlock.activations import Activation, activation_named, identity, step
from interlock.errors import StorageError
from interlock.interop.extras import extra
from interlock.interop.layers import layer_of
from interlock.layer import Layer
from interlock.network import Network, network

if TYPE_CHECKING:
    from onnx import helper, numpy_helper
else:
    with extra("onnx"):
        from onnx import helper, numpy_helper

__all__ = ["OPERATORS", "network_of"]

OPERATORS = {
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "relu": "Relu",
    "softmax": "Softmax",
    "identity": "Identity",
}
_ACTIVATIONS = {operator: activation_named(name) for name, operator in OPERATORS.items()}


@dataclass(eq=False)
class Dense:
    """A dense layer as far as it was read; what is None has not been met yet."""

    weight: NDArray[np.floating[Any]]
    bias: NDArray[np.floating[Any]] | None = None
    activation: Activation | None = None

    def layer(self) -> Layer[Any, Any]:
        """The layer that it is."""
        return layer_of(self.weight, self.bias, self.activation or identity)


def network_of(model: Any) -> Network[Any, Any]:
    """The network that a valid model is.

    Raises:
        StorageError: it is no chain of dense layers and activations.
        LinkError: two of its layers do not fit.
    """
    reading = Reading(model)
    for node, attributes in reading.chain():
        reading.take(node, attributes)
    if not reading.layers:
        reading.refuse("no Gemm and no MatMul")
    return network(*(dense.layer() for dense in reading.layers))


class Reading:
    """The layers read so far, and where in the graph the chain has come to."""

    graph: Any
    constants: dict[str, NDArray[Any]]
    layers: list[Dense]
    place: str | None
    last_axes: list[int]
    compared: bool
    softmax_axis: int

    def __init__(self, model: Any) -> None:
        self.graph = graph = model.graph
        versions = [each.version for each in model.opset_import if each.domain in ("", "ai.onnx")]
        self.softmax_axis = -1 if max(versions, default=0) >= 13 else 1  # where none is given
        self.constants = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
        self.layers: list[Dense] = []
        self.last_axes = [-1]
        self.place: str | None = None
        self.compared = False  # a Greater was met, whose Cast must follow

    def chain(self) -> Iterator[tuple[Any, dict[str, Any]]]:
        """Each operator with its attributes; it takes what the one before gave, and constants."""
        starts = [each.name for each in self.graph.input if each.name not in self.constants]
        ends = [each.name for each in self.graph.output]
        if len(starts) != 1 or len(ends) != 1:
            self.refuse(f"{len(starts)} inputs and {len(ends)} outputs")
        (value,) = starts
        (given,) = (each for each in self.graph.input if each.name == value)
        if len(given.type.tensor_type.shape.dim) == 2:
            self.last_axes = [-1, 1]
        for number, node in enumerate(self.graph.node, 1):
            attributes = {each.name: helper.get_attribute_value(each) for each in node.attribute}
            self.place = f"{node.op_type}, operator {number} of {len(self.graph.node)}"
            if node.op_type == "Constant" and "value" in attributes:
                self.constants[node.output[0]] = numpy_helper.to_array(attributes["value"])
                continue
            if [name for name in node.input if name and name not in self.constants] != [value]:
                self.refuse("an operator that takes something else than what the last one gave")
            yield node, attributes
            value = node.output[0]
        self.place = None
        if [value] != ends or self.compared:
            self.refuse("an output that is not that of the last operator")

    def take(self, node: Any, attributes: dict[str, Any]) -> None:
        """Read one more operator."""
        kind = node.op_type
        if node.domain not in ("", "ai.onnx"):
            self.refuse(f"{node.domain}.{kind}")
        if self.compared or kind == "Greater":
            self._take_step(node, attributes)
        elif kind in _ACTIVATIONS and attributes.get("axis", self.softmax_axis) in self.last_axes:
            self._activate(_ACTIVATIONS[kind])
        elif kind == "Gemm":
            self._take_gemm(node, attributes)
        elif kind == "MatMul" and node.input[1] in self.constants:
            self.layers.append(Dense(self._matrix(node.input[1]).T))
        elif kind == "Add":
            self._take_bias(node)
        else:
            self.refuse(kind)

    def _take_gemm(self, node: Any, attributes: dict[str, Any]) -> None:
        plain = {"alpha": 1.0, "beta": 1.0, "transA": 0}
        turned = attributes.pop("transB", 0)
        given = [name in self.constants for name in node.input[:2]]
        if not attributes.items() <= plain.items() or given != [False, True]:
            self.refuse("a Gemm that is not inputs · weight + bias")
        weight = self._matrix(node.input[1])
        self.layers.append(Dense(weight if turned else weight.T))
        if len(node.input) > 2 and node.input[2]:
            self.layers[-1].bias = self._row(node.input[2])

    def _take_bias(self, node: Any) -> None:
        (name,) = (each for each in node.input if each in self.constants)
        last = self.layers[-1] if self.layers else None
        if last is None or last.bias is not None or last.activation is not None:
            self.refuse("an Add that is not right behind a MatMul")
        last.bias = self._row(name)

    def _take_step(self, node: Any, attributes: dict[str, Any]) -> None:
        if not self.compared:
            least = self.constants.get(node.input[1])
            if least is None or least.any():
                self.refuse("a Greater that is not inputs > 0")
            self.compared = True
            return
        kinds = {helper.np_dtype_to_tensor_dtype(np.dtype(kind)) for kind in ("f4", "f8")}
        if node.op_type != "Cast" or attributes.get("to") not in kinds:
            self.refuse("a Greater without a Cast to floating-point numbers behind it")
        self.compared = False
        self._activate(step)

    def _activate(self, activation: Activation) -> None:
        if activation == identity:
            return
        if not self.layers or self.layers[-1].activation is not None:
            self.refuse("an activation that is not behind a dense layer")
        self.layers[-1].activation = activation

    def _matrix(self, name: str) -> NDArray[np.floating[Any]]:
        array = self._numbers(name)
        if array.ndim != 2 or 0 in array.shape:
            self.refuse(f"a weight of shape {array.shape}")
        return array

    def _row(self, name: str) -> NDArray[np.floating[Any]]:
        array, outputs = self._numbers(name), len(self.layers[-1].weight)
        # One number for all of them, or one for each; leading axes of 1 do no more.
        spread = array.ndim > 2 or (array.ndim > 0 and array.shape[-1] != array.size)
        if spread or array.size not in (1, outputs):
            self.refuse(f"a bias of shape {array.shape} for {outputs} outputs")
        return np.broadcast_to(array.reshape(-1), (outputs,))

    def _numbers(self, name: str) -> NDArray[np.floating[Any]]:
        array: NDArray[np.floating[Any]] = self.constants[name]
        if array.dtype not in (np.dtype(np.float32), np.dtype(np.float64)):
            self.refuse(f"numbers of {array.dtype}")
        return array

    def refuse(self, got: str) -> NoReturn:
        """Raise StorageError: the model is no network."""
        raise StorageError(
            "from_onnx: a model must be a chain of dense layers and activations.",
            expected=f"Gemm, or MatMul and Add; {', '.join(_ACTIVATIONS)}, or Greater and Cast",
            got=got,
            where=self.place,
            remedy="export the dense layers alone, with float32 or float64 weights",
        )
