"""Values that only a program has: objects, functions, dictionaries."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mypy.nodes import FuncDef, LambdaExpr, TypeInfo
from mypy.types import CallableType, Overloaded

from ..sizes import Size

if TYPE_CHECKING:
    from .environment import Environment


@dataclass(frozen=True)
class Given:
    """What the constructor of an object was given, by the constructor's own names.

    The values are numbers, arrays and objects, the sizes of axes, and arrays under `*name` for runs
    of axes. A generated constructor goes by the name of its class.
    """

    constructor: str = ""
    values: tuple[tuple[str, object], ...] = ()

    def size_of(self, name: str) -> Size | None:
        """The number or axis of a name."""
        value = dict(self.values).get(name)
        return value if isinstance(value, Size) else None

    def joined(self, other: Given) -> Given:
        """What two objects of one class were both given."""
        if self.constructor != other.constructor:
            return Given()
        return Given(self.constructor, tuple(item for item in self.values if item in other.values))


@dataclass(frozen=True)
class Object:
    """An instance of a class; `sizes` holds what is known of its size parameters, by name.

    `label` tells one object from another, where the code gives it a name of its own: its unknown
    sizes are then symbols of that object. `place` tells one object from another that a program has
    made; 0 is any object. `given` is what it was made of, if that is known.
    """

    info: TypeInfo
    sizes: tuple[tuple[str, Size | None], ...] = ()
    label: str = ""
    place: int = 0
    given: Given = Given()

    def joined(self, other: Object) -> Object:
        """An object that may be either of two of one class."""
        if replace(self, place=0) == replace(other, place=0):
            return replace(self, place=0)
        sizes = tuple(size for size in self.sizes if size in other.sizes)
        return Object(self.info, sizes, given=self.given.joined(other.given))


@dataclass(frozen=True)
class Cell:
    """An attribute of an object that a program has made: the key of its value."""

    place: int
    name: str


@dataclass(frozen=True)
class ClassObject:
    """A class itself, about to be called or asked for a class method."""

    info: TypeInfo


@dataclass(frozen=True)
class Named:
    """A function or class of which only the full name is used: NumPy's, the built-in ones."""

    fullname: str


@dataclass(frozen=True, eq=False)
class Inner:
    """A function that another one defines, and what its body sees of the other's variables."""

    body: FuncDef
    scope: object
    environment: Environment = field(repr=False)


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
    inner: Inner | None = None

    @property
    def is_free(self) -> bool:
        """Whether it is of a module, or any of several: no method of an object, nor inner."""
        inner = "." not in self.fullname and self.fullname != ""
        return self.receiver is self.owner is self.scope is None and not inner


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
class Record:
    """A dictionary with these constant keys and no others."""

    items: tuple[tuple[object, object], ...] = ()

    @property
    def held(self) -> tuple[object, ...]:
        """Its values."""
        return tuple(value for _, value in self.items)


@dataclass(frozen=True)
class Mapping:
    """A dictionary whose values all have this value."""

    item: object

    @property
    def held(self) -> tuple[object, ...]:
        """The one value."""
        return (self.item,)


@dataclass(frozen=True, eq=False)
class ListMethod:
    """A method of a list variable that changes the list, still to be called."""

    key: object
    name: str
    value: object
