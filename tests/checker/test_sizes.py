"""Sizes obey the arithmetic of whole numbers, whatever numbers stand in place of the symbols."""

from __future__ import annotations

import operator
from collections.abc import Callable

import pytest
from hypothesis import assume, event, example, given, settings
from hypothesis import strategies as st

from interlock.checker.relations import differ
from interlock.checker.sizes import Quotient, Size, Symbol

A, B, C = (Size.of(Symbol(name)) for name in "abc")
Values = dict[Symbol, Size]
BINARY: dict[str, Callable[[Size, Size], Size]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "//": operator.floordiv,
    "%": operator.mod,
}

leaves = st.one_of(st.sampled_from([A, B, C]), st.integers(-6, 6).map(Size.of))
values = st.fixed_dictionaries(
    {symbol: st.integers(-9, 9).map(Size.of) for symbol in map(Symbol, "abc")}
)
Tree = object


def trees(names: tuple[str, ...]) -> st.SearchStrategy[Tree]:
    return st.recursive(
        leaves, lambda inner: st.tuples(st.sampled_from(names), inner, inner), max_leaves=7
    )


def size_of(tree: Tree) -> Size:
    if isinstance(tree, Size):
        return tree
    assert isinstance(tree, tuple)
    name, left, right = tree
    divisor = size_of(right)
    assume(name not in ("//", "%") or bool(divisor.terms))
    return BINARY[name](size_of(left), divisor)


def number_of(tree: Tree, values: Values) -> int:
    """The value of a tree by Python's own arithmetic."""
    if isinstance(tree, Size):
        value = tree.replace(values.get)
        assert value is not None
        assert value.constant is not None
        return value.constant
    assert isinstance(tree, tuple)
    name, left, right = tree
    one, two = number_of(left, values), number_of(right, values)
    return int(BINARY[name](one, two))  # type: ignore[arg-type]


@settings(max_examples=1500, deadline=None)
@given(trees(("+", "-", "*", "//", "%")), values)
def test_arithmetic_of_sizes_is_arithmetic_of_numbers(tree: Tree, values: Values) -> None:
    size = size_of(tree)
    try:
        expected = number_of(tree, values)
    except ZeroDivisionError:
        return
    event("rounded" if not size.is_exact else "exact")
    found = size.replace(values.get)
    if found is not None:  # a divisor that cancels may be 0 in the one form and not in the other
        assert found.constant == expected


@settings(max_examples=500, deadline=None)
@given(trees(("+", "-", "*")), trees(("+", "-", "*")), trees(("+", "-", "*")))
def test_sizes_are_a_ring(one: Tree, two: Tree, three: Tree) -> None:
    a, b, c = map(size_of, (one, two, three))
    assert (a + b, a * b) == (b + a, b * a)
    assert ((a + b) + c, (a * b) * c) == (a + (b + c), a * (b * c))
    assert a * (b + c) == a * b + a * c
    assert (a + 0, a * 1, a - a) == (a, a, Size.of(0))


@settings(max_examples=500, deadline=None)
@given(trees(("+", "-", "*")), trees(("+", "-", "*")))
def test_polynomials_are_equal_exactly_if_their_values_are(one: Tree, two: Tree) -> None:
    left, right = size_of(one), size_of(two)
    large = {symbol: Size.of(10**k + 7) for k, symbol in enumerate(map(Symbol, "abc"), start=3)}
    small = {symbol: Size.of(k) for k, symbol in enumerate(map(Symbol, "abc"), start=2)}
    alike = all(number_of(one, at) == number_of(two, at) for at in (small, large))
    assert (left == right) == alike
    assert (hash(left) == hash(right)) or not alike


@settings(max_examples=500, deadline=None)
@given(trees(("+", "-", "*")), trees(("+", "-", "*")))
def test_a_product_divides_by_its_factors(one: Tree, two: Tree) -> None:
    left, right = size_of(one), size_of(two)
    assume(bool(right.terms))
    assert (left * right).divided(right) == left
    assert (left * right) // right == left
    assert (left * right) % right == Size.of(0)


def forms_of(size: Size, by: int, again: int, more: int) -> list[tuple[Size, Size]]:
    """Pairs of ways to write one number, with quotients in them."""
    return [
        ((size + by * more) // by, size // by + more),
        ((size // by) // again, size // (by * again)),
        ((size * again) // (by * again), size // by),
        ((size + by * more) % by, size % by),
    ]


@settings(max_examples=500, deadline=None)
@given(trees(("+", "-", "*")), st.integers(1, 6), st.integers(1, 6), st.integers(-9, 9))
def test_quotients_of_polynomials_have_one_form(tree: Tree, by: int, again: int, more: int) -> None:
    assert all(one == two for one, two in forms_of(size_of(tree), by, again, more))


@settings(max_examples=1000, deadline=None)
@given(trees(("+", "-", "*", "//")), st.integers(1, 6), st.integers(1, 6), st.integers(-9, 9))
@example(("-", ("-", B, ("//", B, Size.of(2))), Size.of(-3)), 2, 4, -3)
@example(("-", Size.of(15), ("*", Size.of(5), ("+", A, ("//", A, Size.of(2))))), 2, 5, -3)
def test_two_forms_of_a_quotient_of_quotients_are_never_called_unequal(
    tree: Tree, by: int, again: int, more: int
) -> None:
    """`(n - n//2)//2//4` and `(n - n//2)//8` are one number, and may be two polynomials."""
    for one, two in forms_of(size_of(tree), by, again, more):
        event("two forms" if one != two else "one form")
        assert not differ(one, two)
        assert not differ(one + 1, two + 1)


@pytest.mark.parametrize(
    ("size", "a", "b", "expected"),
    [
        ((2 * A + 1) // (2 * B), 0, -1, 1 // -2),
        ((2 * A - 1) // -4, 1, 0, 1 // -4),
        (B // (-2 * B), 0, 1, 1 // -2),
        ((A // 2) // -2, 1, 0, 0 // -2),
        ((A // -2) // 2, 1, 0, -1 // 2),
        ((3 * A + 5) // -2, 2, 0, 11 // -2),
        ((3 * A + 5) % -4, 2, 0, 11 % -4),
        (A % B, -3, 2, 1),
    ],
)
def test_negative_divisors_round_down_too(size: Size, a: int, b: int, expected: int) -> None:
    values = {Symbol("a"): Size.of(a), Symbol("b"): Size.of(b)}
    assert size.replace(values.get) == Size.of(expected)


def test_only_an_exact_quotient_divides() -> None:
    assert (4 * A * B + 2 * A).divided(2 * A) == 2 * B + 1
    assert (3 * A).divided(Size.of(2)) is None
    assert (A + 1).divided(A) is None
    assert A.divided(Size.of(0)) is None
    assert Size.of(0).divided(A) == Size.of(0)


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (A + 1, "a + 1"),
        (A - A, "0"),
        (-A, "-a"),
        (B - A - 1, "b - a - 1"),
        (1 - 2 * A, "1 - 2*a"),
        (C * A * B, "a*b*c"),
        ((A + 1) * (A - 1), "a*a - 1"),
        (A // 2, "a//2"),
        ((A + 1) // 2 + 1, "(a + 1)//2 + 1"),
        ((A + 2) // 2, "a//2 + 1"),
        (A // 2 // 2, "a//4"),
        (A * B // C, "a*b//c"),
        (A // B * B, "b*(a//b)"),
        (A % 2, "a%2"),
        (A // (B + 1), "a//(b + 1)"),
        (A // (2 * B), "a//(2*b)"),
        (A**3 // A, "a*a"),
        (A * B // (2 * B), "a//2"),
        (3 * A * B // (2 * A * B), "1"),
        (Size.of(-7) // 2, "-4"),
    ],
)
def test_a_size_is_written_as_one_would(size: Size, text: str) -> None:
    assert str(size) == text


def test_replacing_is_unknown_as_soon_as_one_value_is() -> None:
    known = {Symbol("a"): Size.of(3)}
    assert (A * 2 + 1).replace(known.get) == Size.of(7)
    assert (A + B).replace(known.get) is None
    assert (A + B).substitute(known) == B + 3
    assert (A // B).replace({Symbol("a"): A, Symbol("b"): Size.of(0)}.get) is None


def test_a_size_is_linear_in_an_atom_that_occurs_once() -> None:
    a = Symbol("a")
    assert (A * B + 2 * A - C).linear_in(a) == (B + 2, -C)
    assert (A * A).linear_in(a) is None
    assert (A + A // 2).linear_in(a) is None
    assert (B + 1).linear_in(a) == (Size.of(0), B + 1)
    assert (3 * (A // 2) + 1).linear_in(Quotient(A, Size.of(2))) == (Size.of(3), Size.of(1))


def test_symbols_of_one_name_and_different_owners_are_different() -> None:
    assert Size.of(Symbol("a", "f")) != Size.of(Symbol("a", "g"))
