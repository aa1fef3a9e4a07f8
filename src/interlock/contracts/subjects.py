"""The values that a contract speaks of, one by one, each with the part that speaks of it."""

from collections.abc import Iterator, Mapping, Sequence
from inspect import Parameter, Signature
from types import NoneType, UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin

from jaxtyping import AbstractArray

from interlock.contracts.ties import Tie


class Breach(NamedTuple):
    """A call whose verdict was no; `results` is empty where the arguments are to blame."""

    ties: list[Tie]
    arguments: Mapping[str, Any]
    results: Sequence[Any] = ()


class Subject(NamedTuple):
    """A value, its name in the function, and its annotation."""

    name: str
    value: Any
    hint: Any
    is_result: bool = False

    @property
    def label(self) -> str:
        """What an error calls it."""
        return f"the {self.name}" if self.is_result else f'"{self.name}"'

    @property
    def is_array(self) -> bool:
        """Whether its annotation is a jaxtyping one, and not a union or a list of them."""
        return isinstance(self.hint, type) and issubclass(self.hint, AbstractArray)


def subjects_of(signature: Signature, breach: Breach) -> list[Subject]:
    """The arguments in order, then the result if the call came so far.

    A tuple of known length counts as its elements, and a union as the one member that is not
    None.
    """
    found = [
        part
        for parameter in signature.parameters.values()
        for subject in _of_parameter(parameter, breach.arguments[parameter.name])
        for part in _parts(subject)
    ]
    for result in breach.results:
        found += _parts(Subject("result", result, signature.return_annotation, True))
    return [subject for subject in found if subject.hint is not Signature.empty]


def _of_parameter(parameter: Parameter, value: Any) -> Iterator[Subject]:
    name, hint = parameter.name, parameter.annotation
    if parameter.kind is Parameter.VAR_POSITIONAL:
        yield from (Subject(f"{name}[{k}]", each, hint) for k, each in enumerate(value))
    elif parameter.kind is Parameter.VAR_KEYWORD:
        yield from (Subject(key, each, hint) for key, each in value.items())
    elif value is not parameter.default:
        yield Subject(name, value, hint)


def _parts(subject: Subject) -> Iterator[Subject]:
    name, value, hint, is_result = subject
    members = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        others = [member for member in members if member is not NoneType]
        if value is not None and len(others) == 1:
            yield from _parts(Subject(name, value, others[0], is_result))
            return
    fixed = get_origin(hint) is tuple and Ellipsis not in members
    if fixed and isinstance(value, tuple) and len(value) == len(members):
        for k, (each, member) in enumerate(zip(value, members, strict=True)):
            yield from _parts(Subject(f"{name}[{k}]", each, member, is_result))
        return
    yield subject
