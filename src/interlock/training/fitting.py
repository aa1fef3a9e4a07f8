"""fit: epochs of mini-batches until they are done, patience ends, or the user interrupts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

import numpy as np

from interlock.datasets.data import Data, DataOrSplit
from interlock.dimensions import I, O
from interlock.engines import EngineName, Job, choose_engine
from interlock.errors import ShapeError
from interlock.interrupts import listening
from interlock.losses import Loss, cross_entropy
from interlock.network import Network
from interlock.optimizers import SGD, Optimizer
from interlock.training.checks import (
    converted,
    require_layers,
    require_settings,
    shows_in_training,
)
from interlock.training.course import Course, Examples
from interlock.training.evaluation import require_fit
from interlock.training.history import Epoch, History
from interlock.training.progress import reporting

if TYPE_CHECKING:
    from interlock.fitting import FittingData, FittingExamples

__all__ = ["fit"]


def fit(
    network: Network[I, O],
    data: FittingExamples[I, O],
    *,
    epochs: int = 30,
    batch_size: int = 10,
    rate: float = 0.5,
    loss: Loss = cross_entropy,
    optimizer: Optimizer = SGD(),  # noqa: B008  its settings never change
    l2: float = 0.0,
    validation: FittingData[I, O] | None = None,
    rng: np.random.Generator | int | None = None,
    progress: bool | Callable[[Epoch], None] = False,
    patience: int | None = None,
    engine: EngineName = "auto",
) -> History:
    """Train the network on the examples, in place.

    Every epoch meets all examples once, in a new random order. Ctrl-C ends the training, and
    what was learned so far is kept. The same `rng` seed gives the same bits on one machine.

    Args:
        network: Is changed: its layers' arrays are written to after every epoch.
        data: The examples; of a Split, its training part, and its validation part to validate.
        epochs: How many times to go through the examples.
        batch_size: How many examples share one step; the last batch may be smaller.
        rate: η, the size of a step along the mean gradient of the batch.
        loss: What to descend.
        optimizer: How to descend.
        l2: λ; adds λ/2n · Σw² to the loss, n being the number of examples.
        validation: Examples to measure, and not to learn from, after every epoch.
        rng: A generator, or a seed of one, for the order of the examples.
        progress: True for a bar, where somebody looks: in a notebook or on a terminal; or a
            function to call after every epoch.
        patience: Stop after so many epochs in which the validation became no better, and keep
            the weights of the best; better is more accurate or, if that is equal or the targets
            are no classes, of smaller loss.
        engine: What does the arithmetic: NumPy, numba (the extra `fast`), or whichever is quicker
            here; the History says which it was, and why.

    Raises:
        DataError: the sizes differ from the network's, or a number is not finite.
        SettingError: a setting cannot be used.
        ShapeError: a layer of a kind of the user's own breaks its promise.
        TrainingError: the loss is no longer finite; the network holds the last good weights.

    Example:
        >>> from interlock.datasets import digits
        >>> network = Network.new(64, [30], 10, rng=1)
        >>> history = fit(network, digits(), epochs=3, rng=1)
        >>> history.accuracy[-1] > 0.9
        True

    Source:
        Nielsen, Neural Networks and Deep Learning (2015), ch. 1 (stochastic gradient descent),
        ch. 3 (regularization, early stopping).
    """
    train, checked = _parts(data, validation)
    require_settings(epochs, batch_size, rate, l2, patience, checked is not None)
    layers, generator = tuple(network), np.random.default_rng(rng)
    require_layers(layers)
    learned = _examples(network, train, "training data")
    held_out = _examples(network, checked, "validation data") if checked is not None else None
    if not shows_in_training(layers):
        learned.require_finite()
    if held_out is not None:
        held_out.require_finite()
    job = Job(
        layers,
        learned.inputs,
        learned.targets,
        loss.above(layers[-1].activation),
        optimizer,
        float(rate),
        float(l2),
        int(batch_size),
        generator,
    )
    history, course = History(engine=engine), None
    try:
        with listening() as ctrl_c:
            chosen = choose_engine(engine, job, int(epochs))
            course = Course(chosen, job, learned, held_out, patience)
            history = course.history
            # Numbers out of range are looked for at the end of every epoch, and then said in words.
            with np.errstate(all="ignore"), reporting(progress, int(epochs), len(train)) as report:
                course.run(int(epochs), generator, report, ctrl_c)
    except KeyboardInterrupt:  # at any moment, even while the weights were kept
        if course is not None:
            course.keep()
        history.stopped = f"interrupted after epoch {len(history)}"
    except ShapeError as error:  # of a layer of the user's own kind
        network.locate(error)
        raise
    return history


def _parts(
    data: FittingExamples[I, O], validation: FittingData[I, O] | None
) -> tuple[Data[I, O], Data[I, O] | None]:
    # To mypy they are whatever fits, which nothing else does: see `interlock.fitting`.
    given = cast("DataOrSplit[I, O]", data)  # pyright: ignore[reportUnnecessaryCast]
    held_out = cast("Data[I, O] | None", validation)  # pyright: ignore[reportUnnecessaryCast]
    if isinstance(given, Data):
        return given, held_out
    return given.train, held_out if held_out is not None else given.validation


def _examples(network: Network[I, O], data: Data[I, O], where: str) -> Examples:
    require_fit("fit", network, data)
    dtype = network.dtype
    inputs, targets = converted(data.inputs, dtype), converted(data.targets, dtype)
    return Examples(inputs, targets, data, where)
