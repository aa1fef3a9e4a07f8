"""What every kind of layer is: sizes that link, a way forward, and a way back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Generic, overload

import numpy as np
from jaxtyping import Float

from interlock.activations import Activation, identity
from interlock.dimensions import MYPY, Array, I, K, O, whole_size
from interlock.errors import SettingError, ShapeError
from interlock.parts import (
    arrays_of,
    gradients_of,
    input_error_of,
    require_shape,
    settings_of,
)

if TYPE_CHECKING:
    from interlock.drawing import Drawing
    from interlock.network import Network

__all__ = ["Module"]


class Module(ABC, Generic[I, O]):
    """A kind of layer: one class that links, trains and is saved as `Layer` is.

    A kind defines `forward` and `input_error`; `gradients` if it has parameters; and
    `training_forward` if it trains otherwise than it answers. Each argument of its `__init__` is
    kept in the attribute of the same name, but for the sizes, which are called `inputs` and
    `outputs`, or `size` where the two are one; so it can be compared, printed and saved.

    Args:
        inputs: How many numbers come in.
        outputs: How many go out.

    Attributes:
        parameters: The names of the arrays that training changes.
        decayed: Those among them that the L2 term of `fit` shrinks.
        memory: The names of further arrays that belong to what was learned.
        outputs: What the last pass of a network through the layer gave.
        activation: What comes last in the layer, by which losses know its outputs; `error`, on the
            way back, is that of what the activation was given.

    Raises:
        SizeError: a size is not a positive integer.

    Example:
        >>> class Doubled(Module[I, I]):
        ...     def __init__(self, size: I) -> None:
        ...         super().__init__(size, size)
        ...     def forward(self, inputs):
        ...         return 2 * inputs
        ...     def input_error(self, error):
        ...         return 2 * error
        >>> (Doubled(3) >> Doubled(3)).forward(np.ones(3))
        array([4., 4., 4.])
    """

    parameters: ClassVar[tuple[str, ...]] = ()
    decayed: ClassVar[tuple[str, ...]] = ()
    memory: ClassVar[tuple[str, ...]] = ()

    num_inputs: I
    num_outputs: O
    outputs: Float[Array, "*batch o"]
    activation: Activation = identity
    _ready = True  # for a way back: the last pass, if any, was one of training

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        strangers = set(cls.decayed) - set(cls.parameters)
        if strangers:
            raise SettingError(
                f"{cls.__name__}: what is decayed must be among the parameters.",
                expected=", ".join(cls.parameters) or "nothing",
                got=", ".join(sorted(strangers)),
            )

    if MYPY:
        # For mypy alone: see `fitting`.
        @overload
        def _layer_taking(self, inputs: int) -> object: ...
        @overload
        def _layer_taking(self, inputs: str) -> list[I]: ...
        def _layer_taking(self, inputs: Any) -> Any: ...

    def __init__(self, inputs: I, outputs: O) -> None:
        self.num_inputs = whole_size(inputs, type(self).__name__, "inputs")
        self.num_outputs = whole_size(outputs, type(self).__name__, "outputs")
        self.outputs = np.zeros(self.num_outputs, np.float32)

    @abstractmethod
    def forward(self, inputs: Float[Array, "*batch i"]) -> Float[Array, "*batch o"]:
        """What the layer answers, to one example or a batch."""

    def training_forward(
        self, inputs: Float[Array, "*batch i"], rng: np.random.Generator
    ) -> Float[Array, "*batch o"]:
        """What the layer gives while it is trained: its answer, unless a kind says otherwise.

        Args:
            inputs: As for `forward`.
            rng: For whatever is random, so that a seed repeats it.
        """
        return self.forward(inputs)

    @abstractmethod
    def input_error(self, error: Float[Array, "*batch o"]) -> Float[Array, "*batch i"]:
        """∂loss/∂inputs of the last training pass, from ∂loss/∂outputs; nothing is changed."""

    def gradients(
        self, inputs: Float[Array, "*batch i"], error: Float[Array, "*batch o"]
    ) -> tuple[Array, ...]:
        """∂loss/∂parameter for each of `parameters`, in this order, summed over the rows.

        Args:
            inputs: What the last training pass was given.
            error: As for `input_error`.
        """
        return ()

    def backward(
        self, inputs: Float[Array, "*batch i"], error: Float[Array, "*batch o"], rate: float | int
    ) -> Float[Array, "*batch i"]:
        """One step of descent on every parameter, in place.

        Args:
            inputs: What the last training pass was given.
            error: As for `input_error`; rows add up.
            rate: How far to step, η.

        Returns:
            ∂loss/∂inputs, by the parameters as they were before the step.

        Raises:
            ShapeError: `gradients` does not fit the parameters, or `input_error` the inputs.
        """
        gradients = gradients_of(self, inputs, error)
        input_error = input_error_of(self, inputs, error)
        arrays = arrays_of(self)
        for name, gradient in gradients.items():
            arrays[name] -= rate * gradient
        return input_error

    def pass_forward(
        self, inputs: Float[Array, "*batch i"], rng: np.random.Generator | None
    ) -> Float[Array, "*batch o"]:
        """The layer's part of a network's pass, a training pass if there is an `rng`.

        `outputs` keeps what it gave, for the way back.

        Raises:
            ShapeError: the inputs do not fit, or the layer gives something of another shape.
        """
        if rng is None:
            outputs, method = self.forward(inputs), "forward"
        else:
            outputs, method = self.training_forward(inputs, rng), "training_forward"
        require_shape(self, method, outputs, (*inputs.shape[:-1], self.num_outputs))
        self.outputs = outputs
        self._ready = rng is not None or type(self).training_forward is Module.training_forward
        return outputs

    def kept_outputs(self, inputs: Float[Array, "*batch i"]) -> Float[Array, "*batch o"]:
        """The outputs that the last pass gave, which must have been for these inputs.

        Raises:
            ShapeError: they were for another batch, or it was no training pass, and the layer
                trains otherwise than it answers.
        """
        if not self._ready:
            raise ShapeError(
                "backward: training_forward must be called first, with the same inputs.",
                expected=f"a training pass, for {self!r} trains otherwise than it answers",
                got="a call of forward",
                remedy="call training_forward(inputs) before each backward(inputs, target, rate)",
            )
        if self.outputs.shape[:-1] != inputs.shape[:-1]:
            raise ShapeError(
                "backward: forward must be called first, with the same inputs.",
                expected=f"inputs of shape {(*self.outputs.shape[:-1], self.num_inputs)}, "
                "as forward was last given",
                got=str(inputs.shape),
                remedy="call forward(inputs) before each backward(inputs, target, rate)",
            )
        return self.outputs

    def __rshift__(self, other: Module[O, K] | Network[O, K]) -> Network[I, K]:
        """The network of this layer and what is linked behind it.

        Raises:
            LinkError: `other` does not take as many inputs as this layer gives outputs.
        """
        from interlock.network import Last  # a network is made of layers, and not the reverse

        return Last(self) >> other

    def draw(self) -> Drawing:
        """The layer's picture: an SVG in a notebook, characters in a terminal.

        Example:
            >>> from interlock import Layer
            >>> Layer(2, 3).draw()
                    ╭───●
                ○───┤
                    ├───●
                ○───┤
                    ╰───●
                2       3
             inputs  sigmoid
        """
        from interlock.drawing import drawing_of  # which draws layers

        return drawing_of([self], repr(self))

    def _repr_svg_(self) -> str:
        return self.draw().svg

    def __eq__(self, other: object) -> bool:
        """Same kind and settings, and the same numbers in the same precision."""
        if not isinstance(other, Module):
            return NotImplemented
        if type(self) is not type(other) or settings_of(self) != settings_of(other):
            return False
        pairs = zip(arrays_of(self).values(), arrays_of(other).values(), strict=True)
        return all(one.dtype == two.dtype and np.array_equal(one, two) for one, two in pairs)

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # a layer changes as it learns

    def __repr__(self) -> str:
        settings = settings_of(self).items()
        others = [
            str(value) for name, value in settings if name not in ("inputs", "outputs", "size")
        ]
        sizes = f"{self.num_inputs} -> {self.num_outputs}"
        return f"{type(self).__name__}({', '.join([sizes, *others])})"
