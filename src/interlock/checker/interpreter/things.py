"""Values that only a program has: objects, functions, dictionaries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mypy.nodes import FuncDef, LambdaExpr, TypeInfo
from mypy.types import CallableType, Overloaded

from ..sizes import Size
from ..values import UNKNOWN, Array
from .environment import Dictionary, Environment, join, join_all


@dataclass(frozen=True)
class Object:
    """An instance of a class; `sizes` holds what is known of its size parameters, by name.

    `label` tells one object from another, where the code gives it a name of its own: its unknown
    sizes are then symbols of that object.
    """

    info: TypeInfo
    sizes: tuple[tuple[str, Size | None], ...] = ()
    label: str = ""


@dataclass(frozen=True)
class ClassObject:
    """A class itself, about to be called or asked for a class method."""

    info: TypeInfo


@dataclass(frozen=True)
class Named:
    """A function or class of which only the full name is used: NumPy's, the built-in ones."""

    fullname: str


@dataclass(frozen=True, eq=False)
class Function:
    """A function with a declared signature, bound to `receiver` where it is a method."""

    signature: CallableType | Overloaded
    name: str
    fullname: str = ""
    receiver: object = None
    owner: TypeInfo | None = None
    scope: object = None
    drops_first: bool = False


@dataclass(frozen=True, eq=False)
class Closure:
    """A lambda or an inner function, with the variables it was made among."""

    body: LambdaExpr | FuncDef
    environment: Environment = field(repr=False)


@dataclass(frozen=True)
class Partial:
    """`functools.partial(function, ...)`."""

    function: object
    positional: tuple[object, ...]
    named: tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class BoundRule:
    """A method of an array, ufunc or generator, not yet called: a rule and its first argument."""

    fullname: str
    receiver: object


@dataclass(frozen=True)
class Record(Dictionary):
    """A dictionary with these constant keys and no others."""

    items: tuple[tuple[object, object], ...] = ()

    @property
    def held(self) -> tuple[object, ...]:
        """Its values."""
        return tuple(value for _, value in self.items)

    def at(self, key: object) -> object:
        """The value of a key; of one that is not known, what all values have in common."""
        if isinstance(key, str) or (isinstance(key, Size) and key.constant is not None):
            return dict(self.items).get(key, UNKNOWN)
        return join_all(self.held)

    def joined(self, other: Dictionary) -> object:
        """One value for each key where both have the same, else one for all."""
        if isinstance(other, Record) and dict(self.items).keys() == dict(other.items).keys():
            return Record(tuple((key, join(value, other.at(key))) for key, value in self.items))
        return of_arrays([*self.held, *other.held])


@dataclass(frozen=True)
class Mapping(Dictionary):
    """A dictionary whose values all have this value."""

    item: object

    @property
    def held(self) -> tuple[object, ...]:
        """The one value."""
        return (self.item,)

    def joined(self, other: Dictionary) -> object:
        """One value for all."""
        return of_arrays([*self.held, *other.held])


def of_arrays(values: Sequence[object]) -> object:
    """A dictionary of these values under whatever keys, where all are arrays."""
    return Mapping(join_all(values)) if all(isinstance(v, Array) for v in values) else UNKNOWN


@dataclass(frozen=True, eq=False)
class ListMethod:
    """A method of a list variable that changes the list, still to be called."""

    key: object
    name: str
    value: object
