"""Every error has one form, and says only what is known."""

import copy
import pickle

import pytest
from jaxtyping import TypeCheckError

from interlock import errors
from interlock.errors import InterlockError, ShapeError, SizeError, describe


def test_the_form_is_the_rule_and_a_line_for_each_fact() -> None:
    text = describe(
        'f: "x" must be a vector.', expected="(n,)", got="()", bound="m = 2", where="a", remedy="b"
    )
    assert text.splitlines() == [
        'f: "x" must be a vector.',
        "  expected: (n,)",
        "  got:      ()",
        "  bound:    m = 2",
        "  where:    a",
        "  try:      b",
    ]


def test_a_fact_that_is_not_known_has_no_line() -> None:
    assert describe("A rule.") == "A rule."
    assert describe("A rule.", got="") == "A rule.\n  got:      "


def test_a_place_found_later_is_told() -> None:
    error = SizeError("A rule.", got="0", remedy="pass 1")
    error.where = "layer 2 of 3"
    assert str(error) == "A rule.\n  got:      0\n  where:    layer 2 of 3\n  try:      pass 1"


@pytest.mark.parametrize("duplicate", [copy.copy, lambda e: pickle.loads(pickle.dumps(e))])
def test_an_error_survives_copying_and_pickling(duplicate: object) -> None:
    error = ShapeError("A rule.", expected="1", got="0")
    error.where = "here"
    assert callable(duplicate)
    assert str(duplicate(error)) == str(error)


def test_one_class_catches_every_error_of_the_library() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    ours = [kind for kind in kinds if kind.__module__ == errors.__name__]
    assert len(ours) > 3
    assert all(issubclass(kind, InterlockError) for kind in ours)
    assert issubclass(ShapeError, TypeCheckError)
    assert issubclass(ShapeError, TypeError)
