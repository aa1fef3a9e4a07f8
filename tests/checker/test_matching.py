"""Annotations bind names and refuse shapes as jaxtyping itself does."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from jaxtyping import AnnotationError, Float, jaxtyped

from examples import examples
from interlock.checker import messages
from interlock.checker.annotations import parse
from interlock.checker.binding import Binding, Bound
from interlock.checker.matching import match, settle
from interlock.checker.relations import meetings
from interlock.checker.shapes import Axis, Shape, Stretch
from interlock.checker.sizes import Size, Symbol

POLYNOMIALS = ("n", "m", "k", "n", "m", "_", "2", "3", "x=2", "n+1", "2*n", "m-1", "n*m", "n-m")
WORDS = (*POLYNOMIALS, "#n", "#m", "#3", "#1", "n//2", "n%2", "#n+1")
RUNS = ("...", "*b", "*b", "*c", "*_")
RUN = Stretch(Symbol("run"))
SYMBOLS = [Size.of(Symbol(name)) for name in "pqr"]
Call = tuple[str, tuple[int, ...]]


@st.composite
def one_call(draw: st.DrawFn, size: st.SearchStrategy[int], words: tuple[str, ...]) -> Call:
    """An annotation and a shape, most often of its rank."""
    runs = RUNS if words is POLYNOMIALS else (*RUNS, "*#b", "*#c")
    text = draw(st.lists(st.sampled_from(words), max_size=3))
    length = len(text)
    if draw(st.booleans()):
        text.insert(draw(st.integers(0, length)), draw(st.sampled_from(runs)))
        length += draw(st.integers(0, 2))
    length = draw(st.sampled_from([length] * 9 + [length + 1]))
    return " ".join(text), tuple(draw(size) for _ in range(length))


def calls(*sizes: int, words: tuple[str, ...] = WORDS) -> st.SearchStrategy[list[Call]]:
    call = one_call(st.sampled_from(sizes), words)
    return st.lists(call, min_size=1, max_size=5)


def accepted_by_jaxtyping(calls: list[Call]) -> list[bool]:
    """jaxtyping's verdicts, up to the first axis that it cannot compute yet."""
    with jaxtyped("context"):
        verdicts = [jaxtyping_accepts(text, shape) for text, shape in calls]
    decided = itertools.takewhile(lambda verdict: verdict is not None, verdicts)
    return [verdict is True for verdict in decided]


def accepted(calls: list[tuple[str, Shape]]) -> list[bool]:
    binding = Binding()
    return [match(parse(text), shape, binding, text) is None for text, shape in calls]


@examples(200)
@given(calls(1, 2, 2, 2, 3))
def test_known_shapes_are_accepted_exactly_where_jaxtyping_accepts_them(
    calls: list[Call],
) -> None:
    verdicts = accepted_by_jaxtyping(calls)
    event(f"accepted: {sum(verdicts)} of {len(verdicts)}")
    known = [(text, Shape.of(*shape)) for text, shape in calls]
    assert accepted(known)[: len(verdicts)] == verdicts


@examples(200)
@given(calls(0, 1, 2, 2, 3), st.data())
def test_a_result_has_the_shape_that_jaxtyping_accepts(
    calls: list[Call], data: st.DataObject
) -> None:
    binding = Binding()
    with jaxtyped("context"):
        for text, shape in calls:
            if jaxtyping_accepts(text, shape):
                assert match(parse(text), Shape.of(*shape), binding, text) is None
        asked, _ = data.draw(one_call(st.just(1), WORDS))
        sizes = numbers(binding.shape(parse(asked)))
        if sizes is not None and min(sizes, default=0) >= 0:
            event("known")
            assert jaxtyping_accepts(asked, sizes)


def jaxtyping_accepts(text: str, shape: tuple[int, ...]) -> bool | None:
    """jaxtyping's verdict; `None` where it cannot compute an axis yet."""
    try:
        return isinstance(np.empty(shape), Float[np.ndarray, text])
    except AnnotationError:
        return None


def numbers(shape: Shape) -> tuple[int, ...] | None:
    """The sizes, where all of them are plain numbers."""
    found = [size.constant for size in shape.sizes or (None,) if size is not None]
    known = tuple(number for number in found if number is not None)
    return known if shape.sizes is not None and len(known) == len(shape.sizes) else None


RUN_SHAPES = [(), (1,), (2,), (3,), (1, 2), (2, 1), (2, 2)]


@pytest.mark.parametrize("words", [*itertools.product(["*b", "*#b"], repeat=3)])
def test_runs_of_axes_broadcast_as_those_of_jaxtyping(words: tuple[str, ...]) -> None:
    for shapes in itertools.product(RUN_SHAPES, repeat=3):
        calls = list(zip(words, shapes, strict=True))
        known = [(word, Shape.of(*shape)) for word, shape in calls]
        assert accepted(known) == accepted_by_jaxtyping(calls)


def blurred(shape: tuple[int, ...], choose: random.Random) -> Shape:
    """The shape with some of its sizes, or a run of them, unknown."""
    axes: list[Axis] = [Size.of(size) if choose.random() < 0.6 else None for size in shape]
    if choose.random() < 0.4:
        start = choose.randrange(len(axes) + 1)
        axes[start : choose.randrange(start, len(axes) + 1)] = [Stretch()]
    return Shape(tuple(axes))


@examples(200)
@given(calls(0, 1, 2, 2, 3), st.randoms())
def test_what_fits_still_fits_when_less_is_known(calls: list[Call], choose: random.Random) -> None:
    binding, less = Binding(), Binding()
    for text, shape in calls:
        if match(parse(text), Shape.of(*shape), binding) is None:
            assert match(parse(text), blurred(shape, choose), less) is None
    if settle(binding) is None:
        assert settle(less) is None
    for text, _ in calls:
        precise, loose = binding.shape(parse(text)), less.shape(parse(text))
        assert is_consistent(loose, precise)


def is_consistent(loose: Shape, precise: Shape) -> bool:
    """Whether a shape of which less is known may be the other one."""
    if loose.sizes is None or precise.sizes is None:
        return loose.sizes is None
    pairs = zip(loose.sizes, precise.sizes, strict=True)
    return all(left is None or left == right for left, right in pairs)


@examples(200)
@given(calls(0, 0, 1, 2, words=POLYNOMIALS))
def test_symbols_are_told_apart_as_generic_numbers_are(
    calls: list[Call],
) -> None:
    primes = [101, 211, 307]
    generic = [(text, Shape.of(*(primes[k] for k in shape))) for text, shape in calls]
    symbolic = [(text, Shape.of(*(SYMBOLS[k] for k in shape))) for text, shape in calls]
    with meetings() as met:
        found = accepted(symbolic)
    unlike = [
        found for found, other in zip(found, accepted(generic), strict=True) if found != other
    ]
    assert unlike[:1] in ([], [True] if met else [])  # one may be the name of a count of others


FILLINGS = [{"s": (101, 103), "t": (107, 109, 113)}, {"s": (101, 103, 127), "t": (107, 109)}]


@examples(200)
@given(calls(2, 2, 3), st.data())
def test_a_named_stretch_is_refused_only_where_some_axes_in_its_place_are(
    calls: list[Call], data: st.DataObject
) -> None:
    places = [(data.draw(st.sampled_from("st")), data.draw(st.integers(0, 4))) for _ in calls]
    bindings, stretched = [Binding(), Binding()], Binding()
    for (text, shape), (name, at) in zip(calls, places, strict=True):
        front, back = shape[:at], shape[at:]
        for binding, filling in zip(bindings, FILLINGS, strict=True):
            whole = Shape.of(*front, *filling[name], *back)
            if match(parse(text), whole, binding) is not None:
                return
        event("accepted")
        run = Stretch(Symbol(name))
        assert match(parse(text), Shape.of(*front, run, *back), stretched) is None


def explain(*calls: tuple[str, str, Shape], binding: Binding | None = None) -> str:
    """The message about the first argument of `f` that does not fit."""
    bound = binding or Binding()
    for argument, text, shape in calls:
        mismatch = match(parse(text), shape, bound, argument)
        if mismatch is not None:
            return messages.argument_differs(argument, "f", mismatch)
    late = settle(bound)
    return "" if late is None else messages.argument_differs(late[0], "f", late[1])


@pytest.mark.parametrize(
    ("calls", "message"),
    [
        ([("x", "3", Shape.of(4))], 'Argument "x" of "f" has shape (4,); expected (3,)'),
        (
            [("w", "o i", Shape.of(4, 3)), ("x", "i", Shape.of(4))],
            'Argument "x" of "f" has shape (4,); expected (i,) where i is 3 (from argument "w")',
        ),
        (
            [("x", "n n", Shape.of(3, 4))],
            'Argument "x" of "f" has shape (3, 4); expected (n, n) where n is 3',
        ),
        (
            [("x", "n m", Shape.of(3))],
            'Argument "x" of "f" has shape (3,); expected (n, m)',
        ),
        (
            [("x", "n+m", Shape.of(6)), ("a", "n", Shape.of(3)), ("b", "m", Shape.of(4))],
            'Argument "x" of "f" has shape (6,); expected (n+m,)'
            ' where m is 4 (from argument "b") and n is 3 (from argument "a")',
        ),
        (
            [("x", "*batch i", Shape.of(2, 5, 3)), ("y", "*batch i", Shape.of(2, 3))],
            'Argument "y" of "f" has shape (2, 3); expected (*batch, i)'
            ' where *batch is (2, 5) (from argument "x")',
        ),
        (
            [("x", "n", Shape.of(2)), ("y", "#n", Shape.of(SYMBOLS[0]))],
            'Argument "y" of "f" has shape (p,); expected (#n,) where n is 2 (from argument "x")',
        ),
    ],
)
def test_a_message_names_what_bound_the_axis(
    calls: list[tuple[str, str, Shape]], message: str
) -> None:
    assert explain(*calls) == message


def test_a_size_that_no_argument_bound_is_shown_itself() -> None:
    binding = Binding({"i": Bound(Size.of(3)), "o": Bound(SYMBOLS[0])})
    expected = 'Argument "x" of "f" has shape (4,); expected '
    assert explain(("x", "i", Shape.of(4)), binding=binding) == expected + "(3,)"
    assert explain(("x", "o+1", Shape.of(4)), binding=binding) == expected + "(p + 1,)"


@pytest.mark.parametrize(
    ("calls", "fine"),
    [
        ([("n", Shape.of(None)), ("n", Shape.of(3)), ("n", Shape.of(4))], False),
        ([("#n", Shape.of(None)), ("n+1", Shape.of(5)), ("n", Shape.of(3))], False),
        ([("*b n m", Shape.of(RUN, 3)), ("*b", Shape.of(2, 3))], True),
        ([("n m *b", Shape.of(3, RUN)), ("*b", Shape.of(2, 3))], True),
        ([("*b n", Shape.of(RUN, 3)), ("*b", Shape.of(2, 3))], False),
        ([("*b", Shape.of(None, 2)), ("*b", Shape.of(3, None)), ("*b", Shape.of(4, 2))], False),
        ([("*b", Shape.unknown()), ("*b", Shape.of(3)), ("*b", Shape.of(4))], False),
    ],
)
def test_what_was_unknown_is_learnt_from_later_arguments(
    calls: list[tuple[str, Shape]], fine: bool
) -> None:
    binding = Binding()
    verdicts = [match(parse(text), shape, binding) is None for text, shape in calls]
    assert (all(verdicts) and settle(binding) is None) == fine


def test_a_result_knows_what_is_bound_and_nothing_else() -> None:
    binding = Binding()
    assert match(parse("*b n"), Shape.of(2, 5, 3), binding) is None
    result = binding.shape(parse("*b 2*n #n #1 m _ 4"))
    assert str(result) == "(2, 5, 6, ?, 1, ?, ?, 4)"
    assert str(binding.shape(parse("*#b n"))) == str(binding.shape(parse("*c n"))) == "(..., 3)"


def test_a_failed_match_binds_nothing() -> None:
    binding = Binding()
    assert match(parse("n 3"), Shape.of(5, 4), binding) is not None
    assert binding == Binding()


def hole(sizes: dict[str, int]) -> Callable[[str], Size | None]:
    return lambda text: Size.of(sizes[text]) if text in sizes else None


def test_a_hole_is_filled_by_the_caller() -> None:
    binding = Binding()
    filled = hole({"k": 2, "self.size": 4})
    assert (
        match(parse("{k}+1 {self.size} {k}*{k}"), Shape.of(3, 4, 4), binding, "x", filled) is None
    )
    assert match(parse("{unknown}"), Shape.of(3), binding, "x", filled) is None
    mismatch = match(parse("{k}+1"), Shape.of(4), binding, "x", filled)
    assert mismatch is not None
    assert mismatch.expected == "(3,)"
