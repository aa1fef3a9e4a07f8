"""Layers of the user's own kinds are linked by the same rules as `Layer`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from interlock import Layer, Module, network
from interlock.dimensions import Array, I, N, O
from jaxtyping import Float

MYPY = False

if TYPE_CHECKING and not MYPY:
    from interlock.literals import LiteralI


class Doubled(Module[N, N]):
    """As many numbers out as in."""

    if TYPE_CHECKING and not MYPY:
        # For pyright and ty, which keep a literal for a type variable that is bound by literals.
        @overload
        def __new__(cls, size: LiteralI) -> Doubled[LiteralI]: ...
        @overload
        def __new__(cls, size: N) -> Doubled[N]: ...
        def __new__(cls, *_: Any, **__: Any) -> Any: ...

    def __init__(self, size: N) -> None:
        super().__init__(size, size)

    def forward(self, inputs: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
        return 2 * inputs

    def input_error(self, error: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
        return 2 * error


class Backwards(Module[I, O]):
    """Its sizes are exchanged where it is made."""

    def __init__(self, inputs: I, outputs: O) -> None:
        # E: Argument 1 to "__init__" of "Module" has incompatible type "O"; expected "I"  [arg-type]
        # E: Argument 2 to "__init__" of "Module" has incompatible type "I"; expected "O"  [arg-type]
        super().__init__(outputs, inputs)

    def forward(self, inputs: Float[Array, "*batch i"]) -> Float[Array, "*batch o"]:
        # E[plugin]: Result of "forward" has shape (*batch, i); expected (*batch, o)  [shape]
        return inputs

    def input_error(self, error: Float[Array, "*batch o"]) -> Float[Array, "*batch i"]:
        # E[plugin]: Result of "input_error" has shape (*batch, o); expected (*batch, i)  [shape]
        return error


# E: Argument 1 to "Doubled" has incompatible type "Literal[5]"; expected "Literal[4]"  [arg-type]
Layer(3, 4) >> Doubled(5)
# E: Argument 1 to "Layer" has incompatible type "Literal[5]"; expected "Literal[4]"  [arg-type]
Layer(3, 4) >> Doubled(4) >> Layer(5, 2)
# E: Argument 1 to "Layer" has incompatible type "Literal[5]"; expected "Literal[3]"  [arg-type]
Doubled(3) >> Layer(5, 2)
four, five = Doubled(4), Doubled(5)
# E: Unsupported operand types for >> ("Doubled[Literal[4]]" and "Doubled[Literal[5]]")  [operator]
four >> five
# E[stock]: Argument 2 to "network" has incompatible type "Doubled[Literal[5]]"; expected "FittingLayer[Literal[4], Literal[5]]"  [arg-type]
# E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes 5  [shape]
network(Layer(3, 4), five)
