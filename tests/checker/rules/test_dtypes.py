"""What kind of numbers comes out of NumPy's functions, against NumPy."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from checker.rules.calls import array, call, value_of
from interlock.checker.registry import RULES
from interlock.checker.values import Array

KINDS = "bifc"
ODD = {  # these take what nobody gives them: complex edges and steps
    "histogram": "c", "histogram2d": "c", "histogram_bin_edges": "c", "fft.fftfreq": "c",
}  # fmt: skip
WITH_DTYPE = ["concatenate", "stack", "vstack", "hstack", "clip", "vecdot", "matmul", "sum", "add"]


def functions() -> Iterator[str]:
    """The functions and methods of arrays that have a rule, but for draws and printing."""
    for name in sorted(RULES):
        plain = name.startswith("numpy.") and not name.startswith("numpy.random.")
        if plain and callable(found(name)):
            yield name


def found(name: str) -> Any:
    """The object of a full name; `None` where this NumPy has none."""
    thing: Any = np
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for part in name.split(".")[1:]:
            thing = getattr(thing, part, None)
    return thing


def arguments(kinds: str) -> Iterator[tuple[Any, ...]]:
    """One, two and three arrays of all kinds, together or in a list, and some numbers."""
    for shape in ((3, 3), (3,)):
        for kind in kinds:
            one = array(*shape, kind=kind)
            yield from [(one,), (one, 0), (one, 1.5), (one, 0, 1), (one, 0.0, 1.0), (3, one)]
            for other in kinds:
                two = array(*shape, kind=other)
                yield from [(one, two), ([one, two],), (one, two, one), (array(3, kind="b"), one)]


def numbers(value: object, result: Any) -> Iterator[tuple[str, str]]:
    """What a rule says of the numbers in a result, and what they are."""
    if isinstance(value, tuple) and isinstance(result, tuple | list) and len(value) == len(result):
        for said, got in zip(value, result, strict=True):
            yield from numbers(said, got)
    elif isinstance(value, Array) and value.kind and isinstance(result, np.ndarray | np.generic):
        yield value.kind, result.dtype.kind.replace("u", "i")


@pytest.mark.parametrize("name", [*functions()])
def test_a_function_gives_numbers_of_the_kind_that_its_rule_says(name: str) -> None:
    odd = ODD.get(name.removeprefix("numpy."), "")
    for given in arguments("".join(kind for kind in KINDS if kind not in odd)):
        made = call(name, found(name), *given)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                result = made.function(*given)
        except Exception:
            continue
        value, _ = made.predict(value_of)
        assert all(said == got for said, got in numbers(value, result)), (made, value)


@pytest.mark.parametrize("dtype", ["int", "float", "complex", "bool"])
@pytest.mark.parametrize("name", WITH_DTYPE)
def test_a_dtype_says_what_kind_comes_out(name: str, dtype: str) -> None:
    one = array(3, 3, kind="b")
    given: tuple[Any, ...] = ([one, one],) if "st" in name or name == "concatenate" else (one, one)
    given = {"clip": (one, one, one), "sum": (one,)}.get(name, given)
    try:
        result = getattr(np, name)(*given, dtype=dtype)
    except TypeError:
        return
    value = RULES[f"numpy.{name}"](*map(value_of, given), dtype=dtype)
    assert isinstance(value, Array)
    assert value.kind == result.dtype.kind
