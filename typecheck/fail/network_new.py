"""`Network.new` with the recursion's sizes exchanged, in each way they can be."""

from collections.abc import Sequence
from typing import TypeVar

from interlock import Dim, Last, Layer, Network, Next

I = TypeVar("I", bound=Dim)
H = TypeVar("H", bound=Dim)
O = TypeVar("O", bound=Dim)


def base(inputs: I, hiddens: Sequence[int], outputs: O) -> Network[I, O]:
    """The last layer is turned round."""
    # E: Argument 1 to "Layer" has incompatible type "O"; expected "I"  [arg-type]
    # E: Argument 2 to "Layer" has incompatible type "I"; expected "O"  [arg-type]
    return Last(Layer(outputs, inputs))


def first(inputs: I, hiddens: Sequence[int], outputs: O) -> Network[I, O]:
    """The first layer is turned round."""
    if not hiddens:
        return Last(Layer(inputs, outputs))

    def through(hidden: H) -> Network[I, O]:
        # E: Argument 1 to "Layer" has incompatible type "H"; expected "I"  [arg-type]
        # E: Argument 1 to "first" has incompatible type "H"; expected "I"  [arg-type]
        return Next(Layer(hidden, inputs), first(hidden, hiddens[1:], outputs))

    return through(hiddens[0])


def rest(inputs: I, hiddens: Sequence[int], outputs: O) -> Network[I, O]:
    """The rest starts from the inputs again."""
    if not hiddens:
        return Last(Layer(inputs, outputs))

    def through(hidden: H) -> Network[I, O]:
        # E: Argument 1 to "rest" has incompatible type "I"; expected "H"  [arg-type]
        return Next(Layer(inputs, hidden), rest(inputs, hiddens[1:], outputs))

    return through(hiddens[0])


def swapped(inputs: I, hiddens: Sequence[int], outputs: O) -> Network[I, O]:
    """The rest runs from the outputs to the hidden size."""
    if not hiddens:
        return Last(Layer(inputs, outputs))

    def through(hidden: H) -> Network[I, O]:
        # E: Argument 3 to "swapped" has incompatible type "H"; expected "O"  [arg-type]
        # E: Argument 1 to "swapped" has incompatible type "O"; expected "H"  [arg-type]
        return Next(Layer(inputs, hidden), swapped(outputs, hiddens[1:], hidden))

    return through(hiddens[0])


def short(inputs: I, hiddens: Sequence[int], outputs: O) -> Network[I, O]:
    """The layer reaches for the outputs too early."""
    if not hiddens:
        return Last(Layer(inputs, outputs))

    def through(hidden: H) -> Network[I, O]:
        # E: Argument 1 to "short" has incompatible type "H"; expected "O"  [arg-type]
        return Next(Layer(inputs, outputs), short(hidden, hiddens[1:], outputs))

    return through(hiddens[0])


def rest_by_arrow(inputs: I, hiddens: Sequence[int], outputs: O) -> Network[I, O]:
    """The rest starts from the inputs again."""
    if not hiddens:
        return Last(Layer(inputs, outputs))

    def through(hidden: H) -> Network[I, O]:
        # E: Argument 1 to "rest_by_arrow" has incompatible type "I"; expected "H"  [arg-type]
        return Layer(inputs, hidden) >> rest_by_arrow(inputs, hiddens[1:], outputs)

    return through(hiddens[0])


def first_by_arrow(inputs: I, hiddens: Sequence[int], outputs: O) -> Network[I, O]:
    """The first layer is turned round."""
    if not hiddens:
        return Last(Layer(inputs, outputs))

    def through(hidden: H) -> Network[I, O]:
        # E: Argument 1 to "first_by_arrow" has incompatible type "H"; expected "I"  [arg-type]
        # E: Incompatible return value type (got "Network[H, O]", expected "Network[I, O]")  [return-value]
        return Layer(hidden, inputs) >> first_by_arrow(hidden, hiddens[1:], outputs)

    return through(hiddens[0])


def swapped_by_arrow(inputs: I, hiddens: Sequence[int], outputs: O) -> Network[I, O]:
    """The rest runs from the outputs to the hidden size."""
    if not hiddens:
        return Last(Layer(inputs, outputs))

    def through(hidden: H) -> Network[I, O]:
        # E: Argument 1 to "swapped_by_arrow" has incompatible type "O"; expected "H"  [arg-type]
        # E: Argument 3 to "swapped_by_arrow" has incompatible type "H"; expected "O"  [arg-type]
        return Layer(inputs, hidden) >> swapped_by_arrow(outputs, hiddens[1:], hidden)

    return through(hiddens[0])


def short_by_arrow(inputs: I, hiddens: Sequence[int], outputs: O) -> Network[I, O]:
    """The layer reaches for the outputs too early."""
    if not hiddens:
        return Last(Layer(inputs, outputs))

    def through(hidden: H) -> Network[I, O]:
        # E: Argument 1 to "short_by_arrow" has incompatible type "H"; expected "O"  [arg-type]
        return Layer(inputs, outputs) >> short_by_arrow(hidden, hiddens[1:], outputs)

    return through(hiddens[0])
