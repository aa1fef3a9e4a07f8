"""A run-time size as a brand fits itself and nothing else."""

from typing import Literal, NewType

from interlock import Layer, Network

Hidden = NewType("Hidden", int)
Code = NewType("Code", int)


def mislinked(hidden: Hidden, code: Code, plain: int) -> None:
    """A brand is neither a literal, nor another brand, nor any int."""
    # E: Argument 1 to "Layer" has incompatible type "int"; expected "Hidden"  [arg-type]
    Layer(3, hidden) >> Layer(4, 2)
    # E: Argument 1 to "Layer" has incompatible type "Hidden"; expected "Literal[4]"  [arg-type]
    Layer(3, 4) >> Layer(hidden, 2)
    # E: Argument 1 to "Layer" has incompatible type "Code"; expected "Hidden"  [arg-type]
    Layer(3, hidden) >> Layer(code, 2)
    # E: Argument 1 to "Layer" has incompatible type "int"; expected "Hidden"  [arg-type]
    Layer(3, hidden) >> Layer(plain, 2)


def twice_hidden(hidden: Hidden, code: Code) -> Network[Hidden, Literal[2]]:
    """The two sizes exchanged."""
    # E: Incompatible return value type (got "Network[Code, Literal[2]]", expected "Network[Hidden, Literal[2]]")  [return-value]
    return Layer(code, hidden) >> Layer(hidden, 2)
