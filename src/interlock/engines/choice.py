"""Which engine runs a job."""

from __future__ import annotations

from typing import Any, Literal, Protocol

from jaxtyping import Float, Int
from numpy.typing import NDArray

from interlock.dimensions import Array
from interlock.engines.job import Job
from interlock.engines.numpy_engine import NumpyEngine
from interlock.errors import SettingError

__all__ = ["Engine", "EngineName", "choose_engine"]

EngineName = Literal["auto", "numpy"]


class Engine(Protocol):
    """Something that trains a copy of a network's parameters, epoch by epoch.

    Attributes:
        name: Which engine this is, and why it was chosen.
        parameters: The copy: all weights, then all biases.
    """

    name: str
    parameters: Float[Array, "p"]

    def epoch(
        self, order: Int[NDArray[Any], "n"]
    ) -> tuple[Float[Array, "n o"], Float[Array, "n o"]]:
        """One pass over the examples in that order: the outputs they met, and their targets."""

    def predict(self, inputs: Float[Array, "m i"]) -> Float[Array, "m o"]:
        """The outputs of the parameters as they are now."""

    def store(self) -> None:
        """Write the parameters back into the network's own arrays."""


def choose_engine(name: EngineName, job: Job) -> Engine:
    """The engine of that name, or the best one installed, with the job loaded.

    Raises:
        SettingError: there is no such engine.
    """
    if name not in ("auto", "numpy"):
        raise SettingError("fit: engine must be known.", expected="auto or numpy", got=repr(name))
    return NumpyEngine(job)
