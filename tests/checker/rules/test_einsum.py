"""The rule of einsum, against NumPy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.rules.calls import array, call, prove, shapes
from interlock.checker.registry import RULES
from interlock.checker.shapes import Shape, Stretch
from interlock.checker.sizes import Symbol
from interlock.checker.values import UNKNOWN, Array, Complaint

DATA = st.data()
WORDS = st.text("abcC", max_size=3)
OUTPUTS = st.none() | st.text("abcC", max_size=3)


@st.composite
def sums(draw):
    """Operands and a pattern that mostly fits them."""
    sizes = {letter: draw(st.integers(0, 3)) for letter in "abcC"}
    words, operands, dots = [], [], draw(shapes(most=2, largest=3))
    for _ in range(draw(st.integers(1, 3))):
        before, after = draw(WORDS), draw(WORDS)
        dotted = draw(st.booleans())
        lengths = [1 if not draw(st.integers(0, 9)) else sizes[letter] for letter in before + after]
        middle = list(dots[draw(st.integers(0, len(dots))) :]) if dotted else []
        lengths[len(before) : len(before)] = middle
        if not draw(st.integers(0, 9)):
            lengths = [*lengths, draw(st.integers(0, 3))]
        words.append(before + "..." * dotted + after)
        operands.append(array(*lengths))
    pattern = draw(st.sampled_from([",", " , "])).join(words)
    output = draw(OUTPUTS)
    if output is None:
        return pattern, operands
    known = "".join(sorted({letter for letter in output if letter in "".join(words)}))
    output = known if draw(st.integers(0, 4)) else output
    dotted = "..." in pattern if draw(st.integers(0, 9)) else draw(st.booleans())
    return f"{pattern}->{'...' * dotted}{output}", operands


@given(sums(), DATA)
def test_letters_bind_sizes_and_dots_broadcast(case, data):
    pattern, operands = case
    prove(call("numpy.einsum", np.einsum, pattern, *operands), data)


@given(st.text("ab.,->1 ", max_size=8), DATA)
def test_any_text_is_read_as_numpy_reads_it(text, data):
    prove(call("numpy.einsum", np.einsum, text, array(2, 2)), data)


n, m, BATCH = Symbol("n"), Symbol("m"), Stretch(Symbol("batch"))


def _einsum(pattern, *operands):
    return RULES["numpy.einsum"](pattern, *(Array(Shape.of(*sizes)) for sizes in operands))


def test_a_stretch_stands_for_the_dots():
    assert str(_einsum("...i,ji->...j", (BATCH, n), (m, n))) == "(*batch, m)"
    assert str(_einsum("...qd,...kd->...qk", (BATCH, n, 4), (BATCH, m, 4))) == "(*batch, n, m)"
    assert str(_einsum("bij->bji", (Stretch(), n, m))) == "(?, m, n)"
    assert str(_einsum("i...->i", (Stretch(),))) == "(?,)"


def test_operands_in_lists_are_not_read():
    assert RULES["numpy.einsum"](Array(Shape.of(2, 3)), UNKNOWN, UNKNOWN).shape.is_unknown


@pytest.mark.parametrize(
    ("pattern", "operands", "text"),
    [
        ("ij,jk->ik", [(2, n), (m, 4)], '"j" is n and m'),
        ("ij,jk->ik", [(2, 3)], "the pattern has 2 operands; 1 are given"),
        ("ij->ji", [(2, 3, 4)], '"ij" does not name the axes of shape (2, 3, 4)'),
        ("ii->i", [(2, 3)], '"i" is 2 and 3'),
        ("ij->ik", [(2, 3)], '"k" of the result names no axis of an operand'),
        ("ij->ii", [(2, 3)], '"i" occurs twice on one side of the pattern'),
        ("i1->i", [(2, 3)], '"i1" in the pattern is not made of letters and at most one "..."'),
        ("...i->i", [(2, 3)], 'the result has no "..." for the axes (2,)'),
        ("...i,...j->...", [(2, 3), (4, 3)], "shapes (2,) and (4,) do not broadcast: 2 is not 4"),
    ],
)
def test_complaints_name_the_letter_and_its_sizes(pattern, operands, text):
    with pytest.raises(Complaint) as caught:
        _einsum(pattern, *operands)
    assert str(caught.value) == f'"einsum": {text}'
