"""Shapes say how many axes there are, as far as that is known."""

import pytest

from interlock.checker.shapes import Shape, Stretch
from interlock.checker.sizes import Size, Symbol

N = Size.of(Symbol("n"))
BATCH = Stretch(Symbol("batch"))


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        (Shape.of(), "()"),
        (Shape.of(3), "(3,)"),
        (Shape.of(N + 1, None), "(n + 1, ?)"),
        (Shape.of(BATCH, N), "(*batch, n)"),
        (Shape.unknown(), "(...,)"),
    ],
)
def test_a_shape_is_written_as_a_tuple(shape: Shape, text: str) -> None:
    assert str(shape) == text


def test_a_shape_without_a_stretch_has_a_rank() -> None:
    shape = Shape.of(3, None)
    assert (shape.rank, shape.sizes) == (2, (Size.of(3), None))
    assert shape.before == shape.after == shape.sizes
    assert not shape.is_unknown


def test_a_stretch_leaves_the_rank_open() -> None:
    shape = Shape.of(2, BATCH, N, 4)
    assert (shape.rank, shape.sizes, shape.stretch_at) == (None, None, 1)
    assert shape.before == (Size.of(2),)
    assert shape.after == (N, Size.of(4))


def test_only_a_lone_stretch_without_a_name_says_nothing() -> None:
    assert Shape.unknown().is_unknown
    assert not Shape.of(BATCH).is_unknown
    assert not Shape.of(Stretch(), 3).is_unknown
