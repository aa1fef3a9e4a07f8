"""How well a network does on examples it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import NDArray

from interlock.datasets.data import Data, classes_of
from interlock.dimensions import Array, I, O
from interlock.errors import DataError
from interlock.network import Network

if TYPE_CHECKING:
    from interlock.fitting import FittingData

__all__ = ["Evaluation", "accuracy", "evaluate", "share_right"]

_CHUNK = 1024  # examples at a time, so that a hidden layer's outputs never fill the memory


@dataclass(frozen=True, eq=False)
class Evaluation:
    """The answers of a network to classified examples.

    Attributes:
        answers: The class the network gave each example.
        labels: The class each example has.
        confusion: Row k counts the examples of class k by the class they were given.
    """

    answers: Int[NDArray[np.intp], "n"]
    labels: Int[NDArray[np.intp], "n"]
    confusion: Int[NDArray[np.intp], "k k"]

    @property
    def accuracy(self) -> float:
        """The share of right answers."""
        return float((self.answers == self.labels).mean())

    @property
    def wrong(self) -> Int[NDArray[np.intp], "m"]:
        """The rows of the examples that were answered wrongly."""
        return np.flatnonzero(self.answers != self.labels)

    def __repr__(self) -> str:
        right = len(self.labels) - len(self.wrong)
        return f"Evaluation({self.accuracy:.2%}: {right:,} of {len(self.labels):,} right)"


def evaluate(network: Network[I, O], data: FittingData[I, O]) -> Evaluation:
    """Every example's answer beside its label.

    Raises:
        DataError: the targets are no classes, or the sizes differ from the network's.

    Example:
        >>> from interlock.layer import Layer
        >>> from interlock.network import Last
        >>> evaluate(Last(Layer(2, 1)), Data(2, 1, np.ones((3, 2)), np.ones((3, 1)))).labels
        array([1, 1, 1])
    """
    # To mypy it is whatever fits, which nothing else does: see `interlock.fitting`.
    examples = cast("Data[I, O]", data)  # pyright: ignore[reportUnnecessaryCast]
    require_fit("evaluate", network, examples)
    labels = examples.labels
    if labels is None:
        raise DataError(
            "evaluate: the targets must be classes.",
            expected="rows with a single 1 and else 0",
            remedy="measure other targets with a loss, such as quadratic.value(outputs, targets)",
        )
    parts = [
        classes_of(network.forward(examples.inputs[start : start + _CHUNK]))
        for start in range(0, len(examples), _CHUNK)
    ]
    answers = np.concatenate(parts)
    confusion = np.zeros((max(examples.num_outputs, 2),) * 2, np.intp)
    np.add.at(confusion, (labels, answers), 1)
    return Evaluation(answers, labels, confusion)


def accuracy(network: Network[I, O], data: FittingData[I, O]) -> float:
    """The share of the examples that the network classifies rightly.

    Raises:
        DataError: the targets are no classes, or the sizes differ from the network's.
    """
    return evaluate(network, data).accuracy


def share_right(outputs: Float[Array, "n o"], targets: Float[Array, "n o"]) -> float:
    """The share of rows in which outputs and targets say the same class."""
    return float((classes_of(outputs) == classes_of(targets)).mean())


def require_fit(caller: str, network: Network[Any, Any], data: Data[Any, Any]) -> None:
    """Raise DataError unless the data's sizes are the network's.

    A type checker has proved it for sizes that it knows; others appear only when it runs.
    """
    sizes = (int(network.num_inputs), int(network.num_outputs))
    if sizes != (data.num_inputs, data.num_outputs):
        raise DataError(
            f"{caller}: the data must have the network's sizes.",
            expected=f"{sizes[0]} inputs and {sizes[1]} outputs",
            got=f"{data.num_inputs} and {data.num_outputs}",
            where=f"{data!r} for {network!r}",
            remedy=f"build a network of {data.num_inputs} inputs and {data.num_outputs} outputs",
        )
