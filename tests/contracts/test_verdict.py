"""`@shaped` says yes and no exactly where jaxtyping with beartype does, whatever came before."""

import weakref
from collections.abc import Callable, Iterator
from random import Random
from types import GenericAlias
from typing import Any, Generic, Literal

import numpy as np
import pytest
from beartype import beartype
from jaxtyping import (
    AnnotationError,
    Bool,
    Float,
    Float32,
    Int,
    Num,
    Shaped,
    TypeCheckError,
    jaxtyped,
)

from interlock.contracts import shaped
from interlock.dimensions import I, N, O

KINDS = [Float, Float, Float32, Int, Bool, Num, Shaped]
DTYPES = ["f4", "f8", "f4", "f8", "f2", "i8", "q", "u1", "?", "c16", ">f8", "O", "S3"]
WORDS = ["n"] * 6 + ["m"] * 4 + ["3", "1", "_", "#n", "#m", "rows=2", "_x", "{k}"] * 2
WORDS += ["n+1", "n-m", "{k}+n"]
SCALARS: list[Any] = [1, 2.5, "mean", "auto", None, [1], ["a"], True, (1, 2.0), np.float64(1)]
KEPT: list[Any] = []  # what the proxies stand for
STARRED = ["*batch", "...", "*#batch", "*_"]
plainly = jaxtyped(typechecker=beartype)
seeds = pytest.mark.parametrize("seed", range(30))  # each a random signature, called 40 times


class Vector(np.ndarray[Any, Any]):
    """An array of another type."""


class Sized(Generic[I, O]):
    """A class whose sizes are axes."""

    num_inputs: I
    num_outputs: O

    def __init__(self, inputs: I, outputs: O) -> None:
        self.num_inputs = inputs
        self.num_outputs = outputs


def some_annotation(random: Random, words: list[str]) -> str:
    chosen = [random.choice(words) for _ in range(random.choice([0, 1, 1, 2, 2, 3]))]
    if random.random() < 0.4:
        chosen.insert(random.randrange(len(chosen) + 1), random.choice(STARRED))
    return " ".join(chosen)


def some_hint(random: Random, words: list[str]) -> Any:
    array: Any = random.choice(KINDS)[np.ndarray, some_annotation(random, words)]
    other: Any = random.choice(KINDS)[np.ndarray, some_annotation(random, words)]
    others: list[Any] = [
        array | None,
        array | other,
        array | float,
        GenericAlias(tuple, (array, other)),
        tuple[int, float],
        list[int],
        GenericAlias(list, (array,)),
        float,
        int | str | None,
        Literal[1, "mean", None],
        float | Literal["auto"],
        Any,
        None,
    ]
    return random.choice(others) if random.random() < 0.3 else array


def shape_of(random: Random, annotation: str, sizes: dict[str, Any]) -> tuple[int, ...]:
    """A shape that fits the annotation, most of the time."""
    shape: list[int] = []
    for word in annotation.split():
        name = word.lstrip("#*").partition("=")[2] or word.lstrip("#*")
        if word in STARRED:
            shape += sizes["batch"] if name == "batch" else [2] * random.randrange(2)
        elif name.startswith("_"):
            shape.append(random.randint(1, 3))
        else:
            shape.append(max(0, int(eval(name.replace("{", "").replace("}", ""), dict(sizes)))))
    if random.random() < 0.1 and shape:
        shape[random.randrange(len(shape))] = random.randint(0, 4)
    if random.random() < 0.05:
        shape.append(random.randint(1, 3))
    return tuple(shape)


def value_for(random: Random, hint: Any, sizes: dict[str, Any]) -> Any:
    """A value that fits the hint, most of the time."""
    arrays = list(arrays_of(hint))
    if not arrays or random.random() < 0.05:
        return random.choice(SCALARS)
    values = [array_for(random, array, sizes) for array in arrays]
    origin = getattr(hint, "__origin__", None)
    return tuple(values) if origin is tuple else values if origin is list else random.choice(values)


def array_for(random: Random, hint: Any, sizes: dict[str, Any]) -> Any:
    fitting = [code for code in DTYPES if fits_dtype(hint, code)]
    code = random.choice(fitting if random.random() < 0.95 else DTYPES)
    value: Any = np.zeros(shape_of(random, hint.dim_str, sizes), code)
    if random.random() < 0.05:
        return value.view(Vector)
    if random.random() < 0.02:
        KEPT.append(value)
        return weakref.proxy(value)
    return value


def arrays_of(hint: Any) -> Iterator[Any]:
    if hasattr(hint, "dim_str"):
        yield hint
    for part in getattr(hint, "__args__", ()):
        yield from arrays_of(part)


def fits_dtype(hint: Any, code: str) -> bool:
    return isinstance(np.zeros(1, code), hint.dtype[np.ndarray, "..."])


def outcome(function: Callable[..., Any], *args: Any) -> str:
    """What a call comes to: yes, no, or an annotation that cannot be read."""
    try:
        function(*args)
    except TypeCheckError as error:
        # Whatever is wrong is found, and not only that something is.
        return "unexplained" if "the call must fit its annotations" in str(error) else "no"
    except AnnotationError:
        return "unreadable"
    return "yes"


def annotated(result: list[Any], hints: dict[str, Any], name: str = "call") -> Callable[..., Any]:
    """A function of one, two or three arguments, and perhaps a size, that returns `result`."""
    bodies = [lambda: result[0], lambda a: result[0], lambda a, b: result[0]]
    bodies += [lambda a, b, c: result[0], lambda a, b, c, d: result[0]]
    body: Any = bodies[len(hints) - 1]
    code = body.__code__.replace(co_varnames=tuple(name for name in hints if name != "return"))
    function = type(body)(code, body.__globals__, name, None, body.__closure__)
    function.__annotations__ = hints
    function.__qualname__ = name
    return function  # type: ignore[no-any-return]


class Spelled(dict[tuple[int, ...], Callable[..., Any]]):
    """Plain functions with sizes in place of names, by the sizes."""

    def __init__(self, result: list[Any], hints: dict[str, Any]) -> None:
        super().__init__()
        self.result = result
        self.hints = hints

    def of(self, **sizes: int) -> Callable[..., Any]:
        key = tuple(sizes.values())
        if key not in self:
            hints = {name: _spelled(hint, sizes) for name, hint in self.hints.items()}
            self[key] = plainly(annotated(self.result, hints))
        return self[key]


def _spelled(hint: Any, sizes: dict[str, int]) -> Any:
    if not hasattr(hint, "dim_str"):
        return hint
    words = [
        word.replace(word.lstrip("#"), str(sizes[word.lstrip("#")]))
        if word.lstrip("#") in sizes
        else word
        for word in hint.dim_str.split()
    ]
    return hint.dtype[np.ndarray, " ".join(words)]


@seeds
def test_a_function_is_judged_as_jaxtyping_and_beartype_judge_it(seed: int) -> None:
    random = Random(seed)
    names = ["a", "b", "c"][: random.randint(1, 3)]
    hints = {"k": int} | {name: some_hint(random, WORDS) for name in [*names, "return"]}
    result: list[Any] = [None]
    ours, theirs = shaped(annotated(result, hints)), plainly(annotated(result, hints))
    for _ in range(40):
        sizes: dict[str, Any] = {name: random.randint(1, 2) for name in "knm"}
        sizes["batch"] = [2] * random.randrange(3)
        *args, result[0] = [value_for(random, hints[name], sizes) for name in hints if name != "k"]
        given = [sizes["k"], *args]
        assert outcome(ours, *given) == outcome(theirs, *given)


@seeds
def test_a_method_is_judged_as_one_with_its_class_sizes_spelled_out(seed: int) -> None:
    random = Random(seed)
    words = ["i", "o", "I", "#i", "n", "3", "_"]
    hints = {name: some_array(random, words) for name in ["a", "b", "return"]}
    result: list[Any] = [None]
    plain = Spelled(result, hints)
    ours = shaped(annotated(result, {"self": Any} | hints, "Sized.call"))
    for _ in range(40):
        own = {"i": random.randint(1, 2), "o": random.randint(1, 2)}
        own["I"] = own["i"]
        sizes = own | {"n": random.randint(1, 2), "batch": [2] * random.randrange(3)}
        theirs = plain.of(**own)
        a, b, result[0] = (value_for(random, hints[name], sizes) for name in hints)
        assert outcome(ours, Sized(own["i"], own["o"]), a, b) == outcome(theirs, a, b)


@seeds
def test_an_argument_annotated_with_a_size_is_that_size(seed: int) -> None:
    random = Random(seed)
    hints = {name: some_array(random, ["n", "m", "#n", "N"]) for name in ["a", "b", "return"]}
    result: list[Any] = [None]
    plain = Spelled(result, hints)
    ours = shaped(annotated(result, {"size": N} | hints))
    for _ in range(40):
        n = random.randint(1, 2)
        sizes = {"n": n, "N": n, "m": random.randint(1, 3), "batch": [2] * random.randrange(3)}
        theirs = plain.of(n=n, N=n)
        a, b, result[0] = (value_for(random, hints[name], sizes) for name in hints)
        assert outcome(ours, n, a, b) == outcome(theirs, a, b)


def some_array(random: Random, words: list[str]) -> Any:
    return random.choice(KINDS)[np.ndarray, some_annotation(random, words)]
