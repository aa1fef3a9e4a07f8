"""The numba engine: an epoch is one call of machine code."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import NDArray

from interlock.dimensions import Array
from interlock.engines.buffers import aligned
from interlock.engines.gram import BLOCK
from interlock.engines.job import Job
from interlock.engines.modules import module_of
from interlock.engines.numba_batches import train_batches
from interlock.engines.numba_blocks import train_blocks
from interlock.engines.numba_kernels import KINDS, compiled
from interlock.engines.numba_products import HAS_MKL
from interlock.engines.straight import LARGEST, straight_source
from interlock.engines.threads import has_large_products
from interlock.engines.vector_engine import VectorEngine
from interlock.optimizers import SGD, Adam, Momentum

__all__ = ["NumbaBatches", "NumbaBlocks", "NumbaStraight", "numba_engine"]

_NARROWEST = 32  # inputs; below it, Gram's matrix costs more than it saves


def numba_engine(job: Job) -> NumbaEngine:
    """The quickest of the three forms below for this job."""
    engine: NumbaEngine
    if not job.one_at_a_time:
        engine = NumbaBatches(job)
    elif job.weights <= LARGEST:
        engine = NumbaStraight(job)
    else:
        engine = NumbaBlocks(job) if job.sizes[0] >= _NARROWEST else NumbaBatches(job)
    engine.load()
    return engine


class NumbaEngine(VectorEngine):
    """What the three have in common."""

    through_blas = True

    def __init__(self, job: Job, reason: str) -> None:
        super().__init__(job, "numba", reason)
        self._sizes = np.array(job.sizes, np.int64)
        kinds = [KINDS.index(layer.activation.name) for layer in job.layers]
        self._kinds = np.array(kinds, np.int64)
        self._last_order = np.empty(len(job.inputs), np.int64)

    def epoch(
        self, order: Int[NDArray[Any], "n"]
    ) -> tuple[Float[Array, "n o"], Float[Array, "n o"]]:
        """One pass over the examples in that order: the outputs they met, and their targets."""
        self.job.targets.take(order, 0, self._targets, "clip")
        self._last_order[:] = order
        with self._threads():
            self._train(self._last_order)
        return self._outputs, self._targets

    def load(self) -> None:
        """Make the machine code, or fetch it, by an epoch of no examples."""
        # Not while training: the compiler must not see denormal numbers as zero.
        self._train(self._last_order[:0])
        if self.through_blas:
            self._share_out_no_small_products()

    def _train(self, order: Int[NDArray[Any], "n"]) -> None:
        raise NotImplementedError


class NumbaBatches(NumbaEngine):
    """Mini-batches, any optimizer."""

    def __init__(self, job: Job) -> None:
        self._by_mkl = HAS_MKL and has_large_products(job)
        through = ", through oneMKL" if self._by_mkl else ""
        super().__init__(job, f"whole epochs in batches of {job.batch_size}, compiled{through}")
        self._room = min(job.batch_size, len(job.inputs))
        self._values, self._errors = aligned((2, self._room * sum(job.sizes)), job.dtype)
        size = self.parameters.size
        remembered = {Momentum: (size, 0), Adam: (size, size)}.get(type(job.optimizer), (0, 0))
        self._first, self._second = (aligned(n, job.dtype) for n in remembered)
        self._steps = 0
        plain = type(job.optimizer) is SGD
        self._target = self.parameters if plain else aligned(size, job.dtype)
        self._factors = np.array([-1.0, job.keep] if plain else [1.0, 0.0], job.dtype)

    def _train(self, order: Int[NDArray[Any], "n"]) -> None:
        job, optimizer = self.job, self.job.optimizer
        scale = job.rate if optimizer.linear else 1.0
        weights = self._parameters.all_weights.size
        train_batches(
            self.parameters,
            self._target,
            self._first,
            self._second,
            self._sizes,
            self._kinds,
            job.fused,
            job.inputs,
            self._targets,
            order,
            self._outputs,
            self._values,
            self._errors,
            self._factors,
            self._by_mkl,
            self._room,
            scale,
            _rule(job),
            (weights, job.decay * scale),
            self._steps,
        )
        self._steps += -(-len(order) // self._room)


def _rule(job: Job) -> tuple[int, float, float, float, float]:
    optimizer = job.optimizer
    if isinstance(optimizer, Adam):
        return 2, job.rate, optimizer.first, optimizer.second, optimizer.epsilon
    if isinstance(optimizer, Momentum):
        return 1, job.rate, optimizer.momentum, 0.0, 0.0
    return 0, job.rate, 0.0, 0.0, 0.0


class NumbaBlocks(NumbaEngine):
    """One example at a time, with Gram blocks for the first layer."""

    def __init__(self, job: Job) -> None:
        super().__init__(
            job, f"Gram blocks of {BLOCK} examples for {job.sizes[0]} inputs, compiled"
        )
        self._values, self._errors = np.empty((2, sum(job.sizes[1:])), job.dtype)

    def _train(self, order: Int[NDArray[Any], "n"]) -> None:
        job = self.job
        train_blocks(
            self.parameters,
            self._sizes,
            self._kinds,
            job.fused,
            job.inputs,
            self._targets,
            order,
            self._outputs,
            self._values,
            self._errors,
            BLOCK,
            job.rate,
            job.keep,
        )


class NumbaStraight(NumbaEngine):
    """One example at a time, by code generated for the exact sizes."""

    through_blas = False

    def __init__(self, job: Job) -> None:
        super().__init__(job, f"straight-line code for {job.weights} weights, compiled")
        source = straight_source(
            job.sizes,
            [layer.activation for layer in job.layers],
            fused=job.fused,
            decays=job.keep != 1,
            compiled=True,
        )
        self._run = _machine_code(source)

    def _train(self, order: Int[NDArray[Any], "n"]) -> None:
        job = self.job
        self._run(
            self.parameters, job.inputs, self._targets, self._outputs, order, job.rate, job.keep
        )


@cache
def _machine_code(source: str) -> Callable[..., None]:
    function: Callable[..., None] = compiled(module_of(source).epoch)
    return function
