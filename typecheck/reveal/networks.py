"""The chapter's network is a `Network[Literal[3], Literal[4]]`, however it is built."""

from typing import Literal, assert_type

from interlock import Last, Layer, Network, Next, example_network, network

blue, green, yellow, orange = Layer(3, 4), Layer(4, 2), Layer(2, 3), Layer(3, 4)

assert_type(blue >> green >> yellow >> orange, Network[Literal[3], Literal[4]])
assert_type(network(blue, green, yellow, orange), Network[Literal[3], Literal[4]])
assert_type(Network.new(3, [4, 2, 3], 4), Network[Literal[3], Literal[4]])
assert_type(example_network(), Network[Literal[3], Literal[4]])

last = Last(orange)
assert_type(last, Last[Literal[3], Literal[4]])
end = Next(yellow, last)
assert_type(end, Next[Literal[2], Literal[3], Literal[4]])
tail = Next(green, end)
whole = Next(blue, tail)
assert_type(whole, Next[Literal[3], Literal[4], Literal[4]])

# However the arrows are grouped.
assert_type(blue >> (green >> yellow), Network[Literal[3], Literal[3]])
assert_type((blue >> green) >> (yellow >> orange), Network[Literal[3], Literal[4]])
assert_type(blue >> (green >> (yellow >> orange)), Network[Literal[3], Literal[4]])
assert_type(network(blue) >> green, Network[Literal[3], Literal[2]])
assert_type(blue >> network(green, yellow), Network[Literal[3], Literal[3]])
