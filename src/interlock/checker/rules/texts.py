"""Rules of Python's own texts: what a program writes out is worked out, its length above all."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ..registry import rule
from ..sizes import Size
from ..values import UNKNOWN, Each, List
from .arguments import items_of

_METHODS: Final = (
    "count", "endswith", "find", "format", "index", "isalpha", "isdigit", "isspace", "join",
    "lower", "lstrip", "rstrip", "split", "splitlines", "startswith", "strip", "upper",
)  # fmt: skip
_LONGEST: Final = 100_000
_MOST: Final = 64
_WIDE: Final = re.compile(r":[^}]*[0-9]{4}|^.?[<>=^]?[0-9]{4,}")


def joined(left: str, right: str) -> object:
    """One text behind the other."""
    return left + right if len(left) + len(right) <= _LONGEST else UNKNOWN


def repeated(text: str, times: Size) -> object:
    """A text so many times over."""
    count = times.constant
    return UNKNOWN if count is None or count * len(text) > _LONGEST else text * count


def _method(name: str) -> Callable[..., object]:
    method = getattr(str, name)

    def of(*values: object) -> object:
        try:
            written = [*map(_written, values)]
            return UNKNOWN if name == "format" and _is_wide(written) else _value(method(*written))
        except (LookupError, TypeError, ValueError):
            return UNKNOWN  # what is not known, or an error that is not about shapes

    return of


for _name in _METHODS:
    rule(f"builtins.str.{_name}")(_method(_name))


@rule("builtins.set", "builtins.frozenset")
def set_(iterable: object = (), /) -> object:
    """The items that differ: their number is known where they are."""
    items = list(iterable) if isinstance(iterable, str) else items_of(iterable)
    known = items is not None and all(_is_written(item) for item in items)
    return Each(UNKNOWN, Size.of(len(set(items or ()))) if known else None)


@rule("builtins.str")
def str_(value: object = "", /) -> object:
    """The text of a text or of a whole number."""
    return str(_written(value)) if _is_written(value) else UNKNOWN


def _is_written(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, Size) and value.constant is not None)


def _written(value: object) -> object:
    """The Python object that a value stands for; a TypeError where that is not known."""
    if isinstance(value, Size) and value.constant is not None:
        return value.constant
    if isinstance(value, (List, tuple)):
        return [*map(_written, value)]
    if value is None or isinstance(value, (str, bool)):
        return value
    raise TypeError


def _is_wide(written: list[object]) -> bool:
    """Whether a text has, or is, the width of a column that no memory holds."""
    return any(isinstance(part, str) and _WIDE.search(part) for part in written)


def _value(made: object) -> object:
    if isinstance(made, list):
        return List(made) if len(made) <= _MOST else Each(UNKNOWN, Size.of(len(made)))
    return Size.of(made) if type(made) is int else made
