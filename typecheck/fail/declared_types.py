"""A network of fitting layers that is not the network its type says."""

from typing import Literal

from interlock import Last, Layer, Network, Next, network

# E: Argument 2 to "Layer" has incompatible type "Literal[4]"; expected "Literal[3]"  [arg-type]
# E: Incompatible types in assignment (expression has type "Network[Literal[3], Literal[3]]", variable has type "Network[Literal[4], Literal[3]]")  [assignment]
swapped: Network[Literal[4], Literal[3]] = Layer(3, 4) >> Layer(4, 4)
# E: Argument 2 to "Layer" has incompatible type "Literal[5]"; expected "Literal[4]"  [arg-type]
too_wide: Network[Literal[3], Literal[4]] = Layer(3, 4) >> Layer(4, 5)
# E[stock]: Argument 2 to "Layer" has incompatible type "Literal[5]"; expected "Literal[4]"  [arg-type]
# E[plugin]: Incompatible types in assignment (expression has type "Network[Literal[3], Literal[5]]", variable has type "Network[Literal[3], Literal[4]]")  [assignment]
by_network: Network[Literal[3], Literal[4]] = network(Layer(3, 4), Layer(4, 5))
# E: Argument 1 to "new" of "Network" has incompatible type "Literal[4]"; expected "Literal[3]"  [arg-type]
# E: Argument 3 to "new" of "Network" has incompatible type "Literal[3]"; expected "Literal[4]"  [arg-type]
by_sizes: Network[Literal[3], Literal[4]] = Network.new(4, [2, 3], 3)
# E: Argument 2 to "Layer" has incompatible type "Literal[5]"; expected "Literal[4]"  [arg-type]
by_variants: Network[Literal[3], Literal[4]] = Next(Layer(3, 4), Last(Layer(4, 5)))


def example_network() -> Network[Literal[3], Literal[4]]:
    """The chapter's network, ending one layer too early."""
    # E: Argument 2 to "Layer" has incompatible type "Literal[3]"; expected "Literal[4]"  [arg-type]
    return Layer(3, 4) >> Layer(4, 2) >> Layer(2, 3)
