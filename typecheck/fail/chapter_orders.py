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
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S2" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S3" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 3 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 4 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 2 gives 2, layer 3 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 4, layer 4 takes 2  [shape]
network(blue, green, orange, yellow)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S1" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S2" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S3" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 3 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 4 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes 2  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 3, layer 3 takes 4  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 2, layer 4 takes 3  [shape]
network(blue, yellow, green, orange)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S1" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes 2  [shape]
network(blue, yellow, orange, green)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S1" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes 3  [shape]
network(blue, orange, green, yellow)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S1" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S2" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S3" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 3 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 4 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 4, layer 3 takes 2  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 3, layer 4 takes 4  [shape]
network(blue, orange, yellow, green)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S1" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S2" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 3 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 1 gives 2, layer 2 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 4, layer 3 takes 2  [shape]
network(green, blue, yellow, orange)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S1" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S2" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S3" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 3 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 4 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 1 gives 2, layer 2 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 4, layer 3 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 4, layer 4 takes 2  [shape]
network(green, blue, orange, yellow)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S3" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 4 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 3 gives 4, layer 4 takes 3  [shape]
network(green, yellow, blue, orange)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S3" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 4 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 3 gives 4, layer 4 takes 3  [shape]
network(green, yellow, orange, blue)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S1" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S2" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S3" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 3 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 4 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 1 gives 2, layer 2 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 4, layer 3 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 4, layer 4 takes 2  [shape]
network(green, orange, blue, yellow)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S1" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S2" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 3 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 1 gives 2, layer 2 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 4, layer 3 takes 2  [shape]
network(green, orange, yellow, blue)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S3" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 4 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 3 gives 2, layer 4 takes 3  [shape]
network(yellow, blue, green, orange)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S2" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 3 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 2 gives 4, layer 3 takes 3  [shape]
network(yellow, blue, orange, green)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S1" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S2" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S3" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 3 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 4 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 1 gives 3, layer 2 takes 4  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 2, layer 3 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 4, layer 4 takes 3  [shape]
network(yellow, green, blue, orange)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S1" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S2" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S3" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 3 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 4 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 1 gives 3, layer 2 takes 4  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 2, layer 3 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 4, layer 4 takes 3  [shape]
network(yellow, green, orange, blue)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S2" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 3 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 2 gives 4, layer 3 takes 3  [shape]
network(yellow, orange, blue, green)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S3" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 4 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 3 gives 2, layer 4 takes 3  [shape]
network(yellow, orange, green, blue)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S1" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes 3  [shape]
network(orange, blue, green, yellow)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S1" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S2" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S3" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 3 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 4 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 4, layer 3 takes 2  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 3, layer 4 takes 4  [shape]
network(orange, blue, yellow, green)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S2" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S3" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 3 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 4 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 2 gives 2, layer 3 takes 3  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 4, layer 4 takes 2  [shape]
network(orange, green, blue, yellow)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S1" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes 2  [shape]
network(orange, yellow, blue, green)
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S1" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S2" of "network"  [misc]
# E[mypy>=1.19, stock]: Cannot infer value of type parameter "S3" of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 3 of "network"  [misc]
# E[mypy<1.19]: Cannot infer type argument 4 of "network"  [misc]
# E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes 2  [shape]
# E[plugin]: Layers do not fit: layer 2 gives 3, layer 3 takes 4  [shape]
# E[plugin]: Layers do not fit: layer 3 gives 2, layer 4 takes 3  [shape]
network(orange, yellow, green, blue)
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "Next"  [misc]
Next(blue, Next(green, Next(orange, Last(yellow))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "Next"  [misc]
Next(blue, Next(yellow, Next(green, Last(orange))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "Next"  [misc]
Next(blue, Next(yellow, Next(orange, Last(green))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "Next"  [misc]
Next(blue, Next(orange, Next(green, Last(yellow))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "Next"  [misc]
Next(blue, Next(orange, Next(yellow, Last(green))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "Next"  [misc]
Next(green, Next(blue, Next(yellow, Last(orange))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "Next"  [misc]
Next(green, Next(blue, Next(orange, Last(yellow))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "Next"  [misc]
Next(green, Next(yellow, Next(blue, Last(orange))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "Next"  [misc]
Next(green, Next(yellow, Next(orange, Last(blue))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "Next"  [misc]
Next(green, Next(orange, Next(blue, Last(yellow))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "Next"  [misc]
Next(green, Next(orange, Next(yellow, Last(blue))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "Next"  [misc]
Next(yellow, Next(blue, Next(green, Last(orange))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "Next"  [misc]
Next(yellow, Next(blue, Next(orange, Last(green))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "Next"  [misc]
Next(yellow, Next(green, Next(blue, Last(orange))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "Next"  [misc]
Next(yellow, Next(green, Next(orange, Last(blue))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "Next"  [misc]
Next(yellow, Next(orange, Next(blue, Last(green))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "Next"  [misc]
Next(yellow, Next(orange, Next(green, Last(blue))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "Next"  [misc]
Next(orange, Next(blue, Next(green, Last(yellow))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "Next"  [misc]
Next(orange, Next(blue, Next(yellow, Last(green))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "Next"  [misc]
Next(orange, Next(green, Next(blue, Last(yellow))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "Next"  [misc]
Next(orange, Next(yellow, Next(blue, Last(green))))
# E[mypy>=1.19]: Cannot infer value of type parameter "H" of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 1 of "Next"  [misc]
# E[mypy<1.19]: Cannot infer type argument 2 of "Next"  [misc]
Next(orange, Next(yellow, Next(green, Last(blue))))
