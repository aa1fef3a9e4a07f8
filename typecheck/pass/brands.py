"""A size read at run time, made a brand once, is proved wherever it goes."""

from typing import Literal, NewType

import numpy as np
from interlock import Layer, Network

Hidden = NewType("Hidden", int)


def classifier(hidden: Hidden) -> Network[Literal[64], Literal[10]]:
    """As wide in the middle as the run asks for."""
    return Layer(64, hidden) >> Layer(hidden, hidden) >> Layer(hidden, 10)


chosen = Hidden(int("12"))
assert classifier(chosen).sizes == (64, 12, 12, 10)
assert classifier(chosen).forward(np.zeros((2, 64), dtype=np.float32)).shape == (2, 10)
