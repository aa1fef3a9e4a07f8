"""The rule of einsum: the letters of its pattern are sizes."""

from __future__ import annotations

import re
from collections import Counter

from .. import messages
from ..relations import broadcast, broadcast_sizes
from ..shapes import Shape, Stretch, shape_of
from ..sizes import Size
from ..values import Array, Complaint
from .arguments import Undecided, array_rule, as_array, common_kind, merged, with_rank
from .dtypes import kind_of
from .elementwise import stored

Letters = dict[str, Size | None]


@array_rule("numpy.einsum")
def einsum(
    subscripts: object,
    *operands: object,
    out: object = None,
    dtype: object = None,
    order: object = None,
    casting: object = None,
    optimize: object = None,
) -> object:
    """The sum that a pattern such as `"ij,jk->ik"` describes."""
    if not isinstance(subscripts, str):
        raise Undecided
    words, output = _read(subscripts, len(operands))
    arrays = [as_array(operand) for operand in operands]
    letters: Letters = {}
    dots = Shape()
    for word, array in zip(words, arrays, strict=True):
        named, rest = _spread(word, array.shape)
        _bind(letters, named)
        dots = _together(dots, rest)
    result = Array(_result(output, letters, dots), kind_of(dtype, common_kind(arrays)))
    return stored(result, out)


def _read(pattern: str, operands: int) -> tuple[list[str], str]:
    """The words of a pattern and its output, which may be left out."""
    inputs, arrow, output = pattern.replace(" ", "").partition("->")
    words = inputs.split(",")
    for word in [*words, output]:
        if not re.fullmatch(r"[A-Za-z]*(\.\.\.)?[A-Za-z]*", word):
            raise Complaint(messages.not_a_word(word))
    if len(words) != operands:
        raise Complaint(messages.operands_differ(len(words), operands))
    return words, output if arrow else _implicit(words)


def _implicit(words: list[str]) -> str:
    """The output where none is written: the letters that occur once, in the alphabet's order."""
    counts = Counter("".join(words).replace(".", ""))
    once = sorted(letter for letter, count in counts.items() if count == 1)
    return ("..." if any("..." in word for word in words) else "") + "".join(once)


def _spread(word: str, shape: Shape) -> tuple[list[tuple[str, Size | None]], Shape]:
    """The letters of a word with their sizes, and the axes of its `...`."""
    before, dotted, after = word.partition("...")
    if not dotted or shape.rank is not None:
        _check_rank(word, shape)
        shape = shape if dotted else with_rank(shape, len(word))
    front, back = shape.before, shape.after[::-1]
    named = [(letter, _at(front, k)) for k, letter in enumerate(before)]
    named += [(letter, _at(back, k)) for k, letter in enumerate(reversed(after))]
    if len(before) > len(front) or len(after) > len(back):
        return named, Shape.unknown()
    return named, shape_of(shape.axes[len(before) : len(shape.axes) - len(after)])


def _at(sizes: tuple[Size | None, ...], place: int) -> Size | None:
    return sizes[place] if place < len(sizes) else None


def _check_rank(word: str, shape: Shape) -> None:
    letters = len(word.replace("...", ""))
    too_few = shape.rank is None and len(shape.axes) - 1 > letters
    short = shape.rank is not None and shape.rank < letters
    long = shape.rank is not None and shape.rank > letters and "..." not in word
    if too_few or short or long:
        raise Complaint(messages.letters_differ(word, shape))


def _bind(letters: Letters, named: list[tuple[str, Size | None]]) -> None:
    """Take over the sizes of one operand, in which a repeated letter names equal axes."""
    own: Letters = {}
    for letter, size in named:
        try:
            own[letter] = merged(own[letter], size) if letter in own else size
        except Complaint:
            raise Complaint(messages.letter_differs(letter, own[letter], size)) from None
    for letter, size in own.items():
        known = letters.get(letter, Size.of(1))
        try:
            letters[letter] = broadcast_sizes(known, size)
        except Complaint:
            raise Complaint(messages.letter_differs(letter, known, size)) from None


def _together(dots: Shape, rest: Shape) -> Shape:
    try:
        return broadcast(dots, rest)
    except Complaint as complaint:
        raise Complaint(messages.do_not_broadcast(dots, rest, complaint)) from None


def _result(word: str, letters: Letters, dots: Shape) -> Shape:
    before, dotted, after = word.partition("...")
    for letter, count in Counter(before + after).items():
        if letter not in letters:
            raise Complaint(messages.letter_missing(letter))
        if count > 1:
            raise Complaint(messages.letter_repeated(letter))
    if not dotted and any(not isinstance(axis, Stretch) for axis in dots.axes):
        raise Complaint(messages.dots_missing(dots))
    front = [letters[letter] for letter in before]
    back = [letters[letter] for letter in after]
    return shape_of([*front, *(dots.axes if dotted else ()), *back])
