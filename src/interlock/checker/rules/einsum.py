"""The rule of einsum: the letters of its pattern are sizes."""

from __future__ import annotations

from .. import messages
from ..relations import agree, broadcast, differ, is_one
from ..shapes import Axis, Shape, shape_of
from ..sizes import Size
from ..values import Array, Complaint, unknown_array
from .arguments import array_rule, as_array, common_kind


@array_rule("numpy.einsum")
def einsum(
    subscripts: object, *operands: object, out: object = None, dtype: object = None,
    order: object = None, casting: object = None, optimize: object = None,
) -> object:  # fmt: skip
    """The sum that a pattern such as `"ij,jk->ik"` describes."""
    arrays = [as_array(operand) for operand in operands]
    if not isinstance(subscripts, str):
        return unknown_array()
    inputs, arrow, output = subscripts.replace(" ", "").partition("->")
    words = inputs.split(",")
    if len(words) != len(arrays):
        raise Complaint(messages.operands_differ(len(words), len(arrays)))
    letters, dots = _bound(words, arrays)
    result = output if arrow else _implicit(words)
    return Array(_result(result, letters, dots), common_kind(arrays))


def _bound(words: list[str], arrays: list[Array]) -> tuple[dict[str, Size | None], Shape | None]:
    """The size of every letter, and the shape that `...` stands for."""
    letters: dict[str, Size | None] = {}
    dots: Shape | None = Shape()
    for word, array in zip(words, arrays, strict=True):
        axes = _spread(word, array.shape)
        if axes is None:
            dots = None if "..." in word else dots
            letters |= {letter: letters.get(letter) for letter in word if letter != "."}
            continue
        named, rest = axes
        for letter, size in named:
            letters[letter] = _same(letter, letters.get(letter), size)
        if rest and dots is not None:
            dots = broadcast(dots, shape_of(rest))
    return letters, dots


Spread = tuple[list[tuple[str, Size | None]], list[Axis]]


def _spread(word: str, shape: Shape) -> Spread | None:
    """The letters of a word with their sizes, and the axes of its `...`."""
    sizes = shape.sizes
    if sizes is None:
        return None
    before, dotted, after = word.partition("...")
    count = len(before) + len(after)
    if count > len(sizes) or (not dotted and count != len(sizes)):
        raise Complaint(messages.letters_differ(word, shape))
    stop = len(sizes) - len(after)
    named = [*zip(before, sizes, strict=False), *zip(after, sizes[stop:], strict=True)]
    return named, list(sizes[len(before) : stop])


def _same(letter: str, known: Size | None, size: Size | None) -> Size | None:
    if is_one(known) or is_one(size):
        return size if is_one(known) else known
    if differ(known, size):
        raise Complaint(messages.letter_differs(letter, known, size))
    return agree(known, size)


def _implicit(words: list[str]) -> str:
    """The output that einsum takes where none is written: the letters that occur once, in order."""
    text = "".join(words)
    once = sorted(letter for letter in set(text) if letter != "." and text.count(letter) == 1)
    return ("..." if "..." in text else "") + "".join(once)


def _result(word: str, letters: dict[str, Size | None], dots: Shape | None) -> Shape:
    before, dotted, after = word.partition("...")
    for letter in before + after:
        if letter not in letters:
            raise Complaint(messages.letter_missing(letter))
    middle: tuple[Axis, ...] = ()
    if dotted:
        middle = Shape.unknown().axes if dots is None else dots.axes
    return shape_of([*map(letters.__getitem__, before), *middle, *map(letters.__getitem__, after)])
