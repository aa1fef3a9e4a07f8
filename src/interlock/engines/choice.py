"""Which engine runs a job."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any, Literal, Protocol

from jaxtyping import Float, Int
from numpy.typing import NDArray

from interlock.dimensions import Array
from interlock.engines.gram import GramEngine, suits_gram
from interlock.engines.job import Job
from interlock.engines.layerwise import LayerwiseEngine
from interlock.engines.numpy_engine import NumpyEngine
from interlock.engines.online import StraightEngine
from interlock.engines.straight import LARGEST
from interlock.errors import SettingError
from interlock.optimizers import SGD, Adam, Momentum

__all__ = ["Engine", "EngineName", "choose_engine", "numba_is_installed"]

EngineName = Literal["auto", "numpy", "numba"]

_BROAD = 64  # outputs of the first layer from which on Gram blocks gain more than numba does
_LOADING = 2.0  # seconds that importing numba and fetching its code from the disk may take
_CALLS = 40e-6  # seconds per step that NumPy's calls cost for a network of two layers
_PER_SECOND = 2e10  # multiplications


class Engine(Protocol):
    """Something that trains a copy of a network's parameters, epoch by epoch.

    Attributes:
        name: Which engine this is.
        reason: What it does for this job, and why it was chosen.
        parameters: The copy: all weights, then all biases.
    """

    name: str
    reason: str
    parameters: Float[Array, "p"]

    def epoch(
        self, order: Int[NDArray[Any], "n"]
    ) -> tuple[Float[Array, "n o"], Float[Array, "n o"]]:
        """One pass over the examples in that order: the outputs they met, and their targets."""

    def predict(self, inputs: Float[Array, "m i"]) -> Float[Array, "m o"]:
        """The outputs of the parameters as they are now."""

    def store(self) -> None:
        """Write the parameters back into the network's own arrays."""


def choose_engine(name: EngineName, job: Job, epochs: int = 1) -> Engine:
    """The engine of that name, or the quickest one installed, with the job loaded.

    Raises:
        SettingError: there is no such engine, it is not installed, or it cannot run the job.
    """
    if name == "numpy":
        return _by_numpy(job)
    if name == "numba":
        _require_numba(job)
        return _by_numba(job)
    if name == "auto":
        return _best(job, epochs)
    raise SettingError(
        "fit: engine must be known.", expected="auto, numpy or numba", got=repr(name)
    )


def numba_is_installed() -> bool:
    """Whether the extra `fast` is there, numba and the SciPy through which it reaches BLAS."""
    return find_spec("numba") is not None and find_spec("scipy") is not None


def _best(job: Job, epochs: int) -> Engine:
    if job.others:
        return _by_numpy(job)
    seconds = _estimate(job) * epochs
    objection = _objection(job)
    if not numba_is_installed():
        objection = "numba is not installed"
    elif objection is None and seconds < _LOADING:
        objection = "too short to load numba for"
    elif objection is None and suits_gram(job) and job.batch_size > 1 and job.sizes[1] >= _BROAD:
        objection = "numba has none for batches"
    engine = _by_numpy(job) if objection else _by_numba(job)
    if objection:
        engine.reason += f"; {objection}"
    return engine


def _by_numpy(job: Job) -> Engine:
    if job.others:
        return LayerwiseEngine(job)
    if job.one_at_a_time and job.built_in and job.weights <= LARGEST:
        return StraightEngine(job)
    if suits_gram(job):
        return GramEngine(job)
    return NumpyEngine(job)


def _by_numba(job: Job) -> Engine:
    from interlock.engines.numba_engine import numba_engine

    return numba_engine(job)


def _estimate(job: Job) -> float:
    """Roughly how many seconds an epoch takes by NumPy."""
    count = len(job.inputs)
    steps = -(-count // job.batch_size)
    return steps * _CALLS * len(job.layers) / 2 + 3 * count * job.weights / _PER_SECOND


def _objection(job: Job) -> str | None:
    """Why numba cannot run the job; None if it can."""
    if job.others:
        return f"layers of another kind than Layer: {job.others}"
    if not job.built_in:
        return "an activation is not the library's own"
    if type(job.optimizer) not in (SGD, Momentum, Adam):
        return "the optimizer is not the library's own"
    return None


def _require_numba(job: Job) -> None:
    if not numba_is_installed():
        raise SettingError(
            "fit: the numba engine must be installed.",
            got="numba or scipy is missing",
            remedy="pip install 'interlock[fast]', or engine=\"numpy\"",
        )
    objection = _objection(job)
    if objection:
        raise SettingError(
            "fit: the numba engine compiles only what it knows.",
            got=objection,
            remedy='engine="numpy", or engine="auto"',
        )
