"""PyTorch: a network as an `nn.Sequential`, and the reverse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn, overload

import numpy as np
from numpy.typing import NDArray

from interlock.activations import Activation, identity, relu, sigmoid, softmax, step, tanh
from interlock.dimensions import I, O
from interlock.errors import SettingError
from interlock.interop.extras import extra
from interlock.interop.layers import known_layers, layer_of, require_sizes
from interlock.layer import Layer
from interlock.network import Network, network

if TYPE_CHECKING:
    import torch
    from torch import nn
else:
    with extra("torch"):
        import torch
        from torch import nn

__all__ = ["Step", "from_torch", "to_torch"]


class Step(nn.Module):
    """1 above zero and else 0, with a derivative of zero everywhere; PyTorch has no such module."""

    def forward(self, sums: torch.Tensor) -> torch.Tensor:
        """The outputs of neurons whose weighted sums are given."""
        return sums.relu().sign()


_MODULES: dict[str, type[nn.Module]] = {
    "step": Step,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "relu": nn.ReLU,
    "identity": nn.Identity,
}
_ACTIVATIONS: dict[type[nn.Module], Activation] = {
    Step: step,
    nn.Sigmoid: sigmoid,
    nn.Tanh: tanh,
    nn.ReLU: relu,
    nn.Identity: identity,
    nn.Softmax: softmax,
}


def to_torch(network: Network[Any, Any]) -> nn.Sequential:
    """A module that computes what the network does: an `nn.Linear` and an activation per layer.

    Its parameters are copies, in the widest precision of the layers.

    Raises:
        SettingError: a layer is not dense, or its activation is not one of the library's.

    Example:
        >>> from interlock import Layer, softmax
        >>> to_torch(Layer(3, 4) >> Layer(4, 2, activation=softmax))
        Sequential(
          (0): Linear(in_features=3, out_features=4, bias=True)
          (1): Sigmoid()
          (2): Linear(in_features=4, out_features=2, bias=True)
          (3): Softmax(dim=-1)
        )
    """
    layers, dtype = known_layers("to_torch", network), network.dtype
    modules: list[nn.Module] = []
    for layer in layers:
        modules += [_linear(layer, dtype), _activation(layer.activation)]
    return nn.Sequential(*modules)


@overload
def from_torch(module: nn.Module) -> Network[int, int]: ...
@overload
def from_torch(module: nn.Module, *, inputs: I, outputs: O) -> Network[I, O]: ...
def from_torch(
    module: nn.Module, *, inputs: int | None = None, outputs: int | None = None
) -> Network[Any, Any]:
    """A network that computes what the module does, with copies of its parameters.

    Args:
        module: An `nn.Linear`, or an `nn.Sequential` of them in which each may be followed by an
            activation. None at all, or an `nn.Identity`, is the identity.
        inputs: The size that the network must take. With both sizes given they are checked, and
            `from_torch(module, inputs=784, outputs=10)` is a
            `Network[Literal[784], Literal[10]]`.
        outputs: The size that it must give.

    Raises:
        SettingError: a module is none of these, or its parameters are neither float32 nor float64.
        LinkError: two of its layers do not fit.
        StorageError: the sizes are others than those asked for.

    Example:
        >>> from_torch(nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2)))
        Network(3 -> 4 -> 2)
    """
    result = network(*_layers(module))
    require_sizes("from_torch", result, inputs, outputs)
    return result


def _linear(layer: Layer[Any, Any], dtype: np.dtype[Any]) -> nn.Linear:
    # On "meta" it draws no weights, which would move PyTorch's own generator.
    linear = nn.Linear(int(layer.num_inputs), int(layer.num_outputs), device="meta")
    # A copy in any case: `astype` makes one, and a view would change as the network learns.
    linear.weight = nn.Parameter(torch.from_numpy(layer.weight.astype(dtype)))
    linear.bias = nn.Parameter(torch.from_numpy(layer.bias.astype(dtype)))
    return linear


def _activation(activation: Activation) -> nn.Module:
    return nn.Softmax(dim=-1) if activation == softmax else _MODULES[activation.name]()


def _layers(module: nn.Module) -> Iterator[Layer[Any, Any]]:
    linear: nn.Linear | None = None
    activation = identity
    for place, part in _parts(module, ""):
        if type(part) is nn.Linear:
            if linear is not None:
                yield _layer(linear, activation)
            linear, activation = part, identity
        elif linear is None or activation != identity:
            _refuse(part, place, "one activation behind each nn.Linear")
        else:
            activation = _known(part, place)
    if linear is None:
        _refuse(module, "", "at least one nn.Linear")
    yield _layer(linear, activation)


def _parts(module: nn.Module, place: str) -> Iterator[tuple[str, nn.Module]]:
    # By exact type, here and below: a subclass may compute something else.
    if type(module) is not nn.Sequential:
        yield place, module
        return
    for name, part in module.named_children():
        yield from _parts(part, f"{place}.{name}" if place else name)


def _known(module: nn.Module, place: str) -> Activation:
    # A softmax over the axis 1 is one over the last, in the batches of rows that modules take.
    fits = type(module) in _ACTIVATIONS and getattr(module, "dim", -1) in (-1, 1)
    if not fits:
        names = (f"nn.{kind.__name__}" for kind in _ACTIVATIONS if kind is not Step)
        _refuse(module, place, f"nn.Linear, {', '.join(names)}, Step")
    return _ACTIVATIONS[type(module)]


def _layer(linear: nn.Linear, activation: Activation) -> Layer[Any, Any]:
    # `bias` is None for a module without; its annotation does not say so.
    bias: torch.Tensor | None = linear.bias
    return layer_of(_array(linear.weight), None if bias is None else _array(bias), activation)


def _array(tensor: torch.Tensor) -> NDArray[np.floating[Any]]:
    if tensor.dtype not in (torch.float32, torch.float64):
        raise SettingError(
            "from_torch: parameters must be of a floating type that NumPy computes fast.",
            expected="torch.float32 or torch.float64",
            got=str(tensor.dtype),
            remedy="from_torch(module.float())",
        )
    array: NDArray[np.floating[Any]] = tensor.detach().cpu().numpy()
    return array


def _refuse(module: nn.Module, place: str, expected: str) -> NoReturn:
    raise SettingError(
        "from_torch: a module must be a chain of linear layers and activations.",
        expected=expected,
        got=str(module),
        where=f'module "{place}"' if place else None,
        remedy="take the layers out that are not needed to predict, or build the network in code",
    )
