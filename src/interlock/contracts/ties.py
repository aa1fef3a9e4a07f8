"""Axes that are bound before any array is looked at: by the instance, or by another argument."""

from collections.abc import Callable, Iterator
from inspect import Parameter, Signature
from typing import Any, Literal, NamedTuple, get_args, get_origin

from interlock.contracts.axes import (
    axis_names,
    field_of,
    is_size,
    names_in,
    parameters_of,
    size_fields,
)

_STARRED = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
# There is no instance yet, or its sizes are those of an earlier initialisation.
_WITHOUT_INSTANCE = ("__init__", "__new__")


class Tie(NamedTuple):
    """An axis, its size, and what has that size, in the words of an error."""

    axis: str
    size: int
    source: str
    kind: Literal["field", "argument", "array"]


class Source(NamedTuple):
    """Where the size of an axis comes from: a parameter, or a field of one."""

    axis: str
    parameter: str
    field: str | None
    is_self: bool = False

    @property
    def expression(self) -> str:
        """The size, as source code in the function."""
        return self.parameter if self.field is None else f"{self.parameter}.{self.field}"

    def tie(self, arguments: dict[str, Any]) -> Tie | None:
        """The tie that a call's arguments make, unless there is no such size (yet)."""
        size = arguments[self.parameter]
        if self.field is not None:
            size = getattr(size, self.field, None)
        if size is None:
            return None
        named = self.field if self.is_self and self.field else self.expression
        return Tie(self.axis, size, named, "field" if self.is_self else "argument")


def sources_of(
    function: Callable[..., Any], owner: type | None, signature: Signature
) -> list[Source]:
    """Every source of a size that some array annotation of the function mentions.

    Example:
        >>> from inspect import signature
        >>> from interlock import Layer
        >>> sources_of(Layer.forward, Layer, signature(Layer.forward, eval_str=True))[0].expression
        'self.num_inputs'
    """
    hints = [parameter.annotation for parameter in signature.parameters.values()]
    used = {name for hint in [*hints, signature.return_annotation] for name in names_in(hint)}
    found = [*_of_instance(function, owner, signature), *_of_parameters(signature)]
    return [source for source in found if source.axis in used]


def _of_instance(
    function: Callable[..., Any], owner: type | None, signature: Signature
) -> Iterator[Source]:
    if owner is None or function.__name__ in _WITHOUT_INSTANCE:
        return
    if isinstance(vars(owner).get(function.__name__), (staticmethod, classmethod)):
        return
    for first in list(signature.parameters)[:1]:
        for axis, field in size_fields(owner).items():
            yield Source(axis, first, field, is_self=True)


def _of_parameters(signature: Signature) -> Iterator[Source]:
    for name, parameter in signature.parameters.items():
        hint = parameter.annotation
        if parameter.kind in _STARRED:
            continue
        if is_size(hint):
            yield from (Source(axis, name, None) for axis in axis_names(hint))
        # `layer: Layer[I, O]` says of i what `inputs: I` would: the size that the layer has.
        origin = get_origin(hint)
        parameters = parameters_of(origin)
        for theirs, ours in zip(parameters, get_args(hint), strict=False):
            field = field_of(origin, theirs) if is_size(ours) else None
            if field is not None:
                yield from (Source(axis, name, field) for axis in axis_names(ours))
