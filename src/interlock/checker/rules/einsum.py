"""The rule of einsum: the letters of its pattern are sizes."""

from __future__ import annotations

import re
from collections import Counter

from .. import messages
from ..relations import broadcast, broadcast_sizes
from ..shapes import Axis, Shape, Stretch, shape_of
from ..sizes import Size
from ..values import Array, Complaint
from .arguments import Undecided, array_rule, as_array, common_kind, merged
from .dtypes import kind_of
from .elementwise import stored
from .places import with_rank

Word = tuple[str, ...]
"""The names of an operand's axes; `...` stands for any number of them."""


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
    inputs, arrow, output = subscripts.replace(" ", "").partition("->")
    words = [_letters(word) for word in inputs.split(",")]
    arrays = [as_array(operand) for operand in operands]
    shape = summed(words, _letters(output) if arrow else _implicit(words), arrays)
    return stored(Array(shape, kind_of(dtype, common_kind(arrays))), out)


def _letters(word: str) -> Word:
    if not re.fullmatch(r"[A-Za-z]*(\.\.\.)?[A-Za-z]*", word):
        raise Complaint(messages.not_a_word(word))
    return tuple(re.findall(r"\.\.\.|[A-Za-z]", word))


def _implicit(words: list[Word]) -> Word:
    """The output where none is written: the letters that occur once, in the alphabet's order."""
    counts = Counter(name for word in words for name in word)
    once = sorted(name for name, count in counts.items() if count == 1 and name != "...")
    return (*(["..."] if "..." in counts else []), *once)


def summed(words: list[Word], output: Word, arrays: list[Array]) -> Shape:
    """The shape of a sum of products, given the names of the axes of all operands."""
    if len(words) != len(arrays):
        raise Complaint(messages.operands_differ(len(words), len(arrays)))
    sizes: dict[str, Size | None] = {}
    dots = Shape()
    for word, array in zip(words, arrays, strict=True):
        named, rest = spread(word, array.shape)
        _bind(sizes, named)
        dots = _together(dots, rest)
    return _result(output, sizes, dots)


def spread(word: Word, shape: Shape) -> tuple[list[tuple[str, Size | None]], Shape]:
    """The names of a word with their sizes, and the axes of its `...`."""
    _check_rank(word, shape)
    at = word.index("...") if "..." in word else None
    if at is None:
        shape = with_rank(shape, len(word))
    before, after = word[:at], () if at is None else word[at + 1 :]
    front, back = shape.before, shape.after[::-1]
    named = [(name, _at(front, k)) for k, name in enumerate(before)]
    named += [(name, _at(back, k)) for k, name in enumerate(reversed(after))]
    if len(before) > len(front) or len(after) > len(back):
        return named, Shape.unknown()
    return named, shape_of(shape.axes[len(before) : len(shape.axes) - len(after)])


def _at(sizes: tuple[Size | None, ...], place: int) -> Size | None:
    return sizes[place] if place < len(sizes) else None


def _check_rank(word: Word, shape: Shape) -> None:
    names = len(word) - ("..." in word)
    axes = len(shape.axes) - (shape.rank is None)
    too_many = axes > names and "..." not in word
    if too_many or (axes < names and shape.rank is not None):
        raise Complaint(messages.names_do_not_fit(spell(word), shape))


def spell(word: Word) -> str:
    """A word as its author wrote it, about."""
    return "".join(word) if all(len(name) in (1, 3) for name in word) else " ".join(word)


def _bind(sizes: dict[str, Size | None], named: list[tuple[str, Size | None]]) -> None:
    """Take over the sizes of one operand, in which a repeated name stands for equal axes."""
    own: dict[str, Size | None] = {}
    for name, size in named:
        try:
            own[name] = merged(own[name], size) if name in own else size
        except Complaint:
            raise Complaint(messages.name_differs(name, own[name], size)) from None
    for name, size in own.items():
        known = sizes.get(name, Size.of(1))
        try:
            sizes[name] = broadcast_sizes(known, size)
        except Complaint:
            raise Complaint(messages.name_differs(name, known, size)) from None


def _together(dots: Shape, rest: Shape) -> Shape:
    try:
        return broadcast(dots, rest)
    except Complaint as complaint:
        raise Complaint(messages.do_not_broadcast(dots, rest, complaint)) from None


def _result(word: Word, sizes: dict[str, Size | None], dots: Shape) -> Shape:
    for name, count in Counter(word).items():
        if name not in sizes and name != "...":
            raise Complaint(messages.name_missing(name))
        if count > 1:
            raise Complaint(messages.name_repeated(name))
    if "..." not in word and any(not isinstance(axis, Stretch) for axis in dots.axes):
        raise Complaint(messages.dots_missing(dots))
    axes: list[Axis] = []
    for name in word:
        axes += dots.axes if name == "..." else (sizes[name],)
    return shape_of(axes)
