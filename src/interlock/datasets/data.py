"""Data[I, O]: inputs and targets, one row per example, with their sizes in the type."""

# pyright: reportOverlappingOverload=false, reportRedeclaration=false
# (As in `network`: the literals of the overloads, and those given twice.)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, overload

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import NDArray

from interlock.datasets.checks import require_labels, require_matrix, require_pairs
from interlock.dimensions import Array, Dim, I, O, whole_size

__all__ = ["Data", "DataOrSplit", "Split"]

# As in `dimensions`; pyright wants them in the module where they decide between two definitions.
MYPY = False
TYPE_CHECKING_WITH_PYREFLY = False

if TYPE_CHECKING and not MYPY:
    from interlock.literals import LiteralI, LiteralO

    # Of a call, which does not know those of the class yet.
    S = TypeVar("S", bound=Dim)
    T = TypeVar("T", bound=Dim)


@dataclass(frozen=True, eq=False)
class Data(Generic[I, O]):
    """Examples for a Network[I, O]: row k of `targets` is the answer to row k of `inputs`.

    The arrays are kept as they are, neither copied nor changed.

    Args:
        num_inputs: The size of one input.
        num_outputs: The size of one target.
        inputs: One row per example.
        targets: One row per example.

    Raises:
        DataError: an array does not fit, or there is no example.

    Example:
        >>> xor = Data(2, 1, np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.eye(4)[:, 1:2])
        >>> xor
        Data(2 -> 1, 4 examples)
    """

    num_inputs: I
    num_outputs: O
    inputs: Float[Array, "n i"]
    targets: Float[Array, "n o"]

    if TYPE_CHECKING and not MYPY:
        # The four kinds of size, as for `Layer`, for the checkers that need them.
        @overload
        def __new__(
            cls,
            num_inputs: LiteralI,
            num_outputs: LiteralO,
            inputs: Float[Array, "n i"],
            targets: Float[Array, "n o"],
        ) -> Data[LiteralI, LiteralO]: ...
        @overload
        def __new__(
            cls,
            num_inputs: LiteralI,
            num_outputs: O,
            inputs: Float[Array, "n i"],
            targets: Float[Array, "n o"],
        ) -> Data[LiteralI, O]: ...
        @overload
        def __new__(
            cls,
            num_inputs: I,
            num_outputs: LiteralO,
            inputs: Float[Array, "n i"],
            targets: Float[Array, "n o"],
        ) -> Data[I, LiteralO]: ...
        @overload
        def __new__(
            cls,
            num_inputs: I,
            num_outputs: O,
            inputs: Float[Array, "n i"],
            targets: Float[Array, "n o"],
        ) -> Data[I, O]: ...
        def __new__(cls, *_: Any, **__: Any) -> Any:
            """What the overloads stand for; the fields are set by `__init__`."""

        # Spelled out: with one that the dataclass makes, pyright passes over `__new__`.
        def __init__(
            self,
            num_inputs: I,
            num_outputs: O,
            inputs: Float[Array, "n i"],
            targets: Float[Array, "n o"],
        ) -> None: ...

    if MYPY:
        # For mypy alone: see `fitting`.
        @overload
        def _examples_taking(self, inputs: int) -> object: ...
        @overload
        def _examples_taking(self, inputs: str) -> dict[I, O]: ...
        def _examples_taking(self, inputs: Any) -> Any: ...
        @overload
        def _data_taking(self, inputs: int) -> object: ...
        @overload
        def _data_taking(self, inputs: str) -> dict[I, O]: ...
        def _data_taking(self, inputs: Any) -> Any: ...

    def __post_init__(self) -> None:
        # By way of object, since the class is frozen: a NumPy integer becomes Python's.
        for name in ("num_inputs", "num_outputs"):
            object.__setattr__(self, name, whole_size(getattr(self, name), "Data", name))
        require_matrix("inputs", self.inputs, "num_inputs", self.num_inputs)
        require_matrix("targets", self.targets, "num_outputs", self.num_outputs)
        require_pairs(self.inputs, self.targets)

    @staticmethod
    def labelled(
        num_inputs: I,
        num_outputs: O,
        inputs: Float[Array, "n i"],
        labels: Int[NDArray[Any], "n"] | Sequence[int],
    ) -> Data[I, O]:
        """Data whose targets are classes: a label k becomes a row with a 1 in column k.

        Args:
            num_inputs: The size of one input.
            num_outputs: The number of classes.
            inputs: One row per example.
            labels: One whole number per example, from 0 to `num_outputs` - 1.

        Raises:
            DataError: a label is no class, or the inputs do not fit.

        Example:
            >>> Data.labelled(2, 3, np.zeros((2, 2)), [2, 0]).targets.tolist()
            [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
        """
        classes = require_labels(np.asarray(labels), num_outputs)
        dtype = inputs.dtype if np.issubdtype(inputs.dtype, np.floating) else np.float32
        targets = np.zeros((len(classes), int(num_outputs)), dtype)
        targets[np.arange(len(classes)), classes] = 1
        return Data(num_inputs, num_outputs, inputs, targets)

    if TYPE_CHECKING and not MYPY:

        @overload
        @staticmethod
        def labelled(
            num_inputs: LiteralI,
            num_outputs: LiteralO,
            inputs: Float[Array, "n i"],
            labels: Int[NDArray[Any], "n"] | Sequence[int],
        ) -> Data[LiteralI, LiteralO]: ...
        @overload
        @staticmethod
        def labelled(
            num_inputs: LiteralI,
            num_outputs: T,
            inputs: Float[Array, "n i"],
            labels: Int[NDArray[Any], "n"] | Sequence[int],
        ) -> Data[LiteralI, T]: ...
        @overload
        @staticmethod
        def labelled(
            num_inputs: S,
            num_outputs: LiteralO,
            inputs: Float[Array, "n i"],
            labels: Int[NDArray[Any], "n"] | Sequence[int],
        ) -> Data[S, LiteralO]: ...
        @overload
        @staticmethod
        def labelled(
            num_inputs: S,
            num_outputs: T,
            inputs: Float[Array, "n i"],
            labels: Int[NDArray[Any], "n"] | Sequence[int],
        ) -> Data[S, T]: ...
        @staticmethod
        def labelled(*_: Any, **__: Any) -> Any:
            """What the overloads stand for; the data are made above."""
    elif TYPE_CHECKING_WITH_PYREFLY:
        raise NotImplementedError

    def __len__(self) -> int:
        return len(self.inputs)

    def __repr__(self) -> str:
        return f"Data({self.num_inputs} -> {self.num_outputs}, {len(self):,} examples)"

    @cached_property
    def labels(self) -> Int[NDArray[np.intp], "n"] | None:
        """The class of each example, or None where the targets are not classes.

        Classes are rows with a single 1 and else 0; or, in a single column, 0 and 1.
        """
        zeros_and_ones = np.isin(self.targets, (0, 1)).all()
        single = self.num_outputs == 1 or (self.targets.sum(axis=1) == 1).all()
        return classes_of(self.targets) if zeros_and_ones and single else None

    def part(self, start: int, stop: int | None) -> Data[I, O]:
        """The examples from `start` up to `stop`, as a view.

        Example:
            >>> Data(1, 1, np.zeros((5, 1)), np.zeros((5, 1))).part(0, 2)
            Data(1 -> 1, 2 examples)
        """
        rows = slice(start, stop)
        return Data(self.num_inputs, self.num_outputs, self.inputs[rows], self.targets[rows])


@dataclass(frozen=True, eq=False)
class Split(Generic[I, O]):
    """One set of examples in three parts: to learn from, to choose by, to be judged by."""

    train: Data[I, O]
    validation: Data[I, O]
    test: Data[I, O]

    if MYPY:
        # For mypy alone: see `fitting`.
        @overload
        def _examples_taking(self, inputs: int) -> object: ...
        @overload
        def _examples_taking(self, inputs: str) -> dict[I, O]: ...
        def _examples_taking(self, inputs: Any) -> Any: ...

    def __repr__(self) -> str:
        sizes = f"{self.train.num_inputs} -> {self.train.num_outputs}"
        counts = f"{len(self.train):,} + {len(self.validation):,} + {len(self.test):,} examples"
        return f"Split({sizes}, {counts})"


DataOrSplit: TypeAlias = Data[I, O] | Split[I, O]


def classes_of(outputs: Float[Array, "n o"]) -> Int[NDArray[np.intp], "n"]:
    """The class that each row says: its largest column, or whether a single one exceeds ½."""
    if outputs.shape[1] == 1:
        return (outputs[:, 0] > 0.5).astype(np.intp)
    return outputs.argmax(axis=1)
