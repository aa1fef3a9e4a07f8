"""Every run-time complaint of the library, in one form: the rule, then the facts, then a remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jaxtyping import TypeCheckError

if TYPE_CHECKING:
    from interlock.training.history import History


def describe(
    rule: str,
    *,
    expected: str | None = None,
    got: str | None = None,
    bound: str | None = None,
    where: str | None = None,
    remedy: str | None = None,
) -> str:
    """The text of an error: the broken rule, and a line for each fact that is known.

    Args:
        rule: What was called and what must hold, as a sentence.
        expected: What would have been right.
        got: What came instead.
        bound: The sizes that the call had already fixed.
        where: The place at fault, such as a layer of a network.
        remedy: One way to put it right.

    Example:
        >>> print(describe("Layer: sizes must be positive.", got="0", remedy="pass 1 or more"))
        Layer: sizes must be positive.
          got:      0
          try:      pass 1 or more
    """
    facts = {"expected": expected, "got": got, "bound": bound, "where": where, "try": remedy}
    lines = [f"  {name + ':':<10}{fact}" for name, fact in facts.items() if fact is not None]
    return "\n".join([rule, *lines])


class InterlockError(Exception):
    """What every error of the library is; its text is put together by `describe`.

    Example:
        >>> print(InterlockError("Layer: sizes must be positive.", got="0"))
        Layer: sizes must be positive.
          got:      0
    """

    def __init__(
        self,
        rule: str,
        *,
        expected: str | None = None,
        got: str | None = None,
        bound: str | None = None,
        where: str | None = None,
        remedy: str | None = None,
    ) -> None:
        """Takes the same facts as `describe`; `where` may be set later by whoever knows it."""
        super().__init__(rule)
        self.rule = rule
        self.expected = expected
        self.got = got
        self.bound = bound
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        return describe(
            self.rule,
            expected=self.expected,
            got=self.got,
            bound=self.bound,
            where=self.where,
            remedy=self.remedy,
        )


class ShapeError(InterlockError, TypeCheckError):
    """An argument or a result does not have the shape, dtype or type that its annotation says.

    It is a `TypeError`, and jaxtyping's own `TypeCheckError`, so that code that
    already catches those keeps working.

    Attributes:
        instance: Whose method was called, so that a network can say which of its layers it is.
    """

    instance: object = None


class LinkError(InterlockError, ValueError):
    """Two neighbouring layers do not fit."""


class SizeError(InterlockError, ValueError):
    """A size is not a whole number above zero, or an index lies outside its size."""


class DataError(InterlockError, ValueError):
    """Training data that cannot be learned from."""


class StorageError(InterlockError, ValueError):
    """A file that cannot be saved or loaded."""


class SettingError(InterlockError, ValueError):
    """A setting, such as a rate, a dtype or a loss, that cannot be used."""


class TrainingError(InterlockError, ArithmeticError):
    """Training that cannot go on; the network holds the last good weights.

    Attributes:
        history: What was achieved until then.
    """

    def __init__(
        self,
        rule: str,
        *,
        history: History,
        expected: str | None = None,
        got: str | None = None,
        where: str | None = None,
        remedy: str | None = None,
    ) -> None:
        super().__init__(rule, expected=expected, got=got, where=where, remedy=remedy)
        self.history = history


class ActivationError(InterlockError, ValueError):
    """An activation of an unknown name."""


class ExtraError(InterlockError, ImportError):
    """Something of another package was asked for, which is not installed."""
