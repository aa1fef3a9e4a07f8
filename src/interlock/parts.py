"""What a layer of any kind consists of: its arrays, their gradients, its settings, each by name."""

from __future__ import annotations

from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any

import numpy as np
from jaxtyping import Float

from interlock.dimensions import Array
from interlock.errors import SettingError, ShapeError

if TYPE_CHECKING:
    from interlock.module import Module

__all__ = ["arrays_of", "gradients_of", "input_error_of", "require_shape", "settings_of"]

# The arguments that are sizes, and where they are kept; `inputs` may well be an array elsewhere.
_SIZES = {"inputs": "num_inputs", "outputs": "num_outputs"}
_VARIABLE = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)


def arrays_of(layer: Module[Any, Any]) -> dict[str, Array]:
    """The layer's own arrays: first its parameters, then its memory.

    Raises:
        SettingError: a name stands for no array of floating numbers.

    Example:
        >>> from interlock import Layer
        >>> {name: array.shape for name, array in arrays_of(Layer(3, 4)).items()}
        {'weight': (4, 3), 'bias': (4,)}
    """
    names = (*layer.parameters, *layer.memory)
    found = {name: getattr(layer, name, None) for name in names}
    for name, array in found.items():
        if getattr(array, "dtype", None) not in (np.float32, np.float64):
            raise SettingError(
                f"{type(layer).__name__}: parameters and memory must name arrays of the layer.",
                expected=f"a float32 or float64 array in {name}",
                got="none" if array is None else _described(array),
                remedy=f"set self.{name} in __init__, or correct the name",
            )
    return {name: array for name, array in found.items() if array is not None}


def gradients_of(
    layer: Module[Any, Any], inputs: Float[Array, "*batch i"], error: Float[Array, "*batch o"]
) -> dict[str, Array]:
    """What the layer's `gradients` gives, by the parameters' names.

    Raises:
        ShapeError: there is not one gradient for each parameter, in its shape.
    """
    arrays, gradients = arrays_of(layer), layer.gradients(inputs, error)
    wanted = [arrays[name].shape for name in layer.parameters]
    got = [np.shape(gradient) for gradient in gradients]
    if got != wanted:
        names = ", ".join(layer.parameters)
        complaint = ShapeError(
            f"{type(layer).__name__}.gradients: each parameter must have a gradient of its shape.",
            expected=_listed(wanted),
            got=_listed(got),
            remedy=f"return those of {names}, in this order" if names else "return ()",
        )
        complaint.instance = layer
        raise complaint
    return dict(zip(layer.parameters, gradients, strict=True))


def input_error_of(
    layer: Module[Any, Any], inputs: Float[Array, "*batch i"], error: Float[Array, "*batch o"]
) -> Float[Array, "*batch i"]:
    """What the layer's `input_error` gives, which has the shape of the inputs.

    Raises:
        ShapeError: it has not.
    """
    result = layer.input_error(error)
    require_shape(layer, "input_error", result, inputs.shape)
    return result


def require_shape(
    layer: Module[Any, Any], method: str, result: Array, wanted: tuple[int, ...]
) -> None:
    """Raise ShapeError unless the result has that shape: NumPy might stretch it, unnoticed."""
    if result.shape != wanted:
        complaint = ShapeError(
            f"{type(layer).__name__}.{method}: the result must have a number for each "
            f"{'input' if method == 'input_error' else 'output'} of each example.",
            expected=str(wanted),
            got=str(result.shape),
            remedy=f"decorate {method} with @shaped, and let the plugin check its body",
        )
        complaint.instance = layer
        raise complaint


def settings_of(layer: Module[Any, Any]) -> dict[str, Any]:
    """The arguments by which the layer is made again: each is kept in the attribute of its name.

    The sizes are `inputs` and `outputs`, or `size` where the two are one. An argument that has a
    default and no attribute mattered only in the beginning, and is left out.

    Raises:
        SettingError: an argument has neither.

    Example:
        >>> from interlock import Layer
        >>> settings_of(Layer(3, 4))
        {'inputs': 3, 'outputs': 4, 'activation': sigmoid}
    """
    found: dict[str, Any] = {}
    for name, argument in signature(type(layer)).parameters.items():
        attribute = _SIZES.get(name, name)
        if hasattr(layer, attribute):
            found[name] = getattr(layer, attribute)
        elif name == "size":
            found[name] = layer.num_inputs
        elif argument.default is Parameter.empty and argument.kind not in _VARIABLE:
            raise SettingError(
                f"{type(layer).__name__}: what __init__ takes must be kept.",
                expected=f"an attribute {name}",
                got="none",
                remedy=f"self.{name} = {name}, or give it a default if it matters only there",
            )
    return found


def _described(value: object) -> str:
    kind = f"{value.dtype} array" if isinstance(value, np.ndarray) else type(value).__name__
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _listed(shapes: list[tuple[int, ...]]) -> str:
    return ", ".join(map(str, shapes)) or "none"
