"""Strings that are put together, with Python itself as the oracle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.rules.calls import RULES
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import UNKNOWN, Each, List, scalar

PIECES = st.one_of(st.text(max_size=4), st.integers(-99, 99))


def value_of(piece: str | int) -> object:
    """A piece as the rules know it."""
    return Size.of(piece) if isinstance(piece, int) else piece


@given(st.text(max_size=2), st.lists(st.text(max_size=3), max_size=4))
def test_strings_are_joined_as_python_joins_them(separator: str, parts: list[str]) -> None:
    """A list of known strings gives a known string."""
    assert RULES["builtins.str.join"](separator, List(parts)) == separator.join(parts)


@given(PIECES, PIECES)
def test_fields_are_filled_in_order(one: str | int, two: str | int) -> None:
    """The texts of f-strings, and those that a user writes."""
    form = RULES["builtins.str.format"]
    values = value_of(one), value_of(two)
    assert form("{}_{}", *values) == f"{one}_{two}"
    assert form("{:{}}", values[0], "") == RULES["builtins.str"](values[0]) == str(one)


def test_numbers_are_padded() -> None:
    """A width of two figures at most is followed."""
    form = RULES["builtins.str.format"]
    assert form("w{:02d}", Size.of(7)) == "w07"
    assert form("{:{}}", Size.of(7), ">3d") == "  7"
    assert form("{:{}}", Size.of(7), "1000000") is UNKNOWN
    assert form("{:1000000}", Size.of(7)) is UNKNOWN


@pytest.mark.parametrize("value", [UNKNOWN, scalar("f"), Size.of(Symbol("n"))])
def test_what_is_not_known_gives_no_string(value: object) -> None:
    """One unknown part makes the whole unknown."""
    assert RULES["builtins.str"](value) is UNKNOWN
    assert RULES["builtins.str.format"]("{}", value) is UNKNOWN
    assert RULES["builtins.str.join"]("", List(["a", value])) is UNKNOWN
    assert RULES["builtins.str.join"]("", Each("a")) is UNKNOWN
    assert RULES["builtins.str.join"](value, List(["a"])) is UNKNOWN


@pytest.mark.parametrize("text", ["{0}", "{name}", "{0.real}", "{!r}", "{} {}", "{:s}", "{"])
def test_texts_of_another_form_give_no_string(text: str) -> None:
    """Fields with names or attributes, too many of them, and what Python refuses."""
    assert RULES["builtins.str.format"](text, Size.of(1)) is UNKNOWN


def test_bytes_are_no_string_that_is_known() -> None:
    """`str(x, "ascii")`."""
    assert RULES["builtins.str"]("a", "ascii") is UNKNOWN
