"""The last line of a complaint: one way to put it right."""

from math import prod
from typing import Any

import numpy as np
from jaxtyping import AbstractArray

from interlock.contracts.axes import axis_names, is_size, size_fields
from interlock.contracts.hints import resolved
from interlock.contracts.shapes import Misfit, Sizes
from interlock.contracts.subjects import Subject

# What to convert to where an annotation leaves the choice, the usual ones first.
_USUAL = ("float32", "int64", "bool", "complex64")


def dtype_names(hint: type[AbstractArray]) -> list[str]:
    """The dtypes of NumPy that an annotation names; none if it admits any."""
    dtypes: Any = hint.dtypes
    names = map(str, dtypes) if isinstance(dtypes, tuple) else ()
    return [name for name in names if hasattr(np, name) and name != "bool_"]


def as_array(subject: Subject) -> str:
    """For a value that is no array."""
    if subject.is_result:
        return "return an array"
    kind = subject.hint.array_type
    if kind is not np.ndarray:
        return f"pass a {getattr(kind, '__name__', kind)}"
    usual = _usual(subject.hint)
    return f"pass np.asarray({subject.name}{f', dtype=np.{usual}' if usual else ''})"


def as_dtype(subject: Subject) -> str:
    """For an array of another dtype."""
    verb = "return" if subject.is_result else "pass"
    if np.issubdtype(subject.value.dtype, np.complexfloating):
        return f"{verb} {subject.name}.real"
    return f"{verb} {subject.name}.astype(np.{_usual(subject.hint)})"


def _usual(hint: type[AbstractArray]) -> str | None:
    names = dtype_names(hint)
    return next((name for name in (*_USUAL, *names) if name in names), None)


def as_rank(subject: Subject, missing: int) -> str:
    """For an array with too few axes, or too many."""
    verb = "return" if subject.is_result else "pass"
    if missing > 0:
        return f"{verb} it with another axis, as {subject.name}[np.newaxis] has"
    return f"{verb} one of its elements, such as {subject.name}[0], or reshape it"


def as_type(subject: Subject, spelled: str) -> str:
    """For a value that is no array and need not be one."""
    if subject.hint is float and isinstance(subject.value, (int, np.number)):
        return f"{'return' if subject.is_result else 'pass'} {float(subject.value)}"
    return f"{'return' if subject.is_result else 'pass'} a value of type {spelled}"


def as_size(subject: Subject, misfit: Misfit, sizes: Sizes, kind: str) -> str:
    """For an axis of another size; `kind` is the class that the caller knows, if there is one."""
    if subject.is_result:
        return f"return that shape, or correct the annotation {subject.hint.dim_str!r}"
    if misfit.place is None:
        many = sizes.many[misfit.axis.text]
        return f"pass the same leading axes in {subject.label} and {many.source}"
    size, got = sizes.of(misfit.axis), subject.value.shape[misfit.place]
    tie = sizes.single.get(misfit.axis.text)
    if tie is None:
        return f"make that axis {size} long"
    if tie.kind == "array":
        return f"make that axis {size} long, or that of {tie.source} {got} long"
    if tie.kind == "argument":
        other, dot, _ = tie.source.partition(".")
        change = f'another "{other}"' if dot else f"{other}={got}"
        return f"make that axis {size} long, or pass {change}"
    starred = "*" in subject.hint.dim_str or "..." in subject.hint.dim_str
    is_last = misfit.place == len(subject.value.shape) - 1
    change = _features(subject, size) if starred and is_last else f"make that axis {size} long"
    instance = next(iter(sizes.arguments.values()))
    built = _rebuilt(instance, tie.source, got) or f"a {kind} whose {tie.source} is {got}"
    return f"{change}, or build {built}"


def _features(subject: Subject, size: int | None) -> str:
    """The array itself, if its last axes together are as long as the last one must be."""
    shape = subject.value.shape
    for count in range(2, len(shape) + 1):
        if prod(shape[-count:]) == size:
            wanted = ", ".join(map(str, (*shape[:-count], size)))
            return f"pass {subject.name}.reshape({wanted})"
    return f"pass {size} features"


def _rebuilt(instance: object, field: str, size: int) -> str | None:
    """The instance that would have fitted: a call of its class, if that takes only sizes."""
    kind = type(instance)
    held: list[str | None] = []
    for parameter in list(resolved(kind.__init__, kind).parameters.values())[1:]:
        if parameter.kind is parameter.POSITIONAL_OR_KEYWORD:
            names = axis_names(parameter.annotation) if is_size(parameter.annotation) else set()
            held += [next((size_fields(kind)[n] for n in names if n in size_fields(kind)), None)]
    if not held or None in held:
        return None
    sizes = [size if name == field else getattr(instance, str(name)) for name in held]
    return f"{kind.__name__}({', '.join(map(str, sizes))})"
