"""What has to fit what stands before it, typed so that mypy blames it rather than the whole call.

In `network(a, b)` both layers say what the size between them is. Were `b` a `Module[S1, S2]` too,
two answers would leave mypy without an S1, and it could only complain of the call. So S1 is asked
of `a` alone, and `b` is compared with the answer, through a protocol whose method is overloaded:
for what a type variable is, mypy looks at the first signature that takes the arguments, whatever
it returns, and learns nothing from an `object`; for whether `b` fits, any signature will do, and
only the second does, for the very same size. So are the data compared with the network that learns
from them. Other checkers see the classes themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

# As in `dimensions`; pyright wants it in the module where it decides between two definitions.
MYPY = False

__all__ = ["FittingData", "FittingExamples", "FittingLayer", "FittingNetwork"]

if MYPY:
    from interlock.fitting_protocols import (
        FittingData,
        FittingExamples,
        FittingLayer,
        FittingNetwork,
    )
elif TYPE_CHECKING:
    from interlock.datasets.data import Data as FittingData
    from interlock.datasets.data import DataOrSplit as FittingExamples
    from interlock.module import Module as FittingLayer
    from interlock.network import Network as FittingNetwork
