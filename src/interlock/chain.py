"""The two kinds of network: `Last` a layer, or `Next` a layer before the rest.

Both constructors share a size between what they join, so that a type checker proves the links of
a network of any depth by induction, as it does those of a linked list. Within the methods the
types are those of one link, and so the recursion is proved too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Generic, cast

import numpy as np
from jaxtyping import Float

from interlock.contracts import shaped
from interlock.dimensions import Array, H, I, K, O
from interlock.layer import Gradients, Layer
from interlock.links import check_links
from interlock.losses import Loss
from interlock.module import Module
from interlock.network import Network
from interlock.parts import input_error_of

if TYPE_CHECKING:
    from interlock.fitting import FittingNetwork


class Last(Network[I, O]):
    """The network of a single layer."""

    layer: Module[I, O]

    def __init__(self, layer: Module[I, O]) -> None:
        self.num_inputs = layer.num_inputs
        self.num_outputs = layer.num_outputs
        self.layer = layer
        self.depth = 1

    def __iter__(self) -> Iterator[Layer[Any, Any] | Any]:
        """The layer."""
        yield self.layer

    def propagate(
        self, inputs: Float[Array, "*batch i"], rng: np.random.Generator | None
    ) -> Float[Array, "*batch o"]:
        """The layer's outputs, as an array of the caller's own."""
        return self.layer.pass_forward(inputs, rng).copy()

    @shaped
    def backward(
        self,
        inputs: Float[Array, "*batch i"],
        target: Float[Array, "*batch o"],
        rate: float | int,
        loss: Loss | None = None,
    ) -> Float[Array, "*batch i"]:
        """The layer's step, from the error that the target shows."""
        error = self._error(self.layer.kept_outputs(inputs), target, loss)
        return self.layer.backward(inputs, error, rate)

    def differentiate(
        self,
        inputs: Float[Array, "*batch i"],
        targets: Float[Array, "*batch o"],
        loss: Loss,
        rng: np.random.Generator | int | None = None,
    ) -> tuple[list[Gradients[Any, Any] | Any], Float[Array, "*batch i"]]:
        """The layer's gradients, from the error that the targets show."""
        outputs = self.layer.pass_forward(inputs, np.random.default_rng(rng))
        error = self._error(outputs, targets, loss)
        input_error = input_error_of(self.layer, inputs, error)
        return [self.layer.gradients(inputs, error)], input_error

    @shaped
    def _error(
        self,
        outputs: Float[Array, "*batch o"],
        targets: Float[Array, "*batch o"],
        loss: Loss | None,
    ) -> Float[Array, "*batch o"]:
        examples = outputs.size // self.num_outputs
        wanted = targets.astype(outputs.dtype, copy=False)
        if loss is None:
            return (outputs - wanted) / examples
        return loss.error(outputs, wanted, self.layer.activation) / examples

    def then(self, other: Network[O, K]) -> Network[I, K]:
        """The layer, and the other network behind it."""
        return Next(self.layer, other)


class Next(Network[I, O], Generic[I, H, O]):
    """A layer, and the rest of the network behind it.

    Raises:
        LinkError: the rest does not take as many inputs as the layer gives outputs.
    """

    layer: Module[I, H]
    rest: Network[H, O]

    def __init__(self, layer: Module[I, H], rest: FittingNetwork[H, O]) -> None:
        self.layer = layer
        # To mypy it is whatever fits, which nothing else does: see `fitting`.
        self.rest = cast("Network[H, O]", rest)  # pyright: ignore[reportUnnecessaryCast]
        if layer.num_outputs != self.rest.num_inputs:
            check_links([layer, *self.rest])
        self.num_inputs = layer.num_inputs
        self.num_outputs = rest.num_outputs
        self.depth: int = 1 + self.rest.depth
        _make_room(self.depth)

    def __iter__(self) -> Iterator[Layer[Any, Any] | Any]:
        """The layer, and those of the rest."""
        network: Network[Any, Any] = self
        while isinstance(network, Next):
            yield network.layer
            network = network.rest
        yield from network

    def propagate(
        self, inputs: Float[Array, "*batch i"], rng: np.random.Generator | None
    ) -> Float[Array, "*batch o"]:
        """What the rest makes of the layer's outputs."""
        return self.rest.propagate(self.layer.pass_forward(inputs, rng), rng)

    @shaped
    def backward(
        self,
        inputs: Float[Array, "*batch i"],
        target: Float[Array, "*batch o"],
        rate: float | int,
        loss: Loss | None = None,
    ) -> Float[Array, "*batch i"]:
        """The rest's step first, then the layer's, from the error that the rest sends back."""
        outputs = self.layer.kept_outputs(inputs)
        output_error = self.rest.backward(outputs, target, rate, loss)
        # The chapter passes the error on as it is; the chain rule wants the activation's
        # derivative in between, or the layer steps along something that is no gradient.
        error = self.layer.activation.backpropagate(outputs, output_error)
        return self.layer.backward(inputs, error, rate)

    def differentiate(
        self,
        inputs: Float[Array, "*batch i"],
        targets: Float[Array, "*batch o"],
        loss: Loss,
        rng: np.random.Generator | int | None = None,
    ) -> tuple[list[Gradients[Any, Any] | Any], Float[Array, "*batch i"]]:
        """The layer's gradients before those of the rest."""
        rng = np.random.default_rng(rng)
        outputs = self.layer.pass_forward(inputs, rng)
        gradients, output_error = self.rest.differentiate(outputs, targets, loss, rng)
        error = self.layer.activation.backpropagate(outputs, output_error)
        input_error = input_error_of(self.layer, inputs, error)
        return [self.layer.gradients(inputs, error), *gradients], input_error

    def then(self, other: Network[O, K]) -> Network[I, K]:
        """The layer, the rest, and the other network behind them."""
        return Next(self.layer, self.rest.then(other))


def _make_room(depth: int) -> None:
    # A method calls itself once a layer, through the wrapper that checks its arguments, and
    # Python stops at 1,000 calls within one another. It is raised for good, and only by a network
    # that needs it: lowering it again would take it away from another thread's network.
    needed = 500 + 4 * depth
    if needed > sys.getrecursionlimit():
        sys.setrecursionlimit(needed)
