"""The text of a broken contract: the first thing that is wrong, and what would put it right."""

import re
from collections.abc import Callable, Iterator
from inspect import Signature
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import numpy as np
from beartype.door import is_bearable
from jaxtyping import jaxtyped

from interlock.contracts import remedy
from interlock.contracts.axes import arrays_in, is_size
from interlock.contracts.shapes import Axis, Misfit, Sizes, axes_of, shown_shape
from interlock.contracts.subjects import Breach, Subject, subjects_of
from interlock.contracts.verdict import Bound, Call
from interlock.errors import ShapeError


def complaint(
    function: Callable[..., Any], owner: type | None, signature: Signature, breach: Breach
) -> ShapeError:
    """The error for a call whose verdict was no.

    Types come before dtypes, those before ranks, and ranks before sizes: an array of another
    rank would be said to have a wrong size where its axes are only displaced.
    """
    error = next(Complainant(function, owner, signature, breach).errors())
    if owner is not None:
        error.instance = next(iter(breach.arguments.values()), None)
    return error


class Complainant:
    """Looks for what is wrong with a call."""

    def __init__(
        self,
        function: Callable[..., Any],
        owner: type | None,
        signature: Signature,
        breach: Breach,
    ) -> None:
        self.called: str = called_name(function, owner)
        self.signature = signature
        self.breach = breach
        self.subjects: list[Subject] = subjects_of(signature, breach)
        self.arrays: list[Subject] = [subject for subject in self.subjects if subject.is_array]
        self.sizes: Sizes = Sizes(breach.ties, breach.arguments)

    def errors(self) -> Iterator[ShapeError]:
        """Everything that is wrong, the truest first."""
        yield from self._clashing_ties()
        for subject in self.subjects:
            yield from self._wrong_type(subject)
        for subject in self.arrays:
            yield from self._wrong_dtype(subject)
        for subject in self.arrays:
            yield from self._wrong_rank(subject)
        for subject in self.arrays:
            yield from self._wrong_size(subject)
        for subject in self.subjects:
            yield from self._wrong_inside(subject)
        yield self._something()

    def _clashing_ties(self) -> Iterator[ShapeError]:
        for tie in self.breach.ties:
            first = self.sizes.single[tie.axis]
            if first.size != tie.size:
                yield ShapeError(
                    f'{self.called}: "{tie.source}" must be {first.source}.',
                    expected=str(first.size),
                    got=str(tie.size),
                    remedy=f"pass {tie.source}={first.size}",
                )

    def _wrong_type(self, subject: Subject) -> Iterator[ShapeError]:
        if subject.is_array:
            kind = _kind(subject)
            if not isinstance(subject.value, subject.hint.array_type):
                yield ShapeError(
                    f"{self.called}: {subject.label} must be {_article(kind)} {kind}.",
                    expected=self._shown_array(subject),
                    got=_with_article(subject.value),
                    remedy=remedy.as_array(subject),
                )
        elif not any(arrays_in(subject.hint)) and not is_bearable(subject.value, subject.hint):
            yield self._wrong_value(subject)

    def _wrong_value(self, subject: Subject) -> ShapeError:
        spelled = spelled_hint(subject.hint)
        return ShapeError(
            f"{self.called}: {subject.label} must be of type {spelled}.",
            expected=spelled,
            got=_with_article(subject.value),
            remedy=remedy.as_type(subject, spelled),
        )

    def _wrong_dtype(self, subject: Subject) -> Iterator[ShapeError]:
        kind = subject.hint.dtype
        if not isinstance(subject.value, kind[subject.hint.array_type, "..."]):
            yield ShapeError(
                f"{self.called}: the dtype of {subject.label} must be {kind.__name__}.",
                expected=" or ".join(remedy.dtype_names(subject.hint)),
                got=str(subject.value.dtype),
                remedy=remedy.as_dtype(subject),
            )

    def _wrong_rank(self, subject: Subject) -> Iterator[ShapeError]:
        axes = axes_of(subject.hint.dim_str)
        least = sum(not axis.many for axis in axes)
        got = len(subject.value.shape)
        if got < least or (got > least and least == len(axes)):
            count = _counted(least, "axis", "axes")
            yield ShapeError(
                f"{self.called}: {subject.label} must have "
                f"{count if least == len(axes) else 'at least ' + count}.",
                expected=self.sizes.shown(axes),
                got=shown_shape(subject.value.shape),
                bound=self._bound(),
                remedy=remedy.as_rank(subject, least - got),
            )

    def _wrong_size(self, subject: Subject) -> Iterator[ShapeError]:
        axes = axes_of(subject.hint.dim_str)
        misfit = self.sizes.misfit(axes, subject.value.shape, subject.label)
        if misfit is not None:
            which, must = _axis_name(misfit, len(axes), subject), self._must(misfit.axis)
            yield ShapeError(
                f"{self.called}: {which} must be {must}.",
                expected=self.sizes.shown(axes),
                got=shown_shape(subject.value.shape),
                bound=self._bound(),
                remedy=remedy.as_size(subject, misfit, self.sizes, self.called.partition(".")[0]),
            )

    def _must(self, axis: Axis) -> str:
        if axis.many:
            return f"{axis.shown}, as in {self.sizes.many[axis.text].source}"
        tie = self.sizes.single.get(axis.text)
        if tie is None:
            must = axis.text
        else:
            must = tie.source if tie.kind != "array" else f"{axis.text}, as in {tie.source}"
        return f"1 or {must}" if axis.stretches else must

    def _bound(self) -> str | None:
        """The sizes that the call has bound; those of the instance are in `expected`."""
        single = self.sizes.single.items()
        words = [f"{name} = {tie.size}" for name, tie in single if tie.kind != "field"]
        words += [f"*{name} = {shown_shape(many.shape)}" for name, many in self.sizes.many.items()]
        return ", ".join(words) or None

    def _shown_array(self, subject: Subject) -> str:
        shape = self.sizes.shown(axes_of(subject.hint.dim_str))
        return f"{subject.hint.dtype.__name__} {_kind(subject)} of shape {shape}"

    def _wrong_inside(self, subject: Subject) -> Iterator[ShapeError]:
        """For lists and unions of arrays, which only beartype takes apart."""
        if subject.is_array or not any(arrays_in(subject.hint)):
            return
        with jaxtyped("context"):
            bound = isinstance(Call(list(self.sizes.single.values())), Bound)
            fits = bound and is_bearable(subject.value, subject.hint)
        if not fits:
            yield ShapeError(
                f"{self.called}: {subject.label} must fit its annotation.",
                expected=spelled_hint(subject.hint),
                got=_spelled_value(subject.value),
                bound=self._bound(),
                remedy="compare each shape with the annotation",
            )

    def _something(self) -> ShapeError:
        """The verdict was no, and no single value is to blame."""
        values = ", ".join(f"{each.name}: {_spelled_value(each.value)}" for each in self.subjects)
        hints = ", ".join(f"{each.name}: {spelled_hint(each.hint)}" for each in self.subjects)
        return ShapeError(
            f"{self.called}: the call must fit its annotations.",
            expected=hints,
            got=values,
            bound=self._bound(),
            remedy="compare each argument with its annotation",
        )


def called_name(function: Callable[..., Any], owner: type | None) -> str:
    """What a caller knows a function as: a variant's method by the class whose variant it is."""
    name = function.__name__
    for base in () if owner is None else owner.__mro__:
        if vars(base).get("_has_variants") and name in vars(base):
            return f"{base.__name__}.{name}"
    return function.__qualname__.rpartition("<locals>.")[2]


def spelled_hint(hint: Any) -> str:
    """An annotation as a reader would write it.

    Example:
        >>> spelled_hint(float | None), spelled_hint(list[int])
        ('float | None', 'list[int]')
    """
    if is_size(hint):
        return "int"
    if get_origin(hint) in (Union, UnionType):
        return " | ".join(spelled_hint(member) for member in get_args(hint))
    if get_origin(hint) is Literal:
        return " or ".join(repr(value) for value in get_args(hint))
    if hint is type(None):
        return "None"
    if isinstance(hint, type) and not get_args(hint):
        return hint.__name__
    return re.sub(r"\b(jaxtyping|typing|collections\.abc)\.", "", repr(hint))


def _axis_name(misfit: Misfit, count: int, subject: Subject) -> str:
    if misfit.place is None:
        return f"the leading axes of {subject.label}" if count > 1 else subject.label
    if count == 1:
        return f"the length of {subject.label}"
    last = len(subject.value.shape) - 1
    words = {last: "the last axis", 0: "the first axis"}
    return f"{words.get(misfit.place, f'axis {misfit.place}')} of {subject.label}"


def _counted(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def _with_article(value: object) -> str:
    if value is None:
        return "None"
    name = type(value).__name__
    short = f"{value!r}, " if isinstance(value, (int, float, str)) else ""
    return f"{short}{_article(name)} {name}"


def _article(name: str) -> str:
    return "an" if name[0].lower() in "aeiou" else "a"


def _kind(subject: Subject) -> str:
    kind = subject.hint.array_type
    return "array" if kind is np.ndarray else str(getattr(kind, "__name__", kind))


def _spelled_value(value: Any) -> str:
    if hasattr(value, "shape") and hasattr(value, "dtype"):
        return f"{value.dtype} array of shape {shown_shape(value.shape)}"
    return _with_article(value)
