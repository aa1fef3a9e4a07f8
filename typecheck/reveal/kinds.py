"""Layers of the user's own kinds carry their sizes through a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NewType, assert_type, overload

from interlock import Last, Layer, Module, Network, Next, network
from interlock.dimensions import Array, N
from jaxtyping import Float

Hidden = NewType("Hidden", int)

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


assert_type(Doubled(3), Doubled[Literal[3]])
assert_type(Doubled(3).num_outputs, Literal[3])
assert_type(Layer(3, 4) >> Doubled(4), Network[Literal[3], Literal[4]])
assert_type(Doubled(4) >> Layer(4, 2), Network[Literal[4], Literal[2]])
assert_type(Layer(3, 4) >> Doubled(4) >> Layer(4, 2), Network[Literal[3], Literal[2]])
assert_type(Layer(3, 4) >> (Doubled(4) >> Layer(4, 2)), Network[Literal[3], Literal[2]])

first, doubled, last = Layer(3, 4), Doubled(4), Layer(4, 2)
assert_type(network(first, doubled, last), Network[Literal[3], Literal[2]])
end = Next(doubled, Last(last))
assert_type(Next(first, end), Next[Literal[3], Literal[4], Literal[2]])


def of_the_run(hidden: Hidden) -> None:
    """A brand is kept too."""
    assert_type(Layer(3, hidden) >> Doubled(hidden), Network[Literal[3], Hidden])
