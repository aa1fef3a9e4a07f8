"""A rule against NumPy: the same call with arrays and with what is known of them."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from hypothesis import strategies as st

import interlock.checker.rules  # noqa: F401 - registers the rules
from interlock.checker.registry import RULES
from interlock.checker.shapes import Axis, Shape, Stretch, shape_of
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import ANYTHING, UNKNOWN, Array, Complaint, Each, List, Sizes, Slice

REFUSALS = (ValueError, IndexError, TypeError, ZeroDivisionError, np.exceptions.AxisError)
RANDOM = np.random.default_rng(0)


@dataclass(frozen=True)
class Call:
    """One call: the rule by name, NumPy's function, and the arguments NumPy is given."""

    name: str
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    options: dict[str, Any]

    def run(self) -> tuple[object, BaseException | None]:
        """What NumPy returns, or why it refuses."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return self.function(*self.arguments, **self.options), None
            except REFUSALS as refusal:
                return None, refusal

    def predict(self, view: Callable[[Any], object]) -> tuple[object, Complaint | None]:
        """What the rule says of the arguments as `view` shows them."""
        options = {name: view(value) for name, value in self.options.items()}
        try:
            return RULES[self.name](*map(view, self.arguments), **options), None
        except Complaint as complaint:
            return None, complaint


def call(name: str, function: Callable[..., Any], *arguments: Any, **options: Any) -> Call:
    return Call(name, function, arguments, options)


def array(*shape: int, kind: str = "f") -> Any:
    """An array of a shape; whole numbers are zeros, so that they are places everywhere."""
    dtype = {"f": float, "i": int, "b": bool, "c": complex}[kind]
    return RANDOM.normal(size=shape).astype(dtype) if kind in "fc" else np.zeros(shape, dtype)


def value_of(thing: Any) -> object:
    """The value that says all there is to know of a Python object."""
    match thing:
        case np.ndarray() | np.generic():
            return Array(Shape.of(*thing.shape), thing.dtype.kind.replace("u", "i"))
        case None | bool() | str():
            return thing
        case int():
            return Size.of(thing)
        case float():
            return Array(Shape.of(), "f")
        case slice():
            return Slice(*map(value_of, (thing.start, thing.stop, thing.step)))
        case list():
            return List(map(value_of, thing))
        case tuple():
            return tuple(map(value_of, thing))
        case _:
            return thing if thing is Ellipsis else UNKNOWN


def check(made: Call, exact: bool = True) -> None:
    """The rule complains exactly when NumPy refuses, and otherwise says what NumPy returns."""
    result, refusal = made.run()
    value, complaint = made.predict(value_of)
    assert (refusal is None) == (complaint is None), (made, refusal, complaint)
    if refusal is None:
        assert describes(value, result, exact), (made, value, result)


def prove(made: Call, data: st.DataObject, exact: bool = True, symbolic: bool = True) -> None:
    """The rule agrees with NumPy; and with less known, or with names for sizes, it never errs."""
    check(made, exact)
    check_degraded(made, data)
    if symbolic:
        check_symbolic(made)


def check_degraded(made: Call, data: st.DataObject) -> None:
    """With less known the rule never complains of a right call, nor says what is not so."""
    result, refusal = made.run()
    if refusal is not None:
        return
    random = data.draw(st.randoms(use_true_random=False))
    value, complaint = made.predict(lambda thing: forgotten(value_of(thing), random))
    assert complaint is None, (made, complaint)
    assert describes(value, result, exact=False), (made, value, result)


def check_symbolic(made: Call) -> None:
    """With names for sizes, what the rule says is so once the numbers are put back."""
    result, refusal = made.run()
    value, complaint = made.predict(named)
    if refusal is None and complaint is None:
        assert describes(instance(value), result, exact=False), (made, value, result)


def named(thing: Any) -> object:
    """The value of an object, with a name for each size of an array but 0 and 1."""
    if isinstance(thing, np.ndarray):
        sizes = (Size.of(n) if n < 2 else Size.of(symbol(n)) for n in thing.shape)
        return Array(shape_of(sizes), thing.dtype.kind)
    if isinstance(thing, list | tuple):
        return type(value_of(thing))(map(named, thing))  # type: ignore[call-arg]
    return value_of(thing)


def symbol(number: int) -> Symbol:
    return Symbol(f"n{number}")


def instance(value: object) -> object:
    """A value with the names put back to their numbers."""
    match value:
        case Size():
            return value.replace(lambda name: Size.of(int(name.name.removeprefix("n"))))
        case Array(shape):
            axes = (instance(axis) if isinstance(axis, Size) else axis for axis in shape.axes)
            return replace(value, shape=shape_of(axes))  # type: ignore[arg-type]
        case Each(item, length):
            return Each(instance(item), None if length is None else instance(length))  # type: ignore[arg-type]
        case tuple():
            return tuple(map(instance, value))
        case _:
            return value


def forgotten(value: object, random: Any) -> object:
    """A value of which less is known."""
    if random.random() < 0.15:
        return UNKNOWN
    match value:
        case bool() | None | str() | Slice():
            return value
        case Size():
            return Array(Shape.of(), "i") if random.random() < 0.2 else value
        case Array(shape, kind):
            kept = kind if random.random() < 0.7 else ""
            return Array(_forgotten_shape(shape, random), kept)
        case List():
            if value and random.random() < 0.2 and all(item == value[0] for item in value):
                return Each(value[0])
            return List(forgotten(item, random) for item in value)
        case tuple():
            return tuple(forgotten(item, random) for item in value)
        case _:
            return value


def _forgotten_shape(shape: Shape, random: Any) -> Shape:
    axes: list[Axis] = [None if random.random() < 0.3 else axis for axis in shape.axes]
    if random.random() < 0.2:
        start, stop = sorted(random.choices(range(len(axes) + 1), k=2))
        axes[start:stop] = [Stretch()]
    return shape_of(axes)


def describes(value: object, result: Any, exact: bool) -> bool:
    """Whether a value is true of a result, and says all of it where it has to be exact."""
    match value:
        case Array(shape, kind):
            got = np.asarray(result)
            right_kind = kind in ("", ANYTHING, got.dtype.kind.replace("u", "i"))
            return right_kind and _covers(shape, got.shape, exact)
        case Sizes(shape):
            return not exact and _covers(shape, tuple(result), exact=False)
        case bool() | None:
            return value is result or (value is None and not exact)
        case Size():
            return value.constant == result
        case Each(item, length):
            known = length is None or length.constant == len(result)
            return not exact and known and all(describes(item, one, exact) for one in result)
        case tuple():
            pairs = itertools.zip_longest(value, result, fillvalue=UNKNOWN)
            return len(value) == len(result) and all(describes(v, r, exact) for v, r in pairs)
        case _:
            return not exact


def _covers(shape: Shape, got: tuple[int, ...], exact: bool) -> bool:
    if exact:
        return shape == Shape.of(*got)
    if len(got) < len(shape.axes) - (shape.rank is None) or shape.rank not in (None, len(got)):
        return False
    pairs = [*zip(shape.before, got, strict=False)]
    pairs += [*zip(reversed(shape.after), reversed(got), strict=False)]
    return all(size is None or size.constant in (None, n) for size, n in pairs)


@st.composite
def shapes(
    draw: st.DrawFn, least: int = 0, most: int = 4, smallest: int = 0, largest: int = 4
) -> tuple[int, ...]:
    return tuple(draw(st.lists(st.integers(smallest, largest), min_size=least, max_size=most)))


def axes(rank: int) -> st.SearchStrategy[int]:
    """Axis numbers, right ones more often than wrong ones."""
    right = st.integers(-rank, rank - 1) if rank else st.integers(-1, 0)
    return st.one_of(right, right, right, st.integers(-rank - 1, rank))


def several(items: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, min_size=1, max_size=most).map(tuple)
