"""What `@shaped` remembers: only what was right, only so much of it, and only what it may."""

import threading
import weakref
from collections.abc import Callable
from typing import Any, Literal, Protocol, runtime_checkable

import jaxtyping
import numpy as np
import pytest
from beartype import beartype
from jaxtyping import AnnotationError, Float, Int, Shaped, TypeCheckError, jaxtyped

from contracts.calls import same
from interlock.contracts import contract, shaped
from interlock.contracts.contract import RESULTS, SIGNATURES
from interlock.contracts.verdict import accepts
from interlock.dimensions import Array
from interlock.errors import ShapeError


@pytest.fixture
def verdicts(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """The full verdicts that are asked for from here on."""
    asked: list[bool] = []

    def counted(*args: Any) -> bool:
        asked.append(accepts(*args))
        return asked[-1]

    monkeypatch.setattr(contract, "accepts", counted)
    return asked


def known_of(function: Any) -> dict[Any, Any]:
    """What a decorated function remembers."""
    known: dict[Any, Any] = function.__globals__["_shaped_known"]
    return known


def test_a_signature_is_judged_once(verdicts: list[bool]) -> None:
    function = shaped(same)
    for _ in range(10):
        function(np.ones(3), np.ones(3))
    assert verdicts == [True, True]  # of the arguments, and of the result
    function(np.ones(4), np.ones(4))
    assert len(verdicts) == 4


def test_another_result_of_a_known_signature_is_judged(verdicts: list[bool]) -> None:
    results = [np.ones(3), np.ones(3), np.ones(4), np.ones(3)]

    @shaped
    def next_of(a: Float[Array, "n"]) -> Float[Array, "n"]:
        return results.pop(0)

    next_of(np.ones(3))
    next_of(np.ones(3))
    with pytest.raises(ShapeError):
        next_of(np.ones(3))
    next_of(np.ones(3))
    assert verdicts == [True, True, False]


def test_a_failed_check_is_never_remembered(verdicts: list[bool]) -> None:
    function = shaped(same)
    for _ in range(3):
        with pytest.raises(ShapeError):
            function(np.ones(3), np.ones(4))
    assert verdicts == [False] * 3
    assert known_of(function) == {}


def test_the_memory_is_bounded() -> None:
    results = iter(range(RESULTS + 5))

    @shaped
    def changing(a: Float[Array, "_"]) -> Float[Array, "_"]:
        return np.ones(next(results))

    for _ in range(RESULTS + 5):
        changing(np.ones(3))
    assert [len(passed) for passed in known_of(changing).values()] == [5]
    function = shaped(same)
    for size in range(SIGNATURES + 5):
        function(np.ones(size), np.ones(size))
    assert len(known_of(function)) == 5


@pytest.mark.parametrize("hint", [list[int], dict[str, int], Callable[[int], int], tuple[int, ...]])
def test_what_holds_more_than_a_signature_is_judged_every_time(
    hint: Any, verdicts: list[bool]
) -> None:
    def function(a: Any, b: Any) -> None:
        return None

    function.__annotations__ |= {"a": Float[Array, "n"], "b": hint}
    checked = shaped(function)
    value = {list[int]: [1], dict[str, int]: {"a": 1}, tuple[int, ...]: (1,)}.get(hint, abs)
    for _ in range(3):
        checked(np.ones(3), value)
    assert len(verdicts) == 3  # the whole call, as jaxtyping judges it, each time


def test_a_literal_is_remembered_with_its_value() -> None:
    @shaped
    def reduced(a: Float[Array, "n"], how: Literal["mean", "sum", 1]) -> float:
        return 0.0

    plain = jaxtyped(reduced.__wrapped__, typechecker=beartype)  # type: ignore[attr-defined]
    values = ["mean", 1, True, 1.0, "max", ["mean"], 2, None, "sum"] * 3
    verdicts = [outcome(reduced, np.ones(3), value) for value in values]
    assert verdicts == [outcome(plain, np.ones(3), value) for value in values]
    assert verdicts[:2] == [True, True]
    assert verdicts[4:8] == [False] * 4


def test_equal_dtypes_of_different_names_are_told_apart() -> None:
    @shaped
    def counted(a: Int[np.ndarray, "n"]) -> None:
        return None

    plain = jaxtyped(counted.__wrapped__, typechecker=beartype)  # type: ignore[attr-defined]
    for dtype in ("int64", "q", "l", "i8", "Q", "p") * 2:
        array = np.ones(3, dtype)
        assert outcome(counted, array) == outcome(plain, array)


def outcome(function: Callable[..., Any], *args: Any) -> bool:
    try:
        function(*args)
    except TypeCheckError:
        return False
    return True


def test_a_proxy_is_judged_by_what_it_stands_for() -> None:
    class Duck:
        shape = (3,)
        dtype = np.dtype("f8")

    class Other(Duck):
        pass

    @shaped
    def named(a: Shaped[Duck, "n"]) -> None:
        return None

    duck, other = Duck(), type("Foreign", (), {"shape": (3,), "dtype": np.dtype("f8")})()
    for _ in range(3):
        named(weakref.proxy(duck))
        with pytest.raises(ShapeError):
            named(weakref.proxy(other))  # type: ignore[arg-type]
        named(Other())


def test_an_object_asked_for_its_attributes_is_judged_every_time(verdicts: list[bool]) -> None:
    @runtime_checkable
    class Named(Protocol):
        name: str

    @shaped
    def greet(who: Named) -> None:
        return None

    class Cat:
        pass

    cat = Cat()
    cat.name = "Tom"  # type: ignore[attr-defined]
    greet(cat)  # type: ignore[arg-type]
    with pytest.raises(ShapeError):
        greet(Cat())  # type: ignore[arg-type]


def test_nothing_is_remembered_while_jaxtyping_is_switched_off() -> None:
    function = shaped(same)
    jaxtyping.config.update("jaxtyping_disable", True)
    try:
        assert function(np.ones(3), np.ones(4)).shape == (3,)
    finally:
        jaxtyping.config.update("jaxtyping_disable", False)
    with pytest.raises(ShapeError):
        function(np.ones(3), np.ones(4))


def test_a_result_that_fits_only_a_changed_argument_is_not_remembered() -> None:
    @shaped
    def grown(a: Float[Array, "n"], resize: bool) -> Float[Array, "n"]:
        if resize:
            a.resize(5, refcheck=False)
        return np.ones(5)

    for _ in range(3):
        assert grown(np.ones(3), True).shape == (5,)
        with pytest.raises(ShapeError):
            grown(np.ones(3), False)


def test_an_annotation_that_cannot_be_read_is_reported_as_jaxtyping_does() -> None:
    @shaped
    def unbound(a: Float[Array, "n+1"]) -> None:
        return None

    for _ in range(2):
        with pytest.raises(AnnotationError, match="n\\+1"):
            unbound(np.ones(3))


def test_braces_are_filled_in_at_every_call(verdicts: list[bool]) -> None:
    @shaped
    def taken(size: int, a: Float[Array, "{size} n"]) -> Float[Array, "n {size}+1"]:
        return np.ones((a.shape[1], size + 1))

    for _ in range(3):
        assert taken(2, np.ones((2, 3))).shape == (3, 3)
        assert taken(3, np.ones((3, 3))).shape == (3, 4)
    assert len(verdicts) == 4
    with pytest.raises(ShapeError, match=r'"a" must be \{size\}'):
        taken(3, np.ones((2, 3)))


def test_threads_share_a_function_and_never_a_verdict() -> None:
    function, wrong = shaped(same), []

    def run(size: int) -> None:
        for step in range(300):
            fits = step % 3 > 0
            try:
                result = function(np.ones(size), np.ones(size if fits else size + 1))
                if not fits or result.shape != (size,):
                    wrong.append((size, step))
            except ShapeError:
                if fits:
                    wrong.append((size, step))

    threads = [threading.Thread(target=run, args=(size,)) for size in (1, 2, 3, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(known_of(function)) == 3
