"""The chapter's network with one size wrong: rejected on the line of the layer at fault."""

from interlock import Layer

_ = (
    Layer(3, 5)
    # E: Argument 1 to "Layer" has incompatible type "Literal[4]"; expected "Literal[5]"  [arg-type]
    >> Layer(4, 2)
    >> Layer(2, 3)
    >> Layer(3, 4)
)
_ = (
    Layer(3, 4)
    # E: Argument 1 to "Layer" has incompatible type "Literal[3]"; expected "Literal[4]"  [arg-type]
    >> Layer(3, 2)
    >> Layer(2, 3)
    >> Layer(3, 4)
)
_ = (
    Layer(3, 4)
    >> Layer(4, 3)
    # E: Argument 1 to "Layer" has incompatible type "Literal[2]"; expected "Literal[3]"  [arg-type]
    >> Layer(2, 3)
    >> Layer(3, 4)
)
_ = (
    Layer(3, 4)
    >> Layer(4, 2)
    # E: Argument 1 to "Layer" has incompatible type "Literal[3]"; expected "Literal[2]"  [arg-type]
    >> Layer(3, 3)
    >> Layer(3, 4)
)
_ = (
    Layer(3, 4)
    >> Layer(4, 2)
    >> Layer(2, 4)
    # E: Argument 1 to "Layer" has incompatible type "Literal[3]"; expected "Literal[4]"  [arg-type]
    >> Layer(3, 4)
)
_ = (
    Layer(3, 4)
    >> Layer(4, 2)
    >> Layer(2, 3)
    # E: Argument 1 to "Layer" has incompatible type "Literal[4]"; expected "Literal[3]"  [arg-type]
    >> Layer(4, 4)
)
