"""The rules of einops, against einops."""

from __future__ import annotations

import einops
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.rules import calls
from checker.rules.calls import array, prove
from interlock.checker.registry import RULES
from interlock.checker.shapes import Shape, Stretch
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import UNKNOWN, Array, Complaint

DATA = st.data()
SIZES = {"a": 2, "b": 3, "c": 1, "dd": 2}


def call(name, *arguments, **options):
    """A call of einops whose refusals count as NumPy's do."""

    def function(*given, **named):
        try:
            return getattr(einops, name)(*given, **named)
        except (einops.EinopsError, NotImplementedError) as error:
            raise ValueError from error

    return calls.call(f"einops.{name}", function, *arguments, **options)


@st.composite
def side(draw, names):
    """The names of one side in any order, some in parentheses, and the sizes of its axes."""
    names = draw(st.permutations(names))
    text, sizes = [], []
    while names:
        count = draw(st.integers(1, 3)) if draw(st.booleans()) else 1
        group, names = names[:count], names[count:]
        text.append(group[0] if count == 1 else f"({' '.join(group)})")
        sizes.append(int(np.prod([SIZES.get(name, 1) for name in group])))
    return " ".join(text), sizes


@st.composite
def patterns(draw):
    """Names that mostly are on both sides, sizes for some of them, and the shape of the left."""
    names = draw(st.lists(st.sampled_from([*SIZES]), unique=True, max_size=4))
    left, sizes = draw(side(names))
    other = names if draw(st.integers(0, 3)) else draw(st.permutations([*SIZES]))[: len(names)]
    right, _ = draw(side(list(other)))
    dots = draw(st.sampled_from([(), (), (2,), (2, 3)]))
    if dots:
        left, right = f"... {left}", f"... {right}" if draw(st.integers(0, 5)) else right
    if not draw(st.integers(0, 9)):
        sizes = [*sizes, 2]
    given = {n: SIZES[n] for n in SIZES if n in names and draw(st.booleans())}
    if given and not draw(st.integers(0, 5)):
        given[next(iter(given))] = draw(st.integers(1, 4))
    return f"{left} -> {right}", (*dots, *sizes), given


@given(patterns(), DATA)
def test_rearranging_keeps_the_names(case, data):
    pattern, shape, given_sizes = case
    prove(call("rearrange", array(*shape), pattern, **given_sizes), data)


@given(patterns(), st.sampled_from(["mean", "sum", "max"]), DATA)
def test_reducing_drops_names(case, how, data):
    pattern, shape, given_sizes = case
    prove(call("reduce", array(*shape), pattern, how, **given_sizes), data)


@given(patterns(), DATA)
def test_repeating_takes_sizes_for_new_names(case, data):
    pattern, shape, given_sizes = case
    prove(call("repeat", array(*shape), pattern, **given_sizes), data)
    prove(call("repeat", array(*shape), pattern, **(given_sizes | {"a": 2})), data)


@given(patterns(), patterns(), DATA)
def test_names_of_einsum_bind_sizes(one, two, data):
    left, other = one[0].split(" ->")[0], two[0].split(" ->")[0]
    pattern = f"{left}, {other} ->{one[0].split('->')[1]}"
    if "(" not in pattern:
        prove(call("einsum", array(*one[1]), array(*two[1]), pattern), data)


@pytest.mark.parametrize(
    "pattern",
    [
        "a b -> b a 1",
        "a 1 -> a",
        "a 2 -> a",
        "a () -> a",
        "a b -> (a b",
        "a -> a",
        "a b -> (...)",
        "... -> (...)",
        "(a ...) -> a",
        "a b",
        "a a -> a",
        "a b -> a 3",
        "a ... -> ... a",
        "-> ",
    ],
)
@given(DATA)
def test_numbers_dots_and_parentheses(pattern, data):
    for tensor in (array(2, 1), array(2, 3), array(), [array(3), array(3)]):
        for name in ("rearrange", "repeat"):
            prove(call(name, tensor, pattern), data)
        prove(call("reduce", tensor, pattern, "sum"), data)
    prove(call("rearrange", array(2, 3), pattern, z=2), data)


h, w, BATCH = Symbol("h"), Symbol("w"), Stretch(Symbol("batch"))


def test_sizes_with_names_multiply_and_divide():
    image = Array(Shape.of(h, w, 3), "f")
    flat = RULES["einops.rearrange"](image, "h w c -> (h w) c")
    assert flat == Array(Shape((Size.of(h) * Size.of(w), Size.of(3))), "f")
    again = RULES["einops.rearrange"](flat, "(h w) c -> h w c", h=Size.of(h))
    assert again == image
    heads = RULES["einops.rearrange"](
        Array(Shape.of(BATCH, h, 12), "f"), "... t (n d) -> ... n t d", n=Size.of(4)
    )
    assert str(heads.shape) == "(*batch, 4, h, 3)"


def test_what_is_not_known_stays_so():
    assert RULES["einops.rearrange"](UNKNOWN, "a b -> b a").shape == Shape.of(None, None)
    assert RULES["einops.rearrange"](UNKNOWN, UNKNOWN).shape.is_unknown


@pytest.mark.parametrize(
    ("name", "pattern", "options", "text"),
    [
        ("rearrange", "a b -> b c", {}, '"a" on the left side of the pattern only'),
        ("rearrange", "a -> a", {}, '"a" does not name the axes of shape (4, 6)'),
        (
            "rearrange",
            "a (b c) -> a b c",
            {"b": 4},
            '"b c" cannot be 6, which is not a multiple of 4',
        ),
        ("rearrange", "a (b c) -> a b c", {}, 'no more than one of "b", "c" can be left open'),
        ("rearrange", "a b -> b a", {"a": 5}, '"a" is 5; that axis of shape (4, 6) is 4'),
        ("rearrange", "a b -> b a", {"z": 5}, '"z" not in the pattern'),
        ("rearrange", "a a -> a", {}, '"a" occurs twice on one side of the pattern'),
        (
            "rearrange",
            "a (b -> a b",
            {},
            '"a (b" is not made of names, numbers, "..." and parentheses',
        ),
        ("repeat", "a b -> a b c", {}, 'no size is given for "c"'),
        (
            "rearrange",
            "(a ...) -> a ...",
            {},
            '"..." stands in no parentheses on the left side of a pattern',
        ),
    ],
)
def test_complaints_name_what_does_not_fit(name, pattern, options, text):
    sizes = {key: Size.of(value) for key, value in options.items()}
    with pytest.raises(Complaint) as caught:
        RULES[f"einops.{name}"](Array(Shape.of(4, 6)), pattern, **sizes)
    assert str(caught.value) == f'"{name}": {text}'
