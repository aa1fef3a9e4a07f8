"""Python's own functions of texts, against Python."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.rules.calls import RULES
from interlock.checker.rules.texts import joined, repeated
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import UNKNOWN, Each, List

N = Size.of(Symbol("n"))
texts = st.text("ab 1\n", max_size=8)


def value_of(thing):
    """The value that stands for a thing of Python's."""
    if type(thing) is int:
        return Size.of(thing)
    return List(map(value_of, thing)) if isinstance(thing, list) else thing


@pytest.mark.parametrize(
    "name", ["count", "endswith", "find", "lstrip", "split", "startswith", "strip"]
)
@given(texts, texts.filter(bool))
def test_a_method_of_a_text_with_a_text(name, text, other):
    assert RULES[f"builtins.str.{name}"](text, other) == value_of(getattr(text, name)(other))


@pytest.mark.parametrize(
    "name", ["isalpha", "isdigit", "isspace", "lower", "rstrip", "split", "splitlines", "upper"]
)
@given(texts)
def test_a_method_of_a_text_alone(name, text):
    assert RULES[f"builtins.str.{name}"](text) == value_of(getattr(text, name)())


@given(texts, st.lists(texts, max_size=4))
def test_texts_joined(text, parts):
    assert RULES["builtins.str.join"](text, List(parts)) == text.join(parts)


@given(texts, st.integers(-3, 200), st.sampled_from(["", "d", "3", "03d", ">12"]))
def test_what_stands_between_braces(text, number, form):
    told = RULES["builtins.str.format"](text + "{:{}}" + text, Size.of(number), form)
    assert told == text + format(number, form) + text


@given(texts | st.integers(-99, 99))
def test_the_text_of_a_thing(thing):
    assert RULES["builtins.str"](value_of(thing)) == str(thing)


@given(texts | st.lists(texts | st.integers(0, 3), max_size=6))
def test_what_differs_is_counted(things):
    expected = Each(UNKNOWN, Size.of(len(set(things))))
    assert RULES["builtins.set"](value_of(things)) == expected


@given(texts, texts, st.integers(-2, 5))
def test_texts_put_together(left, right, times):
    assert joined(left, right) == left + right
    assert repeated(left, Size.of(times)) == left * times


@given(texts, st.integers(-9, 9) | st.none(), st.integers(-9, 9) | st.none())
def test_parts_of_a_text(text, start, stop):
    from interlock.checker.values import Slice

    bounds = (None if bound is None else Size.of(bound) for bound in (start, stop))
    assert RULES["operator.getitem"](text, Slice(*bounds)) == text[start:stop]
    if start is not None and -len(text) <= start < len(text):
        assert RULES["operator.getitem"](text, Size.of(start)) == text[start]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("builtins.str.split", ("a b", N)),
        ("builtins.str.split", (UNKNOWN,)),
        ("builtins.str.index", ("abc", "d")),
        ("builtins.str.format", ("{:{}}", Size.of(1), "99999")),
        ("builtins.str.format", ("{:99999}", Size.of(1))),
        ("builtins.str.format", ("{1}", Size.of(1))),
        ("builtins.str.join", (" ", List(["a", UNKNOWN]))),
        ("builtins.str", (N,)),
        ("operator.getitem", ("abc", N)),
        ("operator.getitem", ("abc", Size.of(3))),
    ],
)
def test_what_is_not_known_or_fails_is_unknown(name, values):
    assert RULES[name](*values) is UNKNOWN


def test_what_is_not_known_is_not_counted():
    assert RULES["builtins.set"](UNKNOWN) == Each(UNKNOWN)
    assert RULES["builtins.set"](List([N, "a"])) == Each(UNKNOWN)
    assert repeated("a", N) is UNKNOWN


def test_nothing_longer_than_a_book_is_written_out():
    long = "a" * 60_000
    assert joined(long, long) is UNKNOWN
    assert repeated(long, Size.of(2)) is UNKNOWN
    words = RULES["builtins.str.split"]("a " * 100)
    assert words == Each(UNKNOWN, Size.of(100))
