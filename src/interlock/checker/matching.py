"""Matching annotations with the shapes that arrive, binding names as jaxtyping does.

The parameters of a call are matched one after another with one `Binding`; `settle` then checks the
axes that are computed from names bound later, and `Binding.shape` gives the shape of the result.
"""

from __future__ import annotations

from dataclasses import dataclass

from .annotations import Annotation, Dimension
from .binding import Binding, Bound, Deferred, Run, no_hole
from .expressions import Resolve
from .relations import Mismatch, agree, broadcast, differ, fits, is_one, may_have_rank, stretch_in
from .shapes import Shape
from .sizes import Size
from .values import Complaint


def match(
    annotation: Annotation,
    actual: Shape,
    binding: Binding,
    argument: str = "",
    hole: Resolve = no_hole,
) -> Mismatch | None:
    """Match an annotation with a shape, binding the names that are not bound yet.

    Args:
        annotation: What the parameter asks for.
        actual: The shape that arrives.
        binding: The names bound so far; it grows, unless the match fails.
        argument: The parameter's name, for messages about the names it binds.
        hole: The size of the expression between two braces, given as its text.

    Returns:
        What does not fit; `None` where nothing certainly does not.

    Example:
        >>> from interlock.checker.annotations import parse
        >>> binding = Binding()
        >>> match(parse("o i"), Shape.of(4, 3), binding, "weight")
        >>> match(parse("*batch i"), Shape.of(5, 2), binding, "inputs").axis
        -1
        >>> print(binding.shape(parse("i 2*o")))
        (3, 8)
    """
    trial = _Trial(annotation, actual, binding.copy(), argument, hole)
    mismatch = trial.run()
    if mismatch is None:
        binding.adopt(trial.binding)
    return mismatch


def settle(binding: Binding) -> tuple[str, Mismatch] | None:
    """Check the computed axes that had to wait for names bound by later arguments.

    Returns:
        The first argument that does not fit, with what does not.
    """
    waiting, binding.deferred = binding.deferred, []
    for late in waiting:
        trial = _Trial(late.annotation, late.actual, binding, late.argument, late.hole)
        mismatch = trial.computed(late.word, late.axis, late.size)
        if mismatch is not None:
            return late.argument, mismatch
    return None


@dataclass
class _Trial:
    """One match under way."""

    annotation: Annotation
    actual: Shape
    binding: Binding
    argument: str
    hole: Resolve

    def run(self) -> Mismatch | None:
        words, at = self.annotation.dimensions, self.annotation.variadic_at
        front, back = (words, ()) if at is None else (words[:at], words[at + 1 :])
        parts = _aligned(self.actual, len(front), len(back), at is not None)
        if parts is None or (at is not None and self.is_longer_run(words[at], len(words) - 1)):
            return Mismatch(self.actual, self.spelled())
        first, run, last = parts
        before = dict(self.binding.sizes)
        places = [*range(len(front)), *range(-len(back), 0)]
        sizes = (*first, *last)
        for axis, word, size in zip(places, (*front, *back), sizes, strict=True):
            mismatch = self.single(word, axis, size)
            if mismatch is not None:
                return mismatch
        mismatch = self.swapped([*zip(places, (*front, *back), sizes, strict=True)], before)
        return mismatch if mismatch or at is None else self.variadic(words[at], run)

    def swapped(
        self, axes: list[tuple[int, Dimension, Size | None]], before: dict[str, Bound]
    ) -> Mismatch | None:
        """An axis that may be what is expected, where the expected one stands in another place.

        Neither may be in its place already: then the other is one of several that are equal.
        """
        for axis, word, size in axes:
            expected = self.expected(word, before)
            if expected is None or expected.constant is not None or size == expected:
                continue
            for _, other, found in axes:
                if found == expected and self.expected(other, before) != found:
                    self.binding.sizes = before
                    return self.unless(False, word, axis)
        return None

    def expected(self, word: Dimension, before: dict[str, Bound]) -> Size | None:
        """The size of a name or expression, as far as it was known before this match."""

        def known(name: str) -> Size | None:
            return before[name].size if name in before else None

        if word.broadcastable:
            return None
        if word.expression is None:
            return known(word.name or "")
        return word.expression.size(known, self.hole)

    def is_longer_run(self, word: Dimension, beside: int) -> bool:
        """Whether the actual shape has the very run that is expected, beside more or fewer axes."""
        known, stretch = self.binding.runs.get(word.name or ""), stretch_in(self.actual)
        if known is None or known.broadcastable or word.broadcastable or stretch is None:
            return False
        same = stretch.symbol is not None and stretch == stretch_in(known.shape)
        return same and len(self.actual.axes) != beside + len(known.shape.axes)

    def single(self, word: Dimension, axis: int, size: Size | None) -> Mismatch | None:
        if word.broadcastable and (size is None or is_one(size)):
            return None
        if word.size is not None:
            return self.unless(not differ(Size.of(word.size), size), word, axis)
        if word.expression is None:
            fine = word.name is None or self.binding.bind(word.name, size, self.argument)
            return self.unless(fine, word, axis)
        if word.expression.names <= self.binding.sizes.keys():
            return self.computed(word, axis, size)
        late = Deferred(self.annotation, word, axis, size, self.actual, self.argument, self.hole)
        self.binding.deferred.append(late)
        return None

    def computed(self, word: Dimension, axis: int, size: Size | None) -> Mismatch | None:
        assert word.expression is not None
        expected = word.expression.size(self.binding.size_of, self.hole)
        return self.unless(not differ(expected, size), word, axis)

    def variadic(self, word: Dimension, run: Shape) -> Mismatch | None:
        if word.name is None:
            return None
        known = self.binding.runs.get(word.name)
        if known is None:
            self.binding.runs[word.name] = Run(run, word.broadcastable, self.argument)
            return None
        merged = _merged(known, run, word.broadcastable)
        if merged is None:
            return self.unless(False, word, None)
        broadcastable = known.broadcastable and word.broadcastable
        self.binding.runs[word.name] = Run(merged, broadcastable, known.source)
        return None

    def unless(self, fine: bool, word: Dimension, axis: int | None) -> Mismatch | None:
        if fine:
            return None
        where = self.binding.where(word, self.hole, self.argument)
        return Mismatch(self.actual, self.spelled(), axis, where)

    def spelled(self) -> str:
        return self.binding.spell(self.annotation, self.hole)


def _merged(known: Run, run: Shape, broadcastable: bool) -> Shape | None:
    """What a run of axes is bound to after one more; `None` where the two do not fit."""
    if not known.broadcastable and not broadcastable:
        return _known_of(known.shape, run) if fits(known.shape, run) is None else None
    try:
        both = broadcast(known.shape, run)
    except Complaint:
        return None
    if known.broadcastable:
        return both if broadcastable or fits(run, both) is None else None
    return known.shape if fits(known.shape, both) is None else None


def _known_of(left: Shape, right: Shape) -> Shape:
    """The one shape that two equal shapes are, as far as either is known."""
    if left.sizes is None or right.sizes is None:
        return right if left.sizes is None else left
    return Shape(tuple(map(agree, left.sizes, right.sizes)))


Parts = tuple[tuple[Size | None, ...], Shape, tuple[Size | None, ...]]


def _aligned(shape: Shape, front: int, back: int, variadic: bool) -> Parts | None:
    """A shape cut into first axes, a run, and last axes; `None` where their number is wrong."""
    sizes, stretch = shape.sizes, stretch_in(shape)
    if not variadic and not may_have_rank(shape, front):
        return None
    if sizes is not None:
        stop = len(sizes) - back
        return None if stop < front else (sizes[:front], Shape(sizes[front:stop]), sizes[stop:])
    before, after = shape.before, shape.after
    if not variadic:
        gap = (None,) * (front - len(before) - len(after))
        return (*before, *gap, *after), Shape(), ()
    first = (*before, *(None,) * front)[:front]
    last = (*(None,) * back, *after)[len(after) :]
    if front > len(before) or back > len(after):
        return first, Shape.unknown(), last
    return first, Shape((*before[front:], stretch, *after[: len(after) - back])), last
