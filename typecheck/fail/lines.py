"""A layer that does not fit is rejected on its own line, in whichever way a network is written."""

from typing import NewType

from interlock import Last, Layer, Network, Next, network

Hidden = NewType("Hidden", int)
blue, green, yellow, orange = Layer(3, 4), Layer(4, 2), Layer(2, 3), Layer(3, 4)
behind = green >> yellow


def by_name() -> None:
    """Of layers that stand elsewhere."""
    (
        blue
        >> green
        # E: Unsupported operand types for >> ("Network[Literal[3], Literal[2]]" and "Layer[Literal[3], Literal[4]]")  [operator]
        >> orange
        # E: Unsupported operand types for >> ("Network[Literal[3], Never]" and "Layer[Literal[2], Literal[3]]")  [operator]
        >> yellow
    )
    network(
        blue,
        green,
        # E[stock]: Argument 3 to "network" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "FittingLayer[Literal[2], Literal[4]]"  [arg-type]
        # E[plugin]: Layers do not fit: layer 2 gives 2, layer 3 takes 3  [shape]
        orange,
        # E[stock]: Argument 4 to "network" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "FittingLayer[Literal[4], Literal[3]]"  [arg-type]
        # E[plugin]: Layers do not fit: layer 3 gives 4, layer 4 takes 2  [shape]
        yellow,
    )
    Next(
        blue,
        Next(
            green,
            Next(
                # E: Argument 1 to "Next" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[2], Literal[4]]"  [arg-type]
                orange,
                # E: Argument 1 to "Last" has incompatible type "Layer[Literal[2], Literal[3]]"; expected "Module[Literal[4], Literal[3]]"  [arg-type]
                Last(yellow),
            ),
        ),
    )
    Next(
        blue,
        Next(
            green,
            Last(
                # E: Argument 1 to "Last" has incompatible type "Layer[Literal[3], Literal[4]]"; expected "Module[Literal[2], Literal[4]]"  [arg-type]
                orange,
            ),
        ),
    )
    Next(
        yellow,
        # E: Argument 2 to "Next" has incompatible type "Network[Literal[4], Literal[3]]"; expected "FittingNetwork[Literal[3], Literal[3]]"  [arg-type]
        behind,
    )


def in_place() -> None:
    """Of layers that are built there."""
    (
        Layer(3, 4)
        >> Layer(4, 2)
        # E: Argument 1 to "Layer" has incompatible type "Literal[3]"; expected "Literal[2]"  [arg-type]
        >> Layer(3, 3)
        >> Layer(3, 4)
    )
    network(
        Layer(3, 4),
        Layer(4, 2),
        # E[stock]: Argument 1 to "Layer" has incompatible type "Literal[3]"; expected "Literal[2]"  [arg-type]
        # E[plugin]: Layers do not fit: layer 2 gives 2, layer 3 takes 3  [shape]
        Layer(3, 3),
        Layer(3, 4),
    )
    Next(
        Layer(3, 4),
        Next(
            Layer(4, 2),
            Next(
                # E: Argument 1 to "Layer" has incompatible type "Literal[3]"; expected "Literal[2]"  [arg-type]
                Layer(3, 3),
                Last(Layer(3, 4)),
            ),
        ),
    )
    (
        Network.new(3, [8], 4)
        >> Network.new(
            # E: Argument 1 to "new" of "Network" has incompatible type "Literal[5]"; expected "Literal[4]"  [arg-type]
            5,
            [8],
            2,
        )
    )


def sixteen() -> None:
    """The last of as many as stock mypy proves."""
    network(
        Layer(1, 2),
        Layer(2, 3),
        Layer(3, 4),
        Layer(4, 5),
        Layer(5, 6),
        Layer(6, 7),
        Layer(7, 8),
        Layer(8, 9),
        Layer(9, 10),
        Layer(10, 11),
        Layer(11, 12),
        Layer(12, 13),
        Layer(13, 14),
        Layer(14, 15),
        Layer(15, 16),
        # E[stock]: Argument 1 to "Layer" has incompatible type "Literal[17]"; expected "Literal[16]"  [arg-type]
        # E[plugin]: Layers do not fit: layer 15 gives 16, layer 16 takes 17  [shape]
        Layer(17, 18),
    )


def brands(hidden: Hidden, unknown: int) -> None:
    """Of sizes that only the run knows."""
    network(
        Layer(3, hidden),
        # E[stock]: Argument 1 to "Layer" has incompatible type "int"; expected "Hidden"  [arg-type]
        # E[plugin]: Layers do not fit: layer 1 gives Hidden, layer 2 takes 4  [shape]
        Layer(4, 2),
    )
    network(
        Layer(3, hidden),
        # E[stock]: Argument 1 to "Layer" has incompatible type "int"; expected "Hidden"  [arg-type]
        # E[plugin]: Layers do not fit: layer 1 gives Hidden, layer 2 takes int  [shape]
        Layer(unknown, 2),
    )
    network(
        Layer(3, 4),
        # E[stock]: Argument 1 to "Layer" has incompatible type "int"; expected "Literal[4]"  [arg-type]
        # E[plugin]: Layers do not fit: layer 1 gives 4, layer 2 takes int  [shape]
        Layer(unknown, 2),
    )
    Next(
        Layer(3, hidden),
        # E: Argument 1 to "Layer" has incompatible type "int"; expected "Hidden"  [arg-type]
        Last(Layer(3, 2)),
    )


def other_things() -> None:
    """Of what is no layer, or no network."""
    Next(
        blue,
        # E: Argument 2 to "Next" has incompatible type "Layer[Literal[4], Literal[2]]"; expected "FittingNetwork[Literal[4], Never]"  [arg-type]
        green,
    )
