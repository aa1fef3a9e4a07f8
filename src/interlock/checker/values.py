"""What an expression is known to be: the values that the rules and the interpreter share.

A whole number is a `Size`; `None`, `True`, `False`, `...` and strings are themselves; a tuple is a
tuple of values; everything of which nothing is known is `UNKNOWN`. Scalars are arrays without axes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from .shapes import Shape
from .sizes import Size


class Unknown:
    """The value of which nothing is known."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()

ANYTHING: Final = "V"
"""The kind of arrays whose elements may be anything: objects, records, texts."""


@dataclass(frozen=True)
class Array:
    """An array, or a NumPy or Python scalar where the shape is `()`.

    `kind` is NumPy's letter for the family of the dtype: "b", "i" (signed or not), "f", "c";
    "" where it is some of these, `ANYTHING` where it may be another.
    """

    shape: Shape
    kind: str = ""

    def __str__(self) -> str:
        return str(self.shape)


class List(tuple[object, ...]):
    """A list of known length; its items are values."""


class Named(tuple[object, ...]):
    """A tuple whose items also have names, as the results of `numpy.linalg.svd` have."""

    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, **items: object) -> Named:
        """The named tuple of these items, in this order."""
        named = cls(items.values())
        named.names = tuple(items)
        return named

    def named(self, name: str) -> object:
        """The item of a name; `UNKNOWN` where there is none."""
        return self[self.names.index(name)] if name in self.names else UNKNOWN


@dataclass(frozen=True)
class Sizes:
    """The tuple of the sizes of an array whose number of axes is open: its `shape`."""

    shape: Shape


@dataclass(frozen=True)
class Each:
    """A list, tuple or iterable of unknown length whose items all have this value.

    `length` is the number of items, where that is known as a size; `first` is the first item, where
    there certainly is one of which more is known. `parts` are the lists it is made of, one after
    the other, as in `[first, *rest]`. `neighbours` are two items that stand next to each other,
    where these differ: `item` is what they have in common.
    """

    item: object
    length: Size | None = None
    first: object = UNKNOWN
    parts: tuple[List | Each, ...] = ()
    neighbours: tuple[object, ...] = ()


@dataclass(frozen=True)
class Dtype:
    """The dtype of an array, or what names one; `kind` is `None` if it has axes of its own."""

    kind: str | None


@dataclass(frozen=True)
class Slice:
    """`start:stop:step`; every part is a value, `None` where it was left out."""

    start: object = None
    stop: object = None
    step: object = None


@dataclass(frozen=True)
class Range:
    """`range(start, stop, step)` over values."""

    start: object
    stop: object
    step: object = field(default=Size.of(1))


class Complaint(Exception):
    """A rule's word that the operation cannot work; the text is for the user."""


def scalar(kind: str) -> Array:
    """A scalar of a kind: `scalar("f")` is some float."""
    return Array(Shape.of(), kind)


def known_kind(*kinds: str) -> str:
    """The first kind that is known, where several speak of one array."""
    return next((kind for kind in kinds if kind not in ("", ANYTHING)), max(kinds))


def unknown_array(kind: str = "") -> Array:
    """An array of which only the kind is known, if that."""
    return Array(Shape.unknown(), kind)
