"""Every wrong order of the chapter's four layers, in each way of composing them.

Blue is 3 -> 4, green 4 -> 2, yellow 2 -> 3, orange 3 -> 4. Blue and orange are of one type, so
they may change places; no other order fits.
"""

from interlock import Last, Layer, Next, network

blue, green, yellow, orange = Layer(3, 4), Layer(4, 2), Layer(2, 3), Layer(3, 4)

# E: Unsupported operand types for >> ("Network[Literal[3], Literal[2]]" and "Layer[Literal[3], Literal[4]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[3], Never]" and "Layer[Literal[2], Literal[3]]")  [operator]
blue >> green >> orange >> yellow
# E: Unsupported operand types for >> ("Layer[Literal[3], Literal[4]]" and "Layer[Literal[2], Literal[3]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[3], Never]" and "Layer[Literal[3], Literal[4]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[3], Never]" and "Layer[Literal[4], Literal[2]]")  [operator]
blue >> yellow >> green >> orange
# E: Unsupported operand types for >> ("Layer[Literal[3], Literal[4]]" and "Layer[Literal[2], Literal[3]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[3], Never]" and "Layer[Literal[3], Literal[4]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[3], Never]" and "Layer[Literal[4], Literal[2]]")  [operator]
blue >> yellow >> orange >> green
# E: Unsupported operand types for >> ("Layer[Literal[3], Literal[4]]" and "Layer[Literal[3], Literal[4]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[3], Never]" and "Layer[Literal[2], Literal[3]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[3], Never]" and "Layer[Literal[4], Literal[2]]")  [operator]
blue >> orange >> green >> yellow
# E: Unsupported operand types for >> ("Layer[Literal[3], Literal[4]]" and "Layer[Literal[3], Literal[4]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[3], Never]" and "Layer[Literal[2], Literal[3]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[3], Never]" and "Layer[Literal[4], Literal[2]]")  [operator]
blue >> orange >> yellow >> green
# E: Unsupported operand types for >> ("Layer[Literal[4], Literal[2]]" and "Layer[Literal[3], Literal[4]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[4], Never]" and "Layer[Literal[2], Literal[3]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[4], Never]" and "Layer[Literal[3], Literal[4]]")  [operator]
green >> blue >> yellow >> orange
# E: Unsupported operand types for >> ("Layer[Literal[4], Literal[2]]" and "Layer[Literal[3], Literal[4]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[4], Never]" and "Layer[Literal[2], Literal[3]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[4], Never]" and "Layer[Literal[3], Literal[4]]")  [operator]
green >> blue >> orange >> yellow
# E: Unsupported operand types for >> ("Network[Literal[4], Literal[4]]" and "Layer[Literal[3], Literal[4]]")  [operator]
green >> yellow >> blue >> orange
# E: Unsupported operand types for >> ("Network[Literal[4], Literal[4]]" and "Layer[Literal[3], Literal[4]]")  [operator]
green >> yellow >> orange >> blue
# E: Unsupported operand types for >> ("Layer[Literal[4], Literal[2]]" and "Layer[Literal[3], Literal[4]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[4], Never]" and "Layer[Literal[2], Literal[3]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[4], Never]" and "Layer[Literal[3], Literal[4]]")  [operator]
green >> orange >> blue >> yellow
# E: Unsupported operand types for >> ("Layer[Literal[4], Literal[2]]" and "Layer[Literal[3], Literal[4]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[4], Never]" and "Layer[Literal[2], Literal[3]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[4], Never]" and "Layer[Literal[3], Literal[4]]")  [operator]
green >> orange >> yellow >> blue
# E: Unsupported operand types for >> ("Network[Literal[2], Literal[2]]" and "Layer[Literal[3], Literal[4]]")  [operator]
yellow >> blue >> green >> orange
# E: Unsupported operand types for >> ("Network[Literal[2], Literal[4]]" and "Layer[Literal[3], Literal[4]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[2], Never]" and "Layer[Literal[4], Literal[2]]")  [operator]
yellow >> blue >> orange >> green
# E: Unsupported operand types for >> ("Layer[Literal[2], Literal[3]]" and "Layer[Literal[4], Literal[2]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[2], Never]" and "Layer[Literal[3], Literal[4]]")  [operator]
yellow >> green >> blue >> orange
# E: Unsupported operand types for >> ("Layer[Literal[2], Literal[3]]" and "Layer[Literal[4], Literal[2]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[2], Never]" and "Layer[Literal[3], Literal[4]]")  [operator]
yellow >> green >> orange >> blue
# E: Unsupported operand types for >> ("Network[Literal[2], Literal[4]]" and "Layer[Literal[3], Literal[4]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[2], Never]" and "Layer[Literal[4], Literal[2]]")  [operator]
yellow >> orange >> blue >> green
# E: Unsupported operand types for >> ("Network[Literal[2], Literal[2]]" and "Layer[Literal[3], Literal[4]]")  [operator]
yellow >> orange >> green >> blue
# E: Unsupported operand types for >> ("Layer[Literal[3], Literal[4]]" and "Layer[Literal[3], Literal[4]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[3], Never]" and "Layer[Literal[2], Literal[3]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[3], Never]" and "Layer[Literal[4], Literal[2]]")  [operator]
orange >> blue >> green >> yellow
# E: Unsupported operand types for >> ("Layer[Literal[3], Literal[4]]" and "Layer[Literal[3], Literal[4]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[3], Never]" and "Layer[Literal[2], Literal[3]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[3], Never]" and "Layer[Literal[4], Literal[2]]")  [operator]
orange >> blue >> yellow >> green
# E: Unsupported operand types for >> ("Network[Literal[3], Literal[2]]" and "Layer[Literal[3], Literal[4]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[3], Never]" and "Layer[Literal[2], Literal[3]]")  [operator]
orange >> green >> blue >> yellow
# E: Unsupported operand types for >> ("Layer[Literal[3], Literal[4]]" and "Layer[Literal[2], Literal[3]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[3], Never]" and "Layer[Literal[3], Literal[4]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[3], Never]" and "Layer[Literal[4], Literal[2]]")  [operator]
orange >> yellow >> blue >> green
# E: Unsupported operand types for >> ("Layer[Literal[3], Literal[4]]" and "Layer[Literal[2], Literal[3]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[3], Never]" and "Layer[Literal[3], Literal[4]]")  [operator]
# E: Unsupported operand types for >> ("Network[Literal[3], Never]" and "Layer[Literal[4], Literal[2]]")  [operator]
orange >> yellow >> green >> blue
# E[plugin]: Layers do not fit: layer 2 gives 2, layer 3 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 4, layer 4 takes 2  [shape]
# E[stock]: Argument 3 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[2], Literal[4]]"  [arg-type]
# E[stock]: Argument 4 to "network" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "FittingLayer[Literal[4], Literal[3]]"  [arg-type]
network(blue, green, orange, yellow)
# E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes 2  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 3, layer 3 takes 4  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 2, layer 4 takes 3  [shape]
# E[stock]: Argument 2 to "network" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "FittingLayer[Literal[4], Literal[3]]"  [arg-type]
# E[stock]: Argument 3 to "network" has incompatible type "Layer[Literal[4], Literal[2]]"; expected "FittingLayer[Literal[3], Literal[2]]"  [arg-type]
# E[stock]: Argument 4 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[2], Literal[4]]"  [arg-type]
network(blue, yellow, green, orange)
# E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes 2  [shape]
# E[stock]: Argument 2 to "network" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "FittingLayer[Literal[4], Literal[3]]"  [arg-type]
network(blue, yellow, orange, green)
# E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes 3  [shape]
# E[stock]: Argument 2 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[4], Literal[4]]"  [arg-type]
network(blue, orange, green, yellow)
# E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 4, layer 3 takes 2  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 3, layer 4 takes 4  [shape]
# E[stock]: Argument 2 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[4], Literal[4]]"  [arg-type]
# E[stock]: Argument 3 to "network" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "FittingLayer[Literal[4], Literal[3]]"  [arg-type]
# E[stock]: Argument 4 to "network" has incompatible type "Layer[Literal[4], Literal[2]]"; expected "FittingLayer[Literal[3], Literal[2]]"  [arg-type]
network(blue, orange, yellow, green)
# E[plugin]: Layers do not fit: layer 1 gives 2, layer 2 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 4, layer 3 takes 2  [shape]
# E[stock]: Argument 2 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[2], Literal[4]]"  [arg-type]
# E[stock]: Argument 3 to "network" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "FittingLayer[Literal[4], Literal[3]]"  [arg-type]
network(green, blue, yellow, orange)
# E[plugin]: Layers do not fit: layer 1 gives 2, layer 2 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 4, layer 3 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 4, layer 4 takes 2  [shape]
# E[stock]: Argument 2 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[2], Literal[4]]"  [arg-type]
# E[stock]: Argument 3 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[4], Literal[4]]"  [arg-type]
# E[stock]: Argument 4 to "network" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "FittingLayer[Literal[4], Literal[3]]"  [arg-type]
network(green, blue, orange, yellow)
# E[plugin]: Layers do not fit: layer 3 gives 4, layer 4 takes 3  [shape]
# E[stock]: Argument 4 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[4], Literal[4]]"  [arg-type]
network(green, yellow, blue, orange)
# E[plugin]: Layers do not fit: layer 3 gives 4, layer 4 takes 3  [shape]
# E[stock]: Argument 4 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[4], Literal[4]]"  [arg-type]
network(green, yellow, orange, blue)
# E[plugin]: Layers do not fit: layer 1 gives 2, layer 2 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 4, layer 3 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 4, layer 4 takes 2  [shape]
# E[stock]: Argument 2 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[2], Literal[4]]"  [arg-type]
# E[stock]: Argument 3 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[4], Literal[4]]"  [arg-type]
# E[stock]: Argument 4 to "network" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "FittingLayer[Literal[4], Literal[3]]"  [arg-type]
network(green, orange, blue, yellow)
# E[plugin]: Layers do not fit: layer 1 gives 2, layer 2 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 4, layer 3 takes 2  [shape]
# E[stock]: Argument 2 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[2], Literal[4]]"  [arg-type]
# E[stock]: Argument 3 to "network" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "FittingLayer[Literal[4], Literal[3]]"  [arg-type]
network(green, orange, yellow, blue)
# E[plugin]: Layers do not fit: layer 3 gives 2, layer 4 takes 3  [shape]
# E[stock]: Argument 4 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[2], Literal[4]]"  [arg-type]
network(yellow, blue, green, orange)
# E[plugin]: Layers do not fit: layer 2 gives 4, layer 3 takes 3  [shape]
# E[stock]: Argument 3 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[4], Literal[4]]"  [arg-type]
network(yellow, blue, orange, green)
# E[plugin]: Layers do not fit: layer 1 gives 3, layer 2 takes 4  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 2, layer 3 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 4, layer 4 takes 3  [shape]
# E[stock]: Argument 2 to "network" has incompatible type "Layer[Literal[4], Literal[2]]"; expected "FittingLayer[Literal[3], Literal[2]]"  [arg-type]
# E[stock]: Argument 3 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[2], Literal[4]]"  [arg-type]
# E[stock]: Argument 4 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[4], Literal[4]]"  [arg-type]
network(yellow, green, blue, orange)
# E[plugin]: Layers do not fit: layer 1 gives 3, layer 2 takes 4  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 2, layer 3 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 4, layer 4 takes 3  [shape]
# E[stock]: Argument 2 to "network" has incompatible type "Layer[Literal[4], Literal[2]]"; expected "FittingLayer[Literal[3], Literal[2]]"  [arg-type]
# E[stock]: Argument 3 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[2], Literal[4]]"  [arg-type]
# E[stock]: Argument 4 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[4], Literal[4]]"  [arg-type]
network(yellow, green, orange, blue)
# E[plugin]: Layers do not fit: layer 2 gives 4, layer 3 takes 3  [shape]
# E[stock]: Argument 3 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[4], Literal[4]]"  [arg-type]
network(yellow, orange, blue, green)
# E[plugin]: Layers do not fit: layer 3 gives 2, layer 4 takes 3  [shape]
# E[stock]: Argument 4 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[2], Literal[4]]"  [arg-type]
network(yellow, orange, green, blue)
# E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes 3  [shape]
# E[stock]: Argument 2 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[4], Literal[4]]"  [arg-type]
network(orange, blue, green, yellow)
# E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 4, layer 3 takes 2  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 3, layer 4 takes 4  [shape]
# E[stock]: Argument 2 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[4], Literal[4]]"  [arg-type]
# E[stock]: Argument 3 to "network" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "FittingLayer[Literal[4], Literal[3]]"  [arg-type]
# E[stock]: Argument 4 to "network" has incompatible type "Layer[Literal[4], Literal[2]]"; expected "FittingLayer[Literal[3], Literal[2]]"  [arg-type]
network(orange, blue, yellow, green)
# E[plugin]: Layers do not fit: layer 2 gives 2, layer 3 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 4, layer 4 takes 2  [shape]
# E[stock]: Argument 3 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[2], Literal[4]]"  [arg-type]
# E[stock]: Argument 4 to "network" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "FittingLayer[Literal[4], Literal[3]]"  [arg-type]
network(orange, green, blue, yellow)
# E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes 2  [shape]
# E[stock]: Argument 2 to "network" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "FittingLayer[Literal[4], Literal[3]]"  [arg-type]
network(orange, yellow, blue, green)
# E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes 2  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 3, layer 3 takes 4  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 2, layer 4 takes 3  [shape]
# E[stock]: Argument 2 to "network" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "FittingLayer[Literal[4], Literal[3]]"  [arg-type]
# E[stock]: Argument 3 to "network" has incompatible type "Layer[Literal[4], Literal[2]]"; expected "FittingLayer[Literal[3], Literal[2]]"  [arg-type]
# E[stock]: Argument 4 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[2], Literal[4]]"  [arg-type]
network(orange, yellow, green, blue)
# E: Argument 1 to "Last" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "Module[Literal[4], Literal[3]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[2], Literal[4]]"  [arg-type]
Next(blue, Next(green, Next(orange, Last(yellow))))
# E: Argument 1 to "Last" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[2], Literal[4]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "Module[Literal[4], Literal[3]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[4], Literal[2]]"; expected "Module[Literal[3], Literal[2]]"  [arg-type]
Next(blue, Next(yellow, Next(green, Last(orange))))
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "Module[Literal[4], Literal[3]]"  [arg-type]
Next(blue, Next(yellow, Next(orange, Last(green))))
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[4], Literal[4]]"  [arg-type]
Next(blue, Next(orange, Next(green, Last(yellow))))
# E: Argument 1 to "Last" has incompatible type "Layer[Literal[4], Literal[2]]"; expected "Module[Literal[3], Literal[2]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "Module[Literal[4], Literal[3]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[4], Literal[4]]"  [arg-type]
Next(blue, Next(orange, Next(yellow, Last(green))))
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "Module[Literal[4], Literal[3]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[2], Literal[4]]"  [arg-type]
Next(green, Next(blue, Next(yellow, Last(orange))))
# E: Argument 1 to "Last" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "Module[Literal[4], Literal[3]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[2], Literal[4]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[4], Literal[4]]"  [arg-type]
Next(green, Next(blue, Next(orange, Last(yellow))))
# E: Argument 1 to "Last" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[4], Literal[4]]"  [arg-type]
Next(green, Next(yellow, Next(blue, Last(orange))))
# E: Argument 1 to "Last" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[4], Literal[4]]"  [arg-type]
Next(green, Next(yellow, Next(orange, Last(blue))))
# E: Argument 1 to "Last" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "Module[Literal[4], Literal[3]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[2], Literal[4]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[4], Literal[4]]"  [arg-type]
Next(green, Next(orange, Next(blue, Last(yellow))))
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "Module[Literal[4], Literal[3]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[2], Literal[4]]"  [arg-type]
Next(green, Next(orange, Next(yellow, Last(blue))))
# E: Argument 1 to "Last" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[2], Literal[4]]"  [arg-type]
Next(yellow, Next(blue, Next(green, Last(orange))))
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[4], Literal[4]]"  [arg-type]
Next(yellow, Next(blue, Next(orange, Last(green))))
# E: Argument 1 to "Last" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[4], Literal[4]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[2], Literal[4]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[4], Literal[2]]"; expected "Module[Literal[3], Literal[2]]"  [arg-type]
Next(yellow, Next(green, Next(blue, Last(orange))))
# E: Argument 1 to "Last" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[4], Literal[4]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[2], Literal[4]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[4], Literal[2]]"; expected "Module[Literal[3], Literal[2]]"  [arg-type]
Next(yellow, Next(green, Next(orange, Last(blue))))
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[4], Literal[4]]"  [arg-type]
Next(yellow, Next(orange, Next(blue, Last(green))))
# E: Argument 1 to "Last" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[2], Literal[4]]"  [arg-type]
Next(yellow, Next(orange, Next(green, Last(blue))))
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[4], Literal[4]]"  [arg-type]
Next(orange, Next(blue, Next(green, Last(yellow))))
# E: Argument 1 to "Last" has incompatible type "Layer[Literal[4], Literal[2]]"; expected "Module[Literal[3], Literal[2]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "Module[Literal[4], Literal[3]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[4], Literal[4]]"  [arg-type]
Next(orange, Next(blue, Next(yellow, Last(green))))
# E: Argument 1 to "Last" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "Module[Literal[4], Literal[3]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[2], Literal[4]]"  [arg-type]
Next(orange, Next(green, Next(blue, Last(yellow))))
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "Module[Literal[4], Literal[3]]"  [arg-type]
Next(orange, Next(yellow, Next(blue, Last(green))))
# E: Argument 1 to "Last" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[2], Literal[4]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "Module[Literal[4], Literal[3]]"  [arg-type]
# E: Argument 1 to "Next" has incompatible type "Layer[Literal[4], Literal[2]]"; expected "Module[Literal[3], Literal[2]]"  [arg-type]
Next(orange, Next(yellow, Next(green, Last(blue))))
