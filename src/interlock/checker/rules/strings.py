"""Rules of strings that are put together, as the names of parameters are: f-strings and `str`."""

from __future__ import annotations

import re
from typing import Final

from ..registry import rule
from ..sizes import Size
from ..values import UNKNOWN, List

_FIELDS: Final = re.compile(r"(?:[^{}]|\{(?::\{\}|:[<>^]?\d{0,2}[ds]?)?\})*")
"""Texts with fields that are filled in order, each no wider than 99."""
_WIDTH: Final = re.compile(r"[<>^]?\d{0,2}[ds]?")


def written(value: object) -> object:
    """The string that a string or a plain number is written as; `UNKNOWN` for anything else."""
    if isinstance(value, str):
        return value
    number = value.constant if isinstance(value, Size) else None
    return UNKNOWN if number is None else str(number)


@rule("builtins.str")
def str_(object: object = "", encoding: object = None, errors: object = None) -> object:  # noqa: A002 - Python's own name
    """The string that stands for a thing."""
    return written(object) if encoding is errors is None else UNKNOWN


@rule("builtins.str.join")
def join(separator: object, parts: object, /) -> object:
    """The strings of a list, one behind the other."""
    if not isinstance(separator, str) or not isinstance(parts, (List, tuple)):
        return UNKNOWN
    known = [part for part in parts if isinstance(part, str)]
    return separator.join(known) if len(known) == len(parts) else UNKNOWN


@rule("builtins.str.format")
def format_(text: object, /, *values: object) -> object:
    """A text with strings and plain numbers in its fields."""
    fillings = [value.constant if isinstance(value, Size) else value for value in values]
    if not isinstance(text, str) or not _FIELDS.fullmatch(text):
        return UNKNOWN
    if "{:{}}" in text and not all(map(_is_width, fillings[1::2])):
        return UNKNOWN
    if not all(isinstance(filling, (int, str)) for filling in fillings):
        return UNKNOWN
    try:
        return text.format(*fillings)
    except (IndexError, ValueError):
        return UNKNOWN


def _is_width(filling: object) -> bool:
    return isinstance(filling, str) and _WIDTH.fullmatch(filling) is not None
