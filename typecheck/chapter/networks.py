"""The chapter's exercises on networks: each wrong version, and after it the right one."""

from collections.abc import Sequence
from typing import Generic, Literal, TypeVar

from interlock import Dim, Last, Layer, Network, Next, network
from interlock.dimensions import Array, H, I, O
from jaxtyping import Float

S = TypeVar("S", bound=Dim)
T = TypeVar("T", bound=Dim)


def example_disordered() -> Network[Literal[3], Literal[4]]:
    """Green and yellow exchanged."""
    # E: Argument 1 to "Layer" has incompatible type "Literal[2]"; expected "Literal[4]"  [arg-type]
    # E: Argument 1 to "Layer" has incompatible type "Literal[3]"; expected "Literal[2]"  [arg-type]
    # E: Argument 1 to "Layer" has incompatible type "Literal[4]"; expected "Literal[3]"  [arg-type]
    return Layer(3, 4) >> Layer(2, 3) >> Layer(4, 2) >> Layer(3, 4)


def example_network() -> Network[Literal[3], Literal[4]]:
    """Blue, green, yellow and orange."""
    return network(Layer(3, 4), Layer(4, 2), Layer(2, 3), Layer(3, 4))


def new_restarted(inputs: S, hiddens: Sequence[int], outputs: T) -> Network[S, T]:
    """The rest starts from the inputs again."""
    if not hiddens:
        return Last(Layer(inputs, outputs))

    def through(hidden: H) -> Network[S, T]:
        # E: Argument 1 to "new_restarted" has incompatible type "S"; expected "H"  [arg-type]
        return Layer(inputs, hidden) >> new_restarted(inputs, hiddens[1:], outputs)

    return through(hiddens[0])


def new(inputs: S, hiddens: Sequence[int], outputs: T) -> Network[S, T]:
    """The rest starts from what the first layer gives."""
    if not hiddens:
        return Last(Layer(inputs, outputs))

    def through(hidden: H) -> Network[S, T]:
        return Layer(inputs, hidden) >> new(hidden, hiddens[1:], outputs)

    return through(hiddens[0])


def test_network() -> Network[Literal[3], Literal[4]]:
    """The same network from a list."""
    return new(3, [4, 2, 3], 4)


class Link(Generic[I, H, O]):
    """The chapter's `Next`, whose methods are the exercises."""

    layer: Layer[I, H]
    rest: Network[H, O]

    def forward_skipping(self, inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        """The rest is given the inputs."""
        # E[plugin]: Argument "inputs" of "forward" has shape (i,); expected (*batch, h)  [shape]
        return self.rest.forward(inputs)

    def forward_stopping(self, inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        """The rest is forgotten."""
        # E[plugin]: Result of "forward_stopping" has shape (h,); expected (o,)  [shape]
        return self.layer.forward(inputs)

    def forward(self, inputs: Float[Array, "i"]) -> Float[Array, "o"]:
        """The rest is given what the layer gives."""
        return self.rest.forward(self.layer.forward(inputs))

    def backward_target(
        self, inputs: Float[Array, "i"], target: Float[Array, "o"], rate: float
    ) -> Float[Array, "i"]:
        """The layer is given the target for its error."""
        self.rest.backward(self.layer.outputs, target, rate)
        # E[plugin]: Argument "error" of "backward" has shape (o,); expected (*batch, h)  [shape]
        return self.layer.backward(inputs, target, rate)

    def backward_inputs(
        self, inputs: Float[Array, "i"], target: Float[Array, "o"], rate: float
    ) -> Float[Array, "i"]:
        """The rest is given the layer's inputs for its own."""
        # E[plugin]: Argument "inputs" of "backward" has shape (i,); expected (*batch, h)  [shape]
        error = self.rest.backward(inputs, target, rate)
        return self.layer.backward(inputs, error, rate)

    def backward(
        self, inputs: Float[Array, "i"], target: Float[Array, "o"], rate: float
    ) -> Float[Array, "i"]:
        """Each is given its own."""
        error = self.rest.backward(self.layer.outputs, target, rate)
        return self.layer.backward(inputs, error, rate)
