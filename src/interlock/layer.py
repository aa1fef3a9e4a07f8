"""One layer of neurons: the unit from which networks are linked."""

# pyright: reportOverlappingOverload=false, reportRedeclaration=false
# (As in `network`: the literals of the overloads, and what is given twice.)

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NamedTuple, TypedDict, Unpack, overload

import numpy as np
from jaxtyping import Float
from numpy.typing import DTypeLike

from interlock.activations import Activation, sigmoid
from interlock.contracts import shaped
from interlock.dimensions import MYPY, Array, I, O
from interlock.errors import SettingError
from interlock.initializers import Initializer, scaled_normal
from interlock.module import Module

# As in `dimensions`; pyright wants it in the module where it decides between two definitions.
TYPE_CHECKING_WITH_PYREFLY = False

if TYPE_CHECKING and not MYPY:
    from interlock.literals import LiteralI, LiteralO


class LayerOptions(TypedDict, total=False):
    """What a layer may be told besides its sizes."""

    activation: Activation
    initializer: Initializer
    rng: np.random.Generator | int | None
    dtype: DTypeLike


class Gradients(NamedTuple, Generic[I, O]):
    """The derivative of a loss by one layer's weight and bias."""

    weight_gradient: Float[Array, "o i"]
    bias_gradient: Float[Array, "o"]


class Layer(Module[I, O]):
    """Neurons that each weigh all the inputs: σ(W·x + b).

    Args:
        inputs: How many numbers come in.
        outputs: How many neurons there are.
        activation: What a neuron makes of its weighted sum.
        initializer: How the weights and biases are drawn.
        rng: The generator they are drawn from, or a seed for one.
        dtype: np.float32 or np.float64; whatever comes in is converted to it.

    Raises:
        SizeError: a size is not a positive integer.
        SettingError: the dtype is neither of the two, or the activation is none.
        ShapeError: the initializer's arrays do not fit the sizes.

    Example:
        >>> layer = Layer(3, 4)
        >>> layer.weight.shape, layer.bias.shape
        ((4, 3), (4,))
        >>> layer
        Layer(3 -> 4, sigmoid)

    Source:
        The chapter's `Layer[i, o]`: rows of `weight` are outputs, columns are inputs.
    """

    parameters: ClassVar[tuple[str, ...]] = ("weight", "bias")
    decayed: ClassVar[tuple[str, ...]] = ("weight",)

    weight: Float[Array, "o i"]
    bias: Float[Array, "o"]
    outputs: Float[Array, "*batch o"]

    if TYPE_CHECKING and not MYPY:
        # How they come to know, save mypy, that Layer(3, 4) is a Layer[Literal[3], Literal[4]]:
        # each size is a literal from the list or of any type, hence the four.
        @overload
        def __new__(
            cls, inputs: LiteralI, outputs: LiteralO, **options: Unpack[LayerOptions]
        ) -> Layer[LiteralI, LiteralO]: ...
        @overload
        def __new__(
            cls, inputs: LiteralI, outputs: O, **options: Unpack[LayerOptions]
        ) -> Layer[LiteralI, O]: ...
        @overload
        def __new__(
            cls, inputs: I, outputs: LiteralO, **options: Unpack[LayerOptions]
        ) -> Layer[I, LiteralO]: ...
        @overload
        def __new__(cls, inputs: I, outputs: O, **options: Unpack[LayerOptions]) -> Layer[I, O]: ...
        def __new__(cls, *_: Any, **__: Any) -> Any:
            """What the overloads stand for; the layer is made by `__init__`."""

        # For pyrefly, which would infer the sizes anew, and widen them, if this named them.
        def __init__(self, inputs: Any, outputs: Any, **options: Unpack[LayerOptions]) -> None: ...

    if not TYPE_CHECKING_WITH_PYREFLY:

        def __init__(
            self,
            inputs: I,
            outputs: O,
            *,
            activation: Activation = sigmoid,
            initializer: Initializer = scaled_normal,
            rng: np.random.Generator | int | None = None,
            dtype: DTypeLike = np.float32,
        ) -> None:
            super().__init__(inputs, outputs)
            self.activation: Activation = _activation(activation)
            kind = _floating(dtype)
            self.weight = np.empty((self.num_outputs, self.num_inputs), kind)
            self.bias = np.empty(self.num_outputs, kind)
            self.outputs = np.zeros(self.num_outputs, kind)
            generator = np.random.default_rng(rng)
            self.assign(*initializer(generator, self.num_inputs, self.num_outputs))

    @shaped
    def assign(self, weight: Float[Array, "o i"], bias: Float[Array, "o"]) -> None:
        """Copy these values into the layer's own weight and bias, in its dtype.

        Raises:
            ShapeError: one of them does not fit the layer.

        Example:
            >>> layer = Layer(2, 1)
            >>> layer.assign(np.ones((1, 2)), np.zeros(1))
            >>> layer.weight
            array([[1., 1.]], dtype=float32)
        """
        # In place, here and in backward: they may be views into one vector that a trainer holds.
        self.weight[...] = weight
        self.bias[...] = bias

    @shaped
    def forward(self, inputs: Float[Array, "*batch i"]) -> Float[Array, "*batch o"]:
        """Weighted sums of the inputs plus bias, through the activation: σ(W·x + b).

        Args:
            inputs: One row per example, or one example alone.

        Returns:
            The activations, also kept in `outputs` for `backward`.

        Raises:
            ShapeError: the last axis of `inputs` is not `num_inputs` long.

        Example:
            >>> Layer(3, 2).forward(np.ones((4, 3))).shape
            (4, 2)

        Source:
            Nielsen, Neural Networks and Deep Learning (2015), ch. 1.
        """
        sums = self.own(inputs) @ self.weight.T + self.bias
        self.outputs = self.activation(sums)
        return self.outputs

    @shaped
    def backward(
        self, inputs: Float[Array, "*batch i"], error: Float[Array, "*batch o"], rate: float | int
    ) -> Float[Array, "*batch i"]:
        """One step of descent: W ← W - η·δᵀx, b ← b - η·δ; the error of the inputs is δ·W.

        Args:
            inputs: What `forward` was given.
            error: δ = ∂loss/∂(weighted sums), one row per example; rows add up.
            rate: How far to step, η.

        Returns:
            ∂loss/∂inputs, by the weights as they were before the step.

        Raises:
            ShapeError: `inputs` or `error` does not fit the layer, or they differ in their batch.

        Example:
            >>> layer = Layer(3, 2)
            >>> layer.backward(np.ones(3), np.zeros(2), rate=0.5)
            array([0., 0., 0.], dtype=float32)

        Source:
            Nielsen, Neural Networks and Deep Learning (2015), ch. 2, BP2 to BP4.
        """
        weight_gradient, bias_gradient = self.gradients(inputs, error)
        input_error = self.input_error(error)
        self.weight -= rate * weight_gradient
        self.bias -= rate * bias_gradient
        return input_error

    @shaped
    def gradients(
        self, inputs: Float[Array, "*batch i"], error: Float[Array, "*batch o"]
    ) -> Gradients[I, O]:
        """∂loss/∂weight and ∂loss/∂bias, summed over the rows; nothing is changed.

        Args:
            inputs: What `forward` was given.
            error: ∂loss/∂(weighted sums).
        """
        rows = self.own(inputs).reshape(-1, self.num_inputs)
        errors = self.own(error).reshape(-1, self.num_outputs)
        return Gradients(errors.T @ rows, errors.sum(axis=0))

    @shaped
    def input_error(self, error: Float[Array, "*batch o"]) -> Float[Array, "*batch i"]:
        """∂loss/∂inputs, from ∂loss/∂(weighted sums); nothing is changed."""
        return self.own(error) @ self.weight

    def own(self, values: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
        """The values in the layer's dtype; the same array if they are already."""
        return values.astype(self.weight.dtype, copy=False)


def other_kinds(layers: Iterable[Module[Any, Any]]) -> str | None:
    """The kinds among the layers that are not `Layer` itself, in words; None if there are none.

    Example:
        >>> other_kinds([Layer(3, 4), Layer(4, 2)]) is None
        True
    """
    return (
        ", ".join(sorted({type(one).__name__ for one in layers if type(one) is not Layer})) or None
    )


def _activation(given: object) -> Activation:
    if isinstance(given, Activation):
        return given
    raise SettingError(
        "Layer: activation must be an Activation.",
        expected="sigmoid, tanh, relu, softmax, identity, step or one of your own",
        got=f"{given!r}, a {type(given).__name__}",
        remedy="import it from interlock, or call activation_named on its name",
    )


def _floating(dtype: DTypeLike) -> np.dtype[Any]:
    for kind in (np.dtype(np.float32), np.dtype(np.float64)):
        with suppress(TypeError):  # which NumPy raises for what is no dtype at all
            if np.dtype(dtype) == kind:
                return kind
    raise SettingError(
        "Layer: dtype must be a floating type that NumPy computes fast.",
        expected="np.float32 or np.float64",
        got=getattr(dtype, "__name__", str(dtype)),
    )
