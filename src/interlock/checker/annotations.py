"""jaxtyping's strings: which axes `"*batch n+1 #m 3"` asks for.

The rules are those of jaxtyping itself: `parse` accepts a text exactly where jaxtyping does.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

from . import messages
from .expressions import Expression, Resolve, expression
from .shapes import Axis, Shape, Stretch
from .sizes import Size


class Malformed(ValueError):
    """The string is none that jaxtyping accepts; the text says which of its rules is broken."""


@dataclass(frozen=True)
class Dimension:
    """One word of the string: one axis, or any number of them where it is `variadic`.

    One of `name`, `size` and `expression` says what the axis is, or none of them: then it is
    anonymous (`_`, `...`).
    """

    text: str
    name: str | None = None
    size: int | None = None
    expression: Expression | None = None
    variadic: bool = False
    broadcastable: bool = False

    def __str__(self) -> str:
        mark = ("*" if self.variadic else "") + ("#" if self.broadcastable else "")
        if self.expression is not None:
            return mark + self.expression.text
        if self.size is not None:
            return f"{mark}{self.size}"
        anonymous = "..." if self.variadic else "_"
        return anonymous if self.name is None else mark + self.name


@dataclass(frozen=True)
class Annotation:
    """What a jaxtyping string asks of a shape."""

    dimensions: tuple[Dimension, ...]

    @property
    def variadic_at(self) -> int | None:
        """The place of the one variadic word, if there is one."""
        return next((k for k, word in enumerate(self.dimensions) if word.variadic), None)

    @property
    def names(self) -> frozenset[str]:
        """The names of single axes that the string binds, in words of their own."""
        return frozenset(
            word.name for word in self.dimensions if word.name is not None and not word.variadic
        )

    @property
    def variadic_name(self) -> str | None:
        """The name of the run of axes, as `batch` in `*batch`."""
        return next((word.name for word in self.dimensions if word.variadic), None)

    def shape(self, size_of: Resolve, stretch_of: Callable[[str], Stretch], hole: Resolve) -> Shape:
        """The shape as seen from inside the scope of the annotation.

        A broadcastable axis may be 1 as well, so nothing is known of it.

        Args:
            size_of: The size that a name stands for; `None` where it is not known.
            stretch_of: The stretch that the name of a variadic word stands for.
            hole: The size of the expression between two braces, given as its text.

        Returns:
            The shape, as far as it is known.
        """
        return Shape(tuple(_axis(word, size_of, stretch_of, hole) for word in self.dimensions))

    def __str__(self) -> str:
        return " ".join(map(str, self.dimensions))


def _axis(
    word: Dimension, size_of: Resolve, stretch_of: Callable[[str], Stretch], hole: Resolve
) -> Axis:
    if word.variadic:
        certain = word.name is not None and not word.broadcastable
        return stretch_of(word.name) if certain and word.name is not None else Stretch()
    size = size_in(word, size_of, hole)
    return size if not word.broadcastable or size == Size.of(1) else None


def size_in(word: Dimension, size_of: Resolve, hole: Resolve) -> Size | None:
    """The size that a word for a single axis asks for; `None` where it is not known."""
    if word.size is not None:
        return Size.of(word.size)
    if word.expression is not None:
        return word.expression.size(size_of, hole)
    return None if word.name is None else size_of(word.name)


@functools.lru_cache(maxsize=4096)
def parse(text: str) -> Annotation:
    """Read a jaxtyping string.

    Args:
        text: What stands behind the array type, as `"*batch n+1"`.

    Returns:
        The words, in order.

    Raises:
        Malformed: jaxtyping would refuse the string.

    Example:
        >>> str(parse("*batch rows=3 n+1"))
        '*batch 3 n+1'
        >>> parse("*a *b")
        Traceback (most recent call last):
        interlock.checker.annotations.Malformed: only one axis may be "*name" or "..."
    """
    if any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in text):
        raise Malformed(messages.unprintable())
    words = tuple(map(_word, text.split()))
    if sum(word.variadic for word in words) > 1:
        raise Malformed(messages.two_variadic())
    return Annotation(words)


def _word(text: str) -> Dimension:
    if "," in text and "(" not in text:
        raise Malformed(messages.comma_in_axes())
    if text.endswith("#"):
        raise Malformed(messages.trailing_hash(text))
    if text == "...":
        return Dimension(text, variadic=True)
    if "..." in text:
        raise Malformed(messages.joined_ellipsis(text))
    marks, rest = _split_marks(text)
    if rest and not rest.isidentifier():
        return _computed(text, marks, rest)
    if "_" in marks:
        if "#" in marks:
            raise Malformed(messages.incompatible_marks(text, "an anonymous axis", "#"))
        return Dimension(text, variadic="*" in marks)
    # Outside a PyTree `?n` has no meaning, and inside one each leaf has an `n` of its own.
    name = None if "?" in marks else rest
    return Dimension(text, name, variadic="*" in marks, broadcastable="#" in marks)


def _split_marks(text: str) -> tuple[set[str], str]:
    """The marks in front of a word, and what they stand before; `rows=4` is as good as `4`."""
    marks: set[str] = set()
    while text:
        if text[0] in "#*_?":
            if text[0] in marks:
                raise Malformed(messages.repeated_mark(text[0]))
            marks.add(text[0])
            text = text[1:]
        elif text.count("=") == 1:
            text = text.partition("=")[2]
        else:
            break
    return marks, text


def _computed(text: str, marks: set[str], rest: str) -> Dimension:
    """The word for a number or an expression, which take no mark but `#`."""
    try:
        number, what = int(rest), "a fixed size"
    except ValueError:
        number, what = None, "an expression"
    for mark in "_*?":
        if mark in marks:
            raise Malformed(messages.incompatible_marks(text, what, mark))
    if number is not None:
        return Dimension(text, size=number, broadcastable="#" in marks)
    return Dimension(text, expression=expression(rest), broadcastable="#" in marks)
