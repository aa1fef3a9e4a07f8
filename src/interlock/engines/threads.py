"""How many threads BLAS gets: one where its products are too small to be shared out.

BLAS shares out what is far smaller than gains by it, and each time its threads wait for each other:
a little on a quiet machine, and on a busy one for as long as the whole epoch would take by one.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from functools import cache
from importlib.util import find_spec
from typing import Any

from interlock.engines.job import Job

__all__ = ["has_large_products", "one_thread", "too_small_to_share"]

_ALONE = 2**18  # multiplications up to which BLAS itself takes one thread
_GAINS = 2**23  # from which on two threads were seen to gain
_ROWS = 40  # of a Gram block, where batches have fewer


def too_small_to_share(job: Job, engine: str) -> bool:
    """Whether BLAS would share out products that gain nothing, and can be kept from it."""
    return _ALONE < _largest(job) < _GAINS and _threads(engine) > 1


def has_large_products(job: Job) -> bool:
    """Whether it makes some from which threads, and BLAS made for the machine, gain."""
    return _largest(job) >= _GAINS


def _largest(job: Job) -> int:
    rows = max(_ROWS, min(job.batch_size, len(job.inputs)))
    return rows * max(layer.weight.size for layer in job.layers)


def one_thread(small: bool, engine: str) -> AbstractContextManager[Any]:
    """Within it BLAS takes one thread, in the whole program; as before, after it."""
    return _controller(engine).limit(limits=1) if small else nullcontext()


def _threads(engine: str) -> int:
    if find_spec("threadpoolctl") is None:
        return 1  # as many as BLAS takes, and nothing to be done about it
    return max((library["num_threads"] for library in _controller(engine).info()), default=1)


@cache
def _controller(engine: str) -> Any:
    # One for each engine: numba's has loaded a BLAS of its own, SciPy's.
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(user_api="blas")
