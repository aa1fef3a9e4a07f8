"""Two layers that do not fit are rejected at the one that does not fit the first."""

from typing import Final

from interlock import Layer, network

CODE: Final = 5

# E: Argument 1 to "Layer" has incompatible type "Literal[5]"; expected "Literal[4]"  [arg-type]
Layer(3, 4) >> Layer(5, 2)
# E: Argument 1 to "Layer" has incompatible type "Literal[5]"; expected "Literal[4]"  [arg-type]
Layer(3, 4) >> Layer(CODE, 2)
# E: Argument 1 to "Layer" has incompatible type "Literal[4]"; expected "Literal[3]"  [arg-type]
Layer(4, 3) >> Layer(4, 3)
# E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes 5  [shape]
# E[stock]: Argument 1 to "Layer" has incompatible type "Literal[5]"; expected "Literal[4]"  [arg-type]
network(Layer(3, 4), Layer(5, 2))

first = Layer(3, 4)
second = Layer(5, 2)
# E: Unsupported operand types for >> ("Layer[Literal[3], Literal[4]]" and "Layer[Literal[5], Literal[2]]")  [operator]
first >> second
# E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes 5  [shape]
# E[stock]: Argument 2 to "network" has incompatible type "Layer[Literal[5], Literal[2]]"; expected "FittingLayer[Literal[4], Literal[2]]"  [arg-type]
network(first, second)
(
    Layer(3, 4)
    >> Layer(4, 2)
    # E: Argument 1 to "Layer" has incompatible type "Literal[3]"; expected "Literal[2]"  [arg-type]
    >> Layer(3, 3)
    >> Layer(3, 4)
)
# E: Unsupported operand types for >> ("Layer[Literal[3], Literal[4]]" and "Network[Literal[2], Literal[4]]")  [operator]
Layer(3, 4) >> (Layer(2, 3) >> Layer(3, 4))
# E: Unsupported operand types for >> ("Network[Literal[3], Literal[2]]" and "Network[Literal[3], Literal[1]]")  [operator]
(Layer(3, 4) >> Layer(4, 2)) >> (Layer(3, 4) >> Layer(4, 1))
